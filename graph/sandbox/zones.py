"""Time zones as Outlook names them: Windows names and IANA names, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel.core import get_global

WINDOWS_TO_IANA: dict[str, str] = dict(get_global("windows_zone_mapping"))


@cache
def find_zone(name: str) -> ZoneInfo | None:
    """The zone with this Windows or IANA name, or None where Outlook would not know it."""
    iana = WINDOWS_TO_IANA.get(name, name)
    try:
        return ZoneInfo(iana)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def windows_zones(now: datetime) -> list[dict[str, str]]:
    """Every Windows zone as Graph's timeZoneInformation, from west to east."""
    return _described(list(WINDOWS_TO_IANA), now)


def iana_zones(now: datetime) -> list[dict[str, str]]:
    """Every IANA zone as Graph's timeZoneInformation, from west to east."""
    return _described(sorted(available_timezones()), now)


def _described(names: list[str], now: datetime) -> list[dict[str, str]]:
    known = [
        (zone.utcoffset(now.astimezone(UTC).replace(tzinfo=None)), name) for name in names if (zone := find_zone(name))
    ]
    ordered = sorted((offset, name) for offset, name in known if offset is not None)
    rows: list[dict[str, str]] = []
    for offset, name in ordered:
        minutes = round(offset.total_seconds() / 60)
        sign = "-" if minutes < 0 else "+"
        label = f"(UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}) {name}"
        rows.append({"alias": name, "displayName": label})
    return rows
