"""`running late`: exactly who hears what is shown first; what follows moves too; one undo takes it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.bot.reminders.desk import ALEX_MAIL, Desk
from tests.teams import Json, Shown
from tests.world import writes

ALEX = {"type": "required", "emailAddress": {"name": "Alex Wilber", "address": ALEX_MAIL}}
LYNNE = {"type": "required", "emailAddress": {"name": "Lynne Robbins", "address": "lynne@contoso.com"}}
MEGAN = "megan@contoso.com"


def link(shown: Shown) -> Json:
    """What the chat button opens."""
    url = next(each["url"] for each in shown.card["actions"] if each["type"] == "Action.OpenUrl")
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


async def invited(desk: Desk, **more: Any) -> str:
    """An invitation of Megan's for half an hour from 9:15 on; its id in Alex's calendar."""
    await desk.add("Budget", "2026-03-06T12:45", who=MEGAN, attendees=[ALEX, LYNNE], **more)
    await desk("remind me 10 min before")
    row = next(row for row in await desk.rows() if row.facts.get("title") == "Budget")
    return str(row.facts["reference"]["event"])


async def empty(desk: Desk) -> None:
    """Takes away what is in the calendar already."""
    for box in desk.world.organisation.mailboxes.values():
        box.events.clear()


async def test_complaint_12_whoever_is_invited_tells_the_organiser(desk: Desk) -> None:
    """https://github.com/microsoft/botframework-solutions/issues/934: "I'm running late", from the reminder."""
    await empty(desk)
    await invited(desk)
    reminder = await desk.wait(minutes=5)

    asked = await desk.press(reminder, "10 min")
    nothing_yet = writes(desk.world)
    told = await desk.press(asked, "Yes, tell the organiser")

    assert "Megan Bowen gets a mail: I am running about 10 min late for “Budget”." in asked.words_of_card
    assert "Nobody else gets mail; you can write to all of them in Teams." in asked.words_of_card
    assert nothing_yet == []
    assert told.text_of_card == "Megan Bowen has a mail that you come about 10 min late to “Budget”."
    (call,) = writes(desk.world)
    assert call.raw_path.endswith("/accept")
    assert call.body == {"sendResponse": True, "comment": "I am running about 10 min late for “Budget”."}


async def test_everybody_can_be_written_to_in_a_chat_that_the_person_sends(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)

    asked = await desk("running late 5 min")

    assert link(asked) == {
        "users": "megan@contoso.com,alexw@contoso.com,lynne@contoso.com",
        "message": "I am running about 5 min late for “Budget”.",
    }


async def test_an_answer_that_was_not_given_is_given_and_that_is_said(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)

    asked = await desk("I'm 5 minutes late for budget")

    assert "You have not answered the invitation: this accepts it." in asked.words_of_card


async def test_maybe_stays_maybe(desk: Desk) -> None:
    await empty(desk)
    event_id = await invited(desk)
    await desk.change("POST", f"{event_id}/tentativelyAccept", {"sendResponse": False})

    asked = await desk("running late 5 min")
    await desk.press(asked, "Yes, tell the organiser")

    assert "You have not answered the invitation: this accepts it." not in asked.words_of_card
    assert writes(desk.world)[-1].raw_path.endswith("/tentativelyAccept")


async def test_whoever_organises_moves_it_and_sees_who_gets_mail(desk: Desk) -> None:
    await empty(desk)
    await desk.add("Budget", "2026-03-06T12:45", attendees=[LYNNE])

    asked = await desk("running late 10 min")
    moved = await desk.press(asked, "Yes, move it")

    assert asked.text_of_card == "Running late by 10 min for “Budget”?"
    assert {"Fri, Mar 6, 9:25 AM – 9:55 AM", "Gets mail: Lynne Robbins."} <= set(asked.words_of_card)
    assert moved.text_of_card == "“Budget” is now Fri, Mar 6, 9:25 AM."


async def test_what_follows_moves_as_well_and_one_undo_takes_all_back(desk: Desk) -> None:
    await empty(desk)
    await desk.add("Budget", "2026-03-06T12:45", attendees=[LYNNE])
    await desk.add("Review", "2026-03-06T13:15", 15)
    await desk.add("Writing", "2026-03-06T13:35", 60)
    await desk.add("Lunch", "2026-03-06T16:00")

    asked = await desk("running late 10 min")
    changed = await desk.press(asked, "Yes, and move what follows")
    undone = await desk.press(changed, "Undo")

    follow = [word for word in asked.words_of_card if word.startswith(("Review:", "Writing:", "Lunch:"))]
    assert follow == [
        "Review: 9:45 AM – 10:00 AM → 9:55 AM – 10:10 AM",
        "Writing: 10:05 AM – 11:05 AM → 10:15 AM – 11:15 AM",
    ]
    assert changed.text_of_card == "3 changed."
    assert undone.text_of_card == "3 put back."
    assert {event["subject"]: event["start"]["dateTime"][11:16] for event in events(desk)} == {
        "Budget": "12:45",
        "Review": "13:15",
        "Writing": "13:35",
        "Lunch": "16:00",
    }


def events(desk: Desk) -> list[Json]:
    box = next(box for box in desk.world.organisation.mailboxes.values() if box.email == ALEX_MAIL)
    return list(box.events.values())


