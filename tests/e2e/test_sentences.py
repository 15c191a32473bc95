"""Twenty sentences of each language, typed into the real chat one after the other, do what they say."""

from __future__ import annotations

import pytest

from tests.e2e.chat import Chat

pytestmark = pytest.mark.e2e

ENGLISH = [
    ("help", "What I can do"),
    ("today", "Today, "),
    ("tomorrow", "Daily standup|Design review|Nothing"),
    ("next week", "Daily standup"),
    ("meet ACME-77 tomorrow 15:00 for 45 min", "Make this online meeting?"),
    ("meet now", "Make this online meeting?"),
    ("meeting about budget", "Make this online meeting?"),
    ("move design review to 10:45 am", "Move this?"),
    ("push design review back by 20 min", "Move this?"),
    ("bookings today", "Bookings, "),
    ("rebook Grady", "When?"),
    ("edit design review", "Design review"),
    ("visit VISIT-1001", "Virtual appointment"),
    ("remind me 15 min before", "I remind you 15 min before"),
    ("reminders off", "Reminders are off"),
    ("digest 8:30", "The morning digest comes each working day"),
    ("digest off", "The morning digest is off."),
    ("where is design review", "Design review"),
    ("cancel design review", "Cancel"),
    ("undo", "There is nothing that I can put back"),
    ("history", "I have not changed anything for you"),
    ("settings", "Your settings"),
    ("privacy", "Privacy"),
]
JAPANESE = [
    ("ヘルプ", "できること"),
    ("今日の予定", "今日 "),
    ("来週の予定", "Daily standup"),
    ("会議 ACME-78 明日15時から45分", "オンライン会議"),
    ("今すぐ会議", "オンライン会議"),
    ("予算の会議を作成", "オンライン会議"),
    ("Design reviewを10時45分に移動", "この予定を移動しますか？"),
    ("Design reviewを20分後ろにずらして", "この予定を移動しますか？"),
    ("今日の予約", "予約 "),
    ("Gradyさんの予約を移動", "いつにしますか？"),
    ("編集 Design review", "Design review"),
    ("来訪 VISIT-1001", "仮想予定"),
    ("リマインド 10分前", "10分前にリマインドします"),
    ("リマインドオフ", "リマインドを止めました"),
    ("朝のまとめ 8:30", "朝のまとめを勤務日ごとにお送りします"),
    ("朝のまとめ オフ", "朝のまとめ"),
    ("次の予定は？", "始まります|："),
    ("元に戻す", "元に戻せる変更がありません"),
    ("履歴", "この30日間に変更したものはありません"),
    ("設定", "設定"),
    ("プライバシー", "プライバシー"),
]


@pytest.mark.parametrize(("language", "sentences"), [("english", ENGLISH), ("japanese", JAPANESE)])
async def test_a_list_of_sentences_is_answered_one_by_one(
    language: str, sentences: list[tuple[str, str]], chat: Chat
) -> None:
    wrong = []
    for sentence, expected in sentences:
        text = await (await chat.say(sentence)).text()
        if not any(each in text for each in expected.split("|")):
            wrong.append((sentence, expected, text[:200]))
    await chat.picture(f"sentences-{language}")

    assert wrong == []
