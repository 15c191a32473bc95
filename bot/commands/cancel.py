"""`cancel`, `no`: ends what is open; nothing happens without a yes anyway."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command


@command(
    "cancel", title=("cancel", "やめる"), examples=(("cancel", "やめる"),), also=("no",), in_manifest=False, place=85
)
async def cancel(turn: Turn, _: Said) -> Reply:
    """Leave everything as it is."""
    await turn.store.people.take_pending(turn.owner, turn.now)
    return Reply(turn.words("All right, nothing was changed."))
