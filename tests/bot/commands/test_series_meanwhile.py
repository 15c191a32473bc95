"""A new time for a series never takes away what somebody changed of one occurrence while nobody was asked."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.bot.commands.edits import event
from tests.teams import Shown, Talk
from tests.world import writes

WEEKLY = "Marketing weekly"
MEANWHILE = "“Marketing weekly” was changed while you were deciding."
LATER = {
    name: {"dateTime": f"2026-03-19T{clock}", "timeZone": "GMT Standard Time"}
    for name, clock in (("start", "16:00:00"), ("end", "16:45:00"))
}


async def occurrence(world: Sandbox) -> dict[str, Any]:
    """The occurrence of March 19; all of them are as the series says at first."""
    query = "startDateTime=2026-03-19T00:00:00Z&endDateTime=2026-03-20T00:00:00Z"
    path = f"/v1.0/me/events/{event(world, WEEKLY)['id']}/instances?{query}"
    (there,) = (await world.change("alexw@contoso.com", "GET", path, {})).body["value"]
    return dict(there)


async def somebody_moves_one(world: Sandbox) -> None:
    path = f"/v1.0/me/events/{(await occurrence(world))['id']}"
    assert (await world.change("alexw@contoso.com", "PATCH", path, LATER)).status == 200


async def moving(talk: Talk) -> Shown:
    return await talk("move the whole marketing weekly series to 15:00")


async def editing(talk: Talk) -> Shown:
    return await talk.press(await talk("edit the whole marketing weekly series"), "Check the changes", time="17:30")


WAYS = [(moving, "Yes, move it"), (editing, "Yes, change it")]


@pytest.mark.parametrize(("way", "yes"), WAYS)
async def test_an_occurrence_that_was_changed_after_the_question_is_said_before_it_is_lost(
    way: Any, yes: str, talk: Talk, world: Sandbox
) -> None:
    shown = await way(talk)
    await somebody_moves_one(world)

    shown = await talk.press(shown, yes)

    assert shown.text_of_card == MEANWHILE
    assert "hanged on their own" in " ".join(shown.words_of_card)
    assert writes(world) == []
    assert (await occurrence(world))["start"]["dateTime"][:16] == "2026-03-19T16:00"


@pytest.mark.parametrize(("way", "yes"), WAYS)
async def test_an_occurrence_that_was_changed_since_is_not_lost_by_undo(
    way: Any, yes: str, talk: Talk, world: Sandbox
) -> None:
    shown = await talk.press(await way(talk), yes)
    await somebody_moves_one(world)

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == MEANWHILE
    assert len(writes(world)) == 1
    assert (await occurrence(world))["start"]["dateTime"][:16] == "2026-03-19T16:00"


@pytest.mark.parametrize(("way", "yes"), WAYS)
async def test_whoever_says_so_loses_it(way: Any, yes: str, talk: Talk, world: Sandbox) -> None:
    shown = await way(talk)
    await somebody_moves_one(world)
    shown = await talk.press(shown, yes)

    await talk.press(shown, "Move it all the same" if way is moving else yes)

    assert (await occurrence(world))["start"]["dateTime"][:16] == "2026-03-19T17:30"
