"""Sorts the pieces of a phrase into slots: the day, the clock time, the part of the day, a length, the small words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.language.times.pieces import MINUTES, Clock, Day, Half, Length, Number, Part, Single, Word, Zone

Meanings = Sequence[Single]

#: A bare number behind one of these is an hour.
_BEFORE_AN_HOUR = frozenset(["at", "from", "between", "after", "before", "by", "until", "about"])
#: Behind these it may be one, if more speaks for it.
_BETWEEN_HOURS = frozenset(["to", "dash", "until", "and"])

#: A length with one of these is counted from a moment; one after it, or behind "for", is how long something takes.
_AFTER_ONE_THAT_COUNTS = frozenset(["later", "earlier", "back", "ahead", "ago"])
_COUNT = _AFTER_ONE_THAT_COUNTS | {"in", "plus", "now"}

#: Longer is no calendar command, and takes long to count.
_MOST_MONTHS = 1200
_MOST_WORK_DAYS = 260
_HOURS = 24


@dataclass
class Slots:
    """What the pieces on one side of a phrase say."""

    day: Day | None = None
    clock: Clock | None = None
    half: str = ""
    part: str = ""
    length: Length | None = None
    lasting: Length | None = None  #: where another length counts: "in 10 minutes for half an hour", 10分後に30分
    words: set[str] = field(default_factory=set)
    numbers: list[tuple[str, Number]] = field(default_factory=list)  #: with the small word before each
    day_first: bool = False  #: the day was said before the clock time
    guessed: bool = False  #: the clock time is a bare number without a word that makes it one

    @property
    def empty(self) -> bool:
        return not (self.day or self.clock or self.part or self.length)


def fill(meanings: Meanings, in_range: bool = False, alone: bool = False) -> Slots | None:
    """The slots that `meanings` fill, or None if two of them want the same slot.

    A bare number is an hour more readily on one side of "from … to …" (`in_range`), and where it stands `alone`.
    """
    slots = Slots()
    before = ""
    lasts = False
    for meaning in meanings:
        if isinstance(meaning, Word):
            lasts = _lasts(lasts, meaning, slots)
            if meaning.role not in ("of", "comma"):
                slots.words.add(meaning.role)
                before = meaning.role
        elif isinstance(meaning, Zone) or not _put(slots, meaning, before, lasts):
            return None
        else:
            before = ""
    if slots.lasting and not (slots.length and slots.words & _COUNT):
        # Nothing counts, so all of it is how long something takes.
        slots.length, slots.lasting = slots.lasting.plus(slots.length or Length()), None
    placed = all(_place(slots, word, number, in_range, alone) for word, number in slots.numbers)
    return slots if placed and _whole(slots) else None


def _lasts(lasts: bool, word: Word, slots: Slots) -> bool:
    """Whether a length behind this word is how long something takes."""
    if word.role in ("for", "in"):
        return word.role == "for"
    return lasts or (word.role in _AFTER_ONE_THAT_COUNTS and slots.length is not None)


def _whole(slots: Slots) -> bool:
    """am and pm need an hour, and one that a clock with twelve hours has; nothing lasts "by an hour"."""
    if "by" in slots.words and slots.length and (slots.clock or slots.day):
        return False
    return not slots.half or (slots.clock is not None and 1 <= slots.clock.hour <= 12)


def _put(slots: Slots, meaning: Day | Clock | Half | Part | Length | Number, before: str, lasts: bool) -> bool:
    free = True
    match meaning:
        case Day():
            return _add_day(slots, meaning)
        case Number():
            slots.numbers.append((before, meaning))
        case Length() if lasts:
            free, slots.lasting = _add_length(slots.lasting, meaning)
        case Length():
            free, slots.length = _add_length(slots.length, meaning)
        case Clock():
            free, slots.clock = slots.clock is None, meaning
        case Half(name):
            free, slots.half = slots.half in ("", name), name
        case Part(name):
            free, slots.part = slots.part in ("", name), name
    return free


def _add_length(so_far: Length | None, more: Length) -> tuple[bool, Length]:
    length = so_far.plus(more) if so_far else more
    return length.months <= _MOST_MONTHS and length.work_days <= _MOST_WORK_DAYS, length


def _add_day(slots: Slots, day: Day) -> bool:
    joined = slots.day.joined(day) if slots.day else day
    slots.day_first = slots.day_first or (slots.clock is None and not slots.numbers)
    slots.day = joined
    return joined is not None


def _place(slots: Slots, before: str, number: Number, in_range: bool, alone: bool) -> bool:
    """Makes a bare number the hour or the day of the month."""
    value, minute = number.value, number.minute
    if before == "by" and value > _HOURS and value in MINUTES and slots.length is None:
        slots.length = Length(minutes=value)
        return True
    if number.ordinal:
        return 1 <= value <= 31 and _add_day(slots, Day(day=value))
    if slots.clock is None and _may_be_hour(slots, number, before, in_range, alone):
        slots.clock = Clock(value, minute or 0, sure=value == 0 or value > 12)
        slots.guessed = before not in _BEFORE_AN_HOUR and not slots.half and not slots.part
        return value <= 24
    if number.dotted and minute and slots.clock is None and slots.day is not None:
        return max(value, minute) <= 31 and min(value, minute) <= 12 and _add_day(slots, Day(order=(value, minute)))
    return False


def _may_be_hour(slots: Slots, number: Number, before: str, in_range: bool, alone: bool) -> bool:
    if before in ("the", "in", "for"):  # "the 2 of us", "in 15", "for 3"
        return False
    if slots.half or slots.part or before in _BEFORE_AN_HOUR:
        return True
    if number.solid:
        return before in _BETWEEN_HOURS
    spoken = slots.day is not None or (alone and number.minute is not None)
    return in_range or before in _BETWEEN_HOURS or (spoken and not number.dotted)


def to_timedelta(length: Length) -> timedelta:
    """A month counts 30 days, a year 365, a working day 1: good for showing, not for adding."""
    years, months = divmod(length.months, 12) if length.months >= 0 else (0, length.months)
    return timedelta(minutes=length.minutes, days=length.days + 365 * years + 30 * months + length.work_days)
