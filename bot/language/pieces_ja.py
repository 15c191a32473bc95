"""How days, clock times and lengths of time are said in Japanese: one row for each way of saying."""

from __future__ import annotations

import re

from bot.language.number_words import NUMBER_JA, ja_number
from bot.language.pieces import Clock, Day, Length, Meaning, Part, Word
from bot.language.pieces_any import day_of
from bot.language.rules import Rule, alternatives, rule

_WEEKDAYS = "月火水木金土日"
_READINGS = {"げつよう": 0, "かよう": 1, "すいよう": 2, "もくよう": 3, "きんよう": 4, "どよう": 5, "にちよう": 6}
_DAYS_ON = {
    "今日": 0, "本日": 0, "きょう": 0, "当日": 0, "明日": 1, "あした": 1, "あす": 1, "みょうにち": 1, "翌日": 1, "次の日": 1,
    "明後日": 2, "あさって": 2, "みょうごにち": 2, "明々後日": 3, "明明後日": 3, "しあさって": 3,
    "昨日": -1, "きのう": -1, "一昨日": -2, "おととい": -2,
}  # fmt: skip
_WEEKS_ON = {
    "今週": 0, "こんしゅう": 0, "来週": 1, "らいしゅう": 1, "翌週": 1, "次週": 1, "次の週": 1, "再来週": 2, "さらいしゅう": 2,
    "翌々週": 2, "再々来週": 3, "先週": -1, "せんしゅう": -1, "先々週": -2,
}  # fmt: skip
_MONTHS_ON = {
    "今月": 0, "こんげつ": 0, "来月": 1, "らいげつ": 1, "翌月": 1, "次の月": 1, "再来月": 2, "さらいげつ": 2, "先月": -1,
    "せんげつ": -1,
}  # fmt: skip
_YEARS_ON = {"今年": 0, "ことし": 0, "本年": 0, "来年": 1, "らいねん": 1, "翌年": 1, "再来年": 2, "去年": -1, "昨年": -1}
_PARTS = {
    "午前中": "morning", "午前": "morning", "朝": "morning", "あさ": "morning", "早朝": "morning", "朝方": "morning",
    "昼前": "morning", "午後": "afternoon", "昼過ぎ": "afternoon", "昼下がり": "afternoon", "お昼": "lunch",
    "昼休み": "lunch", "ランチタイム": "lunch", "昼": "lunch", "夕方": "evening", "夕刻": "evening", "ゆうがた": "evening",
    "夜": "night", "晩": "night", "よる": "night", "深夜": "late", "夜中": "late", "未明": "small", "明け方": "small",
}  # fmt: skip
_PARTS_OF_DAYS = {
    "今朝": (0, "morning"), "けさ": (0, "morning"), "今夜": (0, "night"), "今晩": (0, "night"), "こんや": (0, "night"),
    "こんばん": (0, "night"), "今夕": (0, "evening"), "明朝": (1, "morning"), "明晩": (1, "night"), "翌朝": (1, "morning"),
    "昨夜": (-1, "night"), "昨晩": (-1, "night"),
}  # fmt: skip
_HOLIDAYS = {
    name: name
    for name in (
        "元日 成人の日 建国記念の日 天皇誕生日 春分の日 昭和の日 憲法記念日 みどりの日 こどもの日 海の日 山の日 敬老の日 秋分の日 "
        "スポーツの日 文化の日 勤労感謝の日"
    ).split()
} | {
    "元旦": "元日", "子供の日": "こどもの日", "クリスマスイブ": "christmas_eve", "クリスマス": "christmas",
    "大晦日": "new_years_eve", "バレンタインデー": "valentines_day", "次の祝日": "next_holiday", "祝日": "next_holiday",
    "次の休日": "next_holiday",
}  # fmt: skip
_MONTH_READINGS = (
    "いちがつ にがつ さんがつ しがつ ごがつ ろくがつ しちがつ はちがつ くがつ じゅうがつ じゅういちがつ じゅうにがつ"
).split()
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}
_WHICH = {"この": "this", "次の": "next", "つぎの": "next", "今度の": "next", "こんどの": "next", "前の": "last", "翌": "next"}
_NTH = {"最初の": 1, "初めの": 1, "最後の": -1, "最終": -1}
_MINUTES = {"分": 1, "分間": 1, "時間": 60}
_DAYS = {"日": 1, "日間": 1, "週": 7, "週間": 7}
_MONTHS = dict.fromkeys("ヶ月 か月 ヵ月 カ月 ケ月 箇月 ヶ月間 か月間 ヵ月間 カ月間 ケ月間 箇月間".split(), 1) | {"年": 12, "年間": 12}

