"""How days, clock times and lengths of time are said in Japanese: one row for each way of saying."""

from __future__ import annotations

import re

from bot.language.number_words import NUMBER_JA, NUMERALS_JA, ja_number
from bot.language.pattern import Pattern
from bot.language.times.pieces import Clock, Day, Length, Meaning, Part, Word
from bot.language.times.pieces_any import day_of
from bot.language.times.rules import Rule, rule
from bot.language.times.words_ja import (
    DAYS,
    ERAS,
    MINUTES,
    MONTHS,
    NTH,
    PARTS,
    PHRASES,
    READINGS,
    WEEKDAYS,
    WEEKS_AFTER_EVENT,
    WEEKS_ON,
    WHICH,
)
from bot.language.times.words_zones import ABBREVIATIONS, PLACES, PLACES_JA
from bot.language.word_lists import alternatives

_N = NUMBER_JA
_APART = rf"(?<![{NUMERALS_JA}.,/:])"
_PART = rf"(?:(?P<part>{alternatives(PARTS)})の?)?"
_MINUTE_UNIT = alternatives(MINUTES)
_LONG_UNIT = alternatives(["日間", "週間", *(unit for unit in MONTHS if unit != "年")])
#: 3日 alone is a day of the month, 3日後 a length; these make it one:
_COUNTING = r"(?=後|前(?!後)|早|遅|以内|ずら|ずれ|繰|延|先|ほど|くらい|$)"
_JAPANESE = Pattern("[ぁ-ヶ一-龯]")
_NO_DAY = r"(?!間|後|前(?!後)|目|以内)"


def _date(m: re.Match[str]) -> Meaning | None:
    year = ja_number(m["year"]) + ERAS.get(m["era"] or "", 0) if m["year"] else None
    if year is not None and year < 100:
        year += 2000
    return day_of(year, ja_number(m["month"]), ja_number(m["day"]))


def _month(m: re.Match[str]) -> Meaning | None:
    month = ja_number(m["month"])
    return Day(month=month, year=ja_number(m["year"]) if m["year"] else None) if 1 <= month <= 12 else None


def _day_of_month(m: re.Match[str]) -> Meaning | None:
    day = ja_number(m["day"])
    return Day(day=day) if 1 <= day <= 31 else None


def _weekday(m: re.Match[str]) -> Meaning:
    said = m.groupdict()
    number = WEEKDAYS.index(said["weekday"]) if said["weekday"] else READINGS[said["reading"]]
    return Day(weekday=number, which=WHICH.get(said.get("which") or ""))


def _weekday_of_week(m: re.Match[str]) -> Meaning:
    weekday = WEEKDAYS.index(m["weekday"])
    if m["week"] in WEEKS_AFTER_EVENT:
        return Day(weeks_on=WEEKS_AFTER_EVENT[m["week"]], weekday=weekday, of_event=True)
    return Day(weeks_on=WEEKS_ON[m["week"]], weekday=weekday)


def _nth_weekday(m: re.Match[str]) -> Meaning:
    nth = NTH.get(m["nth"]) or ja_number(m["nth"][1:].removesuffix("の"))
    return Day(nth=nth, weekday=WEEKDAYS.index(m["weekday"]))


def _clock(m: re.Match[str]) -> Meaning | None:
    """午後3時半, 15時20分, 25時, 1時20分P.M., 3時5分前."""
    hour, minute = ja_number(m["h"]), 30 if m["half"] else ja_number(m["min"] or "0")
    if m["to"]:
        hour, minute = hour - 1, 60 - minute
    if not (0 <= hour <= 29 and 0 <= minute <= 59):
        return None
    part, latin = m["part"] or "", m["latin"]
    half = {"午前": "am", "午前中": "am", "午後": "pm"}.get(part, latin + "m" if latin else "")
    if hour > 12:
        if half == "am":
            return None
        half = ""
    # 午前12時 and 午後12時 may each be noon or midnight.
    doubts = ("twelve",) if hour == 12 and half and minute == 0 else ()
    sure = hour >= 13 or hour == 0 or m["h"][0] == "0"
    clock = Clock(hour, minute, half, sure=sure, late=hour >= 24, doubts=doubts)
    return (Part(PARTS[part]), clock) if part and not part.startswith("午") else clock


def _late_clock(m: re.Match[str]) -> Meaning | None:
    """25:30, which only Japanese writes."""
    if int(m["min"]) > 59 or not _JAPANESE.search(m.string):
        return None
    return Clock(int(m["h"]), int(m["min"]), late=True)


def _length(m: re.Match[str]) -> Meaning | None:
    n, unit = m["n"], m["unit"]
    amount = (float(n) if "." in n else float(ja_number(n))) + (0.5 if m["half"] else 0)
    if unit in MINUTES:
        return Length(minutes=round(amount * MINUTES[unit]))
    if unit in DAYS:
        return Length(days=int(amount) * DAYS[unit])
    return Length(months=int(amount) * MONTHS[unit])


