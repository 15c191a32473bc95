"""`rebook Grady to next Tuesday 10:00` and `bookings today`: Microsoft Bookings appointments only."""

from __future__ import annotations

from bot.asking import ask_when
from bot.choosing import not_found
from bot.command import Reply, Said, Turn, command
from bot.looking import show, span_title
from bot.movable import appointments_in, find
from bot.moving import move
from bot.one_at_a_time import first_of
from bot.spoken import spoken_time
from bot.telling import tell
from bot.when import to_look_at
from graph.model import Appointment
from graph.span import Span


@command(
    "rebook",
    title=("bookings today", "今日の予約"),
    examples=(
        ("rebook Grady to next Tuesday 10:00", "今日の予約"),
        ("bookings today", "明日の予約"),
    ),
    place=40,
)
async def rebook(turn: Turn, said: Said) -> Reply:
    """List today's bookings, or move one to another time."""
    said = first_of(turn, said)
    words, reading = turn.words, said.reading
    names_one = reading.title or reading.people or reading.key or "which" in said.answers
    if not names_one:
        spoken = spoken_time(said)
        if spoken.status == "ask" and spoken.choices:
            return await ask_when(turn, said, "", turn.now)
        span = to_look_at(spoken, turn.now, words.zone)
        booked = await appointments_in(turn, span)
        return await show(turn, said, span, words("Bookings, {days}", days=span_title(words, span)), booked)
    found = await find(turn, said, only_bookings=True)
    if not found.movables:
        return Reply(not_found(turn, said, only_bookings=True))
    if reading.is_question:
        if found.is_sure:
            return await tell(turn, said, found.movables[0])
        booked = [each.thing for each in found.movables if isinstance(each.thing, Appointment)]
        span = Span(min(each.span.start for each in booked), max(each.span.end for each in booked))
        return await show(turn, said, span, words("It may be one of these"), booked)
    return await move(turn, said, found)
