"""The Japanese words of time, by meaning."""

from __future__ import annotations

from bot.language.times.pieces import Clock, Day, Length, Meaning, Part, Role, Word
from bot.language.word_lists import each, numbered

WEEKDAYS = "月火水木金土日"
READINGS = numbered("げつよう かよう すいよう もくよう きんよう どよう にちよう")
_MONTH_READINGS = numbered(
    "いちがつ にがつ さんがつ しがつ ごがつ ろくがつ しちがつ はちがつ くがつ じゅうがつ じゅういちがつ じゅうにがつ",
    start=1,
)
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}
_DAYS_ON = numbered(
    "一昨日=おととい 昨日=きのう 今日=本日=きょう=当日 明日=あした=あす=みょうにち"
    " 明後日=あさって=みょうごにち 明々後日=明明後日=しあさって",
    start=-2,
)
WEEKS_ON = numbered(
    "先々週 先週=せんしゅう 今週=こんしゅう 来週=らいしゅう=次週 再来週=さらいしゅう 再々来週",
    start=-2,
)
_MONTHS_ON = numbered(
    "先月=せんげつ 今月=こんげつ 来月=らいげつ 再来月=さらいげつ",
    start=-1,
)
_YEARS_ON = numbered("去年=昨年 今年=ことし=本年 来年=らいねん=翌年 再来年", start=-1)
#: Counted from today, but from the day of what is moved where something is.
_AFTER_EVENT: dict[str, Day] = {
    "翌日": Day(days_on=1, of_event=True), "次の日": Day(days_on=1, of_event=True),
    "あくる日": Day(days_on=1, of_event=True), "翌々日": Day(days_on=2, of_event=True),
    "前日": Day(days_on=-1, of_event=True), "前の日": Day(days_on=-1, of_event=True),
    "翌営業日": Day(work_days_on=1, of_event=True), "次の営業日": Day(work_days_on=1, of_event=True),
    "前営業日": Day(work_days_on=-1, of_event=True),
}  # fmt: skip
WEEKS_AFTER_EVENT = {"翌週": 1, "次の週": 1, "翌々週": 2, "前週": -1, "前の週": -1}
_MONTHS_AFTER_EVENT = {"翌月": 1, "次の月": 1, "前月": -1}
#: Before a weekday.
WHICH = {"この": "this"} | dict.fromkeys(["次の", "つぎの", "今度の", "こんどの", "翌"], "next") | {"前の": "last"}
NTH = {"最初の": 1, "初めの": 1, "最後の": -1, "最終": -1}
_PARTS = {
    "morning": "午前中 午前 朝 あさ 早朝 朝方 昼前",
    "afternoon": "午後 昼過ぎ 昼下がり",
    "lunch": "お昼 昼休み ランチタイム 昼",
    "evening": "夕方 夕刻 ゆうがた",
    "night": "夜 晩 よる",
    "late": "深夜 夜中",
    "small": "未明 明け方",
}
PARTS = {word: part for part, words in _PARTS.items() for word in words.split()}
_PARTS_OF_DAYS = {
    (0, "morning"): "今朝 けさ",
    (0, "evening"): "今夕",
    (0, "night"): "今夜 今晩 こんや こんばん",
    (1, "morning"): "明朝",
    (1, "night"): "明晩",
    (-1, "night"): "昨夜 昨晩",
}
_HOLIDAYS = (
    "元日 成人の日 建国記念の日 天皇誕生日 春分の日 昭和の日 憲法記念日 みどりの日 こどもの日 海の日 山の日 敬老の日"
    " 秋分の日 スポーツの日 文化の日 勤労感謝の日"
)
_FEASTS = {
    "元旦": "元日", "子供の日": "こどもの日", "クリスマスイブ": "christmas_eve", "クリスマス": "christmas",
    "大晦日": "new_years_eve", "バレンタインデー": "valentines_day", "次の祝日": "next_holiday", "祝日": "next_holiday",
}  # fmt: skip

MINUTES = each("分 分間", 1) | each("時間", 60)
DAYS = each("日 日間", 1) | each("週 週間", 7)
MONTHS = each("ヶ月 か月 ヵ月 カ月 ケ月 箇月 ヶ月間 か月間 ヵ月間 カ月間 ケ月間 箇月間", 1) | each("年 年間", 12)

