"""Sentences ask for what people mean by them."""

from __future__ import annotations

import pytest

from bot.language import CHANGING, INTENTS, read
from bot.language.wordings import en_ask, en_do, en_talk, ja, ja_talk
from bot.language.wordings.table import examples
from tests.bot.language.said import NOW, ZONE, said

_ROWS = [*en_talk.TALK, *en_ask.QUESTIONS, *en_do.COMMANDS, *ja_talk.TALK, *ja.TOPICS, *ja.ROWS]
#: What stands for the capitals of an example.
_STANDS_FOR = {
    "en": {"TIME": "tomorrow at 3pm", "LATER": "30 minutes later", "SPAN": "30 minutes", "KEY": "ACME-1234"},
    "ja": {"TIME": "明日15時", "SPAN": "30分", "KEY": "ACME-1234"},
}

SENTENCES = {
    "agenda": [
        "what do I have on Monday", "who is coming to the offsite?", "when is the next design review", "tomorrow",
        "any meetings tomorrow?", "show me next week", "来週の予定", "明日の会議は？", "次の会議は何時から？",
        "予約状況を確認したい", "今日は何がありますか",
    ],
    "meet": [
        "could you set up a sync with the dev team next Wednesday at 11?", "put dentist on my calendar for Friday",
        "meet now", "budget review with Lee on Friday at 2pm", "明日の15時に会議を入れて",
        "高橋さんと打ち合わせしたい", "来週の金曜15時に歯医者", "明日10時から面談があります",
        "会議室の予約をお願いします",
    ],
    "move": [
        "move standup to Friday", "can you push my 3pm by half an hour?", "actually, make it 4pm",
        "the demo needs to be moved to Monday", "定例を明日の15時に移動", "15時を19時に変更", "会議を30分遅らせて",
        "明日の面談を来週に延期してもらえますか", "来週の火曜の定例を木曜に",
    ],
    "cancel_event": [
        "cancel my 3pm", "please delete the budget review", "remove lunch with Lee from my calendar",
        "定例をキャンセルして", "明日の予定を全部消して", "予約を取り消したい",
    ],
    "edit": [
        "change the place of the review to room 5", "invite Carol to the demo", "remove Lee from the offsite",
        "make the review an online meeting", "場所を第2会議室に変更して", "佐藤さんを定例に招待して",
    ],
    "find_time": [
        "is Lee free on Monday?", "find time for lunch with Lee", "when can I meet with Lee?",
        "田中さんの都合はどうですか", "明日の午後、空いてる？", "空いている会議室はありますか",
    ],
    "respond": ["I can't make it to the offsite", "accept tomorrow's lunch", "明日の定例は欠席します"],
    "join": ["join my next call", "connect me to the review", "会議に参加"],
    "remind": [
        "remind me 10 minutes before lunch", "set a reminder for the demo", "会議の10分前に知らせて",
        "明日7時にアラームをセット",
    ],
    "running_late": ["I'm running 10 minutes late", "10分遅れます"],
    "help": [
        "what can you do?", "how do I move a meeting?", "何ができますか", "会議を移動する方法は？", "good morning",
        "hi there", "こんにちは",
    ],
    "thanks": ["thanks", "thank you so much!", "ありがとうございます", "お疲れさまでした"],
    "undo": ["undo", "put it back", "もとにもどす", "さっきの変更を取り消し", "今のはなかったことにして"],
    "cancel": ["never mind", "don't move it", "やっぱりやめます", "変更しないで", "取り消し", "これを取り消して"],
    "yes": [
        "yes, do it", "yes, move it", "sounds good", "OK", "はい、お願いします", "はい、変更してください", "了解です",
    ],
    "no": ["no thanks", "no, not now", "いいえ、違います"],
    "select": ["the second one", "number 3 please", "2番", "最後のやつで"],
    "none": [
        "what's the weather tomorrow?", "order a pizza", "book a flight to Oslo on Friday", "tell me a joke",
        "明日の天気は？", "音楽をかけて", "レストランを予約して",
    ],
}  # fmt: skip

QUESTIONS = [
    "can I move standup to 3pm?", "should I cancel the review?", "move standup to 3pm?", "was standup moved?",
    "did you cancel my 3pm?", "is the meeting cancelled?", "what happens if I cancel the review?", "may I delete it?",
    "変更していい？", "明日の定例を15時に移動してもいいですか", "会議はキャンセルになりましたか",
    "この予定を削除していい？",
]  # fmt: skip


