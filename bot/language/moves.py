"""Where something is moved to: which time is the old one, which the new, and which way "by 30 minutes" goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.language.pattern import Pattern
from bot.language.reading import NO_TIME, Choice, Status, Time
from bot.language.sentence import Mark, Sentence
from bot.language.times.counted import DIRECTIONS
from bot.language.times.phrases import Phrase, merged, phrases_of, time_of
from bot.language.times.pieces import MINUTES, Clock, Day, Half, Length, Number, Part, Piece, Word
from bot.language.times.scene import Scene
from bot.language.times.settle import MOST_CHOICES

_WORD_BEFORE = Pattern(r"([a-z@']+|[^\sa-z])? *$")
# "Bring forward" is earlier; "move forward" is earlier to some and later to others, so it is asked.
_EARLIER = Pattern(r"\b(?:earlier|sooner|up|bring|pull|prepone|advance)\b|早|前倒し|繰り上げ|前に|手前")
_LATER = Pattern(r"\b(?:later|push|postpone|delay|defer|back|out|put off)\b|遅|後ろ|繰り下げ|延期|先送|先延ばし")
_LONGER = Pattern(r"\b(?:extend|lengthen|prolong|increase|longer)\b|延長|[延伸の]ば|長く")
_SHORTER = Pattern(r"\b(?:shorten|shorter|cut|trim|reduce)\b|短縮|短く|縮め")
_LENGTH = Pattern(r"\b(?:lasts?|length|duration)\b|\bmake .{1,40} SPAN(?: long)?$|長さ|所要時間")
_ENDS = Pattern(r"\b(?:end|ends|finish|finishes)\b|終わ|終了")
_SAME_TIME = Pattern(r"^(?:の同じ(?:時間帯?|時刻|曜日)|同時刻)")
_NAMES_BEFORE = frozenset(["my", "the", "our", "on", "from", "this", "at", "'s", "tomorrow's", "today's"])
#: Reasons that leave the half of the day open.
_HALVES = frozenset(["taken_as_morning", "taken_as_afternoon", "morning_or_evening"])
_WAKING_HOURS = range(7, 23)
_TARGET_BEFORE = frozenset(["to", "until", "till", "→", ">", "➡", "⇒"])
_OR_AFTER = tuple(f"{word}TIME" for word in ("か", "か、", "とか", "または", "もしくは", "あるいは", "それとも", "or"))
_HOURS_ON_A_CLOCK = 12
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
        """Whether it stands before a noun, or for one: "my 2pm call", 明日の定例, "make the 3pm an hour later"."""
        if self.before in _NAMES_BEFORE:
            return True
        follows = re.match(r"(?!with|and|for|by|instead|please|but|so)[a-z]", self.after)
        return self.after.startswith("の") or follows is not None


def moving_roles(sentence: Sentence, scene: Scene) -> tuple[Time, Time]:
    """The new time (or the shift, or the new length), and the time by which the event is named."""
    marks = [mark for mark in sentence.marks if isinstance(mark.island, Phrase)]
    said = [_in_minutes(part, sentence.masked, scene) for mark in marks for part in _parts(sentence, mark, scene)]
    dated = [part for part in said if part.time.says_when]
    spans = [part for part in said if not part.time.says_when]
    new = _targets(dated, japanese=sentence.japanese)
    if any(part.time.shift is not None for part in spans):
        # "15 min earlier tomorrow" is tomorrow's, and "after 2pm by 30 min" says what moves, not where to.
        new = [part for part in new if part.before in _TARGET_BEFORE or part.after.startswith(_TARGET_AFTER)]
    old = [part for part in dated if part not in new]
    lengths = [span for span in spans[:1] if new and span.time.duration]
    old_time = merged([part.pieces for part in old], scene)
    if old_time.has_date and old_time.start:
        scene = replace(scene, event_day=old_time.start.date())
    time = _either(new, lengths, scene) or merged([part.pieces for part in (*new, *lengths)], scene)
    if time == NO_TIME and spans:
        time = _by_length(sentence.masked, spans[0])
    elif _changes_end(sentence.masked, time):
        time = _as_end(time)
    if any(_tells_half(piece) for part in old for piece in part.pieces):
        time = _in_same_half(time, old_time, scene)
    return time, old_time


def _parts(sentence: Sentence, mark: Mark, scene: Scene) -> list[_Said]:
    """A phrase with "to" inside is two, the old time and the new, unless a "to" already stands before it."""
    if not isinstance(mark.island, Phrase):
        return []
    before = _WORD_BEFORE.search(sentence.masked, max(0, mark.start - 20), mark.start)
    word = (before[1] or "") if before else ""
    # 来週の同じ時間に is as much a target as 来週に.
    after = _SAME_TIME.sub("", sentence.masked[mark.end : mark.end + 12].lstrip())
    pieces = mark.island.pieces
    if len(pieces) > 1 and pieces[0].meaning == Word("until"):
        word, pieces = "until", pieces[1:]
    for i in range(1, len(pieces) - 1):
        if word in _TARGET_BEFORE or not _divides(pieces, i, after):
            continue
        left, right = phrases_of(pieces[:i], scene), phrases_of(pieces[i + 1 :], scene) or phrases_of(pieces[i:], scene)
        if left and right:
            first, last = left[0], right[-1]
            return [_Said(first.pieces, first.time, word, "to"), _Said(last.pieces, last.time, "to", after)]
    if at := _moved_from(pieces, after):
        named, moved = pieces[:at], pieces[at:]
        return [_Said(named, time_of(named, scene), "the", ""), _Said(moved, time_of(moved, scene), "", after)]
    return [_Said(pieces, time_of(pieces, scene), word, after)]


def _in_minutes(part: _Said, words: str, scene: Scene) -> _Said:
    """Where something moves, "by 15" is by fifteen minutes; "by 10" may be a deadline where nothing is put off."""
    match [piece.meaning for piece in part.pieces]:
        case [Word("by"), Number(value, None, False)] if value in MINUTES and (
            value > _HOURS_ON_A_CLOCK or _goes_by(words)
        ):
            by, number = part.pieces
            pieces = (by, replace(number, meaning=Length(minutes=value)))
            return replace(part, pieces=pieces, time=time_of(pieces, scene))
    return part


def _goes_by(words: str) -> bool:
    return any(way.search(words) for way in (_EARLIER, _LATER, _LONGER, _SHORTER))


def _moved_from(pieces: Sequence[Piece], after: str) -> int:
    """Where in "3pm an hour later" the length begins by which something moves; 0 if nothing stands before it."""
    for i, piece in enumerate(pieces):
        if isinstance(piece.meaning, Length):
            behind = [other.meaning for other in pieces[i + 1 :]]
            moves = after.startswith(("later", "earlier", "sooner", "back"))
            return i if moves or any(isinstance(each, Word) and each.role in DIRECTIONS for each in behind) else 0
    return 0


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
        to = [i for i, part in enumerate(dated) if part.after.startswith(_TARGET_AFTER)]
        if not to:
            return [] if last.names_event else [last]
        first = to[-1]
        while first and dated[first - 1].after.startswith(_OR_AFTER):
            first -= 1
        return dated[first : to[-1] + 1]
    for words in (_TARGET_BEFORE, ("for", "instead")):
        for i, part in enumerate(dated):
            if part.before in words:
                return dated[i:]
    return [] if last.names_event else [last]


def _either(parts: Sequence[_Said], lengths: Sequence[_Said], scene: Scene) -> Time | None:
    """One of several, to be asked: "Monday or Tuesday at 3", 月曜か火曜に. None where no such thing is said.

    Without choices where they are no points of one kind: "3pm or Tuesday", next week or the week after.
    """
    if not _are_alternatives(parts):
        return None
    times = [time_of(_filled_up(part, parts), scene) for part in parts]
    first = times[0]
    starts = dict.fromkeys(time.start for time in times if time.start and time.grain in ("day", "minute"))
    kinds = {(time.start is None, time.grain, time.has_date, time.has_clock, time.zone_said) for time in times}
    if len(kinds) > 1 or not starts or len(starts) > MOST_CHOICES:
        return Time("ask", reasons=("either",), has_date=any(time.has_date for time in times))
    if len(starts) == 1:
        return None
    duration = next((time.duration for time in (*(span.time for span in lengths), *times) if time.duration), None)
    lasts = duration if first.has_clock else None
    return Time(
        "ask",
        duration=duration,
        grain=first.grain,
        reasons=("either",),
        choices=tuple(Choice(start, start + lasts if lasts else None, "") for start in starts),
        has_date=first.has_date,
        has_clock=first.has_clock,
    )


def _are_alternatives(parts: Sequence[_Said]) -> bool:
    between = {part.before for part in parts[1:]}
    english = "or" in between and between <= {"or", ","}
    return english or (len(parts) > 1 and all(part.after.startswith(_OR_AFTER) for part in parts[:-1]))


def _filled_up(part: _Said, parts: Sequence[_Said]) -> Sequence[Piece]:
    """Its pieces, with the day of the first or the clock time of the last where it has none of its own."""
    pieces = part.pieces
    if not part.time.has_clock and parts[-1].time.has_clock:
        pieces = (*pieces, *(piece for piece in parts[-1].pieces if not isinstance(piece.meaning, Day)))
    if not part.time.has_date and parts[0].time.has_date:
        pieces = (*(piece for piece in parts[0].pieces if isinstance(piece.meaning, Day)), *pieces)
    return pieces


def _tells_half(piece: Piece) -> bool:
    """Whether am, pm or a part of the day is said: 20:00 does not tell that "9" is not 9:00."""
    return isinstance(piece.meaning, (Half, Part)) or (isinstance(piece.meaning, Clock) and bool(piece.meaning.half))


def _in_same_half(time: Time, old: Time, scene: Scene) -> Time:
    """A bare hour in the half of the day that the old time is in, if people are awake then: from 8pm to 9 is to 9pm."""
    open_half = _HALVES.intersection(time.reasons) and set(time.reasons) <= _HALVES | {"past_today"}
    if not (open_half and time.has_clock and old.has_clock and old.start):
        return time
    for choice in time.choices:
        at = choice.start
        if at.hour in _WAKING_HOURS and (at.hour >= 12) == (old.start.hour >= 12):
            past = ["past_today"] if "past_today" in time.reasons and at.date() > scene.today else []
            half = "taken_as_afternoon" if at.hour >= 12 else "taken_as_morning"
            return replace(time, status="assumed", start=at, end=choice.end, reasons=(*past, half))
    return time


def _changes_end(words: str, time: Time) -> bool:
    """Whether `time` is when the thing shall end: "extend it to 11", 16時まで延長."""
    if not time.has_clock or (time.start is None) == (time.end is None):
        return False
    return bool(_LONGER.search(words) or _SHORTER.search(words) or _ENDS.search(words))


def _as_end(time: Time) -> Time:
    reasons = tuple(reason for reason in time.reasons if reason != "not_after")
    status: Status = time.status if time.status == "ask" else "assumed" if reasons else "certain"
    end = time.start or time.end
    return replace(time, status=status, start=None, end=end, choices=(), reasons=(*reasons, "new_end"))


def _by_length(words: str, span: _Said) -> Time:
    """A length that moves something, or that something shall have: told by the words around it."""
    time = span.time
    length = time.duration or abs(time.shift or timedelta())
    by = bool(span.pieces) and span.pieces[0].meaning == Word("by")
    if time.shift is not None and time.status == "certain":
        return time
    longer = _LONGER.search(words)
    if (longer or _SHORTER.search(words)) and (by or not _to_length(span)):
        return Time("certain", duration=length, grain="minute", reasons=("lengthen" if longer else "shorten",))
    if longer or _SHORTER.search(words) or _to_length(span) or _LENGTH.search(words):
        return Time("certain", duration=length, grain="minute", reasons=("new_length",))
    if _EARLIER.search(words):
        return Time("certain", shift=-length, grain="minute")
    if _LATER.search(words):
        return Time("certain", shift=length, grain="minute")
    return Time("ask", shift=length, grain="minute", reasons=("which_way",))


def _to_length(span: _Said) -> bool:
    """To 2 hours, for 30 minutes, 1時間に."""
    opens = span.pieces[0].meaning if span.pieces else None
    return span.before in ("to", "for", "last") or opens == Word("for") or span.after.startswith(("に", "へ"))
