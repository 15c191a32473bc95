"""One undo after another: each is exact, and what cannot be put back does not hide what was changed before it."""

from __future__ import annotations

from graph.sandbox import Sandbox
from tests.bot.commands.edits import booking as kept_booking
from tests.bot.commands.edits import edited, event, somebody_changes_booking, somebody_changes_event
from tests.bot.test_undo_is_exact import differences, everything
from tests.conftest import Clock
from tests.teams import Shown, Talk

SPENT = "This was already answered or has expired, so nothing was changed."


async def moved(talk: Talk, clock: Clock, text: str) -> Shown:
    clock.forward(minutes=1)
    return await talk.press(await talk(text), "Yes, move it")


async def undone(talk: Talk, clock: Clock) -> Shown:
    clock.forward(minutes=1)
    return await talk.press(await talk("undo"), "Yes, put it back")


async def test_changes_of_one_booking_are_put_back_one_after_the_other(
    talk: Talk, world: Sandbox, clock: Clock
) -> None:
    before = await everything(world)
    for time in ("10:00", "11:00", "12:00"):
        await moved(talk, clock, f"rebook Grady to next Tuesday {time}")

    for _ in range(3):
        shown = await undone(talk, clock)
        assert shown.words_of_card[0] == "Undone"

    assert differences(before, await everything(world)) == []


async def test_an_entry_that_was_taken_out_and_came_back_can_still_go_back_further(
    talk: Talk, world: Sandbox, clock: Clock
) -> None:
    """It has another id then, which nobody sees."""
    before = event(world, "Dentist")
    await edited(talk, "edit dentist", location="Café")
    await moved(talk, clock, "move dentist to 4pm")
    clock.forward(minutes=1)
    await talk.press(await talk("cancel dentist"), "Yes, cancel it")

    for _ in range(3):
        shown = await undone(talk, clock)
        assert shown.words_of_card[0] == "Undone"

    after = event(world, "Dentist")
    assert [after[name] for name in ("start", "end", "location")] == [
        before[name] for name in ("start", "end", "location")
    ]
    assert after["id"] != before["id"]


async def test_an_undo_that_came_too_early_works_once_the_entry_is_back(
    talk: Talk, world: Sandbox, clock: Clock
) -> None:
    start = event(world, "Dentist")["start"]
    first = await moved(talk, clock, "move dentist to 4pm")
    cancelled = await talk.press(await talk("cancel dentist"), "Yes, cancel it")
    early = await talk.press(first, "Undo")
    await talk.press(cancelled, "Undo")

    shown = await talk.press(first, "Undo")

    assert early.text == "It is not there any more, so nothing was changed. Somebody may have deleted it."
    assert shown.text_of_card == "“Dentist” is back at Mon, Mar 9, 10:30 AM – 11:30 AM."
    assert event(world, "Dentist")["start"] == start


async def test_what_somebody_deleted_does_not_hide_what_was_changed_before(
    talk: Talk, world: Sandbox, clock: Clock
) -> None:
    await moved(talk, clock, "move design review to 3pm tomorrow")
    gone = await moved(talk, clock, "move dentist to 4pm")
    path = f"/v1.0/me/events/{event(world, 'Dentist')['id']}"
    assert (await world.change("alexw@contoso.com", "DELETE", path, {})).status == 204

    shown = await undone(talk, clock)
    assert shown.text == "It is not there any more, so nothing was changed. Somebody may have deleted it."
    shown = await undone(talk, clock)

    assert shown.text_of_card == "“Design review” is back at Sat, Mar 7, 7:30 AM – 8:30 AM."
    assert (await talk.press(gone, "Undo")).text == SPENT


# --- somebody else changes another property meanwhile ---------------------------------------------------------------


async def test_a_colleagues_note_is_no_reason_to_ask_again_before_a_booking_moves_or_goes_back(
    talk: Talk, world: Sandbox
) -> None:
    kept = kept_booking(world, "Grady Archie")
    shown = await talk("rebook Grady to next Tuesday 10:00")
    await somebody_changes_booking(world, kept, {"serviceNotes": "Ring twice"})

    shown = await talk.press(shown, "Yes, move it")
    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” is now Tue, Mar 10, 10:00 AM."
    await somebody_changes_booking(world, kept, {"price": 70.0})
    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“Hearing aid fitting – Grady Archie” is back at Sat, Mar 7, 6:30 AM – 7:15 AM."
    now = kept_booking(world, "Grady Archie")
    assert (now["serviceNotes"], now["price"]) == ("Ring twice", 70.0)


async def test_another_property_of_a_virtual_appointment_is_no_reason_to_ask_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("visit VISIT-1001"), "Check the changes", external_id="CRM-7")
    await somebody_changes_the_visit(world, externalAppointmentUrl="https://theirs.example/1")

    shown = await talk.press(shown, "Yes, change it")
    assert shown.text_of_card == "The virtual appointment of “VISIT-1001” is changed."
    await somebody_changes_the_visit(world, externalAppointmentUrl="https://theirs.example/2")
    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "The virtual appointment of “VISIT-1001” is as it was."
    (visit,) = world.organisation.visits.values()
    assert visit["externalAppointmentId"] == "VISIT-1001"
    assert visit["externalAppointmentUrl"] == "https://theirs.example/2"


async def somebody_changes_the_visit(world: Sandbox, **properties: str) -> None:
    (meeting_id,) = world.organisation.visits
    path = f"/beta/me/onlineMeetings/{meeting_id}/virtualAppointment"
    assert (await world.change("alexw@contoso.com", "PATCH", path, properties)).status == 204


async def test_a_changed_subject_is_no_reason_to_ask_again_before_an_event_moves(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    await somebody_changes_event(world, event(world, "Design review"), {"subject": "Design decision"})

    shown = await talk.press(shown, "Yes, move it")

    assert shown.text_of_card == "“Design decision” is now Sat, Mar 7, 3:00 PM."
