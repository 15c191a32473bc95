"""Whatever the language package takes for granted is either said to the person or needs no words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.command import Said
from bot.language import REASONS, Choice, Reading, Time
from bot.spoken import SILENT, answered, assumptions, choice_json, choice_title, spoken_time
from cards.words import Words

WORDS = Words("en-US", "America/St_Johns", this_year=2026)
ASKED_AT = datetime.fromisoformat("2026-03-06T12:30:00+00:00")


def said(reading: Reading, **answers: object) -> Said:
    return Said("", reading, ASKED_AT, answers)


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_either_worded_or_needs_no_words(reason: str) -> None:
    sentences = assumptions(WORDS, Time("assumed", reasons=(reason,)))

    assert bool(sentences) != (reason in SILENT)


def test_no_reason_is_silent_that_does_not_exist() -> None:
    assert set(REASONS) >= SILENT


def test_a_new_answer_to_when_takes_the_place_of_every_old_one() -> None:
    known = {"which": {"event": "1"}, "fields": {"date": "2026-03-10", "time": "10:00"}}

    assert answered(known, {"shift": 1800.0}) == {"which": {"event": "1"}, "shift": 1800.0}


def test_the_second_of_two_equal_clock_times_stays_the_second() -> None:
    twice = Time("ask", reasons=("clocks_go_back",), has_date=True, has_clock=True)
    second = Choice(datetime.fromisoformat("2026-11-01T01:30").replace(fold=1), None, "second")

    answer = spoken_time(said(Reading("move", time=twice), time=choice_json(second, twice)))

    assert answer.start is not None
    assert answer.start.fold == 1
    assert choice_title(WORDS, second, twice) == "Sun, Nov 1, 1:30 AM (UTC-03:30)"


def test_a_length_that_was_said_stays_with_a_time_that_is_answered() -> None:
    reading = Reading("move", time=Time("none", duration=timedelta(minutes=20)))

    answer = spoken_time(said(reading, fields={"date": "2026-03-10", "time": "10:00"}))

    assert (answer.start, answer.duration) == (datetime.fromisoformat("2026-03-10T10:00"), timedelta(minutes=20))
