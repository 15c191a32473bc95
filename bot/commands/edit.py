"""`edit standup`, `invite bob@contoso.com to standup`, `cancel reminder on standup`, `edit booking Grady`."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.choosing import ask_scope, ask_which_one, not_found, scope_of
from bot.command import Reply, Said, Turn, command
from bot.editing.booking_changes import check_booking, edit_booking
from bot.editing.event_changes import check_event, edit_event, turn_reminder_off
from bot.editing.guests import change_guests
from bot.movable import SPEAKS_OF_BOOKINGS, Movable, find
from bot.privately import not_here
from graph import events
from graph.model import Appointment, Event

# "Grady's booking" is a booking of Grady's, who is to be found by name.
_BOOKING_WORDS = re.compile(r"\b(?:the |my )?bookings?\b(?: (?:of|for)\b)?|['’]s\b|の?予約", re.IGNORECASE)


@command(
    "edit",
    title=("edit", "編集"),
    examples=(
        ("edit standup", "編集 定例"),
        ("invite bob@contoso.com to standup", "定例に田中さんを追加"),
        ("edit booking Grady", "Gradyさんの予約を編集"),
    ),
    in_manifest=False,
    in_help=True,
    place=45,
)
async def edit(turn: Turn, said: Said) -> Reply:
    """Change anything about an event or a booking: subject, place, people, reminder, text and more."""
    words = turn.words
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    if (form := said.answers.get("form")) is not None:
        return await (check_booking if "business" in form else check_event)(turn, said)
    found = await find(turn, _to_find(said))
    if not found.movables:
        return Reply(not_found(turn, said))
    if not found.is_sure:
        return await ask_which_one(turn, said, found)
    movable = found.movables[0]
    match movable.thing:
        case Event() as event:
            return await _edit_event(turn, said, movable, event)
        case Appointment() as appointment:
            return await edit_booking(turn, said, appointment)
    return Reply(
        words(
            "“{title}” is an online meeting without a calendar entry: I can move it, but nothing else about it.",
            title=movable.title,
        )
    )


def _to_find(said: Said) -> Said:
    """The sentence without what does not name the event: those who come or go, and that it is a booking."""
    title, people = said.reading.title, said.reading.people
    if SPEAKS_OF_BOOKINGS.search(said.text):
        title = " ".join(_BOOKING_WORDS.sub(" ", title).split())
    return replace(
        said, reading=replace(said.reading, title=title, people=() if said.reading.people_change else people)
    )


async def _edit_event(turn: Turn, said: Said, movable: Movable, event: Event) -> Reply:
    scope = scope_of(said, event)
    if not scope:
        # Never guessed: a series is written to for everybody and for every time.
        return await ask_scope(turn, said, movable)
    event_id = event.series_id if event.series_id and scope == "series" else event.id
    seen = await events.details(turn.graph, event_id)
    if said.reading.people_change:
        return await change_guests(turn, said, seen)
    if said.reading.is_off:
        return await turn_reminder_off(turn, seen)
    return await edit_event(turn, said, seen)
