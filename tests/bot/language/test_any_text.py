"""Whatever is typed: an answer, the same one each time, and quickly."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import INTENTS, REASONS, match_titles
from tests.bot.language.said import said, time_said

_WORDS = [
    "move", "cancel", "standup", "meeting", "review", "to", "from", "at", "on", "by", "for", "with", "and", "until",
    "before", "after", "the", "my", "next", "this", "last", "every", "tomorrow", "monday", "friday", "may", "june",
    "noon", "midnight", "3pm", "15:00", "5/6", "2026-03-07", "half", "past", "quarter", "1", "2", "30", "11", "hours",
    "minutes", "week", "2nd", "first", "bob@contoso.com", "ACME-12", "<at>Bob</at>", '"', "'", "(", ")", ",", ".", "?",
    "later", "ago", "in", "9999", "months", "years", "business days", "営業日後", "ヶ月後", "年前", "christmas",
    "海の日",
    "!", "-", ":", "明日", "来週", "火曜", "15時", "30分", "後ろ", "前", "から", "まで", "の", "に", "を", "は", "会議",
    "定例", "移動", "変更", "キャンセル", "予定", "さん", "と", "午後", "半", "日", "月", "ｶﾞ", "１５", "〜", "「", "」",
]  # fmt: skip
_JUMBLE = st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join) | st.lists(st.sampled_from(_WORDS)).map("".join)
_LONGEST_SECONDS = 0.5  # far above the 25 ms that a quiet machine needs, so that a busy one does not fail


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=600) | _JUMBLE)
def test_any_text_is_answered_twice_alike(text: str) -> None:
    reading = said(text, "en-US")

    assert reading.intent in INTENTS
    assert said(text, "en-US") == reading
    assert time_said(text, "ja-JP") == time_said(text, "ja-JP")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=8))
def test_any_title_can_be_looked_for(query: str, titles: list[str]) -> None:
    scores = [match.score for match in match_titles(query, titles)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100.001 for score in scores)


@settings(max_examples=200, deadline=None)
@given(_JUMBLE)
def test_a_time_always_says_what_and_why(text: str) -> None:
    time = time_said(text)

    assert set(time.reasons) <= REASONS.keys()
    if time.status == "certain":
        assert time.start or time.duration is not None or time.shift is not None
    if time.start and time.end:
        assert time.start < time.end


_HOSTILE = [
    "1 ", "1-", "3 to ", "1時", "明日", "から", "yes ", "はいお願いします", "cancel ", "next ", "half past ",
    "with a and ",
    "の", "5/6 ", "monday tuesday ", "show me ", "i want to ", "a@", "<at>", "「", '"', "ｶﾞ", "find ", "さん",
    "sounds good ", "that ", "and tell ", "every ", "is a ", "in the next ", "would you mind ", "毎回", "と伝えて",
    "すみません、", "予約", "だけ", "会議に",
]  # fmt: skip


@pytest.mark.parametrize("unit", _HOSTILE)
def test_a_hostile_message_takes_no_time(unit: str) -> None:
    text = (unit * 500)[:500]
    begun = time.process_time()

    said(text)

    assert time.process_time() - begun < _LONGEST_SECONDS
