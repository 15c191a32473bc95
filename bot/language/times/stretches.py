"""Stretches of time: from 3 to 4pm, June 18th to 20th, 明日15時から16時まで."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.language.reading import Status, Time
from bot.language.times.clocks import Spoken, resolve_range
from bot.language.times.days import resolve_day
from bot.language.times.pieces import Day, Length, Word
from bot.language.times.points import point
from bot.language.times.scene import Scene
from bot.language.times.settle import Draft, Option, at, days_for
from bot.language.times.slots import Meanings, Slots, fill, to_timedelta

_MARKS = frozenset(["from", "between", "at"])


def stretch(meanings: Meanings, scene: Scene) -> Time | None:
    """What `meanings` say if they go from one time to another, else None."""
    for left_side, right_side in _splits(meanings):
        left, right = fill(left_side, in_range=True), fill(right_side, in_range=True)
        if left is None or right is None:
            continue
        _number_as_day(left, right)
        if left.clock and right.clock:
            return _to_find_it_in(_clock_range(left, right, scene), left.length or right.length)
        if left.length or right.length:
            continue
        if not (left.clock or right.clock or left.part or right.part):
            return _days(left, right, scene)
        if left.day and right.clock and not (left.clock or left.part or right.day):
            # "6 March - 15:00" is one point, not a stretch.
            return _rejoined(left_side, right_side, scene)
    return None


def _splits(meanings: Meanings) -> Iterator[tuple[Meanings, Meanings]]:
    """The two sides of each word that may stand between two times; から ("from") does so too, and comes last."""
    roles = [meaning.role if isinstance(meaning, Word) else "" for meaning in meanings]
    joints = {"to", "dash", "until", "and"} if "between" in roles else {"to", "dash", "until"}
    for wanted in (joints, {"from"}):
        for i, role in enumerate(roles):
            if role in wanted and _says_something(meanings[:i]) and _says_something(meanings[i + 1 :]):
                yield meanings[:i], meanings[i:]


def _number_as_day(left: Slots, right: Slots) -> None:
    """July 13 to 15: the second number is a day, not an hour."""
    if left.clock is None and left.day and left.day.day and right.clock and right.guessed and not right.clock.minute:
        right.day, right.clock = Day(day=right.clock.hour), None


def _says_something(meanings: Meanings) -> bool:
    return any(not isinstance(meaning, Word) for meaning in meanings)


def _rejoined(left: Meanings, right: Meanings, scene: Scene) -> Time | None:
    joint = right[0]
    slots = fill([*left, *right[1:]])
    return point(slots, scene) if slots and joint in (Word("dash"), Word("from")) else None


def _days(left: Slots, right: Slots, scene: Scene) -> Time | None:
    """June 18th to 20th: ends on the last day that was spoken of."""
    if left.day is None or right.day is None:
        return None
    first, last = _with_month_of(left.day, right.day), _with_month_of(right.day, left.day)
    begins, ends = resolve_day(first, scene), resolve_day(last, scene)
    if begins is None or ends is None:
        return None
    options: list[Option] = []
    for day, label in begins.options:
        later = [end for end, _ in ends.options if end > day]
        if not later and last.weekday is not None:
            later = [day + timedelta(days=(last.weekday - day.weekday()) % 7 or 7)]
        options += [(at(day), at(end), label) for end in later[:1]]
    if not options:
        return None
    return Draft(options, "day", begins.reasons + ends.reasons, begins.ask or ends.ask, has_date=True).time()


def _with_month_of(day: Day, other: Day) -> Day:
    if day.day is None or day.month is not None or other.month is None:
        return day
    return replace(day, month=other.month, year=other.year)


def _clock_range(left: Slots, right: Slots, scene: Scene) -> Time | None:
    if left.clock is None or right.clock is None or _mere_numbers(left, right):
        return None
    read = resolve_range(Spoken(left.clock, left.half, left.part), Spoken(right.clock, right.half, right.part))
    if read is None:
        return None
    # "From 9pm to tomorrow 6am" names the second day, "from 3 to 4pm tomorrow" the day of both.
    own_day = right.day if right.day is not None and (left.day is not None or right.day_first) else None
    day = left.day or (None if own_day else right.day)
    days = days_for(day, [pair.begin for pair in read.options], scene)
    until = resolve_day(own_day, scene) if own_day else None
    if days is None or (own_day and until is None):
        return None
    last_minutes = Spoken(right.clock, right.half, right.part).minutes()
    pairs = {pair.begin: pair for pair in read.options}
    options: list[Option] = []
    for on, begin, label in days.options:
        end = at(on, pairs[begin].end)
        if until and last_minutes and until.options[0][0] != on:
            end = at(until.options[0][0], last_minutes.options[0][0])
        if at(on, begin) < end:
            options.append((at(on, begin), end, label or pairs[begin].label))
    if not options:
        return None
    reasons = (*days.reasons, *read.reasons, *(["about"] if "about" in left.words | right.words else []))
    return Draft(options, "minute", reasons, read.ask or days.ask, has_date=day is not None, has_clock=True).time()


def _to_find_it_in(found: Time | None, length: Length | None) -> Time | None:
    """Between two and five for 45 minutes: a window to find the length in."""
    if found is None or length is None or to_timedelta(length) == found.duration:
        return found
    status: Status = "ask" if found.status == "ask" else "assumed"
    reasons = (*found.reasons, "window")
    return replace(found, status=status, duration=to_timedelta(length), grain="hour", reasons=reasons, has_clock=False)


def _mere_numbers(left: Slots, right: Slots) -> bool:
    """Whether nothing but the dash makes two numbers a time: a score of 0-3 is none."""
    if not (left.guessed and right.guessed) or (left.words | right.words) & _MARKS:
        return False
    return not (left.day or right.day or left.half or right.half or left.part or right.part)
