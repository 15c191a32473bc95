"""What is owed follows the calendar: whoever changes it, whenever it can be read, and whatever is wrong with others."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.reminders.known import Known, Look
from bot.reminders.refresh import Refresh
from bot.store import Owner, Store, Watch
from graph.errors import Throttled, Unreachable
from graph.model import ChangeMark
from graph.span import Span
from tests.bot.reminders.desk import OWNER, Desk
from tests.conftest import NOW, Clock, utc
from tests.world import graph_calls

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def test_turning_reminders_on_owes_what_is_in_the_next_days(desk: Desk) -> None:
    await desk.add("Budget", "2026-03-06T15:00")

    await desk("remind me 15 min before")

    (row,) = [row for row in await desk.rows() if row.facts.get("title") == "Budget"]
    assert (row.starts_at, row.due_at) == (utc("2026-03-06T15:00"), utc("2026-03-06T14:45"))


async def test_bookings_are_owed_with_their_customer_and_only_ones_own(desk: Desk) -> None:
    await desk("remind me 10 min before")

    booked = {row.facts["title"]: row.due_at for row in await desk.rows() if row.facts.get("is_booking")}
    assert booked["Hearing test – Joni Sherman"] == utc("2026-03-06T13:50")
    assert "Video consultation – Lee Gu" not in booked  # Adele's


async def test_what_somebody_moves_in_outlook_is_owed_at_its_new_time_alone(desk: Desk) -> None:
    event_id = await desk.add("Budget", "2026-03-06T15:00")
    await desk("remind me 10 min before")

    await desk.move(event_id, "2026-03-06T16:30")
    await desk.wait(minutes=20)

    rows = [row for row in await desk.rows() if row.facts.get("title") == "Budget"]
    assert {(row.due_at, row.state, row.why) for row in rows} == {
        (utc("2026-03-06T16:20"), "pending", None),
        (utc("2026-03-06T14:50"), "cancelled", "moved"),
    }


async def test_what_is_deleted_in_outlook_is_owed_no_more(desk: Desk) -> None:
    event_id = await desk.add("Budget", "2026-03-06T15:00")
    await desk("remind me 10 min before")

    await desk.change("DELETE", event_id)
    await desk.wait(minutes=20)

    assert await desk.of("Budget") == [("cancelled", "gone")]


async def test_what_the_bot_moves_itself_is_owed_there_at_once(desk: Desk) -> None:
    await desk.add("Budget", "2026-03-06T15:00")
    await desk("remind me 10 min before")

    await desk.press(await desk("move budget to 2pm"), "Yes, move it")
    await desk.settle()

    waiting = [row for row in await desk.rows() if row.facts.get("title") == "Budget" and row.state == "pending"]
    assert [row.due_at for row in waiting] == [utc("2026-03-06T17:20")]


async def test_an_undo_brings_the_reminder_back(desk: Desk) -> None:
    await desk.add("Budget", "2026-03-06T15:00")
    await desk("remind me 10 min before")
    moved = await desk.press(await desk("move budget to 2pm"), "Yes, move it")
    await desk.wait(minutes=1)

    await desk.press(moved, "Undo")
    await desk.settle()

    waiting = [row for row in await desk.rows() if row.facts.get("title") == "Budget" and row.state == "pending"]
    assert [row.due_at for row in waiting] == [utc("2026-03-06T14:50")]


async def test_whoever_speaks_has_their_calendar_read_but_not_with_every_word(desk: Desk) -> None:
    await desk("remind me 10 min before")
    await desk.wait(minutes=6)
    before = len(graph_calls(desk.world))

    await desk("help")
    await desk.wait(seconds=5)
    after_one = len(graph_calls(desk.world))
    await desk("help")
    await desk.wait(seconds=5)

    assert after_one > before
    assert len(graph_calls(desk.world)) == after_one


async def test_nothing_new_costs_one_short_question(desk: Desk) -> None:
    await desk("remind me 10 min before")
    desk.world.requests.clear()

    await desk.wait(minutes=15)

    asked = [call.raw_path.split("?")[0] for call in graph_calls(desk.world) if "calendar" in call.raw_path.lower()]
    assert [path for path in asked if "/me/" in path] == ["/v1.0/me/calendarView/delta()"]


async def test_days_that_come_into_sight_are_owed_by_themselves(desk: Desk) -> None:
    await desk.add("Far away", "2026-03-12T15:00")
    await desk("remind me 10 min before")
    assert await desk.of("Far away") == []

    await desk.leap(days=3)

    assert await desk.of("Far away") == [("pending", None)]


async def test_without_a_token_what_is_known_stays_owed(desk: Desk) -> None:
    await desk.add("Budget", "2026-03-08T15:00")
    await desk("remind me 10 min before")
    desk.cut_off()

    await desk.leap(days=1, hours=5)

    assert await desk.of("Budget") == [("pending", None)]


async def test_complaint_10_silence_is_announced_once_before_it_begins(desk: Desk) -> None:
    """https://github.com/calcom/cal.diy/issues/17928: reminders that stop say so, and go on when somebody speaks."""
    await desk("remind me 10 min before")
    desk.cut_off()

    said = [await desk.leap(hours=hours) for hours in (12, 12, 24, 12, 11, 1, 12, 12, 24, 24)]
    desk.connect()
    await desk("help")
    await desk.wait(seconds=5)

    words = [card["speak"] for shown in said for card in shown.cards]
    assert words == [
        "I could not read your calendar since Fri, Mar 6, 9:00 AM. Until Tue, Mar 10, 10:00 AM I remind you of what "
        "was in it then; after that I know nothing."
    ]
    assert any(row.state == "pending" and row.kind == "reminder" for row in await desk.rows())


