"""When people are free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from graph.model.events import ShowAs
from graph.model.people import WorkingHours
from graph.span import Span

WhyNone = Literal[
    "",
    "attendeesUnavailable",
    "attendeesUnavailableOrUnknown",
    "locationsUnavailable",
    "organizerUnavailable",
    "unknown",
]


@dataclass(frozen=True)
class Busy:
    """A stretch of somebody's time that is taken, without what it is for."""

    span: Span
    show_as: ShowAs


@dataclass(frozen=True)
class Schedule:
    """When one person, room or list is taken."""

    email: str
    busy: tuple[Busy, ...]  #: earliest first; what is free is left out
    is_known: bool  #: False: there is no such address, or it does not share
    hours: WorkingHours | None = None  #: None where Outlook does not say, or in a zone that we cannot read


@dataclass(frozen=True)
class TimeWish:
    """What a suggested time has to suit."""

    within: Span
    length: timedelta
    required: tuple[str, ...] = ()  #: mail addresses, besides the organiser's own
    optional: tuple[str, ...] = ()
    least_percent: float = 50.0  #: how many of those required must be free
    most: int = 5


@dataclass(frozen=True)
class Suggestion:
    """A time that may suit."""

    span: Span
    confidence_percent: float  #: 100: everybody is free


@dataclass(frozen=True)
class Suggestions:
    """Times that may suit, best first, or why there are none."""

    times: tuple[Suggestion, ...]
    why_none: WhyNone
