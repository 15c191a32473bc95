"""How days, clock times and lengths of time are said in English: one row for each way of saying."""

from __future__ import annotations

import re

from bot.language.number_words import ALL_WORDS_EN, CARDINAL_EN, ORDINAL_EN, WORDS_EN, en_number
from bot.language.pieces import Clock, Day, Half, Length, Meaning, Number, Part, Role, Word
from bot.language.pieces_any import HALF, day_of, full_year
from bot.language.rules import Rule, alternatives, rule

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
        "|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "monday mon|tuesday tues tue|wednesday weds wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun".split("|")
    )
    for name in names.split()
}
_PARTS = {name: name for name in ("morning", "afternoon", "evening", "night", "lunch")} | {
    "mornings": "morning", "lunchtime": "lunch", "lunch time": "lunch", "nighttime": "night", "night-time": "night",
}  # fmt: skip
_MINUTES = dict.fromkeys("m min mins minute minutes".split(), 1) | dict.fromkeys("h hr hrs hour hours".split(), 60)
_DAYS = dict.fromkeys("d day days night nights".split(), 1) | dict.fromkeys("w wk wks week weeks".split(), 7)
_DAYS |= dict.fromkeys("fortnight fortnights".split(), 14)
_LONG = dict.fromkeys("month months".split(), 1) | dict.fromkeys("year years".split(), 12)
_WHICH = {
    "this": "this", "next": "next", "following": "next", "the following": "next", "coming": "coming", "this coming": "coming",
    "the coming": "coming", "upcoming": "coming", "this upcoming": "coming", "last": "last", "past": "last",
    "this past": "last",
}  # fmt: skip
_HOLIDAYS = {
    "christmas eve": "christmas_eve", "christmas": "christmas", "christmas day": "christmas", "xmas": "christmas",
    "new year's eve": "new_years_eve", "new years eve": "new_years_eve", "new year's day": "new_years_day",
    "new years day": "new_years_day", "thanksgiving": "thanksgiving", "thanksgiving day": "thanksgiving",
    "good friday": "good_friday", "easter monday": "easter_monday", "boxing day": "boxing_day", "labor day": "labor_day",
    "memorial day": "memorial_day", "independence day": "independence_day", "veterans day": "veterans_day",
    "columbus day": "columbus_day", "presidents day": "presidents_day", "presidents' day": "presidents_day",
    "mlk day": "mlk_day", "martin luther king day": "mlk_day", "juneteenth": "juneteenth",
    "valentine's day": "valentines_day", "valentines day": "valentines_day", "halloween": "halloween",
    "bank holiday": "next_holiday", "the next bank holiday": "next_holiday", "next bank holiday": "next_holiday",
}  # fmt: skip
_PHRASES: dict[str, Meaning] = {
    "today": Day(days_on=0), "tomorrow": Day(days_on=1), "tommorow": Day(days_on=1), "tomorow": Day(days_on=1),
    "tommorrow": Day(days_on=1), "tmrw": Day(days_on=1), "yesterday": Day(days_on=-1),
    "day after tomorrow": Day(days_on=2), "the day after tomorrow": Day(days_on=2), "day before yesterday": Day(days_on=-2),
    "tonight": (Day(days_on=0), Part("night")), "this night": (Day(days_on=0), Part("night")),
    "last night": (Day(days_on=-1), Part("night")), "this morning": (Day(days_on=0), Part("morning")),
    "this afternoon": (Day(days_on=0), Part("afternoon")), "this evening": (Day(days_on=0), Part("evening")),
    "this week": Day(weeks_on=0), "next week": Day(weeks_on=1), "the next week": Day(weeks_on=1), "coming week": Day(weeks_on=1),
    "following week": Day(weeks_on=1), "the following week": Day(weeks_on=1), "week after next": Day(weeks_on=2),
    "the week after next": Day(weeks_on=2), "last week": Day(weeks_on=-1), "past week": Day(weeks_on=-1),
    "this weekend": Day(weekend=True), "the weekend": Day(weekend=True), "weekend": Day(weekend=True),
    "this coming weekend": Day(weekend=True), "next weekend": Day(weeks_on=1, weekend=True),
    "this month": Day(months_on=0), "next month": Day(months_on=1), "the next month": Day(months_on=1),
    "following month": Day(months_on=1), "last month": Day(months_on=-1),
    "this year": Day(years_on=0), "next year": Day(years_on=1), "last year": Day(years_on=-1),
    "end of the month": Day(months_on=0, day=-1), "end of this month": Day(months_on=0, day=-1),
    "end of next month": Day(months_on=1, day=-1), "month end": Day(months_on=0, day=-1),
    "next business day": Day(work_days_on=1), "next working day": Day(work_days_on=1), "next work day": Day(work_days_on=1),
    "noon": Clock(12, half="pm"), "midday": Clock(12, half="pm"), "mid-day": Clock(12, half="pm"),
    "12 noon": Clock(12, half="pm"), "midnight": Clock(12, half="am", doubts=("midnight",)),
    "now": Word("now"), "right now": Word("now"), "immediately": Word("now"), "at this time": (Word("about"), Word("now")),
    "a quarter of an hour": Length(minutes=15), "quarter of an hour": Length(minutes=15), "quarter hour": Length(minutes=15),
    "a quarter hour": Length(minutes=15), "three quarters of an hour": Length(minutes=45), "half an hour": Length(minutes=30),
    "half hour": Length(minutes=30), "a half hour": Length(minutes=30), "hour and a half": Length(minutes=90),
    "the first thing": Clock(9, doubts=("first_thing",)), "first thing": Clock(9, doubts=("first_thing",)),
}  # fmt: skip
_PHRASES |= {name: Day(named=key) for name, key in _HOLIDAYS.items()}
_PHRASES |= {before + name: Part(part) for name, part in _PARTS.items() for before in ("", "in the ", "during the ", "at ")}
_PHRASES |= {f"{before}lunch": Part("lunch") for before in ("at ", "during ", "over ")}
del _PHRASES["lunch"]  # a meal more often than a time