async def test_signing_out_forgets_the_calendar_and_all_that_is_owed(desk: Desk) -> None:
    await desk("remind me 10 min before")
    await desk("remind me at 5pm to call Bob")

    await desk("sign out")
    said = await desk.wait(hours=9)

    assert (await desk.rows(), said.cards, said.texts) == ([], [], [])
    assert await desk.store.watches.find(OWNER) is None


async def test_forget_me_forgets_it_too(desk: Desk) -> None:
    await desk("remind me 10 min before")

    await desk.press(await desk("forget me"), "Yes, forget me")
    said = await desk.wait(hours=9)

    assert (await desk.rows(), said.cards) == ([], [])
    assert await desk.store.watches.find(OWNER) is None


# --- many calendars ---------------------------------------------------------------------------------------------------


class Calendars:
    """Calendars that answer as a test says."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.looked: list[str] = []

    async def look(self, owner: Owner, now: Any, before: Known | None, mark: ChangeMark | None) -> Look | None:
        self.looked.append(owner.person_id)
        answer = self.answers[owner.person_id]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, asyncio.Event):
            await answer.wait()
        if answer is None:
            return None
        window = Span(now - HOUR, now + 4 * DAY)
        return Look(Known((), window, now), ChangeMark(window, "https://graph/delta"))

    async def again(self, owner: Owner, item: Any) -> None:
        return None


PEOPLE = ("", "megan", "adele", "isaiah")


@pytest.fixture
async def watched(store: Store) -> Store:
    for person in PEOPLE:
        await store.people.choose(Owner("t", person), {"lead_minutes": 10}, NOW)
        await store.watches.begin(Owner("t", person), NOW)
    return store


async def read_at(store: Store, person: str) -> Any:
    watch = await store.watches.find(Owner("t", person))
    return watch.read_at if watch else None


async def test_complaint_3_one_persons_failure_never_blocks_others(watched: Store, clock: Clock) -> None:
    """https://github.com/mattermost/mattermost-plugin-mscalendar/issues/130: one empty id, and nobody got anything."""
    answers = {"": KeyError("id"), "megan": Unreachable(), "adele": True, "isaiah": Throttled(7200)}

    await Refresh(watched, Calendars(answers), clock).read_due()

    assert [await read_at(watched, person) for person in PEOPLE] == [None, None, NOW, None]