_WITHIN = ("", "中に", "中の", "中")
_OTHERS: dict[str, Meaning] = {
    "正午": Clock(12, half="pm"), "零時": Clock(0, sure=True), "翌朝": (Day(days_on=1, of_event=True), Part("morning")),
    "週末": Day(weekend=True), "今週末": Day(weekend=True), "今週の週末": Day(weekend=True), "土日": Day(weekend=True),
    "来週末": Day(weeks_on=1, weekend=True), "来週の週末": Day(weeks_on=1, weekend=True),
    **dict.fromkeys(["今週の残り", "今週残り", "残りの今週"], Day(weeks_on=0, rest=True)),
    **dict.fromkeys(["今月の残り", "今月残り"], Day(months_on=0, rest=True)),
    **dict.fromkeys(["今日の残り", "今日残り", "本日の残り"], Day(days_on=0)),
    "週明け": Day(weeks_on=1, weekday=0, doubts=("start_of_week",)),
    "月末": Day(months_on=0, day=-1), "今月末": Day(months_on=0, day=-1), "来月末": Day(months_on=1, day=-1),
    "末日": Day(day=-1),
    "半日": Length(minutes=720), "半時間": Length(minutes=30),
}  # fmt: skip
_SMALL: dict[Role, str] = {
    "from": "から より",
    "until": "まで までの間",
    "of": "の に は も",
    "comma": "、",
    "span": "の間 間",
    "after": "以降 以後",
    "before": "までに 以前",
    "within": "以内",
    "about": "ごろ 頃 くらい ぐらい ほど 程度 前後 あたり すぎ 過ぎ",
    "repeats": "毎週 毎朝 毎月 隔週",
    "now": "今すぐ いますぐ 今から いまから 現在",
    "fromnow": "この後 このあと これから",
    "ago": "前",
    "plus": "あと",
    "later": "先",
    "back": "後ろ 後ろに 後ろへ 後ろ倒し うしろ 繰り下げ くりさげ 遅らせ 遅く 遅め おそく 先延ばし",
    "ahead": "前倒し 繰り上げ くりあげ 早め 早く はやく 手前",
    "whichway": "ずらし ずらす ずらせ スライド",
}
_FIRST_THINGS = {
    **dict.fromkeys(["朝", "朝方", "午前"], Clock(9, half="am", doubts=("first_thing",))),
    **dict.fromkeys(["午後", "昼", "お昼", "昼過ぎ"], Clock(1, half="pm", doubts=("first_after_lunch",))),
    **dict.fromkeys(["夕方", "夕"], Clock(5, half="pm", doubts=("first_in_evening",))),
}
#: Wordings that mean one thing.
PHRASES: dict[str, Meaning] = (
    _OTHERS
    | {part + first: clock for part, clock in _FIRST_THINGS.items() for first in ("イチ", "いち", "一", "一番", "1番")}
    | {word: Word(role) for role, words in _SMALL.items() for word in words.split()}
    | {word + within: Day(days_on=n) for word, n in _DAYS_ON.items() for within in _WITHIN}
    | {word + within: Day(weeks_on=n) for word, n in WEEKS_ON.items() for within in _WITHIN}
    | _AFTER_EVENT
    | {word + within: Day(weeks_on=n, of_event=True) for word, n in WEEKS_AFTER_EVENT.items() for within in _WITHIN}
    | {word + within: Day(months_on=n, of_event=True) for word, n in _MONTHS_AFTER_EVENT.items() for within in _WITHIN}
    | {word + within: Day(months_on=n) for word, n in _MONTHS_ON.items() for within in _WITHIN}
    | {word: Day(years_on=n) for word, n in _YEARS_ON.items()}
    | {word: Day(month=n) for word, n in _MONTH_READINGS.items()}
    | {word: (Day(days_on=n), Part(part)) for (n, part), words in _PARTS_OF_DAYS.items() for word in words.split()}
    # あさ and よる are too often part of another word.
    | {word: Part(part) for word, part in PARTS.items() if word not in ("あさ", "よる")}
    | {name: Day(named=name) for name in _HOLIDAYS.split()}
    | {name: Day(named=key) for name, key in _FEASTS.items()}
)
