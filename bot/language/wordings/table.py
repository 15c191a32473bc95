"""A table of wordings: what is asked for, the pattern of the words, and examples that the tests hold it to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from bot.language.word_lists import Pattern

#: Intent, pattern, and examples with " | " between them.
#:
#: In a pattern {braces} stand for a list of words, and capitals for what was found before: TIME; LATER ("an hour
#: later", which may count from now or move something); SPAN, a length; SHIFT, a move by a length; EVENT; MAIL, NAME,
#: KEY, QUOTE.
Row: TypeAlias = tuple[str, str, str]
Wording: TypeAlias = tuple[str, Pattern]


def wordings(rows: Sequence[Row], words: Mapping[str, str]) -> tuple[Wording, ...]:
    """The rows with their lists of words filled in."""
    return tuple((intent, Pattern(_filled(pattern, words))) for intent, pattern, _ in rows)


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{words[name[1]]})", pattern)


def examples(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Each example of each row with its intent."""
    return [(example, intent) for intent, _, said in rows for example in said.split(" | ")]
