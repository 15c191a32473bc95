"""What the crowd does: things that need no Graph, and things that do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.crowd import Crowd, Json, person
from bench.organisation import MOVED
from bench.places import Places

PRESS = ""  # what an answer to a press is recorded under; everything else under what is typed
OLD_CARD: Mapping[str, str] = {"nudge": "of last month"}


@dataclass(frozen=True)
class Scenario:
    """One kind of turn without Graph, which every bot can be asked for."""

    name: str
    next_activity: Callable[[int], Json]  #: of that person


def without_graph(crowd: Crowd) -> tuple[Scenario, ...]:
    """A message, another whose answer is a form, and a press that is answered in place."""
    return (
        Scenario("message", lambda number: crowd.message(number, "help")),
        Scenario("card", lambda number: crowd.message(number, "settings")),
        Scenario("invoke", lambda number: crowd.press(number, dict(OLD_CARD))),
    )


async def recorded(crowd: Crowd, places: Places, ours: str) -> Json:
    """What our bot answers to each of them, so that the others send as many bytes."""
    answers: Json = {}
    for text in ("help", "settings"):
        await crowd.send(ours, crowd.message(0, text))
        sent = await crowd.get(f"{places.microsoft}/bench/newest/{person(0).chat_id}")
        answers[text] = {name: sent[name] for name in ("type", "attachments")}
    _, body = await crowd.send(ours, crowd.press(0, dict(OLD_CARD)))
    answers[PRESS] = json.loads(body)
    return answers


class Moving:
    """Everybody moves an event of theirs and says yes; each yes needs a card that was just sent."""

    def __init__(self, crowd: Crowd, places: Places) -> None:
        self._crowd = crowd
        self._places = places
        self._hour = 0
        self._plans: dict[int, str] = {}

    def begin(self) -> None:
        """The next time somebody asks, it is for another hour."""
        self._hour = (self._hour + 1) % 8

    def ask(self, number: int) -> Json:
        """“Move it”, of that person."""
        return self._crowd.message(number, f"move {MOVED} to {self._hour + 1}pm tomorrow")

    async def take_cards(self, people: int) -> None:
        """Finds the yes on everybody's newest card."""
        for number in range(people):
            sent = await self._crowd.get(f"{self._places.microsoft}/bench/newest/{person(number).chat_id}")
            self._plans[number] = _plan_id(sent)

    def say_yes(self, number: int) -> Json | None:
        """The press, once for each card."""
        plan_id = self._plans.pop(number, None)
        return self._crowd.press(number, {"nudge": "plan.confirm", "plan_id": plan_id}) if plan_id else None


def _plan_id(node: Any) -> str:
    """Of the button that confirms; "" where there is none."""
    if isinstance(node, dict):
        if node.get("nudge") == "plan.confirm":
            return str(node["plan_id"])
        node = list(node.values())
    return next((found for each in node if (found := _plan_id(each))), "") if isinstance(node, list) else ""