_PHRASES: dict[str, Meaning] = {
    "正午": Clock(12, half="pm"), "零時": Clock(0, sure=True), "朝イチ": Clock(9, half="am", doubts=("first_thing",)),
    "朝いち": Clock(9, half="am", doubts=("first_thing",)), "朝一": Clock(9, half="am", doubts=("first_thing",)),
    "午後イチ": Clock(1, half="pm", doubts=("first_thing",)), "午後一": Clock(1, half="pm", doubts=("first_thing",)),
    "週末": Day(weekend=True), "今週末": Day(weekend=True), "今週の週末": Day(weekend=True), "土日": Day(weekend=True),
    "来週末": Day(weeks_on=1, weekend=True), "来週の週末": Day(weeks_on=1, weekend=True),
    "週明け": Day(weeks_on=1, weekday=0, doubts=("start_of_week",)), "月末": Day(months_on=0, day=-1), "末日": Day(day=-1),
    "今月末": Day(months_on=0, day=-1), "来月末": Day(months_on=1, day=-1), "翌営業日": Day(work_days_on=1),
    "次の営業日": Day(work_days_on=1), "半日": Length(minutes=720), "半時間": Length(minutes=30),
    "今すぐ": Word("now"), "いますぐ": Word("now"), "今から": Word("now"), "いまから": Word("now"), "現在": Word("now"),
    "この後": Word("fromnow"), "このあと": Word("fromnow"), "これから": Word("fromnow"),
    "から": Word("from"), "より": Word("from"), "まで": Word("until"), "までに": Word("before"), "までの間": Word("until"),
    "の間": Word("span"), "間": Word("span"), "以降": Word("after"), "以後": Word("after"), "すぎ": Word("about"),
    "過ぎ": Word("about"), "以前": Word("before"), "以内": Word("within"), "先": Word("later"), "前": Word("ago"),
    "ごろ": Word("about"), "頃": Word("about"), "くらい": Word("about"), "ぐらい": Word("about"), "ほど": Word("about"),
    "程度": Word("about"), "前後": Word("about"), "あたり": Word("about"), "あと": Word("plus"),
    "後ろ倒し": Word("back"), "後ろに": Word("back"), "後ろへ": Word("back"), "後ろ": Word("back"), "うしろ": Word("back"),
    "繰り下げ": Word("back"), "くりさげ": Word("back"), "遅らせ": Word("back"), "遅く": Word("back"), "遅め": Word("back"),
    "おそく": Word("back"), "先延ばし": Word("back"), "前倒し": Word("ahead"), "繰り上げ": Word("ahead"),
    "くりあげ": Word("ahead"), "早め": Word("ahead"), "早く": Word("ahead"), "はやく": Word("ahead"), "手前": Word("ahead"),
    "ずらし": Word("whichway"), "ずらす": Word("whichway"), "ずらせ": Word("whichway"), "スライド": Word("whichway"),
    "毎週": Word("repeats"), "毎朝": Word("repeats"), "毎月": Word("repeats"), "隔週": Word("repeats"),
    "の": Word("of"), "に": Word("of"), "は": Word("of"), "も": Word("of"), "、": Word("comma"),
}  # fmt: skip
_PHRASES |= {name: Day(days_on=n) for name, n in _DAYS_ON.items()}
_PHRASES |= {name + within: Day(weeks_on=n) for name, n in _WEEKS_ON.items() for within in ("", "中に")}
_PHRASES |= {name + within: Day(months_on=n) for name, n in _MONTHS_ON.items() for within in ("", "中に")}
_PHRASES |= {name: Day(years_on=n) for name, n in _YEARS_ON.items()}
_PHRASES |= {name: Part(part) for name, part in _PARTS.items() if name not in ("あさ", "よる")}
_PHRASES |= {name: (Day(days_on=n), Part(part)) for name, (n, part) in _PARTS_OF_DAYS.items()}
_PHRASES |= {name: Day(named=key) for name, key in _HOLIDAYS.items()}
_PHRASES |= {name: Day(month=n) for n, name in enumerate(_MONTH_READINGS, start=1)}

