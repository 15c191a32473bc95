"""Lists of words, written short, as values and as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable


def numbered(words: str, start: int = 0) -> dict[str, int]:
    """Each of `words` with its number; words with the same meaning are joined by "="."""
    return {name: number for number, names in enumerate(words.split(), start) for name in names.split("=")}


def each(words: str, value: int) -> dict[str, int]:
    """Each of `words` with the same value."""
    return dict.fromkeys(words.split(), value)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first so that no word hides a longer one."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', ' ') for word in longest_first)})"
