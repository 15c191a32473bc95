"""The main job as a person does it: the real bot and sandbox, the real Playground, a real browser."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.chat import Chat

pytestmark = pytest.mark.e2e

LONDON = ZoneInfo("Europe/London")  # where the person at the keyboard is
TUESDAY = 1


async def test_help_shows_what_can_be_said(chat: Chat) -> None:
    answer = await chat.say("help")

    await answer.says("What I can do", "make online meetings", "visit VISIT-1001")


async def test_today_is_answered_without_a_question(chat: Chat) -> None:
    answer = await chat.say("today")

    await answer.says("Today, ")


async def test_a_meeting_is_made_once_and_found_again(chat: Chat) -> None:
    asked = await chat.say("meet ACME-1234 tomorrow 15:00 for 45 min")
    await asked.says("Make this online meeting?", "ACME-1234", "45 min")
    await chat.picture("meeting-confirm")
    await asked.press("Yes, make it")
    await asked.says("Online meeting created", "“ACME-1234” is created.")
    await chat.picture("meeting-created")

    again = await chat.say("meet ACME-1234 tomorrow 15:00 for 45 min")
    await again.press("Yes, make it")

    await again.says("This one already exists", "nothing about it was changed")


async def test_an_event_is_moved_in_place_and_put_back(chat: Chat) -> None:
    card = await chat.say("move design review to 3pm tomorrow")
    await card.says("Move this?", "Design review", "3:00 PM")
    was = old_time(await card.text())
    await chat.picture("move-confirm")
    await card.press("Yes, move it")
    await card.says("Moved", "“Design review” is now", "3:00 PM")
    assert not await card.has_button("Yes, move it")
    await chat.picture("moved")
    await card.press("Undo")

    await card.says("Undone", f"“Design review” is back at {was}.")
    assert not await card.has_button("Undo")


def old_time(confirm_card: str) -> str:
    """What the card says about the time that is now."""
    found = re.search(r"^Now\s+(.+)$", confirm_card, re.MULTILINE)
    assert found, confirm_card
    return found[1]


async def test_leaving_an_event_alone_spends_the_card(chat: Chat) -> None:
    card = await chat.say("move design review to 4pm tomorrow")
    await card.press("Leave it")

    await card.says("stays as it is.")
    assert not await card.has_button("Yes, move it")


def a_tuesday() -> str:
    """A date at least two days ahead; “next Tuesday” is asked back on a Sunday and a Monday."""
    soonest = datetime.now(LONDON).date() + timedelta(days=2)
    tuesday = soonest + timedelta(days=(TUESDAY - soonest.weekday()) % 7)
    return f"{tuesday.day} {tuesday:%B}"


async def test_a_booking_is_moved(chat: Chat) -> None:
    card = await chat.say(f"rebook Grady to {a_tuesday()} 10:00")
    await card.says("Move this?", "Grady Archie", "Tue, ", "10:00 AM")
    await chat.picture("booking-confirm")
    await card.press("Yes, move it")

    await card.says("Moved", "Tue, ", "10:00 AM")


async def test_a_virtual_appointment_is_changed(chat: Chat) -> None:
    card = await chat.say("visit VISIT-1001")
    await card.says("Virtual appointment", "VISIT-1001")
    await card.press("Change")
    await card.fill("Your own appointment number", "A-77")
    await chat.picture("visit-form")
    await card.press("Check the changes")
    await card.says("Change this virtual appointment?", "A-77")
    await chat.picture("visit-confirm")
    await card.press("Yes, change it")

    await card.says("Changed", "A-77")
