"""Free times: clear of what is taken, inside working hours, nearest first."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.free_slots import free_slots, gaps
from graph.model import WorkingHours
from graph.span import Span

MONDAY_TO_FRIDAY = frozenset(range(5))
LONDON = WorkingHours("Europe/London", MONDAY_TO_FRIDAY, time(9), time(17))
SEATTLE = WorkingHours("America/Los_Angeles", MONDAY_TO_FRIDAY, time(8), time(17))
NIGHT = WorkingHours("Asia/Tokyo", MONDAY_TO_FRIDAY, time(22), time(6))
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday; the clocks of America change on the Sunday after
HALF_HOUR = timedelta(minutes=30)


def at(day: int, clock: str) -> datetime:
    """A moment of March 2026, UTC."""
    return datetime.combine(datetime(2026, 3, day, tzinfo=UTC), time.fromisoformat(clock), UTC)


def span(day: int, start: str, end: str) -> Span:
    return Span(at(day, start), at(day, end))


def test_the_nearest_free_times_come_first_and_do_not_overlap_each_other() -> None:
    taken = [span(3, "10:00", "11:00")]

    found = free_slots(taken, span(3, "00:00", "23:00"), HALF_HOUR, [LONDON], near=at(3, "10:00"))

    assert found == [span(3, "09:30", "10:00"), span(3, "09:00", "09:30"), span(3, "11:00", "11:30")]


def test_a_time_suits_everybodys_working_hours() -> None:
    found = free_slots([], span(3, "00:00", "23:00"), HALF_HOUR, [LONDON], near=at(3, "09:00"), theirs=[SEATTLE])

    assert found == [span(3, "16:00", "16:30"), span(3, "16:30", "17:00")]


def test_where_no_time_suits_everybody_the_least_early_comes_first() -> None:
    pacific = WorkingHours("America/Los_Angeles", MONDAY_TO_FRIDAY, time(9), time(17))  # from 17:00 UTC on
    day, hour = span(3, "00:00", "23:00"), timedelta(hours=1)

    found = free_slots([], day, hour, [LONDON], near=at(3, "13:00"), theirs=[pacific])

    assert found == [span(3, "16:00", "17:00"), span(3, "15:00", "16:00"), span(3, "14:00", "15:00")]


def test_on_a_day_off_nothing_is_free() -> None:
    assert free_slots([], span(7, "00:00", "23:00"), HALF_HOUR, [LONDON], near=at(7, "10:00")) == []


def test_who_works_through_the_night_is_free_then() -> None:
    found = free_slots([], Span(at(2, "15:30"), at(3, "15:30")), timedelta(hours=4), [NIGHT], near=at(2, "16:00"))

    assert found == [Span(at(2, "16:00"), at(2, "20:00"))]


def test_a_gap_that_holds_no_quarter_of_an_hour_is_used_from_its_beginning() -> None:
    taken = [span(3, "09:00", "10:10"), span(3, "10:40", "17:00")]

    found = free_slots(taken, span(3, "00:00", "23:00"), HALF_HOUR, [LONDON], near=at(3, "10:00"))

    assert found == [span(3, "10:10", "10:40")]


def test_a_slot_without_a_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        free_slots([], span(3, "09:00", "10:00"), timedelta(), [], near=at(3, "09:00"))


def test_the_gaps_between_overlapping_appointments_are_found() -> None:
    taken = [span(3, "12:00", "13:00"), span(3, "08:00", "10:00"), span(3, "09:00", "09:30")]

    assert gaps(taken, span(3, "09:00", "14:00")) == [span(3, "10:00", "12:00"), span(3, "13:00", "14:00")]


def test_what_is_taken_on_another_day_takes_nothing_from_this_one() -> None:
    taken = [span(3, "09:00", "10:00"), span(4, "09:00", "17:00")]

    found = free_slots(taken, Span(at(3, "00:00"), at(5, "00:00")), timedelta(hours=7), [LONDON], near=at(3, "10:00"))

    assert found == [span(3, "10:00", "17:00")]


moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: MIDNIGHT + timedelta(minutes=minutes))
lengths = st.integers(5, 300).map(lambda minutes: timedelta(minutes=minutes))
spans = st.builds(lambda start, length: Span(start, start + length), moments, lengths)
windows = st.builds(lambda start, days: Span(start, start + timedelta(days=days)), moments, st.integers(1, 10))
hours = st.builds(
    WorkingHours,
    zone=st.sampled_from(["Europe/London", "America/St_Johns", "America/Los_Angeles", "Asia/Tokyo", "Asia/Kolkata"]),
    days=st.frozensets(st.integers(0, 6)),
    starts=st.sampled_from([time(0), time(8), time(9, 30), time(22)]),
    until=st.sampled_from([time(6), time(12), time(17), time(0)]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(spans, max_size=12), windows, lengths, st.lists(hours, max_size=3), moments, st.integers(1, 6))
def test_a_free_time_never_overlaps_what_is_taken_nor_leaves_the_hours_and_the_nearest_come_first(
    busy: list[Span],
    within: Span,
    length: timedelta,
    everybody: list[WorkingHours],
    near: datetime,
    most: int,
) -> None:
    found = free_slots(busy, within, length, everybody, near, most)

    assert len(found) <= most
    for slot in found:
        assert slot.length == length
        assert within.start <= slot.start
        assert slot.end <= within.end
        assert not any(slot.overlaps(taken) for taken in busy)
        assert all(works_throughout(hours, slot) for hours in everybody)
        assert not any(slot.overlaps(other) for other in found if other is not slot)
    distances = [abs(slot.start - near) for slot in found]
    assert distances == sorted(distances)


days = st.builds(lambda start: Span(start, start + timedelta(days=1)), moments)


@settings(max_examples=60, deadline=None)
@given(st.lists(spans, max_size=12), days, st.lists(hours, max_size=2))
def test_no_quarter_of_an_hour_that_is_free_is_missed(
    busy: list[Span], within: Span, everybody: list[WorkingHours]
) -> None:
    quarter = timedelta(minutes=15)
    found = {slot.start for slot in free_slots(busy, within, quarter, everybody, within.start, most=10_000)}

    first = within.start + (MIDNIGHT - within.start) % quarter
    for number in range((within.end - first) // quarter):
        slot = Span(first + number * quarter, first + (number + 1) * quarter)
        is_free = not any(slot.overlaps(taken) for taken in busy)
        if is_free and all(works_throughout(hours, slot) for hours in everybody):
            assert slot.start in found


def works_throughout(hours: WorkingHours, slot: Span) -> bool:
    """Asked minute by minute, so that it shares nothing with how the slots are made."""
    zone = ZoneInfo(hours.zone)
    minutes = range(int(slot.length.total_seconds() // 60))
    return all(works_at(hours, (slot.start + timedelta(minutes=each)).astimezone(zone)) for each in minutes)


def works_at(hours: WorkingHours, local: datetime) -> bool:
    clock, today = local.time(), local.weekday()
    if hours.starts < hours.until:
        return today in hours.days and hours.starts <= clock < hours.until
    return (today in hours.days and clock >= hours.starts) or ((today - 1) % 7 in hours.days and clock < hours.until)
