"""Time zones and moments between Graph's ways of writing them and ours."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tzlocal.windows_tz import tz_win, win_tz

from graph.zone_names import DISPLAYED

_OFFSET = re.compile(r"^\((?:utc|gmt)(?:[+-]\d{1,2}:\d{2})?\)\s*")
_WINDOWS_NAMES = {name.casefold(): name for name in win_tz}
_DISPLAYED_NAMES = {name.casefold(): windows_name for name, windows_name in DISPLAYED.items()}
_OTHER_NAMES = {
    "utc": "UTC",
    "z": "UTC",
    "tzone://microsoft/utc": "UTC",
    "customized time zone": None,
    "tzone://microsoft/custom": None,
}


@lru_cache(maxsize=1000)
def iana(name: str) -> str | None:
    """The IANA zone for a Windows, IANA or displayed name, one that zoneinfo can load; None if there is none.

    "Pacific Standard Time", "america/los_angeles" and "(UTC-08:00) Pacific Time (US & Canada)" are one zone.
    """
    key = " ".join(name.split()).casefold()
    if key in _OTHER_NAMES:
        return _OTHER_NAMES[key]
    displayed = _DISPLAYED_NAMES.get(_OFFSET.sub("", key)) if _OFFSET.match(key) else None
    windows_name = displayed or _WINDOWS_NAMES.get(key)
    if windows_name is not None:
        return "UTC" if windows_name == "UTC" else _loadable(win_tz[windows_name])
    return _loadable(_iana_names().get(key, ""))


@lru_cache(maxsize=1000)
def windows(iana: str) -> str | None:
    """The Windows name of an IANA zone, None if Windows has no such zone."""
    if iana in ("UTC", "Etc/UTC"):
        return "UTC"
    return tz_win.get(iana)


def read_moment(json: dict[str, Any]) -> datetime:
    """A dateTimeTimeZone as an aware time in UTC.

    Fractions may have seven digits; an offset in the value wins over the zone beside it. A time that the clocks
    skip is read with the offset from before the change, one that they repeat as the earlier of the two.
    Raises ValueError if it has neither an offset nor a zone that we know.
    Source: https://learn.microsoft.com/graph/api/resources/datetimetimezone
    """
    moment = datetime.fromisoformat(str(json.get("dateTime") or ""))
    if moment.tzinfo is None:
        zone = iana(str(json.get("timeZone") or ""))
        if zone is None:
            raise ValueError("a moment without a zone that we know")
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC)


def write_moment(moment: datetime, zone: str) -> dict[str, str]:
    """A dateTimeTimeZone for an aware time, as the clock in `zone` shows it.

    The second of two equal clock times (when clocks go back) is written in UTC, since a bare clock time means the
    first. Zones are written by their Windows names, which Outlook knows all of; IANA names it knows only in part.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    local = moment.astimezone(ZoneInfo(zone))
    if local.fold:
        local, zone = moment.astimezone(UTC), "UTC"
    return {"dateTime": local.replace(tzinfo=None).isoformat(), "timeZone": windows(zone) or zone}


def write_day(midnight: datetime, zone: str) -> dict[str, str]:
    """A dateTimeTimeZone for the midnight that an all-day event starts or ends at; never in another zone."""
    day = midnight.astimezone(ZoneInfo(zone)).date()
    return {"dateTime": f"{day.isoformat()}T00:00:00", "timeZone": windows(zone) or zone}


def read_instant(text: str) -> datetime:
    """A DateTimeOffset such as 2026-03-06T12:30:00.0000000Z as an aware time in UTC; without an offset it is UTC."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def write_instant(moment: datetime) -> str:
    """An aware time as a DateTimeOffset in UTC with Z. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _loadable(name: str) -> str | None:
    try:
        return ZoneInfo(name).key if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=1)
def _iana_names() -> dict[str, str]:
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.casefold(): name for name in names}
