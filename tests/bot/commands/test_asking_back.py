"""What is unclear is asked on one card, and every answer leads on to the confirm card."""

from __future__ import annotations

import pytest

from tests.conftest import Clock
from tests.teams import Talk


def choices_of(shown: object, name: str) -> list[str]:
    """What a field offers."""
    body = shown.card["body"]  # type: ignore[attr-defined]
    return [each["title"] for field in body if field.get("id") == name for each in field["choices"]]


async def test_which_and_when_are_asked_on_one_card(talk: Talk) -> None:
    shown = await talk("reschedule something")

    assert [each.partition(":")[0] for each in shown.words_of_card] == [
        "Which one, and when?",
        "Which one?",
        "Date",
        "Time",
    ]


async def test_one_answer_to_which_and_when_leads_to_the_confirm_card(talk: Talk) -> None:
    shown = await talk("reschedule something")
    which = choices_of(shown, "which").index("Lunch with Lynne · Fri, Mar 6, 9:15 AM")

    shown = await talk.press(shown, "Continue", which=str(which), date="2026-03-10", time="12:30")

    assert shown.text_of_card == "Move “Lunch with Lynne” to Tue, Mar 10, 12:30 PM – 1:15 PM?"


async def test_which_and_which_way_are_asked_on_one_card(talk: Talk) -> None:
    shown = await talk("move it by 30 min")
    assert choices_of(shown, "way") == ["30 min later", "30 min earlier"]

    shown = await talk.press(shown, "Continue", which="0", way="1")

    assert shown.text_of_card == "Move “Lunch with Lynne” to Fri, Mar 6, 8:45 AM – 9:30 AM?"


async def test_which_and_an_unclear_time_are_asked_on_one_card(talk: Talk) -> None:
    shown = await talk("move it to friday at 3pm")
    whens = choices_of(shown, "when")

    shown = await talk.press(shown, "Continue", which="0", when=str(len(whens) - 1))

    assert whens == ["Fri, Mar 6, 3:00 PM", "Fri, Mar 13, 3:00 PM"]
    assert shown.text_of_card == "Move “Lunch with Lynne” to Fri, Mar 13, 3:00 PM – 3:45 PM?"


async def test_a_clear_time_leaves_buttons_for_which(talk: Talk) -> None:
    shown = await talk("move it to 1:30 pm")

    shown = await talk.press(shown, "Lunch with Lynne · Fri, Mar 6, 9:15 AM")

    assert shown.text_of_card == "Move “Lunch with Lynne” to Fri, Mar 6, 1:30 PM – 2:15 PM?"


async def test_an_answer_that_was_not_offered_changes_nothing(talk: Talk) -> None:
    shown = await talk("reschedule something")

    shown = await talk.press(shown, "Continue", which="99")

    assert shown.text_of_card == "Which one do you mean?"


async def test_another_time_from_the_confirm_card_takes_the_place_of_the_first(talk: Talk) -> None:
    shown = await talk("move lunch with lynne to 3pm")
    shown = await talk.press(shown, "Continue", date="2026-03-11", time="13:00")
    assert shown.text_of_card == "Move “Lunch with Lynne” to Wed, Mar 11, 1:00 PM – 1:45 PM?"

    shown = await talk.press(shown, "Continue", date="2026-03-12", time="08:00")

    assert shown.text_of_card == "Move “Lunch with Lynne” to Thu, Mar 12, 8:00 AM – 8:45 AM?"


async def test_a_longer_meeting_keeps_its_start(talk: Talk) -> None:
    shown = await talk("make design review 30 min longer")

    assert "1 h 30 min (was 1 h)" in shown.words_of_card


async def test_a_shorter_meeting_keeps_its_start(talk: Talk) -> None:
    shown = await talk("shorten design review to 20 min")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 7:30 AM – 7:50 AM?"


async def test_a_meeting_cannot_be_shortened_away(talk: Talk) -> None:
    shown = await talk("shorten design review by 2 hours")

    assert shown.text == "Nothing would be left of “Design review”, so nothing was changed."


