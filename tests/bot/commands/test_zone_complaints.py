"""What people filed against neighbouring products about zones and links, each with the thread that it is from."""

from __future__ import annotations

from dataclasses import replace

from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import writes


async def move(talk: Talk, sentence: str) -> None:
    shown = await talk(sentence)
    await talk.press(shown, "Yes, move it")


async def test_a_moved_event_keeps_its_own_zone_and_is_not_written_in_utc(talk: Talk, world: Sandbox) -> None:
    """Events made in UTC, and Outlook shows UTC when they are edited (microsoft/botframework-components#474)."""
    await move(talk, "move design review to 15:00")

    (write,) = writes(world)
    assert {write.body[side]["timeZone"] for side in ("start", "end")} == {"GMT Standard Time"}


async def test_a_mailbox_with_a_zone_of_its_own_making_still_gets_its_day(talk: Talk, world: Sandbox) -> None:
    """ "Customized Time Zone" from the mailbox crashes (microsoft/botframework-components#1318)."""
    mailboxes = world.organisation.mailboxes
    for key, mailbox in list(mailboxes.items()):
        mailboxes[key] = replace(mailbox, zone_name="Customized Time Zone")

    shown = await talk("today")

    assert shown.text_of_card.startswith("Today, Fri, Mar 6")


async def test_a_zone_that_is_said_is_the_zone_that_is_meant(talk: Talk) -> None:
    """The time zone is ignored and falls to Pacific (microsoft/work-iq#95)."""
    shown = await talk("move design review to 3pm tokyo time")

    assert "You said the time in Japan Time." in shown.words_of_card
    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 2:30 AM – 3:30 AM?"


async def test_bookings_is_written_with_windows_zone_names(talk: Talk, world: Sandbox) -> None:
    """IANA names lead to UnknownError (microsoftgraph/microsoft-graph-docs#20695)."""
    await move(talk, "rebook Grady to next tuesday 10:00")

    (write,) = writes(world)
    assert {value["timeZone"] for value in write.body.values() if isinstance(value, dict) and "timeZone" in value} == {
        "GMT Standard Time"
    }


async def test_the_zone_is_the_device_s_own_and_not_an_offset(talk: Talk) -> None:
    """An offset is not enough, because clocks change (microsoft/botframework-sdk#5827)."""
    before = await talk("agenda 7 march")
    after = await talk("agenda 9 march")

    # Both begin at 9:15 in London; St John's changes its clocks on the 8th, and London does not.
    assert "7:30 AM" in before.words_of_card
    assert "6:45 AM" in after.words_of_card


async def test_a_move_keeps_the_same_meeting_and_makes_no_second_one(talk: Talk, world: Sandbox) -> None:
    """Rescheduling makes a second Teams meeting and a second invitation (calcom/cal.diy#29498)."""
    shown = await talk("move design review to 15:00")
    before = await link_of_design_review(world)

    await talk.press(shown, "Yes, move it")

    assert [write.method for write in writes(world)] == ["PATCH"]
    assert await link_of_design_review(world) == before


async def link_of_design_review(world: Sandbox) -> str:
    answer = await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=200", {})
    return next(each["onlineMeeting"]["joinUrl"] for each in answer.body["value"] if each["subject"] == "Design review")
