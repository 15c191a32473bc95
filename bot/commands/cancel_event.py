"""`cancel standup tomorrow`: for everybody where the person organises it, for themselves where they are invited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.answering import confirm_answer
from bot.choosing import ask_scope, ask_which_one, not_found, scope_of
from bot.command import Reply, Said, Turn, command, on
from bot.commands.cancelled import can_come_back
from bot.commands.confirm import confirmed
from bot.language import NO_TIME
from bot.movable import Movable, find
from bot.plan import find as find_plan
from bot.plan import propose
from bot.refilling import note_of, refill
from cards import cancelling as cards
from cards.action import ConfirmPlan
from cards.cancelling import CancelIt, Cancelling, NoteField
from graph import events
from graph.model import (
    Appointment,
    AppointmentCancellation,
    Event,
    EventCancellation,
    EventDetails,
    EventRemoval,
)

_BOOKING = re.compile(r"(?:['’]s)?\s+bookings?\b|の?ご?予約$", re.IGNORECASE)


@command(
    "cancel_event",
    title=("cancel event", "予定をキャンセル"),
    examples=(
        ("cancel design review", "定例をキャンセル"),
        ("cancel Grady's booking", "田中さんの予約をキャンセル"),
        ("cancel standup tomorrow with a note I am ill", "明日の定例を中止"),
    ),
    in_manifest=False,
    in_help=True,
    place=34,
)
async def cancel_event(turn: Turn, said: Said) -> Reply:
    """Cancel an event or a booking; what you are only invited to, you can decline."""
    words = turn.words
    found = await find(turn, _without_the_word_booking(said))
    if not found.movables:
        return Reply(not_found(turn, said))
    if not found.is_sure:
        return await ask_which_one(turn, said, found)
    movable = found.movables[0]
    match movable.thing:
        case Appointment() as appointment:
            return await _confirm_appointment(turn, said, movable, appointment)
        case Event() as event:
            return await _cancel_event(turn, said, movable, event)
    return Reply(
        words(
            "“{title}” is only a link and stands in no calendar, so there is nothing to cancel.",
            title=movable.shown_title(words, is_private_chat=turn.chat.is_private),
        )
    )


def _without_the_word_booking(said: Said) -> Said:
    """No booking is called one, so the word is no part of what names it."""
    title = _BOOKING.sub("", said.reading.title).strip()
    return replace(said, reading=replace(said.reading, title=title))


async def _cancel_event(turn: Turn, said: Said, movable: Movable, event: Event) -> Reply:
    if not event.is_organizer:
        name = event.organizer.name or event.organizer.email
        why = turn.words("{name} organises this, so only they can cancel it; you can decline.", name=name)
        # When it is cancelled says which event is meant, and is no proposal.
        about = replace(said, reading=replace(said.reading, time=NO_TIME))
        return await confirm_answer(turn, about, movable, "declined", [why])
    scope = scope_of(said, event)
    if not scope:
        return await ask_scope(turn, said, movable)
    whole_series = scope == "series"
    seen = await events.details(turn.graph, event.series_id if whole_series and event.series_id else event.id)
    return await _confirm_event(turn, said, movable, seen, whole_series=whole_series)


async def _confirm_event(turn: Turn, said: Said, movable: Movable, seen: EventDetails, *, whole_series: bool) -> Reply:
    words = turn.words
    hidden = movable.private and not turn.chat.is_private
    invited = [each.address for each in seen.event.attendees if each.answer != "organizer"]
    change: EventCancellation | EventRemoval
    if invited:
        change = EventCancellation(seen.event.id, seen, said.reading.note)
        names = [each.name or each.email for each in invited]
        notes = [] if hidden else [words("Gets mail: {names:list}.", names=names)]
        warnings = [words("This cannot be undone: everybody would have to be invited again.")]
        field = NoteField(words("Note for those invited"), said.reading.note)
    else:
        change, field = EventRemoval(seen.event.id, seen), None
        notes, warnings = [words("Nobody else is invited, so nobody gets mail.")], []
        if can_come_back(seen):
            notes.append(words("Undo makes the same entry again."))
        else:
            warnings = [words("This cannot be undone: I could not make it again exactly as it is.")]
    when = words.span(movable.shown(movable.span, words.zone))
    if whole_series:
        when = words("All occurrences, also those that are past")
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    plan_id = await propose(turn, change, movable.before(words, turn.now))
    return Reply(card=cards.confirm_cancel(words, plan_id, Cancelling(title, when, notes, warnings, field)))


async def _confirm_appointment(turn: Turn, said: Said, movable: Movable, appointment: Appointment) -> Reply:
    words, note = turn.words, said.reading.note
    change = AppointmentCancellation(appointment.business_id, appointment.id, appointment.updated_at, note)
    plan_id = await propose(turn, change, movable.before(words, turn.now))
    cancelling = Cancelling(
        movable.shown_title(words, is_private_chat=turn.chat.is_private),
        words.span(movable.span),
        [words("Bookings writes to the customer and the staff that it is cancelled.")],
        [words("This cannot be undone: the customer would have to book again.")],
        NoteField(words("Message to the customer"), note),
    )
    return Reply(card=cards.confirm_cancel(words, plan_id, cancelling))


@on(CancelIt)
async def cancel_it(turn: Turn, button: CancelIt, inputs: Mapping[str, str]) -> Reply:
    """The yes, with the note as it was left on the card."""
    note = note_of(inputs.get("note", ""))
    if (await find_plan(turn, button.plan_id)).kind == AppointmentCancellation.__name__:
        await refill(turn, button.plan_id, AppointmentCancellation, lambda change: replace(change, message=note))
    else:
        await refill(turn, button.plan_id, EventCancellation, lambda change: replace(change, comment=note))
    return await confirmed(turn, ConfirmPlan(button.plan_id), {})
