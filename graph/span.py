"""A stretch of time, half open, aware and never empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, order=True)
class Span:
    """From `start` up to but not including `end`; both aware, kept in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment.tzinfo is None:
                raise ValueError("a span needs times with a time zone")
        # Two times of the same zone compare by their clocks, which is wrong in the night when these change.
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one instant."""
        return self.start < other.end and other.start < self.end

    def moved_to(self, start: datetime) -> Span:
        """The same length from another start."""
        return Span(start, start + self.length)
