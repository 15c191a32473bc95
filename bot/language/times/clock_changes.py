"""Local times that do not exist, or exist twice, because the clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.language.reading import Choice, Time


def kind_of(local: datetime, zone: ZoneInfo) -> Literal["once", "gap", "twice"]:
    """Whether the naive `local` exists in `zone` once, never (clocks go forward) or twice (clocks go back)."""
    early, late = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if early == late:
        return "once"
    return "twice" if (early or timedelta()) > (late or timedelta()) else "gap"


def after_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """The time that clocks show where `local` was skipped: 02:30 becomes 03:30."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone).replace(tzinfo=None)


def settled(time: Time, zone: ZoneInfo) -> Time:
    """`time` itself, or the question that a change of the clocks at its start leaves open."""
    start = time.start
    if start is None or not time.has_clock or time.grain != "minute" or time.zone_said:
        return time
    kind = kind_of(start, zone)
    if kind == "once" or "now" in time.reasons:
        return time
    length = time.end - start if time.end else None
    starts = [after_gap(start, zone)] if kind == "gap" else [start.replace(fold=0), start.replace(fold=1)]
    labels = ["after_gap"] if kind == "gap" else ["first", "second"]
    choices = tuple(
        Choice(at, at + length if length else None, label) for at, label in zip(starts, labels, strict=True)
    )
    reason = "clocks_go_forward" if kind == "gap" else "clocks_go_back"
    return replace(time, status="ask", start=None, end=None, reasons=(*time.reasons, reason), choices=choices)
