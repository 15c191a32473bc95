"""Graph's ways to write an instant, a wall-clock time with its zone, and a length of time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from graph.sandbox.zones import find_zone

_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,12}))?)?(Z|[+-]\d\d:\d\d)?", re.IGNORECASE
)
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?")


def read_date_time(text: str) -> datetime:
    """The time that `text` says, aware if it carries an offset and naive if not; raises ValueError."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day, clock, fraction, offset = match.groups()
    micro = (fraction or "").ljust(6, "0")[:6]
    return datetime.fromisoformat(
        f"{day}T{clock or '00:00'}"
        + (f":00.{micro}" if clock is None or len(clock) == 5 else f".{micro}")
        + (offset or "").upper()
    )


def read_instant(text: str) -> datetime:
    """The instant that `text` says, in UTC; raises ValueError without an offset."""
    moment = read_date_time(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def instant(moment: datetime) -> str:
    """As Graph writes a DateTimeOffset: UTC, seven fractional digits and a Z."""
    return wall(moment.astimezone(UTC)) + "Z"


def short_instant(moment: datetime) -> str:
    """As Graph writes the times of its own bookkeeping: UTC, whole seconds and a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall(moment: datetime) -> str:
    """A wall-clock time as Graph writes it, with seven fractional digits and no offset."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond:06d}0"


def in_utc(value: dict[str, Any]) -> datetime:
    """The instant of a dateTimeTimeZone whose zone is known to be supported."""
    moment = read_date_time(value["dateTime"])
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=find_zone(value["timeZone"]))
    return moment.astimezone(UTC)


def date_time_time_zone(moment: datetime, zone_name: str = "UTC") -> dict[str, str]:
    """`moment` as a dateTimeTimeZone in that zone, which must be a supported one."""
    return {"dateTime": wall(moment.astimezone(find_zone(zone_name))), "timeZone": zone_name}


def midnight(day: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the wall-clock day of `day` in `zone`."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def read_duration(text: str) -> timedelta:
    """The length that an ISO 8601 duration says; raises ValueError."""
    match = _DURATION.fullmatch(text)
    if match is None or text.rstrip("PT-") == "" or text.endswith("T"):
        raise ValueError(text)
    sign, days, hours, minutes, seconds = match.groups()
    length = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))
    return -length if sign else length


def duration(length: timedelta) -> str:
    """`length` as an ISO 8601 duration, the way Graph writes it."""
    seconds = round(length.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{seconds}S" if seconds else "")
    if not days and not clock:
        return "PT0S"
    return f"{sign}P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
