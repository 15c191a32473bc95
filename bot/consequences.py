"""What a move brings with it: who gets mail, what it overlaps, and what else to know before saying yes."""

from __future__ import annotations

from bot.command import Turn
from bot.movable import Movable, appointments_if_any, of_appointment, of_event
from graph import events
from graph.model import Appointment, Event
from graph.span import Span
from graph.together import together


def who_hears(turn: Turn, movable: Movable) -> list[str]:
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


async def to_know(turn: Turn, movable: Movable, new: Span) -> list[str]:
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
