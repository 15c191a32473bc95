"""The cards that ask back: buttons where one tap answers, fields where more is open, all of it on one card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.action import ChooseOption, FillIn, press
from cards.elements import (
    ActionSet,
    Card,
    InputChoiceSet,
    InputDate,
    InputTime,
    card,
    heading,
    note,
    title,
)
from cards.words import Words, clean


@dataclass(frozen=True)
class Pick:
    """A choice among a few things; the first is filled in, and what comes back is its place in the list."""

    id: str
    label: str
    options: Sequence[str]


@dataclass(frozen=True)
class Start:
    """What date and time fields are filled with, on the reader's clock."""

    day: str  #: YYYY-MM-DD
    clock: str  #: HH:MM


def pick_one(
    words: Words, question_id: str, prompt: str, choices: Sequence[tuple[str, str]], subject: str = ""
) -> Card:
    """A question, about `subject` if there is one, with a button for each answer: (option id, what it says)."""
    return card(
        heading(prompt),
        title(subject) if subject else None,
        *choice_buttons(question_id, choices),
        language=words.language,
        says=prompt,
    )


def ask_all(
    words: Words,
    question_id: str,
    prompt: str,
    subject: str,
    picks: Sequence[Pick],
    start: Start | None,
    slots: Sequence[tuple[str, str]] = (),
    says_also: str = "",
) -> Card:
    """Every open question at once, prefilled; `slots` are answers of one tap: (option id, what it says)."""
    return card(
        heading(prompt),
        title(subject) if subject else None,
        note(says_also) if says_also else None,
        note(words("These times are free:")) if slots else None,
        *choice_buttons(question_id, slots),
        *[_choice_set(words, each) for each in picks],
        *(when_fields(words, start) if start else []),
        actions=[press(words("Continue"), FillIn(question_id), style="positive")],
        language=words.language,
        says=prompt,
    )


def choice_buttons(question_id: str, choices: Sequence[tuple[str, str]]) -> list[Any]:
    """One button below the other: (option id, what it says)."""
    return [
        ActionSet(actions=[press(says, ChooseOption(question_id, option), sends_inputs=False)])
        for option, says in choices
    ]


def when_fields(words: Words, start: Start) -> list[Any]:
    """A date and a time, both required."""
    return [
        InputDate(
            id="date",
            label=words("Date"),
            value=start.day,
            is_required=True,
            error_message=words("Please choose a date."),
        ),
        InputTime(
            id="time",
            label=words("Time"),
            value=start.clock,
            is_required=True,
            error_message=words("Please choose a time."),
        ),
    ]


def _choice_set(words: Words, pick: Pick) -> InputChoiceSet:
    # Compact, because clients interpret Markdown in the titles of the expanded form, and these are other people's.
    # https://github.com/microsoft/AdaptiveCards/blob/main/source/nodejs/adaptivecards/README.md
    choices = [{"title": clean(option), "value": str(index)} for index, option in enumerate(pick.options)]
    return InputChoiceSet(
        id=pick.id,
        label=pick.label,
        choices=choices,
        value="0",
        style="compact",
        is_required=True,
        error_message=words("Please choose one."),
    )
