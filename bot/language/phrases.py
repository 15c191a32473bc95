"""Time phrases in a text: which pieces belong together, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.clock_changes import settled
from bot.language.combine import interpret
from bot.language.pieces import Number, Piece, Word
from bot.language.reading import Time
from bot.language.scan import scan
from bot.language.scene import Scene

#: Small words that may open or close a phrase because they change its meaning; the others are left outside.
_OPENING = frozenset("from between at for by in after before until about now fromnow plus repeats within the".split())
_CLOSING = frozenset("until later earlier back ahead ago now fromnow after before within about whichway span from".split())
# "At 5" is an hour, but "at 5 places" is not.
_AFTER_AN_HOUR = re.compile(
    r" *(?:$|[^a-z\s]|(?:with|for|to|on|at|and|or|in|by|from|until|till|please|instead|about|called|titled|named|via|is|it|i|we)\b)"
)


@dataclass(frozen=True)
class Phrase:
    """A stretch of text that says something about time."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    time: Time


def phrases_in(plain: str, scene: Scene) -> list[Phrase]:
    """The time phrases of `plain`, in order."""
    return [phrase for run in scan(plain) for phrase in phrases_of(run, scene, plain)]


def phrases_of(run: Sequence[Piece], scene: Scene, plain: str = "") -> list[Phrase]:
    """The phrases that the pieces of `run` form: from the left, each as long as it makes sense."""
    found: list[Phrase] = []
    first = 0
    while first < len(run):
        phrase, used = _longest_from(run, first, scene, plain)
        if phrase:
            found.append(phrase)
        first += used
    return found


def _longest_from(run: Sequence[Piece], first: int, scene: Scene, plain: str) -> tuple[Phrase | None, int]:
    """The longest phrase that begins with piece `first`, and how many pieces are done with."""
    if _is_word(run[first], but=_OPENING):
        return None, 1
    for last in range(len(run), first, -1):
        if _is_word(run[last - 1], but=_CLOSING):
            continue
        part = run[first:last]
        if all(isinstance(piece.meaning, (Word, Number)) for piece in part) and not _hour_stands(part, plain):
            continue
        phrase = phrase_of(part, scene)
        if phrase is not None:
            return phrase, last - first
    return None, 1


def _is_word(piece: Piece, but: frozenset[str]) -> bool:
    return isinstance(piece.meaning, Word) and piece.meaning.role not in but


def _hour_stands(part: Sequence[Piece], plain: str) -> bool:
    return bool(_AFTER_AN_HOUR.match(plain, part[-1].end))


def phrase_of(part: Sequence[Piece], scene: Scene) -> Phrase | None:
    """All of `part` as one phrase, or None if it does not fit together."""
    time = interpret([piece.meaning for piece in part], scene)
    if time is None:
        return None
    return Phrase(part[0].start, part[-1].end, tuple(part), settled(time, scene.zone))
