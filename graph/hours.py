"""Days of the week and times of the day as Graph writes them, and the hours that somebody works."""

from __future__ import annotations

from datetime import time

from graph.answer import Json
from graph.model import WorkingHours
from graph.zones import iana

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_working_hours(json: Json) -> WorkingHours | None:
    """Somebody's workingHours; None where they are not given, or in a zone that we cannot read.

    Outlook may say "Customized Time Zone" and a bias, which is no place: there we do not know when they work.
    Source: https://learn.microsoft.com/graph/api/resources/workinghours
    """
    zone = iana(str((json.get("timeZone") or {}).get("name") or ""))
    if zone is None or not json.get("startTime") or not json.get("endTime"):
        return None
    return WorkingHours(
        zone=zone,
        days=read_days(json.get("daysOfWeek")),
        starts=read_start(str(json["startTime"])),
        until=read_until(str(json["endTime"])),
    )


def read_days(names: list[str] | None) -> frozenset[int]:
    """Days of the week by number, Monday is 0."""
    known = {name: number for number, name in enumerate(WEEKDAYS)}
    return frozenset(known[name.lower()] for name in names or [] if name.lower() in known)


def read_start(text: str) -> time:
    """Such as 09:00:00.0000000."""
    return time(int(text[0:2]), int(text[3:5]))


def read_until(text: str) -> time:
    """The same for an end: 00:00 is the midnight after, which is also written 24:00 or 23:59:59."""
    return time(0) if text[0:5] in ("24:00", "23:59") else read_start(text)
