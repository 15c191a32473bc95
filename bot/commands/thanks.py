"""`thanks`: a kind word back, and nothing else."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command


@command("thanks", title=("thanks", "ありがとう"), examples=(("thanks", "ありがとう"),), in_manifest=False, place=88)
async def thanks(turn: Turn, _: Said) -> Reply:
    """Say thanks."""
    return Reply(turn.words("You are welcome."))
