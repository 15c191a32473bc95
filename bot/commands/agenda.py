"""`today`, `agenda friday`, `next week`: what is in the calendar, bookings included."""

from __future__ import annotations

from bot.asking import ask_when, spoken_time
from bot.command import Reply, Said, Turn, command
from bot.looking import show, span_title
from bot.movable import appointments_if_any
from bot.when import to_look_at, today
from cards.words import Words
from graph import events, people
from graph.client import GraphClient
from graph.errors import GraphError
from graph.together import together


@command(
    "agenda",
    title=("today", "今日の予定"),
    examples=(
        ("today", "今日の予定"),
        ("agenda friday", "金曜の予定"),
        ("next week", "来週の予定"),
    ),
    also=("join", "find_time"),
    place=10,
)
async def agenda(turn: Turn, said: Said) -> Reply:
    """Show your events and bookings of a day or a week."""
    words = turn.words
    spoken = spoken_time(said)
    if spoken.status == "ask" and spoken.choices:
        return await ask_when(turn, said, "", turn.now)
    span = to_look_at(spoken, turn.now, words.zone)
    in_calendar, booked, note = await together(
        events.between(turn.graph, span), appointments_if_any(turn, span), _zone_note(words, turn.graph)
    )
    title = (
        words("Today, {start:day}", start=span.start)
        if span == today(turn.now, words.zone)
        else span_title(words, span)
    )
    return await show(turn, said, span, title, [*in_calendar, *booked], note)


async def _zone_note(words: Words, graph: GraphClient) -> str:
    """The zone, where the device and the mailbox disagree."""
    try:
        mailbox_zone = (await people.mailbox(graph)).zone
    except GraphError:
        return ""
    if mailbox_zone in (None, words.zone):
        return ""
    return words("Times in {zone:zonename}.", zone=words.zone)
