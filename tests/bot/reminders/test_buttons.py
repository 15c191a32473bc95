"""The buttons of a reminder: what they do, how often they may be pressed, and what they do not bring back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.store.entries import Owed
from graph.sandbox import Sandbox
from tests.bot.reminders.desk import OWNER, Desk, sitting
from tests.bot.reminders.test_prepare import only, reminded
from tests.conftest import NOW, Clock, utc
from tests.teams import MEGAN


async def test_snooze_brings_it_back_once_in_five_minutes(desk: Desk) -> None:
    await reminded(desk)

    snoozed = await desk.press(await desk.wait(minutes=20), "Snooze 5 min")
    again = await desk.wait(minutes=40)

    assert snoozed.text_of_card == "I remind you of “Budget” again at 9:25 AM, in 5 min."
    assert only(again) == ["“Budget” starts in 5 min, at 9:30 AM."]


async def test_snooze_pressed_twice_is_one_snooze(desk: Desk) -> None:
    await reminded(desk)
    card = await desk.wait(minutes=20)

    await desk.press(card, "Snooze 5 min")
    await desk.press(card, "Snooze 5 min")

    assert len(only(await desk.wait(minutes=30))) == 1


async def test_snooze_on_the_old_card_after_the_snooze_came_brings_it_once_more(desk: Desk) -> None:
    """Another device still shows the card as it was."""
    await reminded(desk)
    card = await desk.wait(minutes=20)
    await desk.press(card, "Snooze 5 min")
    await desk.wait(minutes=6)

    said = await desk.press(card, "Snooze 5 min")
    again = await desk.wait(minutes=30)

    assert said.text_of_card == "I remind you of “Budget” again at 9:31 AM, in 5 min."
    assert only(again) == ["“Budget” started 1 min ago, at 9:30 AM."]


async def test_two_devices_that_snooze_at_once_have_one_snooze(desk: Desk) -> None:
    await reminded(desk)
    card = await desk.wait(minutes=20)
    value = {"action": desk.talk._pressed(card, "Snooze 5 min", {}), "trigger": "manual"}

    presses = [desk.talk.activity("invoke", name="adaptiveCard/action", value=value) for _ in range(2)]
    await asyncio.gather(*(desk.teams.send(each) for each in presses))

    assert len(only(await desk.wait(minutes=30))) == 1


async def test_who_snoozes_with_reminders_off_gets_what_was_promised(desk: Desk) -> None:
    await reminded(desk)
    card = await desk.wait(minutes=20)
    await desk("reminders off")

    said = await desk.press(card, "Snooze 5 min")
    again = await desk.wait(minutes=30)

    assert said.text_of_card == "I remind you of “Budget” again at 9:25 AM, in 5 min."
    assert only(again) == ["“Budget” starts in 5 min, at 9:30 AM."]


@pytest.mark.parametrize("said", ["no reminder for budget", "reminders off"])
async def test_who_wants_no_more_reminder_of_it_gets_no_snooze_of_it_either(said: str, desk: Desk) -> None:
    await reminded(desk)
    await desk.press(await desk.wait(minutes=20), "Snooze 5 min")

    await desk(said)

    assert only(await desk.wait(minutes=30)) == []


async def test_after_signing_out_its_buttons_bring_nothing_back(desk: Desk) -> None:
    await reminded(desk)
    card = await desk.wait(minutes=20)
    await desk("sign out")

    said = await desk.press(card, "Snooze 5 min")

    assert said.text == "This card is too old, so nothing was changed. Ask again to get a fresh one."
    assert (await desk.wait(minutes=30)).cards == []


async def test_the_last_reminder_is_found_however_much_is_owed(desk: Desk) -> None:
    """Somebody who takes thirty bookings a day."""
    await reminded(desk)
    await desk.wait(minutes=20)
    later = [NOW + timedelta(hours=1, minutes=number) for number in range(150)]
    rows = [Owed(f"event:{at}", at, "reminder", at, at, {}) for at in later]
    await desk.store.ledger.owe(OWNER, rows, desk.clock.now)

    said = await desk("snooze")

    assert said.text_of_card == "I remind you of “Budget” again at 9:25 AM, in 5 min."


async def test_a_snoozed_reminder_can_be_snoozed_again(desk: Desk) -> None:
    await reminded(desk)

    card = await desk.wait(minutes=20)
    for _ in range(3):
        await desk.press(card, "Snooze 5 min")
        card = await desk.wait(minutes=5)

    assert only(card) == ["“Budget” started 5 min ago, at 9:30 AM."]


async def test_a_snooze_of_what_was_moved_meanwhile_is_dropped(desk: Desk) -> None:
    event_id = await reminded(desk)

    await desk.press(await desk.wait(minutes=20), "Snooze 5 min")
    await desk.move(event_id, "2026-03-06T15:00")

    assert only(await desk.wait(minutes=30)) == []


async def test_snooze_long_after_the_start_does_nothing_and_says_why(desk: Desk) -> None:
    await reminded(desk)
    card = await desk.wait(minutes=20)
    await desk.leap(hours=3)

    shown = await desk.press(card, "Snooze 5 min")

    assert shown.text == "“Budget” starts at 9:30 AM; I do not remind you of it that much later."


async def test_move_leads_to_the_same_questions_as_in_the_agenda(desk: Desk) -> None:
    await reminded(desk)

    shown = await desk.press(await desk.wait(minutes=20), "Move")

    assert shown.words_of_card[:2] == ["When?", "Budget"]


async def test_why_is_answered_beside_the_card(desk: Desk) -> None:
    await reminded(desk)

    shown = await desk.press(await desk.wait(minutes=20), "Why?")

    assert shown.texts[0] == "“Budget”, Fri, Mar 6, 9:30 AM: sent at 9:20 AM, 10 min before it starts."


async def test_the_buttons_work_after_a_restart(settings: Settings, clock: Clock, world: Sandbox) -> None:
    async with sitting(settings, clock, world) as desk:
        await reminded(desk)
        card = await desk.wait(minutes=20)

    async with sitting(settings, clock, world) as desk:
        snoozed = await desk.press(card, "Snooze 5 min")
        again = await desk.wait(minutes=5)

    assert snoozed.text_of_card.startswith("I remind you of “Budget” again at 9:25 AM")
    assert only(again) == ["“Budget” starts in 5 min, at 9:30 AM."]


async def test_somebody_elses_button_does_nothing(desk: Desk) -> None:
    await reminded(desk)
    card = await desk.wait(minutes=20)

    shown = await desk.talk.as_member(MEGAN).press(card, "Snooze 5 min")

    assert shown.text == "Only the person who asked can press this, so nothing was changed."


async def test_a_button_of_a_reminder_that_is_forgotten_does_nothing(desk: Desk) -> None:
    await reminded(desk)
    card = await desk.wait(minutes=20)
    await desk.store.ledger.forget_older_than(utc("2026-04-20T00:00"))

    shown = await desk.press(card, "Snooze 5 min")

    assert shown.text == "This card is too old, so nothing was changed. Ask again to get a fresh one."
