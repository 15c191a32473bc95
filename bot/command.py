"""What a command is: `@command` for a thing people can say, `@on` for a button, Turn in, Reply out."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeVar

from bot.choices import Choices
from bot.language import Reading, read
from bot.locales import overlay
from bot.store import Owner, Store
from cards.elements import Card
from cards.words import Words
from graph.client import GraphClient

# Where a day is spoken of, these do nothing sensible with another one.
GO_BY_THE_DAY = frozenset(["agenda", "find_time", "meet", "move", "rebook", "remind", "respond", "cancel_event"])

ChatKind = Literal["personal", "groupChat", "channel"]


@dataclass(frozen=True)
class Person:
    """Whoever wrote or pressed."""

    owner: Owner
    teams_id: str
    name: str


@dataclass(frozen=True)
class Chat:
    """Where it happened."""

    id: str
    kind: ChatKind

    @property
    def is_private(self) -> bool:
        """Whether only this person and the bot can read it."""
        return self.kind == "personal"


@dataclass(frozen=True)
class Turn:
    """One thing a person said or pressed, with what is at hand to answer it."""

    person: Person
    chat: Chat
    now: datetime  #: UTC
    words: Words  #: in the person's language and zone
    device_words: Words  #: in those of their device, whatever they chose and typed
    choices: Choices  #: as they were when the turn began
    graph: GraphClient  #: acts as the person
    store: Store
    sign_out: Callable[[], Awaitable[None]]

    @property
    def owner(self) -> Owner:
        """Whom everything that this turn stores belongs to."""
        return self.person.owner


@dataclass(frozen=True)
class Said:
    """A sentence and what is understood of it."""

    text: str
    reading: Reading
    asked_at: datetime  #: UTC; "tomorrow" is the day after this, also where an answer comes later
    answers: Mapping[str, Any] = field(default_factory=dict)  #: to questions that were asked back
    waits: str = ""  #: how to ask for another change of the same sentence, which has to wait


@dataclass(frozen=True)
class Reply:
    """What the person sees. After a press a card takes the place of the pressed one, unless it `stands_apart`."""

    text: str = ""  #: one plain sentence, never Markdown
    card: Card | None = None
    stands_apart: bool = False  #: a new message; the pressed card stays as it is


@dataclass(frozen=True)
class Wording:
    """The same in both languages."""

    en: str
    ja: str


Run = Callable[[Turn, Said], Awaitable[Reply]]
Press = Callable[[Turn, Any, Mapping[str, str]], Awaitable[Reply]]
Handler = TypeVar("Handler", bound=Callable[..., Awaitable[Reply]])


@dataclass(frozen=True)
class Command:
    """One thing a person can say; its docstring is its line in `help`."""

    name: str  #: also the first of its intents
    intents: tuple[str, ...]
    title: Wording  #: short, can be typed as it is; Teams shows it in the command menu
    help: Wording
    examples: tuple[Wording, ...]  #: shown in help, and tests
    in_manifest: bool
    in_help: bool
    place: int  #: in help, lowest first
    run: Run


_commands: dict[str, Command] = {}
_presses: dict[type[Any], Press] = {}


def command(
    name: str,
    *,
    title: tuple[str, str],
    examples: tuple[tuple[str, str], ...],
    also: tuple[str, ...] = (),
    in_manifest: bool = True,
    in_help: bool | None = None,
    place: int = 50,
) -> Callable[[Run], Run]:
    """Registers a function as a command.

    `also`: further intents that it answers. `in_manifest`: in Teams' menu, which has room for twelve. `in_help`: in
    help, which is the same if it is left out. `place`: where both list it.
    """

    def register(run: Run) -> Run:
        says = " ".join((run.__doc__ or "").split())
        if not says:
            raise ValueError(f"the command {name} needs a docstring: it is its help text")
        if name in _commands:
            raise ValueError(f"two commands are called {name}")
        _commands[name] = Command(
            name=name,
            intents=(name, *also),
            title=Wording(*title),
            help=Wording(says, overlay("ja").get(says, says)),
            examples=tuple(Wording(*pair) for pair in examples),
            in_manifest=in_manifest,
            in_help=in_manifest if in_help is None else in_help,
            place=place,
            run=run,
        )
        return run

    return register


def on(button: type[Any]) -> Callable[[Handler], Handler]:
    """Registers a function as the answer to a button."""

    def register(press: Handler) -> Handler:
        if button in _presses:
            raise ValueError(f"two functions answer {button.__name__}")
        _presses[button] = press
        return press

    return register


@cache
def _load() -> None:
    from bot import commands

    for module in sorted(found.name for found in pkgutil.iter_modules(commands.__path__)):
        importlib.import_module(f"{commands.__name__}.{module}")


@cache
def all_commands() -> tuple[Command, ...]:
    """Every command, in the order of help."""
    _load()
    return tuple(sorted(_commands.values(), key=lambda each: (each.place, each.name)))


def find_command(intent: str) -> Command | None:
    """The command that answers an intent."""
    return _by_intent().get(intent)


@cache
def _by_intent() -> Mapping[str, Command]:
    return {intent: each for each in reversed(all_commands()) for intent in each.intents}


def find_press(button: object) -> Press | None:
    """The function that answers a button."""
    _load()
    return _presses.get(type(button))


@cache
def phrases() -> Mapping[str, str]:
    """What may be typed as it stands: every title, in both languages, with its intent."""
    return {title.casefold(): each.name for each in all_commands() for title in (each.title.en, each.title.ja)}


async def run(turn: Turn, text: str, asked_at: datetime, answers: Mapping[str, Any] | None = None) -> Reply:
    """Runs what was typed, with the answers given so far to what was asked back."""
    words = turn.words
    reading = read(text, now=asked_at, zone=words.zone, locale=words.locale, phrases=phrases())
    reasons = (*reading.time.reasons, *reading.old_time.reasons)
    if "no_such_day" in reasons and reading.intent in GO_BY_THE_DAY and not answers:
        return Reply(words("There is no such day, so nothing was changed. Please check the date."))
    command = find_command(reading.intent) or _commands["help"]
    return await command.run(turn, Said(text, reading, asked_at, answers or {}))
