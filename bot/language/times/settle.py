"""Makes one Time of the readings that a phrase may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.language.reading import Choice, Grain, Status, Time
from bot.language.times.days import resolve_day
from bot.language.times.pieces import Day
from bot.language.times.scene import Scene

MOST_CHOICES = 4  #: more buttons are no question any more

#: Start, end, and what sets this reading apart.
Option = tuple[datetime, datetime | None, str]


@dataclass(frozen=True)
class Draft:
    """The readings of a phrase, the likeliest first."""

    options: Sequence[Option]
    grain: Grain
    reasons: tuple[str, ...] = ()
    ask: bool = False
    has_date: bool = False
    has_clock: bool = False

    def time(self) -> Time:
        """The first reading, or the question which of them is meant."""
        start, end, _ = self.options[0]
        status: Status = "ask" if self.ask else "assumed" if self.reasons else "certain"
        choices = tuple(Choice(*option) for option in self.options[:MOST_CHOICES]) if len(self.options) > 1 else ()
        duration = end - start if end and self.has_clock else None
        reasons = tuple(dict.fromkeys(self.reasons))
        return Time(
            status,
            None if self.ask else start,
            None if self.ask else end,
            duration=duration,
            grain=self.grain,
            reasons=reasons,
            choices=choices,
            has_date=self.has_date,
            has_clock=self.has_clock,
        )


def at(day: date, minutes: int = 0) -> datetime:
    """That many minutes after the midnight that begins `day`."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


@dataclass(frozen=True)
class DaysFor:
    """The days on which clock times may be meant: day, minutes after midnight, what sets the day apart."""

    options: Sequence[tuple[date, int, str]]
    reasons: tuple[str, ...] = ()
    ask: bool = False


def days_for(day: Day | None, minutes: Sequence[int], scene: Scene) -> DaysFor | None:
    """The days for each of the clock times; without a day that is today, or tomorrow once the time is past."""
    if day is not None:
        found = resolve_day(day, scene)
        if found is None:
            return None
        return DaysFor([(on, m, label) for on, label in found.options for m in minutes], found.reasons, found.ask)
    past = [at(scene.today, m) <= scene.now for m in minutes]
    tomorrow = scene.today + timedelta(days=1)
    options = [(tomorrow if gone else scene.today, m, "") for m, gone in zip(minutes, past, strict=True)]
    return DaysFor(options, ("past_today",) if past[0] else ())