_S = r"(?<![a-z0-9'])"
_E = r"(?![a-z0-9])"
_APART = r"(?<![\d/:.a-z])"
_MONTH = rf"(?P<month>{alternatives(_MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{alternatives(_WEEKDAYS)})"
_UNIT = rf"(?P<unit>{alternatives(_MINUTES | _DAYS | _LONG)})"
_DAY = rf"(?P<day>{ORDINAL_EN}|{WORDS_EN}|\d\d?)"
_YEAR = r"(?:,? ?(?:in |of )?(?P<year>(?:19|20|21)\d\d)(?![\d:]))?"
_AMOUNT = rf"(?P<n>\d+\.\d+|(?:half )?an?|(?:a )?couple(?: of)?|{CARDINAL_EN})"
# "two weeks' notice" is no time, "in two weeks' time" is.
_LENGTH_ENDS = r"(?!'(?! time))"
_POSSESSIVE = r"(?: ?' ?s(?![a-z])|s(?![a-z]))?"


def _date(m: re.Match[str]) -> Meaning | None:
    return day_of(full_year(m["year"]) if m["year"] else None, _MONTHS[m["month"]], en_number(m["day"]))


def _month(m: re.Match[str]) -> Meaning:
    return Day(month=_MONTHS[m["month"]], year=full_year(m["year"]) if m["year"] else None)


def _weekday(m: re.Match[str]) -> Meaning:
    return Day(weekday=_WEEKDAYS[m["weekday"]], which=_WHICH.get(m["which"] or ""))


def _nth_weekday(m: re.Match[str]) -> Meaning:
    return Day(nth=-1 if m["nth"] == "last" else en_number(m["nth"]), weekday=_WEEKDAYS[m["weekday"]])


def _length(m: re.Match[str]) -> Meaning | None:
    n = m["n"]
    amount = 0.5 if n.startswith("half") else 2.0 if "couple" in n else 1.0 if n in ("a", "an") else None
    if amount is None:
        amount = float(n) if n[0].isdigit() else float(en_number(n))
    return _length_of(amount + 0.5 if m["half"] or m["half_after"] else amount, m["unit"])


def _length_of(amount: float, unit: str) -> Length | None:
    """Two and a half hours are 150 minutes; half a day is 12 hours; half a month is nothing that can be counted."""
    if unit in _MINUTES:
        return Length(minutes=round(amount * _MINUTES[unit]))
    if amount != int(amount):
        return Length(minutes=round(amount * 1440)) if unit in ("day", "days") else None
    if unit in _DAYS:
        return Length(days=int(amount) * _DAYS[unit])
    return Length(months=int(amount) * _LONG[unit])


def _hours_and_minutes(m: re.Match[str]) -> Meaning:
    return Length(minutes=int(m["h"]) * 60 + int(m["min"]))


def _minutes_about_hour(m: re.Match[str]) -> Meaning | None:
    """Half past 3, quarter to seven, 20 minutes to 2pm. "5 to 6" is no such time: it is a stretch."""
    noon = m["hour"] in ("noon", "midday")
    minutes = {"half": 30, "quarter": 15}.get(m["n"]) or en_number(m["n"])
    hour = 12 if noon else en_number(m["hour"])
    half = "pm" if noon else ((m["half"] or m["letter"] or "") + "m").removeprefix("m")
    if minutes > 59 or not 1 <= hour <= 12:
        return None
    if m["side"] in ("past", "after"):
        return Clock(hour, minutes, half)
    if minutes <= 12 and not m["unit"]:
        return None
    if hour == 12 and half:
        half = "am" if half == "pm" else "pm"  # a quarter to noon is in the morning
    return Clock(hour - 1 or 12, 60 - minutes, half)


