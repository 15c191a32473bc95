"""Lengths of time as ISO 8601 writes them; the SDK writes them wrongly and reads negative ones as nothing.

https://github.com/microsoftgraph/msgraph-sdk-python/issues/1262
"""

from __future__ import annotations

import re
from datetime import timedelta

_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def write_duration(length: timedelta) -> str:
    """Such as PT45M, P1DT2H, -PT15M; PT0S for nothing."""
    sign, seconds = ("-", -length) if length < timedelta(0) else ("", length)
    hours, rest = divmod(seconds.seconds, 3600)
    minutes, whole_seconds = divmod(rest, 60)
    days = f"{seconds.days}D" if seconds.days else ""
    fraction = f".{seconds.microseconds:06d}".rstrip("0") if seconds.microseconds else ""
    clock = "".join(
        f"{number}{unit}"
        for number, unit in ((hours, "H"), (minutes, "M"), (f"{whole_seconds}{fraction}", "S"))
        if number not in (0, "0")
    )
    if not days and not clock:
        return "PT0S"
    return f"{sign}P{days}{'T' + clock if clock else ''}"


def read_duration(text: str) -> timedelta:
    """The length that such a text says. Raises ValueError for anything else, such as 0:05:00."""
    found = _DURATION.fullmatch(text)
    parts = (
        {}
        if found is None
        else {name: float(value) for name, value in found.groupdict().items() if name != "sign" and value}
    )
    if found is None or not parts:
        raise ValueError("not a duration")
    length = timedelta(**parts)
    return -length if found["sign"] else length
