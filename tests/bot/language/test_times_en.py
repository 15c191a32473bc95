"""English time phrases mean what people mean by them, on Friday, 6 March 2026, at nine."""

from __future__ import annotations

import pytest

from tests.bot.language.said import brief, local, time_said

CERTAIN = {
    # days
    "today": "03-06 00:00",
    "tomorrow": "03-07 00:00",
    "tomorrow's": "03-07 00:00",
    "the day after tomorrow": "03-08 00:00",
    "Monday": "03-09 00:00",
    "this Sunday": "03-08 00:00",
    "next Tuesday": "03-10 00:00",  # also next week's, so nothing to ask
    "Wednesday next week": "03-11 00:00",
    "next week on Thursday": "03-12 00:00",
    "April 2nd": "04-02 00:00",
    "the 2nd of April": "04-02 00:00",
    "2 Apr 2026": "04-02 00:00",
    "Monday, March 9": "03-09 00:00",
    "the 18th": "03-18 00:00",
    "the 3rd of next month": "04-03 00:00",
    "the second Tuesday of April": "04-14 00:00",
    "the last Friday of March": "03-27 00:00",
    "2026-04-02": "04-02 00:00",
    "25/4": "04-25 00:00",
    "in three days": "03-09 00:00",
    "two weeks from tomorrow": "03-21 00:00",
    "a week from Monday": "03-16 00:00",
    "in a month": "04-06 00:00",
    "the end of the month": "03-31 00:00",
    # clock times
    "3pm": "03-06 15:00",
    "3 p.m.": "03-06 15:00",
    "15:30": "03-06 15:30",
    "15h30": "03-06 15:30",
    "330pm": "03-06 15:30",
    "noon": "03-06 12:00",
    "half past three pm": "03-06 15:30",
    "a quarter to noon": "03-06 11:45",
    "20 minutes to 2pm": "03-06 13:40",
    "five o'clock in the afternoon": "03-06 17:00",
    "eight tonight": "03-06 20:00",
    "ten forty am": "03-06 10:40",
    "1500 hours": "03-06 15:00",
    # both
    "tomorrow at 3pm": "03-07 15:00",
    "3pm tomorrow": "03-07 15:00",
    "tomorrow morning at 9": "03-07 09:00",
    "Tuesday at 10 in the evening": "03-10 22:00",
    "2026-04-02T08:30": "04-02 08:30",
    "April 2 at 15:00": "04-02 15:00",
    "in 45 minutes": "03-06 09:45",
    "in an hour and a half": "03-06 10:30",
    "in 1h": "03-06 10:00",
    "now": "03-06 09:00",
    # stretches
    "from 3 to 4pm": "03-06 15:00 until 03-06 16:00 for 60",
    "between 11am and 1pm": "03-06 11:00 until 03-06 13:00 for 120",
    "10-11am": "03-06 10:00 until 03-06 11:00 for 60",
    "11pm to 1am": "03-06 23:00 until 03-07 01:00 for 120",
    "from 3 to 4pm for 1 hour": "03-06 15:00 until 03-06 16:00 for 60",
    "2 hours from 3pm to 5pm": "03-06 15:00 until 03-06 17:00 for 120",
    "tomorrow 15:00 for 45 min": "03-07 15:00 until 03-07 15:45 for 45",
    "in 12 min for a quarter of an hour": "03-06 09:12 until 03-06 09:27 for 15",
    "for 15 min in 12 min": "03-06 09:12 until 03-06 09:27 for 15",
    "for an hour and 15 min in 2 hours": "03-06 11:00 until 03-06 12:15 for 75",
    "15 min from now for 30 min": "03-06 09:15 until 03-06 09:45 for 30",
    "in two weeks at 3pm for 30 min": "03-20 15:00 until 03-20 15:30 for 30",
    "for two hours from 2pm": "03-06 14:00 until 03-06 16:00 for 120",
    "from 9pm to tomorrow 6am": "03-06 21:00 until 03-07 06:00 for 540",
    "next week": "03-09 00:00 until 03-16 00:00",
    "this month": "03-01 00:00 until 04-01 00:00",
    "April": "04-01 00:00 until 05-01 00:00",
    "April 7 to 9": "04-07 00:00 until 04-09 00:00",
    "for half an hour": "for 30",
    "for 3/4 of an hour": "for 45",
    "for 2.5 hours": "for 150",
    "for an hour and 45 minutes": "for 105",
    "for 30m": "for 30",
    "09:30": "03-06 09:30",
    "half past midnight tomorrow": "03-07 00:30",
    "the next day": "03-07 00:00",
    "the following week": "03-09 00:00 until 03-16 00:00",
}