_N = NUMBER_JA
_APART = r"(?<![0-9.,/:〇零一二三四五六七八九十百千])"
_PART = rf"(?:(?P<part>{alternatives(_PARTS)})の?)?"


def _date(m: re.Match[str]) -> Meaning | None:
    said = m["year"]
    year = ja_number(said) + _ERAS.get(m["era"] or "", 0) if said else None
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
    number = _WEEKDAYS.index(said["weekday"]) if said["weekday"] else _READINGS[said["reading"]]
    return Day(weekday=number, which=_WHICH.get(said.get("which") or ""))


def _weekday_of_week(m: re.Match[str]) -> Meaning:
    return Day(weeks_on=_WEEKS_ON[m["week"]], weekday=_WEEKDAYS.index(m["weekday"]))


def _nth_weekday(m: re.Match[str]) -> Meaning:
    nth = _NTH.get(m["nth"]) or ja_number(m["nth"][1:].removesuffix("の"))
    return Day(nth=nth, weekday=_WEEKDAYS.index(m["weekday"]))


def _clock(m: re.Match[str]) -> Meaning | None:
    """午後3時半, 15時20分, 25時, 1時20分P.M., 3時5分前."""
    hour, minute = ja_number(m["h"]), 30 if m["half"] else ja_number(m["min"] or "0")
    if m["to"]:
        hour, minute = hour - 1, 60 - minute
    if not (0 <= hour <= 29 and 0 <= minute <= 59):
        return None
    part, latin = m["part"] or "", m["latin"]
    half = {"午前": "am", "午前中": "am", "午後": "pm"}.get(part, latin + "m" if latin else "")
    if hour > 12 and half == "am":
        return None
    if hour > 12:
        half = ""
    doubts = ("twelve",) if hour == 12 and half and minute == 0 else ()
    clock = Clock(hour, minute, half, sure=hour >= 13 or hour == 0 or m["h"][0] == "0", late=hour >= 24, doubts=doubts)
    return (Part(_PARTS[part]), clock) if part and not part.startswith("午") else clock


def _late_clock(m: re.Match[str]) -> Meaning | None:
    return Clock(int(m["h"]), int(m["min"]), late=True) if int(m["min"]) <= 59 else None


def _length(m: re.Match[str]) -> Meaning | None:
    unit = m["unit"]
    amount = (float(m["n"]) if "." in m["n"] else float(ja_number(m["n"]))) + (0.5 if m["half"] else 0)
    if unit in _MINUTES:
        return Length(minutes=round(amount * _MINUTES[unit]))
    if amount != int(amount):
        return None
    if unit in _DAYS:
        return Length(days=int(amount) * _DAYS[unit])
    return Length(months=int(amount) * _MONTHS[unit])


