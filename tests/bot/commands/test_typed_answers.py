"""What is typed where a card is open: "the second one", or a time after "when?"."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import Talk
from tests.world import writes


@pytest.mark.parametrize(
    ("said", "place"), [("the second one", 1), ("2番目", 1), ("pick 1", 0), ("the last one", -1), ("最後の", -1)]
)
async def test_a_choice_is_made_by_its_place(said: str, place: int, talk: Talk, clock: Clock) -> None:
    asked = await talk("cancel the call")
    clock.forward(seconds=1)

    shown = await talk(said)

    assert asked.buttons[place].split(" · ")[0] in shown.text_of_card


async def test_the_newest_question_is_answered(talk: Talk, clock: Clock) -> None:
    await talk("cancel the call")
    clock.forward(seconds=1)
    await talk("move design review by 30 minutes")
    clock.forward(seconds=1)
    await talk("cancel the call")
    clock.forward(seconds=1)

    assert "Supplier call" in (await talk("the second one")).text_of_card


async def test_a_place_that_is_not_there_says_how_many_there_are(talk: Talk, clock: Clock) -> None:
    asked = await talk("cancel the call")
    clock.forward(seconds=1)

    assert (await talk("the ninth one")).text == f"There are only {len(asked.buttons)} to choose from."


async def test_without_a_question_there_is_nothing_to_choose(talk: Talk, world: Sandbox) -> None:
    assert (await talk("the second one")).text == "There is nothing to choose from right now."
    assert writes(world) == []


async def test_in_a_group_a_button_is_wanted(talk: Talk, clock: Clock) -> None:
    group = talk.in_chat("groupChat")
    await group("cancel the call")
    clock.forward(seconds=1)

    assert (await group("the second one")).text == "Please press the button on the card, so that I do the right one."


@pytest.mark.parametrize(
    ("typed", "locale", "answer"),
    [
        # The review is tomorrow: a clock time alone keeps its day, a day alone its clock time.
        ("3pm", "en-US", "Move “Design review” to Sat, Mar 7, 3:00 PM – 4:00 PM?"),
        ("march 12", "en-US", "Move “Design review” to Thu, Mar 12, 7:30 AM – 8:30 AM?"),
        ("march 12 at 4pm", "en-US", "Move “Design review” to Thu, Mar 12, 4:00 PM – 5:00 PM?"),
        ("let's say 4pm", "en-US", "Move “Design review” to Sat, Mar 7, 4:00 PM – 5:00 PM?"),
        ("Thursday works better", "en-US", "Move “Design review” to Thu, Mar 12, 7:30 AM – 8:30 AM?"),
        ("how about the 12th?", "en-US", "Move “Design review” to Thu, Mar 12, 7:30 AM – 8:30 AM?"),
        ("the 12th please", "en-US", "Move “Design review” to Thu, Mar 12, 7:30 AM – 8:30 AM?"),
        ("明日の15時", "ja-JP", "「Design review」を3月7日(土) 15:00 – 16:00に移動しますか？"),
        ("明日の15時がいいです", "ja-JP", "「Design review」を3月7日(土) 15:00 – 16:00に移動しますか？"),
        ("明日の15時はどうですか？", "ja-JP", "「Design review」を3月7日(土) 15:00 – 16:00に移動しますか？"),
    ],
)
async def test_a_time_that_is_typed_after_when_is_the_answer(
    typed: str, locale: str, answer: str, talk: Talk, clock: Clock, world: Sandbox
) -> None:
    await talk.speaking(locale)("move design review" if locale == "en-US" else "Design reviewを移動")
    clock.forward(seconds=1)

    shown = await talk.speaking(locale)(typed)

    assert shown.text_of_card == answer
    assert writes(world) == []


async def test_a_time_that_is_typed_after_a_confirm_card_is_another_time(talk: Talk, clock: Clock) -> None:
    await talk("move design review to 3pm tomorrow")
    clock.forward(seconds=1)

    shown = await talk("4pm")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 4:00 PM – 5:00 PM?"


@pytest.mark.parametrize(
    ("first", "typed", "locale", "answer"),
    [
        ("move design review to 3pm tomorrow", "30 min later", "en-US", "3:30 PM – 4:30 PM"),
        ("move design review to 3pm tomorrow", "make it 45 min", "en-US", "3:00 PM – 3:45 PM"),
        ("move design review to 3pm tomorrow", "15 min", "en-US", "3:00 PM – 3:15 PM"),
        ("move design review to 3pm tomorrow", "no, make it 15 min longer", "en-US", "3:00 PM – 4:15 PM"),
        ("move design review to 3pm tomorrow", "better at 4", "en-US", "4:00 PM – 5:00 PM"),
        ("move design review", "an hour later", "en-US", "8:30 AM – 9:30 AM"),  # than it is now
        ("meet ACME-1 tomorrow 15:00", "make it 45 min", "en-US", "3:00 PM – 3:45 PM"),
        ("meet ACME-1 tomorrow 15:00", "half an hour later", "en-US", "3:30 PM – 4:30 PM"),
        ("会議 ACME-1 明日15時から", "45分にして", "ja-JP", "15:00 – 15:45"),
        ("会議 ACME-1 明日15時から", "いや16時", "ja-JP", "16:00 – 17:00"),
        ("Design reviewを明日15時に移動", "16時のほうがいいかも", "ja-JP", "16:00 – 17:00"),
        ("Design reviewを明日15時に移動", "16時でもいいですか", "ja-JP", "16:00 – 17:00"),
    ],
)
async def test_what_a_card_proposes_can_be_changed_by_a_few_words(
    first: str, typed: str, locale: str, answer: str, talk: Talk, clock: Clock, world: Sandbox
) -> None:
    talk = talk.speaking(locale)
    await talk(first)
    clock.forward(seconds=1)

    shown = await talk(typed)

    assert any(answer in each for each in shown.words_of_card)
    assert writes(world) == []


async def test_a_length_says_nothing_where_no_time_is_proposed(talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(seconds=1)

    assert (await talk("45 min")).text_of_card.startswith("I did not understand")


async def test_an_unclear_time_is_asked_about(talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(seconds=1)
    asked = await talk("friday")

    shown = await talk.press(asked, "Fri, Mar 13")

    assert shown.text_of_card == "Move “Design review” to Fri, Mar 13, 7:30 AM – 8:30 AM?"


async def test_once_it_is_decided_a_time_is_a_question_about_the_calendar_again(talk: Talk, clock: Clock) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    clock.forward(seconds=1)
    await talk.press(shown, "Yes, move it")
    clock.forward(seconds=1)

    assert (await talk("march 12")).text_of_card.startswith("Thu, Mar 12")


async def test_later_a_time_is_a_question_about_the_calendar_again(talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(minutes=11)

    assert (await talk("march 12")).text_of_card.startswith("Thu, Mar 12")


@pytest.mark.parametrize(
    ("typed", "locale", "answer"),
    [
        ("what do I have on march 12", "en-US", "Thu, Mar 12"),
        ("march 12 meetings", "en-US", "Thu, Mar 12"),
        ("show me next week", "en-US", "Mon, Mar 9"),
        ("3月12日の予定は？", "ja-JP", "3月12日(木)"),
    ],
)
async def test_before_it_is_decided_the_calendar_can_be_looked_at(
    typed: str, locale: str, answer: str, talk: Talk, clock: Clock
) -> None:
    talk = talk.speaking(locale)
    await talk("move design review" if locale == "en-US" else "Design reviewを移動")
    clock.forward(seconds=1)

    assert (await talk(typed)).text_of_card.startswith(answer)


@pytest.mark.parametrize("look", ["what do I have on march 12", "next week", "when is standup"])
async def test_after_a_look_the_question_is_still_open(look: str, talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(seconds=1)
    await talk(look)
    clock.forward(seconds=1)

    assert (await talk("march 12 works")).text_of_card == "Move “Design review” to Thu, Mar 12, 7:30 AM – 8:30 AM?"


async def test_after_a_look_a_day_alone_is_looked_at_as_well(talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(seconds=1)
    await talk("what do I have on march 11")
    clock.forward(seconds=1)

    assert (await talk("march 12")).text_of_card.startswith("Thu, Mar 12")


async def test_after_another_change_the_question_is_over(talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(seconds=1)
    await talk("edit standup")
    clock.forward(seconds=1)

    assert (await talk("march 12 works")).text_of_card.startswith("I did not understand")


@pytest.mark.parametrize(
    ("typed", "locale"),
    [("is it on Monday?", "en-US"), ("is 30 min ok?", "en-US"), ("30 years", "en-US"), ("月曜ですか", "ja-JP")],
)
async def test_what_only_asks_or_makes_no_sense_proposes_nothing(
    typed: str, locale: str, talk: Talk, clock: Clock
) -> None:
    talk = talk.speaking(locale)
    await talk("move design review to 3pm tomorrow" if locale == "en-US" else "Design reviewを明日15時に移動")
    clock.forward(seconds=1)

    shown = await talk(typed)

    assert not shown.text_of_card.startswith(("Move", "「Design review」"))


async def test_of_a_stretch_the_free_times_are_offered(talk: Talk, clock: Clock) -> None:
    await talk("move design review to 3pm tomorrow")
    clock.forward(seconds=1)

    shown = await talk("Tuesday afternoon")

    assert (shown.text_of_card, shown.buttons) == ("When?", ["Tue, Mar 10, 1:00 PM – 2:00 PM", "Continue"])


@pytest.mark.parametrize(
    ("first", "when"),
    [
        ("move design review to 3pm tomorrow", "Fri, Mar 13, 3:00 PM – 4:00 PM"),
        ("meet ACME-1 tomorrow 15:00", "Fri, Mar 13, 3:00 PM – 4:00 PM"),
        ("move design review", "Fri, Mar 13, 7:30 AM – 8:30 AM"),
    ],
)
async def test_a_day_that_may_be_two_keeps_the_clock_time_of_the_card(
    first: str, when: str, talk: Talk, clock: Clock
) -> None:
    await talk(first)
    clock.forward(seconds=1)
    asked = await talk("friday")
    clock.forward(seconds=1)

    shown = await talk.press(asked, next(each for each in asked.buttons if each.startswith("Fri, Mar 13")))

    assert when in shown.words_of_card


async def test_a_time_that_is_part_of_something_else_is_no_answer(talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(seconds=1)

    shown = await talk("my boss gets married on march 12")

    assert shown.text_of_card.startswith("I did not understand")


async def test_today_is_a_command_also_while_a_card_asks_when(talk: Talk, clock: Clock) -> None:
    await talk("move design review")
    clock.forward(seconds=1)

    assert (await talk("today")).text_of_card.startswith("Today, Fri, Mar 6")
