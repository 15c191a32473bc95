"""What can be edited about an event: the fields of its form, and the change that what was typed into them comes to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.command import Turn
from bot.editing.forms import FormReader
from bot.editing.people import attendee_fields, read_attendees
from bot.editing.series import read_recurrence, repeat_fields, repeats
from bot.editing.times import read_times, time_fields
from bot.movable import of_event
from cards.edit_form import Field, Form, Group
from cards.words import Words
from graph.join_block import without_block
from graph.model import Body, CannotChange, EventChange, EventDetails, Place
from graph.plain_text import plain_text

# With these a form of everything stays under the 28 KB of a card.
LONGEST_BODY = 2000
LONGEST_REMINDER = timedelta(days=28)
IMPORTANCES = ("low", "normal", "high")
SENSITIVITIES = ("normal", "personal", "private", "confidential")
SHOWN_AS = ("free", "workingElsewhere", "tentative", "busy", "oof")


def event_form(words: Words, seen: EventDetails, zone: str) -> Form:
    """Everything about an event that a person would change; times are in `zone`."""
    event, movable = seen.event, of_event(seen.event)
    about = [words.span(movable.shown(event.span, words.zone))]
    if event.kind == "seriesMaster":
        about = [words("The whole series: {pattern}", pattern=repeats(words, seen))]
    if not event.is_organizer:
        name = event.organizer.name or event.organizer.email
        about.append(words("{name} organises this: only your own calendar changes.", name=name))
    return Form(
        words("Edit"),
        movable.shown_title(words, is_private_chat=True),
        about,
        [
            Group("what", words("What"), _what(words, seen)),
            Group("when", words("When"), _when(words, seen, zone), [words("Times are in {zone:zonename}.", zone=zone)]),
            Group("repeat", words("Repeat"), repeat_fields(words, seen)),
            _where(words, seen),
            _who(words, seen),
            _text(words, seen),
        ],
    )


def _what(words: Words, seen: EventDetails) -> list[Field]:
    return [
        Field("subject", words("Subject"), seen.event.subject),
        Field("categories", words("Categories, with commas between them"), ", ".join(seen.categories)),
        Field("importance", words("Importance"), seen.importance, "choice", importances(words)),
        Field("sensitivity", words("Sensitivity"), seen.event.sensitivity, "choice", sensitivities(words)),
    ]


def _when(words: Words, seen: EventDetails, zone: str) -> list[Field | None]:
    minutes = str(seen.reminder_minutes_before_start)
    return [
        *time_fields(words, seen, zone),
        Field("show_as", words("Show as"), seen.event.show_as, "choice", shown_as(words, seen.event.show_as)),
        Field("is_reminder_on", words("Outlook’s reminder"), str(seen.is_reminder_on).lower(), "toggle"),
        Field("reminder_minutes", words("Minutes from the reminder to the start"), minutes, "number"),
    ]


def _where(words: Words, seen: EventDetails) -> Group:
    place = Field("location", words("Place"), seen.event.place)
    if seen.is_online_meeting or seen.event.join_url:
        note = words("It is an online meeting. Outlook does not let that be taken away.")
        return Group("where", words("Where"), [place], [note])
    online = Field("is_online_meeting", words("Make it a Teams meeting"), "false", "toggle")
    return Group("where", words("Where"), [place, online if seen.event.is_organizer else None])


def _who(words: Words, seen: EventDetails) -> Group:
    if not seen.event.is_organizer:
        return Group("who", words("Who"), [])
    fields: list[Field] = attendee_fields(words, seen)
    notes: list[str] = []
    if not fields:
        title = seen.event.subject
        notes = [
            words(
                "These are too many people for a card. Say “invite megan@contoso.com to {title}” instead.", title=title
            )
        ]
    fields += [
        Field("hide_attendees", words("Hide the list of attendees"), str(seen.hide_attendees).lower(), "toggle"),
        Field("response_requested", words("Ask for an answer"), str(seen.response_requested).lower(), "toggle"),
    ]
    return Group("who", words("Who"), fields, notes)


def _text(words: Words, seen: EventDetails) -> Group:
    written = own_text(seen)
    if len(written) > LONGEST_BODY:
        return Group("text", words("Text"), [], [words("The text is too long for a card; please edit it in Outlook.")])
    text = Field("body", words("Text of the invitation"), written, "lines", longest=LONGEST_BODY)
    note = words("The way into the online meeting stays below it.")
    return Group("text", words("Text"), [text], [note] if seen.event.join_url else [])


def own_text(seen: EventDetails) -> str:
    """What people wrote in an event, without the block about its online meeting."""
    return plain_text(without_block(seen.body, seen.event.join_url))


def importances(words: Words) -> list[tuple[str, str]]:
    """What Graph calls them, and what people do."""
    return list(zip(IMPORTANCES, (words("Low"), words("Normal"), words("High")), strict=True))


def sensitivities(words: Words) -> list[tuple[str, str]]:
    """The same of the sensitivity."""
    names = (words("Normal"), words("Personal"), words("Private"), words("Confidential"))
    return list(zip(SENSITIVITIES, names, strict=True))


def shown_as(words: Words, now: str = "") -> list[tuple[str, str]]:
    """The same of what others see; "unknown" only where it is that now."""
    names = (words("Free"), words("Working elsewhere"), words("Tentative"), words("Busy"), words("Away"))
    unknown = [("unknown", words("Unknown"))] if now == "unknown" else []
    return [*zip(SHOWN_AS, names, strict=True), *unknown]


async def read_event_form(turn: Turn, reader: FormReader, seen: EventDetails, zone: str) -> EventChange | None:
    """The change that was typed, None where nothing was; what makes no sense is among the reader's problems."""
    values: dict[str, Any] = {
        **_read_what(reader),
        **_read_settings(reader, turn.words),
        **_read_place(reader),
        **read_times(reader, seen, zone),
    }
    values |= read_recurrence(reader, seen, values)
    if reader.touched("required", "optional"):
        values["attendees"] = await read_attendees(turn, reader, seen)
    if reader.touched("body"):
        values["body"] = Body(reader.line("body", LONGEST_BODY), "text")
    if not values or reader.problems:
        return None
    try:
        return EventChange(seen.event.id, seen.event.etag, seen=kept_of(seen, values.keys()), **values)
    except CannotChange as problem:
        reader.wrong(problem.property_name, _why_not(turn.words, problem))
        return None


