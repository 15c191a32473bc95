"""Which of several things is meant: "the second one", "number 3", 2番, 最後の."""

from __future__ import annotations

from bot.language.number_words import CARDINAL_EN, ORDINAL_EN, en_number, ja_number
from bot.language.pattern import Pattern
from bot.language.sentence import Sentence

_LAST = Pattern(r"\b(?:last|bottom)\b|最後|一番下")
_FIRST = Pattern(r"\b(?:top|upper)\b|最初|一番上")
_NTH_EN = Pattern(rf"\b(?P<n>{ORDINAL_EN})(?: (?:one|choice|option|item))?\b")
_NUMBER_EN = Pattern(rf"(?:\b(?:no\.?|number|option|item|choose|select|pick|take) ?|#|^)(?P<n>{CARDINAL_EN})\b")
_NTH_JA = Pattern(r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:番|つ目|個目|件目|(?=キャンセル|削除|変更|$))")
_ONE_OF_THEM = Pattern(
    rf"\b(?:{ORDINAL_EN}|last) (?:one|choice|option|item)\b"
    r"|[0-9一二三四五六七八九十](?:番|つ目|個目|件目|キャンセル|削除|変更)"
)


def pick_of(sentence: Sentence, intent: str) -> int | None:
    """The number of the thing that is picked, counted from 1, -1 for the last; None if none is."""
    said = sentence.text.plain.strip()
    if intent != "select" and not _ONE_OF_THEM.search(said):
        return None
    if sentence.japanese:
        match = _NTH_JA.search(said)
        if match:
            return ja_number(match["n"])
    match = _NTH_EN.search(said) or _NUMBER_EN.search(said)
    if match:
        return en_number(match["n"])
    if _LAST.search(said):
        return -1
    return 1 if _FIRST.search(said) else None
