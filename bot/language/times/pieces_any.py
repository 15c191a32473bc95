"""Dates and clock times written in digits, the same in every language."""

from __future__ import annotations

import re

from bot.language.pattern import Pattern
from bot.language.times.pieces import Clock, Day, Meaning, Number, Word
from bot.language.times.rules import Rule, rule

# Not inside a longer number, a price, a version or a telephone number.
_START = r"(?<![\d.,/:#$€£¥+])(?<![a-z\d]-)"
_START_CLOCK = r"(?<![\d.,/:#$€£¥+])(?<!\d \d-)"
_END = r"(?![a-z0-9%]|[.,/:-]\d| ?%)"
_YEAR = r"(?P<y>(?:19|20|21)\d\d)"
_HOUR = r"(?P<h>\d{1,2})"
#: "pm", "p.m.", "p m", and "p" where it follows at once: "at 3 a meeting" has no am in it.
HALF = r"(?: ?(?P<half>[ap])(?: ?\. ?| )?m(?: ?\.(?![a-z0-9]))?|(?P<letter>[ap]))(?![a-z0-9])"
# "1/2 hour" and "3/4 of them" are fractions.
_NO_FRACTION = r"(?! ?(?:h|hr|hour|hours|of|day|the)\b)(?! ?の縮)"


def full_year(text: str) -> int:
    """27 is 2027."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def day_of(year: int | None, month: int, day: int) -> Day | None:
    """That day, or None if these are no month and day; the 31st of February is told to be wrong later."""
    return Day(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _year_first(m: re.Match[str]) -> Meaning | None:
    return day_of(int(m["y"]), int(m["m"]), int(m["d"]))


def _two_numbers(m: re.Match[str]) -> Meaning | None:
    a, b = int(m["a"]), int(m["b"])
    if not (1 <= min(a, b) <= 12 and max(a, b) <= 31) or m[0] == "24/7":
        return None
    year = m.groupdict().get("y")
    if year is None:
        return Day(order=(a, b))
    return Day(year=full_year(year), order=(a, b), doubts=("two_digit_year",) if len(year) == 2 else ())


def _clock(m: re.Match[str]) -> Meaning | None:
    said = m.groupdict()
    hour, minute, half = int(said["h"]), int(said.get("min") or 0), said.get("half") or said.get("letter")
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        return None
    if half:
        return Clock(hour, minute, half + "m")
    sure = hour == 0 or 13 <= hour <= 23 or said["h"][0] == "0" or said.get("s") is not None
    return Clock(hour, minute, sure=sure)


def _dotted(m: re.Match[str]) -> Meaning | None:
    hour, minute = int(m["h"]), int(m["min"])
    return Number(hour, minute, dotted=True) if hour <= 31 and minute <= 59 else None


RULES: tuple[Rule, ...] = (
    # 2026-03-06, 2026/3/6, 2026-03-06T15:00
    rule(
        rf"{_START_CLOCK}{_YEAR}(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?:t(?=\d)|(?![a-z0-9]|[./]\d))",
        _year_first,
    ),
    # 6/3/2026, 6.3.26
    rule(
        rf"{_START}(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep)(?P<y>(?:19|20|21)\d\d|\d\d)(?![a-z0-9%]|[./-]\d)",
        _two_numbers,
    ),
    # 6/3
    rule(rf"{_START}(?P<a>\d\d?)/(?P<b>\d\d?){_END}{_NO_FRACTION}", _two_numbers),
    # 6.3.
    rule(rf"{_START}(?P<a>\d\d?)\.(?P<b>\d\d?)\.(?! ?\d{{4}})(?![a-z0-9%])", _two_numbers),
    # 3:15pm, 3.15 p.m.
    rule(rf"{_START_CLOCK}{_HOUR}[:.](?P<min>\d\d)(?::\d\d)?{HALF}", _clock),
    # 15:00, 15:00:30
    rule(rf"{_START_CLOCK}{_HOUR}:(?P<min>\d\d)(?::(?P<s>\d\d)(?:\.\d+)?z?)?(?![a-z0-9%]|[:/.]\d)", _clock),
    # 3pm, 3 p.m.
    rule(rf"{_START_CLOCK}{_HOUR}{HALF}", _clock),
    # 315pm
    rule(rf"{_START_CLOCK}{_HOUR}(?P<min>\d\d){HALF}", _clock),
    # 3.15, which may be a date
    rule(rf"{_START}{_HOUR}\.(?P<min>\d\d){_END}", _dotted),
)
#: A dash between two times.
DASH = Pattern(r"[-ー]")
A_DASH = Word("dash")
