"""`undo`: asks before it puts the last change back; the button on a result does so at once."""

from __future__ import annotations

from bot.command import Reply, Said, Turn, command
from bot.plan import CHANGES, UNDO_LIFE, Before, from_json, shown_title
from cards import change, visit
from graph.model import AppointmentMove, EventMove, MeetingMove, VisitChange


@command("undo", title=("undo", "元に戻す"), examples=(("undo", "元に戻す"),), place=60)
async def undo(turn: Turn, _: Said) -> Reply:
    """Put the last change back, up to 24 hours later."""
    words = turn.words
    last = await turn.store.plans.find_last_change(turn.owner, turn.now - UNDO_LIFE)
    if last is None or last.undo is None:
        return Reply(words("There is nothing that I can put back; that works for changes of the last 24 hours."))
    before, done = from_json(Before, last.before), from_json(CHANGES[last.kind], last.change)
    title = shown_title(turn, before)
    match done:
        case EventMove() | AppointmentMove() | MeetingMove() if before.span is not None:
            return Reply(card=change.confirm_undo(words, last.id, title, done.span, before.span))
        case VisitChange():
            return Reply(card=visit.confirm_undo(words, last.id, title))
    raise AssertionError(f"{last.kind} has an undo but no card for it")
