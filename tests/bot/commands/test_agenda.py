"""Looking at the calendar."""

from __future__ import annotations

from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import graph_calls, writes


async def test_today_shows_events_and_bookings_in_time_order(talk: Talk, world: Sandbox) -> None:
    shown = await talk("today")

    assert shown.text_of_card.startswith("Today, Fri, Mar 6")
    assert "Daily standup" in shown.words_of_card
    assert "Hearing test – Joni Sherman" in shown.words_of_card
    assert writes(world) == []


async def test_the_zone_is_printed_where_device_and_mailbox_disagree(talk: Talk) -> None:
    away = await talk("today")
    at_home = await talk.speaking("en-GB", "Europe/London")("today")

    assert "Times in Newfoundland Time." in away.words_of_card
    assert not [words for words in at_home.words_of_card if words.startswith("Times in")]


async def test_a_long_agenda_comes_in_pages_that_each_fit_a_card(talk: Talk) -> None:
    shown = await talk("next week")
    pages = [shown.card]
    while "More" in shown.buttons:
        shown = await talk.press(shown, "More")
        pages.append(shown.card)

    assert len(pages) > 2
    assert len({page["speak"] for page in pages}) == len(pages)
    assert max(size_in_bytes(page) for page in pages) <= LARGEST_CARD_BYTES
    assert "Earlier" in shown.buttons


async def test_an_entry_can_be_moved_from_the_agenda(talk: Talk) -> None:
    shown = await talk("tomorrow")

    shown = await talk.press(shown, "Move")

    assert shown.text_of_card == "When?"


async def test_private_subjects_stay_private_in_a_group(talk: Talk) -> None:
    alone = await talk("next week")
    group = await talk.in_chat("groupChat")("next week")

    hidden = set(alone.text_of_card.splitlines()) - set(group.text_of_card.splitlines())
    assert len(hidden) >= 1
    assert any("Private appointment" in line for line in group.text_of_card.splitlines())


async def test_an_agenda_without_bookings_needs_two_calls(talk: Talk, world: Sandbox) -> None:
    for business in list(world.organisation.businesses.values()):
        world.organisation.businesses.pop(business.id)

    await talk("today")

    # Calendar view with mailbox settings, and the list of businesses, at once.
    assert len(graph_calls(world)) == 2


async def test_an_agenda_with_bookings_needs_four_calls(talk: Talk, world: Sandbox) -> None:
    await talk("today")

    assert len(graph_calls(world)) == 4


async def test_japanese(talk: Talk) -> None:
    shown = await talk.speaking("ja-JP", "Asia/Tokyo")("今日の予定")

    assert shown.text_of_card.startswith("今日 3月6日(金)")