def _read_what(reader: FormReader) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if reader.touched("subject"):
        values["subject"] = reader.line("subject")
    if reader.touched("categories"):
        named = [each.strip() for each in re.split(r"[,;、，；\n]", reader.line("categories"))]
        values["categories"] = tuple(dict.fromkeys(each for each in named if each))
    for name, allowed in (("importance", IMPORTANCES), ("sensitivity", SENSITIVITIES)):
        if reader.touched(name):
            values[name] = reader.choice(name, allowed)
    return values


def _read_settings(reader: FormReader, words: Words) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if reader.touched("show_as"):
        values["show_as"] = reader.choice("show_as", SHOWN_AS)
    for name in ("is_reminder_on", "hide_attendees", "response_requested"):
        if reader.touched(name):
            values[name] = reader.flag(name)
    if reader.touched("reminder_minutes"):
        most = int(LONGEST_REMINDER.total_seconds() // 60)
        label = words("Minutes from the reminder to the start")
        values["reminder_minutes_before_start"] = reader.number("reminder_minutes", label, 0, most)
    if reader.touched("is_online_meeting") and reader.flag("is_online_meeting"):
        values |= {"is_online_meeting": True, "online_meeting_provider": "teamsForBusiness"}
    return values


def _read_place(reader: FormReader) -> dict[str, Any]:
    if not reader.touched("location"):
        return {}
    name = reader.line("location")
    return {"location": Place(name) if name else None}


def _why_not(words: Words, problem: CannotChange) -> str:
    """A change that contradicts itself, in the reader's words."""
    sentences = {
        "end": words("An event ends after it starts."),
        "start": words("An all-day event starts and ends at midnight."),
        "recurrence": words("A series starts on the day of its first event."),
    }
    return sentences.get(problem.property_name, words("That does not fit together."))


def kept_of(seen: EventDetails, touched: Iterable[str]) -> EventDetails:
    """What a plan has to remember of an event: its text only where that is touched, or goes with a new meeting."""
    return seen if {"body", "is_online_meeting"} & set(touched) else replace(seen, body=Body(""))
