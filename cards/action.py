"""What a button carries: the class that goes out is the class that comes back.

A button holds nothing but opaque ids of what the store keeps. Everything that comes back is untrusted: an unknown
verb, a missing field or a wrong type is a StaleCard, never a stack trace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from cards.elements import LANGUAGE, VERB, Execute, Submit

LONGEST_ID = 64

Button = TypeVar("Button")
_buttons: dict[str, type[Any]] = {}
_verbs: dict[type[Any], str] = {}


class StaleCard(Exception):
    """The card is from an older version, or its data was altered."""


def button(verb: str) -> Callable[[type[Button]], type[Button]]:
    """Makes a dataclass of strings the data of a button with this verb."""

    def register(kind: type[Button]) -> type[Button]:
        if verb in _buttons:
            raise ValueError(f"two buttons are called {verb}")
        _buttons[verb] = kind
        _verbs[kind] = verb
        return kind

    return register


@button("plan.confirm")
@dataclass(frozen=True)
class ConfirmPlan:
    """Do what the card describes."""

    plan_id: str


@button("plan.decline")
@dataclass(frozen=True)
class DeclinePlan:
    """Leave everything as it is."""

    plan_id: str


@button("plan.undo")
@dataclass(frozen=True)
class UndoChange:
    """Put back what a change replaced."""

    change_id: str


@button("question.choose")
@dataclass(frozen=True)
class ChooseOption:
    """One of the options that a question offered."""

    question_id: str
    option: str


@button("question.fill")
@dataclass(frozen=True)
class FillIn:
    """What was typed into a question's fields, sent along as inputs."""

    question_id: str


@button("say")
@dataclass(frozen=True)
class Say:
    """Run one of the commands, as if it had been typed."""

    command: str


@button("settings.save")
@dataclass(frozen=True)
class SaveSettings:
    """Keep what the settings card says, sent along as inputs."""


@button("privacy.export")
@dataclass(frozen=True)
class SendExport:
    """Send everything that is kept of the person."""


@button("privacy.forget")
@dataclass(frozen=True)
class AskToForget:
    """Ask whether everything that is kept of the person is to be deleted."""


def press(title: str, data: Any, *, style: str = "default", sends_inputs: bool = True, tooltip: str = "") -> Execute:
    """A button that sends `data`; `title` is ours or one short line of somebody else's text."""
    look: dict[str, Any] = {"title": title}
    if style != "default":
        look["style"] = style
    if tooltip:
        look["tooltip"] = tooltip
    if not sends_inputs:
        look["associated_inputs"] = "none"
    verb = _verbs[type(data)]
    carried = {VERB: verb, **asdict(data)}
    return Execute(verb=verb, data=carried, fallback=Submit(data=carried, **look), **look)


def language_of(received: object) -> str:
    """The language of the card that was pressed, such as "ja"; "" if it does not say."""
    language = received.get(LANGUAGE) if isinstance(received, Mapping) else None
    return language if isinstance(language, str) and len(language) == 2 else ""


def read(received: object) -> tuple[Any, Mapping[str, str]]:
    """The button that was pressed and the card's inputs; raises StaleCard."""
    if not isinstance(received, Mapping):
        raise StaleCard
    kind = _buttons.get(str(received.get(VERB)))
    if kind is None:
        raise StaleCard
    names = [each.name for each in fields(kind)]
    values = {name: received.get(name) for name in names}
    if not all(isinstance(value, str) and 0 < len(value) <= LONGEST_ID for value in values.values()):
        raise StaleCard
    inputs = {
        str(name): value
        for name, value in received.items()
        if name not in (*names, VERB, LANGUAGE) and isinstance(value, str)
    }
    return kind(**values), inputs
