"""A single point in time, a window such as "tomorrow morning", a day, a week, or a length."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.language.reading import Time
from bot.language.times.clocks import PARTS, Spoken
from bot.language.times.days import is_in_no_calendar, period, resolve_day
from bot.language.times.pieces import Clock
from bot.language.times.scene import Scene
from bot.language.times.settle import Draft, Option, at, days_for
from bot.language.times.slots import Slots, to_timedelta


def point(slots: Slots, scene: Scene, reasons: tuple[str, ...] = ()) -> Time | None:
    """What `slots` say when there is no "from … to …" among them; None if that is nothing."""
    if "repeats" in slots.words:
        return None if slots.empty else Time("ask", reasons=("repeats",), has_date=True)
    if slots.day and is_in_no_calendar(slots.day, scene):
        return Time("ask", reasons=("no_such_day",), has_date=True)
    if "about" in slots.words:
        reasons = (*reasons, "about")
    if slots.clock:
        found = _clock_time(slots, scene, reasons)
    elif slots.part:
        found = _window(slots, scene, reasons)
    elif slots.day:
        found = _day(slots, scene, reasons)
    elif slots.length and not slots.words & {"after", "before", "until"}:
        return _length(slots, scene)
    else:
        return None
    return _bounded(found, slots.words) if found else None


def _clock_time(slots: Slots, scene: Scene, reasons: tuple[str, ...]) -> Time | None:
    if slots.clock is None:
        return None
    clock, part = slots.clock, slots.part
    at_night = part in ("night", "late") and (clock.hour, clock.minute) == (12, 0)
    if slots.day is None and ("midnight" in clock.doubts or at_night):
        clock, part = Clock(0, sure=True), ""  # without a day the coming midnight is meant
    minutes = Spoken(clock, slots.half, part).minutes()
    days = days_for(slots.day, [m for m, _ in minutes.options], scene) if minutes else None
    if minutes is None or days is None:
        return None
    length = to_timedelta(slots.length) if slots.length else None
    halves = dict(minutes.options)
    said = [each for each in days.options if each[1] == minutes.options[0][0]]
    # Where only the day is asked for, nobody is asked whether ten in the evening may be meant as well.
    options = said if days.ask and not minutes.ask and said else days.options
    starts = [(at(day, m), on or halves[m]) for day, m, on in options]
    if slots.day and starts[0][0] < scene.now:
        reasons = (*reasons, "in_the_past")
    return Draft(
        [(start, start + length if length else None, label) for start, label in starts],
        "minute",
        (*reasons, *days.reasons, *minutes.reasons),
        minutes.ask or days.ask,
        has_date=slots.day is not None,
        has_clock=True,
    ).time()


def _window(slots: Slots, scene: Scene, reasons: tuple[str, ...]) -> Time | None:
    """A part of a day is no time but a window to look for one in."""
    first, after = PARTS[slots.part]
    days = days_for(slots.day, [after], scene)
    if days is None:
        return None
    options = [(at(day, first), at(day, after), label) for day, _, label in days.options]
    found = Draft(options, "hour", (*reasons, "window", *days.reasons), days.ask, has_date=slots.day is not None).time()
    return _lasting(found, slots)


def _day(slots: Slots, scene: Scene, reasons: tuple[str, ...]) -> Time | None:
    if slots.day is None:
        return None
    days = resolve_day(slots.day, scene)
    if days is not None:
        readings: list[Option] = [(at(day), None, label) for day, label in days.options]
        return _lasting(Draft(readings, "day", (*reasons, *days.reasons), days.ask, has_date=True).time(), slots)
    stretch = period(slots.day, scene)
    if stretch is None:
        return None
    if slots.day.weekend:
        reasons = (*reasons, "window")
    options: list[Option] = [(at(stretch.first), at(stretch.after), "")]
    return _lasting(Draft(options, stretch.grain, (*reasons, *stretch.reasons), has_date=True).time(), slots)


def _lasting(found: Time, slots: Slots) -> Time:
    return replace(found, duration=to_timedelta(slots.length)) if slots.length else found


def _length(slots: Slots, scene: Scene) -> Time | None:
    if slots.length is None:
        return None
    length = to_timedelta(slots.length)
    if "within" in slots.words:
        end = scene.later(length)
        return Time("assumed", None, end, grain="minute", reasons=("not_after",), has_date=True, has_clock=True)
    # "An hour", and nothing else, may also mean in an hour.
    reasons = () if slots.words & {"for", "span"} or not scene.alone else ("taken_as_length",)
    return Time("assumed" if reasons else "certain", duration=length, grain="minute", reasons=reasons)


def _bounded(found: Time, words: set[str]) -> Time:
    """After 3pm, by Friday, 15時以降: an edge of the time to look in."""
    if found.start is None:
        return found
    if "after" in words:
        return replace(found, status="assumed", reasons=(*found.reasons, "not_before"))
    if words & {"before", "until", "by"}:
        # "By Friday" includes the Friday; "by 3pm" ends there.
        end = found.end or found.start + (timedelta() if found.has_clock else timedelta(days=1))
        reasons = (*found.reasons, "not_after")
        return replace(found, status="assumed", start=None, end=end, duration=None, reasons=reasons)
    return found