ASSUMED = {
    "between 2 and 5pm for 45 min": ("03-06 14:00 until 03-06 17:00 for 45", "window"),
    "45 min between 2 and 5pm": ("03-06 14:00 until 03-06 17:00 for 45", "window"),
    "at 3": ("03-06 15:00", "taken_as_afternoon"),
    "10:00": ("03-06 10:00", "taken_as_morning"),
    "2 o clock": ("03-06 14:00", "taken_as_afternoon"),
    "3 30": ("03-06 15:30", "taken_as_afternoon"),
    "12:30": ("03-06 12:30", "taken_as_noon"),
    "8am": ("03-07 08:00", "past_today"),
    "today at 8am": ("03-06 08:00", "in_the_past"),
    "half an hour": ("for 30", "taken_as_length"),
    "around 3pm": ("03-06 15:00", "about"),
    "tomorrow morning": ("03-07 06:00 until 03-07 12:00", "window"),
    "this weekend": ("03-07 00:00 until 03-09 00:00", "window"),
    "after 3pm": ("03-06 15:00", "not_before"),
    "by Monday": ("until 03-10 00:00", "not_after"),
    "until 5pm": ("until 03-06 17:00", "not_after"),
    "from 1:30pm to 3": ("03-06 13:30 until 03-06 15:00 for 90", "taken_after_start"),
    "9 to 5 tomorrow": ("03-07 09:00 until 03-07 17:00 for 480", "taken_as_morning"),
    "Thursday": ("03-12 00:00", "taken_as_coming"),  # yesterday was one
    "March 2": ("03-02 00:00", "taken_as_next_year"),
    "tomorrow 3pm whatever": ("03-07 15:00", "partly_read"),
    "5 to 6": ("03-06 17:00 until 03-06 18:00 for 60", "taken_as_afternoon"),
    "15h": ("03-06 15:00", "taken_as_clock"),
    "2m": ("for 2", "taken_as_length"),
    "1h": ("for 60", "taken_as_length"),
    "12 at night": ("03-07 00:00", "past_today"),
    "after lunch": ("03-06 13:00 until 03-06 18:00", "window"),
    "by eod": ("until 03-06 18:00", "not_after"),
    "in the next two hours": ("until 03-06 11:00", "not_after"),
}

ASKED = {
    "Friday": "or 03-06 00:00 or 03-13 00:00",
    "this Tuesday": "or 03-03 00:00 or 03-10 00:00",
    "Sunday next week": "or 03-08 00:00 or 03-15 00:00",
    "at 7": "or 03-07 07:00 or 03-06 19:00",
    "half seven": "or 03-07 07:30 or 03-07 06:30",
    "midnight tomorrow": "or 03-07 00:00 or 03-08 00:00",
    "tomorrow at 12 at night": "or 03-07 00:00 or 03-08 00:00",
    "this Friday": "or 03-06 00:00 or 03-13 00:00",
    "Tuesday April 1": "or 04-01 00:00 or 03-10 00:00",  # a Wednesday
}

NO_TIMES = [
    "4:3 aspect ratio", "a score of 0-3", "version 1.2.3", "24/7 support", "room 2012", "10 people", "at 5 places",
    "14pm", "25:10", "6/31", "1/50 scale", "2nd floor", "the second half of the text",
    "it may rain", "day after day", "call +44 20 7946 0018", "50% off",
]  # fmt: skip


