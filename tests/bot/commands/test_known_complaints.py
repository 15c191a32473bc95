"""What people complained about elsewhere, in public threads, does not happen here; each test names its threads."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.conftest import Clock, utc
from tests.teams import BOT, Shown, Talk
from tests.world import graph_calls, writes

# --- zones and days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Tokyo", "Sat, Mar 7"), ("Europe/London", "Fri, Mar 6"), ("America/Los_Angeles", "Fri, Mar 6")],
)
async def test_today_is_the_readers_day_wherever_the_server_stands(
    zone: str, day: str, talk: Talk, clock: Clock
) -> None:
    """microsoft/botframework-components#375: server in China, reader in Seattle, the wrong day."""
    clock.now = utc("2026-03-06 20:00")

    shown = await talk.speaking("en-US", zone)("today")

    assert shown.text_of_card.startswith(f"Today, {day}")


async def test_late_in_the_evening_today_is_not_yesterday(talk: Talk, clock: Clock) -> None:
    """microsoft/botframework-solutions#2200: "show meetings today" gives yesterday."""
    clock.now = utc("2026-03-10 06:30")  # half past eleven in the evening of the 9th in Seattle

    shown = await talk.speaking("en-US", "America/Los_Angeles")("show my meetings today")

    assert shown.text_of_card.startswith("Today, Mon, Mar 9")


async def test_a_weekday_is_a_coming_one_and_asked_about_where_two_may_be_meant(talk: Talk) -> None:
    """microsoft/botframework-solutions#156: "Friday" picks last Friday, "next Friday" skips one."""
    monday, friday = await talk("am i free on monday"), await talk("am i free on friday")

    assert "Mon, Mar 9" in monday.words_of_card
    assert friday.buttons == ["Fri, Mar 6", "Fri, Mar 13"]


async def test_the_time_that_is_shown_after_a_write_is_the_one_that_was_stored(talk: Talk, world: Sandbox) -> None:
    """ryaker/outlook-mcp#32, pulsemcp/mcp-servers#316: the shown time is wrong, so people "fix" a right event."""
    shown = await talk("find time with Megan next week for 30 min")
    shown = await talk.press(await talk.press(shown, shown.buttons[0]), "Yes, put it in")

    (made,) = [call.answer for call in writes(world) if call.raw_path.endswith("/me/events")]
    stored = datetime.fromisoformat(made["start"]["dateTime"][:19])
    assert stored == datetime(2026, 3, 9, 16, 30)  # noqa: DTZ001 - Graph writes the zone beside it
    assert made["start"]["timeZone"] == "UTC"
    assert "Mon, Mar 9, 2:00 PM – 2:30 PM" in shown.text_of_card  # UTC-2:30


# --- making and booking -----------------------------------------------------------------------------------------------


async def test_a_meeting_that_is_in_no_calendar_says_so_and_offers_to_put_it_there(talk: Talk, world: Sandbox) -> None:
    """microsoftgraph/microsoft-graph-docs#7627, contrib#1813: a created meeting is not in the calendar."""
    shown = await talk.press(await talk("meet ACME-1234 tomorrow 15:00"), "Yes, make it")
    assert any(each.startswith("It is not in your calendar") for each in shown.words_of_card)

    await talk.press(await talk.press(shown, "Add to my calendar"), "Yes, put it in")

    assert "ACME-1234" in (await talk("tomorrow")).words_of_card


async def test_mashing_a_button_makes_one_event(talk: Talk, world: Sandbox) -> None:
    """mattermost/mattermost-plugin-msteams-meetings#31, #117: mashing the button makes many meetings."""
    shown = await talk("find time with Megan next week for 30 min")
    shown = await talk.press(shown, shown.buttons[0])

    for _ in range(5):
        await talk.press(shown, "Yes, put it in")

    assert len(writes(world)) == 1


async def test_a_booking_is_cancelled_from_the_chat(talk: Talk) -> None:
    """MicrosoftDocs/microsoft-365-docs#10907: a booking cannot be cancelled or rescheduled in Teams."""
    shown = await talk.press(await talk("cancel Grady's booking"), "Yes, cancel it")

    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” is cancelled."


# --- Teams ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["cancel design review", "join", "what's next", "find time with Megan next week"])
async def test_what_is_left_of_a_mention_breaks_no_command(said: str, talk: Talk) -> None:
    """MicrosoftDocs/msteams-docs#172, microsoft/teams.ts#833: leftovers of a mention break commands."""
    mention = {"type": "mention", "mentioned": BOT, "text": "<at>Nudge</at>"}
    group = talk.in_chat("groupChat")

    shown = await group(f"<at>Nudge</at> {said}", entities=[mention])

    assert shown.text_of_card == (await group(said)).text_of_card


CARDS = [
    ("cancel design review",),
    ("cancel standup",),
    ("decline vendor demo",),
    ("join",),
    ("find time with Megan next week",),
    ("am i free on monday",),
    ("who is in design review",),
    ("cancel dentist", "Yes, cancel it"),
    ("accept vendor demo", "Yes, accept"),
    ("meet ACME-1 tomorrow 15:00", "Yes, make it", "Add to my calendar"),
    ("histori",),
]


@pytest.mark.parametrize("steps", CARDS, ids=lambda steps: steps[0])
async def test_every_card_can_be_heard_and_every_field_has_a_name(steps: tuple[str, ...], talk: Talk) -> None:
    """microsoft/AdaptiveCards#7414, #6783, #8288: screen readers read wrong dates and fields without names."""
    shown = await talk(steps[0])
    for button in steps[1:]:
        shown = await talk.press(shown, button)

    fields = [each for each in _walk(shown.card) if str(each.get("type", "")).startswith("Input.")]
    assert shown.card["speak"]
    assert shown.card["lang"] == "en"
    assert all(each.get("label") for each in fields)


async def test_what_a_card_offers_can_be_had_by_typing(talk: Talk, clock: Clock) -> None:
    """The same threads: everything can be done without touching a card."""
    await talk("cancel the call")
    clock.forward(seconds=1)

    shown: Shown = await talk("the first one")

    assert shown.text_of_card.startswith("Cancel “Fabrikam call”")


def _walk(node: Any) -> list[dict[str, Any]]:
    found = [node] if isinstance(node, dict) else []
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        found += _walk(each)
    return found


# --- free times -------------------------------------------------------------------------------------------------------


async def test_times_are_computed_and_lie_in_everybodys_working_hours(talk: Talk, world: Sandbox) -> None:
    """microsoftgraph/microsoft-graph-docs#580, #2719, contrib#7813: suggestions outside hours, or none at all."""
    shown = await talk.speaking("en-GB", "Europe/London")("find time with Megan next week for 30 min")

    clocks = {title.split(", ")[1].split(" – ")[0] for title in shown.buttons}
    assert clocks <= {"16:00", "16:15", "16:30", "16:45", "17:00"}  # from nine in Seattle to half past five in London
    assert not [call for call in graph_calls(world) if "findMeetingTimes" in call.raw_path]
    assert "OrganizerUnavailable" not in json.dumps(shown.card)
