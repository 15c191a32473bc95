"""Makes one Time of the readings that a phrase may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.language.days import resolve_day
from bot.language.pieces import Day
from bot.language.reading import Choice, Grain, Status, Time
from bot.language.scene import Scene

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
    """The days on which a clock time may be meant."""

    options: Sequence[tuple[date, str]]
    reasons: tuple[str, ...] = ()
    ask: bool = False


def days_for(day: Day | None, minutes: int, scene: Scene) -> DaysFor | None:
    """The days for a clock time; without a day it is today, or tomorrow once that time is past."""
    if day is not None:
        found = resolve_day(day, scene)
        return DaysFor(found.options, found.reasons, found.ask) if found else None
    if at(scene.today, minutes) <= scene.now:
        return DaysFor([(scene.today + timedelta(days=1), "")], ("past_today",))
    return DaysFor([(scene.today, "")])
