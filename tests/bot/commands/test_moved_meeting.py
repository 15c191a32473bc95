"""A meeting that a chat knows, after somebody moved it."""

from __future__ import annotations

from tests.teams import MEGAN, Talk


async def test_everybody_who_asks_in_the_chat_is_told_where_a_moved_meeting_is_now(talk: Talk) -> None:
    group = talk.in_chat("groupChat")
    await group.press(await group("meet ACME-77 tomorrow 15:00 for 45 min"), "Yes, make it")
    await group.press(await group("move ACME-77 to 17:00 tomorrow"), "Yes, move it")

    shown = await group.as_member(MEGAN)("meet ACME-77 tomorrow 15:00")

    assert any("5:00" in each for each in shown.words_of_card)
    assert not any("3:00" in each for each in shown.words_of_card)
