"""The form in which anything about a thing can be changed: groups of fields, each unfolded by a button of its own.

The groups are hidden and shown (Action.ToggleVisibility) and not folded into cards of their own (Action.ShowCard):
the one button below sends what was typed in all of them.
https://learn.microsoft.com/adaptive-cards/authoring-cards/input-validation
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from adaptivecards.baseobject import PropertyType

from cards.action import FillIn, press
from cards.elements import (
    ActionSet,
    Card,
    Container,
    InputChoiceSet,
    InputDate,
    InputElement,
    InputText,
    InputToggle,
    ToggleVisibility,
    card,
    heading,
    line,
    note,
    strong,
    title,
    warning,
)
from cards.words import Words

LONGEST_TEXT = 255
WHOLE_NUMBER = "^[0-9]{1,6}$"
AMOUNT = "^[0-9]{1,9}([.,][0-9]{1,2})?$"

Kind = Literal["text", "lines", "number", "amount", "date", "choice", "several", "toggle", "email", "tel", "url"]


class LongText(InputText):
    """A text of several lines."""

    is_multiline = PropertyType(type=bool, key_name="isMultiline")


class CheckedText(InputText):
    """A text of a certain form. Not Input.Number: clients differ in how they write a number and send it."""

    regex = PropertyType(type=str)


class Several(InputChoiceSet):
    """Any number of choices; what comes back is joined by commas."""

    is_multi_select = PropertyType(type=bool, key_name="isMultiSelect")


@dataclass(frozen=True)
class Field:
    """One input, filled in."""

    name: str
    label: str  #: said by screen readers too
    value: str = ""
    kind: Kind = "text"
    choices: Sequence[tuple[str, str]] = ()  #: (value, what it says)
    is_required: bool = False
    longest: int = LONGEST_TEXT
    error: str = ""  #: what the card says where the form of a number is wrong


@dataclass(frozen=True)
class Group:
    """Fields that belong together."""

    name: str
    title: str
    fields: Sequence[Field | None]
    notes: Sequence[str] = ()  #: what cannot be changed here, and why; may quote other people


@dataclass(frozen=True)
class Problem:
    """What is wrong with what was typed into a field."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Form:
    """What is changed, and its groups."""

    heading: str
    subject: str
    about: Sequence[str] = ()
    groups: Sequence[Group] = ()

    @property
    def fields(self) -> list[Field]:
        """Every field of every group."""
        return [each for group in self.groups for each in group.fields if each is not None]


def form_card(
    words: Words, question_id: str, form: Form, typed: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()
) -> Card:
    """The form; after a problem with what was `typed`, and with the groups open that have one."""
    wrong = {each.field for each in problems}
    groups = [group for group in form.groups if any(group.fields) or group.notes]
    toggles = [ToggleVisibility(title=group.title, target_elements=[_id(group)]) for group in groups]
    return card(
        heading(form.heading),
        title(form.subject),
        *[line(each) for each in form.about],
        warning(*dict.fromkeys(each.sentence for each in problems)) if problems else None,
        note(words("Open what you want to change; everything that you do not touch stays as it is.")),
        ActionSet(actions=toggles),
        *[_group(words, group, typed, is_open=_is_open(group, wrong)) for group in groups],
        actions=[press(words("Check the changes"), FillIn(question_id), style="positive")],
        language=words.language,
        says=words("{what}: {title}", what=form.heading, title=form.subject) if not problems else problems[0].sentence,
    )


def _id(group: Group) -> str:
    return f"group_{group.name}"


def _is_open(group: Group, wrong: set[str]) -> bool:
    return any(each is not None and each.name in wrong for each in group.fields)


def _group(words: Words, group: Group, typed: Mapping[str, str] | None, *, is_open: bool) -> Container:
    inputs = [_input(words, each, typed) for each in group.fields if each is not None]
    items: list[Any] = [strong(group.title), *inputs, *[line(each) for each in group.notes]]
    return Container(id=_id(group), visible=is_open, separator=True, items=items)


def _input(words: Words, each: Field, typed: Mapping[str, str] | None) -> InputElement:
    known: dict[str, Any] = {"id": each.name, "label": each.label}
    known["value"] = each.value if typed is None else typed.get(each.name, "")
    if each.is_required:
        known |= {"is_required": True, "error_message": each.error or words("Please fill this in.")}
    offered = [{"title": says, "value": value} for value, says in each.choices]
    match each.kind:
        case "lines":
            return LongText(**known, is_multiline=True, max_length=each.longest)
        case "number" | "amount":
            pattern = WHOLE_NUMBER if each.kind == "number" else AMOUNT
            checked = {**known, "error_message": each.error or words("Please give a number.")}
            return CheckedText(**checked, regex=pattern, max_length=12)
        case "date":
            return InputDate(**known)
        case "choice":
            return InputChoiceSet(**known, style="compact", choices=offered)
        case "several":
            return Several(**known, is_multi_select=True, choices=offered)
        case "toggle":
            return InputToggle(**known, title=words("Yes"))
    return InputText(**known, max_length=each.longest, style=each.kind)
