"""A sentence that names nothing is about what was spoken of last, and the next card says what that is."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import AOI, Shown, Talk
from tests.world import writes


async def said(talk: Talk, clock: Clock, *sentences: str) -> Shown:
    """The answer to the last of these, typed one after the other."""
    shown = Shown()
    for sentence in sentences:
        shown = await talk(sentence)
        clock.forward(seconds=1)
    return shown


@pytest.mark.parametrize(
    ("then", "answer"),
    [
        (["やっぱり16時で"], "3月9日(月) 16:00 – 16:30"),
        (["やっぱり16時にして"], "3月9日(月) 16:00 – 16:30"),
        (["やっぱり15時半にして", "30分後ろにずらして"], "3月9日(月) 16:00 – 16:30"),
    ],
)
async def test_another_time_is_for_what_the_card_asks(
    then: list[str], answer: str, talk: Talk, clock: Clock, world: Sandbox
) -> None:
    aoi = talk.as_member(AOI).speaking("ja-JP", "Asia/Tokyo")

    shown = await said(aoi, clock, "定例を月曜の14時に移動", *then)

    assert shown.text_of_card == f"「週次定例」を{answer}に移動しますか？"
    assert writes(world) == []


async def test_after_the_yes_another_half_hour_asks_which_way(talk: Talk, clock: Clock) -> None:
    await talk.press(await talk("move design review to 2pm"), "Yes, move it")
    clock.forward(seconds=1)

    shown = await talk("another 30 mins")

    assert shown.buttons == ["Later: Sat, Mar 7, 2:30 PM", "Earlier: Sat, Mar 7, 1:30 PM"]


async def test_a_question_is_about_what_was_told_last(talk: Talk, clock: Clock) -> None:
    aoi = talk.as_member(AOI).speaking("ja-JP", "Asia/Tokyo")

    shown = await said(aoi, clock, "定例いつだっけ", "場所は？")

    assert shown.text_of_card.startswith("「週次定例」")


async def test_ten_minutes_later_a_sentence_that_names_nothing_asks_which(talk: Talk, clock: Clock) -> None:
    await talk("when is design review")
    clock.forward(minutes=11)

    assert (await talk("push it by 30 min")).words_of_card[0] == "Which one do you mean?"


async def test_where_several_were_listed_none_is_meant(talk: Talk, clock: Clock) -> None:
    shown = await said(talk, clock, "tomorrow", "push it by 30 min")

    assert shown.words_of_card[0] == "Which one do you mean?"


async def test_in_a_group_nothing_was_spoken_of(talk: Talk, clock: Clock) -> None:
    group = talk.in_chat("groupChat")

    shown = await said(group, clock, "when is design review", "push it by 30 min")

    assert shown.words_of_card[0] == "Which one do you mean?"


async def test_a_time_after_a_meeting_was_proposed_is_another_time_for_it(talk: Talk, clock: Clock) -> None:
    shown = await said(talk, clock, "meet ACME-1234 monday 15:00 for 45 min", "16:00")

    assert "Mon, Mar 9, 4:00 PM – 4:45 PM" in " ".join(shown.words_of_card)


async def test_thanks_gets_a_kind_word(talk: Talk) -> None:
    assert (await talk("thanks")).text == "You are welcome."


async def test_a_question_about_a_booking_is_answered_and_moves_nothing(talk: Talk) -> None:
    shown = await talk.speaking("ja-JP", "Europe/London")("Gradyさんの予約は何時？")

    assert shown.text_of_card == "「Hearing aid fitting – Grady Archie」：3月7日(土) 10:00 – 10:45"


@pytest.mark.parametrize("said", ["move dentist to next week", "Dentistを来週に移動"])
async def test_a_week_is_a_stretch_to_choose_from(said: str, talk: Talk) -> None:
    assert (await talk(said)).text_of_card in ("When?", "いつにしますか？")


@pytest.mark.parametrize(
    ("said", "at"), [("digest 7.45", "7:45 AM"), ("digest 8", "8:00 AM"), ("朝のまとめ 8", "8:00")]
)
async def test_a_bare_number_is_when_the_digest_comes(said: str, at: str, talk: Talk) -> None:
    assert at in (await talk(said)).text
