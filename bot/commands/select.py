"""`the second one`, 2番目: a typed answer to the card that offers a choice."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command
from bot.replying import pick


@command(
    "select",
    title=("the first one", "1番目"),
    examples=(("the second one", "2番目"), ("the last one", "最後の")),
    in_manifest=False,
    place=87,
)
async def select(turn: Turn, said: Said) -> Reply:
    """Choose what a card offers by its place, without pressing."""
    words = turn.words
    if not turn.chat.is_private:
        return Reply(words("Please press the button on the card, so that I do the right one."))
    if said.reading.pick is None:
        return Reply(words("Which one? Say “the first one”, or press its button."))
    return await pick(turn, said.reading.pick)
