"""Coming late: what can be done about it with the person's own rights, and what moves with it.

Whoever organises something moves it, and Outlook or Bookings tells the others. Whoever is invited answers the
organiser once more, with a note; everybody else can be written to in a chat, which the person sends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.command import Reply, Turn
from bot.commands.several import part, propose_several
from bot.consequences import who_hears
from bot.movable import NO_BOOKINGS, Movable, appointments_in, of_appointment, of_event, read_again
from bot.plan import propose
from bot.store import Json
from cards import late as cards
from cards.difference import Difference
from cards.words import Words
from graph import events
from graph.model import Answer, Appointment, Attendee, Decision, Event
from graph.span import Span

LOOK_AHEAD = timedelta(hours=6)
ANSWERED: dict[Answer, Decision] = {"accepted": "accepted", "tentativelyAccepted": "tentativelyAccepted"}


@dataclass(frozen=True)
class LateNote:
    """Tell the organiser that one comes late, as a note to the answer that one has given."""

    event_id: str
    answer: Decision
    seen_span: Span
    seen_answer: Answer
    comment: str
    minutes: int
    organizer: str


async def ask_late(turn: Turn, reference: Json, by: timedelta, note: str = "") -> Reply:
    """The confirm card: who would hear what, what would move, and what follows."""
    words, movable = turn.words, await read_again(turn, reference)
    title = movable.shown_title(words, is_private_chat=True)
    if movable.span.end <= turn.now:
        return Reply(words("“{title}” is over, so there is nobody to tell.", title=title))
    if isinstance(movable.thing, Event) and movable.thing.cancelled:
        return Reply(words("“{title}” was cancelled, so nobody waits for you there.", title=title))
    if isinstance(movable.thing, Event) and movable.thing.answer == "declined":
        return Reply(words("You declined “{title}”, so nobody waits for you there.", title=title))
    message = note or words("I am running about {by:length} late for “{title}”.", by=by, title=title)
    there = await _after(turn, movable)
    following, in_the_way = what_follows(there, movable.span, by)
    change = _note(movable.thing, by, message) if _is_invited(movable) else _moved(movable, by)
    parts = [part(change, movable.before(words, turn.now))]
    parts += [part(_moved(each, by), each.before(words, turn.now)) for each in following]
    plan_id = await propose(turn, change, movable.before(words, turn.now))
    with_following = await propose_several(turn, parts, title) if following else ""
    late = cards.Late(
        by=by,
        subject=title,
        now=movable.span,
        new=None if _is_invited(movable) else _later(movable.span, by),
        hears=_hears(turn, movable, message) + _hears_of_following(turn, following),
        not_told=_not_told(words, movable),
        following=[_difference(words, each, by) for each in following],
        in_the_way=[
            words("“{title}”, {span:clocks}, follows, and you do not organise it.", title=each.title, span=each.span)
            for each in in_the_way
        ],
        chat_with=_addresses(movable),
        message=message,
    )
    return Reply(card=cards.confirm(words, plan_id, with_following, late))


def what_follows(there: Sequence[Movable], span: Span, by: timedelta) -> tuple[list[Movable], list[Movable]]:
    """What would be run into, one after the other: what can move by as much, and what cannot."""
    ends_at, movable, fixed = span.end + by, list[Movable](), list[Movable]()
    for each in sorted(there, key=lambda one: one.span):
        if each.span.start < span.end or each.span.start >= ends_at:
            continue
        if _is_invited(each):
            fixed.append(each)
        else:
            movable.append(each)
            ends_at = each.span.end + by
    return movable, fixed


async def _after(turn: Turn, movable: Movable) -> list[Movable]:
    span = Span(movable.span.end, movable.span.end + LOOK_AHEAD)
    in_calendar = [each for each in await events.between(turn.graph, span) if _counts(each)]
    found = [of_event(each) for each in in_calendar]
    if isinstance(movable.thing, Appointment):
        staff = set(movable.thing.staff_ids)
        try:
            booked = [each for each in await appointments_in(turn, span) if staff & set(each.staff_ids)]
        except NO_BOOKINGS:
            booked = []
        found += [of_appointment(each) for each in booked]
    return [each for each in found if each.reference() != movable.reference()]


def _counts(event: Event) -> bool:
    return not event.all_day and event.show_as != "free" and event.answer != "declined"


def _is_invited(movable: Movable) -> bool:
    return isinstance(movable.thing, Event) and not movable.thing.is_organizer


def _moved(movable: Movable, by: timedelta) -> object:
    return movable.move_to(_later(movable.span, by), movable.zone)


def _later(span: Span, by: timedelta) -> Span:
    return Span(span.start + by, span.end + by)


def _note(thing: object, by: timedelta, message: str) -> LateNote:
    if not isinstance(thing, Event):
        raise TypeError("only an event has an organiser to tell")
    answer = ANSWERED.get(thing.answer, "accepted")
    organizer = thing.organizer.name or thing.organizer.email
    minutes = round(by.total_seconds() / 60)
    return LateNote(thing.id, answer, thing.span, thing.answer, message, minutes, organizer)


def _hears(turn: Turn, movable: Movable, message: str) -> list[str]:
    words = turn.words
    if not isinstance(movable.thing, Event) or movable.thing.is_organizer:
        return who_hears(turn, movable)
    organizer = movable.thing.organizer.name or movable.thing.organizer.email
    hears = [words("{name} gets a mail: {message}", name=organizer, message=message)]
    if movable.thing.answer not in ANSWERED:
        hears.append(words("You have not answered the invitation: this accepts it."))
    return hears


def _hears_of_following(turn: Turn, following: Sequence[Movable]) -> list[str]:
    words = turn.words
    return [
        words("If “{title}” moves too: {hears}", title=each.title, hears=" ".join(who_hears(turn, each)))
        for each in following
    ]


def _not_told(words: Words, movable: Movable) -> str:
    if not isinstance(movable.thing, Event) or movable.thing.is_organizer:
        return ""
    # The person is one of those invited.
    is_alone = len(_people(movable.thing)) < 2
    return "" if is_alone else words("Nobody else gets mail; you can write to all of them in Teams.")


def _people(event: Event) -> list[Attendee]:
    return [each for each in event.attendees if each.kind != "resource" and each.answer != "organizer"]


def _addresses(movable: Movable) -> list[str]:
    if not isinstance(movable.thing, Event):
        return []
    event = movable.thing
    people = [each.address.email for each in _people(event)]
    if not event.is_organizer:
        people.insert(0, event.organizer.email)
    return list(dict.fromkeys(each for each in people if each))


def _difference(words: Words, movable: Movable, by: timedelta) -> Difference:
    title = movable.title or words("(no title)")
    return Difference(title, words.clocks(movable.span), words.clocks(_later(movable.span, by)))
