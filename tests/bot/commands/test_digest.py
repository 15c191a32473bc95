"""`digest`: each working morning, the day in order, what is wrong with it, and a button that mends it."""

from __future__ import annotations

import pytest

from bot.choices import choices_of
from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from tests.bot.reminders.desk import OWNER, Desk
from tests.conftest import utc
from tests.teams import Shown
from tests.world import writes

MONDAY = utc("2026-03-09T11:00")  # half past eight in St John's, where the clocks have gone forward


async def on_monday(desk: Desk) -> Shown:
    """The digest of Monday."""
    await desk("digest 8:30")
    return await to_monday(desk)


async def to_monday(desk: Desk) -> Shown:
    return await desk.leap(seconds=(MONDAY - desk.clock.now).total_seconds())


async def test_turning_it_on_says_when_the_next_comes(desk: Desk) -> None:
    said = await desk("digest 8:30")

    assert said.text == (
        "The morning digest comes each working day; the next at Mon, Mar 9, 8:30 AM, in 2 d 22 h 30 min."
    )
    assert str((await choices_of(desk.store, OWNER)).digest_at) == "08:30:00"


async def test_it_shows_the_day_in_order(desk: Desk) -> None:
    shown = await on_monday(desk)

    assert shown.text_of_card == "Mon, Mar 9: 2 in your calendar, the first at 6:45 AM."
    assert shown.words_of_card == [
        "Your day, Mon, Mar 9",
        "6:45 AM",
        "Daily standup",
        "Online",
        "10:30 AM",
        "Dentist",
        "12 Harley Street",
    ]
    assert shown.buttons == ["Open today"]


async def test_its_button_opens_today(desk: Desk) -> None:
    shown = await desk.press(await on_monday(desk), "Open today")

    assert shown.words_of_card[0] == "Today, Mon, Mar 9"


async def test_it_comes_once_a_day_and_not_on_the_weekend(desk: Desk) -> None:
    await desk("digest 8:30")

    cards = [card["speak"] for hours in (20, 24, 26, 4, 24) for card in (await desk.leap(hours=hours)).cards]

    assert [each.split(":")[0] for each in cards] == ["Mon, Mar 9", "Tue, Mar 10"]


async def test_another_time_on_the_same_day_sends_no_second_one(desk: Desk) -> None:
    await on_monday(desk)

    await desk("digest 9:00")

    assert (await desk.leap(hours=1)).cards == []


async def test_complaint_1_an_empty_day_says_what_was_looked_at(desk: Desk) -> None:
    """https://github.com/mattermost/mattermost-plugin-mscalendar/issues/372: the digest came empty."""
    desk.world.organisation.mailboxes[OWNER.person_id].events.clear()

    shown = await on_monday(desk)

    assert "I looked at your calendar and your bookings of this day and found nothing." in shown.words_of_card


async def test_whole_days_come_first_and_what_was_declined_not_at_all(desk: Desk) -> None:
    await desk.add("Offsite", "2026-03-09T00:00", 24 * 60, isAllDay=True)

    shown = await on_monday(desk)

    assert shown.words_of_card[1:3] == ["All day", "Offsite"]


async def test_two_at_the_same_time_are_named_with_a_button_that_moves_one(desk: Desk) -> None:
    await desk.add("Piano lesson", "2026-03-09T13:30", 60)

    shown = await on_monday(desk)
    moving = await desk.press(shown, "Move “Piano lesson”")

    assert "“Dentist” and “Piano lesson” are at the same time: 11:00 AM – 11:30 AM." in shown.words_of_card
    assert moving.words_of_card[:2] == ["When?", "Piano lesson"]


async def test_a_meeting_without_link_and_place_can_be_given_one(desk: Desk) -> None:
    invited = [{"type": "required", "emailAddress": {"address": "megan@contoso.com"}}]
    await desk.add("Remote talk", "2026-03-09T15:00", attendees=invited)

    shown = await on_monday(desk)
    asked = await desk.press(shown, "Add a Teams link")
    nothing_yet = writes(desk.world) == []
    changed = await desk.press(asked, next(title for title in asked.buttons if title.startswith("Yes")))

    assert "“Remote talk” has no place and no link to join by." in shown.words_of_card
    assert asked.text_of_card == "Make “Remote talk” a Teams meeting?"
    assert nothing_yet
    assert "Join" in changed.buttons


