"""The buttons of a confirm card: yes, no, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from bot.command import Reply, Turn, on
from bot.plan import (
    Before,
    Outcome,
    Plan,
    PlanSpent,
    carry_out_of,
    find,
    from_json,
    shown_title,
    take,
    take_undo,
    undo_json,
)
from cards import change
from cards.action import ConfirmPlan, DeclinePlan, UndoChange
from graph.errors import GraphError, NotFound, OutcomeUnknown
from graph.model import MeetingRequest, NewEvent


class Settle(Protocol):
    """Writes down how a plan, or its undo, ended."""

    async def __call__(self, *, state: str, request_id: str) -> None: ...


@on(ConfirmPlan)
async def confirmed(turn: Turn, button: ConfirmPlan, _: Mapping[str, str]) -> Reply:
    """Carries the plan out, once. If nothing was changed the card stays and can be pressed again."""
    plan = await take(turn, button.plan_id)
    outcome = await _carry_out(turn, plan, partial(turn.store.plans.settle, turn.owner, plan.id))
    await turn.store.plans.settle(
        turn.owner,
        plan.id,
        state=outcome.state,
        request_id=turn.graph.last_write_id,
        undo=undo_json(outcome.undo),
    )
    await _remind_of_it_there(turn)
    return outcome.reply(plan.id)


@on(DeclinePlan)
async def declined(turn: Turn, button: DeclinePlan, _: Mapping[str, str]) -> Reply:
    """Leaves everything as it is."""
    stored = await find(turn, button.plan_id)
    if not await turn.store.plans.decline(turn.owner, button.plan_id, turn.now):
        raise PlanSpent
    if stored.kind in (MeetingRequest.__name__, NewEvent.__name__):
        return Reply(card=change.nothing_made(turn.words))
    return Reply(card=change.left_alone(turn.words, shown_title(turn, from_json(Before, stored.before))))


@on(UndoChange)
async def undone(turn: Turn, button: UndoChange, _: Mapping[str, str]) -> Reply:
    """Puts back what a change replaced, once, and only if nobody changed it since."""
    plan = await take_undo(turn, button.change_id)
    # What is not there any more cannot be put back, and must not hide what was changed before it.
    settle = partial(turn.store.plans.settle_undo, turn.owner, plan.id)
    outcome = await _carry_out(turn, plan, settle, missing="gone")
    state = "open" if outcome.state == "superseded" else outcome.state
    await turn.store.plans.settle_undo(turn.owner, plan.id, state=state, request_id=turn.graph.last_write_id)
    await _remind_of_it_there(turn)
    return outcome.reply("")


async def _carry_out(turn: Turn, plan: Plan[Any], settle: Settle, missing: str = "open") -> Outcome:
    """What the plan's own function does; where it fails, what is known of it is written down first.

    `missing` is how it ends where the thing is not there any more.
    """
    try:
        return await carry_out_of(plan.change)(turn, plan)
    except OutcomeUnknown:
        await settle(state="unknown", request_id=turn.graph.last_write_id)
        raise
    except GraphError as problem:
        state = missing if isinstance(problem, NotFound) else "open"
        await settle(state=state, request_id=turn.graph.last_write_id)
        raise
    except BaseException:
        await settle(state="unknown", request_id=turn.graph.last_write_id)
        raise


async def _remind_of_it_there(turn: Turn) -> None:
    """What has changed in the calendar is read at once, so that reminders follow it."""
    await turn.store.watches.read_soon(turn.owner, turn.now)
