"""What other people wrote is never Markdown, and never hides or reorders what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cards.words import Words, clean
from graph.sandbox import Sandbox
from tests.teams import Talk

POISON = "[Pay here](https://evil.example) **now** {{DATE(2026-03-06)}}"
QUIET = {"RichTextBlock", "Input.Text", "Input.Date", "Input.Time"}  # no Markdown is interpreted in these


def where(node: Any, text: str, kind: str = "") -> Iterator[str]:
    """The types of the elements that hold `text`."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in ("speak", "data"):
                yield from where(value, text, str(node.get("type", kind)))
    elif isinstance(node, list):
        for each in node:
            yield from where(each, text, kind)
    elif isinstance(node, str) and text in node:
        yield kind


@pytest.fixture
async def poisoned(world: Sandbox) -> Sandbox:
    """Design review, renamed by somebody who means harm."""
    events = (await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=200", {})).body["value"]
    event_id = next(each["id"] for each in events if each["subject"] == "Design review")
    poison = {"subject": POISON, "location": {"displayName": POISON}}
    answer = await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{event_id}", poison)
    assert answer.status == 200
    return world


async def test_a_subject_is_never_markdown(poisoned: Sandbox, talk: Talk) -> None:
    agenda = await talk("tomorrow")
    asked = await talk("move pay here to 3pm tomorrow")
    moved = await talk.press(asked, "Yes, move it")
    undone = await talk.press(moved, "Undo")

    for shown in (agenda, asked, moved, undone):
        found = set(where(shown.card, POISON))
        assert found
        assert found <= QUIET
        assert "](" not in shown.card["fallbackText"]


async def test_a_sentence_is_sent_as_plain_text(poisoned: Sandbox, talk: Talk) -> None:
    shown = await talk(f"move {POISON} to mars")

    assert shown.text_formats == {"plain"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb\u2066c", "abc"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("x" * 200, "x" * 119 + "…"),
        ("\x00\x1b[31mred", "[31mred"),
    ],
)
def test_other_peoples_text_is_one_clean_line(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_value_cannot_smuggle_in_another_value() -> None:
    words = Words("en-US", "UTC")

    assert words("“{title}” is created.", title="{title.__class__}") == "“{title.__class__}” is created."
