"""On which days a series happens: Outlook's six recurrence patterns and three ranges."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from graph.sandbox.calls import Json, RefusedError

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_INDEX = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_LAST_YEAR = 2100


def days(recurrence: Json, until: date) -> Iterator[date]:
    """The days of the series, earliest first, up to and with `until`; deleted and moved ones too."""
    span = recurrence["range"]
    every_day = _pattern_days(recurrence["pattern"], date.fromisoformat(span["startDate"]))
    last = until
    if span["type"] == "endDate":
        last = min(until, date.fromisoformat(span["endDate"]))
    for number, day in enumerate(takewhile(lambda day: day <= last, every_day), start=1):
        if span["type"] == "numbered" and number > span["numberOfOccurrences"]:
            return
        yield day


def neighbours(recurrence: Json, day: date) -> tuple[date | None, date | None]:
    """The days of the series just before and just after `day`."""
    before: date | None = None
    for other in days(recurrence, day + timedelta(days=3660)):
        if other > day:
            return before, other
        if other < day:
            before = other
    return before, None


def refuse_unusable(recurrence: Json, starts_on: date) -> None:
    """Raises RefusedError (400) where Outlook could not make a series of it."""
    pattern, span = recurrence["pattern"], recurrence["range"]
    needs = {
        "weekly": ("daysOfWeek",),
        "absoluteMonthly": ("dayOfMonth",),
        "relativeMonthly": ("daysOfWeek",),
        "absoluteYearly": ("dayOfMonth", "month"),
        "relativeYearly": ("daysOfWeek", "month"),
    }.get(pattern["type"], ())
    missing = [name for name in needs if not pattern.get(name)]
    if missing:
        raise _invalid(f"A {pattern['type']} pattern needs {' and '.join(missing)}.")
    if (pattern.get("interval") or 1) < 1:
        raise _invalid("The interval of a pattern is at least 1.")
    # A month or day of 0 is how Graph writes one that the pattern does not use.
    if not (1 <= (pattern.get("month") or 1) <= 12 and 1 <= (pattern.get("dayOfMonth") or 1) <= 31):
        raise _invalid("The pattern names a day that no year has.")
    if span["type"] == "endDate" and (span.get("endDate") or "") < span["startDate"]:
        raise _invalid("The range ends before it starts.")
    if span["type"] == "numbered" and (span.get("numberOfOccurrences") or 0) < 1:
        raise _invalid("A numbered range needs numberOfOccurrences.")
    if span["startDate"] != starts_on.isoformat():
        raise _invalid("The range's startDate has to be the day of the event's start.")


def as_graph_writes(recurrence: Json, zone_name: str) -> Json:
    """`recurrence` with every property filled in, the way Graph reads it back."""
    pattern, span = recurrence["pattern"], recurrence["range"]
    filled: Json = {
        "type": pattern["type"],
        "interval": pattern.get("interval") or 1,
        "month": pattern.get("month") or 0,
        "dayOfMonth": pattern.get("dayOfMonth") or 0,
        "firstDayOfWeek": pattern.get("firstDayOfWeek") or "sunday",
        "index": pattern.get("index") or "first",
    }
    if pattern.get("daysOfWeek"):
        filled["daysOfWeek"] = pattern["daysOfWeek"]
    return {
        "pattern": filled,
        "range": {
            "type": span["type"],
            "startDate": span["startDate"],
            "endDate": span.get("endDate") or "0001-01-01",
            "recurrenceTimeZone": span.get("recurrenceTimeZone") or zone_name,
            "numberOfOccurrences": span.get("numberOfOccurrences") or 0,
        },
    }


def _invalid(message: str) -> RefusedError:
    return RefusedError(400, "ErrorPropertyValidationFailure", message)


def _pattern_days(pattern: Json, start: date) -> Iterator[date]:
    kind, interval = pattern["type"], pattern.get("interval") or 1
    if kind == "daily":
        return _daily(start, interval)
    if kind == "weekly":
        return _weekly(pattern, start, interval)
    return _by_month(pattern, start, interval)


def _daily(start: date, interval: int) -> Iterator[date]:
    day = start
    while day.year < _LAST_YEAR:
        yield day
        day += timedelta(days=interval)


def _weekly(pattern: Json, start: date, interval: int) -> Iterator[date]:
    first_day = _WEEKDAYS.index(pattern.get("firstDayOfWeek") or "sunday")
    offsets = sorted((_WEEKDAYS.index(name) - first_day) % 7 for name in pattern["daysOfWeek"])
    week = start - timedelta(days=(start.weekday() - first_day) % 7)
    while week.year < _LAST_YEAR:
        yield from (day for offset in offsets if (day := week + timedelta(days=offset)) >= start)
        week += timedelta(weeks=interval)


def _by_month(pattern: Json, start: date, interval: int) -> Iterator[date]:
    yearly = pattern["type"].endswith("Yearly")
    month = start.year * 12 + start.month - 1
    if yearly:
        month = start.year * 12 + pattern["month"] - 1
    while month // 12 < _LAST_YEAR:
        day = _day_in_month(pattern, month // 12, month % 12 + 1)
        if day is not None and day >= start:
            yield day
        month += interval * (12 if yearly else 1)


def _day_in_month(pattern: Json, year: int, month: int) -> date | None:
    length = monthrange(year, month)[1]
    if pattern["type"].startswith("absolute"):
        return date(year, month, min(pattern["dayOfMonth"], length))
    wanted = {_WEEKDAYS.index(name) for name in pattern["daysOfWeek"]}
    matching = [day for number in range(1, length + 1) if (day := date(year, month, number)).weekday() in wanted]
    position = _INDEX[pattern.get("index") or "first"]
    return matching[position] if -len(matching) <= position < len(matching) else None
