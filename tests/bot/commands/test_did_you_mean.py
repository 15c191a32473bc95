"""What is nearly a command is answered with the commands that may be meant, which change nothing by themselves."""

from __future__ import annotations

import pytest

from bot.command import all_commands
from bot.language import CHANGING
from bot.near_misses import near_misses
from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import graph_calls, writes


@pytest.mark.parametrize(
    ("said", "locale", "meant"),
    [
        ("histori", "en-US", "history"),
        ("movee standup", "en-US", "move"),
        ("agnda tomorrow", "en-US", "today"),
        ("プライバジー", "ja-JP", "プライバシー"),
    ],
)
async def test_a_slip_of_the_fingers_is_answered_with_what_may_be_meant(
    said: str, locale: str, meant: str, talk: Talk, world: Sandbox
) -> None:
    shown = await talk.speaking(locale)(said)

    assert shown.buttons[0] == meant
    assert len(shown.buttons) <= 4
    assert graph_calls(world) == []


async def test_a_press_runs_it_and_the_card_stays(talk: Talk) -> None:
    shown = await talk.press(await talk("histori"), "history")

    assert shown.texts[0] == "I have not changed anything for you in the last 30 days."


async def test_a_press_on_what_changes_something_asks_back(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("movee standup"), "move")

    assert shown.text_of_card.startswith("Which one")
    assert writes(world) == []


async def test_nonsense_is_nothing_like_a_command(talk: Talk) -> None:
    shown = await talk("colourless green ideas sleep furiously")

    assert "Did you mean:" not in shown.words_of_card


def test_nothing_is_offered_that_acts_at_once() -> None:
    offered = {
        command.name
        for text in ("sign out", "reminders off", "forget me", "digest off")
        for command in near_misses(text, all_commands(), "en")
    }

    assert offered & CHANGING  # so the filter of help is needed


@pytest.mark.parametrize("said", ["sing out", "forgetme"])
async def test_what_acts_at_once_is_not_a_button(said: str, talk: Talk) -> None:
    shown = await talk(said)

    assert not {"sign out", "forget me"} & set(shown.buttons)


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
async def test_help_fits_a_card(locale: str, talk: Talk) -> None:
    shown = await talk.speaking(locale)("help" if locale == "en-US" else "ヘルプ")

    assert size_in_bytes(shown.card) <= LARGEST_CARD_BYTES
