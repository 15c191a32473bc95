"""An entry in the calendar for an online meeting, which Graph makes without one."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.teams import MEGAN, Shown, Talk
from tests.world import writes


async def made(talk: Talk) -> Shown:
    return await talk.press(await talk("meet ACME-1234 tomorrow 15:00 for 45 min"), "Yes, make it")


async def entries(world: Sandbox) -> list[dict[str, Any]]:
    answer = await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=500", {})
    return [each for each in answer.body["value"] if each["subject"] == "ACME-1234"]


async def test_the_button_asks_first_and_says_that_the_two_are_not_tied(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await made(talk), "Add to my calendar")

    assert shown.text_of_card == "Put “ACME-1234” into your calendar, Sat, Mar 7, 3:00 PM – 3:45 PM?"
    assert (
        "The entry links to the online meeting; if you move the one, the other stays where it is."
        in shown.words_of_card
    )
    assert await entries(world) == []


async def test_a_yes_makes_an_entry_that_carries_the_join_link_and_no_second_meeting(
    talk: Talk, world: Sandbox
) -> None:
    meeting = await made(talk)
    link = next(each for each in meeting.words_of_card if each.startswith("Link to copy: ")).removeprefix(
        "Link to copy: "
    )

    shown = await talk.press(await talk.press(meeting, "Add to my calendar"), "Yes, put it in")

    (entry,) = await entries(world)
    assert shown.text_of_card == "“ACME-1234” is in your calendar, Sat, Mar 7, 3:00 PM – 3:45 PM."
    assert {"Undo", "Join"} <= set(shown.buttons)
    assert entry["location"]["locationUri"] == link
    assert link in entry["body"]["content"]
    assert entry["isOnlineMeeting"] is False


async def test_the_entry_has_its_join_button_on_the_agenda_and_is_what_join_finds(talk: Talk) -> None:
    shown = await talk.press(await made(talk), "Add to my calendar")
    await talk.press(shown, "Yes, put it in")

    agenda, join = await talk("tomorrow"), await talk("join ACME-1234")

    assert "ACME-1234" in agenda.words_of_card
    assert agenda.buttons.count("Join") == 2  # the design review's is the other one
    assert "Join" in join.buttons


async def test_undo_takes_it_out_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk.press(await made(talk), "Add to my calendar"), "Yes, put it in")

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“ACME-1234” is out of your calendar again."
    assert await entries(world) == []


async def test_undo_leaves_an_entry_that_was_changed_since_and_asks(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk.press(await made(talk), "Add to my calendar"), "Yes, put it in")
    (entry,) = await entries(world)
    await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{entry['id']}", {"importance": "high"})

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“ACME-1234” was changed while you were deciding."
    assert {"Importance", "Normal", "High", "Cancelled"} <= set(shown.words_of_card)
    assert len(await entries(world)) == 1


async def test_pressing_again_and_again_makes_one_entry(talk: Talk, world: Sandbox) -> None:
    meeting = await made(talk)
    first, second = await talk.press(meeting, "Add to my calendar"), await talk.press(meeting, "Add to my calendar")

    for shown in (first, second, first):
        await talk.press(shown, "Yes, put it in")
    third = await talk.press(meeting, "Add to my calendar")

    assert len(await entries(world)) == 1
    assert third.texts[0] == "“ACME-1234” is in your calendar already."


async def test_not_now_makes_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk.press(await made(talk), "Add to my calendar"), "Not now")

    assert shown.text_of_card == "All right, nothing was made."
    assert await entries(world) == []


async def test_a_meeting_that_was_there_already_can_be_added_too(talk: Talk, world: Sandbox) -> None:
    await made(talk)

    again = await made(talk)

    assert again.text_of_card.endswith("already exists, and nothing about it was changed.")
    assert "Add to my calendar" in again.buttons


async def test_somebody_elses_press_puts_nothing_into_a_calendar(talk: Talk, world: Sandbox) -> None:
    group = talk.in_chat("groupChat")
    meeting = await made(group)
    before = len(writes(world))

    shown = await group.as_member(MEGAN).press(meeting, "Add to my calendar")

    assert shown.text == "Only the person who asked can press this, so nothing was changed."
    assert len(writes(world)) == before


@pytest.mark.parametrize("button", ["予定表に追加"])
async def test_japanese(button: str, talk: Talk) -> None:
    japanese = talk.speaking("ja-JP")
    meeting = await japanese.press(await japanese("会議 ACME-1234 明日15時から45分"), "はい、作ります")

    shown = await japanese.press(await japanese.press(meeting, button), "はい、入れます")

    assert shown.text_of_card == "「ACME-1234」を予定表に入れました（3月7日(土) 15:00 – 15:45）。"
