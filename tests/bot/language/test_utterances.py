"""What people type is understood, and what is nobody's calendar is turned away."""

from __future__ import annotations

import pytest

from bot.language import CHANGING
from tests.bot.language.said import said
from tests.bot.language.utterances_en import UTTERANCES as ENGLISH
from tests.bot.language.utterances_ja import UTTERANCES as JAPANESE

_ALL = [
    (sentence, intent)
    for table in (ENGLISH, JAPANESE)
    for intent, sentences in table.items()
    for sentence in sentences.split(" | ")
]


@pytest.mark.parametrize(("sentence", "intent"), _ALL)
def test_it_is_understood(sentence: str, intent: str) -> None:
    assert said(sentence).intent == intent


@pytest.mark.parametrize("sentence", [sentence for sentence, intent in _ALL if intent not in CHANGING])
def test_what_asks_for_no_change_never_leads_to_one(sentence: str) -> None:
    reading = said(sentence)

    # "Bookings tomorrow" is answered by the command that rebooks, but only with a list.
    assert reading.intent not in CHANGING or reading.intent == "rebook"
