"""From a spoken time to a stretch of time in a zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.language import Time
from graph.span import Span

DAY = timedelta(days=1)
MEETING_LENGTH = timedelta(hours=1)  #: of a new meeting


def instant(local: datetime, zone: str) -> datetime:
    """A clock time in a zone as an instant in UTC; a time that the clocks skip becomes the next that exists."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def days(first: datetime, count: int, zone: str) -> Span:
    """Whole local days from the day of `first` on, also where a day has 23 or 25 hours."""
    midnight = datetime.combine(first.date(), time())
    return Span(instant(midnight, zone), instant(midnight + count * DAY, zone))


def today(now: datetime, zone: str) -> Span:
    """The person's own today."""
    return days(now.astimezone(ZoneInfo(zone)), 1, zone)


def to_look_at(spoken: Time, now: datetime, zone: str) -> Span:
    """The days that a question is about; today if it names none."""
    if spoken.start is None:
        return today(now, zone)
    if spoken.end is None or spoken.end <= spoken.start or spoken.has_clock:
        return days(spoken.start, 1, zone)
    # A range of days ends on the last day spoken of; a weekend, a week or a month on the first instant after it.
    ends_after = spoken.grain != "day" or "window" in spoken.reasons
    last = spoken.end - timedelta(microseconds=1) if ends_after else spoken.end
    return days(spoken.start, (last.date() - spoken.start.date()).days + 1, zone)


def to_hold(spoken: Time, zone: str, length: timedelta) -> Span | None:
    """The stretch that a new thing takes, `length` long unless the length was said; None without a clock time."""
    if spoken.start is None or (spoken.has_date and not spoken.has_clock):
        return None
    start = instant(spoken.start, zone)
    if spoken.end is not None and spoken.has_clock and spoken.end > spoken.start:
        return Span(start, instant(spoken.end, zone))
    return Span(start, start + (spoken.duration or length))


def _until(old: Span, spoken: Time, zone: str) -> Span | None:
    """The same start with the end that was said; None where that is not after it."""
    if spoken.end is None:
        return None
    day = spoken.end.date() if spoken.has_date else old.start.astimezone(ZoneInfo(zone)).date()
    end = instant(datetime.combine(day, spoken.end.time()), zone)
    return Span(old.start, end) if end > old.start else None


def _of_length(old: Span, spoken: Time) -> Span | None:
    """The same start with the length that was said, or longer or shorter by it; None where nothing is left of it."""
    if spoken.duration is None:
        return None
    length = spoken.duration
    if "lengthen" in spoken.reasons:
        length = old.length + spoken.duration
    elif "shorten" in spoken.reasons:
        length = old.length - spoken.duration
    return Span(old.start, old.start + length) if length > timedelta() else None


def to_move_to(spoken: Time, old: Span, zone: str) -> Span | None:
    """Where a thing that is now at `old` goes; what was not said (day, clock time, length) stays. None if nothing was.

    Days are added on the local clock, minutes and hours to the instant.
    """
    if spoken.shift is not None and "which_way" not in spoken.reasons:
        start = old.start + spoken.shift
        if spoken.shift % DAY == timedelta():
            local = old.start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            start = instant(local + spoken.shift, zone)
        return Span(start, start + (spoken.duration or old.length))
    if spoken.start is None:
        return _until(old, spoken, zone) if "new_end" in spoken.reasons else _of_length(old, spoken)
    local = old.start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    day = spoken.start.date() if spoken.has_date or not spoken.has_clock else local.date()
    if "after_midnight" in spoken.reasons and not spoken.has_date:
        day = local.date() + DAY  # 25:00 is one o'clock in the night after the thing's own day
    clock = local.time() if spoken.has_date and not spoken.has_clock else spoken.start.time()
    start = instant(datetime.combine(day, clock), zone)
    if spoken.end is not None and spoken.has_clock and spoken.end > spoken.start:
        return Span(start, instant(datetime.combine(day, clock) + (spoken.end - spoken.start), zone))
    return Span(start, start + (spoken.duration or old.length))
