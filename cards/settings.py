"""The settings card: zone, language, reminders, digest and quiet hours, filled in; and what was kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_location

from cards.action import SaveSettings, press
from cards.elements import Card, InputChoiceSet, InputTime, card, fact, heading, line, note
from cards.words import Words

FOLLOW = "teams"  # not an empty value: clients leave empty inputs out
LEADS = (0, 5, 10, 15, 30)
LANGUAGES = {"en": "English", "ja": "日本語"}

# From west to east. A zone that is not here is offered to whoever is in it.
ZONES = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Phoenix", "America/Denver",
    "America/Chicago", "America/Mexico_City", "America/Bogota", "America/New_York", "America/Toronto",
    "America/Halifax", "America/Santiago", "America/St_Johns", "America/Sao_Paulo", "America/Argentina/Buenos_Aires",
    "Atlantic/Azores", "UTC", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Africa/Casablanca", "Africa/Lagos",
    "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Stockholm",
    "Europe/Zurich", "Europe/Warsaw", "Africa/Johannesburg", "Africa/Cairo", "Europe/Athens", "Europe/Helsinki",
    "Asia/Jerusalem", "Europe/Istanbul", "Asia/Riyadh", "Africa/Nairobi", "Asia/Tehran", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Jakarta", "Asia/Singapore", "Asia/Hong_Kong", "Asia/Shanghai",
    "Asia/Taipei", "Asia/Manila", "Australia/Perth", "Asia/Seoul", "Asia/Tokyo", "Australia/Adelaide",
    "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """What the fields hold; None where Teams or nothing is followed."""

    zone: str | None  #: IANA
    language: str | None
    lead_minutes: int
    digest_at: time | None
    quiet_from: time | None
    quiet_until: time | None


def form(words: Words, filled: Filled) -> Card:
    """Every setting in a field of its own."""
    says = words("Your settings. What you do not choose follows Teams and your mailbox.")
    return card(
        heading(words("Settings")),
        note(says),
        _choice("zone", words("Time zone"), filled.zone or FOLLOW, _zones(words), style="filtered"),
        _choice("language", words("Language"), filled.language or FOLLOW, _languages(words)),
        _choice("lead", words("Remind me before events"), str(filled.lead_minutes), _leads(words, filled)),
        _time("digest_at", words("Morning digest at (empty: off)"), filled.digest_at),
        _time("quiet_from", words("Quiet hours from (empty: none)"), filled.quiet_from),
        _time("quiet_until", words("Quiet hours until"), filled.quiet_until),
        actions=[press(words("Save"), SaveSettings(), style="positive")],
        language=words.language,
        says=says,
    )


def saved(words: Words, filled: Filled, about: str = "") -> Card:
    """The result, in the language that was chosen."""
    says = words("Your settings are saved.")
    quiet = words("Off")
    if filled.quiet_from is not None and filled.quiet_until is not None:
        quiet = f"{_clock(words, filled.quiet_from)} – {_clock(words, filled.quiet_until)}"
    return card(
        heading(words("Saved"), "good"),
        line(says),
        fact(words("Zone"), _zone_name(words, filled.zone) if filled.zone else words("Follow Teams")),
        fact(words("Language"), LANGUAGES[filled.language] if filled.language else words("Follow Teams")),
        fact(words("Reminder"), _lead_name(words, filled.lead_minutes)),
        fact(words("Digest"), _clock(words, filled.digest_at) if filled.digest_at is not None else words("Off")),
        fact(words("Quiet"), quiet),
        note(about) if about else None,
        language=words.language,
        says=says,
    )


def _choice(
    name: str, label: str, value: str, choices: list[tuple[str, str]], *, style: str = "compact"
) -> InputChoiceSet:
    offered = [{"title": title, "value": each} for each, title in choices]
    return InputChoiceSet(id=name, label=label, value=value, style=style, choices=offered)


def _time(name: str, label: str, value: time | None) -> InputTime:
    return InputTime(id=name, label=label, value=value.isoformat("minutes") if value is not None else "")


def _zones(words: Words) -> list[tuple[str, str]]:
    zones = [words.zone, *(zone for zone in ZONES if zone != words.zone)]
    return [(FOLLOW, words("Follow Teams")), *((zone, _zone_name(words, zone)) for zone in zones)]


def _languages(words: Words) -> list[tuple[str, str]]:
    return [(FOLLOW, words("Follow Teams")), *LANGUAGES.items()]


def _leads(words: Words, filled: Filled) -> list[tuple[str, str]]:
    # What was said in the chat may be another length than those that are offered.
    return [(str(minutes), _lead_name(words, minutes)) for minutes in sorted({*LEADS, filled.lead_minutes})]


def _lead_name(words: Words, minutes: int) -> str:
    return words("{lead:length} before", lead=timedelta(minutes=minutes)) if minutes else words("Off")


def _zone_name(words: Words, zone: str) -> str:
    """City and zone, because people look for the one or the other."""
    return zone if zone == "UTC" else _city_and_zone(words.locale, zone)


@lru_cache(maxsize=1000)
def _city_and_zone(locale: str, zone: str) -> str:
    # Kept, because the card offers sixty of them, and to look them up takes four times as long as the rest of a turn.
    words = Words(locale, zone)
    city = get_timezone_location(ZoneInfo(zone), locale=Locale.parse(words.language), return_city=True)
    return f"{city} · {words.zonename(zone)}"


def _clock(words: Words, clock: time) -> str:
    # Any day will do: only the clock is shown.
    return words.time(datetime.combine(date(2000, 1, 1), clock, ZoneInfo(words.zone)))
