"""Showing a stretch of the calendar: from events and appointments to the pages of an agenda card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.asking import SAYS, ask
from bot.command import Reply, Said, Turn
from bot.free_slots import WORTH_CALLING_FREE
from bot.movable import Movable, of_appointment, of_event
from bot.store import Json
from bot.telling import link_of, place_of
from cards import agenda
from cards.words import Words
from graph import bookings
from graph.model import Appointment, Event
from graph.span import Span

# Six entries with long titles, join links and buttons, each said twice for older clients, fit the 28 KB of a card.
PAGE = 6
MOST_NAMES = 3


async def show(
    turn: Turn,
    said: Said,
    span: Span,
    title: str,
    items: Sequence[Event | Appointment],
    note: str = "",
    free: Sequence[Span] = (),
) -> Reply:
    """One page of what is in `span`, with the free times between; its buttons lead on and to moving an entry."""
    # A whole day of another zone reaches into the reader's next day, where it does not belong.
    there = [item for item in items if _as_read(turn, item).overlaps(span)]
    in_order = sorted(there, key=lambda item: (_as_read(turn, item), item.id))
    count = max(1, -(-len(in_order) // PAGE))
    number = min(max(int(said.answers.get("page", 1)), 1), count)
    shown = await _movables(turn, in_order[(number - 1) * PAGE : number * PAGE])
    options: dict[str, Json] = {
        str(index): {SAYS: "move", "which": each.reference()} for index, each in enumerate(shown)
    }
    options |= {f"page {each}": {"page": each} for each in (number - 1, number + 1) if 1 <= each <= count}
    question_id = await ask(turn, said, options) if shown else ""
    entries = [_entry(turn, each, str(index)) for index, each in enumerate(shown)]
    starts = [_as_read(turn, item).start for item in in_order]
    first = starts[(number - 1) * PAGE] if number > 1 else span.start
    last = starts[number * PAGE] if number < count else span.end
    here = [gap for gap in free if first <= gap.start < last and gap.length >= WORTH_CALLING_FREE]
    page = agenda.Page(entries, number, count, question_id, here)
    return Reply(card=agenda.agenda(turn.words, title, page, note))


def _as_read(turn: Turn, item: Event | Appointment) -> Span:
    movable = of_event(item) if isinstance(item, Event) else of_appointment(item)
    return movable.shown(item.span, turn.words.zone)


async def _movables(turn: Turn, items: Sequence[Event | Appointment]) -> list[Movable]:
    booked = [item for item in items if isinstance(item, Appointment)]
    # Customers are nobody else's business, so in a group they are not even asked for.
    named = {each.id: each for each in booked}
    if turn.chat.is_private:
        named |= {each.id: each for each in await bookings.with_customers(turn.graph, booked)}
    return [of_event(item) if isinstance(item, Event) else of_appointment(named[item.id]) for item in items]


def _entry(turn: Turn, movable: Movable, option: str) -> agenda.Entry:
    words = turn.words
    masked = movable.private and not turn.chat.is_private
    return agenda.Entry(
        title=movable.shown_title(words, is_private_chat=turn.chat.is_private),
        span=movable.shown(movable.span, words.zone),
        about="" if masked else _about(words, movable),
        join_url="" if masked else link_of(movable),
        all_day=isinstance(movable.thing, Event) and movable.thing.all_day,
        move_option=option if movable.span.end > turn.now else "",
    )


def _about(words: Words, movable: Movable) -> str:
    match movable.thing:
        case Event() as event:
            others = [each.address for each in event.attendees if each.answer != "organizer"]
            # Of somebody else's event the reader would be one of the names; who invited says more.
            people = [each.name or each.email for each in (others if event.is_organizer else [event.organizer])]
            parts = [place_of(words, movable), _names(words, people)]
        case Appointment():
            parts = [words("Booking"), place_of(words, movable)]
        case _:
            parts = [words("Online meeting")]
    return " · ".join(part for part in parts if part)


def _names(words: Words, names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return words.list(list(names))
    rest = len(names) - MOST_NAMES
    first = ("、" if words.language == "ja" else ", ").join(names[:MOST_NAMES])
    return words("{names} and {rest} more", names=first, rest=rest)


def span_title(words: Words, span: Span) -> str:
    """The days of a stretch, in words."""
    last = words.local(span.end).date()
    first = words.local(span.start).date()
    if (last - first).days <= 1:
        return words.day(span.start)
    # `end` is the midnight after the last day.
    return f"{words.day(span.start)} – {words.day(last - timedelta(days=1))}"
