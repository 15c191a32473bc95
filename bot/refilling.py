"""What is typed on a confirm card goes into the plan before the yes is carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bot.command import Turn
from bot.plan import find, from_json, to_json
from cards.action import StaleCard

Form = TypeVar("Form")

LONGEST_NOTE = 1000  # characters that go out to others


async def refill(turn: Turn, plan_id: str, form: type[Form], fill: Callable[[Form], Form], title: str = "") -> None:
    """Replaces the change of a plan that waits for its yes, and what it is called where a title was typed.

    A plan that was carried out stays as it is.
    Raises NotYours and PlanGone as `find` does, StaleCard where the plan is for another kind of change.
    """
    stored = await find(turn, plan_id)
    if stored.kind != form.__name__:
        raise StaleCard
    change = fill(from_json(form, stored.change))
    named = {"title": title, "title_in_groups": title} if title else {}
    await turn.store.plans.refill(turn.owner, plan_id, to_json(change), {**stored.before, **named})


def note_of(text: str) -> str:
    """What was typed as a note to others, at most as long as it may be."""
    return text.strip()[:LONGEST_NOTE]
