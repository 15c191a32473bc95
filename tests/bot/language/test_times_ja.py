"""Japanese time phrases mean what people mean by them, on Friday, 6 March 2026, at nine."""

from __future__ import annotations

import pytest

from tests.bot.language.said import brief, time_said

CERTAIN = {
    # days
    "今日": "03-06 00:00",
    "あした": "03-07 00:00",
    "明後日": "03-08 00:00",
    "月曜日": "03-09 00:00",
    "来週の水曜": "03-11 00:00",
    "来週火": "03-10 00:00",
    "来週(木)": "03-12 00:00",
    "4月2日": "04-02 00:00",
    "四月二日": "04-02 00:00",
    "４月２日": "04-02 00:00",
    "4月2日（木）": "04-02 00:00",
    "令和8年4月2日": "04-02 00:00",
    "R8.4.2": "04-02 00:00",
    "2026/4/2": "04-02 00:00",
    "18日": "03-18 00:00",
    "来月3日": "04-03 00:00",
    "来月の第2火曜日": "04-14 00:00",
    "3月の最後の金曜日": "03-27 00:00",
    "3日後": "03-09 00:00",
    "2週間後": "03-20 00:00",
    "1か月後": "04-06 00:00",
    "月末": "03-31 00:00",
    "3営業日後": "03-11 00:00",
    "翌営業日": "03-09 00:00",
    "次の祝日": "03-20 00:00",
    "海の日": "07-20 00:00",
    # clock times
    "午後3時": "03-06 15:00",
    "午後三時半": "03-06 15:30",
    "15時20分": "03-06 15:20",
    "15:20": "03-06 15:20",
    "夕方5時": "03-06 17:00",
    "夜の8時": "03-06 20:00",
    "正午": "03-06 12:00",
    "今晩8時": "03-06 20:00",
    "午後9時5分前": "03-06 20:55",
    # both
    "明日の15時": "03-07 15:00",
    "あした午後3時": "03-07 15:00",
    "明朝9時": "03-07 09:00",
    "来週の火曜の午前10時": "03-10 10:00",
    "4月2日 15:00": "04-02 15:00",
    "2日後の午前10時": "03-08 10:00",
    "30分後": "03-06 09:30",
    "今から1時間半後": "03-06 10:30",
    # stretches
    "15時から16時まで": "03-06 15:00 until 03-06 16:00 for 60",
    "15時〜16時": "03-06 15:00 until 03-06 16:00 for 60",
    "12分後に15分": "03-06 09:12 until 03-06 09:27 for 15",
    "12分後から15分間": "03-06 09:12 until 03-06 09:27 for 15",
    "3日後の15時から30分": "03-09 15:00 until 03-09 15:30 for 30",
    "明日15時から45分": "03-07 15:00 until 03-07 15:45 for 45",
    "23時から午前3時まで": "03-06 23:00 until 03-07 03:00 for 240",
    "来週": "03-09 00:00 until 03-16 00:00",
    "来週中": "03-09 00:00 until 03-16 00:00",
    "来月": "04-01 00:00 until 05-01 00:00",
    "4月1日から3日まで": "04-01 00:00 until 04-03 00:00",
    # moves
    "30分後ろ": "by +30",
    "30分後ろ倒し": "by +30",
    "1時間遅らせて": "by +60",
    "15分早め": "by -15",
    "翌日": "03-07 00:00",
    "翌週": "03-09 00:00 until 03-16 00:00",
    "今日中": "03-06 00:00",
    "1時間前倒し": "by -60",
}

