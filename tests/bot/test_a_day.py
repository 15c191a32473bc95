"""A scripted day in two languages, with two people changing the same things: nobody is overwritten.

After every step the whole sandbox is what it was in the morning plus the changes that were meant to stand, written down
by hand (tests/bot/a_day/everything.py); a question or a refusal leaves it as it was to the last version and mail.
"""

from __future__ import annotations

from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.bot.a_day import clinic, events, going_wrong, people, series, undoing
from tests.bot.a_day.stage import stage
from tests.conftest import Clock

CHAPTERS = (
    events.an_event_that_two_move,
    events.two_devices_and_one_change,
    undoing.late_for_three,
    events.a_place_and_a_category,
    events.a_subject_that_two_change,
    events.who_comes,
    series.one_of_many,
    series.all_of_them,
    people.an_invitation_that_moves,
    people.an_answer_and_back,
    people.one_meeting_for_a_group,
    clinic.a_booking_that_two_move,
    clinic.a_price_and_a_note,
    clinic.a_booking_that_is_gone,
    clinic.a_virtual_appointment,
    undoing.back_in_order,
    undoing.back_out_of_order,
    going_wrong.graph_in_trouble,
    going_wrong.a_restart,
    going_wrong.the_next_day,
)


async def test_a_day_of_two_people_who_change_the_same_things_ends_as_it_was_meant(
    settings: Settings, clock: Clock, world: Sandbox
) -> None:
    async with stage(settings, clock, world) as cast:
        for chapter in CHAPTERS:
            await chapter(cast)

        cast.day.check()
        assert cast.day.steps >= 60
