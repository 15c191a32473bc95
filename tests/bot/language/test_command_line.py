"""`python -m bot.language` reads JSON lines and answers in JSON lines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.language.__main__ import answers

ROOT = Path(__file__).parents[3]


def answer(text: str, mode: str = "sentence", locale: str = "en-US") -> Any:
    question = {"text": text, "now": "2026-03-06T09:00:00", "zone": "America/St_Johns", "locale": locale, "mode": mode}
    return json.loads(next(answers([json.dumps(question)])))


def test_a_sentence_is_answered_in_full() -> None:
    reply = answer("meet ACME-1234 tomorrow 15:00 for 45 min with bob@contoso.com")

    assert reply["intent"] == "meet"
    assert reply["time"] == {
        "status": "certain",
        "start": "2026-03-07T15:00:00",
        "end": "2026-03-07T15:45:00",
        "duration_minutes": 45,
        "shift_minutes": None,
        "grain": "minute",
        "reasons": [],
        "choices": [],
        "zone_said": "",
    }
    assert (reply["title"], reply["people"], reply["key"]) == ("", ["bob@contoso.com"], "ACME-1234")


def test_a_phrase_is_read_as_a_time_alone() -> None:
    reply = answer("30分後ろ", mode="phrase", locale="ja-JP")

    assert (reply["intent"], reply["time"]["shift_minutes"]) == ("none", 30)


def test_a_question_back_lists_the_choices() -> None:
    reply = answer("Friday", mode="phrase")

    assert reply["time"]["status"] == "ask"
    assert [choice["start"] for choice in reply["time"]["choices"]] == ["2026-03-06T00:00:00", "2026-03-13T00:00:00"]


def test_the_time_that_names_an_event_is_the_time_if_there_is_no_other() -> None:
    assert answer("cancel my 3pm")["time"]["start"] == "2026-03-06T15:00:00"


def test_a_line_that_is_no_question_gets_an_error_and_the_next_is_answered() -> None:
    good = json.dumps({"text": "today", "now": "2026-03-06T09:00:00", "zone": "UTC", "locale": "en-US"})

    replies = [json.loads(line) for line in answers(["not json", "[]", '{"text": "x"}', "", good])]

    assert [("error" in reply) for reply in replies] == [True, True, True, False]


def test_what_is_said_beside_the_time_is_answered_too() -> None:
    reply = answer("decline the whole standup series with a note on leave")

    assert (reply["intent"], reply["title"], reply["answer"]) == ("respond", "standup", "decline")
    assert (reply["scope"], reply["note"], reply["asks"], reply["is_off"]) == ("series", "on leave", "", False)


def test_it_says_how_it_is_used() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot.language", "--help"], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )

    assert "a JSON object per line in" in ended.stdout


def test_it_runs_as_a_program() -> None:
    line = json.dumps({"text": "今日の予定", "now": "2026-03-06T09:00:00", "zone": "Asia/Tokyo", "locale": "ja-JP"})

    ended = subprocess.run(
        [sys.executable, "-m", "bot.language"], input=line, capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )

    assert json.loads(ended.stdout)["intent"] == "agenda"
