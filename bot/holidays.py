"""Public holidays where a person is, as far as their time zone tells the country."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _countries() -> dict[str, str]:
    """The country (ISO 3166) of each zone (IANA) that belongs to one alone."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in rows}


@lru_cache(maxsize=64)
def _holidays(country: str, year: int, language: str) -> dict[date, str]:
    # Imported on first use: it takes longer than the rest of a turn.
    import holidays

    if country not in holidays.list_supported_countries():
        return {}
    spoken = holidays.list_localized_countries().get(country, [])
    known = next((each for each in spoken if each.split("_")[0] == language), None)
    return dict(holidays.country_holidays(country, years=year, language=known))


def holiday(day: date, zone: str, language: str) -> str:
    """The name of a national holiday, in `language` (such as "ja") where that is known; "" on other days."""
    country = _countries().get(zone)
    return _holidays(country, day.year, language).get(day, "") if country else ""