def _hour_minute(m: re.Match[str]) -> Meaning | None:
    """Eight forty, ten fifty five, 3 30, 1030: an hour and minutes without a mark between them."""
    hour, minute = en_number(m["h"]), en_number(m["min"])
    if hour > 23 or minute > 59 or (minute < 10 and not m["min"].startswith("0")):
        return None
    return Number(hour, minute)


def _in_one_word(m: re.Match[str], *, surely: bool) -> Meaning | None:
    hour, minute = int(m["h"]), int(m["min"])
    if hour > 23 or minute > 59:
        return None
    return Clock(hour, minute, sure=True) if surely else Number(hour, minute, solid=True)


def _hour_with_h(m: re.Match[str]) -> Meaning | None:
    """15h and 9h30 are clock times, 2h is a length."""
    hour, minute = int(m["h"]), int(m["min"] or 0)
    if hour > 23 or minute > 59 or (m["min"] is None and hour < 13):
        return None
    return Clock(hour, minute, sure=hour >= 13 or hour == 0)


def _o_clock(m: re.Match[str]) -> Meaning | None:
    hour = en_number(m["h"])
    return Clock(hour, sure=hour > 12) if 1 <= hour <= 24 else None


def _spoken_half(m: re.Match[str]) -> Meaning | None:
    hour = en_number(m["h"])
    return Clock(hour, 0, (m["half"] or m["letter"]) + "m") if 1 <= hour <= 12 and m["half"] else None


def _half_hour(m: re.Match[str]) -> Meaning | None:
    hour = en_number(m["h"])
    return Clock(hour, 30, doubts=("half_past_or_to",)) if 1 <= hour <= 12 else None


def _lone_month(m: re.Match[str]) -> Meaning | None:
    """A month alone; "may" and "march" are also verbs, so they need a word before, a year, or nothing else around."""
    verb = m["month"] in ("may", "march", "mar")
    return None if verb and not (m["before"] or m["year"] or m.string.strip() == m[0]) else _month(m)


