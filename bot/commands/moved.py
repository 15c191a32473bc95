"""Carrying a move out: written once, shown with the way back, and never over what somebody else changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.command import Reply, Turn
from bot.consequences import who_hears
from bot.movable import Movable, of_appointment, of_event, of_meeting, read_again
from bot.plan import Before, Outcome, Plan, Told, carries_out, propose
from cards import change
from cards.difference import Difference
from cards.words import Words
from graph import bookings, events, meetings
from graph.errors import ChangedMeanwhile
from graph.model import AppointmentMove, EventMove, MeetingMove
from graph.span import Span

Move = EventMove | AppointmentMove | MeetingMove


def _told(words: Words, before: Before, move: Move) -> Told:
    was = words.span(before.span) if before.span else ""
    return Told(words("Moved"), [Difference(words("Time"), was, words.span(move.span))])


@carries_out(EventMove, _told)
async def move_event(turn: Turn, plan: Plan[EventMove]) -> Outcome:
    """Start and end only: Graph keeps everything else, the online meeting included."""

    async def write() -> tuple[Movable, EventMove]:
        after = await events.reschedule(turn.graph, plan.confirmed)
        undo = EventMove(after.id, _was(plan), plan.change.zone, after.etag, seen_span=after.span)
        return of_event(after), undo

    return await _outcome(turn, plan, {"event": plan.change.event_id}, write)


@carries_out(AppointmentMove, _told)
async def move_appointment(turn: Turn, plan: Plan[AppointmentMove]) -> Outcome:
    """Both ends, because Bookings computes the length from them."""
    reference = {"appointment": plan.change.appointment_id, "business": plan.change.business_id}

    async def write() -> tuple[Movable, AppointmentMove]:
        after = await bookings.reschedule(turn.graph, plan.confirmed)
        undo = AppointmentMove(after.business_id, after.id, _was(plan), plan.change.zone, after.updated_at)
        return of_appointment(after), undo

    return await _outcome(turn, plan, reference, write)


@carries_out(MeetingMove, _told)
async def move_meeting(turn: Turn, plan: Plan[MeetingMove]) -> Outcome:
    """Graph wants both ends of an online meeting."""

    async def write() -> tuple[Movable, MeetingMove]:
        after = of_meeting(await meetings.reschedule(turn.graph, plan.confirmed), turn.words.zone)
        return after, MeetingMove(plan.change.meeting_id, _was(plan), seen_span=after.span)

    return await _outcome(turn, plan, {"meeting": plan.change.meeting_id}, write)


def _was(plan: Plan[Move]) -> Span:
    if plan.before.span is None:
        raise ValueError("a move keeps where the thing was")
    return plan.before.span


async def _outcome(
    turn: Turn, plan: Plan[Move], reference: dict[str, str], write: Callable[[], Awaitable[tuple[Movable, Move]]]
) -> Outcome:
    words = turn.words
    try:
        after, undo = await write()
    except ChangedMeanwhile:
        return await _offer_theirs_or_yours(turn, plan, reference)
    title = after.shown_title(words, is_private_chat=turn.chat.is_private)
    was, now = (after.shown(span, words.zone) for span in (_was(plan), after.span))
    join_url = "" if after.private and not turn.chat.is_private else after.join_url

    def reply(change_id: str) -> Reply:
        if change_id:
            return Reply(card=change.moved(words, change_id, title, was, now, join_url))
        return Reply(card=change.put_back(words, title, now, join_url))

    return Outcome(reply, undo)


async def _offer_theirs_or_yours(turn: Turn, plan: Plan[Move], reference: dict[str, str]) -> Outcome:
    """Was, theirs and yours: a new plan, bound to the version that is there now."""
    words = turn.words
    theirs = await read_again(turn, reference)
    title = theirs.shown_title(words, is_private_chat=turn.chat.is_private)
    yours = plan.change.span
    new_plan_id = await propose(turn, theirs.move_to(yours, theirs.zone), theirs.before(words))
    old, new = (theirs.shown(span, words.zone) for span in (theirs.span, yours))
    moving = change.Moving(title, old, new, words.zone, who_hears(turn, theirs))
    shown = change.changed_meanwhile(words, new_plan_id, moving, words("Move it all the same"))
    return Outcome(lambda _: Reply(card=shown), state="superseded")
