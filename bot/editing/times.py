"""The times in a form: a day, a clock time and a length, or whole days; what is not touched stays to the second."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.editing.forms import MINUTE, FormReader, clock_in
from bot.when import days, instant
from cards.edit_form import Field
from cards.words import Words
from graph.model import EventDetails, ZonedTime
from graph.span import Span

USUAL_MINUTES = 30
LONGEST_MINUTES = 31 * 24 * 60
LONGEST_DAYS = 366


def reader_zone(words: Words, seen: EventDetails) -> str:
    """The zone that a form speaks of: the reader's, but a series keeps to its own over the changes of clocks."""
    return seen.event.zone if seen.event.kind == "seriesMaster" else words.zone


def time_fields(words: Words, seen: EventDetails, zone: str) -> list[Field | None]:
    """Day, time and length; a series has no day of its own here, because its rule says when it begins."""
    event, is_series = seen.event, seen.event.kind == "seriesMaster"
    first = event.span.start.astimezone(ZoneInfo(event.zone if event.all_day else zone))
    minutes = round(event.span.length / MINUTE) if not event.all_day else USUAL_MINUTES
    clock = "" if event.all_day else clock_in(words, event.span.start, zone)
    if is_series and event.all_day:
        return []
    return [
        None if is_series else Field("date", words("Date"), first.date().isoformat(), "date", is_required=True),
        Field("time", words("Time, such as 15:00"), clock, is_required=not event.all_day),
        Field("minutes", words("Length in minutes"), str(minutes), "number", is_required=True),
        None if is_series else Field("all_day", words("All day"), str(event.all_day).lower(), "toggle"),
        None if is_series else Field("days", words("Days, if all day"), str(_days_of(seen)), "number"),
    ]


def _days_of(seen: EventDetails) -> int:
    """How many days it takes or touches, on its own calendar."""
    first, last = (at.astimezone(ZoneInfo(seen.event.zone)) for at in (seen.event.span.start, seen.event.span.end))
    touched = (last.date() - first.date()).days
    return max(1, touched if seen.event.all_day or last.time() == time() else touched + 1)


def read_times(reader: FormReader, seen: EventDetails, zone: str) -> dict[str, Any]:
    """New start and end, always both: a new start with an old end is how events come to end before they start."""
    if not reader.touched("date", "time", "minutes", "all_day", "days"):
        return {}
    event = seen.event
    all_day = reader.flag("all_day") if reader.offered("all_day") else event.all_day
    span = _whole_days(reader, seen) if all_day else _stretch(reader, seen, zone)
    if span is None or (span, all_day) == (event.span, event.all_day):
        return {}
    end_zone = event.zone if all_day or event.all_day else seen.end_zone
    values: dict[str, Any] = {"start": ZonedTime(span.start, event.zone), "end": ZonedTime(span.end, end_zone)}
    return values | ({"is_all_day": all_day} if all_day != event.all_day else {})


def _whole_days(reader: FormReader, seen: EventDetails) -> Span | None:
    first = _day(reader, seen, seen.event.zone)
    count = reader.number("days", reader.words("Days, if all day"), 1, LONGEST_DAYS)
    if first is None or reader.problems:
        return None
    return days(datetime.combine(first, time()), count, seen.event.zone)


def _stretch(reader: FormReader, seen: EventDetails, zone: str) -> Span | None:
    event, is_timed = seen.event, not seen.event.all_day
    start: datetime | None = event.span.start
    if reader.touched("date", "time") or not is_timed:
        day, clock = _day(reader, seen, zone), reader.clock("time", zone)
        start = instant(datetime.combine(day, clock), zone) if day is not None and clock is not None else None
    length = event.span.length
    if reader.touched("minutes") or not is_timed:
        minutes = reader.number("minutes", reader.words("Length in minutes"), 1, LONGEST_MINUTES)
        length = timedelta(minutes=max(minutes, 1))
    if start is None or reader.problems:
        return None
    return Span(start, start + length)


def _day(reader: FormReader, seen: EventDetails, zone: str) -> date | None:
    if not reader.offered("date"):
        return seen.event.span.start.astimezone(ZoneInfo(zone)).date()
    day = reader.day("date")
    if day is None:
        reader.wrong("date", reader.words("Please choose a date."))
    return day
