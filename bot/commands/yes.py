"""`yes`: only a card's own button says yes, since several cards may be open."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command


@command("yes", title=("yes", "はい"), examples=(("yes", "はい"),), in_manifest=False, place=86)
async def yes(turn: Turn, _: Said) -> Reply:
    """Say yes to a card; its button does it."""
    return Reply(turn.words("Please press the button on the card, so that I do the right one."))
