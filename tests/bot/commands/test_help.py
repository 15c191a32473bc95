"""Help, welcome and what was not understood."""

from __future__ import annotations

import pytest

from bot.command import all_commands, find_command, phrases
from bot.language import read
from graph.sandbox import Sandbox
from tests.conftest import NOW
from tests.teams import Talk, Teams
from tests.world import graph_calls


async def test_help_lists_every_command_and_asks_graph_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk("help")

    assert {each.help.en for each in all_commands() if each.in_manifest} <= set(shown.words_of_card)
    assert graph_calls(world) == []


async def test_help_in_japanese(talk: Talk) -> None:
    shown = await talk.speaking("ja-JP")("ヘルプ")

    assert {each.help.ja for each in all_commands() if each.in_manifest} <= set(shown.words_of_card)


async def test_a_pressed_example_is_run(talk: Talk) -> None:
    shown = await talk("help")

    shown = await talk.press(shown, "today")

    assert shown.text_of_card.startswith("Today, Fri, Mar 6")


async def test_what_is_not_understood_changes_nothing_and_says_what_can_be_said(talk: Talk, world: Sandbox) -> None:
    shown = await talk("colourless green ideas sleep furiously")

    assert shown.text_of_card.startswith("I did not understand “colourless green ideas sleep furiously”")
    assert graph_calls(world) == []


async def test_a_first_word_comes_with_the_installation(talk: Talk, teams: Teams) -> None:
    shown = await teams.send(talk.activity("installationUpdate", action="add"))

    assert shown.text_of_card.startswith("Hello! I am Nudge")


@pytest.mark.parametrize("action", ["remove", "add-upgrade", "something"])
async def test_other_installation_news_pass_in_silence(action: str, talk: Talk, teams: Teams) -> None:
    shown = await teams.send(talk.activity("installationUpdate", action=action))

    assert (shown.status, shown.cards) == (200, [])


EXAMPLES = [
    (each.name, text, locale)
    for each in all_commands()
    for example in each.examples
    for text, locale in ((example.en, "en-US"), (example.ja, "ja-JP"))
]
TITLES = [
    (each.name, text, locale)
    for each in all_commands()
    for text, locale in ((each.title.en, "en-US"), (each.title.ja, "ja-JP"))
]


@pytest.mark.parametrize(("name", "text", "locale"), EXAMPLES + TITLES)
def test_every_example_and_title_leads_to_its_command(name: str, text: str, locale: str) -> None:
    reading = read(text, now=NOW, zone="Asia/Tokyo", locale=locale, phrases=phrases())

    found = find_command(reading.intent)

    assert found is not None
    assert found.name == name
