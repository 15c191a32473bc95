"""What a person is told where there is no answer, and the word for it in the log."""

from __future__ import annotations

import logging

from bot.plan import NotYours, PlanGone, PlanSpent, PlanUnsure
from cards import errors
from cards.action import StaleCard
from cards.words import Words
from graph.errors import GraphError

log = logging.getLogger("nudge.turn")


def explain(problem: Exception, words: Words) -> tuple[str, str]:
    """The outcome for the log and a sentence for the person; whatever nobody foresaw is logged with its trace."""
    match problem:
        case StaleCard() | PlanGone():
            return "stale card", errors.too_old(words)
        case PlanSpent():
            return "spent plan", errors.spent(words)
        case PlanUnsure():
            return "unsure plan", errors.unsure(words)
        case NotYours():
            return "not theirs", errors.not_yours(words)
        case GraphError():
            return f"{problem} {problem.request_id}", errors.sentence(words, problem)
    log.error("turn failed", exc_info=problem)
    return "error", errors.unexpected(words)