async def test_one_that_takes_long_keeps_nobody_waiting(watched: Store, clock: Clock) -> None:
    slow = asyncio.Event()
    calendars = Calendars({"": True, "megan": slow, "adele": True, "isaiah": True})
    reading = asyncio.create_task(Refresh(watched, calendars, clock).read_due())
    while await read_at(watched, "isaiah") is None:
        pass

    still_waits = await read_at(watched, "megan") is None
    slow.set()
    await reading

    assert still_waits
    assert await read_at(watched, "megan") == NOW


async def test_whoever_cannot_be_read_is_tried_again_later(watched: Store, clock: Clock) -> None:
    answers = {"": None, "megan": Unreachable(), "adele": True, "isaiah": Throttled(7200)}
    calendars = Calendars(answers)
    refresh = Refresh(watched, calendars, clock)
    await refresh.read_due()

    tries = []
    for minutes in (2, 13, 45, 60):
        calendars.looked.clear()
        clock.forward(minutes=minutes)
        await refresh.read_due()
        tries.append(sorted(calendars.looked))

    assert tries == [["megan"], ["adele", "megan"], ["", "adele", "megan"], ["", "adele", "isaiah", "megan"]]


async def test_who_asks_meanwhile_is_not_overheard(watched: Store, clock: Clock) -> None:
    """A change that is told while the calendar is being read may have come too late for that reading."""
    slow = asyncio.Event()
    calendars = Calendars({"": True, "megan": slow, "adele": True, "isaiah": True})
    refresh = Refresh(watched, calendars, clock)
    reading = asyncio.create_task(refresh.read_due())
    while await read_at(watched, "isaiah") is None:
        pass

    await watched.watches.read_soon(Owner("t", "megan"), NOW)
    calendars.answers["megan"] = True
    slow.set()
    await reading
    await refresh.read_due()

    assert calendars.looked.count("megan") == 2


async def test_whatever_keeps_it_from_looking_once_it_looks_again(watched: Store, clock: Clock) -> None:
    """A row that cannot be read, as after a crash of the disk: nobody else reads calendars."""
    calendars, claim, looked = Calendars(dict.fromkeys(PEOPLE, True)), watched.watches.claim, asyncio.Event()

    async def broken_once(*arguments: Any) -> list[Watch]:
        watched.watches.claim = claim  # type: ignore[method-assign]
        raise ValueError("a row is not JSON")

    async def pause(_: float) -> None:
        if calendars.looked:
            looked.set()
            await asyncio.Event().wait()

    watched.watches.claim = broken_once  # type: ignore[method-assign]
    running = asyncio.create_task(Refresh(watched, calendars, clock).run(pause))
    await asyncio.wait_for(
        asyncio.wait({running, asyncio.ensure_future(looked.wait())}, return_when="FIRST_COMPLETED"), 5
    )
    running.cancel()

    assert sorted(calendars.looked) == sorted(PEOPLE)


async def test_two_processes_share_the_calendars(watched: Store, clock: Clock) -> None:
    one, other = (Calendars(dict.fromkeys(PEOPLE, True)) for _ in range(2))

    await asyncio.gather(*(Refresh(watched, each, clock).read_due() for each in (one, other)))

    assert sorted(one.looked + other.looked) == sorted(PEOPLE)


async def test_reading_twice_changes_nothing(desk: Desk) -> None:
    await desk("remind me 10 min before")
    before = await desk.rows()

    for _ in range(3):
        await desk.store.watches.read_soon(OWNER, desk.clock.now)
        await desk.settle()

    assert await desk.rows() == before
