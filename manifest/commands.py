"""The command menu of Teams, in both languages, from the bot's own table of commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SCOPES = ("personal", "team", "groupChat")


@dataclass(frozen=True)
class CommandEntry:
    """One line of the menu; Teams sends the title, in the reader's language, as if it had been typed."""

    title_en: str
    title_ja: str
    description_en: str
    description_ja: str
    scopes: Sequence[str] = SCOPES  #: where it is offered


def of_the_bot() -> list[CommandEntry]:
    """The bot's main commands, in the order of its table."""
    from bot.command import all_commands

    return [
        CommandEntry(each.title.en, each.title.ja, each.help.en, each.help.ja)
        for each in all_commands()
        if each.in_manifest
    ]


def command_lists(commands: Sequence[CommandEntry]) -> list[dict[str, Any]]:
    """What `bots[0].commandLists` of the manifest holds: a list for each scope that has commands."""
    return [
        {
            "scopes": [scope],
            "commands": [{"title": each.title_en, "description": each.description_en} for each in offered],
        }
        for scope, offered in _by_scope(commands)
    ]


def in_japanese(commands: Sequence[CommandEntry]) -> dict[str, str]:
    """The same in Japanese, by the paths that a localisation file has for them."""
    texts = {}
    for i, (_, offered) in enumerate(_by_scope(commands)):
        for j, each in enumerate(offered):
            path = f"bots[0].commandLists[{i}].commands[{j}]"
            texts[f"{path}.title"] = each.title_ja
            texts[f"{path}.description"] = each.description_ja
    return texts


def _by_scope(commands: Sequence[CommandEntry]) -> list[tuple[str, list[CommandEntry]]]:
    by_scope = [(scope, [each for each in commands if scope in each.scopes]) for scope in SCOPES]
    return [(scope, offered) for scope, offered in by_scope if offered]
