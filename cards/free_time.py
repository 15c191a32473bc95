"""Times that suit several people: each a button, with everybody's own clock where it is another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.action import ChooseOption, press
from cards.elements import ActionSet, Card, card, fact, heading, line, warning
from cards.words import Words
from graph.span import Span


@dataclass(frozen=True)
class Slot:
    """A time that suits."""

    option: str
    span: Span
    notes: Sequence[str] = ()  #: what it is on other clocks, who would work late


def suggestions(words: Words, question_id: str, says: str, slots: Sequence[Slot], warnings: Sequence[str]) -> Card:
    """Nearest first; a press leads to a confirm card."""
    body: list[Any] = []
    for slot in slots:
        button = press(words.span(slot.span), ChooseOption(question_id, slot.option), sends_inputs=False)
        body += [ActionSet(actions=[button]), *[line(each, spacing="none") for each in slot.notes]]
    return card(
        line(says),
        warning(*warnings) if warnings else None,
        *body,
        language=words.language,
        says="\n".join([says, *(words.span(slot.span) for slot in slots)]),
    )


def free_times(words: Words, says: str, days: Sequence[tuple[str, str]]) -> Card:
    """When somebody is free: each day with its stretches."""
    return card(
        heading(says),
        *[fact(day, stretches) for day, stretches in days],
        language=words.language,
        says="\n".join([says, *(f"{day}: {stretches}" for day, stretches in days)]),
    )
