"""Several changes under one yes and one undo, such as moving everything that follows by ten minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.command import Reply, Turn
from bot.plan import Before, Outcome, Plan, Told, carries_out, carry_out_of, part_of, propose, tell, to_json
from bot.store import Json
from cards import errors
from cards.difference import Difference, several_changed
from cards.words import Words
from graph.errors import GraphError


@dataclass(frozen=True)
class Part:
    """One of them: its kind, the change and what it was before, as JSON."""

    kind: str
    change: Json
    before: Json


@dataclass(frozen=True)
class Several:
    """Changes that are made in this order; each is made or not on its own."""

    parts: tuple[Part, ...]


def part(change: object, before: Before) -> Part:
    """A change as one of several."""
    return Part(type(change).__name__, to_json(change), to_json(before))


async def propose_several(turn: Turn, parts: Sequence[Part], title: str) -> str:
    """Keeps them as one plan that waits for one yes; gives the id that the card's buttons carry."""
    return await propose(turn, Several(tuple(parts)), Before(title))


def lines(words: Words, parts: Sequence[Part]) -> list[Difference]:
    """Each part as a line: what it is called, how it was, how it will be."""
    found = []
    for each in parts:
        before, told = tell(words, each.kind, each.before, each.change)
        differences = told.differences or [Difference("", "", told.verb)]
        was, new = (words.list([getattr(one, side) or "–" for one in differences]) for side in ("was", "new"))
        found.append(Difference(before.title, was, new))
    return found


def _told(words: Words, _before: Before, several: Several) -> Told:
    return Told(words("Changed"), lines(words, several.parts))


@carries_out(Several, _told)
async def change_several(turn: Turn, plan: Plan[Several]) -> Outcome:
    """One after the other. What fails is said and left; what was made can be put back as one."""
    made: list[Part] = []
    undo: list[Part] = []
    failed: list[str] = []
    for each in plan.change.parts:
        one: Plan[Any] = part_of(plan, each.kind, each.change, each.before)
        try:
            outcome = await carry_out_of(one.change)(turn, one)
        except GraphError as problem:
            failed.append(f"{one.before.title}: {errors.sentence(turn.words, problem)}")
            continue
        if outcome.state != "done":
            failed.append(
                turn.words("{title}: it was changed while you were deciding, so I left it.", title=one.before.title)
            )
            continue
        made.append(each)
        if outcome.undo is not None:
            undo.insert(0, part(outcome.undo, one.before))
    shown = lines(turn.words, made)

    def reply(change_id: str) -> Reply:
        can_undo = change_id if undo else ""
        return Reply(card=several_changed(turn.words, can_undo, shown, failed, is_undo=not change_id))

    return Outcome(reply, Several(tuple(undo)) if undo else None, state="done" if made else "open")
