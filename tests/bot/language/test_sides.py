"""What a sentence says beside its intent, its times and its title."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.language import CHANGING
from bot.language.wordings.sides import ANSWERS, ASKED_EN, ASKED_JA
from bot.language.wordings.table import examples
from tests.bot.language.said import brief, said


@pytest.mark.parametrize(("sentence", "answer"), examples(ANSWERS))
def test_an_answer_to_an_invitation_is_told(sentence: str, answer: str) -> None:
    reading = said(sentence)

    assert (reading.intent, reading.answer) == ("respond", answer)


@pytest.mark.parametrize(
    ("sentence", "answer", "title"),
    [
        ("tentative for standup tomorrow", "tentative", "standup"),
        ("tentatively accept the review", "tentative", "review"),
        ("accept standup", "accept", "standup"),
        ("I want to decline the offsite", "decline", "offsite"),
        ("tell Bob I can't make the review", "decline", "review"),
        ("respond yes to the demo", "accept", "demo"),
        ("仮承諾 定例", "tentative", "定例"),
        ("定例に参加します", "accept", "定例"),
        ("定例を欠席", "decline", "定例"),
        ("レビューには参加できません", "decline", "レビュー"),
        ("招待を辞退します", "decline", ""),
    ],
)
def test_an_answer_names_the_event(sentence: str, answer: str, title: str) -> None:
    reading = said(sentence)

    assert (reading.intent, reading.answer, reading.title) == ("respond", answer, title)


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        (example.replace("TIME", "明日15時" if not example.isascii() else "tomorrow at 3pm"), asked)
        for example, asked in examples([*ASKED_EN, *ASKED_JA])
    ],
)
def test_a_question_about_one_thing_says_which(sentence: str, asked: str) -> None:
    reading = said(sentence)

    assert reading.asks == asked
    assert reading.intent not in CHANGING


@pytest.mark.parametrize(
    ("sentence", "asked", "title"),
    [
        ("when is the budget review", "when", "budget review"),
        ("Where's standup?", "where", "standup"),
        ("who is in standup", "who", "standup"),
        ("where is my next meeting", "where", ""),
        ("when is the next design review", "when", "design review"),
        ("am I free tomorrow at 3", "free", ""),
        ("what do I have tomorrow", "", ""),
        ("find a time for lunch with Bob", "", "lunch"),
        ("定例はいつ？", "when", "定例"),
        ("定例はどこですか", "where", "定例"),
        ("Vendor demoはどこ？", "where", "Vendor demo"),
        ("定例には誰が出ますか？", "who", "定例"),
        ("次の会議はどこ？", "where", ""),
        ("今日の予定は？", "", ""),
    ],
)
def test_a_question_about_one_thing_names_the_event(sentence: str, asked: str, title: str) -> None:
    reading = said(sentence)

    assert (reading.asks, reading.title) == (asked, title)


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [
        ("digest off", "digest"),
        ("stop the morning digest", "digest"),
        ("reminders off", "reminders_off"),
        ("no reminder for standup", "reminders_off"),
        ("cancel reminder on standup", "edit"),
        ("朝のまとめ オフ", "digest"),
        ("朝のまとめを停止", "digest"),
        ("リマインドをオフ", "reminders_off"),
    ],
)
def test_turning_off_is_told(sentence: str, intent: str) -> None:
    reading = said(sentence)

    assert (reading.intent, reading.is_off) == (intent, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "digest 8:30",
        "remind me not to be late for lunch",
        "締め切りをリマインドして",
        "朝のまとめ 8:30",
        "edit standup",
    ],
)
def test_turning_on_is_not_off(sentence: str) -> None:
    assert not said(sentence).is_off


NOTES = {
    # sentence: (intent, title, note)
    "cancel standup with a note sorry, I am ill": ("cancel_event", "standup", "sorry, I am ill"),
    "decline the 3pm saying I'm on leave": ("respond", "", "I'm on leave"),
    "decline the review with the message: see you on Monday at 3pm": ("respond", "review", "see you on Monday at 3pm"),
    'cancel lunch and tell everyone "I am ill"': ("cancel_event", "lunch", "I am ill"),
    "move standup to 3pm and let them know that the room is taken": ("move", "standup", "the room is taken"),
    "cancel standup, note: on leave": ("cancel_event", "standup", "on leave"),
    "decline standup with a note": ("respond", "standup", ""),
    "定例を辞退して「体調不良のため」と伝えて": ("respond", "定例", "体調不良のため"),
    "「体調不良のため」と伝えて定例をキャンセルしてください": ("cancel_event", "定例", "体調不良のため"),
    "定例をキャンセルして、体調不良のためと伝えてください": ("cancel_event", "定例", "体調不良のため"),
    "定例を欠席、理由は出張": ("respond", "定例", "出張"),
    "定例を「またあした」というメッセージを添えてキャンセル": ("cancel_event", "定例", "またあした"),
}


@pytest.mark.parametrize("sentence", NOTES)
def test_a_note_to_others_is_no_part_of_the_title(sentence: str) -> None:
    reading = said(sentence)

    assert (reading.intent, reading.title, reading.note) == NOTES[sentence]


@pytest.mark.parametrize(
    "sentence",
    ["tell everyone I'm 10 minutes late", "定例は欠席と返信して", "10分遅れると伝えて", "add a note to standup"],
)
def test_what_is_the_command_itself_is_no_note(sentence: str) -> None:
    assert said(sentence).note == ""


def test_a_time_in_a_note_moves_nothing() -> None:
    reading = said("cancel standup with a note see you tomorrow at 3pm")

    assert (brief(reading.time), brief(reading.old_time)) == ("none", "none")


SCOPES = {
    # sentence: (intent, title, scope)
    "cancel the whole standup series": ("cancel_event", "standup", "series"),
    "move all occurrences of standup to 3pm": ("move", "standup", "series"),
    "cancel every standup": ("cancel_event", "standup", "series"),
    "cancel every meeting tomorrow": ("cancel_event", "", ""),
    "cancel only this one": ("cancel_event", "", "this"),
    "move just this occurrence of standup to 3pm": ("move", "standup", "this"),
    "move standup to 3pm only this once": ("move", "standup", "this"),
    "シリーズ全体をキャンセル": ("cancel_event", "", "series"),
    "定例のすべての回を10時に移動": ("move", "定例", "series"),
    "定例を毎回15時に変更": ("move", "定例", "series"),
    "定例は今後すべて中止": ("cancel_event", "定例", "series"),
    "定例を今回だけ15時に変更": ("move", "定例", "this"),
    "今回だけ15時に": ("move", "", "this"),
    "明日の定例だけキャンセル": ("cancel_event", "定例", ""),
    "move standup to 3pm": ("move", "standup", ""),
}


@pytest.mark.parametrize("sentence", SCOPES)
def test_one_occurrence_or_all_of_them(sentence: str) -> None:
    reading = said(sentence)

    assert (reading.intent, reading.title, reading.scope) == SCOPES[sentence]


GUESTS = {
    # sentence: (people, what happens to them, title)
    "invite bob@contoso.com to standup": (("bob@contoso.com",), "add", "standup"),
    "add Megan to the budget review": (("Megan",), "add", "budget review"),
    "add Ann and Bob to tomorrow's demo": (("Ann", "Bob"), "add", "demo"),
    "remove Adele from standup": (("Adele",), "remove", "standup"),
    "uninvite Bob from the offsite": (("Bob",), "remove", "offsite"),
    "don't invite Bob to the demo": (("Bob",), "remove", "demo"),
    "add an attendee": ((), "add", ""),
    "add a description to the review": ((), "", "review"),
    "定例に田中さんを追加": (("田中",), "add", "定例"),
    "田中さんと佐藤さんを定例に招待して": (("田中", "佐藤"), "add", "定例"),
    "定例から田中さんを外して": (("田中",), "remove", "定例"),
}


@pytest.mark.parametrize("sentence", GUESTS)
def test_who_comes_and_who_goes(sentence: str) -> None:
    reading = said(sentence)

    assert reading.intent == "edit"
    assert (reading.people, reading.people_change, reading.title) == GUESTS[sentence]


@pytest.mark.parametrize("sentence", ["export my data", "Download my data", "データをエクスポート"])
def test_an_export_changes_nothing(sentence: str) -> None:
    assert said(sentence).intent == "export"
    assert "export" not in CHANGING


REMINDERS = {
    # sentence: (intent, title, minutes before, time)
    "remind me 5 min before standup": ("remind", "standup", 5, "none"),
    "remind me 10 minutes before every meeting": ("remind", "", 10, "none"),
    "remind me about standup": ("remind", "standup", None, "none"),
    "why no reminder for standup": ("why", "standup", None, "none"),
    "why did I get no reminder for the budget review?": ("why", "budget review", None, "none"),
    "no reminder for standup": ("reminders_off", "standup", None, "none"),
    "running late 10 min": ("running_late", "", None, "certain for 10"),
    "snooze 5": ("snooze", "", None, "certain for 5"),
    "定例の5分前にリマインド": ("remind", "定例", 5, "none"),
    "リマインド 10分前": ("remind", "", 10, "none"),
    "すべての会議の10分前にリマインド": ("remind", "", 10, "none"),
    "なぜ定例のリマインドが来なかったの": ("why", "定例", None, "none"),
    "遅れます 10分": ("running_late", "", None, "certain for 10"),
    "10分遅れる": ("running_late", "", None, "certain for 10"),
    "スヌーズ 5分": ("snooze", "", None, "certain for 5"),
}


@pytest.mark.parametrize("sentence", REMINDERS)
def test_a_reminder_knows_what_for_and_when(sentence: str) -> None:
    reading = said(sentence)

    intent, title, minutes, time = REMINDERS[sentence]
    assert (reading.intent, reading.title, brief(reading.time)) == (intent, title, time)
    assert reading.lead == (timedelta(minutes=minutes) if minutes else None)


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("digest 8:30", "assumed 03-06 08:30"),
        ("digest at 7", "assumed 03-06 07:00"),
        ("send the daily digest every morning at 8", "certain 03-06 08:00"),
        ("digest at 17:00", "certain 03-06 17:00"),
        ("朝のまとめ 8:30", "certain 03-06 08:30"),
        ("朝のまとめを7時に", "certain 03-06 07:00"),
        ("digest off", "none"),
    ],
)
def test_a_digest_is_for_a_time_of_day(sentence: str, time: str) -> None:
    """Whether it is past today does not matter: nine o'clock is."""
    reading = said(sentence)

    assert (reading.intent, brief(reading.time)) == ("digest", time)
