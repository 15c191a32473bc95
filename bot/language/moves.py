"""Where something is moved to: which time is the old one, which the new, and which way "by 30 minutes" goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.language.reading import NO_TIME, Time
from bot.language.sentence import Mark, Sentence
from bot.language.times.phrases import Phrase, merged, phrases_of, time_of
from bot.language.times.pieces import Piece, Word
from bot.language.times.scene import Scene

_WORD_BEFORE = re.compile(r"([a-z@']+|[^\sa-z])? *$")
# "Bring forward" is earlier; "move forward" is earlier to some and later to others, so it is asked.
_EARLIER = re.compile(r"\b(?:earlier|sooner|up|bring|pull|prepone|advance)\b|早|前倒し|繰り上げ|前に|手前")
_LATER = re.compile(r"\b(?:later|push|postpone|delay|defer|back|out|put off)\b|遅|後ろ|繰り下げ|延期|先送|先延ばし")
_LONGER = re.compile(r"\b(?:extend|lengthen|prolong|longer)\b|延長|延ば|長く")
_SHORTER = re.compile(r"\b(?:shorten|shorter)\b|短縮|短く")
_LENGTH = re.compile(r"\b(?:last|length|duration)\b|\bmake it SPAN")
_NAMES_BEFORE = frozenset(["my", "the", "our", "on", "from", "this", "at", "'s", "tomorrow's", "today's"])
_TARGET_BEFORE = frozenset(["to", "until", "till"])
_TARGET_AFTER = ("に", "へ", "まで", "で", "開始", "スタート")


@dataclass(frozen=True)
class _Said:
    """One time phrase with the words around it."""

    pieces: tuple[Piece, ...]
    time: Time
    before: str
    after: str

    @property
    def names_event(self) -> bool:
        """Whether it stands before a noun: "my 2pm call", 明日の定例."""
        follows = re.match(r"(?!with|and|for|by|instead|please|but|so)[a-z]", self.after)
        return self.after.startswith("の") or follows is not None


def moving_roles(sentence: Sentence, scene: Scene) -> tuple[Time, Time]:
    """The new time (or the shift, or the new length), and the time by which the event is named."""
    marks = [mark for mark in sentence.marks if isinstance(mark.island, Phrase)]
    said = [part for mark in marks for part in _parts(sentence, mark, scene)]
    dated = [part for part in said if part.time.says_when]
    spans = [part for part in said if not part.time.says_when]
    new = _targets(dated, japanese=sentence.japanese)
    old = [part for part in dated if part not in new]
    lengths = [span for span in spans[:1] if new and span.time.duration]
    time = merged([part.pieces for part in (*new, *lengths)], scene)
    if time == NO_TIME and spans:
        time = _by_length(sentence.masked, spans[0])
    return time, merged([part.pieces for part in old], scene)


def _parts(sentence: Sentence, mark: Mark, scene: Scene) -> list[_Said]:
    """A phrase with "to" inside is two, the old time and the new, unless a "to" already stands before it."""
    if not isinstance(mark.island, Phrase):
        return []
    before = _WORD_BEFORE.search(sentence.masked, max(0, mark.start - 20), mark.start)
    word = (before[1] or "") if before else ""
    after = sentence.masked[mark.end : mark.end + 12].lstrip()
    pieces = mark.island.pieces
    if word not in _TARGET_BEFORE:
        for i in range(1, len(pieces) - 1):
            if not _divides(pieces, i, after):
                continue
            left, right = phrases_of(pieces[:i], scene), phrases_of(pieces[i + 1 :], scene)
            if left and right:
                first, last = left[0], right[-1]
                return [_Said(first.pieces, first.time, word, "to"), _Said(last.pieces, last.time, "to", after)]
    return [_Said(pieces, time_of(pieces, scene), word, after)]


def _divides(pieces: Sequence[Piece], at: int, after: str) -> bool:
    word = pieces[at].meaning
    if word in (Word("to"), Word("until")):
        return True
    closed = any(piece.meaning in (Word("until"), Word("before")) for piece in pieces[at:])
    return word == Word("from") and not closed and after.startswith(("に", "へ"))  # 15時から16時に, but not 16時まで


def _targets(dated: Sequence[_Said], *, japanese: bool) -> Sequence[_Said]:
    """The phrases that say where to: behind "to" in English, before に or へ in Japanese."""
    if not dated:
        return []
    last = dated[-1]
    if japanese:
        to = [part for part in dated if part.after.startswith(_TARGET_AFTER)]
        return to[-1:] or ([] if last.names_event else [last])
    for words in (_TARGET_BEFORE, ("for", "instead")):
        for i, part in enumerate(dated):
            if part.before in words:
                return dated[i:]
    return [] if last.before in _NAMES_BEFORE or last.names_event else [last]


def _by_length(words: str, span: _Said) -> Time:
    """A length that moves something, or that something shall have: told by the words around it."""
    time = span.time
    length = time.duration or abs(time.shift or timedelta())
    by = bool(span.pieces) and span.pieces[0].meaning == Word("by")
    if time.shift is not None and time.status == "certain":
        return time
    changes_length = _LONGER.search(words) or _SHORTER.search(words)
    if changes_length and (by or not _to_length(span)):
        reason = "lengthen" if _LONGER.search(words) else "shorten"
        return Time("ask", duration=length, grain="minute", reasons=(reason,))
    if changes_length or _to_length(span) or _LENGTH.search(words):
        return Time("certain", duration=length, grain="minute")
    if _EARLIER.search(words):
        return Time("certain", shift=-length, grain="minute")
    if _LATER.search(words):
        return Time("certain", shift=length, grain="minute")
    return Time("ask", shift=length, grain="minute", reasons=("which_way",))


def _to_length(span: _Said) -> bool:
    """To 2 hours, for 30 minutes, 1時間に."""
    opens = span.pieces[0].meaning if span.pieces else None
    return span.before in ("to", "for", "last") or opens == Word("for") or span.after.startswith(("に", "へ"))
