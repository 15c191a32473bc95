"""What is said is true: about what changed, what did not, and whose it is."""

from __future__ import annotations

import asyncio

from graph.sandbox import Sandbox
from tests.teams import MEGAN, Talk
from tests.world import writes


async def test_a_booking_whose_new_time_cannot_be_read_is_not_called_unchanged(talk: Talk, world: Sandbox) -> None:
    shown = await talk("rebook Grady to next Tuesday 10:00")
    # The first read is before the write; of the reads each second one fails.
    world.trouble.plan("unknownError", method="GET", path="/appointments/", every=2, count=None)

    shown = await talk.press(shown, "Yes, move it")

    assert [call.status for call in writes(world)] == [204]
    assert "nothing was changed" not in shown.text


async def test_a_changed_visit_that_cannot_be_read_again_is_called_changed(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-1001")
    shown = await talk.press(shown, "Check the changes", external_id="CRM-7")
    world.trouble.plan("unknownError", method="GET", path="/virtualAppointment", count=None)

    shown = await talk.press(shown, "Yes, change it")

    assert shown.text_of_card == "The virtual appointment of “VISIT-1001” is changed."
    assert "Undo" not in shown.buttons


async def test_an_older_undo_does_not_run_over_a_newer_move_of_a_meeting(talk: Talk) -> None:
    await talk.press(await talk("meet ACME-3 tomorrow 15:00"), "Yes, make it")
    first = await talk.press(await talk("move ACME-3 to 17:00"), "Yes, move it")
    await talk.press(await talk("move ACME-3 to 19:00"), "Yes, move it")

    shown = await talk.press(first, "Undo")

    assert shown.text_of_card == "“ACME-3” was changed while you were deciding."


async def test_a_key_is_not_found_inside_another(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-100")

    assert shown.text_of_card == "Make the online meeting “VISIT-100”?"
    assert writes(world) == []


async def test_a_key_is_the_same_in_capitals_and_full_width(talk: Talk) -> None:
    small = await talk("visit visit-1001")
    wide = await talk("visit ＶＩＳＩＴ－１００１")

    assert small.text_of_card == wide.text_of_card == "The virtual appointment of “VISIT-1001”."


async def test_a_whole_day_stays_the_same_day_in_every_zone(talk: Talk) -> None:
    st_johns = await talk("agenda tuesday")
    tokyo = await talk.speaking("en-US", "Asia/Tokyo")("agenda wednesday")

    assert "Volunteering day" in st_johns.words_of_card
    assert "Volunteering day" not in (await talk("agenda monday")).words_of_card
    assert "Volunteering day" not in tokyo.words_of_card


async def test_a_whole_day_is_moved_by_days(talk: Talk) -> None:
    shown = await talk("move volunteering day to friday march 13")

    assert shown.text_of_card == "Move “Volunteering day” to Fri, Mar 13?"
    shown = await talk.press(shown, "Yes, move it")
    assert "Fri, Mar 13" in shown.words_of_card


async def test_a_private_title_stays_hidden_when_a_group_leaves_it(talk: Talk) -> None:
    group = talk.in_chat("groupChat")
    shown = await group("move dentist to 3pm on march 10")
    assert "Dentist" not in str(shown.card)

    left = await group.press(shown, "Leave it")

    assert "Dentist" not in str(left.card)


async def test_customers_are_not_named_in_a_group(talk: Talk) -> None:
    shown = await talk.in_chat("groupChat")("bookings today")

    assert "Joni" not in str(shown.card)
    assert "Hearing test" in str(shown.card)


async def test_a_customer_stays_unnamed_when_a_group_leaves_or_undoes_a_move(talk: Talk) -> None:
    group = talk.in_chat("groupChat")
    left = await group.press(await group("rebook Grady to next Tuesday 10:00"), "Leave it")
    await group.press(await group("rebook Grady to next Tuesday 11:00"), "Yes, move it")

    undoing = await group("undo")

    for shown in (left, undoing):
        assert "Hearing aid fitting" in str(shown.card)
        assert "Grady" not in str(shown.card)


async def test_virtual_appointments_are_not_shown_in_a_group(talk: Talk) -> None:
    shown = await talk.in_chat("groupChat")("visit VISIT-1001")

    assert shown.text == "That is between you and me: please say it in our private chat."


async def test_where_a_booking_is_spoken_of_no_event_is_offered(talk: Talk) -> None:
    shown = await talk.speaking("ja-JP")("田中様の予約を月曜10時に変更")

    assert shown.cards == []


async def test_a_weak_match_is_asked_about(talk: Talk) -> None:
    shown = await talk("move the appointment with Joni by 30 min")

    assert "Yes, move it" not in shown.buttons


async def test_cancel_right_after_a_change_offers_the_way_back(talk: Talk) -> None:
    await talk.press(await talk("move design review to 3pm tomorrow"), "Yes, move it")

    shown = await talk("cancel")

    assert "Yes, put it back" in shown.buttons


async def test_two_presses_at_once_in_a_group_make_one_meeting(talk: Talk, world: Sandbox) -> None:
    alex = talk.in_chat("groupChat")
    megan = alex.as_member(MEGAN)
    his, hers = await alex("meet ACME-1234 tomorrow 15:00"), await megan("meet ACME-1234 tomorrow 15:00")

    await asyncio.gather(alex.press(his, "Yes, make it"), megan.press(hers, "Yes, make it"))

    assert len(writes(world)) == 1


async def test_a_key_without_capitals_is_a_key_and_not_a_time(talk: Talk) -> None:
    await talk.press(await talk("meet ACME-1234 tomorrow 15:00"), "Yes, make it")

    shown = await talk("move acme-1234 to 5pm")

    assert shown.text_of_card == "Move “ACME-1234” to Sat, Mar 7, 5:00 PM – 6:00 PM?"


async def test_what_was_edited_in_private_is_not_shown_by_undo_in_a_group(talk: Talk) -> None:
    shown = await talk("edit design review")
    shown = await talk.press(shown, "Check the changes", subject="Redundancies")
    await talk.press(shown, "Yes, change it")

    shown = await talk.in_chat("groupChat")("undo")

    assert not [each for each in shown.words_of_card if "Redundancies" in each]
