"""From what was said about a day to the day itself, or to the days it may be."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from bot.language.times.pieces import Day, Length
from bot.language.times.scene import Scene
from bot.language.times.work_days import add_work_days, holiday_after

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """The days that may be meant, the likeliest first, each with what sets it apart."""

    options: tuple[tuple[date, str], ...]
    reasons: tuple[str, ...] = ()
    ask: bool = False

    @classmethod
    def one(cls, day: date, *reasons: str) -> Days:
        return cls(((day, ""),), reasons)


def add_length(day: date, length: Length, country: str) -> date:
    """`length` after `day`, its minutes left aside; see `shift_months` for the 31st."""
    day = shift_months(day, length.months) + length.days * _DAY
    return add_work_days(day, length.work_days, country) if length.work_days else day


def shift_months(day: date, months: int) -> date:
    """`months` after `day`; the 31st becomes the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def resolve_day(said: Day, scene: Scene) -> Days | None:
    """The day meant by `said`, or None if no calendar has it. A week or month alone is no day: see `period`."""
    days = _resolve(said, scene)
    if days is None or not said.doubts:
        return days
    return replace(days, reasons=days.reasons + said.doubts)


def is_in_no_calendar(said: Day, scene: Scene) -> bool:
    """Whether `said` is a day that no such month has, as the 31st of February."""
    if said.order:
        # Without a year 4/31 may be anything: part 4 of 31, the number of an invoice.
        return said.year is not None and resolve_day(said, scene) is None
    if said.month is None or said.day is None:
        return False
    return all(said.day > monthrange(year, month)[1] for year, month in _months(said, scene))


def _resolve(said: Day, scene: Scene) -> Days | None:
    if said.dated or said.named or said.work_days_on is not None or said.days_on is not None:
        return _counted(said, scene)
    if said.order:
        return _by_order(said, scene)
    if said.nth is not None:
        return _nth_weekday(said, scene)
    if said.day is not None:
        return _day_of_month(said, scene)
    if said.weekday is not None:
        return _weekday_of_week(said, scene) if said.weeks_on is not None else _weekday(said, scene)
    return None


def _counted(said: Day, scene: Scene) -> Days | None:
    if said.dated:
        found: date | None = said.dated
    elif said.named:
        found = holiday_after(said.named, scene.today, said.year, scene.country)
    elif said.work_days_on is not None:
        found = add_work_days(scene.today, said.work_days_on, scene.country)
    else:
        found = scene.today + (said.days_on or 0) * _DAY
    if found is None:
        return None
    if said.day not in (None, found.day) or said.month not in (None, found.month):
        return None
    return _checked(said, Days.one(found), scene)


def _checked(said: Day, days: Days, scene: Scene) -> Days:
    """The same, but asking where the weekday that was said is another."""
    if said.weekday is None or any(day.weekday() == said.weekday for day, _ in days.options):
        return days
    coming = _coming(scene.today, said.weekday)
    return Days((*days.options, (coming, "weekday")), (*days.reasons, "weekday_differs"), ask=True)


def _coming(today: date, weekday: int) -> date:
    """The first such weekday after today."""
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * _DAY


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _weekday(said: Day, scene: Scene) -> Days:
    weekday, today = said.weekday or 0, scene.today
    coming = _coming(today, weekday)
    this_week = _monday(today) + weekday * _DAY
    if said.which == "last":
        return Days.one(coming - (14 if this_week == today else 7) * _DAY)
    if said.which == "next":
        return _next_weekday(coming, this_week + 7 * _DAY, today)
    if this_week == today and said.which != "coming":
        return Days(((today, "today"), (coming, "in_a_week")), ("same_weekday",), ask=True)
    if said.which == "this" and this_week < today:
        return Days(((this_week, "past"), (coming, "coming")), ("this_week_is_past",), ask=True)
    if 0 < (today - this_week).days <= 1 and said.which is None:
        return Days(((coming, "coming"), (this_week, "past")), ("taken_as_coming",))
    return Days.one(coming)


def _next_weekday(coming: date, next_week: date, today: date) -> Days:
    """The coming one, which "next Tuesday" is to some, or next week's, which it is to others."""
    # Where the week begins on Sunday, a Sunday belongs to the week that comes.
    sundays_week = today - (today.weekday() + 1) % 7 * _DAY + (7 + (next_week.weekday() + 1) % 7) * _DAY
    days = sorted({coming, next_week, sundays_week})
    if len(days) == 1:
        return Days.one(coming)
    labels = ("coming", "next_week", "week_after")
    return Days(tuple(zip(days, labels, strict=False)), ("next_weekday",), ask=True)


def _weekday_of_week(said: Day, scene: Scene) -> Days:
    weekday, weeks = said.weekday or 0, said.weeks_on or 0
    day = _monday(scene.today) + (7 * weeks + weekday) * _DAY
    if weekday == 6 and weeks > 0:
        return Days(((day - 7 * _DAY, "week_from_sunday"), (day, "week_from_monday")), ("start_of_week",), ask=True)
    if weeks == 0 and day < scene.today:
        return Days(((day, "past"), (day + 7 * _DAY, "in_a_week")), ("this_week_is_past",), ask=True)
    if scene.today.weekday() == 6 and weeks > 0:
        return Days(((day, "week_from_monday"), (day + 7 * _DAY, "week_from_sunday")), ("start_of_week",))
    return Days.one(day)


