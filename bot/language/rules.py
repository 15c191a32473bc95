"""What a language's table of time words is made of: fixed wordings, and patterns with their meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from bot.language.pieces import Meaning

#: Turns a match into its meaning, or None where the numbers make no sense ("25:12").
Means: TypeAlias = Callable[[re.Match[str]], Meaning | None]
Rule: TypeAlias = tuple[re.Pattern[str], Means]


def rule(pattern: str, means: Means | Meaning) -> Rule:
    """One row: `pattern` over the normalised text, and its meaning."""
    if callable(means):
        return re.compile(pattern), means
    fixed: Meaning = means
    return re.compile(pattern), lambda _match: fixed


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first so that no word hides a longer one."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace("\\ ", " ") + ")"
