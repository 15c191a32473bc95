"""What is known of a calendar stays known where only a part of it can be read: Bookings has a sign-in of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.bot.reminders.desk import Desk, sitting
from tests.conftest import Clock
from tests.teams import ALEX

BOOKED, BOOKED_BY_ADELE = "Hearing test – Joni Sherman", "Video consultation – Lee Gu"


def bookings(desk: Desk, state: Any) -> None:
    """Signs Alex in to Bookings, or out of it; the calendar stays open."""
    desk.world.sign_ins.set_state(ALEX.teams_id, "bookings", state)


async def test_a_booking_stays_owed_while_bookings_alone_cannot_be_read(desk: Desk) -> None:
    await desk("remind me 10 min before")

    bookings(desk, "signedOut")
    await desk.add("Something new", "2026-03-06T20:00")
    await desk.wait(minutes=20)

    assert await desk.of(BOOKED) == [("pending", None)]
    assert await desk.of("Something new") == [("pending", None)]


async def test_its_reminder_comes_and_says_as_of_when(desk: Desk) -> None:
    await desk("remind me 10 min before")

    bookings(desk, "signedOut")
    shown = await desk.wait(minutes=80)

    assert shown.text_of_card == "“Hearing test – Joni Sherman” starts in 10 min, at 10:30 AM."
    assert any(word.startswith("As of ") for word in shown.words_of_card)


async def test_who_belongs_to_no_business_any_more_is_owed_nothing_of_it(desk: Desk) -> None:
    await desk("remind me 10 min before")

    desk.world.organisation.businesses.clear()
    await desk.wait(minutes=20)

    assert await desk.of(BOOKED) == [("cancelled", "gone")]


async def test_who_signs_in_to_bookings_later_is_reminded_of_their_own_bookings_only(desk: Desk) -> None:
    bookings(desk, "signedOut")
    await desk("remind me 10 min before")
    before = await desk.of(BOOKED)

    bookings(desk, "signedIn")
    await desk.wait(minutes=20)

    assert (before, await desk.of(BOOKED)) == ([], [("pending", None)])
    assert await desk.of(BOOKED_BY_ADELE) == []


# --- read as the app, which an administrator may allow ----------------------------------------------------------------


@pytest.fixture
async def as_app(settings: Settings, clock: Clock, world: Sandbox) -> AsyncIterator[Desk]:
    async with sitting(replace(settings, background_reading="app"), clock, world) as desk:
        yield desk


async def test_bookings_which_the_app_may_not_read_stay_owed(as_app: Desk) -> None:
    await as_app("remind me 10 min before")

    await as_app.wait(minutes=40)

    assert await as_app.of(BOOKED) == [("pending", None)]


async def test_the_app_goes_on_from_where_the_person_looked(as_app: Desk) -> None:
    await as_app.add("Budget", "2026-03-06T15:00")
    await as_app("remind me 10 min before")

    await as_app.add("Something new", "2026-03-06T20:00")
    await as_app.wait(minutes=20)

    assert await as_app.of("Something new") == [("pending", None)]
