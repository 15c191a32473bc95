"""`move standup to 3pm tomorrow`: one verb for events, bookings and online meetings."""

from __future__ import annotations

from bot.choosing import not_found
from bot.command import Reply, Said, Turn, command
from bot.commands.meet import meeting_of_this_chat
from bot.movable import find
from bot.moving import move
from bot.one_at_a_time import first_of
from bot.replying import another_time


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
    if (other := await another_time(turn, said)) is not None:
        return other
    said = first_of(turn, said)
    found = await find(turn, said)
    if not found.movables:
        return Reply(await _why_not(turn, said))
    return await move(turn, said, found)


async def _why_not(turn: Turn, said: Said) -> str:
    words, key = turn.words, said.reading.key
    if key and await _is_somebody_elses(turn, key.upper()):
        return words(
            "“{title}” was made by somebody else in this chat, so only they can move it; nothing was changed.",
            title=key,
        )
    return not_found(turn, said)


async def _is_somebody_elses(turn: Turn, key: str) -> bool:
    """Whether this chat has a meeting of that key, and it is not one of the person's own that is gone."""
    own = await turn.store.people.find_meeting_id(turn.owner, key)
    return own is None and await meeting_of_this_chat(turn, key) is not None
