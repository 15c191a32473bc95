"""The English words of time, by meaning."""

from __future__ import annotations

from bot.language.times.pieces import Clock, Day, Length, Meaning, Part, Role, Word
from bot.language.word_lists import each, numbered

MONTHS = numbered(
    "january=jan february=feb march=mar april=apr may june=jun july=jul august=aug september=sept=sep october=oct"
    " november=nov december=dec",
    start=1,
)
WEEKDAYS = numbered(
    "monday=mon tuesday=tues=tue wednesday=weds=wed thursday=thurs=thur=thu friday=fri saturday=sat sunday=sun",
)
MINUTES = each("m min mins minute minutes", 1) | each("h hr hrs hour hours", 60)
DAYS = each("d day days night nights", 1) | each("w wk wks week weeks", 7) | each("fortnight fortnights", 14)
MONTHS_LONG = each("month months", 1) | each("year years", 12)
UNITS = MINUTES | DAYS | MONTHS_LONG

#: Before a weekday.
WHICH = {
    "this": "this", "next": "next", "following": "next", "the following": "next", "coming": "coming",
    "this coming": "coming", "the coming": "coming", "upcoming": "coming", "this upcoming": "coming", "last": "last",
    "past": "last", "this past": "last",
}  # fmt: skip

_PARTS = {
    "morning": "morning", "mornings": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night",
    "nighttime": "night", "night-time": "night", "lunchtime": "lunch", "lunch time": "lunch",
}  # fmt: skip
_HOLIDAYS = {
    "christmas eve": "christmas_eve", "christmas": "christmas", "christmas day": "christmas", "xmas": "christmas",
    "new year's eve": "new_years_eve", "new years eve": "new_years_eve", "new year's day": "new_years_day",
    "new years day": "new_years_day", "thanksgiving": "thanksgiving", "thanksgiving day": "thanksgiving",
    "good friday": "good_friday", "easter monday": "easter_monday", "boxing day": "boxing_day",
    "labor day": "labor_day", "memorial day": "memorial_day", "independence day": "independence_day",
    "veterans day": "veterans_day", "columbus day": "columbus_day", "presidents day": "presidents_day",
    "presidents' day": "presidents_day", "mlk day": "mlk_day", "martin luther king day": "mlk_day",
    "juneteenth": "juneteenth", "valentine's day": "valentines_day", "valentines day": "valentines_day",
    "halloween": "halloween", "bank holiday": "next_holiday", "next bank holiday": "next_holiday",
    "the next bank holiday": "next_holiday",
}  # fmt: skip
_DAYS: dict[str, Meaning] = {
    "today": Day(days_on=0), "tomorrow": Day(days_on=1), "tommorow": Day(days_on=1), "tomorow": Day(days_on=1),
    "tommorrow": Day(days_on=1), "tmrw": Day(days_on=1), "yesterday": Day(days_on=-1),
    "day after tomorrow": Day(days_on=2), "the day after tomorrow": Day(days_on=2),
    "day before yesterday": Day(days_on=-2), "next business day": Day(work_days_on=1, of_event=True),
    "next working day": Day(work_days_on=1, of_event=True), "next work day": Day(work_days_on=1, of_event=True),
    "end of the month": Day(months_on=0, day=-1), "end of this month": Day(months_on=0, day=-1),
    "end of next month": Day(months_on=1, day=-1), "month end": Day(months_on=0, day=-1),
}  # fmt: skip
_PERIODS: dict[str, Meaning] = {
    "this week": Day(weeks_on=0), "next week": Day(weeks_on=1), "the next week": Day(weeks_on=1),
    "coming week": Day(weeks_on=1), "week after next": Day(weeks_on=2), "the week after next": Day(weeks_on=2),
    "last week": Day(weeks_on=-1), "past week": Day(weeks_on=-1), "this weekend": Day(weekend=True),
    "the weekend": Day(weekend=True), "weekend": Day(weekend=True), "this coming weekend": Day(weekend=True),
    "next weekend": Day(weeks_on=1, weekend=True), "this month": Day(months_on=0), "next month": Day(months_on=1),
    "the next month": Day(months_on=1), "following month": Day(months_on=1, of_event=True),
    "last month": Day(months_on=-1), "this year": Day(years_on=0), "next year": Day(years_on=1),
    "last year": Day(years_on=-1),
}  # fmt: skip
_LEFT: dict[str, Meaning] = {
    "day": Day(days_on=0),
    "week": Day(weeks_on=0, rest=True),
    "month": Day(months_on=0, rest=True),
}
_REST: dict[str, Meaning] = {
    f"{rest} {which} {unit}": day
    for rest in ("rest of", "the rest of", "remainder of", "the remainder of")
    for which in ("the", "this", "my")
    for unit, day in _LEFT.items()
} | {f"{rest} of today": Day(days_on=0) for rest in ("rest", "the rest")}
#: Counted from today, but from the day of what is moved where something is.
_AFTER_EVENT: dict[str, Meaning] = {
    **dict.fromkeys(["following week", "the following week"], Day(weeks_on=1, of_event=True)),
    **dict.fromkeys(["previous week", "the previous week"], Day(weeks_on=-1, of_event=True)),
}
_CLOCKS: dict[str, Meaning] = {
    "noon": Clock(12, half="pm"), "midday": Clock(12, half="pm"), "mid-day": Clock(12, half="pm"),
    "12 noon": Clock(12, half="pm"), "midnight": Clock(12, half="am", doubts=("midnight",)),
    "first thing": Clock(9, half="am", doubts=("first_thing",)),
    "tonight": (Day(days_on=0), Part("night")), "this night": (Day(days_on=0), Part("night")),
    "last night": (Day(days_on=-1), Part("night")), "this morning": (Day(days_on=0), Part("morning")),
    "this afternoon": (Day(days_on=0), Part("afternoon")), "this evening": (Day(days_on=0), Part("evening")),
    "now": Word("now"), "right now": Word("now"), "immediately": Word("now"),
    "at this time": (Word("about"), Word("now")),
}  # fmt: skip
_LENGTHS: dict[str, Meaning] = {
    "half an hour": Length(minutes=30), "half hour": Length(minutes=30), "a half hour": Length(minutes=30),
    "hour and a half": Length(minutes=90), "a quarter of an hour": Length(minutes=15),
    "quarter of an hour": Length(minutes=15), "quarter hour": Length(minutes=15),
    "a quarter hour": Length(minutes=15), "three quarters of an hour": Length(minutes=45),
}  # fmt: skip
#: Wordings that mean one thing.
PHRASES: dict[str, Meaning] = (
    _DAYS
    | _PERIODS
    | _REST
    | _AFTER_EVENT
    | _CLOCKS
    | _LENGTHS
    | {name: Day(named=key) for name, key in _HOLIDAYS.items()}
    | {before + name: Part(part) for name, part in _PARTS.items() for before in ("", "in the ", "during the ", "at ")}
    | dict.fromkeys(["after lunch", "after lunchtime"], Part("after_lunch"))
    | dict.fromkeys(["before lunch", "before lunchtime"], Part("morning"))
    | dict.fromkeys(
        ["end of day", "end of the day", "the end of the day", "eod", "close of business", "cob"], Part("end_of_day")
    )
    # "Lunch" alone is a meal.
    | {before + "lunch": Part("lunch") for before in ("at ", "during ", "over ")}
)

_SMALL: dict[Role, str] = {
    "from": "from starting beginning since",
    "to": "to through thru",
    "until": "until till til",
    "between": "between",
    "and": "and",
    "at": "at @",
    "on": "on",
    "in": "in",
    "by": "by",
    "for": "for lasting",
    "of": "of this day time ' not sharp exactly",
    "the": "the",
    "comma": ",",
    "dash": "-",
    "after": "after past",
    "before": "before",
    "within": "within",
    "about": "about around approximately ish",
    "repeats": "every each",
    "ago": "ago",
    "plus": "+",
    "later": "later hence",
    "earlier": "earlier sooner",
    "back": "back",
}
#: Small words that hold a phrase together.
SMALL = {word: Word(role) for role, words in _SMALL.items() for word in words.split()}
