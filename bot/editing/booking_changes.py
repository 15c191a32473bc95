"""Editing a booking: its form, the confirm card, the change made once, and the way back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from bot.command import Reply, Said, Turn
from bot.consequences import consequences
from bot.editing.booking_lists import rebased
from bot.editing.booking_words import TIMES, applied, differences, touched
from bot.editing.bookings import booking_form, read_booking_form, why_not
from bot.editing.forms import FormReader, show_again, show_form, went_by
from bot.movable import of_appointment
from bot.plan import Before, Outcome, Plan, Told, carries_out, from_json, propose, to_json
from bot.privately import not_here
from cards.difference import merge
from cards.edit import Edit, changed, confirm, put_back, would_lose
from cards.words import Words
from graph import bookings
from graph.booking_versions import changeable
from graph.errors import ChangedMeanwhile, IdWithSlash
from graph.model import (
    Appointment,
    AppointmentAnswer,
    AppointmentDetails,
    BookingChange,
    CannotChange,
    StaffMember,
    Unchanged,
    ZonedTime,
)


async def edit_booking(turn: Turn, said: Said, appointment: Appointment) -> Reply:
    """The form of a booking as it is now."""
    words, business_id = turn.words, appointment.business_id
    try:
        seen, staff = await bookings.details_and_staff(turn.graph, business_id, appointment.id)
    except IdWithSlash:
        return Reply(words("Microsoft 365 lets nobody change this booking from outside Bookings; please do it there."))
    form = booking_form(words, seen, staff, words.zone, _title(seen.appointment))
    kept = {"business": business_id, "seen": to_json(seen), "staff": _staff_json(staff), "zone": words.zone}
    return await show_form(turn, said, form, kept)


def _title(appointment: Appointment) -> str:
    return of_appointment(appointment).title


def _staff_json(staff: Sequence[StaffMember]) -> list[Any]:
    return [to_json(each) for each in staff]


async def check_booking(turn: Turn, said: Said) -> Reply:
    """What was typed into the form: the confirm card, or the form again with all of it and what is wrong."""
    words, kept = turn.words, said.answers["form"]
    seen, zone = from_json(AppointmentDetails, kept["seen"]), str(kept["zone"])
    staff = [from_json(StaffMember, each) for each in kept["staff"]]
    reader = FormReader(words, turn.now, kept["filled"], said.answers.get("fields") or kept["filled"])
    change = read_booking_form(turn, reader, seen, staff, zone)
    if reader.problems:
        return await show_again(turn, said, booking_form(words, seen, staff, zone, _title(seen.appointment)), reader)
    if change is None:
        return Reply(words("Nothing is different, so nothing was changed."))
    return await ask_to_change(turn, seen, change, staff)


async def ask_to_change(
    turn: Turn, seen: AppointmentDetails, change: BookingChange, staff: Sequence[StaffMember], says: str = ""
) -> Reply:
    """The confirm card of a change."""
    words, names, title = turn.words, touched(change), _title(seen.appointment)
    new = applied(seen, change)
    notes, warnings = [_customer_hears(words, new.appointment)], list[str]()
    if names & TIMES:
        notes.append(words("Times are in {zone:zonename}.", zone=words.zone))
    if names & (TIMES | {"staff_member_ids"}):
        brings = await consequences(turn, of_appointment(new.appointment), new.appointment.span)
        warnings += brings.warnings
    plan_id = await propose(turn, change, _before(turn, seen, staff))
    edit = Edit(
        title,
        says or words("Change “{title}”?", title=title),
        differences(words, seen, new, names, staff),
        notes,
        warnings,
    )
    return Reply(card=confirm(words, plan_id, edit))


def _customer_hears(words: Words, after: Appointment) -> str:
    """Bookings writes to the customer about every change, unless that is switched off."""
    match after.customer_is_mailed, after.customer_is_texted:
        case True, True:
            return words("Bookings mails and texts the customer about this change.")
        case True, False:
            return words("Bookings mails the customer about this change.")
        case False, True:
            return words("Bookings texts the customer about this change, without mail.")
    return words("Bookings does not mail the customer.")


def _before(turn: Turn, seen: AppointmentDetails, staff: Sequence[StaffMember]) -> Before:
    was = of_appointment(seen.appointment).before(turn.words, turn.now)
    return replace(was, details={"staff": _staff_json(staff)})


def _staff_of(before: Before) -> list[StaffMember]:
    return [from_json(StaffMember, each) for each in (before.details or {}).get("staff", [])]


# --- made -----------------------------------------------------------------------------------------------------------


def _seen(change: BookingChange) -> AppointmentDetails:
    if change.seen is None:
        raise ValueError("an edit keeps what was shown")
    return change.seen


def _told(words: Words, before: Before, change: BookingChange) -> Told:
    seen = _seen(change)
    shown = differences(words, seen, applied(seen, change), touched(change), _staff_of(before))
    return Told(words("Changed"), shown)


@carries_out(BookingChange, _told)
async def change_booking(turn: Turn, plan: Plan[BookingChange]) -> Outcome:
    """Only what changes; Bookings has no ETag, so the booking is read before and after."""
    if (elsewhere := not_here(turn)) is not None:
        return Outcome(lambda _: elsewhere, state="open")
    if went_by(plan.before, plan.change.start, turn.now):
        again = await ask_to_change(turn, _seen(plan.change), plan.change, _staff_of(plan.before))
        return Outcome(lambda _: again, state="superseded")
    try:
        answer = await bookings.update(turn.graph, plan.confirmed)
    except ChangedMeanwhile:
        return await _offer_theirs_or_yours(turn, plan)
    except CannotChange as problem:
        sentence = turn.words("{problem} Nothing was changed.", problem=why_not(turn.words, problem))
        return Outcome(lambda _: Reply(sentence), state="open")
    return _outcome(turn, plan, answer)


def _outcome(turn: Turn, plan: Plan[BookingChange], answer: AppointmentAnswer) -> Outcome:
    words, was, names, after = turn.words, _seen(plan.change), touched(plan.change), answer.details
    title = _title(after.appointment)
    shown = differences(words, was, after, names, _staff_of(plan.before))
    warnings = _about_link(words, was.appointment, after.appointment)
    if dropped := [each.name or each.email for each in answer.dropped_customers]:
        warnings.append(words("Bookings left out {names:list}: it does not know them as customers.", names=dropped))

    def reply(change_id: str) -> Reply:
        says = (
            words("“{title}” is changed.", title=title) if change_id else words("“{title}” is as it was.", title=title)
        )
        edit = Edit(title, says, shown, [_customer_hears(words, after.appointment)] if change_id else [], warnings)
        if change_id:
            return Reply(card=changed(words, change_id, edit, after.appointment.join_url))
        return Reply(card=put_back(words, edit, after.appointment.join_url))

    return Outcome(reply, _undo(was, after, names))


def _about_link(words: Words, was: Appointment, now: Appointment) -> list[str]:
    """What happened to the way into the meeting, where nobody asked for it."""
    if not was.join_url or not now.is_online or was.join_url == now.join_url:
        return []
    if not now.join_url:
        return [words("The join link is gone: Bookings dropped it.")]
    return [words("The join link is another one now: share it again.")]


def _undo(was: AppointmentDetails, after: AppointmentDetails, names: Collection[str]) -> BookingChange:
    """Everything that was touched as it was before, as long as it still is as it is now."""
    old: dict[str, Any] = {name: value for name, value in changeable(was).items() if name in names}
    there = was.appointment
    if TIMES & set(names):
        old |= {"start": ZonedTime(there.span.start, there.zone), "end": ZonedTime(there.span.end, there.zone)}
    if "staff_member_ids" in names:
        old["staff_member_ids"] = there.staff_ids
    for name in ("service_notes", "invoice_id", "invoice_url", "customer_time_zone"):
        if name in names:
            old[name] = old[name] or None
    return BookingChange(there.business_id, there.id, after.appointment.updated_at, after, **old)


async def _offer_theirs_or_yours(turn: Turn, plan: Plan[BookingChange]) -> Outcome:
    """Was, theirs and yours: a new plan, bound to the version that is there now."""
    words, change, seen = turn.words, plan.change, _seen(plan.change)
    theirs = await bookings.details(turn.graph, change.business_id, change.appointment_id)
    again = replace(change, seen_updated_at=theirs.appointment.updated_at, seen=theirs)
    if not isinstance(again.customers, Unchanged):
        mine = rebased(seen.appointment.customers, again.customers, theirs.appointment.customers)
        again = replace(again, customers=mine)
    title, staff = _title(theirs.appointment), _staff_of(plan.before)
    yours = applied(theirs, again)
    if yours == theirs:
        same = words("“{title}” is like that already, so nothing was changed.", title=title)
        return Outcome(lambda _: Reply(same), state="superseded")
    plan_id = await propose(turn, again, _before(turn, theirs, staff))
    rows = differences(words, seen, yours, touched(again), staff, theirs)

    def reply(change_id: str) -> Reply:
        asked = merge if change_id else would_lose
        return Reply(card=asked(words, plan_id, title, rows))

    return Outcome(reply, state="superseded")
