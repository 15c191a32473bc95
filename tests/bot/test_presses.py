"""Whatever comes back from a card: nothing changes unless its owner says yes, once, in time."""

from __future__ import annotations

import asyncio
import copy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import MEGAN, Shown, Talk, Teams
from tests.world import writes

ROOT = Path(__file__).parent.parent.parent
TOO_OLD = "This card is too old, so nothing was changed. Ask again to get a fresh one."
SPENT = "This was already answered or has expired, so nothing was changed."
NOT_YOURS = "Only the person who asked can press this, so nothing was changed."


@pytest.fixture
async def asked(talk: Talk) -> Shown:
    """A confirm card that nobody has pressed yet."""
    return await talk("move design review to 3pm tomorrow")


def edited(shown: Shown, title: str, **different: Any) -> Shown:
    """The same card with other data behind one of its buttons."""
    forged = copy.deepcopy(shown)
    for action in forged.card["actions"]:
        if action["title"] == title:
            action["data"] = {
                name: value for name, value in {**action["data"], **different}.items() if value is not None
            }
    return forged


def test_every_button_is_known_before_the_first_press() -> None:
    """In a process of its own, because here somebody has said something already."""
    program = """
import cards.action
from bot.command import all_commands
from bot.handler import Handler

Handler(graph=None, store=None, tokens=None, clock=None)
known = set(cards.action._buttons)
all_commands()
assert set(cards.action._buttons) == known, set(cards.action._buttons) - known
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)

    assert (done.returncode, done.stderr) == (0, "")


async def test_somebody_else_cannot_press_it(asked: Shown, talk: Talk, world: Sandbox) -> None:
    shown = await talk.as_member(MEGAN).press(asked, "Yes, move it")

    assert (shown.text, writes(world)) == (NOT_YOURS, [])


async def test_the_same_person_in_another_tenant_is_somebody_else(asked: Shown, talk: Talk, world: Sandbox) -> None:
    stranger = replace(talk, tenant="99999999-9999-4999-8999-999999999999")

    shown = await stranger.press(asked, "Yes, move it")

    assert (shown.text, writes(world)) == (NOT_YOURS, [])


EDITS = {
    "a guessed plan": ({"plan_id": "AAAAAAAAAAAAAAAA"}, TOO_OLD),
    "no plan": ({"plan_id": None}, TOO_OLD),
    "a plan that is a number": ({"plan_id": 7}, TOO_OLD),
    "a plan that is a list": ({"plan_id": ["x"]}, TOO_OLD),
    "an empty plan": ({"plan_id": ""}, TOO_OLD),
    "an endless plan": ({"plan_id": "x" * 10_000}, TOO_OLD),
    "a plan with SQL in it": ({"plan_id": "' OR 1=1 --"}, TOO_OLD),
    "an unknown verb": ({"nudge": "plan.delete"}, TOO_OLD),
    "no verb": ({"nudge": None}, TOO_OLD),
    "a verb that is an object": ({"nudge": {"a": 1}}, TOO_OLD),
    "the verb of another button": ({"nudge": "question.choose"}, TOO_OLD),
}


@pytest.mark.parametrize("edit", EDITS)
async def test_edited_data_changes_nothing(edit: str, asked: Shown, talk: Talk, world: Sandbox) -> None:
    different, sentence = EDITS[edit]

    shown = await talk.press(edited(asked, "Yes, move it", **different), "Yes, move it")

    assert (shown.text, writes(world)) == (sentence, [])


async def test_an_undo_of_a_plan_that_was_never_carried_out_does_nothing(
    asked: Shown, talk: Talk, world: Sandbox
) -> None:
    shown = await talk.press(edited(asked, "Yes, move it", nudge="plan.undo"), "Yes, move it")
    again = await talk.press(
        edited(asked, "Yes, move it", nudge="plan.undo", change_id=_plan_of(asked)), "Yes, move it"
    )

    assert (shown.text, again.text, writes(world)) == (TOO_OLD, SPENT, [])


def _plan_of(shown: Shown) -> str:
    return str(shown.card["actions"][0]["data"]["plan_id"])


async def test_yesterdays_card_changes_nothing(asked: Shown, talk: Talk, world: Sandbox, clock: Clock) -> None:
    clock.forward(hours=25)

    shown = await talk.press(asked, "Yes, move it")

    assert (shown.text, writes(world)) == (SPENT, [])


async def test_undo_is_there_for_24_hours(asked: Shown, talk: Talk, world: Sandbox, clock: Clock) -> None:
    moved = await talk.press(asked, "Yes, move it")
    clock.forward(hours=25)

    shown = await talk.press(moved, "Undo")

    assert shown.text == SPENT
    assert len(writes(world)) == 1


async def test_many_presses_at_once_make_one_change(asked: Shown, talk: Talk, world: Sandbox) -> None:
    await asyncio.gather(*(talk.press(asked, "Yes, move it") for _ in range(5)))

    assert len(writes(world)) == 1


async def test_undo_twice_undoes_once(asked: Shown, talk: Talk, world: Sandbox) -> None:
    moved = await talk.press(asked, "Yes, move it")
    await talk.press(moved, "Undo")

    shown = await talk.press(moved, "Undo")

    assert shown.text == SPENT
    assert len(writes(world)) == 2


async def test_a_question_of_somebody_else_cannot_be_answered(talk: Talk, world: Sandbox) -> None:
    asked = await talk("move design review")

    shown = await talk.as_member(MEGAN).press(asked, "Continue", date="2026-03-08", time="09:00")

    assert (shown.text, writes(world)) == (NOT_YOURS, [])


async def test_a_press_without_a_sender_is_refused(asked: Shown, talk: Talk, teams: Teams, world: Sandbox) -> None:
    activity = talk.activity("invoke", name="adaptiveCard/action", value={"action": {}})
    activity["from"] = {}

    shown = await teams.send(activity)

    assert (shown.status, writes(world)) == (400, [])


async def test_the_journal_keeps_the_id_of_the_request_that_made_the_change(talk: Talk, world: Sandbox) -> None:
    """Microsoft's support asks for it, and it is the only thing that finds a request again."""
    shown = await talk("move design review to 3pm tomorrow")
    await talk.press(shown, "Yes, move it")

    kept = await talk.press(await talk("privacy"), "Send me everything")

    (write,) = writes(world)
    assert write.request_id
    assert any(write.request_id in text for text in kept.texts)
