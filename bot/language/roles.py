"""Which time phrase does what in a sentence: the target, the name of an event, a shift, a length, a lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.language.combine import interpret
from bot.language.clock_changes import settled
from bot.language.phrases import Phrase, phrases_of
from bot.language.pieces import Piece, Word
from bot.language.reading import NO_TIME, Time
from bot.language.scene import Scene
from bot.language.sentence import Mark, Sentence

_MOVING = {"move", "rebook"}
_NAMING = {"cancel_event", "edit", "respond", "join", "running_late", "why", "visit", "snooze"}
_LISTING = re.compile(r"\bbookings\b|予約(?:一覧|リスト|の一覧)?(?:を?(?:見せて|表示|一覧))?$")
_BEFORE = re.compile(r"([a-z@']+|[^\sa-z])? *$")
_EARLIER = re.compile(r"\b(?:earlier|sooner|up|bring|pull|prepone|advance)\b|早|前倒し|繰り上げ|前に|手前")
_LATER = re.compile(r"\b(?:later|push|postpone|delay|defer|back|out|put off)\b|遅|後ろ|繰り下げ|延|先送")
_FORWARD = re.compile(r"\bforward\b|ずら|ずれ|スライド")


@dataclass(frozen=True)
class Roles:
    """The times of a sentence by what they do."""

    time: Time = NO_TIME
    old_time: Time = NO_TIME
    lead: timedelta | None = None


@dataclass(frozen=True)
class _Said:
    """One time phrase with the words around it."""

    mark: Mark
    pieces: tuple[Piece, ...]
    before: str
    after: str


def roles_of(sentence: Sentence, intent: str, scene: Scene) -> Roles:
    """The roles of the time phrases of `sentence`, given what it asks for."""
    marks = [mark for mark in sentence.marks if isinstance(mark.island, Phrase)]
    if not marks:
        return Roles()
    if intent in _MOVING and not _LISTING.search(sentence.masked):
        return _moving(sentence, marks, replace(scene, moving=True))
    if intent in ("remind", "reminders_off"):
        return _remind(sentence, marks, scene)
    merged = _merged([_phrase(mark).pieces for mark in marks], scene)
    if intent in _NAMING and (merged.has_date or merged.has_clock):
        return Roles(old_time=merged)
    return Roles(merged)


def _phrase(mark: Mark) -> Phrase:
    assert isinstance(mark.island, Phrase)  # noqa: S101
    return mark.island


def _merged(parts: Sequence[Sequence[Piece]], scene: Scene) -> Time:
    """All of `parts` read as one phrase, or the first with whatever of the others agrees with it."""
    together = list(parts[0]) if parts else []
    best = _time(together, scene)
    for part in parts[1:]:
        joined = _time([*together, *part], scene)
        if joined is not NO_TIME:
            together, best = [*together, *part], joined
        else:
            other = _time(part, scene)
            if (other.has_clock, other.has_date) > (best.has_clock, best.has_date):
                together, best = list(part), other
    return best


def _time(pieces: Sequence[Piece], scene: Scene) -> Time:
    if not pieces:
        return NO_TIME
    found = interpret([piece.meaning for piece in pieces], scene)
    return settled(found, scene.zone) if found else NO_TIME


# --- moving ---------------------------------------------------------------------------------------------------------


def _moving(sentence: Sentence, marks: Sequence[Mark], scene: Scene) -> Roles:
    said = [part for mark in marks for part in _split(sentence, mark, scene)]
    shifts = [part for part in said if _is_span(part, scene)]
    dated = [part for part in said if part not in shifts]
    target = _target(sentence, dated)
    new = [part.pieces for part in dated if part in target]
    old = [part.pieces for part in dated if part not in target]
    time = _merged(new, scene)
    if shifts and time is NO_TIME:
        time = _shift(sentence, shifts, scene)
    elif shifts:
        length = _time(shifts[0].pieces, scene).duration
        time = _merged([*new, shifts[0].pieces], scene) if length else time
    return Roles(time, _merged(old, scene))


def _split(sentence: Sentence, mark: Mark, scene: Scene) -> list[_Said]:
    """A phrase with "to" inside is two, from the old time to the new, unless a "to" already stands before it."""
    before = _word_before(sentence, mark)
    after = sentence.masked[mark.end : mark.end + 12].lstrip()
    pieces = _phrase(mark).pieces
    whole = [_Said(mark, pieces, before, after)]
    if before in ("to", "until", "till"):
        return whole
    for i, piece in enumerate(pieces):
        role = piece.meaning.role if isinstance(piece.meaning, Word) else ""
        if i == 0 or not (role == "to" or role == "until" and i < len(pieces) - 1 or _from_in_japanese(role, pieces, i, after)):
            continue
        left, right = phrases_of(pieces[:i], scene), phrases_of(pieces[i + 1 :], scene)
        if left and right:
            return [_Said(mark, left[0].pieces, before, "to"), _Said(mark, right[-1].pieces, "to", after)]
    return whole


def _from_in_japanese(role: str, pieces: Sequence[Piece], at: int, after: str) -> bool:
    ends = any(isinstance(p.meaning, Word) and p.meaning.role == "until" for p in pieces[at:])
    return role == "from" and not ends and after[:1] in ("に", "へ")


def _is_span(part: _Said, scene: Scene) -> bool:
    time = _time(part.pieces, scene)
    return not time.has_date and not time.has_clock


def _word_before(sentence: Sentence, mark: Mark) -> str:
    found = _BEFORE.search(sentence.masked[max(0, mark.start - 20) : mark.start])
    return (found[1] or "") if found else ""


def _target(sentence: Sentence, dated: Sequence[_Said]) -> Sequence[_Said]:
    """The phrases that say where to: behind "to" in English, before に or へ in Japanese."""
    if sentence.japanese:
        to = [part for part in dated if part.after[:1] in ("に", "へ") or part.after.startswith(("まで", "で"))]
        if to:
            return to[-1:]
        last = dated[-1:] if dated and not part_names(dated[-1]) else []
        return last
    for i, part in enumerate(dated):
        if part.before in ("to", "until", "till", "for", "instead"):
            return list(dated[i:])
    if dated and dated[-1].before not in ("my", "the", "our", "on", "from", "this", "at", "'s") and not part_names(dated[-1]):
        return list(dated[-1:])
    return []


def part_names(part: _Said) -> bool:
    """Whether the phrase stands before a noun and so names an event: "my 2pm call", 明日の定例."""
    return part.after[:1] == "の" or part.after[:1].isalpha() and part.after[:1].isascii() and not part.after.startswith(("with", "and", "for", "by", "instead", "please"))


def _shift(sentence: Sentence, shifts: Sequence[_Said], scene: Scene) -> Time:
    """A length with its direction: said beside it, or by the verb."""
    time = _merged([part.pieces for part in shifts], scene)
    if time.shift is not None and time.status == "certain" or time.duration is None and time.shift is None:
        return time
    length = time.duration or abs(time.shift or timedelta())
    words = sentence.masked
    if shifts[0].before in ("for", "last", "to") or re.search(r"\b(?:extend|last|longer|length|duration)\b|延長|短縮", words):
        return replace(time, status="certain", duration=length, reasons=())
    if _EARLIER.search(words):
        return Time("certain", shift=-length, grain="minute")
    if _LATER.search(words):
        return Time("certain", shift=length, grain="minute")
    return Time("ask", shift=length, grain="minute", reasons=("which_way",))


# --- reminders ------------------------------------------------------------------------------------------------------


def _remind(sentence: Sentence, marks: Sequence[Mark], scene: Scene) -> Roles:
    lead: timedelta | None = None
    rest: list[Sequence[Piece]] = []
    for mark in marks:
        time = _phrase(mark).time
        span = time.duration or (abs(time.shift) if time.shift else None)
        pieces = _phrase(mark).pieces
        if span is None and any(isinstance(p.meaning, Word) and p.meaning.role in ("ago", "before") for p in pieces):
            lengths = [p for p in pieces if not isinstance(p.meaning, Word)]
            span = _time(lengths, scene).duration
        if span is not None and lead is None:
            lead = span
        else:
            rest.append(pieces)
    merged = _merged(rest, scene)
    return Roles(NO_TIME, merged, lead) if lead is not None else Roles(merged)
