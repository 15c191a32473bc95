"""`undo`: asks before it puts the last change back; the button on a result does so at once."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command
from bot.plan import Before, from_json, shown_title, told
from bot.store import UNDO_LIFE
from cards.difference import confirm_undo


@command("undo", title=("undo", "元に戻す"), examples=(("undo", "元に戻す"),), place=60)
async def undo(turn: Turn, _: Said) -> Reply:
    """Put the last change back, up to 24 hours later."""
    words = turn.words
    last = await turn.store.plans.find_last_change(turn.owner, turn.now - UNDO_LIFE)
    if last is None or last.undo is None:
        return Reply(words("There is nothing that I can put back; that works for changes of the last 24 hours."))
    title, change = shown_title(turn, from_json(Before, last.before)), told(words, last)
    differences = change.differences if turn.chat.is_private or change.in_groups else ()
    return Reply(card=confirm_undo(words, last.id, title, differences))
