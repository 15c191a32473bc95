"""Finds the event that is meant by a few words of its title."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.pattern import Pattern

# Measured on real titles. An event that is not there is still "found" in 4 of 100: the confirm card must name it.
ENOUGH = 86
LEAD = 8
PART = 0.92  # a title that holds the query, against one that is it

_NOISE = Pattern(
    r"(?<=\w)['’]s\b|\b(?:the|my|our|an?|with|meetings?|events?|appointments?|bookings?)\b|会議|ミーティング"
    r"|打ち?合わ?せ|の?予[定約]|[^\w\s]|_"
)
# 東和商事の訪問 is called 東和商事 訪問 too: between two Japanese words neither の nor a space tells titles apart.
_PARTICLE = Pattern(r"(?<=[ァ-ヶー一-龯々])(?: ?の ?| )(?=[ァ-ヶー一-龯々])")
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}


@dataclass(frozen=True)
class Match:
    """A title and how well it fits."""

    index: int  #: in the titles that were given
    score: float  #: 0 to 100


@lru_cache(maxsize=4096)
def _same(title: str) -> str:
    folded = unicodedata.normalize("NFKC", title[:200]).casefold()
    bare = " ".join(_NOISE.sub(" ", folded).split())
    joined = _PARTICLE.sub("", bare or " ".join(folded.split()))
    return joined.translate(_HIRAGANA)


def match_titles(query: str, titles: Sequence[str]) -> list[Match]:
    """Every title with its score for `query`, the best first; an empty query fits nothing."""
    wanted = _same(query)
    if not wanted:
        return []
    matches = [Match(i, _score(wanted, _same(title))) for i, title in enumerate(titles)]
    return sorted(matches, key=lambda match: (-match.score, match.index))


def _score(wanted: str, title: str) -> float:
    # Imported on first use, because it takes as long as the rest of the package.
    from rapidfuzz import fuzz

    if not title:
        return 0.0
    # "Grady's fitting" is every word of a longer title, though not one after the other.
    holds_every_word = set(wanted.split()) <= set(title.split())
    part = PART * (100 if holds_every_word else fuzz.partial_ratio(wanted, title))
    return max(fuzz.ratio(wanted, title), part, fuzz.token_sort_ratio(wanted, title))


def sole(matches: Sequence[Match]) -> Match | None:
    """The one that is certainly meant: it fits well and no other nearly as well."""
    if not matches or matches[0].score < ENOUGH:
        return None
    if len(matches) > 1 and matches[0].score - matches[1].score < LEAD:
        return None
    return matches[0]
