"""What a reminder says, and when it is not sent after all: looked at once more right before."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from graph.sandbox import Sandbox
from tests.bot.reminders.desk import Desk, sitting
from tests.conftest import Clock, utc
from tests.teams import Shown

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x"


async def reminded(desk: Desk, starts_at: str = "2026-03-06T13:00", **more: object) -> str:
    """Somebody with reminders on and one event; its id."""
    event_id = await desk.add("Budget", starts_at, **more)
    await desk("remind me 10 min before")
    return event_id


def about(shown: Shown, title: str = "Budget") -> Shown:
    """The message about one thing."""
    return Shown(cards=[card for card in shown.cards if f"“{title}”" in card["speak"]])


def only(shown: Shown, title: str = "Budget") -> list[str]:
    """The sentences of the reminders of one thing."""
    return [str(card["speak"]) for card in about(shown, title).cards]


async def test_a_reminder_comes_by_itself_on_time(desk: Desk) -> None:
    await reminded(desk, isOnlineMeeting=True)

    before = await desk.wait(minutes=19, seconds=59)
    shown = await desk.wait(seconds=1)

    assert only(before) == []
    assert shown.text_of_card == "“Budget” starts in 10 min, at 9:30 AM."
    assert {"In 10 min", "Budget", "Fri, Mar 6, 9:30 AM – 10:00 AM", "Online"} <= set(shown.words_of_card)
    assert shown.buttons == ["Join", "Snooze 5 min", "Move", "Running late", "5 min", "10 min", "15 min", "Why?"]
    assert size_in_bytes(shown.card) < LARGEST_CARD_BYTES


async def test_it_comes_once(desk: Desk) -> None:
    await reminded(desk)

    shown = await desk.wait(minutes=50)

    assert only(shown) == ["“Budget” starts in 10 min, at 9:30 AM."]


async def test_it_says_who_invited_and_where(desk: Desk) -> None:
    invited = [{"type": "required", "emailAddress": {"address": "alexw@contoso.com"}}]
    await reminded(desk, who="megan@contoso.com", location={"displayName": "Room 7"}, attendees=invited)

    shown = await desk.wait(minutes=20)

    assert {"Megan Bowen", "Room 7"} <= set(shown.words_of_card)


async def test_complaint_4_every_surface_shows_the_readers_own_time(desk: Desk) -> None:
    """https://github.com/mattermost/mattermost-plugin-mscalendar/issues/128: it fired on time and showed UTC."""
    await desk.add("Budget", "2026-03-06T13:00")
    await desk("remind me 10 min before")
    agenda = await desk("today")
    reminder = await desk.wait(minutes=20)
    why = await desk("why budget")
    moving = await desk("move budget to 4pm")

    says = [why.text, *(" ".join(shown.words_of_card) for shown in (agenda, reminder, moving))]
    assert all("9:30 AM" in each for each in says)
    assert not any(clock in each for each in says for clock in ("12:50", "13:00", "13:30", "UTC"))


async def test_complaint_6_what_was_cancelled_since_the_last_look_is_not_reminded_of(desk: Desk) -> None:
    """https://github.com/calcom/cal.diy/issues/7225: it is checked against the calendar when it is sent."""
    event_id = await reminded(desk, "2026-03-06T12:50")

    await desk.change("DELETE", event_id)
    shown = await desk.wait(minutes=10)

    assert only(shown) == []
    assert await desk.of("Budget") == [("cancelled", "gone")]
    assert (await desk("why budget")).text == (
        "“Budget”, Fri, Mar 6, 9:20 AM: not sent, because it is not in the next days of your calendar any "
        "more (Fri, Mar 6, 9:10 AM)."
    )


async def test_complaint_7_what_was_moved_since_the_last_look_is_reminded_of_at_its_new_time(desk: Desk) -> None:
    """https://github.com/calcom/cal.diy/issues/12407: reminders came for the old time."""
    event_id = await reminded(desk, "2026-03-06T12:50")

    await desk.move(event_id, "2026-03-06T13:30")
    at_the_old_time = await desk.wait(minutes=12)
    at_the_new_time = await desk.wait(minutes=38)

    assert only(at_the_old_time) == []
    assert only(at_the_new_time) == ["“Budget” starts in 10 min, at 10:00 AM."]


async def test_what_was_moved_close_is_reminded_of_at_once(desk: Desk) -> None:
    event_id = await reminded(desk, "2026-03-06T12:50")

    await desk.move(event_id, "2026-03-06T12:46")
    shown = await desk.wait(minutes=11)

    assert only(shown) == ["“Budget” starts in 6 min, at 9:16 AM."]


