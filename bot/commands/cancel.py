"""`cancel`, `no`: ends what is open; nothing happens without a yes anyway."""

from __future__ import annotations

from datetime import timedelta

from bot.command import Reply, Said, Turn, command
from bot.commands.undo import undo

JUST_NOW = timedelta(minutes=10)


@command(
    "cancel", title=("cancel", "やめる"), examples=(("cancel", "やめる"),), also=("no",), in_manifest=False, place=85
)
async def cancel(turn: Turn, said: Said) -> Reply:
    """Leave everything as it is, or put the change back that was just made."""
    await turn.store.people.take_pending(turn.owner, turn.now)
    if await turn.store.plans.find_last_change(turn.owner, turn.now - JUST_NOW) is not None:
        return await undo(turn, said)
    return Reply(turn.words("All right, I change nothing."))
