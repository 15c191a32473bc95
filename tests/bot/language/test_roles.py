"""Each time in a sentence does what it is there for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.language import Time
from tests.bot.language.said import brief, said

MOVES = {
    # sentence: (where to, by which time the event is named)
    "move standup to 3pm tomorrow": ("certain 03-07 15:00", "none"),
    "move standup to 3pm": ("certain 03-06 15:00", "none"),
    "move standup to Monday": ("certain 03-09 00:00", "none"),
    "move my 2pm to half past three pm": ("certain 03-06 15:30", "certain 03-06 14:00"),
    "move tomorrow's standup to Monday at 3pm": ("certain 03-09 15:00", "certain 03-07 00:00"),
    "move the review from 3pm to 5pm": ("certain 03-06 17:00", "certain 03-06 15:00"),
    "move the review to 3pm-4pm": ("certain 03-06 15:00 until 03-06 16:00 for 60", "none"),
    "change my call from Monday at 2pm to Tuesday at 4pm": ("certain 03-10 16:00", "certain 03-09 14:00"),
    "reschedule my interview on Monday to 1pm": ("certain 03-06 13:00", "certain 03-09 00:00"),
    "change the time of my call with Bob to 4pm": ("certain 03-06 16:00", "none"),
    "push my 2pm with Alice by 30 min": ("certain by +30", "certain 03-06 14:00"),
    "postpone standup 15 minutes": ("certain by +15", "none"),
    "move my 2pm up by an hour": ("certain by -60", "certain 03-06 14:00"),
    "bring the review forward by 20 minutes": ("certain by -20", "none"),
    "move the review forward 20 minutes": ("ask by +20", "none"),
    "make the review start 20 minutes later": ("certain by +20", "none"),
    "extend the review to 2 hours": ("certain for 120", "none"),
    "extend the review by 30 minutes": ("certain for 30", "none"),
    "shift my 10am to 11": ("assumed 03-06 11:00", "certain 03-06 10:00"),
    "change standup from 9 to 10": ("assumed 03-06 10:00", "assumed 03-07 09:00"),
    "move the review an hour and 15 minutes later": ("certain by +75", "none"),
    "move the review 2 days and 3 hours later": ("certain by +3060", "none"),
    "make the 3pm an hour and 15 minutes earlier": ("certain by -75", "certain 03-06 15:00"),
    "move standup 30 min later for 45 min": ("certain for 45 by +30", "none"),
    "定例を30分後ろ倒しで45分": ("certain for 45 by +30", "none"),
    "move standup 15 min earlier tomorrow": ("certain by -15", "certain 03-07 00:00"),
    "push everything after 2pm by 30 min": ("certain by +30", "assumed 03-06 14:00"),
    "定例を15分早めて明日": ("certain by -15", "certain 03-07 00:00"),
    "make the 3pm an hour later": ("certain by +60", "certain 03-06 15:00"),
    "move my 2pm 30 minutes earlier": ("certain by -30", "certain 03-06 14:00"),
    "postpone tomorrow's sync until Monday at 3pm": ("certain 03-09 15:00", "certain 03-07 00:00"),
    "standup -> 3pm": ("certain 03-06 15:00", "none"),
    "could we do the review at 4 instead": ("assumed 03-06 16:00", "none"),
    "定例を明日の15時に移動": ("certain 03-07 15:00", "none"),
    "明日15時に定例を移動": ("certain 03-07 15:00", "none"),
    "明日の定例を15時に変更": ("certain 03-06 15:00", "certain 03-07 00:00"),
    "15時を19時に変更": ("certain 03-06 19:00", "certain 03-06 15:00"),
    "15時から16時に変更": ("certain 03-06 16:00", "certain 03-06 15:00"),
    "15時から16時までに変更": ("certain 03-06 15:00 until 03-06 16:00 for 60", "none"),
    "14時の会議を30分後ろに": ("certain by +30", "certain 03-06 14:00"),
    "定例を30分早めて": ("certain by -30", "none"),
    "定例を30分ずらして": ("ask by +30", "none"),
    "会議を1時間に短縮": ("certain for 60", "none"),
    "会議を30分延長": ("certain for 30", "none"),
    "定例を来週の同じ時間に移動": ("certain 03-09 00:00 until 03-16 00:00", "none"),
}


@pytest.mark.parametrize("sentence", MOVES)
def test_a_move_knows_from_where_and_where_to(sentence: str) -> None:
    reading = said(sentence)

    assert reading.intent == "move"
    assert (brief(reading.time), brief(reading.old_time)) == MOVES[sentence]


def test_which_way_is_asked_where_forward_may_mean_both() -> None:
    assert said("move the review forward 20 minutes").time.reasons == ("which_way",)


LENGTHS = {
    # sentence: (title, minutes, reason)
    "make standup 15 min longer": ("standup", 15, "lengthen"),
    "extend standup by 15 min": ("standup", 15, "lengthen"),
    "定例を15分延長": ("定例", 15, "lengthen"),
    "shorten the review by 10 minutes": ("review", 10, "shorten"),
    "make the review 15 minutes shorter": ("review", 15, "shorten"),
    "定例を30分短縮": ("定例", 30, "shorten"),
    "shorten the 2pm to 30 min": ("", 30, "new_length"),
    "make it an hour": ("", 60, "new_length"),
    "cut standup to 15 minutes": ("standup", 15, "new_length"),
    "change the review to 45 minutes": ("review", 45, "new_length"),
    "定例を30分に短縮": ("定例", 30, "new_length"),
    "会議を1時間にして": ("", 60, "new_length"),
}


@pytest.mark.parametrize("sentence", LENGTHS)
def test_another_length_is_told_from_another_time(sentence: str) -> None:
    title, minutes, reason = LENGTHS[sentence]

    reading = said(sentence)

    assert (reading.intent, reading.title) == ("move", title)
    assert reading.time == Time("certain", duration=timedelta(minutes=minutes), grain="minute", reasons=(reason,))


@pytest.mark.parametrize(
    "sentence",
    [
        "extend the review until 11am",
        "extend the review to 11am",
        "make the review end at 11am",
        "end the review at 11am",
    ],
)
def test_another_end_leaves_the_start(sentence: str) -> None:
    reading = said(sentence)

    assert (brief(reading.time), reading.time.reasons) == ("certain until 03-06 11:00", ("new_end",))


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("push the review by 15", "certain by +15"),
        ("delay the review by 30", "certain by +30"),
        ("bring the review forward by 20", "certain by -20"),
        ("move the review by 45", "ask by +45"),
        ("extend the review by 15", "certain for 15"),
        ("move the review to be done by 5", "assumed until 03-06 17:00"),
        ("push the review by 2", "assumed until 03-06 14:00"),  # two hours, two days, or by two o'clock
    ],
)
def test_a_bare_number_by_which_something_moves_is_of_minutes(sentence: str, time: str) -> None:
    assert brief(said(sentence).time) == time


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("move the review to Monday or Tuesday", "ask or 03-09 00:00 or 03-10 00:00"),
        ("move the review to Monday, Tuesday or Wednesday", "ask or 03-09 00:00 or 03-10 00:00 or 03-11 00:00"),
        ("move the review to Monday or Tuesday at 3pm", "ask or 03-09 15:00 or 03-10 15:00"),
        ("move the review to tomorrow at 3 or 4pm", "ask or 03-07 15:00 or 03-07 16:00"),
        ("move the review to 3pm or 4pm", "ask or 03-06 15:00 or 03-06 16:00"),
        ("定例を月曜か火曜に移動", "ask or 03-09 00:00 or 03-10 00:00"),
        ("定例を月曜または火曜の15時に変更", "ask or 03-09 15:00 or 03-10 15:00"),
        ("定例を明日15時か16時にずらして", "ask or 03-07 15:00 or 03-07 16:00"),
        ("定例を15時か、16時に移動", "ask or 03-06 15:00 or 03-06 16:00"),
        ("move the review to 4pm or 4pm", "certain 03-06 16:00"),
        # what differs in kind is asked without choices
        ("move the review to Monday morning or Tuesday", "ask"),
        ("move the review to 3pm or Tuesday", "ask"),
        ("move the review to 3pm or 4pm London time", "ask"),
        ("定例を月曜か火曜の午後に移動", "ask"),
        ("定例を15時か明日に移動", "ask"),
        ("move the review to Monday or so", "certain 03-09 00:00"),
    ],
)
def test_one_of_several_times_is_asked(sentence: str, time: str) -> None:
    assert brief(said(sentence).time) == time


REBOOKED = {
    "rebook Grady's appointment from Monday to Tuesday at 10am": "certain 03-10 10:00",
    "rebook Grady's booking from Monday to Tuesday at the same time": "certain 03-10 00:00",
    "rebook Grady from Monday 10:00 to Tuesday 11:00": "assumed 03-10 11:00",
}


@pytest.mark.parametrize("sentence", REBOOKED)
def test_an_appointment_knows_from_where_and_where_to(sentence: str) -> None:
    assert brief(said(sentence).time) == REBOOKED[sentence]


NEIGHBOURS = {
    # sentence: by how many days, or where to
    "move standup to the next day": "certain by +1440",
    "push standup to the day after": "certain by +1440",
    "move standup a day later": "certain by +1440",
    "move standup to the day before": "certain by -1440",
    "move standup to the following week": "certain by +10080",
    "move tomorrow's standup to the next day at 3pm": "certain 03-08 15:00",
    "move standup to the next day at 3pm": "assumed 03-07 15:00",
    "move standup to the day after tomorrow": "certain 03-08 00:00",
    "定例を翌日に移動": "certain by +1440",
    "定例を次の日にずらして": "certain by +1440",
    "定例を前日に変更": "certain by -1440",
    "定例を翌週に延期": "certain by +10080",
    "明日の定例を翌日の15時に変更": "certain 03-08 15:00",
    "月曜の定例を翌週の火曜に移動": "certain 03-17 00:00",
    "定例を翌週の火曜に移動": "assumed 03-10 00:00",
    "定例を明日に移動": "certain 03-07 00:00",
    "定例を来週に延期": "certain 03-09 00:00 until 03-16 00:00",
}


@pytest.mark.parametrize("sentence", NEIGHBOURS)
def test_the_next_day_of_what_is_moved_is_counted_from_its_own_day(sentence: str) -> None:
    assert brief(said(sentence).time) == NEIGHBOURS[sentence]


def test_the_next_day_of_something_without_a_day_is_counted_from_now_and_says_so() -> None:
    assert "counted_from_now" in said("定例を翌日の15時に変更").time.reasons


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("move my 8pm to 9", "assumed 03-06 21:00"),
        ("move the 6pm call to 7", "assumed 03-06 19:00"),
        ("move my 10am to 2", "assumed 03-06 14:00"),  # not at night
        ("午後8時の会議を9時に変更", "assumed 03-06 21:00"),
        ("20時の会議を9時に変更", "assumed 03-07 09:00"),  # on a clock of 24 hours
    ],
)
def test_a_bare_hour_is_in_the_half_of_the_day_that_the_old_time_is_in(sentence: str, time: str) -> None:
    assert brief(said(sentence).time) == time


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        (
            "meet ACME-1234 tomorrow 15:00 for 45 min with bob@contoso.com",
            "certain 03-07 15:00 until 03-07 15:45 for 45",
        ),
        ("schedule lunch tomorrow with Bob at noon", "certain 03-07 12:00"),
        ("会議 ACME-1234 明日15時から45分", "certain 03-07 15:00 until 03-07 15:45 for 45"),
        ("what do I have next week", "certain 03-09 00:00 until 03-16 00:00"),
        ("bookings today", "certain 03-06 00:00"),
        ("今日の予約", "certain 03-06 00:00"),
        ("snooze 5", "certain for 5"),
        ("remind me in 10 minutes to call Ann", "certain 03-06 09:10"),
    ],
)
def test_what_is_asked_for_is_the_time(sentence: str, time: str) -> None:
    reading = said(sentence)

    assert (brief(reading.time), brief(reading.old_time)) == (time, "none")


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("cancel my 3pm", "certain 03-06 15:00"),
        ("edit tomorrow's standup", "certain 03-07 00:00"),
        ("join my 3pm", "certain 03-06 15:00"),
        ("明日の定例をキャンセル", "certain 03-07 00:00"),
    ],
)
def test_what_names_an_event_is_the_old_time(sentence: str, time: str) -> None:
    reading = said(sentence)

    assert (brief(reading.time), brief(reading.old_time)) == ("none", time)


@pytest.mark.parametrize(
    ("sentence", "minutes"),
    [
        ("remind me 15 min before", 15),
        ("remind me an hour before the review tomorrow", 60),
        ("リマインド 10分前", 10),
        ("明日の定例の10分前にリマインドして", 10),
        ("remind me the day before standup", 24 * 60),
        ("定例の前日にリマインド", 24 * 60),
    ],
)
def test_a_reminder_knows_how_long_before(sentence: str, minutes: int) -> None:
    assert said(sentence).lead == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("sentence", "pick"),
    [
        ("the second one", 2),
        ("number 3", 3),
        ("the last one", -1),
        ("cancel the 1st one", 1),
        ("move standup to the second", None),
        ("2番", 2),
        ("最後のやつ", -1),
        ("3番削除", 3),
    ],
)
def test_which_of_several_is_counted(sentence: str, pick: int | None) -> None:
    assert said(sentence).pick == pick
