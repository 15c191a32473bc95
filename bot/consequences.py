"""What a move brings with it, in words: who gets mail, who must answer again, whom it does not suit, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.command import Turn
from bot.free_slots import working
from bot.holidays import holiday
from bot.movable import Looked, Movable
from bot.surroundings import Other, Surroundings, alternatives, around, problems
from cards.words import Words
from graph.booking_rules import Problem
from graph.boundaries import LegalWindow
from graph.model import Appointment, Event, WorkingHours
from graph.span import Span


@dataclass(frozen=True)
class Consequences:
    """What to know before saying yes."""

    notes: Sequence[str]
    warnings: Sequence[str]  #: what speaks against it
    slots: Sequence[Span]  #: other times, nearest first; none where nothing speaks against it
    legal: LegalWindow  #: where it may lie at all


async def consequences(turn: Turn, movable: Movable, new: Span, looked: Looked | None = None) -> Consequences:
    """Of moving to `new`; in a group nothing of a private thing."""
    seen = await around(turn, movable, new, looked)
    hidden = movable.private and not turn.chat.is_private
    notes = [] if hidden else [*who_hears(turn, movable), *_local_times(turn.words, seen.others, new)]
    clashes = [] if hidden else [*_clashes(turn, movable, seen, new)]
    by_rules = [_problem(turn.words, each) for each in problems(seen, movable, new, turn)]
    against = [*clashes, *by_rules]
    slots = alternatives(turn, movable, seen, new) if against or not seen.legal.allows(new) else []
    return Consequences(notes, [*_facts(turn, movable, seen, new, hidden=hidden), *against], slots, seen.legal)


def who_hears(turn: Turn, movable: Movable) -> list[str]:
    """Who gets mail when it moves, and who has to answer again."""
    words = turn.words
    if movable.private and not turn.chat.is_private:
        return []
    match movable.thing:
        case Event(is_organizer=True, attendees=attendees):
            people = [each for each in attendees if each.answer != "organizer"]
            if not people:
                return [words("Nobody else is invited, so nobody gets mail.")]
            names = [each.address.name or each.address.email for each in people]
            answered = [
                each.address.name or each.address.email
                for each in people
                if each.answer in ("accepted", "tentativelyAccepted")
            ]
            again = [words("Said yes and will be asked again: {names:list}.", names=answered)] if answered else []
            return [words("Gets mail: {names:list}.", names=names), *again]
        case Event():
            return []
        case Appointment() as appointment:
            return [_customer_hears(words, appointment)]
    return [words("Nobody gets mail: this meeting is not in a calendar.")]


def _customer_hears(words: Words, appointment: Appointment) -> str:
    match appointment.customer_is_mailed, appointment.customer_is_texted:
        case True, True:
            return words("Bookings mails and texts the customer about the new time.")
        case True, False:
            return words("Bookings mails the customer about the new time.")
        case False, True:
            return words("Bookings texts the customer about the new time, without mail.")
    return words("Bookings does not mail the customer.")


def _local_times(words: Words, others: Sequence[Other], new: Span) -> Iterator[str]:
    """The new time on the clocks of those who live by another one."""
    offset = words.local(new.start).utcoffset()
    by_clock: dict[tuple[str, str], list[str]] = {}
    for other in others:
        hours = other.schedule.hours
        if hours is not None and new.start.astimezone(ZoneInfo(hours.zone)).utcoffset() != offset:
            there = replace(words, zone=hours.zone)
            by_clock.setdefault((there.when(new.start), hours.zone), []).append(other.name)
    for (when, _), names in by_clock.items():
        yield words("For {names:list} that is {when}.", names=names, when=when)


def _facts(turn: Turn, movable: Movable, seen: Surroundings, new: Span, *, hidden: bool) -> Iterator[str]:
    """What to know that another time would not change."""
    words = turn.words
    if new.start < turn.now:
        yield words("That is in the past.")
    if hidden:
        return
    if isinstance(movable.thing, Event) and not movable.thing.is_organizer:
        organizer = movable.thing.organizer.name or movable.thing.organizer.email
        yield words("{name} organises this: only your own calendar changes.", name=organizer)
    if seen.unseen:
        yield words("I cannot see the calendars of {names:list}.", names=list(seen.unseen))


def _clashes(turn: Turn, movable: Movable, seen: Surroundings, new: Span) -> Iterator[str]:
    """What speaks against the time: overlaps, people who are taken, hours and holidays."""
    words = turn.words
    all_day = isinstance(movable.thing, Event) and movable.thing.all_day
    for each in seen.mine:
        if each.span.overlaps(new) and not all_day:
            title = each.shown_title(words, is_private_chat=turn.chat.is_private)
            yield words("Overlaps with “{title}”, {span:clocks}.", title=title, span=each.span)
    taken = [other.name for other in seen.others if any(new.overlaps(busy) for busy in other.taken())]
    if taken:
        yield words("Busy then: {names:list}.", names=taken)
    if all_day:
        return
    away = [other.name for other in seen.others if _is_away(other.schedule.hours, new)]
    if _is_away(seen.hours, new):
        yield words("That is outside your working hours.")
    if away:
        yield words("Outside the working hours of {names:list}.", names=away)
    yield from _holidays(words, seen, new.start)


def _holidays(words: Words, seen: Surroundings, at: datetime) -> Iterator[str]:
    """Public holidays of the person and of those invited, each once."""
    zones = [words.zone, *(other.schedule.hours.zone for other in seen.others if other.schedule.hours)]
    said: set[str] = set()
    for zone in zones:
        name = holiday(at.astimezone(ZoneInfo(zone)).date(), zone, words.language)
        if name and name not in said:
            said.add(name)
            yield (
                words("It is a public holiday: {name}.", name=name)
                if zone == words.zone
                else words("It is a public holiday in {zone:zonename}: {name}.", zone=zone, name=name)
            )


def _is_away(hours: WorkingHours | None, span: Span) -> bool:
    return hours is not None and span not in working(hours, span)


def _problem(words: Words, problem: Problem) -> str:
    """A rule of Bookings that stands against a time."""
    match problem.kind:
        case "outside_hours":
            return words("The business is closed then.")
        case "too_soon":
            return words("Customers have to book {length:length} ahead.", length=problem.length)
        case "too_far":
            return words("Customers can book at most {length:length} ahead.", length=problem.length)
        case "staff_busy":
            return words("The same staff has another appointment then, {span:clocks}.", span=problem.span)
        case "full":
            return words("That time is fully booked.")
    return words("Customers are offered a start every {length:length}; this is not one of them.", length=problem.length)
