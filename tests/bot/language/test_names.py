"""Titles, people and keys are found in a sentence, spelled as they were typed."""

from __future__ import annotations

import pytest

from tests.bot.language.said import said

TITLES = {
    "move Design Review to 3pm tomorrow": "Design Review",
    "reschedule Grady's fitting to Tuesday": "Grady's fitting",
    "rebook Grady to Tuesday 10:00": "Grady",
    "meeting about Budget 2027": "Budget 2027",
    "delete the meeting called Town Hall on Monday": "Town Hall",
    "change the place of the review to room 5": "review",
    "add Bob to the offsite": "offsite",
    "remind me 5 min before standup": "standup",
    "push my 2pm with Alice by 30 min": "",
    "book a meeting with Cynthia tomorrow": "",
    'move "to do at 5" to Monday': "to do at 5",
    "move 定例 to 3pm": "定例",
    "デザインレビューを明日の午後3時に変更してください": "デザインレビュー",
    "「明日の話」を15時に移動": "明日の話",
    "編集 定例": "定例",
    "田中さんとの打ち合わせを火曜に変更": "",
    "明日の会議をキャンセル": "",
    "tell Bob I can't make the offsite": "offsite",
    "please take the offsite off my calendar": "offsite",
    "could you tell me when the budget review is": "budget review",
    "where's the offsite being held?": "offsite",
    "what do I have on my plate today": "",
    "tomorrow at 3pm book a call with Adele": "call",
    "new meeting: Budget 2027, Monday 14:00": "Budget 2027",
    'rename standup to "Daily sync"': "standup",
    "change the title of my 3pm to Pricing": "",
    "make the review private": "review",
    "cancel standup because I am ill": "standup",
    "get rid of the pricing call": "pricing call",
    "歯医者の予定を明日15時に移動": "歯医者",
    "カレンダーから歯医者を削除": "歯医者",
    "会議作成 予算レビュー 3/10 13:00-14:00": "予算レビュー",
    "プロジェクトのキックオフを明日に変更": "プロジェクトのキックオフ",
    "予算会議の日程を変更したい": "予算会議",
    "会議のタイトルを「予算レビュー」に変更して": "",
    "明日の10時から歯医者です": "歯医者",
    "明日の訪問なくなりました": "訪問",
    "来週の定例はなしで": "定例",
    "歯科を非公開にして": "歯科",
    "次の会議に入りたい": "",
    "今すぐ会議始めて": "",
    "訪問、終わりを15時にして": "訪問",
    "15時に田中さんに電話するのをリマインドして": "田中さんに電話する",
    "夕方5時に日報を書くの忘れないように": "日報を書く",
    "Joniさんの予約に「補聴器持参」とメモして": "",
    "when's the fabrikam thing": "fabrikam",
    "hold 9-10 tues for prep": "prep",
    "quick catch up with Megan tomorrow 3pm": "quick catch up",
    "move my catch up to 4pm": "catch up",
}

PEOPLE = {
    "meet tomorrow with bob@contoso.com": ("bob@contoso.com",),
    "schedule lunch with Ann, Bob and Carol Smith on Friday": ("Ann", "Bob", "Carol Smith"),
    "push my 2pm with Alice by 30 min": ("Alice",),
    "is Lee free tomorrow?": ("Lee",),
    "invite Carol to the demo": ("Carol",),
    "cancel lunch with <at>Adele Vance</at>": ("Adele Vance",),
    "meet with the team tomorrow": (),
    "meet Megan tomorrow at 3pm": ("Megan",),
    "let's meet Megan and Adele at 3pm": ("Megan", "Adele"),
    "meet with Megan tomorrow 3pm": ("Megan",),
    "meet budget tomorrow 15:00": (),
    "meet Budget review tomorrow 15:00": (),
    "高橋さんと明日14時に打ち合わせ": ("高橋",),
    "木曜の午後にMeganと30分空いてる？": ("Megan",),
    "来週、佐藤とAdeleと会える時間は？": ("佐藤", "Adele"),
    "Meganと明日15時に会議": ("Megan",),
    "予算と明日15時に会議": (),
    "15分だけMeganさんと明日15時に話したい": ("Megan",),
    "ちょっと田中さんと明日会議": ("田中",),
    "少しだけ田中さんと明日会議": ("田中",),
    "たけだけんじさんと明日会議": ("たけだけんじ",),
    "田中様との面談をキャンセル": ("田中",),
    "佐藤と打ち合わせしたい": ("佐藤",),
    "make an appointment with Dr. Smith on Monday": ("Dr. Smith",),
    "accept the invite from Megan": ("Megan",),
    "月曜午前、田中さん空いてますか？": ("田中",),
    "can Lynne do Monday 10:00": ("Lynne",),
    "find an hour with Megan and Isaiah wk of the 16th": ("Megan", "Isaiah"),
    "decline Bob's invite": ("Bob",),
    "are Adele and Bob both free at 3pm?": ("Adele", "Bob"),
    "take Lynne off the invite for the demo": ("Lynne",),
    "会議にジョンを追加してください": ("ジョン",),
    "ジョンからの招待を承諾": ("ジョン",),
    "私の予定から会議を取り除いて": (),
}


@pytest.mark.parametrize("sentence", TITLES)
def test_the_title_is(sentence: str) -> None:
    assert said(sentence).title == TITLES[sentence]


@pytest.mark.parametrize("sentence", PEOPLE)
def test_the_people_are(sentence: str) -> None:
    assert said(sentence).people == PEOPLE[sentence]


@pytest.mark.parametrize(
    ("sentence", "key"),
    [("visit ACME-1234", "ACME-1234"), ("会議 VISIT-1001 明日", "VISIT-1001"), ("meet covid-19", "")]
    + [(f"{verb} case-17 tomorrow 10:00", "case-17") for verb in ("visit", "meet", "visit link")]
    + [("来訪 case-17", "case-17"), ("会議 case-17 明日10時", "case-17"), ("visit case-17", "case-17")]
    + [("meet top-10 clients tomorrow", ""), ("visit may-17", ""), ("move team-5 to monday", "")],
)
def test_the_key_is(sentence: str, key: str) -> None:
    assert said(sentence).key == key


def test_a_time_in_quotes_is_a_title() -> None:
    assert said('cancel "Friday 5pm drinks"').old_time.status == "none"


def test_an_address_in_a_link_is_nobody() -> None:
    assert said("what is https://example.com/a@b.co/2026-03-07 about").time.status == "none"
