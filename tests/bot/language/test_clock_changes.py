"""Times that do not exist, or exist twice, are asked about and never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.language import read_time
from bot.language.times.clock_changes import after_gap, kind_of
from tests.bot.language.said import NOW, brief, local, time_said

ZONES = [
    "America/St_Johns",
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Tokyo",
]
MINUTE = timedelta(minutes=1)


def changes(zone: ZoneInfo, year: int) -> list[tuple[datetime, timedelta]]:
    """Each change of the clocks: the instant, and by how much they go forward (back if negative)."""
    hour = datetime(year, 1, 1, tzinfo=UTC)
    found = []
    while hour.year == year:
        before, after = hour.astimezone(zone).utcoffset(), (hour + timedelta(hours=1)).astimezone(zone).utcoffset()
        if before != after and before is not None and after is not None:
            minute = next(
                hour + n * MINUTE for n in range(61) if (hour + n * MINUTE).astimezone(zone).utcoffset() != before
            )
            found.append((minute, after - before))
        hour += timedelta(hours=1)
    return found


@pytest.mark.parametrize("name", ZONES)
def test_every_minute_of_a_change_is_told_from_its_neighbours(name: str) -> None:
    zone = ZoneInfo(name)
    for year in range(2025, 2031):
        for instant, forward in changes(zone, year):
            first = (instant - MINUTE).astimezone(zone).replace(tzinfo=None, fold=0) + MINUTE
            if forward < timedelta():
                first += forward
            kind = "gap" if forward > timedelta() else "twice"
            length = abs(forward) // MINUTE

            kinds = [kind_of(first + n * MINUTE, zone) for n in range(-1, length + 1)]

            assert kinds == ["once", *[kind] * length, "once"]


def test_a_skipped_time_is_asked_with_the_next_that_exists() -> None:
    """The clocks of St John's go from 2:00 to 3:00 on Sunday, 8 March 2026."""
    time = time_said("Sunday at 2:30 am")

    assert brief(time) == "ask or 03-08 03:30"
    assert "clocks_go_forward" in time.reasons


def test_a_time_that_comes_twice_is_asked_with_both() -> None:
    time = time_said("November 1 at 1:30 am")

    assert brief(time) == "ask or 11-01 01:30 or 11-01 01:30"
    assert [choice.start.fold for choice in time.choices] == [0, 1]
    assert "clocks_go_back" in time.reasons


def test_hours_are_counted_on_the_clock_of_the_world() -> None:
    """Half past one and an hour is half past three, where the clocks go forward at two."""
    assert time_said("in an hour", now="2026-03-08T01:30").start == local("03-08 03:30")


def test_days_are_counted_on_the_calendar() -> None:
    assert time_said("in 2 days at 9am", now="2026-03-07T09:00").start == local("03-09 09:00")


def test_a_skipped_time_moves_on_by_the_length_of_the_gap() -> None:
    assert after_gap(local("03-08 02:30"), ZoneInfo("America/St_Johns")) == local("03-08 03:30")


@pytest.mark.parametrize(("now", "zone"), [(local("03-06 09:00"), "Europe/London"), (NOW, "Mars/Olympus")])
def test_a_moment_without_a_zone_and_a_zone_that_is_none_are_refused(now: datetime, zone: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        read_time("today", now=now, zone=zone, locale="en-GB")
