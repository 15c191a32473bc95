"""Whatever is moved and put back is what it was, property by property; and nothing is put back over a newer change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import writes

# What Graph writes by itself with every change; an occurrence that was moved once is an exception from then on.
VERSION = {"@odata.etag", "changeKey", "lastModifiedDateTime", "lastUpdatedDateTime", "@odata.context", "type"}
BUSINESS = "/v1.0/solutions/bookingBusinesses/ContosoClinicLondon%40contoso.com"
WINDOW = "startDateTime=2026-02-01T00:00:00Z&endDateTime=2026-05-01T00:00:00Z"
EVENTS = f"/v1.0/me/calendarView?{WINDOW}&$top=500"
APPOINTMENTS = f"{BUSINESS}/appointments?$top=200"

A_FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
THINGS = ["design review", "standup", "the whole Marketing weekly series", "Fabrikam call", "booking Grady", "dentist"]


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    """Title, property, was and is."""
    return [
        (str(was.get("subject") or was.get("serviceName")), name, was.get(name), is_now.get(name))
        for identity in before.keys() | after.keys()
        for was, is_now in [(before.get(identity, {}), after.get(identity, {}))]
        for name in was.keys() | is_now.keys()
        if was.get(name) != is_now.get(name)
    ]


async def everything(world: Sandbox) -> dict[str, Any]:
    """All events and appointments by id, without their versions."""
    there: dict[str, Any] = {}
    for path in (EVENTS, APPOINTMENTS):
        answer = await world.change("alexw@contoso.com", "GET", path, {})
        assert answer.status == 200
        for each in answer.body["value"]:
            kept = {name: value for name, value in each.items() if name not in VERSION}
            # Outlook asks everybody again after each new time, so their answers are gone either way: the card says so.
            kept["attendees"] = [{**attendee, "status": None} for attendee in each.get("attendees") or ()]
            there[each["id"]] = kept
    return there


@A_FEW
@given(
    thing=st.sampled_from(THINGS),
    hour=st.integers(10, 18),
    minute=st.sampled_from([0, 5, 30]),
    minutes=st.sampled_from(["", " for 25 min"]),
)
async def test_a_move_that_is_undone_leaves_no_trace(
    thing: str, hour: int, minute: int, minutes: str, talk: Talk, world: Sandbox
) -> None:
    before = await everything(world)
    shown = await talk(f"move {thing} to {hour}:{minute:02}{minutes}")
    shown = await talk.press(shown, "Yes, move it")
    moved = await everything(world)

    shown = await talk.press(shown, "Undo")

    assert shown.words_of_card[0] == "Undone"
    assert differences(before, moved)
    assert differences(before, await everything(world)) == []


@pytest.mark.parametrize("thing", ["design review", "Fabrikam call", "booking Grady"])
async def test_what_changed_after_the_move_is_not_overwritten_by_undo(thing: str, talk: Talk, world: Sandbox) -> None:
    shown = await talk(f"move {thing} to 16:00")
    first = await talk.press(shown, "Yes, move it")
    again = await talk(f"move {thing} to 17:00")
    await talk.press(again, "Yes, move it")
    now = await everything(world)

    shown = await talk.press(first, "Undo")

    assert shown.words_of_card[0] == "Changed meanwhile"
    assert differences(now, await everything(world)) == []
    assert len([call for call in writes(world) if call.status < 300]) == 2
