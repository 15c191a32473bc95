"""What a language's table of time words is made of: fixed wordings, and patterns with their meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from bot.language.pattern import Pattern
from bot.language.times.pieces import Meaning

#: Turns a match into its meaning, or None where the numbers make no sense ("25:12").
Means: TypeAlias = Callable[[re.Match[str]], Meaning | None]
Rule: TypeAlias = tuple[Pattern, Means]


def rule(pattern: str, means: Means | Meaning) -> Rule:
    """One row: `pattern` over the normalised text, and its meaning."""
    if callable(means):
        return Pattern(pattern), means
    fixed: Meaning = means
    return Pattern(pattern), lambda _match: fixed
