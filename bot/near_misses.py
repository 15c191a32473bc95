"""Which commands somebody may have meant who was not understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.command import Command

MOST = 3
NEAR = 70.0  # of 100


def near_misses(text: str, commands: Sequence[Command], language: str) -> list[Command]:
    """Up to three commands whose title or examples look like `text`, the nearest first; none where nothing does."""
    wanted = _plain(text)
    if not wanted:
        return []
    scored = [
        (max(_score(wanted, _plain(each)) for each in _wordings(command, language)), command) for command in commands
    ]
    near = [(score, command) for score, command in scored if score >= NEAR]
    return [command for _, command in sorted(near, key=lambda each: (-each[0], each[1].place))[:MOST]]


def _wordings(command: Command, language: str) -> list[str]:
    both = [command.title, *command.examples]
    return [each.ja if language == "ja" else each.en for each in both]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _score(wanted: str, wording: str) -> float:
    # Imported on first use, because it takes as long as the rest of a turn.
    from rapidfuzz import fuzz

    # "movee standup" begins like "move"; a part of a longer sentence counts a little less than the whole.
    first_words = fuzz.ratio(wanted.split()[0], wording.split()[0])
    return max(fuzz.ratio(wanted, wording), 0.95 * first_words)