@pytest.mark.parametrize("phrase", CERTAIN)
def test_this_leaves_no_doubt(phrase: str) -> None:
    assert brief(time_said(phrase)) == f"certain {CERTAIN[phrase]}"


@pytest.mark.parametrize("phrase", ASSUMED)
def test_this_is_assumed_and_says_why(phrase: str) -> None:
    meaning, reason = ASSUMED[phrase]

    time = time_said(phrase)

    assert brief(time) == f"assumed {meaning}"
    assert reason in time.reasons


@pytest.mark.parametrize("phrase", ASKED)
def test_this_is_asked(phrase: str) -> None:
    assert brief(time_said(phrase)) == f"ask {ASKED[phrase]}"


@pytest.mark.parametrize("text", NO_TIMES)
def test_this_is_no_time(text: str) -> None:
    assert time_said(text).status == "none"


@pytest.mark.parametrize("text", ["February 30, 2026", "6/31/2026", "31 April", "the 29th of February 2027"])
def test_a_day_that_no_such_month_has_is_asked_again(text: str) -> None:
    time = time_said(text)

    assert (brief(time), time.reasons) == ("ask", ("no_such_day",))


def test_a_day_that_only_some_years_have_is_the_next_of_those() -> None:
    assert time_said("February 29").start == local("2028-02-29 00:00")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("rest of the week", "certain 03-06 00:00 until 03-09 00:00"),
        ("the remainder of this month", "certain 03-06 00:00 until 04-01 00:00"),
        ("the rest of my day", "certain 03-06 00:00"),
        ("rest of today", "certain 03-06 00:00"),
    ],
)
def test_the_rest_begins_today(text: str, time: str) -> None:
    assert brief(time_said(text)) == time


def test_next_tuesday_is_asked_on_a_monday() -> None:
    """To some it is tomorrow, to others a day of next week."""
    assert brief(time_said("next Tuesday", now="2026-03-02T09:00")) == "ask or 03-03 00:00 or 03-10 00:00"


def test_where_the_day_is_asked_the_likely_half_of_it_is_taken() -> None:
    monday = "2026-03-02T09:00"

    assert brief(time_said("next Tuesday at 10", now=monday)) == "ask or 03-03 10:00 or 03-10 10:00"
    assert brief(time_said("next Tuesday at 7", now=monday)).count(" or ") == 4  # that is asked as well


@pytest.mark.parametrize(("locale", "day"), [("en-US", "05-06"), ("en-GB", "06-05"), ("en-AU", "06-05")])
def test_the_locale_orders_day_and_month_and_the_order_is_mentioned(locale: str, day: str) -> None:
    time = time_said("5/6", locale)

    assert brief(time) == f"assumed {day} 00:00"
    assert time.reasons[0] in ("taken_as_month_first", "taken_as_day_first")


def test_without_a_known_locale_the_order_is_asked() -> None:
    assert brief(time_said("5/6", "en")) == "ask or 05-06 00:00 or 06-05 00:00"


@pytest.mark.parametrize("hour", range(1, 13))
def test_an_hour_without_am_or_pm_is_never_certain(hour: int) -> None:
    for phrase in (f"at {hour}", f"{hour}:30", f"tomorrow at {hour}", f"{hour} o'clock"):
        assert time_said(phrase).status in ("assumed", "ask")


def test_a_weekday_decides_the_order() -> None:
    time = time_said("Friday 6/5", "en-US")  # 6 May 2026 is a Wednesday, 5 June a Friday

    assert brief(time) == "assumed 06-05 00:00"
    assert time.reasons == ("order_by_weekday",)


def test_every_monday_is_asked_because_nothing_can_repeat_yet() -> None:
    assert time_said("every Monday at 10").reasons == ("repeats",)


@pytest.mark.parametrize(("phrase", "has_date", "has_clock"), [("Tuesday", True, False), ("3pm", False, True)])
def test_whether_a_day_and_a_clock_time_were_spoken_is_known(phrase: str, has_date: bool, has_clock: bool) -> None:
    time = time_said(phrase)

    assert (time.has_date, time.has_clock) == (has_date, has_clock)
