"""Moving one thing: from "where to?" over the confirm card to the result, for events, bookings and meetings alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.asking import ask_when, ask_which, ask_which_way, assumptions, spoken_time
from bot.command import Reply, Said, Turn
from bot.language import Time
from bot.movable import Found, Movable, appointments_if_any, of_appointment, of_event, of_meeting, read_again
from bot.plan import Outcome, Plan, carries_out, propose
from bot.when import DAY, days, to_move_to
from cards import change
from cards.words import clean
from graph import bookings, events, meetings
from graph.errors import ChangedMeanwhile
from graph.model import Appointment, AppointmentMove, Event, EventMove, MeetingMove
from graph.span import Span
from graph.together import together


async def move(turn: Turn, said: Said, found: Found) -> Reply:
    """Asks which, asks when, or shows the confirm card."""
    words = turn.words
    if not found.is_sure:
        options = [(_one_line(turn, each), each.reference()) for each in found.movables]
        return await ask_which(turn, said, words("Which one do you mean?"), options)
    movable = found.movables[0]
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    try:
        spoken = spoken_time(said)
    except ValueError:
        return Reply(words("I need a date and a time; nothing was changed."))
    # "Tomorrow morning" is a stretch to choose from, not a time to move to.
    is_open = spoken.status in ("ask", "none") or "window" in spoken.reasons
    new = None if is_open and spoken.shift is None else _aim(movable, spoken, words.zone)
    if new is None and spoken.shift and "which_way" in spoken.reasons:
        return await ask_which_way(turn, said, title, movable.span.start, spoken.shift, movable.reference())
    if new is None:
        return await ask_when(turn, said, title, movable.span.start, movable.reference())
    if new == movable.span:
        at = movable.shown(new, words.zone)
        return Reply(words("“{title}” is already at {span:span}.", title=title, span=at))
    return await _confirm(turn, movable, new, assumptions(words, spoken))


async def _confirm(turn: Turn, movable: Movable, new: Span, notes: list[str]) -> Reply:
    words = turn.words
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    plan_id, warnings = await together(
        propose(turn, movable.move_to(new, movable.zone), movable.before(words)), _warnings(turn, movable, new)
    )
    old, shown = (movable.shown(span, words.zone) for span in (movable.span, new))
    moving = change.Moving(title, old, shown, words.zone, [*notes, *_who_hears(turn, movable)], warnings)
    return Reply(card=change.confirm_move(words, plan_id, moving))


def _aim(movable: Movable, spoken: Time, zone: str) -> Span | None:
    if isinstance(movable.thing, Event) and movable.thing.all_day:
        old, last = (at.astimezone(ZoneInfo(movable.zone)) for at in (movable.span.start, movable.span.end))
        if spoken.shift and spoken.shift % DAY == timedelta() and "which_way" not in spoken.reasons:
            first = old.replace(tzinfo=None) + spoken.shift
        elif spoken.start is not None and spoken.has_date:
            first = spoken.start
        else:
            return None
        return days(first, (last.date() - old.date()).days, movable.zone)
    return to_move_to(spoken, movable.span, zone)


def _who_hears(turn: Turn, movable: Movable) -> list[str]:
    words = turn.words
    if movable.private and not turn.chat.is_private:
        return []
    match movable.thing:
        case Event(is_organizer=True, attendees=attendees):
            names = [each.address.name or each.address.email for each in attendees if each.answer != "organizer"]
            if not names:
                return [words("Nobody else is invited, so nobody gets mail.")]
            return [words("Gets mail: {names:list}.", names=names)]
        case Event():
            return []
        case Appointment(customer_is_mailed=True):
            return [words("Bookings mails the customer about the new time.")]
        case Appointment():
            return [words("Bookings does not mail the customer.")]
    return [words("Nobody gets mail: this meeting is not in a calendar.")]


async def _warnings(turn: Turn, movable: Movable, new: Span) -> list[str]:
    words, warnings = turn.words, []
    if new.start < turn.now:
        warnings.append(words("That is in the past."))
    hidden = movable.private and not turn.chat.is_private
    if isinstance(movable.thing, Event) and not movable.thing.is_organizer and not hidden:
        organizer = movable.thing.organizer.name or movable.thing.organizer.email
        warnings.append(words("{name} organises this: only your own calendar changes.", name=organizer))
    booked, in_calendar = await together(
        appointments_if_any(turn, new) if isinstance(movable.thing, Appointment) else _nothing(),
        events.between(turn.graph, new),
    )
    in_the_way = [of_event(each) for each in in_calendar if each.show_as != "free" and not each.all_day]
    in_the_way += [of_appointment(each) for each in booked if _shares_staff(movable, each)]
    for each in in_the_way:
        if each.reference() != movable.reference() and each.span.overlaps(new):
            other = each.shown_title(words, is_private_chat=turn.chat.is_private)
            warnings.append(words("Overlaps with “{title}”, {span:clocks}.", title=other, span=each.span))
    return warnings


async def _nothing() -> list[Appointment]:
    return []


def _shares_staff(movable: Movable, other: Appointment) -> bool:
    return isinstance(movable.thing, Appointment) and bool(set(movable.thing.staff_ids) & set(other.staff_ids))


def _one_line(turn: Turn, movable: Movable) -> str:
    title = movable.shown_title(turn.words, is_private_chat=turn.chat.is_private)
    return f"{clean(title, 60)} · {turn.words.when(movable.span.start)}"


# --- carrying it out ------------------------------------------------------------------------------------------------


@carries_out(EventMove)
async def move_event(turn: Turn, plan: Plan[EventMove]) -> Outcome:
    """Start and end only: Graph keeps everything else, the online meeting included."""

    async def write() -> tuple[Movable, EventMove]:
        after = await events.reschedule(turn.graph, plan.confirmed)
        undo = EventMove(after.id, _was(plan), plan.change.zone, after.etag, seen_span=after.span)
        return of_event(after), undo

    return await _outcome(turn, plan, {"event": plan.change.event_id}, write)


@carries_out(AppointmentMove)
async def move_appointment(turn: Turn, plan: Plan[AppointmentMove]) -> Outcome:
    """Both ends, because Bookings computes the length from them."""
    reference = {"appointment": plan.change.appointment_id, "business": plan.change.business_id}

    async def write() -> tuple[Movable, AppointmentMove]:
        after = await bookings.reschedule(turn.graph, plan.confirmed)
        undo = AppointmentMove(after.business_id, after.id, _was(plan), plan.change.zone, after.updated_at)
        return of_appointment(after), undo

    return await _outcome(turn, plan, reference, write)


@carries_out(MeetingMove)
async def move_meeting(turn: Turn, plan: Plan[MeetingMove]) -> Outcome:
    """Graph wants both ends of an online meeting."""

    async def write() -> tuple[Movable, MeetingMove]:
        after = of_meeting(await meetings.reschedule(turn.graph, plan.confirmed), turn.words.zone)
        return after, MeetingMove(plan.change.meeting_id, _was(plan), seen_span=after.span)

    return await _outcome(turn, plan, {"meeting": plan.change.meeting_id}, write)


Move = EventMove | AppointmentMove | MeetingMove


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
    moving = change.Moving(title, old, new, words.zone, _who_hears(turn, theirs))
    shown = change.changed_meanwhile(words, new_plan_id, moving, words("Move it all the same"))
    return Outcome(lambda _: Reply(card=shown), state="superseded")