async def test_what_was_moved_away_when_it_was_due_and_came_back_is_reminded_of(desk: Desk) -> None:
    event_id = await desk.add("Budget", "2026-03-06T13:30")
    await desk("remind me 30 min before")

    await desk.move(event_id, "2026-03-06T15:00")
    when_it_was_due = await desk.wait(minutes=31)
    await desk.move(event_id, "2026-03-06T13:30")
    then = await desk.wait(minutes=25)

    assert only(when_it_was_due) == []
    assert only(then) == ["“Budget” starts in 10 min, at 10:00 AM."]


async def test_what_its_organiser_cancelled_is_not_reminded_of(desk: Desk) -> None:
    invited = [{"type": "required", "emailAddress": {"address": "alexw@contoso.com"}}]
    event_id = await reminded(desk, "2026-03-06T12:50", who="megan@contoso.com", attendees=invited)

    await desk.world.change("megan@contoso.com", "POST", f"/v1.0/me/events/{event_id}/cancel", {"comment": ""})
    shown = await desk.wait(minutes=10)

    assert only(shown) == []
    assert (await desk("why budget")).text.startswith("“Budget”, Fri, Mar 6, 9:20 AM: not sent, because it ")


async def test_what_one_declined_meanwhile_is_not_reminded_of(desk: Desk) -> None:
    invited = [{"type": "required", "emailAddress": {"address": "alexw@contoso.com"}}]
    await reminded(desk, "2026-03-06T12:50", who="megan@contoso.com", attendees=invited)
    row = next(row for row in await desk.rows() if row.facts.get("title") == "Budget")

    await desk.change("POST", f"{row.facts['reference']['event']}/decline", {"sendResponse": False})
    shown = await desk.wait(minutes=10)

    assert only(shown) == []


async def test_where_the_calendar_cannot_be_read_again_the_card_says_as_of_when(desk: Desk) -> None:
    await reminded(desk)

    desk.cut_off()
    shown = await desk.wait(minutes=20)

    assert only(shown) == ["“Budget” starts in 10 min, at 9:30 AM."]
    assert "As of 9:00 AM: I could not read your calendar again." in shown.words_of_card


async def test_as_of_another_day_says_the_day(desk: Desk) -> None:
    await reminded(desk, "2026-03-07T13:00")

    desk.cut_off()
    shown = await desk.leap(days=1, minutes=20)

    assert "As of Fri, Mar 6, 9:00 AM: I could not read your calendar again." in shown.words_of_card


@pytest.mark.parametrize(
    ("late_minutes", "says"),
    [
        (2, ["In 8 min"]),
        (3, ["In 7 min", "This comes late: it was due at 9:20 AM."]),
        (10, ["Starts now", "This comes late: it was due at 9:20 AM."]),
        (16, ["Started 6 min ago", "This comes late: it was due at 9:20 AM."]),
        (20, ["Started 10 min ago", "This comes late: it was due at 9:20 AM."]),
    ],
)
async def test_a_reminder_that_comes_late_says_so(late_minutes: int, says: list[str], desk: Desk) -> None:
    await reminded(desk)

    shown = await desk.leap(minutes=20 + late_minutes)

    assert [word for word in shown.words_of_card if word.startswith(("In ", "Start", "This comes"))] == says


async def test_ten_minutes_after_the_start_it_is_of_no_use_and_why_says_so(desk: Desk) -> None:
    await reminded(desk)

    shown = await desk.leap(minutes=41)

    assert only(shown) == []
    assert (await desk("why budget")).text == (
        "“Budget”, Fri, Mar 6, 9:30 AM: not sent, because I could not send it while it was still of use "
        "(Fri, Mar 6, 9:41 AM)."
    )


async def test_quiet_hours_let_reminders_through(desk: Desk) -> None:
    await reminded(desk)
    await desk.press(await desk("settings"), "Save", quiet_from="08:00", quiet_until="18:00")

    assert only(await desk.wait(minutes=20)) == ["“Budget” starts in 10 min, at 9:30 AM."]


async def test_it_speaks_japanese_to_whoever_does(desk: Desk) -> None:
    await desk.add("予算会議", "2026-03-06T13:00", isOnlineMeeting=True)
    await desk.talk.speaking("ja-JP", "Asia/Tokyo")("リマインド 10分前")

    shown = await desk.wait(minutes=20)

    assert shown.text_of_card == "「予算会議」は10分後の22:00に始まります。"
    assert shown.buttons[:4] == ["参加", "5分後にもう一度", "移動", "遅れます"]


async def test_a_reminder_that_was_due_while_the_bot_was_down_comes_late(
    settings: Settings, clock: Clock, world: Sandbox
) -> None:
    async with sitting(settings, clock, world) as desk:
        await reminded(desk)
        service_url = desk.teams.service_url
    clock.now = utc("2026-03-06T12:54")

    async with sitting(settings, clock, world, at=service_url) as desk:
        shown = await desk.leap()

    assert only(shown) == ["“Budget” starts in 6 min, at 9:30 AM."]
    assert "This comes late: it was due at 9:20 AM." in about(shown).words_of_card
