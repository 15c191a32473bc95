"""Two changes in one sentence: the card is about the first and says that the other waits."""

from __future__ import annotations

import pytest

from tests.teams import Talk


@pytest.mark.parametrize("link", [" and ", ", ", ", and then "])
async def test_the_first_is_asked_about_and_the_other_is_said_to_wait(link: str, talk: Talk) -> None:
    shown = await talk(f"move design review to 15:00{link}vendor demo to 16:00")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 3:00 PM – 4:00 PM?"
    assert "One change at a time: please say “move vendor demo to 16:00” after this one." in shown.words_of_card


async def test_another_kind_of_change_waits_as_well(talk: Talk) -> None:
    shown = await talk("move design review to 15:00 and cancel vendor demo")

    assert "One change at a time: please say “cancel vendor demo” after this one." in shown.words_of_card


async def test_in_japanese_the_first_keeps_its_own_time(talk: Talk) -> None:
    shown = await talk.speaking("ja-JP", "America/St_Johns")("design reviewを15時に、vendor demoを16時に移動")

    assert shown.text_of_card.startswith("「Design review」を3月7日(土) 15:00")
    assert any("「vendor demoを16時に移動」と送って" in each for each in shown.words_of_card)


@pytest.mark.parametrize(
    "said",
    [
        "move design review to 15:00 and notify everyone",
        "move design review to tomorrow, 15:00",
        "move design review to tomorrow and 15:00",
        "move design review with Megan and Adele to 15:00",
    ],
)
async def test_one_change_of_several_words_stays_one(said: str, talk: Talk) -> None:
    shown = await talk(said)

    assert not [each for each in shown.words_of_card if each.startswith("One change at a time")]
