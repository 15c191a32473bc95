"""A clock time that was said in another zone is brought to the person's own clock, and the zone is kept."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.language.times.words_zones import ABBREVIATIONS, PLACES, PLACES_JA, zone_of_offset
from tests.bot.language.said import brief, said, time_said

SAID = {
    # phrase at nine in St John's (UTC-3:30): (the same on that clock, zone)
    "tomorrow 15:00 UTC": ("03-07 11:30", "Etc/UTC"),
    "3pm Pacific": ("03-06 19:30", "America/Los_Angeles"),
    "3pm PST": ("03-06 19:30", "America/Los_Angeles"),
    "at 3 pm et tomorrow": ("03-07 16:30", "America/New_York"),
    "3-4pm eastern time": ("03-06 16:30 until 03-06 17:30 for 60", "America/New_York"),
    "Monday at 9am London time": ("03-09 06:30", "Europe/London"),  # by then the clocks of St John's have changed
    "15:00 UTC+1 tomorrow": ("03-07 10:30", "Etc/GMT-1"),
    "tomorrow 9:00am UTC+5:30": ("03-07 00:00", "Asia/Kolkata"),
    "明日の15時(日本時間)": ("03-07 02:30", "Asia/Tokyo"),
    "日本時間の明日15時": ("03-07 02:30", "Asia/Tokyo"),
    "明日15:00 JST": ("03-07 02:30", "Asia/Tokyo"),
    "ロンドン時間で明日15時": ("03-07 11:30", "Europe/London"),
    "米国太平洋時間の15時": ("03-06 19:30", "America/Los_Angeles"),
}


@pytest.mark.parametrize("phrase", SAID)
def test_a_time_in_another_zone_is_converted(phrase: str) -> None:
    time = time_said(phrase)

    assert (brief(time), time.zone_said) == (f"certain {SAID[phrase][0]}", SAID[phrase][1])
    assert time.reasons == ("zone_said",)


def test_a_time_without_a_day_is_the_next_one_there() -> None:
    """At nine in St John's it is half past nine in the evening in Tokyo."""
    time = time_said("3pm JST")

    assert brief(time) == "assumed 03-07 02:30"
    assert "past_today" in time.reasons


def test_a_day_is_the_speakers_own() -> None:
    """At eight in the evening in St John's it is tomorrow in Tokyo already."""
    assert brief(time_said("tomorrow at 15:00 JST", now="2026-03-06T20:00")) == "certain 03-07 02:30"


@pytest.mark.parametrize(
    ("phrase", "zones"),
    [
        ("3pm CST", ["America/Chicago", "Asia/Shanghai"]),
        ("10am IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
        ("4pm BST", ["Europe/London", "Asia/Dhaka"]),
    ],
)
def test_letters_of_several_zones_are_taken_for_the_likeliest_and_say_so(phrase: str, zones: list[str]) -> None:
    time = time_said(phrase)

    assert (time.status, time.zone_said) == ("assumed", zones[0])
    assert "zone_taken" in time.reasons
    assert [choice.label for choice in time.choices] == zones


def test_the_persons_own_zone_needs_no_mention() -> None:
    time = time_said("3pm Newfoundland time")

    assert (brief(time), time.reasons, time.zone_said) == ("certain 03-06 15:00", (), "")


def test_a_time_that_is_skipped_there_is_asked() -> None:
    time = time_said("Sunday at 2:30 am Pacific time")

    assert brief(time) == "ask or 03-08 08:00"  # half past three in California
    assert "clocks_go_forward" in time.reasons


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("move EST sync to 3pm", "EST sync"),
        ("cancel the Pacific review", "Pacific review"),
        ("move PST planning to 3pm", "PST planning"),
        ("東部時間帯の定例を15時に変更", "東部時間帯の定例"),
    ],
)
def test_a_zone_in_a_title_is_no_time(sentence: str, title: str) -> None:
    reading = said(sentence)

    assert reading.title == title
    assert not reading.time.zone_said
    assert not reading.old_time.zone_said


def test_a_sentence_keeps_the_zone() -> None:
    reading = said("move standup to 3pm Tokyo time tomorrow")

    assert (reading.title, brief(reading.time)) == ("standup", "certain 03-07 02:30")
    assert reading.time.zone_said == "Asia/Tokyo"


def test_every_zone_that_people_name_exists() -> None:
    for zone in (*ABBREVIATIONS.values(), *PLACES.values(), *PLACES_JA.values()):
        for name in zone.names:
            assert ZoneInfo(name).key == name


def test_an_offset_that_no_zone_has_is_none() -> None:
    assert zone_of_offset("+", 15, 0) is None
    assert zone_of_offset("-", 2, 15) is None
