"""The parts a card is made of: what the adaptivecards package lacks, in its own idiom, and our few patterns.

Text from elsewhere (subjects, names, places) only goes through `line`, `title` and `quoted`, which make a
RichTextBlock: Markdown is not interpreted there. https://adaptivecards.io/explorer/TextRun.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from adaptivecards.adaptivecard import AdaptiveCard
from adaptivecards.baseobject import BareObject, Element, PropertyType
from adaptivecards.containers import ActionSet, Column, ColumnSet, Container
from adaptivecards.elements import RichTextBlock, TextBlock

from cards.words import clean

Card = dict[str, Any]

# Teams shows 1.5 on every client and nothing newer on phones; its limit of 28 KB counts UTF-16.
VERSION = "1.5"
LARGEST_CARD_BYTES = 28 * 1024
VERB = "nudge"  # what a button's data is known by
LANGUAGE = "lang"
LABEL_WIDTH = "88px"  # タイムゾーン on one line
MARKDOWN = re.compile(r"[\[\]()*_`~#<>|\\{}]")


class InputElement(Element):  # type: ignore[misc]
    """What every input shares: a label that screen readers say, and a check before it is sent."""

    label = PropertyType(type=str)
    value = PropertyType(type=str)
    is_required = PropertyType(type=bool, key_name="isRequired")
    error_message = PropertyType(type=str, key_name="errorMessage")


class InputText(InputElement):
    element_type = "Input.Text"
    placeholder = PropertyType(type=str)
    max_length = PropertyType(type=int, key_name="maxLength")
    style = PropertyType(type=str)


class InputDate(InputElement):
    element_type = "Input.Date"
    min = PropertyType(type=str)


class InputTime(InputElement):
    element_type = "Input.Time"


class InputToggle(InputElement):
    element_type = "Input.Toggle"
    title = PropertyType(type=str)


class InputChoiceSet(InputElement):
    element_type = "Input.ChoiceSet"
    choices = PropertyType(type=list)
    style = PropertyType(type=str)


class Action(BareObject):  # type: ignore[misc]
    """What every action shares."""

    element_type = "Action.OpenUrl"
    title = PropertyType(type=str)
    style = PropertyType(type=str)
    tooltip = PropertyType(type=str)

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.set_data("type", self.element_type)


class OpenUrl(Action):
    url = PropertyType(type=str)


class ShowCard(Action):
    """A button that unfolds a part of the card; what is typed there goes with the part's own buttons."""

    element_type = "Action.ShowCard"
    card = PropertyType(type=BareObject)


class ToggleVisibility(Action):
    element_type = "Action.ToggleVisibility"
    target_elements = PropertyType(type=list, key_name="targetElements")


class Submit(Action):
    element_type = "Action.Submit"
    data = PropertyType(type=dict)
    associated_inputs = PropertyType(type=str, key_name="associatedInputs")


class Execute(Action):
    """A button whose answer may replace the card; older clients fall back to a Submit with the same data."""

    element_type = "Action.Execute"
    verb = PropertyType(type=str)
    data = PropertyType(type=dict)
    fallback = PropertyType(type=Submit)
    associated_inputs = PropertyType(type=str, key_name="associatedInputs")


def heading(text: str, color: str = "default") -> TextBlock:
    """The card's first line; our own words only."""
    return TextBlock(text=text, weight="bolder", size="medium", wrap=True, color=color)


def strong(text: str) -> TextBlock:
    """A line that stands out; our own words only."""
    return TextBlock(text=text, weight="bolder", wrap=True)


def note(text: str, spacing: str = "default") -> Element:
    """A line that stands back; our own words only."""
    return _spaced(TextBlock(text=text, isSubtle=True, wrap=True), spacing)


def line(text: str, spacing: str = "default") -> Element:
    """A line that may hold what other people wrote."""
    return _spaced(RichTextBlock(inlines=[text]), spacing)


def title(text: str) -> Container:
    """What a card is about, in the words of whoever named it."""
    return Container(style="emphasis", items=[line(clean(text))])


def fact(label: str, value: str, *, weight: str = "default", subtle: bool = False) -> ColumnSet:
    """A label and a value of our own, such as a time, side by side."""
    look = {"weight": weight} if weight != "default" else {"isSubtle": True} if subtle else {}
    return _row(label, TextBlock(text=value, wrap=True, **look))


def quoted(label: str, text: str) -> ColumnSet:
    """A label and what somebody else wrote."""
    return _row(label, line(text))


def warning(*lines: str) -> Container:
    """Things to know before pressing a button."""
    return Container(style="warning", items=[line(each) for each in lines])


def _spaced(element: Element, spacing: str) -> Element:
    if spacing != "default":
        element.spacing = spacing
    return element


def _row(label: str, value: Element) -> ColumnSet:
    columns = [Column(width=LABEL_WIDTH, items=[note(label)]), Column(width="stretch", items=[value])]
    return ColumnSet(spacing="small", columns=columns)


def folded(title: str, *body: Any, actions: Sequence[Any]) -> ShowCard:
    """A part of a card that opens when its button is pressed."""
    made = AdaptiveCard()
    made.set_data("version", VERSION)
    made.body = [element for element in body if element is not None]
    made.actions = list(actions)
    return ShowCard(title=title, card=made)


def card(*body: Any, actions: Sequence[Any] = (), language: str, says: str) -> Card:
    """A finished card as JSON; `says` is what it comes to, for notifications, old clients and screen readers."""
    made = AdaptiveCard()
    made.set_data("version", VERSION)
    made.lang = language
    made.speak = says
    # The one text of a card in which clients interpret Markdown and that holds other people's words.
    made.fallback_text = MARKDOWN.sub("", says)
    made.body = [element for element in body if element is not None]
    if actions:
        made.actions = [action for action in actions if action is not None]
    rendered: Card = _as_json(made, language)
    return rendered


def _as_json(node: Any, language: str) -> Any:
    """A copy in plain JSON, in which every button carries the language, so that what it leads to is in the same one."""
    if isinstance(node, BareObject):
        node = node.render()
    if isinstance(node, dict):
        # Most of a card is text, which needs no copy: to look here first takes half the time.
        rendered = {name: value if type(value) is str else _as_json(value, language) for name, value in node.items()}
        return {**rendered, LANGUAGE: language} if VERB in rendered else rendered
    if isinstance(node, list | tuple):
        return [_as_json(each, language) for each in node]
    return node


def size_in_bytes(made: Card) -> int:
    """What Teams counts against its limit."""
    return len(json.dumps(made, ensure_ascii=False).encode("utf-16-le"))


__all__ = [
    "LANGUAGE",
    "LARGEST_CARD_BYTES",
    "VERB",
    "ActionSet",
    "Card",
    "Column",
    "ColumnSet",
    "Container",
    "Execute",
    "InputChoiceSet",
    "InputDate",
    "InputText",
    "InputTime",
    "InputToggle",
    "OpenUrl",
    "ShowCard",
    "Submit",
    "TextBlock",
    "ToggleVisibility",
    "card",
    "fact",
    "folded",
    "heading",
    "line",
    "note",
    "quoted",
    "size_in_bytes",
    "strong",
    "title",
    "warning",
]
