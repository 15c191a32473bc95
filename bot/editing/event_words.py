"""What differs between two versions of an event, in words; and what a change of it would make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any

from bot.editing.events import importances, own_text, sensitivities, shown_as
from bot.editing.people import called, invited
from bot.editing.series import repeats
from bot.movable import of_event
from cards.difference import Difference
from cards.words import Words, clean
from graph.model import EventChange, EventDetails, Place, Unchanged
from graph.span import Span

LONGEST_SHOWN = 300
MOST_SHOWN = 20  # names in a list
OF_THE_EVENT = ("subject", "attendees", "sensitivity", "show_as")
TIMES = frozenset({"start", "end", "is_all_day"})

Show = Callable[[Words, EventDetails], str]


@dataclass(frozen=True)
class Aspect:
    """What a person thinks of as one thing, though it may be several properties."""

    label: str
    properties: frozenset[str]
    show: Show


def touched(change: EventChange) -> frozenset[str]:
    """The properties that a change gives new values."""
    names = [each.name for each in fields(change) if isinstance(each.default, Unchanged)]
    return frozenset(name for name in names if not isinstance(getattr(change, name), Unchanged))


def value_of(seen: EventDetails, name: str) -> Any:
    """A property by the name that `EventChange` has for it; times and places are made of several."""
    return getattr(seen.event if name in OF_THE_EVENT else seen, name)


def applied(seen: EventDetails, change: EventChange) -> EventDetails:
    """The event as it would read after a change."""
    new: dict[str, Any] = {name: getattr(change, name) for name in touched(change)}
    event = replace(seen.event, **{name: new.pop(name) for name in OF_THE_EVENT if name in new})
    start, end = (new.pop(name, None) for name in ("start", "end"))
    span = Span(start.at if start else event.span.start, end.at if end else event.span.end)
    event = replace(
        event, span=span, zone=start.zone if start else event.zone, all_day=new.pop("is_all_day", event.all_day)
    )
    if "location" in new or "locations" in new:
        places: Iterable[Place] = new.get("locations") or [new["location"]] if new.get("location") else ()
        event = replace(event, place="; ".join(place.name for place in places))
    known = {name: value for name, value in new.items() if value is not None or name in ("location", "recurrence")}
    return replace(seen, event=event, **known)


def differences(
    words: Words, was: EventDetails, new: EventDetails, names: Iterable[str], theirs: EventDetails | None = None
) -> list[Difference]:
    """Was and new of everything that the properties with these names make up."""
    wanted = set(names)
    return [
        Difference(each.label, each.show(words, was), each.show(words, new), each.show(words, theirs) if theirs else "")
        for each in _aspects(words)
        if each.properties & wanted
    ]


def _aspects(words: Words) -> list[Aspect]:
    return [
        _aspect(words("Subject"), "subject", lambda _, seen: clean(seen.event.subject, LONGEST_SHOWN)),
        Aspect(words("Time"), TIMES, _time),
        _aspect(words("Repeat"), "recurrence", repeats),
        Aspect(words("Place"), frozenset({"location", "locations"}), lambda _, seen: clean(seen.event.place)),
        Aspect(
            words("Online meeting"),
            frozenset({"is_online_meeting", "online_meeting_provider"}),
            lambda words, seen: _yes(words, seen.is_online_meeting),
        ),
        _aspect(words("Attendees"), "attendees", _attendees),
        _aspect(words("Text"), "body", lambda _, seen: clean(own_text(seen), LONGEST_SHOWN)),
        _aspect(words("Categories"), "categories", lambda words, seen: words.list(list(seen.categories))),
        _aspect(words("Importance"), "importance", lambda words, seen: dict(importances(words))[seen.importance]),
        _aspect(
            words("Sensitivity"),
            "sensitivity",
            lambda words, seen: dict(sensitivities(words))[seen.event.sensitivity],
        ),
        _aspect(
            words("Show as"),
            "show_as",
            lambda words, seen: dict(shown_as(words, "unknown"))[seen.event.show_as],
        ),
        Aspect(
            words("Outlook’s reminder"),
            frozenset({"is_reminder_on", "reminder_minutes_before_start"}),
            _reminder,
        ),
        _aspect(
            words("Hide the list of attendees"), "hide_attendees", lambda words, seen: _yes(words, seen.hide_attendees)
        ),
        _aspect(
            words("Ask for an answer"), "response_requested", lambda words, seen: _yes(words, seen.response_requested)
        ),
    ]


def _aspect(label: str, name: str, show: Show) -> Aspect:
    return Aspect(label, frozenset({name}), show)


def _yes(words: Words, is_so: bool) -> str:
    return words("Yes") if is_so else words("No")


def _time(words: Words, seen: EventDetails) -> str:
    event = seen.event
    if event.kind == "seriesMaster" and not event.all_day:
        there = replace(words, zone=event.zone)
        return f"{there.clocks(event.span)} · {words.length(event.span.length)}"
    span = words.span(of_event(event).shown(event.span, words.zone))
    return span if event.all_day else f"{span} · {words.length(event.span.length)}"


def _reminder(words: Words, seen: EventDetails) -> str:
    if not seen.is_reminder_on:
        return words("Off")
    return words("{lead:length} before", lead=timedelta(minutes=seen.reminder_minutes_before_start))


def _attendees(words: Words, seen: EventDetails) -> str:
    people = invited(seen)
    names = [
        words("{name} (may come)", name=called(each.address)) if each.kind == "optional" else called(each.address)
        for each in people
    ]
    if len(names) > MOST_SHOWN:
        more = words("{count} more", count=len(names) - MOST_SHOWN)
        names = [*names[:MOST_SHOWN], more]
    return words.list(names)