_MINUTE_UNITS = alternatives(_MINUTES)
_LONG_UNITS = alternatives(["日間", "週間", *(unit for unit in _MONTHS if unit != "年")])
#: 3日 alone is a day of the month, 3日後 a length; the words that make it one:
_COUNTING = r"(?=後|前(?!後)|早|遅|以内|ずら|ずれ|繰|延|先|ほど|くらい|$)"
_FIXED: tuple[Rule, ...] = (
    rule(rf"(?P<word>{alternatives(_PHRASES)})(?!新聞|会社|回|半)", lambda m: _PHRASES[m["word"]]),
    rule(r"今(?![日週月年朝夜晩度後回夕期更])", Word("now")),
    rule(r"後(?![ろ半輩続任])", Word("later")),
    rule(r"毎日(?=の|に|、| |\d|朝|夜|午)", Word("repeats")),
    rule(r"と(?=\d|[一二三四五六七八九十])", Word("of")),
    rule(r"で(?=\d)", Word("of")),
)
_WEEKDAY_RULES: tuple[Rule, ...] = (
    rule(rf"(?P<which>{alternatives(_WHICH)})?(?:(?P<weekday>[{_WEEKDAYS}])曜日?|(?P<reading>{alternatives(_READINGS)})び?)", _weekday),
    rule(rf"[(](?P<weekday>[{_WEEKDAYS}])(?:曜日?)?(?:・?祝)?[)]", _weekday),
    rule(rf"(?P<week>{alternatives(_WEEKS_ON)})の?(?P<weekday>[{_WEEKDAYS}])(?![一-龯ァ-ヶ]|ごろ)", _weekday_of_week),
    rule(rf"(?P<nth>第[1-5一二三四五]の?|最初の|初めの|最後の|最終)(?P<weekday>[{_WEEKDAYS}])曜日?", _nth_weekday),
)
_NUMBER_RULES: tuple[Rule, ...] = (
    # 2026年3月6日, 令和8年3月6日, 3月6日
    rule(
        rf"{_APART}(?:(?P<era>令和|平成|昭和)?(?P<year>{_N}|元)年の?)?(?P<month>{_N})月の?(?P<day>{_N})日(?!間|後|前(?!後)|目|以内)",
        _date,
    ),
    # R8.3.6
    rule(r"(?<![a-z0-9])(?P<era>[rhs])(?P<year>\d\d?)[./](?P<month>\d\d?)[./](?P<day>\d\d?)(?![\d./])", _date),
    rule(rf"{_APART}(?:(?P<year>\d{{4}})年の?)?(?P<month>{_N})月(?![面曜額給\d])", _month),
    rule(rf"{_APART}(?P<day>{_N})日(?!間|後|前(?!後)|目|以内|[本記常経程米中新酔])", _day_of_month),
    # 午後3時半, 15時20分, 25時, 3時5分前; 一時的 and 1時間 are something else
    rule(
        rf"{_PART}{_APART}(?P<h>{_N})(?:時|じ(?=$|[にかまのはごへ半、 ])(?!かん))(?![間的期代計刻差短給事点速折系限制々])"
        rf"(?:(?P<min>{_N})分(?!間|後|前)|(?P<half>半))?(?P<to>)(?:ちょうど|ジャスト|きっかり)?"
        r"(?: ?(?P<latin>[ap])\.?m\.?(?![a-z]))?",
        _clock,
    ),
    rule(rf"{_PART}{_APART}(?P<h>{_N})時の?(?P<min>{_N})分(?P<to>前)(?P<half>)(?P<latin>)", _clock),
    rule(r"(?<![\d:])(?P<h>2[4-9]):(?P<min>\d\d)(?![\d:])", _late_clock),
    # 30分, 2時間半; 不十分 is none
    rule(rf"(?<!不){_APART}(?P<n>\d+\.\d+|{_N})(?P<unit>{_MINUTE_UNITS})(?P<half>半)?(?!の[1-9一二三四])", _length),
    rule(rf"{_APART}(?P<n>{_N})(?P<unit>日|週|年)(?P<half>){_COUNTING}", _length),
    rule(rf"{_APART}(?P<n>{_N})(?P<unit>{_LONG_UNITS})(?P<half>)", _length),
    rule(rf"{_APART}(?P<n>{_N})営業日", lambda m: Length(work_days=ja_number(m["n"]))),
)
_NUMERALS = "0123456789〇零一二三四五六七八九十百千"


def _first_characters() -> dict[str, tuple[Rule, ...]]:
    fixed = {*(name[0] for name in _PHRASES), *"今後毎とで"}
    weekdays = {*_WEEKDAYS, *"(第最初", *(w[0] for w in [*_WHICH, *_READINGS, *_WEEKS_ON])}
    numbers = {*_NUMERALS, *"令平昭rhs", *(name[0] for name in _PARTS)}
    families = ((fixed, _FIXED), (weekdays, _WEEKDAY_RULES), (numbers, _NUMBER_RULES))
    everything = fixed | weekdays | numbers
    return {c: tuple(row for chars, family in families if c in chars for row in family) for c in everything}


#: The rules to try where a phrase may begin, by its first character.
BY_CHARACTER = _first_characters()
