"""Times that suit several people, and the invitation that one of them leads to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from graph.sandbox import Sandbox
from graph.sandbox.tokens import CONNECTIONS
from tests.conftest import Clock
from tests.teams import Talk
from tests.world import graph_calls, writes

FIRST = "Mon, Mar 9, 2:00 PM – 2:30 PM"


async def calendar_of(world: Sandbox, who: str, subject: str) -> list[dict[str, Any]]:
    answer = await world.change(who, "GET", "/v1.0/me/events?$top=500", {})
    return [each for each in answer.body["value"] if each["subject"] == subject]


@pytest.mark.parametrize(
    ("said", "locale", "first"),
    [
        ("find time with Megan next week for 30 min", "en-US", FIRST),
        ("Meganさんと来週30分空いてる時間", "ja-JP", "3月9日(月) 14:00 – 14:30"),
    ],
)
async def test_up_to_five_times_are_offered_nearest_first(
    said: str, locale: str, first: str, talk: Talk, world: Sandbox
) -> None:
    shown = await talk.speaking(locale)(said)

    assert shown.buttons[0] == first
    assert len(shown.buttons) == 5
    assert writes(world) == []


async def test_each_time_is_told_on_the_clock_of_whoever_lives_by_another(talk: Talk) -> None:
    shown = await talk("find time with Megan next week for 30 min")

    assert "Megan Bowen: Mon, Mar 9, 9:30 AM" in shown.words_of_card


async def test_nobody_is_asked_to_work_late_while_a_common_hour_is_free(talk: Talk, world: Sandbox) -> None:
    await talk("find time with Megan next week for 30 min")

    (call,) = [each for each in graph_calls(world) if each.raw_path.endswith("getSchedule")]
    assert call.body["schedules"] == ["megan@contoso.com"]
    assert not [each for each in graph_calls(world) if "findMeetingTimes" in each.raw_path]
    assert len(graph_calls(world)) == 3


async def test_without_a_common_hour_whoever_would_work_late_is_named(talk: Talk) -> None:
    shown = await talk("葵さんと来週30分空いてる時間")

    assert "勤務時間外になる人：高橋 葵" in shown.words_of_card


async def test_a_time_leads_to_an_invitation_that_is_asked_about_first(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("find time with Megan next week for 30 min"), FIRST)

    assert shown.text_of_card == f"Put “Meeting with Megan Bowen” into your calendar, {FIRST}?"
    assert {"Gets mail: Megan Bowen.", "30 min", "Newfoundland Time"} <= set(shown.words_of_card)
    assert writes(world) == []


async def test_a_yes_invites_with_the_title_as_it_was_left_on_the_card(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("find time with Megan next week for 30 min"), FIRST)

    shown = await talk.press(shown, "Yes, put it in", subject="Spring launch")

    assert shown.text_of_card == f"“Spring launch” is in your calendar, {FIRST}."
    assert {"Undo", "Join"} <= set(shown.buttons)
    (hers,) = await calendar_of(world, "megan@contoso.com", "Spring launch")
    assert hers["responseStatus"]["response"] == "notResponded"


async def test_without_the_tick_it_is_no_online_meeting(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("find time with Megan next week for 30 min"), FIRST)

    shown = await talk.press(shown, "Yes, put it in", online="false")

    assert "Join" not in shown.buttons
    (made,) = await calendar_of(world, "alexw@contoso.com", "Meeting with Megan Bowen")
    assert made["isOnlineMeeting"] is False


async def test_undo_withdraws_the_invitation(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("find time with Megan next week for 30 min"), FIRST)
    shown = await talk.press(shown, "Yes, put it in")

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“Meeting with Megan Bowen” is out of your calendar again."
    (hers,) = await calendar_of(world, "megan@contoso.com", "Meeting with Megan Bowen")
    assert hers["isCancelled"] is True


async def test_what_changed_since_the_time_was_offered_is_said(talk: Talk, world: Sandbox) -> None:
    shown = await talk("find time with Megan next week for 30 min")
    times = {
        name: {"dateTime": f"2026-03-09T{clock}:00", "timeZone": "UTC"}
        for name, clock in (("start", "16:30"), ("end", "17:00"))
    }
    for who in ("alexw@contoso.com", "megan@contoso.com"):
        await world.change(who, "POST", "/v1.0/me/events", {"subject": "Something else", **times})

    shown = await talk.press(shown, FIRST)

    assert "Busy then: Megan Bowen." in shown.words_of_card
    assert "Overlaps with “Something else”, 2:00 PM – 2:30 PM." in shown.words_of_card


async def test_whoever_cannot_be_seen_is_named(talk: Talk) -> None:
    shown = await talk("find time with Megan and nina@fabrikam.example next week")

    assert "I cannot see the calendars of nina@fabrikam.example." in shown.words_of_card


async def test_whoever_is_not_known_is_named(talk: Talk) -> None:
    nobody = await talk("find time with Zed next week")
    somebody = await talk("find time with Megan and Zed next week")

    assert nobody.text == "I do not know Zed. Say it with their mail address, please."
    assert "I do not know Zed, so they are left out." in somebody.words_of_card


async def test_of_several_with_that_name_it_is_asked_who_is_meant(talk: Talk, world: Sandbox) -> None:
    event = {
        "subject": "Two of them",
        "start": {"dateTime": "2026-03-05T12:00:00", "timeZone": "UTC"},
        "end": {"dateTime": "2026-03-05T13:00:00", "timeZone": "UTC"},
        "attendees": [{"emailAddress": {"name": "Megan Smith", "address": "megan.smith@example.com"}}],
    }
    assert (await world.change("alexw@contoso.com", "POST", "/v1.0/me/events", event)).status == 201

    shown = await talk("find time with Megan next week")

    assert shown.words_of_card == ["Who do you mean?", "Megan"]
    shown = await talk.press(shown, "Megan Bowen · megan@contoso.com")
    assert shown.text_of_card.startswith("30 min with Megan Bowen")


async def test_whoever_is_met_is_found_without_the_right_to_look_people_up(
    talk: Talk, world: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONNECTIONS, "graph", CONNECTIONS["graph"] - {"User.ReadBasic.All"})

    known, unknown = await talk("find time with Megan next week"), await talk("find time with Zed next week")

    assert known.buttons
    assert unknown.text == "I do not know Zed. Say it with their mail address, please."


async def test_no_common_time_says_so(talk: Talk) -> None:
    shown = await talk("find time with Adele tomorrow for 1 hour")

    assert shown.text == "Then no 1 h suit everybody: you, Adele Vance. Try a longer stretch."


async def test_what_is_past_says_so(talk: Talk, clock: Clock) -> None:
    clock.now = datetime.fromisoformat("2026-03-06T20:00:00+00:00")

    shown = await talk("find time with Megan between 9 and 10 this morning")

    assert "past" in shown.text or shown.cards


async def test_an_unclear_day_is_asked_about(talk: Talk) -> None:
    shown = await talk("find time with Megan on friday")

    shown = await talk.press(shown, "Fri, Mar 13")

    assert {button[:11] for button in shown.buttons} == {"Fri, Mar 13"}
