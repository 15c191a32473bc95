"""One spelling for what people type: widths, dashes, case and markup, with a way back to the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from bot.language.pattern import Pattern

LONGEST = 500  #: characters read of a message; the rest is left alone

_MARKUP = Pattern(r"(?i)</?(?!at\b)[a-z][^<>]{0,200}>|&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});")
# A letter with what is written onto it: NFKC composes ｶﾞ to ガ only if it sees both.
_CLUSTER = Pattern(r"(?s).[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")
_SAME = str.maketrans(
    dict.fromkeys("〜~‐‑‒–—―−", "-")
    | dict.fromkeys("‘’`´", "'")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("\n\r\t", " ")
)


@dataclass(frozen=True)
class Text:
    """A message in one spelling (`plain`), each character knowing where it came from in `original`."""

    original: str
    plain: str
    origin: Sequence[int]  #: for each character of `plain` its index in `original`, and one more for the end

    def original_of(self, start: int, end: int) -> str:
        """What was written where `plain[start:end]` is read."""
        if start >= end:
            return ""
        return self.original[self.origin[start] : self.origin[end]]


def normalise(message: str) -> Text:
    """`message` in NFKC, small letters, plain dashes and quotes, without markup, cut at 500 characters.

    `<at>` tags stay: they are names. Lone surrogates become spaces.
    """
    message = message[:LONGEST]
    if "<" in message or "&" in message:
        pieces, origin = _without_markup(message)
    else:
        pieces, origin = message, range(len(message) + 1)
    folded = pieces.casefold()
    if len(folded) == len(pieces) and unicodedata.is_normalized("NFKC", pieces):
        return Text(message, folded.translate(_SAME), origin)
    return _by_cluster(message, pieces, origin)


def _without_markup(message: str) -> tuple[str, Sequence[int]]:
    out: list[str] = []
    origin: list[int] = []
    at = 0
    for tag in _MARKUP.finditer(message):
        out.append(message[at : tag.start()])
        origin.extend(range(at, tag.start()))
        stands_for = unescape(tag[0]) if tag[0][0] == "&" else " "
        out.append(stands_for)
        origin.extend([tag.start()] * len(stands_for))
        at = tag.end()
    out.append(message[at:])
    origin.extend(range(at, len(message) + 1))
    return "".join(out), origin


def _by_cluster(message: str, pieces: str, origin: Sequence[int]) -> Text:
    out: list[str] = []
    back: list[int] = []
    for cluster in _CLUSTER.finditer(pieces):
        same = unicodedata.normalize("NFKC", cluster[0]).casefold()
        out.append(same)
        back.extend([origin[cluster.start()]] * len(same))
    back.append(origin[len(pieces)])
    return Text(message, "".join(out).translate(_SAME), back)
