"""Times counted from a moment: now, in two hours, three weeks from tomorrow; and moves by a length."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.language.reading import Time
from bot.language.times.days import add_length, resolve_day
from bot.language.times.pieces import Day, Length
from bot.language.times.points import point
from bot.language.times.scene import Scene
from bot.language.times.settle import Draft, at
from bot.language.times.slots import Slots, to_timedelta

#: Words that make a length count from now, or a move by it.
DIRECTIONS = frozenset(["later", "earlier", "back", "ahead", "ago", "plus", "whichway"])


def counted(slots: Slots, scene: Scene) -> Time | None:
    """What `slots` say if they count from a moment, else None."""
    if slots.part or slots.half:
        return None
    if slots.length is None:
        return _now(slots, scene)
    away = slots.words & {*DIRECTIONS, "in"}
    anchored = bool(slots.words & {"from", "after"}) and slots.clock is None and (slots.day or "now" in slots.words)
    if not away and not anchored and not ("by" in slots.words and scene.moving):
        return None
    if _is_shift(slots, scene):
        return _shift(slots.length, slots.lasting, slots.words)
    return _from_day(slots, scene) if anchored and slots.day else _from_now(slots, scene)


def from_event(slots: Slots, scene: Scene) -> Time | None:
    """The next day, the week before: counted from the day of what is moved, or from today where that is not said."""
    day = slots.day
    if day is None:
        return None
    if not (slots.clock or slots.part or slots.length) and replace(day, days_on=None, weeks_on=None) == Day(
        of_event=True
    ):
        return Time("certain", shift=timedelta(days=day.days_on or 7 * (day.weeks_on or 0)), grain="day")
    if scene.event_day:
        return point(slots, replace(scene, now=at(scene.event_day)))
    return point(slots, scene, ("counted_from_now",))


def _now(slots: Slots, scene: Scene) -> Time | None:
    if slots.day or slots.clock:
        return None
    if "now" in slots.words:
        reasons = ("about",) if "about" in slots.words else ()
    elif "fromnow" in slots.words:
        reasons = ("not_before",)
    else:
        return None
    return Draft([(scene.now, None, "")], "minute", reasons, has_date=True, has_clock=True).time()


def _is_shift(slots: Slots, scene: Scene) -> bool:
    if slots.day or slots.clock or "now" in slots.words:
        return False
    moves = {"back", "ahead", "earlier", "whichway"} | ({"by", "later", "ago"} if scene.moving else set())
    return bool(slots.words & moves)


def _shift(length: Length, lasting: Length | None, words: set[str]) -> Time:
    span, duration = to_timedelta(length), to_timedelta(lasting) if lasting else None
    if words & {"earlier", "ahead", "ago"}:
        return Time("certain", duration=duration, shift=-span, grain="minute")
    if words & {"back", "later"}:
        return Time("certain", duration=duration, shift=span, grain="minute")
    return Time("ask", shift=span, grain="minute", reasons=("which_way",))


def _from_day(slots: Slots, scene: Scene) -> Time | None:
    """Two weeks from tomorrow."""
    if slots.length is None or slots.day is None or slots.length.minutes:
        return None
    anchor = resolve_day(slots.day, scene)
    if anchor is None:
        return None
    options = [(at(add_length(day, slots.length, scene.country)), None, label) for day, label in anchor.options]
    return Draft(options, "day", anchor.reasons, anchor.ask, has_date=True).time()


def _from_now(slots: Slots, scene: Scene) -> Time | None:
    length, day = slots.length, slots.day
    if length is None or (day and day.days_on != 0 and day.weekday is None):
        return None
    if "ago" in slots.words:
        length = Length(-length.minutes, -length.days, -length.months, -length.work_days)
    reasons = ("counted_from_now",) if "plus" in slots.words else ()
    if length.minutes:
        if slots.clock:
            return None
        there = scene.later(timedelta(minutes=length.minutes, days=length.days))
        end = there + to_timedelta(slots.lasting) if slots.lasting else None
        return Draft([(there, end, "")], "minute", reasons, has_date=True, has_clock=True).time()
    if day and day.weekday is not None:
        # "Monday in two weeks" is that of the week after next.
        if length.days % 7 or length.months or length.work_days:
            return None
        day, reasons = Day(weeks_on=length.days // 7, weekday=day.weekday), (*reasons, "weeks_counted")
    else:
        day = Day(dated=add_length(scene.today, length, scene.country))
    return point(replace(slots, day=day, length=slots.lasting), scene, reasons)
