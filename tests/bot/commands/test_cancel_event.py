"""Cancelling events, occurrences, series and bookings, and what cannot be cancelled."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import writes

# What Outlook counts and names anew with every entry that is made.
MADE_ANEW = {
    "id", "@odata.etag", "changeKey", "createdDateTime", "lastModifiedDateTime", "iCalUId", "webLink", "transactionId"
}  # fmt: skip


async def events_of(world: Sandbox, who: str, subject: str) -> list[dict[str, Any]]:
    answer = await world.change(who, "GET", "/v1.0/me/events?$top=500", {})
    return [each for each in answer.body["value"] if each["subject"] == subject]


async def edited(world: Sandbox, called: str, **properties: object) -> None:
    """Somebody else's change of one of Alex's events."""
    (event,) = await events_of(world, "alexw@contoso.com", called)
    answer = await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{event['id']}", properties)
    assert answer.status == 200


async def test_cancelling_asks_first_and_says_who_gets_mail_and_that_there_is_no_way_back(
    talk: Talk, world: Sandbox
) -> None:
    shown = await talk("cancel design review")

    assert shown.text_of_card == "Cancel “Design review”, Sat, Mar 7, 7:30 AM – 8:30 AM?"
    assert {
        "Gets mail: Megan Bowen and Adele Vance.",
        "This cannot be undone: everybody would have to be invited again.",
    } <= set(shown.words_of_card)
    assert writes(world) == []


async def test_a_yes_cancels_it_for_everybody_with_the_note_as_it_was_left_on_the_card(
    talk: Talk, world: Sandbox
) -> None:
    shown = await talk("cancel design review with a note sorry, I am ill")
    assert "Note for those invited: sorry, I am ill" in shown.words_of_card

    shown = await talk.press(shown, "Yes, cancel it", note="Sorry, another day")

    assert shown.text_of_card == "“Design review” is cancelled."
    assert "Undo" not in shown.buttons
    assert [call.body for call in writes(world)] == [{"comment": "Sorry, another day"}]
    assert [event["isCancelled"] for event in await events_of(world, "megan@contoso.com", "Design review")] == [True]


async def test_leaving_it_changes_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("cancel design review"), "Leave it")

    assert shown.text_of_card == "“Design review” stays as it is."
    assert writes(world) == []


@pytest.mark.parametrize(
    ("said", "locale"), [("cancel design review", "en-GB"), ("Design reviewをキャンセル", "ja-JP")]
)
async def test_both_languages_ask_for_the_same(said: str, locale: str, talk: Talk) -> None:
    shown = await talk.speaking(locale)(said)

    assert "Design review" in shown.text_of_card
    assert len(shown.buttons) == 2


async def test_a_second_press_cancels_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel design review")
    await talk.press(shown, "Yes, cancel it")

    again = await talk.press(shown, "Yes, cancel it")

    assert again.text == "This was already answered or has expired, so nothing was changed."
    assert len(writes(world)) == 1


async def test_what_was_changed_meanwhile_is_shown_before_it_is_cancelled(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel design review")
    await edited(world, "Design review", subject="Design decision")

    shown = await talk.press(shown, "Yes, cancel it", note="Sorry")

    assert shown.text_of_card == "“Design review” was changed while you were deciding."
    assert "Design decision" in shown.words_of_card
    shown = await talk.press(shown, "Put mine on top")
    assert shown.text_of_card == "“Design decision” is cancelled."
    assert writes(world)[-1].body == {"comment": "Sorry"}


async def test_what_was_deleted_meanwhile_is_not_called_cancelled(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel design review")
    (event,) = await events_of(world, "alexw@contoso.com", "Design review")
    await world.change("alexw@contoso.com", "DELETE", f"/v1.0/me/events/{event['id']}", {})

    shown = await talk.press(shown, "Yes, cancel it")

    assert shown.text == "It is not there any more, so nothing was changed. Somebody may have deleted it."


# --- series -----------------------------------------------------------------------------------------------------------


async def test_of_a_series_it_is_asked_whether_one_or_all_are_meant(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel standup")

    assert shown.text_of_card == "This one or the whole series?"
    assert shown.buttons == ["Only Mon, Mar 9, 6:45 AM", "The whole series"]


async def test_one_occurrence_goes_and_the_others_stay(talk: Talk) -> None:
    shown = await talk.press(await talk("cancel standup"), "Only Mon, Mar 9, 6:45 AM")
    assert shown.text_of_card == "Cancel “Daily standup”, Mon, Mar 9, 6:45 AM – 7:00 AM?"

    await talk.press(shown, "Yes, cancel it")

    shown = await talk("when is the standup")
    assert shown.text_of_card == "“Daily standup”: Tue, Mar 10, 6:45 AM – 7:00 AM."


async def test_a_whole_series_goes_and_the_card_says_so(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("cancel standup"), "The whole series")
    assert "All occurrences, also those that are past" in shown.words_of_card

    await talk.press(shown, "Yes, cancel it")

    assert await events_of(world, "alexw@contoso.com", "Daily standup") == []


async def test_a_scope_that_was_said_is_not_asked(talk: Talk) -> None:
    shown = await talk("cancel the whole standup series")

    assert shown.text_of_card.startswith("Cancel “Daily standup”, All occurrences")


# --- one's own entries ------------------------------------------------------------------------------------------------


async def test_an_entry_of_ones_own_is_made_again_by_undo_with_every_property(talk: Talk, world: Sandbox) -> None:
    (before,) = await events_of(world, "alexw@contoso.com", "Dentist")
    shown = await talk("cancel dentist")
    assert {"Nobody else is invited, so nobody gets mail.", "Undo makes the same entry again."} <= set(
        shown.words_of_card
    )

    shown = await talk.press(shown, "Yes, cancel it")
    assert await events_of(world, "alexw@contoso.com", "Dentist") == []
    shown = await talk.press(shown, "Undo")

    (after,) = await events_of(world, "alexw@contoso.com", "Dentist")
    assert shown.text_of_card == "“Dentist” is back at Mon, Mar 9, 10:30 AM – 11:30 AM."
    assert {name: value for name, value in after.items() if name not in MADE_ANEW} == {
        name: value for name, value in before.items() if name not in MADE_ANEW
    }


async def test_a_whole_day_comes_back_as_the_same_day(talk: Talk, world: Sandbox) -> None:
    (before,) = await events_of(world, "alexw@contoso.com", "Volunteering day")

    await talk.press(await talk.press(await talk("cancel volunteering day"), "Yes, cancel it"), "Undo")

    (after,) = await events_of(world, "alexw@contoso.com", "Volunteering day")
    assert (after["start"], after["end"], after["isAllDay"]) == (before["start"], before["end"], True)


async def test_what_could_not_be_made_again_exactly_has_no_undo_and_the_card_says_so(
    talk: Talk, world: Sandbox
) -> None:
    await edited(world, "Dentist", isOnlineMeeting=True, onlineMeetingProvider="teamsForBusiness")

    shown = await talk("cancel dentist")

    assert "This cannot be undone: I could not make it again exactly as it is." in shown.words_of_card
    shown = await talk.press(shown, "Yes, cancel it")
    assert "Undo" not in shown.buttons


# --- invited, booked, linked ------------------------------------------------------------------------------------------


async def test_who_is_only_invited_is_offered_to_decline(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel vendor demo with a note I am on leave")

    assert shown.text_of_card == "Decline “Vendor demo”?"
    assert "Patti Fernandez organises this, so only they can cancel it; you can decline." in shown.words_of_card
    assert "Note for the organiser: I am on leave" in shown.words_of_card
    assert writes(world) == []


async def test_a_booking_is_cancelled_with_a_message_to_its_customer(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel Grady's booking")
    assert shown.text_of_card == "Cancel “Hearing aid fitting – Grady Archie”, Sat, Mar 7, 6:30 AM – 7:15 AM?"
    assert {
        "Bookings writes to the customer and the staff that it is cancelled.",
        "This cannot be undone: the customer would have to book again.",
    } <= set(shown.words_of_card)

    shown = await talk.press(shown, "Yes, cancel it", note="We are closed that day")

    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” is cancelled."
    assert writes(world)[-1].body == {"cancellationMessage": "We are closed that day"}
    assert "Hearing aid fitting" not in str((await talk("bookings tomorrow")).card)


async def test_a_booking_that_somebody_moved_meanwhile_is_shown_first(talk: Talk) -> None:
    shown = await talk("cancel Grady's booking")
    await talk.press(await talk("rebook Grady to next Tuesday 10:00"), "Yes, move it")

    shown = await talk.press(shown, "Yes, cancel it")

    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” was changed while you were deciding."
    shown = await talk.press(shown, "Put mine on top")
    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” is cancelled."


async def test_a_link_alone_is_nothing_to_cancel(talk: Talk) -> None:
    await talk.press(await talk("meet ACME-1234 tomorrow 15:00"), "Yes, make it")

    shown = await talk("cancel ACME-1234")

    assert shown.text == "“ACME-1234” is only a link and stands in no calendar, so there is nothing to cancel."


async def test_nothing_found_says_so(talk: Talk) -> None:
    shown = await talk("cancel quarterly yak shaving")

    assert shown.text == (
        "I found nothing like “quarterly yak shaving” in the next two weeks, so nothing was changed. Try “today”."
    )


async def test_in_a_group_neither_a_private_title_nor_a_customer_is_named(talk: Talk) -> None:
    group = talk.in_chat("groupChat")
    private = await group("cancel dentist")
    cancelled = await group.press(private, "Yes, cancel it")
    booking = await group("cancel Grady's booking")

    assert private.text_of_card == "Cancel “Private appointment”, Mon, Mar 9, 10:30 AM – 11:30 AM?"
    assert "Dentist" not in f"{private.card} {cancelled.card}"
    assert "Hearing aid fitting" in booking.text_of_card
    assert "Grady" not in str(booking.card)


async def test_a_lost_answer_is_settled_by_looking_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel design review")
    world.trouble.plan("dropReply", method="POST", path="/cancel")

    shown = await talk.press(shown, "Yes, cancel it")

    assert shown.text_of_card == "“Design review” is cancelled."
    assert len(writes(world)) == 1


async def test_a_time_alone_names_the_event_that_is_then(talk: Talk) -> None:
    shown = await talk("cancel the 1pm")

    assert shown.text_of_card == "Cancel “Budget check-in”, Sat, Mar 7, 1:00 PM – 1:30 PM?"


@pytest.mark.parametrize("said", ["cancel", "やめる", "no"])
async def test_cancel_alone_is_about_the_last_change_and_not_about_an_event(said: str, talk: Talk) -> None:
    shown = await talk(said)

    assert shown.cards == []


async def test_two_presses_at_once_write_once(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel design review")

    pressed = await asyncio.gather(*(talk.press(shown, "Yes, cancel it", note=str(each)) for each in range(3)))

    assert len(writes(world)) == 1
    assert len(pressed) == 3
