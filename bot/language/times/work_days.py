"""Working days and holidays of Japan, the United States and the United Kingdom."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
#: Days that fall on the same date every year, wherever one is.
_SAME_DATE = {
    "christmas_eve": (12, 24),
    "christmas": (12, 25),
    "boxing_day": (12, 26),
    "new_years_eve": (12, 31),
    "new_years_day": (1, 1),
    "valentines_day": (2, 14),
    "halloween": (10, 31),
    "元日": (1, 1),
}
#: Country and how the `holidays` package calls them, in its own spelling.
_IN_PACKAGE = {
    "thanksgiving": ("US", "Thanksgiving Day"),
    "labor_day": ("US", "Labor Day"),
    "memorial_day": ("US", "Memorial Day"),
    "independence_day": ("US", "Independence Day"),
    "veterans_day": ("US", "Veterans Day"),
    "columbus_day": ("US", "Columbus Day"),
    "presidents_day": ("US", "Washington's Birthday"),
    "mlk_day": ("US", "Martin Luther King Jr. Day"),
    "juneteenth": ("US", "Juneteenth National Independence Day"),
    "good_friday": ("GB", "Good Friday"),
    "easter_monday": ("GB", "Easter Monday"),
}


_LANGUAGES = {"JP": "ja", "US": "en_US", "GB": "en_GB"}


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> dict[date, str]:
    # Imported on first use: it takes longer than all the rest of the package.
    import holidays

    subdivision = "ENG" if country == "GB" else None
    # Without a language the package goes by the machine it runs on.
    found = holidays.country_holidays(country, subdiv=subdivision, years=year, language=_LANGUAGES[country])
    return dict(found)


def is_work_day(day: date, country: str) -> bool:
    """Monday to Friday and no public holiday of `country`."""
    return day.weekday() < 5 and day not in _holidays(country, day.year)


def add_work_days(day: date, count: int, country: str) -> date:
    """The `count`th working day after `day`; before it, if `count` is negative."""
    step = _DAY if count >= 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_work_day(day, country):
            day += step
    return day


def holiday_after(key: str, today: date, year: int | None, country: str) -> date | None:
    """The day `key` in `year`, or the next one from `today` on; None if it is unknown."""
    years = (year,) if year else (today.year, today.year + 1)
    if key in _SAME_DATE:
        days = [date(y, *_SAME_DATE[key]) for y in years]
    elif key == "next_holiday":
        days = [day for y in years for day in sorted(_holidays(country, y))]
    else:
        land, name = _IN_PACKAGE.get(key, ("JP", key))
        days = [day for y in years for day, called in sorted(_holidays(land, y).items()) if name in called.split("; ")]
    return next((day for day in days if day >= today or year), None)