async def test_an_online_booking_without_link_can_be_given_one(desk: Desk) -> None:
    """https://github.com/MicrosoftDocs/microsoft-365-docs/issues/13281: hundreds booked, and the link forgotten."""
    business = next(
        each for each in desk.world.organisation.businesses.values() if "London" in each.wire["displayName"]
    )
    booked = next(each for each in business.appointments.values() if each["serviceName"] == "Hearing aid fitting")
    path = f"/v1.0/solutions/bookingBusinesses/{business.id}/appointments/{booked['id']}"
    ends = {"startDateTime": "2026-03-09T15:00:00", "endDateTime": "2026-03-09T15:45:00"}
    moved = {name: {"dateTime": at, "timeZone": "UTC"} for name, at in ends.items()}
    answer = await desk.world.change("alexw@contoso.com", "PATCH", path, moved)
    booked |= {"isLocationOnline": True, "joinWebUrl": None, "serviceLocation": None}

    shown = await on_monday(desk)
    asked = await desk.press(shown, "Add a Teams link")

    assert answer.status < 300
    assert "“Hearing aid fitting – Grady Archie” has no place and no link to join by." in shown.words_of_card
    assert asked.text_of_card == "Make “Hearing aid fitting – Grady Archie” a Teams meeting?"
    assert "Bookings mails the customer about this change." in asked.words_of_card


async def test_where_the_calendar_cannot_be_read_it_says_as_of_when(desk: Desk) -> None:
    await desk("digest 8:30")
    desk.cut_off()

    shown = await to_monday(desk)

    assert "As of Fri, Mar 6, 9:00 AM: I could not read your calendar again." in shown.words_of_card
    assert "Dentist" in shown.words_of_card


async def test_quiet_hours_hold_it(desk: Desk) -> None:
    await desk.press(await desk("settings"), "Save", digest_at="08:30", quiet_from="19:00", quiet_until="09:15")

    at_half_past_eight = await to_monday(desk)
    at_a_quarter_past_nine = await desk.wait(minutes=45)

    assert (at_half_past_eight.cards, len(at_a_quarter_past_nine.cards)) == ([], 1)


async def test_one_that_comes_late_says_so_and_one_of_the_afternoon_does_not_come(desk: Desk) -> None:
    await desk("digest 8:30")
    await to_monday(desk)

    late = await desk.leap(hours=25)
    too_late = await desk.leap(hours=28)

    assert "This comes late: it was due at 8:30 AM." in late.words_of_card
    assert too_late.cards == []


@pytest.mark.parametrize("text", ["digest off", "no digest", "朝のまとめ オフ"])
async def test_off_is_off(text: str, desk: Desk) -> None:
    await desk("digest 8:30")
    await desk(text)

    assert (await to_monday(desk)).cards == []


async def test_reminders_of_which_nobody_knows_whether_they_came_are_listed(desk: Desk) -> None:
    from sqlalchemy import update

    from bot.store.tables import reminders

    await desk("remind me 10 min before")
    await desk("digest 8:30")
    dentist = next(row for row in await desk.rows() if row.facts.get("title") == "Dentist")
    lost = update(reminders).where(reminders.c.id == dentist.id)
    await desk.store.ledger._database.change(lost.values(state="unknown", why="stopped", ended_at=MONDAY))

    shown = await to_monday(desk)

    said = "I do not know whether you got these reminders: Dentist."
    assert said in [word for card in shown.cards for word in Shown(cards=[card]).words_of_card]


async def test_a_full_day_fits_a_card(desk: Desk) -> None:
    for number in range(20):
        await desk.add(f"Meeting number {number} " + "🗓" * 100, f"2026-03-09T{10 + number // 4}:{number % 4 * 15:02}")

    shown = await on_monday(desk)

    assert size_in_bytes(shown.card) <= LARGEST_CARD_BYTES
    assert "and 10 more" in shown.words_of_card


async def test_in_japanese(desk: Desk) -> None:
    said = await desk.talk.speaking("ja-JP", "Asia/Tokyo")("朝のまとめ 8:30")
    shown = await desk.leap(seconds=(utc("2026-03-08T23:30") - desk.clock.now).total_seconds())

    assert said.text == "朝のまとめを勤務日ごとにお送りします。次は2日11時間後の3月9日(月) 8:30です。"
    assert shown.words_of_card[0] == "3月9日(月)の予定"


async def test_an_old_button_of_a_digest_does_nothing(desk: Desk) -> None:
    await desk.add("Piano lesson", "2026-03-09T13:30", 60)
    shown = await on_monday(desk)
    await desk("digest off")

    pressed = await desk.press(shown, "Move “Piano lesson”")

    assert pressed.text == "This card is too old, so nothing was changed. Ask again to get a fresh one."