async def test_what_follows_and_belongs_to_others_is_named_and_stays(desk: Desk) -> None:
    await empty(desk)
    await desk.add("Budget", "2026-03-06T12:45")
    await desk.add("All hands", "2026-03-06T13:15", who=MEGAN, attendees=[ALEX])

    asked = await desk("running late 10 min")

    assert "“All hands”, 9:45 AM – 10:15 AM, follows, and you do not organise it." in asked.words_of_card
    assert "Yes, and move what follows" not in asked.buttons


async def test_whoever_is_invited_tells_and_moves_what_follows_and_the_undo_writes_no_second_mail(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)
    await desk.add("Writing", "2026-03-06T13:15", 60)

    asked = await desk("running late 10 min")
    changed = await desk.press(asked, "Yes, and move what follows")
    undone = await desk.press(changed, "Undo")

    assert changed.text_of_card == "2 changed."
    assert undone.text_of_card == "1 put back."
    assert [call.raw_path.rsplit("/", 1)[-1] for call in writes(desk.world) if call.method == "POST"] == ["accept"]
    assert [event["start"]["dateTime"][11:16] for event in events(desk) if event["subject"] == "Writing"] == ["13:15"]


async def test_the_reminder_follows_what_was_moved(desk: Desk) -> None:
    await empty(desk)
    await desk.add("Budget", "2026-03-06T12:45")
    await desk("remind me 10 min before")

    await desk.press(await desk.press(await desk.wait(minutes=5), "15 min"), "Yes, move it")
    again = await desk.wait(minutes=16)

    assert again.text_of_card == "“Budget” starts in 10 min, at 9:30 AM."


async def test_an_appointment_is_moved_and_its_customer_is_told_by_bookings(desk: Desk) -> None:
    await empty(desk)
    await desk("remind me 10 min before")
    reminder = await desk.wait(minutes=80)

    asked = await desk.press(reminder, "10 min")

    assert {"Hearing test – Joni Sherman", "Bookings mails the customer about the new time."} <= set(
        asked.words_of_card
    )
    assert "Yes, move it" in asked.buttons


async def test_without_a_number_it_asks_how_late(desk: Desk) -> None:
    asked = await desk("running late")
    answered = await desk.press(asked, "15 min")

    assert asked.text_of_card == "How late are you?"
    assert answered.text_of_card == "Running late by 15 min for “Lunch with Lynne”?"


async def test_a_note_of_ones_own_is_sent(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)

    asked = await desk("running late 5 min with a note the tube stands still")

    assert "Megan Bowen gets a mail: the tube stands still" in asked.words_of_card


async def test_with_nothing_on_nobody_is_told(desk: Desk) -> None:
    await empty(desk)

    assert (await desk("running late 10 min")).text == (
        "Nothing of yours is on now or starts within an hour, so nobody was told."
    )


async def test_what_is_over_is_over(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)
    reminder = await desk.wait(minutes=5)
    await desk.leap(hours=2)

    assert (await desk.press(reminder, "10 min")).texts[0] == "“Budget” is over, so there is nobody to tell."


async def test_leaving_it_tells_nobody(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)

    left = await desk.press(await desk("running late 10 min"), "Leave it")

    assert left.text_of_card == "“Budget” stays as it is."
    assert writes(desk.world) == []


async def test_pressed_on_two_devices_it_moves_once(desk: Desk) -> None:
    await empty(desk)
    await desk.add("Budget", "2026-03-06T12:45")
    await desk("remind me 10 min before")
    reminder = await desk.wait(minutes=5)
    phone, laptop = [await desk.press(reminder, "10 min") for _ in range(2)]

    await desk.press(phone, "Yes, move it")
    await desk.press(laptop, "Yes, move it")

    assert [event["start"]["dateTime"][11:16] for event in events(desk)] == ["12:55"]


async def test_after_the_meeting_was_moved_it_is_late_for_the_new_time(desk: Desk) -> None:
    await empty(desk)
    event_id = await desk.add("Budget", "2026-03-06T12:45")
    await desk("remind me 10 min before")
    reminder = await desk.wait(minutes=5)
    await desk.move(event_id, "2026-03-06T13:30")

    asked = await desk.press(reminder, "10 min")

    assert {"Fri, Mar 6, 10:00 AM – 10:30 AM", "Fri, Mar 6, 10:10 AM – 10:40 AM"} <= set(asked.words_of_card)


async def test_nobody_waits_where_it_was_cancelled(desk: Desk) -> None:
    await empty(desk)
    event_id = await desk.add("Budget", "2026-03-06T12:45", who=MEGAN, attendees=[ALEX, LYNNE])
    await desk("remind me 10 min before")
    reminder = await desk.wait(minutes=5)
    await desk.world.change(MEGAN, "POST", f"/v1.0/me/events/{event_id}/cancel", {"comment": ""})

    said = await desk.press(reminder, "10 min")

    assert said.texts[0] == "“Budget” was cancelled, so nobody waits for you there."


async def test_a_mail_is_sent_once_however_often_the_button_is_pressed(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)
    asked = await desk("running late 10 min")

    await desk.press(asked, "Yes, tell the organiser")
    again = await desk.press(asked, "Yes, tell the organiser")

    assert again.text == "This was already answered or has expired, so nothing was changed."
    assert len(writes(desk.world)) == 1


async def test_in_japanese(desk: Desk) -> None:
    await empty(desk)
    await invited(desk)

    asked = await desk("10分遅れます")

    assert asked.text_of_card == "「Budget」に10分遅れますか？"
