"""What other people wrote is never Markdown on the cards that answer, cancel, invite and remember either."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.cards.test_foreign_text import POISON, QUIET, where
from tests.teams import Talk

FLOWS = [
    ("cancel pay here", "Yes, cancel it"),
    ("when is pay here",),
    ("who is in pay here",),
    ("join pay here",),
    ("find time with evil next week", "Mon, Mar 9, 7:00 AM – 7:30 AM", "Yes, put it in"),
    ("move pay here to 3pm tomorrow", "Yes, move it"),
]


@pytest.fixture
async def poisoned(world: Sandbox) -> Sandbox:
    """Design review and one of those invited, both named by somebody who means harm."""
    events = (await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=200", {})).body["value"]
    event_id = next(each["id"] for each in events if each["subject"] == "Design review")
    evil = {"emailAddress": {"name": f"Evil {POISON}", "address": "evil@example.com"}}
    poison = {"subject": POISON, "location": {"displayName": POISON}, "attendees": [evil]}
    answer = await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{event_id}", poison)
    assert answer.status == 200
    return world


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow[0])
async def test_what_others_wrote_stands_where_no_markdown_is_read(
    flow: tuple[str, ...], poisoned: Sandbox, talk: Talk
) -> None:
    shown = await talk(flow[0])
    for button in (*flow[1:], ""):
        assert set(where(shown.card, POISON)) <= QUIET
        assert "](" not in shown.card["fallbackText"]
        if button:
            shown = await talk.press(shown, button)

    history = await talk("history")
    for card in history.cards:
        assert set(where(card, POISON)) <= QUIET
