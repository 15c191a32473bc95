"""Where and when something is said: the moment, the zone, and the customs of the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Where 5/6 is the sixth of May. Everywhere else that writes English puts the day first; Canada does both.
_MONTH_FIRST = {"US", "PH"}
_DAY_FIRST = {"GB", "AU", "NZ", "IE", "IN", "ZA", "SG", "HK", "MY"}


@dataclass(frozen=True)
class Scene:
    """The moment of speaking, in the speaker's zone."""

    now: datetime  #: local, naive
    zone: ZoneInfo
    order: str  #: "month_first", "day_first", or "" where the locale does not say
    country: str  #: whose holidays count: "JP", "US" or "GB"
    moving: bool = False  #: something is being moved: "30 minutes later" is then a shift
    event_day: date | None = None  #: the day of what is moved, if it was said
    alone: bool = False  #: the text is a time phrase and nothing else

    @property
    def today(self) -> date:
        return self.now.date()

    def later(self, by: timedelta) -> datetime:
        """`by` from now on the clock, across a change of the clocks."""
        there = self.now.replace(tzinfo=self.zone).astimezone(UTC) + by
        return there.astimezone(self.zone).replace(tzinfo=None)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError(f"not a time zone of the IANA list: {name!r}") from unknown


def scene(now: datetime, zone: str, locale: str, *, alone: bool = False) -> Scene:
    """The scene at `now` (aware).

    Raises ValueError for a naive `now` or a zone that IANA does not have.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    here = _zone(zone)
    language, _, rest = locale.replace("_", "-").partition("-")
    country = rest[-2:].upper()
    if language == "ja":
        order, country = "month_first", "JP"
    elif country in _MONTH_FIRST:
        order = "month_first"
    elif country in _DAY_FIRST:
        order = "day_first"
    else:
        order = ""
    holidays_of = "JP" if country == "JP" else "US" if country in ("", "US") else "GB"
    return Scene(now.astimezone(here).replace(tzinfo=None), here, order, holidays_of, alone=alone)