_FIXED: tuple[Rule, ...] = (
    rule(
        rf"(?P<word>{alternatives(PHRASES)})"
        r"(?!新聞|会社|回|半|(?<=中)[止間旬学国途心継]|(?<=[朝昼夜晩])[食景刊空礼練型会]|(?<=これから)(?:毎回|ずっと|の?すべて|の?全))",
        lambda m: PHRASES[m["word"]],
    ),
    # 今の変更 and 今のを are about what was just done.
    rule(r"今(?![日週月年朝夜晩度後回夕期更時])(?!の(?:変更|操作|移動|登録|取|を|は|なし))", Word("now")),
    rule(r"後(?![ろ半輩続任])", Word("later")),
    rule(r"毎日(?=の|に|、| |\d|朝|夜|午)", Word("repeats")),
    rule(r"[とで](?=\d|[一二三四五六七八九十])", Word("of")),
)
_WEEKDAYS: tuple[Rule, ...] = (
    # 火曜日, 次の火曜, かようび
    rule(
        rf"(?P<which>{alternatives(WHICH)})?"
        rf"(?:(?P<weekday>[{WEEKDAYS}])曜日?|(?P<reading>{alternatives(READINGS)})び?)",
        _weekday,
    ),
    # (火)
    rule(rf"[(](?P<weekday>[{WEEKDAYS}])(?:曜日?)?(?:・?祝)?[)]", _weekday),
    # 来週火
    rule(
        rf"(?P<week>{alternatives([*WEEKS_ON, *WEEKS_AFTER_EVENT])})の?(?P<weekday>[{WEEKDAYS}])(?![一-龯ァ-ヶ]|ごろ)",
        _weekday_of_week,
    ),
    # 第2火曜日
    rule(
        rf"(?P<nth>第[1-5一二三四五]の?|{alternatives(NTH)})(?P<weekday>[{WEEKDAYS}])曜日?",
        _nth_weekday,
    ),
)
_NUMBERS: tuple[Rule, ...] = (
    # 2026年3月6日, 令和8年3月6日, 3月6日
    rule(
        rf"{_APART}(?:(?P<era>令和|平成|昭和)?(?P<year>{_N}|元)年の?)?(?P<month>{_N})月の?(?P<day>{_N})日{_NO_DAY}",
        _date,
    ),
    # R8.3.6
    rule(
        r"(?<![a-z0-9])(?P<era>[rhs])(?P<year>\d\d?)[./](?P<month>\d\d?)[./](?P<day>\d\d?)(?![\d./])",
        _date,
    ),
    # 3月, 2026年3月
    rule(rf"{_APART}(?:(?P<year>\d{{4}})年の?)?(?P<month>{_N})月(?![面曜額給\d])", _month),
    # 6日
    rule(rf"{_APART}(?P<day>{_N})日{_NO_DAY}(?![本記常経程米中新酔坊])", _day_of_month),
    # 午後3時半, 15時20分, 25時; 一時的 and 1時間 are something else
    rule(
        rf"{_PART}{_APART}(?P<h>{_N})(?:時|じ(?=$|[にかまのはごへ半、 ])(?!かん))"
        r"(?![間的期代計刻差短給事点速折系限制々])"
        rf"(?:(?P<min>{_N})分(?!間|後|前)|(?P<half>半))?(?P<to>)(?:ちょうど|ジャスト|きっかり)?"
        r"(?: ?(?P<latin>[ap])\.?m\.?(?![a-z]))?",
        _clock,
    ),
    # 3時5分前
    rule(rf"{_PART}{_APART}(?P<h>{_N})時の?(?P<min>{_N})分(?P<to>前)(?P<half>)(?P<latin>)", _clock),
    # 25:30
    rule(r"(?<![\d:])(?P<h>2[4-9]):(?P<min>\d\d)(?![\d:])(?![a-z])", _late_clock),
    # 30分, 2時間半; 不十分 is none
    rule(
        rf"(?<!不)(?!十分[になだ]){_APART}(?P<n>\d+\.\d+|{_N})(?P<unit>{_MINUTE_UNIT})(?P<half>半)?(?!の[1-9一二三四](?!on|:))",
        _length,
    ),
    # 3日後, 2週間, 1か月
    rule(rf"{_APART}(?P<n>{_N})(?P<unit>日|週|年)(?P<half>){_COUNTING}", _length),
    rule(rf"{_APART}(?P<n>{_N})(?P<unit>{_LONG_UNIT})(?P<half>)", _length),
    rule(rf"{_APART}(?P<n>{_N})営業日", lambda m: Length(work_days=ja_number(m["n"]))),
)


_ZONES: tuple[Rule, ...] = (
    # 日本時間で, ロンドン時間の
    rule(rf"(?P<place>{alternatives(PLACES_JA)})時間?[のでは]?", lambda m: PLACES_JA[m["place"]]),
    # (JST), (Tokyo time), (日本時間)
    rule(
        rf"[(] ?(?:(?P<zone>{alternatives(ABBREVIATIONS)})|(?P<place>{alternatives(PLACES)}) (?:local )?time"
        rf"|(?P<ja>{alternatives(PLACES_JA)})時間?) ?[)]",
        lambda m: ABBREVIATIONS.get(m["zone"]) or PLACES.get(m["place"]) or PLACES_JA.get(m["ja"]),
    ),
)


def _by_character() -> dict[str, tuple[Rule, ...]]:
    families = (
        ({*(word[0] for word in PHRASES), *"今後毎とで"}, _FIXED),
        (
            {*WEEKDAYS, *"(第", *(word[0] for word in [*WHICH, *READINGS, *WEEKS_ON, *WEEKS_AFTER_EVENT, *NTH])},
            _WEEKDAYS,
        ),
        ({*(word[0] for word in PLACES_JA), "("}, _ZONES),
        ({*NUMERALS_JA, *(word[0] for word in [*ERAS, *PARTS])}, _NUMBERS),
    )
    characters = set().union(*(begins for begins, _ in families))
    return {c: tuple(row for begins, family in families if c in begins for row in family) for c in characters}


#: The rules to try where a phrase may begin, by its first character.
BY_CHARACTER = _by_character()
