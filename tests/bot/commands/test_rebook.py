"""Moving Bookings appointments."""

from __future__ import annotations

from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import graph_calls, writes


async def test_a_booking_is_moved_by_its_customers_name_and_read_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk("rebook Grady to next Tuesday 10:00")
    assert "Hearing aid fitting – Grady Archie" in shown.words_of_card

    shown = await talk.press(shown, "Yes, move it")

    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” is now Tue, Mar 10, 10:00 AM."
    (call,) = writes(world)
    assert (call.status, set(call.body)) == (204, {"startDateTime", "endDateTime"})
    last = graph_calls(world)[-1]
    assert (last.method, last.raw_path) == ("GET", call.raw_path)


async def test_undo_puts_a_booking_back(talk: Talk) -> None:
    shown = await talk.press(await talk("rebook Grady to next Tuesday 10:00"), "Yes, move it")

    shown = await talk.press(shown, "Undo")

    # 10:00 in London is 6:30 in St John's.
    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” is back at Sat, Mar 7, 6:30 AM – 7:15 AM."


async def test_move_finds_a_booking_too(talk: Talk) -> None:
    shown = await talk("move Grady to next Tuesday 10:00")

    assert shown.text_of_card.startswith("Move “Hearing aid fitting – Grady Archie” to Tue, Mar 10")


async def test_the_card_says_whether_the_customer_is_mailed(talk: Talk) -> None:
    shown = await talk("rebook Grady to next Tuesday 10:00")

    assert "Bookings mails the customer about the new time." in shown.words_of_card


async def test_todays_bookings_are_listed(talk: Talk) -> None:
    shown = await talk("bookings today")

    assert shown.text_of_card.startswith("Bookings, Fri, Mar 6")
    assert "Hearing test – Joni Sherman" in shown.words_of_card


async def test_a_customer_that_is_not_there_is_said_in_a_sentence(talk: Talk) -> None:
    shown = await talk("rebook Hatsune to next Tuesday 10:00")

    assert shown.text == "I found no booking for “Hatsune” in the next two weeks, so nothing was changed."


async def test_a_booking_of_a_day_is_looked_for_on_that_day_only(talk: Talk) -> None:
    shown = await talk("rebook Grady's appointment from Monday to Tuesday at 10")

    assert shown.text == "Mon, Mar 9: I found nothing like “Grady”, so nothing was changed."


async def test_an_empty_unknown_error_of_bookings_is_one_sentence(talk: Talk, world: Sandbox) -> None:
    shown = await talk("rebook Grady to next Tuesday 10:00")
    world.trouble.plan("unknownError", method="PATCH")

    shown = await talk.press(shown, "Yes, move it")

    assert shown.text == "I could not reach Microsoft 365, so nothing was changed. Please try again in a minute."
