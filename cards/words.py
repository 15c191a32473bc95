"""Turns an English sentence of the code into the reader's language, with times in the reader's zone."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time, get_timezone_name
from babel.lists import format_list

from graph.span import Span

# Graph's subjects and names are other people's text: what could reorder or hide a line is dropped before it is shown.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
LONGEST_FOREIGN_TEXT = 120


@lru_cache(maxsize=256)
def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_US")


def clean(text: str, longest: int = LONGEST_FOREIGN_TEXT) -> str:
    """Other people's text on one line, without control characters, cut at `longest`."""
    line = " ".join(CONTROL.sub("", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


@dataclass(frozen=True)
class Words(string.Formatter):
    """Speaks to one reader: `words("Moved to {start:when}.", start=…)`.

    The English sentence is the key; a language overlay may replace it, and what it lacks stays English.
    Formats are named, not patterns, because their order differs by language: day, time, when (day and time),
    span (day and both times), clocks (both times), length, list, zone.
    """

    locale: str  #: such as "ja-JP"
    zone: str  #: IANA, the reader's
    overlay: Mapping[str, str] = field(default_factory=dict, repr=False)
    this_year: int = 0  #: dates of other years show theirs

    def __call__(self, sentence: str, /, **values: Any) -> str:
        """The sentence in the reader's language; raises KeyError if a value is missing."""
        return self.vformat(self.overlay.get(sentence, sentence), (), values)

    def format_field(self, value: Any, format_spec: str) -> str:
        """One value by its named format; text from elsewhere is made safe for one line."""
        if not format_spec:
            return clean(str(value))
        return str(getattr(self, format_spec)(value))

    @property
    def language(self) -> str:
        """The two-letter language, such as "ja"."""
        return _locale(self.locale).language

    def day(self, moment: datetime | date) -> str:
        """Weekday, month and day; the year if it is not this one."""
        local = self.local(moment) if isinstance(moment, datetime) else moment
        skeleton = "MMMEd" if local.year == self.this_year else "yMMMEd"
        return format_skeleton(skeleton, local, locale=_locale(self.locale)).replace("\u202f", " ")

    def time(self, moment: datetime) -> str:
        """Clock time, 12 or 24 hours by the reader's locale."""
        local = self.local(moment).replace(tzinfo=None)
        return format_time(local, "short", locale=_locale(self.locale)).replace("\u202f", " ")

    def when(self, moment: datetime) -> str:
        """Day and clock time."""
        return self._join(self.day(moment), self.time(moment))

    def clocks(self, span: Span) -> str:
        """Both clock times, or days where it ends on another day."""
        if self.local(span.start).date() == self.local(span.end).date():
            return f"{self.time(span.start)} – {self.time(span.end)}"
        return f"{self.time(span.start)} – {self.when(span.end)}"

    def span(self, span: Span) -> str:
        """Day and both clock times; days alone where it is made of whole days."""
        first, end = self.local(span.start), self.local(span.end)
        if first.time() == end.time() == time():
            last = end.date() - timedelta(days=1)
            return self.day(first.date()) if last == first.date() else f"{self.day(first.date())} – {self.day(last)}"
        return self._join(self.day(span.start), self.clocks(span))

    def length(self, duration: timedelta) -> str:
        """A length in days, hours and minutes."""
        minutes = round(duration.total_seconds() / 60)
        days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
        units = {"ja": ("日", "時間", "分")}.get(self.language, (" d", " h", " min"))
        parts = [f"{n}{unit}" for n, unit in zip((days, hours, minutes), units, strict=True) if n]
        return ("" if self.language == "ja" else " ").join(parts) or f"0{units[2]}"

    def list(self, names: Sequence[str]) -> str:
        """Names joined as the language does it."""
        return format_list([clean(name) for name in names], locale=_locale(self.locale)) if names else ""

    def text(self, *sentences: str) -> str:
        """Whole sentences one after the other; in Japanese no space stands between them."""
        return ("" if self.language == "ja" else " ").join(sentences)

    def zonename(self, zone: str) -> str:
        """A zone's name for people, such as "Japan Standard Time"."""
        # Babel calls it "Unknown Region (UTC) Time".
        return "UTC" if zone == "UTC" else get_timezone_name(ZoneInfo(zone), locale=_locale(self.locale))

    def local(self, moment: datetime) -> datetime:
        """The same instant on the reader's clock."""
        return moment.astimezone(ZoneInfo(self.zone))

    def _join(self, day: str, clock: str) -> str:
        return f"{day} {clock}" if self.language == "ja" else f"{day}, {clock}"
