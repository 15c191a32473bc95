"""The buttons of a confirm card: yes, no, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.command import Reply, Turn, on
from bot.plan import Before, NotYours, Outcome, Plan, PlanSpent, carry_out_of, from_json, take, take_undo, undo_json
from cards import change
from cards.action import ConfirmPlan, DeclinePlan, UndoChange
from graph.errors import GraphError, OutcomeUnknown


@on(ConfirmPlan)
async def confirmed(turn: Turn, button: ConfirmPlan, _: Mapping[str, str]) -> Reply:
    """Carries the plan out, once. If nothing was changed the card stays and can be pressed again."""
    plan = await take(turn, button.plan_id)
    try:
        outcome = await _carry_out(turn, plan)
    except OutcomeUnknown:
        await turn.store.plans.settle(turn.owner, plan.id, state="unknown")
        raise
    except GraphError:
        await turn.store.plans.settle(turn.owner, plan.id, state="open")
        raise
    except BaseException:
        await turn.store.plans.settle(turn.owner, plan.id, state="unknown")
        raise
    await turn.store.plans.settle(turn.owner, plan.id, state=outcome.state, undo=undo_json(outcome.undo))
    return outcome.reply(plan.id)


@on(DeclinePlan)
async def declined(turn: Turn, button: DeclinePlan, _: Mapping[str, str]) -> Reply:
    """Leaves everything as it is."""
    stored = await turn.store.plans.find(turn.owner, button.plan_id)
    if stored is None:
        raise NotYours
    if not await turn.store.plans.decline(turn.owner, button.plan_id, turn.now):
        raise PlanSpent
    return Reply(card=change.left_alone(turn.words, from_json(Before, stored.before).title))


@on(UndoChange)
async def undone(turn: Turn, button: UndoChange, _: Mapping[str, str]) -> Reply:
    """Puts back what a change replaced, once, and only if nobody changed it since."""
    plan = await take_undo(turn, button.change_id)
    try:
        outcome = await _carry_out(turn, plan)
    except OutcomeUnknown:
        await turn.store.plans.settle_undo(turn.owner, plan.id, state="unknown")
        raise
    except BaseException:
        await turn.store.plans.settle_undo(turn.owner, plan.id, state="open")
        raise
    await turn.store.plans.settle_undo(turn.owner, plan.id, state="open" if outcome.state == "superseded" else "done")
    return outcome.reply("")


async def _carry_out(turn: Turn, plan: Plan[Any]) -> Outcome:
    return await carry_out_of(plan.change)(turn, plan)