def _nth_weekday(said: Day, scene: Scene) -> Days | None:
    weekday, nth = said.weekday or 0, said.nth or 1
    for year, month in _months(said, scene):
        length = monthrange(year, month)[1]
        if nth == -1:
            last = date(year, month, length)
            day = last - (last.weekday() - weekday) % 7 * _DAY
        else:
            first = date(year, month, 1)
            number = 1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1)
            if number > length:
                continue
            day = date(year, month, number)
        if day >= scene.today or said.year:
            return Days.one(day)
    return None


def _months(said: Day, scene: Scene) -> Iterator[tuple[int, int]]:
    """The months that `said` can be in, the nearest first."""
    year, month = scene.today.year, scene.today.month
    if said.years_on is not None:
        year += said.years_on
    if said.months_on is not None:
        count = scene.today.year * 12 + month - 1 + said.months_on
        yield count // 12, count % 12 + 1
    elif said.month is not None:
        if said.year or said.years_on is not None:
            yield said.year or year, said.month
        else:
            yield from ((year + ahead, said.month) for ahead in range(9))
    else:
        yield from ((year + (month - 1 + ahead) // 12, (month - 1 + ahead) % 12 + 1) for ahead in range(15))


def _day_of_month(said: Day, scene: Scene) -> Days | None:
    free = said.month is None and said.months_on is None  # "the 18th" is in whichever month comes
    fixed = said.year is not None or said.years_on is not None or said.months_on is not None
    reasons: tuple[str, ...] = ()
    last: date | None = None
    for year, month in _months(said, scene):
        length = monthrange(year, month)[1]
        number = length if said.day == -1 else said.day or 1
        if number > length:
            reasons = ("no_such_day_this_month",) if free else reasons
            continue
        day = date(year, month, number)
        if fixed:
            return _checked(said, Days.one(day), scene)
        if day < scene.today:
            last = day
            continue
        if free and said.weekday is not None:
            return _day_and_weekday(said, day, scene)
        if last and not free and scene.today - last < day - scene.today and (scene.today - last).days < 60:
            return _checked(said, Days(((day, "next_year"), (last, "past")), ("taken_as_next_year",)), scene)
        return _checked(said, Days.one(day, *reasons), scene)
    return None


def _day_and_weekday(said: Day, day: date, scene: Scene) -> Days:
    """ "Friday the 13th", with no month: certain only if the coming 13th is a Friday that comes within a week."""
    if day.weekday() == said.weekday:
        near = (day - scene.today).days <= 7
        return Days.one(day) if near else Days.one(day, "weekday_later")
    return _checked(said, Days.one(day), scene)


def _by_order(said: Day, scene: Scene) -> Days | None:
    """5/6 as the locale reads it; with a weekday the one that fits."""
    a, b = said.order or (0, 0)
    readings = [(a, b, "month_first"), (b, a, "day_first")]
    options: list[tuple[date, str]] = []
    for month, day, label in readings:
        if month > 12:
            continue
        found = _day_of_month(replace(said, order=None, month=month, day=day, weekday=None), scene)
        if found and found.options[0][0] not in [d for d, _ in options]:
            options.append((found.options[0][0], label))
    if not options:
        return None
    if len(options) == 1:
        unusual = said.year is not None and scene.country == "JP"  # Japanese writes the year first
        return _checked(said, Days(tuple(options), ("unusual_order",) if unusual else ()), scene)
    fitting = [o for o in options if said.weekday is not None and o[0].weekday() == said.weekday]
    if said.weekday is not None and len(fitting) == 1:
        return Days((fitting[0], *(o for o in options if o != fitting[0])), ("order_by_weekday",))
    options.sort(key=lambda option: option[1] != scene.order)
    days = Days(tuple(options), (f"taken_as_{scene.order}",) if scene.order else ("which_order",), ask=not scene.order)
    return _checked(said, days, scene)


@dataclass(frozen=True)
class Period:
    """A week, a month or a weekend: its first day and the day after its last."""

    first: date
    after: date
    grain: Literal["day", "week", "month"]
    reasons: tuple[str, ...] = ()


def period(said: Day, scene: Scene) -> Period | None:
    """The week, month or weekend that `said` is, or what is left of it; None if it is something else."""
    whole = _whole_period(said, scene)
    if whole and said.rest:
        return replace(whole, first=max(whole.first, scene.today))
    return whole


def _whole_period(said: Day, scene: Scene) -> Period | None:
    on_sunday = scene.today.weekday() == 6
    if said.weekend:
        saturday = _monday(scene.today) + (5 + 7 * (said.weeks_on or 0)) * _DAY
        return Period(saturday, saturday + 2 * _DAY, "day", said.doubts)
    if said.weeks_on is not None:
        first = _monday(scene.today) + 7 * said.weeks_on * _DAY
        return Period(first, first + 7 * _DAY, "week", ("start_of_week",) if on_sunday else ())
    if said.month is None and said.months_on is None:
        return None
    for year, month in _months(said, scene):
        first = date(year, month, 1)
        after = shift_months(first, 1)
        if after > scene.today or said.year or said.months_on is not None or said.years_on is not None:
            return Period(first, after, "month")
    return None