async def test_a_time_that_comes_twice_in_one_night_is_told_apart_and_kept(talk: Talk) -> None:
    shown = await talk("move design review to 2026-11-01 1:30 am")
    first, second = shown.buttons[:2]

    shown = await talk.press(shown, second)

    assert (first, second) == ("Sun, Nov 1, 1:30 AM (UTC-02:30)", "Sun, Nov 1, 1:30 AM (UTC-03:30)")
    assert shown.text_of_card.startswith("Move “Design review” to Sun, Nov 1, 1:30 AM")


async def test_an_unclear_clock_time_keeps_the_day(talk: Talk) -> None:
    shown = await talk("move design review to half seven")
    assert shown.buttons == ["7:30 AM", "6:30 AM"]

    shown = await talk.press(shown, "6:30 AM")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 6:30 AM – 7:30 AM?"


async def test_a_new_end_keeps_the_start(talk: Talk) -> None:
    shown = await talk("extend design review to 9:30 am")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 7:30 AM – 9:30 AM?"


async def test_a_time_said_in_another_zone_says_so(talk: Talk) -> None:
    shown = await talk("move design review to 3pm london time")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 11:30 AM – 12:30 PM?"
    assert "You said the time in United Kingdom Time." in shown.words_of_card


async def test_a_day_that_may_be_two_is_asked_for_and_nothing_else(talk: Talk, clock: Clock) -> None:
    clock.forward(days=2)  # a Sunday

    shown = await talk("move the dentist to next Tuesday 10:00")

    assert shown.text_of_card == "When do you mean?"
    assert shown.buttons == ["Tue, Mar 10, 10:00 AM", "Tue, Mar 17, 10:00 AM"]


async def test_of_several_days_one_is_chosen_and_the_clock_time_stays(talk: Talk) -> None:
    shown = await talk("move design review to Monday or Tuesday")
    assert shown.text_of_card == "When do you mean?"
    assert shown.buttons == ["Mon, Mar 9", "Tue, Mar 10"]

    shown = await talk.press(shown, "Tue, Mar 10")

    assert shown.text_of_card == "Move “Design review” to Tue, Mar 10, 7:30 AM – 8:30 AM?"


@pytest.mark.parametrize(
    ("first", "typed", "when"),
    [
        ("move design review to Monday or Tuesday at 3pm", "Tuesday", "Tue, Mar 10, 3:00 PM – 4:00 PM"),
        ("move design review to Monday or Tuesday at 3pm", "rather Wednesday", "Wed, Mar 11, 3:00 PM – 4:00 PM"),
        ("move design review to tomorrow at 3 or 4pm", "4pm", "Sat, Mar 7, 4:00 PM – 5:00 PM"),
        ("move design review to tomorrow 3pm or Monday 4pm", "4pm", "Mon, Mar 9, 4:00 PM – 5:00 PM"),
        ("move design review to Monday or Tuesday at 3pm for 30 min", "Tuesday", "Tue, Mar 10, 3:00 PM – 3:30 PM"),
        ("move design review to Monday or Tuesday for 30 min", "the second", "Tue, Mar 10, 7:30 AM – 8:00 AM"),
        ("move design review to friday at 3pm", "march 13", "Fri, Mar 13, 3:00 PM – 4:00 PM"),
    ],
)
async def test_what_of_several_times_is_typed_has_the_rest_from_them(
    first: str, typed: str, when: str, talk: Talk, clock: Clock
) -> None:
    await talk(first)
    clock.forward(seconds=1)

    assert (await talk(typed)).text_of_card == f"Move “Design review” to {when}?"


async def test_a_day_that_is_in_no_calendar_is_told_and_nothing_is_done(talk: Talk) -> None:
    for sentence in (
        "move design review to 31 February",
        "what do I have on 31 April",
        "cancel design review on June 31",
    ):
        shown = await talk(sentence)

        assert shown.text == "There is no such day, so nothing was changed. Please check the date."


async def test_after_such_a_day_the_question_is_still_open(talk: Talk) -> None:
    await talk("move design review to next week")
    await talk("30 February")

    shown = await talk("march 10")

    assert shown.text_of_card == "Move “Design review” to Tue, Mar 10, 7:30 AM – 8:30 AM?"