def filled(example: str) -> str:
    words = _STANDS_FOR["en" if example.isascii() else "ja"]
    for capital, stands_for in words.items():
        example = example.replace(capital, stands_for)
    return example


@pytest.mark.parametrize(("example", "intent"), [(filled(text), intent) for text, intent in examples(_ROWS)])
def test_the_examples_of_the_tables_hold(example: str, intent: str) -> None:
    reading = said(example)

    assert reading.intent == intent or (reading.is_question and intent in CHANGING)


@pytest.mark.parametrize(
    ("sentence", "intent"), [(sentence, intent) for intent, sentences in SENTENCES.items() for sentence in sentences]
)
def test_this_is_understood(sentence: str, intent: str) -> None:
    assert said(sentence).intent == intent


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_changes_nothing(question: str) -> None:
    assert said(question).intent not in CHANGING


@pytest.mark.parametrize(
    "request_", ["could you move it to 3pm?", "would you cancel standup?", "15時に移動してもらえますか？"]
)
def test_a_polite_request_is_no_question(request_: str) -> None:
    assert said(request_).intent in CHANGING
    assert not said(request_).is_question


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [
        ("明日の予約は？", "rebook"),
        ("Gradyさんの予約はいつ？", "rebook"),
        ("予約ある？", "rebook"),
        ("any bookings tomorrow?", "rebook"),
        ("when is Grady's appointment?", "rebook"),
        ("do I have bookings on Monday?", "rebook"),
        ("when is my doctor's appointment?", "agenda"),
        ("歯医者の予約はいつですか", "agenda"),
        ("can I rebook Grady to Monday?", "agenda"),
        ("会議室の予約は？", "agenda"),
    ],
)
def test_a_question_about_bookings_lists_them(sentence: str, intent: str) -> None:
    reading = said(sentence)

    assert (reading.intent, reading.is_question) == (intent, True)
    assert reading.old_time.status == "none"


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("mvoe standup to 3pm", "move"),
        ("schdule lunch tomorrow", "meet"),
        ("please cancell the review", "cancel_event"),
        ("would you mind moving standup to 3pm?", "move"),
        ("how about cancelling the review", "cancel_event"),
        ("I was thinking of putting lunch on my calendar for Monday", "meet"),
    ],
)
def test_a_slip_in_the_verb_and_a_verb_in_ing_are_read(slip: str, meant: str) -> None:
    assert said(slip).intent == meant


@pytest.mark.parametrize(
    "text", ["cancer screening", "remote lunch", "chance of snow", "more coffee", "crate and barrel"]
)
def test_a_word_that_only_looks_like_a_verb_changes_nothing(text: str) -> None:
    assert said(text).intent not in CHANGING


@pytest.mark.parametrize(
    "wrapped",
    [
        "hey, could you please move standup to 3pm", "pls move standup to 3pm", "can u move standup to 3pm?",
        "sorry, I need to move standup to 3pm", "I was wondering if you could move standup to 3pm",
        "good morning, let's move standup to 3pm please", "we have to move standup to 3pm",
        "is there any chance you could move standup to 3pm?",
    ],
)  # fmt: skip
def test_courtesies_take_nothing_from_a_request(wrapped: str) -> None:
    reading = said(wrapped)

    assert (reading.intent, reading.title, reading.is_question) == ("move", "standup", False)


@pytest.mark.parametrize(
    "wrapped",
    [
        "すみません、定例を15時に移動してください",
        "お手数ですが定例を15時に変更お願いします",
        "できれば定例を15時にずらしてほしいです",
    ],
)
def test_japanese_courtesies_take_nothing_from_a_request(wrapped: str) -> None:
    reading = said(wrapped)

    assert (reading.intent, reading.title) == ("move", "定例")


def test_a_commands_own_wording_is_understood() -> None:
    phrases = {"weekly report": "report", "週報": "report", "today": "agenda"}

    readings = [
        read(text, now=NOW, zone=ZONE, locale="en-US", phrases=phrases).intent
        for text in ("weekly report", "Weekly report tomorrow", "weekly report for the team", "週報", "today")
    ]

    assert readings == ["report", "report", "report", "report", "agenda"]


def test_a_commands_wording_does_not_swallow_a_sentence() -> None:
    reading = read("cancel standup today", now=NOW, zone=ZONE, locale="en-US", phrases={"cancel": "cancel"})

    assert reading.intent == "cancel_event"


def test_every_row_has_an_intent_that_is_known() -> None:
    assert {intent for intent, _, _ in _ROWS} <= INTENTS
