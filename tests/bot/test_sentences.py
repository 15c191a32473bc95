"""What people say most, in both languages, does what it says; what it says first is shown here."""

from __future__ import annotations

import pytest

from tests.teams import AOI, PRIVATE_CHAT, Talk, Teams

ENGLISH = [
    ("today", "Today, Fri, Mar 6"),
    ("tomorrow", "Sat, Mar 7"),
    ("agenda monday", "Mon, Mar 9"),
    ("next week", "Mon, Mar 9 – Sun, Mar 15"),
    ("meet ACME-1234 tomorrow 15:00 for 45 min with bob@contoso.com", "Make the online meeting “ACME-1234”?"),
    ("meet now", "Make the online meeting “Meeting”?"),
    ("meeting about budget", "Make the online meeting “budget”?"),
    ("move standup to 3pm on monday", "Move “Daily standup” to Mon, Mar 9, 3:00 PM – 3:15 PM?"),
    ("push my 12:30 with Isaiah by 30 min", "Move “Fabrikam call” to Fri, Mar 6, 1:00 PM – 1:30 PM?"),
    ("reschedule Grady's fitting to next Tue 10:00", "Move “Hearing aid fitting – Grady Archie” to Tue, Mar 10"),
    ("bookings today", "Bookings, Fri, Mar 6"),
    ("edit design review", "Edit: Design review"),
    ("visit VISIT-1001", "The virtual appointment of “VISIT-1001”."),
    ("remind me 15 min before", "I remind you 15 min before your events and bookings."),
    ("remind me 5 min before standup", "I remind you of “Daily standup” 5 min before, every time."),
    ("reminders off", "Reminders are off; nothing more of what is in your calendar is sent."),
    ("digest 8:30", "The morning digest comes each working day; the next at Mon, Mar 9, 8:30 AM"),
    ("find time with Megan next week for 30 min", "30 min with Megan Bowen:"),
    ("where is the design review", "“Design review”"),
    ("cancel design review", "Cancel “Design review”"),
    ("undo", "There is nothing that I can put back"),
    ("history", "I have not changed anything for you"),
    ("settings", "Your settings"),
    ("privacy", "This is what I keep of you"),
    ("help", "I make online meetings and move events and bookings."),
]
JAPANESE = [
    ("今日の予定", "今日 3月6日(金)"),
    ("明日の予定", "3月7日(土)"),
    ("来週の予定", "3月9日(月) – 3月15日(日)"),
    ("会議 ACME-1234 明日15時から45分", "オンライン会議「ACME-1234」を作りますか？"),
    ("今すぐ会議", "オンライン会議「会議」を作りますか？"),
    ("定例を月曜の15時に移動", "「週次定例」を3月9日(月) 15:00 – 15:30に移動しますか？"),
    ("定例を30分後ろにずらして", "「週次定例」を3月9日(月) 10:30 – 11:00に移動しますか？"),
    ("今日の予約", "予約 3月6日(金)"),
    ("編集 定例", "この回だけですか、すべての回ですか？"),
    ("来訪 ACME-1234", "オンライン会議「ACME-1234」を作りますか？"),
    ("リマインド 10分前", "予定と予約の10分前にリマインドします。"),
    ("定例の5分前にリマインド", "「週次定例」は毎回、5分前にリマインドします。"),
    ("リマインドオフ", "リマインドを止めました。"),
    ("朝のまとめ 8:30", "朝のまとめを勤務日ごとにお送りします。"),
    ("来週田中さんと30分の空き時間を探して", "田中 健さんとの30分の候補："),
    ("定例はどこ？", "「週次定例」（3月9日(月) 10:00 – 10:30）はオンラインです。"),
    ("月曜15時空いてる？", "はい、空いています：3月9日(月) 15:00 – 15:30"),
    ("定例に田中さんを追加", "この回だけですか、すべての回ですか？"),
    ("元に戻す", "元に戻せる変更がありません。"),
    ("履歴", "この30日間に変更したものはありません。"),
    ("サインイン", "高橋 葵さんとしてサインインしています。"),
    ("設定", "あなたの設定です。"),
    ("プライバシー", "保存している情報とその期間"),
    ("ヘルプ", "オンライン会議の作成や、予定・予約の移動をお手伝いします。"),
]


def first_words(texts: list[str], cards: list[str]) -> str:
    """What an answer says first, be it a card or a sentence."""
    return (cards or texts or [""])[0]


@pytest.mark.parametrize(("sentence", "answer"), ENGLISH)
async def test_an_english_sentence_does_what_it_says(sentence: str, answer: str, talk: Talk) -> None:
    shown = await talk(sentence)

    assert first_words(shown.texts, [str(card["speak"]) for card in shown.cards]).startswith(answer)


@pytest.mark.parametrize(("sentence", "answer"), JAPANESE)
async def test_a_japanese_sentence_does_what_it_says(sentence: str, answer: str, teams: Teams) -> None:
    aoi = Talk(teams, AOI, "ja-JP", "Asia/Tokyo", {**PRIVATE_CHAT, "id": "a:personal-aoi"})

    shown = await aoi(sentence)

    assert first_words(shown.texts, [str(card["speak"]) for card in shown.cards]).startswith(answer)
