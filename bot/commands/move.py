"""`move standup to 3pm tomorrow`: one verb for events, bookings and online meetings."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command
from bot.movable import find
from bot.moving import move


@command(
    "move",
    title=("move", "移動"),
    examples=(
        ("move standup to 3pm tomorrow", "定例を明日の15時に移動"),
        ("push my 2pm with Alice by 30 min", "30分後ろにずらして"),
    ),
    place=30,
)
async def move_anything(turn: Turn, said: Said) -> Reply:
    """Move an event, a booking or a meeting to another time."""
    found = await find(turn, said)
    if not found.movables:
        return Reply(
            turn.words(
                "I found nothing like “{title}” in the next two weeks, so nothing was changed. Try “today”.",
                title=said.reading.title or said.reading.key or said.text,
            )
        )
    return await move(turn, said, found)
