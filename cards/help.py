"""Help: what can be said here, with examples that can be pressed."""

from __future__ import annotations

from collections.abc import Sequence

from cards.action import Say, press
from cards.elements import ActionSet, Card, Container, card, heading, line, note, strong
from cards.words import Words


def did_you_mean(words: Words, first: str, meant: Sequence[str]) -> Card:
    """For what is nearly a command: those that may be meant, which a press runs as they stand."""
    return card(
        line(first),
        note(words("Did you mean:")),
        ActionSet(actions=[press(each, Say(each)) for each in meant]),
        language=words.language,
        says="\n".join([first, words("Did you mean:"), *meant]),
    )


def help_card(words: Words, first: str, commands: Sequence[tuple[str, str]], tries: Sequence[str]) -> Card:
    """`commands`: what each does and an example of it. `tries`: commands that a press runs as they stand."""
    return card(
        heading(words("What I can do")),
        line(first),
        *_rows(commands),
        ActionSet(actions=[press(each, Say(each)) for each in tries]),
        language=words.language,
        says=_says(first, commands),
    )


def short_help(
    words: Words, first: str, commands: Sequence[tuple[str, str]], tries: Sequence[str], hello: str = ""
) -> Card:
    """A few commands, and among `tries` the way to the others; with a greeting for somebody new."""
    return card(
        heading(hello) if hello else None,
        line(first),
        *_rows(commands),
        ActionSet(actions=[press(each, Say(each)) for each in tries]),
        language=words.language,
        says=_says(words.text(hello, first) if hello else first, commands),
    )


def _rows(commands: Sequence[tuple[str, str]]) -> list[Container]:
    return [
        Container(separator=True, spacing="small", items=[strong(example), note(does, spacing="none")])
        for does, example in commands
    ]


def _says(first: str, commands: Sequence[tuple[str, str]]) -> str:
    return "\n".join([first, *(f"{example}: {does}" for does, example in commands)])
