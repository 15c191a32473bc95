"""Making online meetings."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import MEGAN, Talk
from tests.world import writes


async def test_a_meeting_is_asked_first_then_created(talk: Talk, world: Sandbox) -> None:
    shown = await talk("meet ACME-1234 tomorrow 15:00 for 45 min")
    assert shown.text_of_card == "Make the online meeting “ACME-1234”?"
    assert {"Sat, Mar 7, 3:00 PM – 3:45 PM", "45 min", "Newfoundland Time"} <= set(shown.words_of_card)
    assert writes(world) == []

    shown = await talk.press(shown, "Yes, make it")

    assert shown.text_of_card == "“ACME-1234” is created."
    assert "Join" in shown.buttons


async def test_asking_twice_gives_the_same_meeting_unchanged(talk: Talk) -> None:
    first = await talk.press(await talk("meet ACME-1234 tomorrow 15:00 for 45 min"), "Yes, make it")

    second = await talk.press(await talk("meet ACME-1234 on march 12 10:00"), "Yes, make it")

    assert second.text_of_card == "“ACME-1234” already exists, and nothing about it was changed."
    assert link_of(second.words_of_card) == link_of(first.words_of_card)
    assert "Sat, Mar 7, 3:00 PM – 3:45 PM" in second.words_of_card


def link_of(words: list[str]) -> str:
    return next(each for each in words if each.startswith("Link to copy: https://teams.microsoft.com/"))


async def test_a_lost_answer_makes_no_second_meeting(talk: Talk, world: Sandbox) -> None:
    shown = await talk("meet ACME-1234 tomorrow 15:00")
    world.trouble.plan("dropReply", method="POST", path="createOrGet")

    shown = await talk.press(shown, "Yes, make it")

    assert shown.text_of_card.startswith("“ACME-1234”")
    assert len({call.body["externalId"] for call in writes(world)}) == 1


async def test_times_go_out_in_utc_and_people_by_address(talk: Talk, world: Sandbox) -> None:
    shown = await talk("meet ACME-1234 tomorrow 15:00 for 45 min with bob@contoso.com")

    await talk.press(shown, "Yes, make it")

    (call,) = writes(world)
    assert call.body["startDateTime"] == "2026-03-07T18:30:00Z"
    assert call.body["endDateTime"] == "2026-03-07T19:15:00Z"
    assert call.body["participants"]["attendees"][0]["upn"] == "bob@contoso.com"


async def test_in_a_group_the_meeting_is_attached_to_the_chat(talk: Talk, world: Sandbox) -> None:
    group = talk.in_chat("groupChat")
    shown = await group("meet ACME-1234 tomorrow 15:00")

    await group.press(shown, "Yes, make it")

    (call,) = writes(world)
    assert call.raw_path.startswith("/beta/")
    assert call.body["chatInfo"]["threadId"] == "19:groupChat@thread.v2"


async def test_everybody_in_a_group_gets_the_same_meeting_for_a_topic(talk: Talk, world: Sandbox) -> None:
    alex = talk.in_chat("groupChat")
    megan = alex.as_member(MEGAN)
    first = await alex.press(await alex("meet about the spring launch tomorrow 15:00"), "Yes, make it")

    second = await megan("meet about the Spring Launch")

    assert link_of(second.words_of_card) == link_of(first.words_of_card)
    assert len(writes(world)) == 1


async def test_a_second_person_who_presses_later_gets_the_first_ones_meeting(talk: Talk, world: Sandbox) -> None:
    alex = talk.in_chat("groupChat")
    megan = alex.as_member(MEGAN)
    hers = await megan("meet ACME-1234 tomorrow 15:00")
    his = await alex("meet ACME-1234 tomorrow 15:00")
    await alex.press(his, "Yes, make it")

    shown = await megan.press(hers, "Yes, make it")

    assert shown.text_of_card == "“ACME-1234” already exists, and nothing about it was changed."
    assert len(writes(world)) == 1


async def test_another_chat_has_its_own_meeting_for_a_topic(talk: Talk, world: Sandbox) -> None:
    group, channel = talk.in_chat("groupChat"), talk.in_chat("channel")
    await group.press(await group("meet about budget"), "Yes, make it")

    shown = await channel.as_member(MEGAN)("meet about budget")

    assert shown.text_of_card == "Make the online meeting “budget”?"


async def test_a_topic_is_the_same_however_it_is_typed(talk: Talk, world: Sandbox) -> None:
    for said in ("meet about Ｂｕｄｇｅｔ  2026", "meet about budget 2026"):
        shown = await talk.press(await talk(said), "Yes, make it")

    assert shown.text_of_card.endswith("already exists, and nothing about it was changed.")
    assert len({call.body["externalId"] for call in writes(world)}) == 1


async def test_a_meeting_is_made_in_japanese(talk: Talk) -> None:
    japanese = talk.speaking("ja-JP")

    shown = await japanese.press(await japanese("会議 ACME-1234 明日15時から45分"), "はい、作ります")

    assert shown.text_of_card == "「ACME-1234」を作成しました。"


async def test_a_created_meeting_can_be_moved_by_its_key(talk: Talk) -> None:
    await talk.press(await talk("meet ACME-1234 tomorrow 15:00 for 45 min"), "Yes, make it")

    shown = await talk.press(await talk("move ACME-1234 to 17:00"), "Yes, move it")

    assert shown.text_of_card == "“ACME-1234” is now Sat, Mar 7, 5:00 PM."
    shown = await talk.press(shown, "Undo")
    assert shown.text_of_card == "“ACME-1234” is back at Sat, Mar 7, 3:00 PM – 3:45 PM."


async def test_people_may_be_named_by_name(talk: Talk, world: Sandbox) -> None:
    shown = await talk("meet ACME-1234 tomorrow 15:00 with Megan and Zaphod")
    assert "I cannot tell who Zaphod is: say the mail address to have them on the list." in shown.words_of_card

    await talk.press(shown, "Yes, make it")

    (write,) = writes(world)
    assert [each["upn"] for each in write.body["participants"]["attendees"]] == ["megan@contoso.com"]


@pytest.mark.parametrize("said", ["meet {} at 3pm", "meet with {} at 3pm", "set up a call with {} at 3pm"])
async def test_a_meeting_with_somebody_is_not_the_one_with_somebody_else(said: str, talk: Talk, clock: Clock) -> None:
    one = await talk.press(await talk(said.format("Megan")), "Yes, make it")
    clock.forward(minutes=1)

    another = await talk.press(await talk(said.format("Adele")), "Yes, make it")

    assert another.text_of_card.endswith("is created.")
    assert link_of(another.words_of_card) != link_of(one.words_of_card)
