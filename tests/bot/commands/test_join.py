"""The way into a meeting."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import Talk
from tests.world import graph_calls, writes


@pytest.mark.parametrize("said", ["join", "参加"])
async def test_the_meeting_that_is_about_to_start_has_its_button(said: str, talk: Talk, clock: Clock) -> None:
    clock.forward(hours=3, minutes=20)

    shown = await talk(said)

    assert "Fabrikam call" in shown.words_of_card
    assert shown.buttons in (["Join"], ["参加"])


async def test_the_meeting_that_is_going_on_has_its_button(talk: Talk, clock: Clock) -> None:
    clock.forward(hours=3, minutes=50)

    assert (await talk("join")).text_of_card == "“Fabrikam call”: Fri, Mar 6, 12:30 PM – 1:00 PM."


async def test_with_none_on_the_next_one_is_named(talk: Talk, world: Sandbox) -> None:
    shown = await talk("join")

    assert shown.words_of_card[0] == "No online meeting is on now. The next one:"
    assert "Fabrikam call" in shown.words_of_card
    assert len(graph_calls(world)) == 1
    assert writes(world) == []


@pytest.mark.parametrize(("said", "locale"), [("join standup", "en-US"), ("Daily standupに参加", "ja-JP")])
async def test_a_meeting_is_found_by_its_name(said: str, locale: str, talk: Talk) -> None:
    shown = await talk.speaking(locale)(said)

    assert "Daily standup" in shown.words_of_card
    assert len(shown.buttons) == 1


async def test_a_meeting_is_found_by_its_key(talk: Talk) -> None:
    await talk.press(await talk("meet ACME-1234 tomorrow 15:00"), "Yes, make it")

    shown = await talk("join ACME-1234")

    assert "ACME-1234" in shown.words_of_card
    assert shown.buttons == ["Join"]


async def test_what_is_not_online_says_so(talk: Talk) -> None:
    assert (await talk("join dentist")).text == "“Dentist” is no online meeting."


async def test_only_a_link_of_teams_becomes_a_button(talk: Talk, world: Sandbox) -> None:
    event = {
        "subject": "Free money",
        "start": {"dateTime": "2026-03-06T12:35:00", "timeZone": "UTC"},
        "end": {"dateTime": "2026-03-06T13:00:00", "timeZone": "UTC"},
        "location": {
            "displayName": "Online",
            "locationUri": "https://teams.microsoft.com.evil.example/l/meetup-join/1",
        },
    }
    assert (await world.change("alexw@contoso.com", "POST", "/v1.0/me/events", event)).status == 201

    shown = await talk("join free money")

    assert shown.buttons == []
    assert "evil.example" not in str(shown.card)


async def test_a_private_meeting_has_no_way_in_from_a_group(talk: Talk, world: Sandbox) -> None:
    events = (await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=500", {})).body["value"]
    call = next(each["id"] for each in events if each["subject"] == "Fabrikam call")
    await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{call}", {"sensitivity": "private"})

    shown = await talk.in_chat("groupChat")("join")

    assert "Private appointment" in shown.words_of_card
    assert shown.buttons == []
    assert "meetup-join" not in str(shown.card)
