"""Some answers are for one person alone: in a group there is a sentence instead."""

from __future__ import annotations

from bot.command import Reply, Turn


def not_here(turn: Turn) -> Reply | None:
    """What to say where others read along; None in the private chat."""
    if turn.chat.is_private:
        return None
    return Reply(turn.words("That is between you and me: please say it in our private chat."))
