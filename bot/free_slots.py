"""Free times of a given length: inside everybody's working hours, clear of what is taken, nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from graph.model import WorkingHours
from graph.span import Span

# Meetings begin on the quarter of an hour; every zone in use today is a whole number of quarters away from UTC.
GRID = timedelta(minutes=15)
DAY = timedelta(days=1)
WORTH_CALLING_FREE = timedelta(minutes=30)


def free_slots(
    busy: Sequence[Span],
    within: Span,
    length: timedelta,
    own: Sequence[WorkingHours],
    near: datetime,
    most: int = 3,
    *,
    theirs: Sequence[WorkingHours] = (),
) -> list[Span]:
    """Up to `most` free times, nearest to `near` first, the earlier of two as near; none overlaps another.

    They lie in everybody's working hours. Where nothing does, they lie in `own`, and what is least early or late for
    the others comes first. Without any hours day and night are the same. `busy` may overlap and be in any order. A gap
    in which no quarter of an hour fits is used from its beginning.
    """
    if length <= timedelta():
        raise ValueError("a slot has a length")
    if starts := list(_free_starts(busy, within, length, [*own, *theirs])):
        starts.sort(key=lambda start: (abs(start - near), start))
    else:
        starts = list(_free_starts(busy, within, length, own))
        work = [working(hours, Span(within.start - DAY, within.end + DAY)) for hours in theirs]
        starts.sort(key=lambda start: (_outside(Span(start, start + length), work), abs(start - near), start))
    chosen: list[Span] = []
    for start in starts:
        slot = Span(start, start + length)
        if len(chosen) < most and not any(slot.overlaps(each) for each in chosen):
            chosen.append(slot)
    return chosen


def gaps(busy: Sequence[Span], within: Span) -> list[Span]:
    """What is left of `within`, earliest first."""
    ends_at, found = within.start, []
    for each in sorted(busy):
        if each.start >= within.end:
            break
        if ends_at < each.start:
            found.append(Span(ends_at, each.start))
        ends_at = max(ends_at, each.end)
    return [*found, Span(ends_at, within.end)] if ends_at < within.end else found


def working(hours: WorkingHours, within: Span) -> list[Span]:
    """The parts of `within` in which somebody works, earliest first."""
    return list(_inside(within, hours))


def _free_starts(
    busy: Sequence[Span], within: Span, length: timedelta, working_hours: Sequence[WorkingHours]
) -> Iterator[datetime]:
    open_spans = [within]
    for hours in working_hours:
        open_spans = [both for each in open_spans for both in _inside(each, hours)]
    for each in open_spans:
        for gap in gaps(busy, each):
            yield from _starts(gap, length)


def _outside(slot: Span, of_everybody: Sequence[Sequence[Span]]) -> timedelta:
    """How far it would have to move for each of them, taken together."""
    return sum((_to_reach(slot, spans) for spans in of_everybody), timedelta())


def _to_reach(slot: Span, spans: Sequence[Span]) -> timedelta:
    return min((max(each.start - slot.start, slot.end - each.end, timedelta()) for each in spans), default=DAY)


def _inside(span: Span, hours: WorkingHours) -> Iterator[Span]:
    zone = ZoneInfo(hours.zone)
    day = span.start.astimezone(zone).date() - DAY
    while day <= span.end.astimezone(zone).date():
        if day.weekday() in hours.days:
            shift = _shift(day, hours, zone)
            start, end = max(shift.start, span.start), min(shift.end, span.end)
            if start < end:
                yield Span(start, end)
        day += DAY


def _shift(day: date, hours: WorkingHours, zone: ZoneInfo) -> Span:
    last = day if hours.starts < hours.until else day + DAY
    return Span(datetime.combine(day, hours.starts, zone), datetime.combine(last, hours.until, zone))


def _starts(gap: Span, length: timedelta) -> Iterator[datetime]:
    if gap.length < length:
        return
    past = timedelta(seconds=gap.start.timestamp() % GRID.total_seconds())
    start = gap.start if not past else gap.start - past + GRID
    if start + length > gap.end:
        yield gap.start
    while start + length <= gap.end:
        yield start
        start += GRID
