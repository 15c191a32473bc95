"""The building blocks of a time phrase, the same for every language."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Day:
    """What was said about the day. Whatever is None was not said; two of them can be joined into one."""

    year: int | None = None
    month: int | None = None
    day: int | None = None  #: of the month; -1 is the last
    weekday: int | None = None  #: Monday is 0
    nth: int | None = None  #: the 2nd Monday of the month; -1 is the last
    days_on: int | None = None  #: from today
    weeks_on: int | None = None  #: from this week
    months_on: int | None = None  #: from this month
    years_on: int | None = None
    which: str | None = None  #: "this" or "next", before a weekday
    named: str | None = None  #: a holiday, by its key in work_days.py
    work_days_on: int | None = None
    order: tuple[int, int] | None = None  #: 5/6: two numbers, month and day in an order that the locale decides
    dated: date | None = None  #: counted out already
    weekend: bool | None = None
    rest: bool | None = None  #: of a week or month: from today on
    of_event: bool | None = None  #: "the next day", 翌週: where something is moved, counted from its own day
    doubts: tuple[str, ...] = ()

    def joined(self, other: Day) -> Day | None:
        """Both together, or None if they contradict each other."""
        if self == other:
            return self
        said: dict[str, object] = {}
        for name in DAY_FIELDS:
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine is not None and theirs is not None:
                if mine != theirs:
                    return None
            elif theirs is not None:
                said[name] = theirs
        return replace(self, **said, doubts=self.doubts + other.doubts)  # type: ignore[arg-type]


DAY_FIELDS = tuple(f.name for f in fields(Day) if f.name != "doubts")


@dataclass(frozen=True)
class Clock:
    """A time on a clock."""

    hour: int  #: as spoken, 0 to 29
    minute: int = 0
    half: str = ""  #: "am" or "pm", if that was spoken with it
    sure: bool = False  #: written so that it can only be a 24-hour clock
    late: bool = False  #: written so that 24 to 29 are the small hours of the next day
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Half:
    """am or pm, standing alone."""

    name: str


@dataclass(frozen=True)
class Part:
    """A part of the day, by its key in clocks.PARTS."""

    name: str


@dataclass(frozen=True)
class Length:
    """A length of time. Days and months are counted on the calendar, minutes on the clock."""

    minutes: int = 0
    days: int = 0
    months: int = 0
    work_days: int = 0

    def plus(self, other: Length) -> Length:
        return Length(
            self.minutes + other.minutes,
            self.days + other.days,
            self.months + other.months,
            self.work_days + other.work_days,
        )


@dataclass(frozen=True)
class Number:
    """A number that may turn out to be an hour or a day."""

    value: int
    minute: int | None = None  #: of `3 30` and `9.30`
    ordinal: bool = False
    dotted: bool = False  #: 9.30 may also be a date
    solid: bool = False  #: 1030 may be any number


#: Bare numbers behind "by" that count minutes; up to 24 only where something moves.
MINUTES = frozenset([5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 90])

Role = Literal[
    "from", "to", "dash", "until", "between", "and", "at", "on", "in", "by", "for", "of", "the", "comma",
    "after", "before", "within", "about", "span", "repeats",
    "now", "fromnow", "ago", "plus", "later", "earlier", "back", "ahead", "whichway",
]  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A small word that tells how its neighbours go together.

    "later", "earlier", "back", "ahead" and "whichway" follow a length: the last says that something moves, but not
    which way. "fromnow" opens the rest of the day (この後), "span" closes a stretch (の間).
    """

    role: Role


@dataclass(frozen=True)
class Zone:
    """A time zone that was named."""

    names: tuple[str, ...]  #: of IANA; where several are called so, the likeliest first
    follows: bool = False  #: only a zone if a clock time stands before it


Single: TypeAlias = Day | Clock | Half | Part | Length | Number | Word | Zone
#: "Tonight" is two: a day and a part of it.
Meaning: TypeAlias = Single | tuple[Single, ...]


@dataclass(frozen=True)
class Piece:
    """A meaning and where in the text it stands."""

    start: int
    end: int
    meaning: Single
