"""How days, clock times and lengths of time are said in English: one row for each way of saying."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.number_words import ALL_WORDS_EN, CARDINAL_EN, ORDINAL_EN, WORDS_EN, en_number
from bot.language.times.pieces import Clock, Day, Half, Length, Meaning, Number, Word
from bot.language.times.pieces_any import HALF, day_of, full_year
from bot.language.times.rules import Rule, rule
from bot.language.times.words_en import DAYS, MINUTES, MONTHS, MONTHS_LONG, PHRASES, UNITS, WEEKDAYS, WHICH
from bot.language.times.words_zones import ABBREVIATIONS, PLACES, zone_of_offset
from bot.language.word_lists import alternatives

# Where a word begins and ends, and where a number does that is part of nothing longer.
_S = r"(?<![a-z0-9'])"
_E = r"(?![a-z0-9])"
_APART = r"(?<![\d/:.a-z])"
_MONTH = rf"(?P<month>{alternatives(MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{alternatives(WEEKDAYS)})"
_UNIT = rf"(?P<unit>{alternatives(UNITS)})"
_DAY = rf"(?P<day>{ORDINAL_EN}|{WORDS_EN}|\d\d?)"
_YEAR = r"(?:,? ?(?:in |of )?(?P<year>(?:19|20|21)\d\d)(?![\d:]))?"
_AMOUNT = rf"(?P<n>\d+\.\d+|(?:half )?an?|(?:a )?couple(?: of)?|{CARDINAL_EN})"
_POSSESSIVE = r"(?: ?' ?s(?![a-z])|s(?![a-z]))?"


def _date(m: re.Match[str]) -> Meaning | None:
    return day_of(full_year(m["year"]) if m["year"] else None, MONTHS[m["month"]], en_number(m["day"]))


def _lone_month(m: re.Match[str]) -> Meaning | None:
    """A month alone; "may" and "march" are also verbs, so they need a word before, a year, or nothing else around."""
    if m["month"] in ("may", "march", "mar") and not (m["before"] or m["year"] or m.string.strip() == m[0]):
        return None
    return Day(month=MONTHS[m["month"]], year=full_year(m["year"]) if m["year"] else None)


def _weekday(m: re.Match[str]) -> Meaning:
    return Day(weekday=WEEKDAYS[m["weekday"]], which=WHICH.get(m["which"] or ""))


def _nth_weekday(m: re.Match[str]) -> Meaning:
    return Day(nth=-1 if m["nth"] == "last" else en_number(m["nth"]), weekday=WEEKDAYS[m["weekday"]])


def _ordinal(m: re.Match[str]) -> Meaning | None:
    """The 18th. "The first" and the like are days only behind "on" and its kind: one also picks the first of a list."""
    picks = m["n"] is not None and m["n"].isalpha()
    before = m.string[max(0, m.start() - 7) : m.start()]
    if picks and not re.search(r"\b(?:on|by|until|till|from|before|after|for|to) $", before):
        return None
    return Number(en_number(m["n"] or m["bare"]), ordinal=True)


def _length(m: re.Match[str]) -> Meaning | None:
    n = m["n"]
    if n.startswith("half"):
        amount = 0.5
    elif "couple" in n:
        amount = 2.0
    elif n in ("a", "an"):
        amount = 1.0
    else:
        amount = float(n) if n[0].isdigit() else float(en_number(n))
    return _length_of(amount + 0.5 if m["half"] or m["half_after"] else amount, m["unit"])


def _length_of(amount: float, unit: str) -> Length | None:
    """Two and a half hours are 150 minutes; half a day is 12 hours; half a month is nothing that can be counted."""
    if unit in MINUTES:
        return Length(minutes=round(amount * MINUTES[unit]))
    if amount != int(amount):
        return Length(minutes=round(amount * 1440)) if unit in ("day", "days") else None
    if unit in DAYS:
        return Length(days=int(amount) * DAYS[unit])
    return Length(months=int(amount) * MONTHS_LONG[unit])


def _half_of(m: re.Match[str]) -> str:
    letter: str = m["half"] or m["letter"] or ""
    return letter + "m" if letter else ""


def _minutes_about_hour(m: re.Match[str]) -> Meaning | None:
    """Half past 3, quarter to seven, 20 minutes to 2pm. "5 to 6" is no such time: it is a stretch."""
    noon = m["hour"] in ("noon", "midday")
    minutes = {"half": 30, "quarter": 15}.get(m["n"]) or en_number(m["n"])
    hour, half = (12, "pm") if noon else (en_number(m["hour"]), _half_of(m))
    if m["hour"] == "midnight":
        hour, half = 12, "am"
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
    """Eight forty, ten fifty five, 3 30: an hour and minutes without a mark between them."""
    hour, minute = en_number(m["h"]), en_number(m["min"])
    if hour > 23 or minute > 59 or (minute < 10 and not m["min"].startswith("0")):
        return None
    return Number(hour, minute)


def _in_one(m: re.Match[str]) -> Meaning | None:
    """1030 may be a time, 1500 hours is one."""
    hour, minute = int(m["h"]), int(m["min"])
    if hour > 23 or minute > 59:
        return None
    return Clock(hour, minute, sure=True) if m["hours"] else Number(hour, minute, solid=True)


def _hour_with_h(m: re.Match[str]) -> Meaning | None:
    """15h and 9h30 are clock times, 2h is a length."""
    hour, minute = int(m["h"]), int(m["min"] or 0)
    if hour > 23 or minute > 59 or (m["min"] is None and hour < 13):
        return None
    doubts = () if m["min"] else ("taken_as_clock",)  # 15h could also be a length
    return Clock(hour, minute, sure=hour >= 13 or hour == 0, doubts=doubts)


def _o_clock(m: re.Match[str]) -> Meaning | None:
    hour = en_number(m["h"])
    return Clock(hour, sure=hour > 12) if 1 <= hour <= 24 else None


def _spoken_half(m: re.Match[str]) -> Meaning | None:
    hour = en_number(m["h"])
    return Clock(hour, 0, _half_of(m)) if 1 <= hour <= 12 and m["half"] else None


def _half_hour(m: re.Match[str]) -> Meaning | None:
    """Half three is 3:30 in Britain and would be 2:30 to a German."""
    hour = en_number(m["h"])
    return Clock(hour, 30, doubts=("half_past_or_to",)) if 1 <= hour <= 12 else None


_FIXED: tuple[Rule, ...] = (
    rule(rf"{_S}(?<!good )(?P<word>{alternatives(PHRASES)}){_POSSESSIVE}{_E}", lambda m: PHRASES[m["word"]]),
    rule(r"(?<![a-z'])(?:in the )?(?P<half>[ap])(?: ?\. ?| )?m\b\.?(?![a-z0-9])", lambda m: Half(m["half"] + "m")),
)
# "The day after" alone; "the day after tomorrow" is another, and "the day after the review" tells no day.
_NEIGHBOUR = (
    rf"{_S}(?:the (?P<unit>day|week) (?P<side>after|before)|(?:the )?(?P<which>next|following|previous) day){_E}"
    r"(?= ?(?:$|[,.;?!)]|(?:at|from|between|instead|please|same time|and|in the)\b|\d))"
)


def _neighbour(m: re.Match[str]) -> Meaning:
    way = -1 if m["side"] == "before" or m["which"] == "previous" else 1
    return Day(weeks_on=way, of_event=True) if m["unit"] == "week" else Day(days_on=way, of_event=True)


_ORDINALS: tuple[Rule, ...] = (
    # the second Monday of (next month)
    rule(rf"{_S}(?:the )?(?P<nth>{ORDINAL_EN}|last) {_WEEKDAY}{_E}(?= (?:of|in)\b)", _nth_weekday),
    # the 18th; "the 2nd floor" is no day
    rule(
        rf"{_S}(?:the (?P<n>{ORDINAL_EN}|\d\d?)|(?P<bare>\d\d? ?(?:st|nd|rd|th))){_E}{_POSSESSIVE}"
        r"(?= ?(?:$|[-,.;?!)]|\d"
        r"|(?:at|from|to|until|for|with|between|after|in the|by|is|of (?:this|next|last|the)|please|then|instead"
        r"|works)\b))",
        _ordinal,
    ),
)
_NAMES: tuple[Rule, ...] = (
    # next Tuesday, Tuesday's
    rule(rf"{_S}(?:(?P<which>{alternatives(WHICH)}) )?{_WEEKDAY}{_POSSESSIVE}\.?{_E}", _weekday),
    # March 3rd, 2026
    rule(rf"{_S}(?:this )?{_MONTH}\.?,?[ /-]?(?:the )?{_DAY}{_E}(?![:'%]|-\d|\.\d){_YEAR}{_POSSESSIVE}", _date),
    # in March 2026
    rule(
        rf"{_S}(?P<before>in |this |of |until |till |next )?{_MONTH}\.?{_E}(?!,? ?\d\d?(?!\d)){_YEAR}",
        _lone_month,
    ),
)
_NUMBERS: tuple[Rule, ...] = (
    # 3rd of March 2026, the third of March, 3/Mar/2026, 2026 March 3
    rule(rf"{_APART}(?:the )?{_DAY}(?: day)?(?: of |[ /-])?{_MONTH}\.?(?![a-z]){_YEAR}", _date),
    rule(rf"{_S}(?P<year>(?:19|20|21)\d\d)[ /-]{_MONTH}[ /-]{_DAY}{_E}", _date),
    # 20 of next month
    rule(rf"{_APART}\d\d?(?= of (?:this|next|last|the) month\b)", lambda m: Number(int(m[0]), ordinal=True)),
    # five o'clock, 15h, nine pm (9pm is in pieces_any.py)
    rule(rf"{_S}(?P<h>{CARDINAL_EN}) ?o ?'? ?clock{_E}", _o_clock),
    rule(rf"{_APART}(?P<h>\d\d?) ?h(?:rs?)? ?(?P<min>\d\d)?{_E}", _hour_with_h),
    rule(rf"{_S}(?P<h>{WORDS_EN}){HALF}", _spoken_half),
    # make it 4
    rule(r"(?<=make it )(?P<h>\d\d?)(?= ?(?:instead|please|$|[.!?,]))", _o_clock),
    rule(r"(?<=\bdo )(?P<h>\d\d?)(?= instead\b)", _o_clock),
    # half past 3, 20 minutes to 2pm
    rule(
        rf"{_S}(?<!from )(?<!between )(?:a )?(?P<n>half|quarter|{CARDINAL_EN})(?P<unit> min(?:ute)?s?)?"
        rf" (?P<side>past|after|to|till?) (?P<hour>noon|midday|midnight|{CARDINAL_EN})(?:{HALF})?(?![a-z0-9:/]|\.\d)",
        _minutes_about_hour,
    ),
    rule(
        rf"{_S}half (?P<h>{CARDINAL_EN}){_E}(?! ?(?:an?|{alternatives(MINUTES | DAYS)})\b)",
        _half_hour,
    ),
    # 3 30, eight forty, five-thirty, ten thirty o'clock, 1030, 1500 hours
    rule(rf"{_APART}(?P<h>\d\d?) (?P<min>0\d|[1-5]\d){_E}(?![:.]\d|-\d)", _hour_minute),
    rule(rf"{_S}(?P<h>{CARDINAL_EN})[ -](?P<min>{WORDS_EN})(?: minutes?| ?o ?'? ?clock)?{_E}", _hour_minute),
    rule(rf"{_APART}(?P<h>\d\d?)(?P<min>\d\d)(?P<hours> ?h(?:ou)?rs?)?{_E}(?![:./-]\d|,\d)", _in_one),
    # two and a half hours; "two weeks' notice" is no time, "in two weeks' time" is
    rule(
        rf"{_S}{_AMOUNT}(?P<half> and a half)?[ -]?(?:an? )?{_UNIT}(?P<half_after> and a half| and half)?"
        rf"(?: long)?{_E}(?!'(?! time))",
        _length,
    ),
    rule(
        rf"{_APART}(?P<h>\d\d?) ?h(?:rs?|ours?)? ?(?P<min>[0-5]?\d) ?m(?:ins?|inutes?)?{_E}",
        lambda m: Length(minutes=int(m["h"]) * 60 + int(m["min"])),
    ),
    rule(
        r"(?<![\d./])(?P<a>[1-3])/(?P<b>[234]) of an hour\b", lambda m: Length(minutes=60 * int(m["a"]) // int(m["b"]))
    ),
    rule(
        rf"{_S}(?P<n>{CARDINAL_EN}) (?:business|working|work) days?{_E}",
        lambda m: Length(work_days=en_number(m["n"])),
    ),
    # a bare number, but not before a word of Japanese: 4人 are four people
    rule(
        rf"{_APART}{CARDINAL_EN}(?![a-z0-9:%/]|[.,]\d|[^\W_a-z0-9](?<![からとへ]))",
        lambda m: Number(en_number(m[0])),
    ),
)


# In the next two hours; "in the next week" is a week.
_WITHIN = rf"{_S}(?:in|within|over|during) the (?:next|coming)(?= (?:couple|few|{CARDINAL_EN}) )"
_NAMED = alternatives(PLACES)
_ZONES: tuple[Rule, ...] = (
    # Tokyo time, PST
    rule(rf"{_S}(?P<place>{_NAMED}) (?:local |standard |daylight |summer )?time{_E}", lambda m: PLACES[m["place"]]),
    rule(
        rf"(?<![a-z'])(?P<zone>{alternatives(ABBREVIATIONS)})(?![a-z'])(?! ?[+-]\d)", lambda m: ABBREVIATIONS[m["zone"]]
    ),
    # UTC+9
    rule(
        r"(?<![a-z'])(?:utc|gmt) ?(?P<sign>[+-])(?P<h>\d\d?)(?::?(?P<min>\d\d))?(?![\d:]| ?[ap]\.?m)",
        lambda m: zone_of_offset(m["sign"], int(m["h"]), int(m["min"] or 0)),
    ),
)


def _by_first_word() -> dict[str, tuple[Rule, ...]]:
    rules: dict[str, tuple[Rule, ...]] = {}

    def begin(words: Iterable[str], family: tuple[Rule, ...]) -> None:
        for first in {re.split(r"[^a-z0-9]", word)[0] for word in words}:
            rules[first] = rules.get(first, ()) + family

    begin([*PHRASES, "a", "p", "am", "pm", "in"], _FIXED)
    begin(["the", "next", "following", "previous"], (rule(_NEIGHBOUR, _neighbour),))
    begin([*MONTHS, *WEEKDAYS, *WHICH, *ALL_WORDS_EN, "the", "last", "in", "of", "until", "till"], _ORDINALS + _NAMES)
    # "Mondays" and "tomorrows" begin like their singular.
    begin([name + "s" for name in (*WEEKDAYS, "tomorrow", "today")], _FIXED + _NAMES)
    begin([*ALL_WORDS_EN, "a", "an", "half", "quarter", "couple", "the"], _NUMBERS)
    begin([*ABBREVIATIONS, *PLACES], _ZONES)
    begin(["in", "within", "over", "during"], (rule(_WITHIN, Word("within")),))
    return rules


#: The rules to try where a word begins, by that word.
BY_WORD = _by_first_word()
#: The rules to try where a digit stands.
BY_DIGIT = _FIXED[:1] + _ORDINALS + _NUMBERS
