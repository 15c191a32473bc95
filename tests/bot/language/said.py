"""What the language tests share: reading a sentence or a time phrase at a fixed moment."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.language import Reading, Time, read, read_time

ZONE = "America/St_Johns"
#: A Friday morning in St John's.
NOW = datetime(2026, 3, 6, 9, 0, tzinfo=ZoneInfo(ZONE))


def locale_of(text: str) -> str:
    return "en-US" if text.isascii() else "ja-JP"


def said(text: str, locale: str = "") -> Reading:
    return read(text, now=NOW, zone=ZONE, locale=locale or locale_of(text))


def time_said(text: str, locale: str = "", now: str = "") -> Time:
    """The time phrase `text` at `now`, a clock time in St John's."""
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(ZONE)) if now else NOW
    return read_time(text, now=moment, zone=ZONE, locale=locale or locale_of(text))


def local(text: str) -> datetime:
    """A clock time without a zone: "03-07 15:00" is in 2026."""
    return datetime.fromisoformat(text if text[4] == "-" else f"2026-{text}")


def brief(time: Time) -> str:
    """A time in one line: status, start, end, length, shift, choices."""
    parts = [time.status]
    if time.start:
        parts.append(f"{time.start:%m-%d %H:%M}")
    if time.end:
        parts.append(f"until {time.end:%m-%d %H:%M}")
    if time.duration:
        parts.append(f"for {int(time.duration.total_seconds() // 60)}")
    if time.shift:
        parts.append(f"by {int(time.shift.total_seconds() // 60):+d}")
    parts.extend(f"or {choice.start:%m-%d %H:%M}" for choice in time.choices if time.status == "ask")
    return " ".join(parts)
