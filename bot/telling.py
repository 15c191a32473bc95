"""Answers to questions about one thing: when, where and who it is, and what comes next; never a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.asking import SAYS, ask
from bot.command import Reply, Said, Turn
from bot.movable import LOOK_AHEAD, Movable, find, of_event
from cards.about import MOVE, About, about
from cards.invitation import answer_word
from cards.words import Words
from graph import events
from graph.model import Answer, Appointment, Event
from graph.span import Span

MOST_PEOPLE = 10
SOON = timedelta(hours=12)  # until then it helps more to say in how long


async def next_event(turn: Turn, said: Said) -> Reply:
    """The coming event, and the one that is going on."""
    words = turn.words
    ahead = [
        each
        for each in await events.between(turn.graph, Span(turn.now, turn.now + LOOK_AHEAD))
        if not each.all_day and each.answer != "declined"
    ]
    coming = next((each for each in ahead if each.span.start > turn.now), None)
    if coming is None:
        return Reply(words("Nothing is in your calendar for the next two weeks."))
    if said.reading.asks in ("where", "who") and ahead[0].span.start <= turn.now:
        coming = ahead[0]
    return await tell(turn, said, of_event(coming))


async def find_and_tell(turn: Turn, said: Said) -> list[Movable] | Reply:
    """The answer where it is clear which thing is meant; else what may be meant, for a list."""
    found = await find(turn, said)
    if found.is_sure:
        return await tell(turn, said, found.movables[0])
    return found.movables


async def tell(turn: Turn, said: Said, movable: Movable) -> Reply:
    """One thing: the answer as a sentence, and all that is to be said of it."""
    words = turn.words
    hidden = movable.private and not turn.chat.is_private
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    people = [] if hidden else people_of(turn, movable)
    question_id = ""
    if movable.span.end > turn.now:
        question_id = await ask(turn, said, {MOVE: {SAYS: "move", "which": movable.reference()}})
    place = "" if hidden else place_of(words, movable)
    return Reply(
        card=about(
            words,
            About(
                # That nobody comes, or that it has no place, would be a lie where that is only hidden.
                _answer(turn, "" if hidden else said.reading.asks, movable, title, place, people),
                title,
                words.span(movable.shown(movable.span, words.zone)),
                place,
                people[:MOST_PEOPLE],
                len(people[MOST_PEOPLE:]),
                "" if hidden else link_of(movable),
                question_id,
            ),
        )
    )


def _answer(turn: Turn, asks: str, movable: Movable, title: str, place: str, people: Sequence[str]) -> str:
    words = turn.words
    span = movable.shown(movable.span, words.zone)
    if asks == "where":
        if place == words("Online"):
            return words("“{title}” is online, {span:span}.", title=title, span=span)
        if not place:
            return words("“{title}” has no place, {span:span}.", title=title, span=span)
        return words("“{title}” is here: {place}. {span:span}", title=title, place=place, span=span)
    if asks == "who":
        if not people:
            return words("Nobody else is in “{title}”, {span:span}.", title=title, span=span)
        return words("In “{title}”: {people:list}.", title=title, people=people[:MOST_PEOPLE])
    if span.start <= turn.now < span.end:
        return words("“{title}” is going on until {end:time}.", title=title, end=span.end)
    left = span.start - turn.now
    if timedelta() < left <= SOON:
        return words("“{title}” starts in {left:length}, at {start:time}.", title=title, left=left, start=span.start)
    return words("“{title}”: {span:span}.", title=title, span=span)


def place_of(words: Words, movable: Movable) -> str:
    """Where it is; "" where nothing is said of it."""
    place = movable.thing.place if isinstance(movable.thing, Event | Appointment) else ""
    return place or (words("Online") if link_of(movable) else "")


def link_of(movable: Movable) -> str:
    """What to join by: its own online meeting, or the one that its place links to."""
    place_url = movable.thing.place_url if isinstance(movable.thing, Event) else ""
    return movable.join_url or place_url


def people_of(turn: Turn, movable: Movable) -> list[str]:
    """Who is in it, each with their answer; customers only where nobody else reads them."""
    words = turn.words
    match movable.thing:
        case Event(attendees=attendees, organizer=organizer):
            named = {each.address.email.casefold(): each for each in attendees}
            if not attendees:
                return []
            first = organizer.name or organizer.email
            answered = [
                _answered(words, each.address.name or each.address.email, each.answer)
                for email, each in named.items()
                if email != organizer.email.casefold() and each.kind != "resource"
            ]
            return [_answered(words, first, "organizer"), *answered]
        case Appointment(customers=customers) if turn.chat.is_private:
            return [each.name or each.email for each in customers]
    return []


def _answered(words: Words, name: str, answer: Answer) -> str:
    return words("{name} ({answer})", name=name, answer=answer_word(words, answer))