ASSUMED = {
    "もくようび": ("03-12 00:00", "taken_as_coming"),  # yesterday was one
    "3時": ("03-06 15:00", "taken_as_afternoon"),
    "10時": ("03-06 10:00", "taken_as_morning"),
    "12時": ("03-06 12:00", "taken_as_noon"),
    "25時": ("03-07 01:00", "after_midnight"),
    "明後日の26時": ("03-09 02:00", "after_midnight"),
    "24時": ("03-07 00:00", "after_midnight"),
    "午後5時から6時まで": ("03-06 17:00 until 03-06 18:00 for 60", "taken_after_start"),
    "23時から3時まで": ("03-06 23:00 until 03-07 03:00 for 240", "ends_next_day"),
    "15時ごろ": ("03-06 15:00", "about"),
    "明日の朝": ("03-07 06:00 until 03-07 12:00", "window"),
    "今日の午後": ("03-06 12:00 until 03-06 18:00", "window"),
    "今週末": ("03-07 00:00 until 03-09 00:00", "window"),
    "この後": ("03-06 09:00", "not_before"),
    "15時以降": ("03-06 15:00", "not_before"),
    "月曜までに": ("until 03-10 00:00", "not_after"),
    "90分": ("for 90", "taken_as_length"),
    "5/6": ("05-06 00:00", "taken_as_month_first"),
    "朝イチ": ("03-07 09:00", "first_thing"),
    "昼イチ": ("03-06 13:00", "first_after_lunch"),
    "明日の昼一": ("03-07 13:00", "first_after_lunch"),
    "午後一番": ("03-06 13:00", "first_after_lunch"),
    "夕方イチ": ("03-06 17:00", "first_in_evening"),
    "29時": ("03-07 05:00", "after_midnight"),
    "15時前": ("until 03-06 15:00", "not_after"),
    "夜12時": ("03-07 00:00", "past_today"),
}

ASKED = {
    "金曜": "or 03-06 00:00 or 03-13 00:00",
    "来週の日曜": "or 03-08 00:00 or 03-15 00:00",
    "7時半": "or 03-07 07:30 or 03-06 19:30",
    "午前12時": "or 03-06 12:00 or 03-07 00:00",
    "午後12時": "or 03-06 12:00 or 03-07 00:00",
    "15分ずらして": "by +15",
    "今週の火曜": "or 03-03 00:00 or 03-10 00:00",
    "5月12日(金)": "or 05-12 00:00 or 03-13 00:00",
    "明日の夜12時": "or 03-07 00:00 or 03-08 00:00",
    "6時": "or 03-07 06:00 or 03-06 18:00",
}

NO_TIMES = [
    "一時的な対応",
    "準備が不十分",
    "2人から4人",
    "0-3で負けた",
    "満月",
    "更新による影響",
    "毎日新聞",
    "1/50の縮尺",
    "31時",
]


@pytest.mark.parametrize("phrase", CERTAIN)
def test_this_leaves_no_doubt(phrase: str) -> None:
    assert brief(time_said(phrase, "ja-JP")) == f"certain {CERTAIN[phrase]}"


@pytest.mark.parametrize("phrase", ASSUMED)
def test_this_is_assumed_and_says_why(phrase: str) -> None:
    meaning, reason = ASSUMED[phrase]

    time = time_said(phrase, "ja-JP")

    assert brief(time) == f"assumed {meaning}"
    assert reason in time.reasons


@pytest.mark.parametrize("phrase", ASKED)
def test_this_is_asked(phrase: str) -> None:
    assert brief(time_said(phrase, "ja-JP")) == f"ask {ASKED[phrase]}"


@pytest.mark.parametrize("text", NO_TIMES)
def test_this_is_no_time(text: str) -> None:
    assert time_said(text, "ja-JP").status == "none"


def test_next_tuesday_is_asked_on_a_monday() -> None:
    for phrase in ("次の火曜", "今度の火曜日"):
        assert brief(time_said(phrase, now="2026-03-02T09:00")) == "ask or 03-03 00:00 or 03-10 00:00"


@pytest.mark.parametrize("phrase", ["毎週月曜10時", "毎朝9時", "隔週の火曜"])
def test_what_happens_again_and_again_is_asked(phrase: str) -> None:
    assert time_said(phrase).reasons == ("repeats",)


def test_half_an_hour_later_is_not_in_half_an_hour() -> None:
    """30分後ろ moves something, 30分後 counts from now."""
    assert time_said("30分後ろに").shift is not None
    assert time_said("30分後に").start is not None


@pytest.mark.parametrize("text", ["2月30日", "4月31日15時", "2027年2月29日"])
def test_a_day_that_no_such_month_has_is_asked_again(text: str) -> None:
    time = time_said(text)

    assert (brief(time), time.reasons) == ("ask", ("no_such_day",))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("今週の残り", "certain 03-06 00:00 until 03-09 00:00"),
        ("今月残り", "certain 03-06 00:00 until 04-01 00:00"),
        ("今日の残り", "certain 03-06 00:00"),
    ],
)
def test_the_rest_begins_today(text: str, time: str) -> None:
    assert brief(time_said(text)) == time
