"""A table of wordings: what is asked for, the pattern of the words, and examples that the tests hold it to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from bot.language.pattern import Pattern

#: Intent, pattern, and examples with " | " between them.
#:
#: In a pattern {braces} stand for a list of words, and capitals for what was found before: TIME; LATER ("an hour
#: later", which may count from now or move something); SPAN, a length; SHIFT, a move by a length; EVENT; MAIL, NAME,
#: KEY, QUOTE.
Row: TypeAlias = tuple[str, str, str]


class Table:
    """Rows in the order in which they are tried, with the lists of words that they use.

    The patterns are compiled on first use: there are hundreds, and importing them must be quick.
    """

    def __init__(self, rows: Sequence[Row], words: Mapping[str, str]) -> None:
        self._rows = rows
        self._words = words

    @cached_property
    def _patterns(self) -> tuple[tuple[str, Pattern], ...]:
        return tuple((intent, Pattern(self._filled(pattern))) for intent, pattern, _ in self._rows)

    @cached_property
    def _first(self) -> Pattern:
        """All rows as one pattern, which is quicker than one after the other; the group that matched tells the row."""
        return Pattern("|".join(f"(?P<row{i}>{self._filled(row[1])})" for i, row in enumerate(self._rows)))

    def _filled(self, pattern: str) -> str:
        return re.sub(r"\{([a-z_]+)\}", lambda name: f"(?:{self._words[name[1]]})", pattern)

    def _intent(self, match: re.Match[str] | None) -> str | None:
        return self._rows[int((match.lastgroup or "row0")[3:])][0] if match else None

    def whole(self, said: str) -> str | None:
        """The intent of the first row that is all of `said`."""
        return self._intent(self._first.fullmatch(said))

    def opening(self, said: str) -> str | None:
        """The intent of the first row that `said` begins with."""
        return self._intent(self._first.match(said))

    def anywhere(self, said: str) -> str | None:
        """The intent of the first row that is in `said`."""
        return next((intent for intent, pattern in self._patterns if pattern.search(said)), None)

    def last(self, said: str) -> str | None:
        """The intent of the row that ends last in `said`; of those that end together the first."""
        end, found = -1, None
        for intent, pattern in self._patterns:
            ends = max((match.end() for match in pattern.finditer(said)), default=-1)
            if ends > end:
                end, found = ends, intent
        return found


def examples(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Each example of each row with its intent."""
    return [(example, intent) for intent, _, said in rows for example in said.split(" | ")]
