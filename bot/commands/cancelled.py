"""Carrying a cancellation out: only of what was seen, and with a way back where the same entry can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from bot.command import Reply, Turn
from bot.editing.event_words import differences
from bot.movable import of_appointment, of_event
from bot.plan import Before, Outcome, Plan, Told, carries_out, propose, shown_title
from cards import cancelling as cards
from cards.difference import Difference, merge
from cards.words import Words
from graph import bookings, events, invitations
from graph.errors import ChangedMeanwhile
from graph.model import (
    UNCHANGED,
    AppointmentCancellation,
    Event,
    EventCancellation,
    EventChange,
    EventDetails,
    EventRemoval,
    NewEvent,
    ZonedTime,
)

Cancellation = EventCancellation | EventRemoval | AppointmentCancellation


def _told(words: Words, before: Before, _: Cancellation) -> Told:
    return Told(words("Cancelled"), [Difference(words("When"), words.span(before.span) if before.span else "", "")])


@carries_out(EventCancellation, _told)
async def cancel_meeting(turn: Turn, plan: Plan[EventCancellation]) -> Outcome:
    """For everybody who is invited. Graph has no way back."""
    try:
        await invitations.cancel(turn.graph, plan.confirmed)
    except ChangedMeanwhile:
        return await _offer_as_it_is_now(turn, plan)
    return _outcome(turn, plan, [turn.words("Everybody who was invited gets mail.")])


@carries_out(EventRemoval, _told)
async def remove_event(turn: Turn, plan: Plan[EventRemoval]) -> Outcome:
    """An entry that only its owner has; it can be made again where nothing of it would be lost."""
    try:
        await invitations.remove(turn.graph, plan.confirmed)
    except ChangedMeanwhile:
        return await _offer_as_it_is_now(turn, plan)
    seen = plan.change.seen
    undo = NewEvent(f"{plan.id} undo", as_new(seen)) if can_come_back(seen) else None
    return _outcome(turn, plan, [], undo)


@carries_out(AppointmentCancellation, _told)
async def cancel_appointment(turn: Turn, plan: Plan[AppointmentCancellation]) -> Outcome:
    """Bookings tells the customer and the staff. There is no way back."""
    try:
        await bookings.cancel(turn.graph, plan.confirmed)
    except ChangedMeanwhile:
        change = plan.change
        there = await bookings.appointment(turn.graph, change.business_id, change.appointment_id)
        again = replace(change, seen_updated_at=there.updated_at)
        theirs = of_appointment(there).before(turn.words, turn.now)
        return await _offer(turn, plan, again, theirs)
    return _outcome(turn, plan, [turn.words("Bookings tells the customer.")])


def _outcome(turn: Turn, plan: Plan[Any], notes: list[str], undo: NewEvent | None = None) -> Outcome:
    title, span = shown_title(turn, plan.before), plan.before.span
    when = turn.words.span(span) if span else ""

    def reply(change_id: str) -> Reply:
        if change_id:
            return Reply(card=cards.cancelled(turn.words, change_id if undo else "", title, when, notes))
        return Reply(card=cards.taken_out(turn.words, title))

    return Outcome(reply, undo)


async def _offer_as_it_is_now(turn: Turn, plan: Plan[Any]) -> Outcome:
    """What somebody else made of it meanwhile, which would be lost."""
    words, seen = turn.words, plan.change.seen
    there = await events.details(turn.graph, plan.change.event_id)
    theirs = of_event(there.event)
    lost: list[Difference] = []
    if turn.chat.is_private or not theirs.private:
        every_property = [each.name for each in fields(EventChange)]
        lost = [each for each in differences(words, seen, there, every_property) if each.was != each.new]
    return await _offer(turn, plan, replace(plan.change, seen=there), theirs.before(words, turn.now), lost)


async def _offer(
    turn: Turn, plan: Plan[Any], again: Cancellation, theirs: Before, lost: Sequence[Difference] = ()
) -> Outcome:
    """What is there now, to be cancelled all the same: a new plan, bound to that version."""
    words, cancelled = turn.words, turn.words("Cancelled")
    plan_id = await propose(turn, again, theirs)
    was, now = (words.span(each.span) if each.span else "" for each in (plan.before, theirs))
    changed = lost or [Difference(words("When"), was, now)]
    rows = [Difference(each.label, each.was, cancelled, each.new) for each in changed]
    shown = merge(words, plan_id, shown_title(turn, plan.before), rows)
    return Outcome(lambda _: Reply(card=shown), state="superseded")


def can_come_back(seen: EventDetails) -> bool:
    """Whether the same entry can be made again: without a series, an online meeting, files or guests behind it."""
    event = seen.event
    is_plain = event.kind == "singleInstance" and seen.recurrence is None
    return is_plain and not (seen.is_online_meeting or seen.has_attachments or _guests(event))


def _guests(event: Event) -> list[str]:
    return [each.address.email for each in event.attendees if each.answer != "organizer"]


def as_new(seen: EventDetails) -> EventChange:
    """All that can be said of an entry, as the properties of a new one."""
    event = seen.event
    return EventChange(
        event_id="",
        etag=None,
        subject=event.subject,
        body=seen.body,
        start=ZonedTime(event.span.start, event.zone),
        end=ZonedTime(event.span.end, seen.end_zone),
        is_all_day=event.all_day,
        categories=seen.categories,
        importance=seen.importance,
        sensitivity=event.sensitivity,
        show_as=event.show_as,
        is_reminder_on=seen.is_reminder_on,
        reminder_minutes_before_start=seen.reminder_minutes_before_start,
        response_requested=seen.response_requested,
        hide_attendees=seen.hide_attendees,
        location=seen.location if seen.location and len(seen.locations) < 2 else UNCHANGED,
        locations=seen.locations if len(seen.locations) > 1 else UNCHANGED,
    )
