"""From what was said about the hour to minutes after midnight, and what parts of the day are."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.times.pieces import Clock

#: Part of the day → first and last minute of the window it stands for.
PARTS: dict[str, tuple[int, int]] = {
    "morning": (6 * 60, 12 * 60),
    "lunch": (12 * 60, 13 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "after_lunch": (13 * 60, 18 * 60),
    "end_of_day": (16 * 60, 18 * 60),
    "evening": (17 * 60, 21 * 60),
    "night": (18 * 60, 24 * 60),
    "late": (22 * 60, 26 * 60),
    "small": (0, 6 * 60),
}
#: Without am or pm these hours of a working day are the only ones that fit: 8:00 to 12:59, and 13:00 to 17:59.
_MORNING_HOURS = range(8, 13)
_AFTERNOON_HOURS = range(1, 6)
_HALF_DAY = 12 * 60
_WHOLE_DAY = 24 * 60


@dataclass(frozen=True)
class Minutes:
    """The minutes after midnight that may be meant, the likeliest first, each with what sets it apart.

    1440 and more are on the next day.
    """

    options: tuple[tuple[int, str], ...]
    reasons: tuple[str, ...] = ()
    ask: bool = False


def resolve_clock(clock: Clock, half: str, part: str) -> Minutes | None:
    """The time meant by `clock`, helped by an am or pm (`half`) or a part of the day; None if there is no such time."""
    half = clock.half or half
    minutes = _minutes(clock, half, part)
    if minutes is None or not clock.doubts:
        return minutes
    return _doubted(clock, minutes)


def _minutes(clock: Clock, half: str, part: str) -> Minutes | None:
    hour, minute = clock.hour, clock.minute
    if hour > (29 if clock.late else 24) or minute > 59:
        return None
    if half:
        if hour > 12:
            return Minutes(((hour * 60 + minute, ""),)) if half == "pm" and hour < 24 else None
        at = hour % 12 * 60 + minute + (_HALF_DAY if half == "pm" else 0)
        return Minutes(((at, ""),), ("midnight",) if at == 0 else ())
    if part and hour <= 12:
        return _by_part(hour, minute, part)
    if hour >= 24:
        return Minutes(((hour * 60 + minute, ""),), ("after_midnight",))
    if clock.sure:
        return Minutes(((hour * 60 + minute, ""),))
    return _by_working_hours(hour, minute)


def _by_part(hour: int, minute: int, part: str) -> Minutes:
    early, late = hour % 12 * 60 + minute, hour % 12 * 60 + minute + _HALF_DAY
    if part in ("morning", "small"):
        return Minutes(((late if hour == 12 else early, ""),))
    if part in ("night", "late") and (hour == 12 or hour < 5):
        if hour == 12 and minute == 0:
            return _which_midnight()
        return Minutes(((early + _WHOLE_DAY, "night"),), ("after_midnight",), ask=hour == 12)
    if part == "lunch":
        return Minutes(((early if hour in (10, 11) else late, ""),))
    return Minutes(((late, ""),))


def _by_working_hours(hour: int, minute: int) -> Minutes:
    early, late = hour % 12 * 60 + minute, hour % 12 * 60 + minute + _HALF_DAY
    if hour == 12:
        return Minutes(((late, "noon"), (early + _WHOLE_DAY, "midnight")), ("taken_as_noon",))
    if hour in _MORNING_HOURS:
        return Minutes(((early, "morning"), (late, "evening")), ("taken_as_morning",))
    if hour in _AFTERNOON_HOURS:
        return Minutes(((late, "afternoon"), (early, "morning")), ("taken_as_afternoon",))
    return Minutes(((early, "morning"), (late, "evening")), ("morning_or_evening",), ask=True)


def _which_midnight() -> Minutes:
    return Minutes(((0, "midnight_before"), (_WHOLE_DAY, "midnight_after")), ("which_midnight",), ask=True)


def _doubted(clock: Clock, minutes: Minutes) -> Minutes:
    at = minutes.options[0][0]
    if "midnight" in clock.doubts:
        return _which_midnight()
    if "twelve" in clock.doubts:
        midnight = 0 if clock.half == "am" else _WHOLE_DAY
        return Minutes(((_HALF_DAY, "noon"), (midnight, "midnight")), ("noon_or_midnight",), ask=True)
    if "half_past_or_to" in clock.doubts:
        return Minutes(((at, "half_past"), (at - 60, "half_to")), ("half_past_or_to",), ask=True)
    return Minutes(minutes.options, minutes.reasons + clock.doubts, minutes.ask)


@dataclass(frozen=True)
class Spoken:
    """A clock time with the am, pm or part of the day that was spoken with it."""

    clock: Clock
    half: str = ""
    part: str = ""

    @property
    def settled(self) -> bool:
        """Whether it can only be one of the two halves of the day."""
        return bool(self.clock.half or self.half or self.part) or self.clock.sure or self.clock.hour > 12

    def minutes(self) -> Minutes | None:
        return resolve_clock(self.clock, self.half, self.part)


@dataclass(frozen=True)
class Pair:
    """A begin and an end in minutes after midnight, and what sets this reading apart."""

    begin: int
    end: int
    label: str


@dataclass(frozen=True)
class Range:
    """The pairs that may be meant, the likeliest first."""

    options: tuple[Pair, ...]
    reasons: tuple[str, ...]
    ask: bool


def resolve_range(first: Spoken, last: Spoken) -> Range | None:
    """The stretch from `first` to `last`; where one side leaves its half of the day open, the other side tells."""
    begins, ends = first.minutes(), last.minutes()
    if begins is None or ends is None:
        return None
    if not last.settled:
        pairs = [Pair(begin, _first_after(last.clock, begin), label) for begin, label in begins.options]
        reasons = ("taken_after_start",) if first.settled else begins.reasons
        if pairs[0].end > _WHOLE_DAY:
            reasons = (*reasons, "ends_next_day")
        return Range(tuple(pairs), reasons, begins.ask)
    if first.settled:
        begin = begins.options[0][0]
        # Noon and midnight may both be meant by the end.
        end = next((end for end, _ in sorted(ends.options) if end > begin), ends.options[0][0])
        reasons = begins.reasons
    else:
        end = ends.options[0][0]
        begin = _begin_before(first.clock, last, end)
        reasons = () if last.clock.half or last.half or last.part else ("taken_before_end",)
    if end <= begin:
        end += _WHOLE_DAY
    return Range((Pair(begin, end, ""),), reasons, begins.ask and first.settled)


def _begin_before(clock: Clock, last: Spoken, end: int) -> int:
    """The reading of a bare "5" in "5 to 6pm": in the same half of the day if that is before the end."""
    early = clock.hour % 12 * 60 + clock.minute
    late = early + _HALF_DAY
    if not (last.clock.half or last.half or last.part):
        likely = _by_working_hours(clock.hour, clock.minute).options[0][0]
        return likely if likely < end else early
    if end <= _HALF_DAY:
        return early if early < end else late
    return late if late < end else early


def _first_after(clock: Clock, begin: int) -> int:
    if clock.hour >= 24:
        return clock.hour * 60 + clock.minute
    at = clock.hour % 12 * 60 + clock.minute
    while at <= begin:
        at += _HALF_DAY
    return at
