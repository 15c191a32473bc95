"""Showing a stretch of the calendar: from events and appointments to the pages of an agenda card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.asking import SAYS, ask
from bot.command import Reply, Said, Turn
from bot.movable import Movable, of_appointment, of_event
from bot.store import Json
from cards import agenda
from cards.words import Words
from graph import bookings
from graph.model import Appointment, Event
from graph.span import Span

# Eight entries with their buttons, each said twice for older clients, stay within the 28 KB of a card.
PAGE = 8
MOST_NAMES = 3


async def show(turn: Turn, said: Said, title: str, items: Sequence[Event | Appointment], note: str = "") -> Reply:
    """One page of entries; its buttons lead to the other pages and to moving an entry."""
    in_order = sorted(items, key=lambda item: (item.span.start, item.span.end))
    count = max(1, -(-len(in_order) // PAGE))
    number = min(max(int(said.answers.get("page", 1)), 1), count)
    shown = await _movables(turn, in_order[(number - 1) * PAGE : number * PAGE])
    options: dict[str, Json] = {
        str(index): {SAYS: "move", "which": each.reference()} for index, each in enumerate(shown)
    }
    options |= {f"page {each}": {"page": each} for each in (number - 1, number + 1) if 1 <= each <= count}
    question_id = await ask(turn, said, options) if shown else ""
    entries = [_entry(turn, each, str(index)) for index, each in enumerate(shown)]
    page = agenda.Page(entries, number, count, question_id)
    return Reply(card=agenda.agenda(turn.words, title, page, note))


async def _movables(turn: Turn, items: Sequence[Event | Appointment]) -> list[Movable]:
    booked = [item for item in items if isinstance(item, Appointment)]
    named = {each.id: each for each in await bookings.with_customers(turn.graph, booked)}
    return [of_event(item) if isinstance(item, Event) else of_appointment(named[item.id]) for item in items]


def _entry(turn: Turn, movable: Movable, option: str) -> agenda.Entry:
    words = turn.words
    masked = movable.private and not turn.chat.is_private
    return agenda.Entry(
        title=movable.shown_title(words, is_private_chat=turn.chat.is_private),
        span=movable.span,
        about="" if masked else _about(words, movable),
        join_url="" if masked else movable.join_url,
        all_day=isinstance(movable.thing, Event) and movable.thing.all_day,
        move_option=option,
    )


def _about(words: Words, movable: Movable) -> str:
    match movable.thing:
        case Event() as event:
            people = [each.address.name or each.address.email for each in event.attendees if each.answer != "organizer"]
            parts = [event.place or (words("Online") if event.join_url else ""), _names(words, people)]
        case Appointment() as appointment:
            parts = [words("Booking"), appointment.place or (words("Online") if appointment.join_url else "")]
        case _:
            parts = [words("Online meeting")]
    return " · ".join(part for part in parts if part)


def _names(words: Words, names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return words.list(list(names))
    rest = len(names) - MOST_NAMES
    return words("{names} and {rest} more", names=", ".join(names[:MOST_NAMES]), rest=rest)


def span_title(words: Words, span: Span) -> str:
    """The days of a stretch, in words."""
    last = words.local(span.end).date()
    first = words.local(span.start).date()
    if (last - first).days <= 1:
        return words.day(span.start)
    # `end` is the midnight after the last day.
    return f"{words.day(span.start)} – {words.day(last - timedelta(days=1))}"