_NAMES: tuple[Rule, ...] = (
    # the second Monday of (next month)
    rule(rf"{_S}(?:the )?(?P<nth>{ORDINAL_EN}|last) {_WEEKDAY}{_E}(?= (?:of|in)\b)", _nth_weekday),
    rule(rf"{_S}(?:(?P<which>{alternatives(_WHICH)}) )?{_WEEKDAY}{_POSSESSIVE}\.?{_E}", _weekday),
    # March 3rd, 2026
    rule(rf"{_S}(?:this )?{_MONTH}\.?,?[ /-]?(?:the )?{_DAY}{_E}(?![:'%]|-\d|\.\d){_YEAR}{_POSSESSIVE}", _date),
    rule(rf"{_S}(?P<before>in |this |of |until |till |next )?{_MONTH}\.?{_E}(?!,? ?\d\d?(?!\d)){_YEAR}", _lone_month),
    # the 18th; "the 2nd floor" and "the first one" are no days
    rule(
        rf"{_S}(?:the (?P<n>{ORDINAL_EN})|(?P<bare>\d\d? ?(?:st|nd|rd|th))){_E}{_POSSESSIVE}"
        r"(?= ?(?:$|[-,.;?!)]|\d|(?:at|from|to|until|for|with|between|after|in the|by|is|of (?:this|next|last|the))\b))",
        lambda m: Number(en_number(m["n"] or m["bare"]), ordinal=True),
    ),
)
_NUMBERS: tuple[Rule, ...] = (
    # 3rd of March 2026, the third of March, 3/Mar/2026
    rule(rf"{_APART}(?:the )?{_DAY}(?: day)?(?: of |[ /-])?{_MONTH}\.?(?![a-z]){_YEAR}", _date),
    rule(rf"{_S}(?P<year>(?:19|20|21)\d\d)[ /-]{_MONTH}[ /-]{_DAY}{_E}", _date),
    rule(r"(?<![\d/:.a-z])\d\d?(?= of (?:this|next|last|the) month\b)", lambda m: Number(int(m[0]), ordinal=True)),
    # five o'clock, 5 o clock
    rule(rf"{_S}(?P<h>{CARDINAL_EN}) ?o ?'? ?clock{_E}", _o_clock),
    rule(rf"{_APART}(?P<h>\d\d?) ?h(?:rs?)? ?(?P<min>\d\d)?{_E}", _hour_with_h),
    # five pm; digits are in pieces_any.py
    rule(rf"{_S}(?P<h>{WORDS_EN}){HALF}", _spoken_half),
    rule(
        rf"{_S}(?<!from )(?<!between )(?:a )?(?P<n>half|quarter|{CARDINAL_EN})(?P<unit> min(?:ute)?s?)?"
        rf" (?P<side>past|after|to|till?) (?P<hour>noon|midday|{CARDINAL_EN})(?:{HALF})?(?![a-z0-9:/]|\.\d)",
        _minutes_about_hour,
    ),
    # eight forty, 3 30, five-thirty
    rule(rf"{_APART}(?P<h>\d\d?) (?P<min>0\d|[1-5]\d){_E}(?![:.]\d|-\d)", _hour_minute),
    rule(rf"{_S}(?P<h>{CARDINAL_EN})[ -](?P<min>oh [a-z]+|{WORDS_EN})(?: minutes?| o ?'? ?clock)?{_E}", _hour_minute),
    # 1030; "1500 hours"
    rule(rf"{_APART}(?P<h>\d\d?)(?P<min>\d\d){_E}(?![:./-]\d|,\d)", lambda m: _in_one_word(m, surely=False)),
    rule(rf"{_APART}(?P<h>[012]\d)(?P<min>[0-5]\d) ?h(?:ou)?rs?{_E}", lambda m: _in_one_word(m, surely=True)),
    rule(rf"{_S}half (?P<h>{CARDINAL_EN}){_E}(?! ?(?:an?|{alternatives(_MINUTES | _DAYS)})\b)", _half_hour),
    rule(rf"{_S}{_AMOUNT}(?P<half> and a half)?[ -]?(?:an? )?{_UNIT}(?P<half_after> and a half| and half)?(?: long)?{_E}{_LENGTH_ENDS}", _length),
    rule(rf"{_APART}(?P<h>\d\d?) ?h(?:rs?|ours?)? ?(?P<min>[0-5]?\d) ?m(?:ins?|inutes?)?{_E}", _hours_and_minutes),
    rule(rf"{_S}(?P<n>{CARDINAL_EN}) (?:business|working|work) days?{_E}", lambda m: Length(work_days=en_number(m["n"]))),
    # Not before a word of Japanese: 4人 are four people.
    rule(rf"{_APART}{CARDINAL_EN}(?![a-z0-9:%/]|[.,]\d|[^\W_a-z0-9](?<![からとへ]))", lambda m: Number(en_number(m[0]))),
)
_FIXED: tuple[Rule, ...] = (
    rule(rf"{_S}(?P<word>{alternatives(_PHRASES)}){_POSSESSIVE}{_E}", lambda m: _PHRASES[m["word"]]),
    rule(r"(?<![a-z'])(?:in the )?(?P<half>[ap])(?: ?\. ?| )?m\b\.?(?![a-z0-9])", lambda m: Half(m["half"] + "m")),
)
_SMALL: dict[str, Role] = {
    "from": "from", "starting": "from", "beginning": "from", "to": "to", "until": "until", "till": "until", "til": "until",
    "through": "to", "thru": "to", "between": "between", "and": "and", "at": "at", "@": "at", "on": "on", "of": "of",
    "the": "the", "this": "of", ",": "comma", "for": "for", "lasting": "for", "by": "by", "in": "in", "after": "after",
    "past": "after", "before": "before", "about": "about", "around": "about", "approximately": "about", "ish": "about",
    "later": "later", "hence": "later", "earlier": "earlier", "sooner": "earlier", "ago": "ago", "back": "back",
    "within": "within", "+": "plus", "time": "of", "day": "of", "'": "of", "every": "repeats", "each": "repeats", "-": "dash",
    "since": "from", "not": "of", "sharp": "of", "exactly": "of",
}  # fmt: skip
#: Small words that hold a phrase together.
SMALL = {word: Word(role) for word, role in _SMALL.items()}


def _first_words() -> dict[str, tuple[Rule, ...]]:
    numbers = [*ALL_WORDS_EN, "a", "an", "half", "quarter", "couple", "the"]
    names = [*_MONTHS, *_WEEKDAYS, *_WHICH, "the", "last", "in", "of", "until", "till", *ALL_WORDS_EN]
    rules: dict[str, tuple[Rule, ...]] = {}
    for words, family in (([*_PHRASES, "a", "p", "am", "pm"], _FIXED), (names, _NAMES), (numbers, _NUMBERS)):
        for word in words:
            first = re.split(r"[^a-z0-9]", word)[0]
            if family not in (rules.get(first, ()),) and not set(family) <= set(rules.get(first, ())):
                rules[first] = rules.get(first, ()) + family
    return rules


#: The rules to try where a word begins, by that word.
BY_WORD = _first_words()
#: The rules to try where a digit stands.
BY_DIGIT = _FIXED + _NAMES[-1:] + _NUMBERS
