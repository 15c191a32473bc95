"""Finds the building blocks of time phrases in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.language.pattern import Pattern
from bot.language.times import pieces_any, pieces_en, pieces_ja
from bot.language.times.pieces import Meaning, Piece, Single
from bot.language.times.rules import Rule
from bot.language.times.words_en import SMALL

#: Pieces that may form one phrase; without a limit "1 1 1 1 …" would take minutes.
LONGEST_RUN = 14

_WORD = Pattern(r"[a-z]+")
_PLAIN_WORD = Pattern(r"[a-z0-9]+")
_DIGITS = frozenset("0123456789")
_ON_DIGIT = (*pieces_any.RULES, *pieces_en.BY_DIGIT)
_ON_DIGIT_JA = (*_ON_DIGIT, *pieces_ja.BY_CHARACTER["0"])


def scan(plain: str) -> Iterator[list[Piece]]:
    """Runs of pieces that stand next to each other in `plain`, in order, each about LONGEST_RUN long at most."""
    run: list[Piece] = []
    at, end = 0, len(plain)
    while at < end:
        if plain[at] == " ":
            at += 1
            continue
        found = _piece_at(plain, at)
        if found:
            after, meaning = found
            run.extend(Piece(at, after, part) for part in _flat(meaning))
            at = after
        else:
            at = _past_word(plain, at)
        if run and (found is None or len(run) >= LONGEST_RUN):
            yield run
            run = []
    if run:
        yield run


def _flat(meaning: Meaning) -> Iterable[Single]:
    return meaning if isinstance(meaning, tuple) else (meaning,)


def _past_word(plain: str, at: int) -> int:
    """Past the Latin word or the single character at `at`."""
    word = _PLAIN_WORD.match(plain, at)
    return word.end() if word else at + 1


def _piece_at(plain: str, at: int) -> tuple[int, Meaning] | None:
    first = plain[at]
    if first in _DIGITS:
        return _longest(_ON_DIGIT if plain.isascii() else _ON_DIGIT_JA, plain, at)
    word = _WORD.match(plain, at)
    if word is None:
        small = SMALL.get(first)
        return _longest(pieces_ja.BY_CHARACTER.get(first), plain, at) or ((at + 1, small) if small else None)
    small = SMALL.get(word[0])
    rules = pieces_en.BY_WORD.get(word[0])
    if rules is None and word.end() == at + 1:
        rules = pieces_ja.BY_CHARACTER.get(first)  # R8.3.6
    return _longest(rules, plain, at) or ((word.end(), small) if small else None)


def _longest(rules: Iterable[Rule] | None, plain: str, at: int) -> tuple[int, Meaning] | None:
    """The meaning of the rule that reads most of the text at `at`; of equals the first."""
    if rules is None:
        return None
    end, best = at, None
    for pattern, means in rules:
        match = pattern.match(plain, at)
        if match and match.end() > end:
            meaning = means(match)
            if meaning is not None:
                end, best = match.end(), meaning
    return (end, best) if best is not None else None
