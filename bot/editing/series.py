"""How a series repeats, in simple terms: every so many days, or every so many weeks on some weekdays, until a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_day_names

from bot.editing.forms import FormReader
from bot.when import DAY, instant
from cards.edit_form import Field
from cards.words import Words
from graph.model import EventDetails, Recurrence, Weekday, ZonedTime

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
SIMPLE = ("daily", "weekly")
MOST_APART = 99


def repeat_fields(words: Words, seen: EventDetails) -> list[Field]:
    """The rule of a series; nothing for anything else."""
    rule = seen.recurrence
    if seen.event.kind != "seriesMaster" or rule is None or not seen.event.is_organizer:
        return []
    units = [("daily", words("Days")), ("weekly", words("Weeks, on these weekdays"))]
    if rule.kind not in SIMPLE:
        units.append((rule.kind, _unit(words, rule)))
    names = list(zip(WEEKDAYS, _day_names(words, "wide"), strict=True))
    until = rule.until.isoformat() if rule.until else ""
    return [
        Field("every", words("Every"), str(rule.interval), "number", is_required=True),
        Field("unit", words("Days or weeks"), rule.kind, "choice", units),
        Field("weekdays", words("Weekdays"), ",".join(rule.days), "several", names),
        Field("until", words("Last day (empty: no end)"), until, "date"),
    ]


def repeats(words: Words, seen: EventDetails) -> str:
    """How it repeats, in words."""
    rule = seen.recurrence
    if rule is None:
        return words("does not repeat")
    sentences = {
        "daily": words("every day") if rule.interval == 1 else words("every {count} days", count=rule.interval),
        "weekly": words("every week") if rule.interval == 1 else words("every {count} weeks", count=rule.interval),
    }
    parts = [sentences.get(rule.kind) or _unit(words, rule)]
    if rule.kind == "weekly":
        short = dict(zip(WEEKDAYS, _day_names(words, "abbreviated"), strict=True))
        parts.append(" ".join(short[day] for day in rule.days))
    if rule.until:
        parts.append(words("until {day:day}", day=rule.until))
    if rule.count:
        parts.append(words("{count} times", count=rule.count))
    return " · ".join(parts)


def _unit(words: Words, rule: Recurrence) -> str:
    """The patterns that are not edited here, by name."""
    monthly = rule.kind.endswith("Monthly")
    if rule.interval == 1:
        return words("every month") if monthly else words("every year")
    if monthly:
        return words("every {count} months", count=rule.interval)
    return words("every {count} years", count=rule.interval)


def _day_names(words: Words, width: Literal["wide", "abbreviated"]) -> list[str]:
    names = get_day_names(width, locale=Locale.parse(words.language))
    return [names[number] for number in range(7)]


def read_recurrence(reader: FormReader, seen: EventDetails, values: Mapping[str, Any]) -> dict[str, Any]:
    """The new rule; where it leaves out the first day, the series begins on the next day that it names."""
    rule = seen.recurrence
    if rule is None or not reader.touched("every", "unit", "weekdays", "until"):
        return {}
    new = _rule(reader, seen, rule)
    if new is None or reader.problems:
        return {}
    return {"recurrence": new, **_first_time(seen, new, values)}


def _rule(reader: FormReader, seen: EventDetails, rule: Recurrence) -> Recurrence | None:
    words = reader.words
    every = reader.number("every", words("Every"), 1, MOST_APART)
    unit = reader.choice("unit", (*SIMPLE, rule.kind))
    chosen = reader.several("weekdays", WEEKDAYS)
    weekdays = tuple(day for day in WEEKDAYS if day in chosen)
    if unit == "weekly" and not weekdays:
        reader.wrong("weekdays", words("Please choose at least one weekday."))
    until, count = rule.until, rule.count
    if reader.touched("until"):
        until, count = reader.day("until"), None
    starts_on = rule.starts_on
    if unit == "weekly" and weekdays:
        starts_on = next(day for day in _from(starts_on) if WEEKDAYS[day.weekday()] in weekdays)
    if until is not None and until < starts_on:
        reader.wrong("until", words("The last day of a series is not before its first, {day:day}.", day=starts_on))
    if reader.problems:
        return None
    days = {"daily": (), "weekly": weekdays}.get(unit, rule.days)
    kind: Any = unit
    return replace(
        rule, kind=kind, interval=every, days=days, starts_on=starts_on, until=until, count=None if until else count
    )


def _from(day: date) -> list[date]:
    return [day + number * DAY for number in range(7)]


def _first_time(seen: EventDetails, rule: Recurrence, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same clock times on the first day of the rule, if that is another day than before."""
    start, end = (
        values.get(name) or ZonedTime(moment, zone)
        for name, moment, zone in (
            ("start", seen.event.span.start, seen.event.zone),
            ("end", seen.event.span.end, seen.end_zone),
        )
    )
    local = start.at.astimezone(ZoneInfo(start.zone)).replace(tzinfo=None)
    later: timedelta = rule.starts_on - local.date()
    if not later:
        return {}
    first: datetime = instant(local + later, start.zone)
    return {"start": ZonedTime(first, start.zone), "end": ZonedTime(first + (end.at - start.at), end.zone)}
