"""Carrying a move out: written once, shown with the way back, and never over what somebody else changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.command import Reply, Turn
from bot.consequences import who_hears
from bot.movable import Movable, of_appointment, of_event, of_meeting, read_again
from bot.plan import Before, Outcome, Plan, Told, carries_out, propose, to_json
from bot.series_moves import propose_series, what_is_lost
from cards import change
from cards.difference import Difference
from cards.words import Words
from graph import bookings, boundaries, events, meetings
from graph.errors import ChangedMeanwhile
from graph.model import AppointmentMove, Event, EventMove, MeetingMove, SeriesExceptions
from graph.span import Span

Move = EventMove | AppointmentMove | MeetingMove


def _told(words: Words, before: Before, move: Move) -> Told:
    was = words.span(before.span) if before.span else ""
    return Told(words("Moved"), [Difference(words("When"), was, words.span(move.span))], in_groups=True)


@carries_out(EventMove, _told)
async def move_event(turn: Turn, plan: Plan[EventMove]) -> Outcome:
    """Start and end only: Graph keeps everything else, the online meeting included."""

    async def write() -> tuple[Movable, EventMove]:
        after = await events.reschedule(turn.graph, plan.confirmed)
        # The series has just been made anew: an occurrence that differs by then was changed by somebody since.
        none = SeriesExceptions(shown.around) if (shown := plan.change.exceptions) else None
        undo = EventMove(after.id, _was(plan), plan.change.zone, after.etag, after.span, none)
        return of_event(after), undo

    return await _outcome(turn, plan, {"event": plan.change.event_id}, write)


@carries_out(AppointmentMove, _told)
async def move_appointment(turn: Turn, plan: Plan[AppointmentMove]) -> Outcome:
    """Both ends, because Bookings computes the length from them."""
    reference = {"appointment": plan.change.appointment_id, "business": plan.change.business_id}

    async def write() -> tuple[Movable, AppointmentMove]:
        after = await bookings.reschedule(turn.graph, plan.confirmed)
        undo = AppointmentMove(after.business_id, after.id, _was(plan), plan.change.zone, after.updated_at, after.span)
        return of_appointment(after), undo

    return await _outcome(turn, plan, reference, write)


@carries_out(MeetingMove, _told)
async def move_meeting(turn: Turn, plan: Plan[MeetingMove]) -> Outcome:
    """Graph wants both ends of an online meeting."""

    async def write() -> tuple[Movable, MeetingMove]:
        moved = await meetings.reschedule(turn.graph, plan.confirmed)
        await turn.store.chat_meetings.update_of_meeting(turn.owner.tenant_id, moved.id, to_json(moved), turn.now)
        after = of_meeting(moved, turn.words.zone)
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
    if plan.before.asked_at is not None and plan.before.asked_at < plan.change.span.start <= turn.now:
        return await _ask_about_the_past(turn, plan, reference)
    try:
        after, undo = await write()
    except ChangedMeanwhile:
        if isinstance(plan.change, EventMove) and (shown := plan.change.exceptions) is not None:
            return await _offer_series_again(turn, plan.change, shown)
        return await _offer_theirs_or_yours(turn, plan, reference)
    title = after.shown_title(words, is_private_chat=turn.chat.is_private)
    was, now = (after.shown(span, words.zone) for span in (_was(plan), after.span))
    join_url = "" if after.private and not turn.chat.is_private else after.join_url
    about_link = _about_link(words, plan.before.join_url, after.join_url)

    if isinstance(after.thing, Event) and after.thing.kind == "seriesMaster":
        return _series_outcome(turn, plan, after, undo)
    has_way_back = not (plan.before.details or {}).get("no_way_back")

    def reply(change_id: str) -> Reply:
        if change_id:
            undo_id = change_id if has_way_back else ""
            return Reply(card=change.moved(words, undo_id, title, was, now, join_url, about_link))
        return Reply(card=change.put_back(words, title, now, join_url))

    return Outcome(reply, undo if has_way_back else None)


def _series_outcome(turn: Turn, plan: Plan[Move], after: Movable, undo: Move) -> Outcome:
    """Told on the clock of the series: its first occurrence may be long past, and on other days DST differs."""
    words, there = turn.words, replace(turn.words, zone=after.zone)
    title = after.shown_title(words, is_private_chat=turn.chat.is_private)
    was, now = (f"{there.clocks(span)} · {words.zonename(after.zone)}" for span in (_was(plan), after.span))
    has_way_back = not (plan.before.details or {}).get("no_way_back")

    def reply(change_id: str) -> Reply:
        undo_id = change_id if has_way_back else ""
        return Reply(card=change.series_moved(words, undo_id, title, was, now, is_undo=not change_id))

    return Outcome(reply, undo if has_way_back else None)


async def _offer_theirs_or_yours(turn: Turn, plan: Plan[Move], reference: dict[str, str]) -> Outcome:
    """Was, theirs and yours: a new plan, bound to the version that is there now."""
    words = turn.words
    theirs = await read_again(turn, reference)
    title = theirs.shown_title(words, is_private_chat=turn.chat.is_private)
    yours = plan.change.span
    new_plan_id = await propose(turn, theirs.move_to(yours, theirs.zone), theirs.before(words, turn.now))
    old, new = (theirs.shown(span, words.zone) for span in (theirs.span, yours))
    moving = change.Moving(title, old, new, words.zone, who_hears(turn, theirs))
    was = None if _was(plan) in (theirs.span, yours) else theirs.shown(_was(plan), words.zone)
    shown = change.changed_meanwhile(words, new_plan_id, moving, was, words("Move it all the same"))
    return Outcome(lambda _: Reply(card=shown), state="superseded")


async def _offer_series_again(turn: Turn, move: EventMove, shown: SeriesExceptions) -> Outcome:
    """The series as it is now, and what of its single occurrences would be lost."""
    words = turn.words
    master, exceptions = await boundaries.series(turn.graph, move.event_id, shown.around)
    plan_id = await propose_series(turn, master, exceptions, move.span)
    there = replace(words, zone=master.zone)
    theirs, yours = (f"{there.clocks(span)} · {words.zonename(master.zone)}" for span in (master.span, move.span))
    title = of_event(master).shown_title(words, is_private_chat=turn.chat.is_private)
    lost = what_is_lost(words, exceptions)
    asked = change.series_changed_meanwhile(words, plan_id, title, theirs, yours, lost)
    return Outcome(lambda _: Reply(card=asked), state="superseded")


async def _ask_about_the_past(turn: Turn, plan: Plan[Move], reference: dict[str, str]) -> Outcome:
    """The time went by while the card was open, so the yes was for something else."""
    words = turn.words
    there = await read_again(turn, reference)
    title = there.shown_title(words, is_private_chat=turn.chat.is_private)
    plan_id = await propose(turn, there.move_to(plan.change.span, there.zone), there.before(words, turn.now))
    old, new = (there.shown(span, words.zone) for span in (there.span, plan.change.span))
    warning = [words("That is in the past.")]
    shown = change.confirm_move(
        words, plan_id, change.Moving(title, old, new, words.zone, who_hears(turn, there), warning)
    )
    return Outcome(lambda _: Reply(card=shown), state="superseded")


def _about_link(words: Words, was: str, now: str) -> str:
    """What happened to the join link, if anything did."""
    if was == now or not was:
        return ""
    if not now:
        return words("The join link is gone: Outlook dropped it. “edit” can make a new one.")
    return words("The join link is another one now: share it again.")
