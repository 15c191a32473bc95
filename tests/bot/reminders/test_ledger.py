"""What the ledger promises about what is owed, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.store import REMINDER_RETENTION, Owner, Store
from bot.store.entries import Backlog, Scope, id_of, row_of
from bot.store.send_limits import Limits
from bot.store.tables import reminders
from tests.bot.reminders.owing import ALEX, MEGAN, MINUTE, Worker, owed, states
from tests.conftest import NOW

SOON = NOW + MINUTE
DAY = Scope("event:", NOW - timedelta(hours=12), NOW + timedelta(hours=12))


async def test_what_is_owed_twice_is_sent_once(store: Store) -> None:
    for _ in range(2):
        await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)

    assert await Worker(store).send(NOW) == ["event:1"]
    assert await Worker(store).send(SOON) == []


async def test_nothing_is_taken_before_it_is_due(store: Store) -> None:
    await store.ledger.owe(ALEX, [owed("event:1", SOON)], NOW)

    taken = await Worker(store).claim(SOON - timedelta(microseconds=1))

    assert (taken.claims, taken.next_at) == ([], SOON)
    assert await Worker(store).send(SOON) == ["event:1"]


async def test_an_entry_says_what_became_of_it(store: Store) -> None:
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    await Worker(store).send(NOW + timedelta(seconds=3))

    (entry,) = await store.ledger.of(ALEX, item="event:1")

    assert (entry.state, entry.message_id, entry.facts) == ("sent", "message about event:1", {"subject": "event:1"})
    assert (entry.sent_at, entry.late_by) == (NOW + timedelta(seconds=3), timedelta(seconds=3))
    assert (entry.due_at, entry.starts_at) == (NOW, NOW + 10 * MINUTE)


async def test_what_changed_about_it_counts(store: Store) -> None:
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    later = replace(owed("event:1", NOW), due_at=SOON, facts={"subject": "Renamed"})

    await store.ledger.owe(ALEX, [later], NOW)

    assert await Worker(store).take(NOW) == []
    assert [each.facts for each in await Worker(store).take(SOON)] == [{"subject": "Renamed"}]


async def test_a_change_takes_back_what_was_claimed_and_not_yet_sent(store: Store) -> None:
    worker, one = Worker(store), owed("event:1", NOW)
    await store.ledger.owe(ALEX, [one], NOW)
    (claimed,) = await worker.take(NOW)

    await store.ledger.owe(ALEX, [replace(one, facts={"subject": "Renamed"})], NOW)

    assert not await worker.may_send(claimed, NOW)
    assert [each.facts for each in await worker.take(NOW)] == [{"subject": "Renamed"}]


async def test_the_same_said_again_leaves_a_claimed_one_alone(store: Store) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await worker.take(NOW)

    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)

    assert await worker.may_send(claimed, NOW)


async def test_what_ended_is_never_owed_again(store: Store) -> None:
    worker, items = Worker(store), ("event:sent", "event:dropped", "event:unknown")
    await store.ledger.owe(ALEX, [owed(item, NOW) for item in items], NOW)
    for entry in await worker.take(NOW):
        await worker.may_send(entry, NOW)
        await worker.end(entry, entry.item.removeprefix("event:"), NOW)

    await store.ledger.owe(ALEX, [replace(owed(item, NOW), facts={"new": 1}) for item in items], SOON)

    assert await worker.send(SOON) == []
    assert await states(store) == {item: item.removeprefix("event:") for item in items}


async def test_a_cancelled_one_is_not_sent_even_if_it_was_claimed(store: Store) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await worker.take(NOW)

    cancelled = await store.ledger.cancel(ALEX, item="event:1", why="off", now=NOW)

    assert cancelled == 1
    assert not await worker.may_send(claimed, NOW)
    assert await worker.take(NOW + timedelta(days=1)) == []
    assert [each.why for each in await store.ledger.of(ALEX)] == ["off"]


async def test_a_cancel_after_the_fence_says_that_it_came_too_late(store: Store) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await worker.take(NOW)
    await worker.may_send(claimed, NOW)

    assert await store.ledger.cancel(ALEX, why="off", now=NOW) == 0


async def test_a_cancel_takes_only_what_it_means(store: Store) -> None:
    for owner in (ALEX, MEGAN, Owner("another tenant", "alex")):
        await store.ledger.owe(owner, [owed("event:1", NOW), owed("event:2", NOW)], NOW)
    await store.ledger.owe(ALEX, [owed("event:1", NOW, kind="snooze")], NOW)

    assert await store.ledger.cancel(ALEX, item="event:1", kind="reminder", why="off", now=NOW) == 1
    assert await store.ledger.cancel(ALEX, kind="reminder", why="off", now=NOW) == 1
    assert await store.ledger.cancel(ALEX, why="off", now=NOW) == 1
    assert await states(store, MEGAN) == {"event:1": "pending", "event:2": "pending"}


async def test_only_what_was_read_after_a_cancel_brings_it_back(store: Store) -> None:
    await store.watches.begin(ALEX, NOW)
    await store.ledger.owe(ALEX, [owed("event:1", SOON)], NOW)
    await store.ledger.cancel(ALEX, why="off", now=NOW)

    await store.ledger.replace(ALEX, DAY, [owed("event:1", SOON)], NOW)
    before = await states(store)
    await store.ledger.replace(ALEX, DAY, [owed("event:1", SOON)], NOW + timedelta(seconds=1))

    assert before == {"event:1": "cancelled"}
    assert await Worker(store).send(SOON) == ["event:1"]


async def test_what_a_calendar_no_longer_shows_is_cancelled(store: Store) -> None:
    await store.watches.begin(ALEX, NOW)
    await store.ledger.owe(ALEX, [owed("event:stays", SOON), owed("event:goes", SOON)], NOW)

    await store.ledger.replace(ALEX, DAY, [owed("event:stays", SOON), owed("event:comes", SOON)], NOW)

    assert await states(store) == {"event:stays": "pending", "event:goes": "cancelled", "event:comes": "pending"}


async def test_a_calendar_says_nothing_about_other_days_kinds_items_and_people(store: Store) -> None:
    await store.watches.begin(ALEX, NOW)
    tomorrow = NOW + timedelta(days=1)
    others = [owed("event:1", tomorrow), owed("event:2", SOON, kind="snooze"), owed("booking:x", SOON)]
    await store.ledger.owe(ALEX, [*others, owed("event%", SOON)], NOW)
    await store.ledger.owe(MEGAN, [owed("event:1", SOON)], NOW)

    await store.ledger.replace(ALEX, DAY, [], NOW)

    assert set((await states(store)).values()) == {"pending"}
    assert await states(store, MEGAN) == {"event:1": "pending"}


async def test_a_moved_event_is_owed_at_its_new_time_only(store: Store) -> None:
    await store.watches.begin(ALEX, NOW)
    await store.ledger.replace(ALEX, DAY, [owed("event:1", NOW)], NOW)
    moved = owed("event:1", SOON)

    await store.ledger.replace(ALEX, DAY, [moved], NOW)

    assert await Worker(store).send(NOW) == []
    assert await Worker(store).send(SOON) == ["event:1"]


async def test_a_calendar_that_is_not_watched_any_more_leaves_nothing_behind(store: Store) -> None:
    """Its owner signed out while it was being read."""
    await store.watches.begin(ALEX, NOW)
    await store.watches.begin(MEGAN, NOW)
    await store.people.sign_out(ALEX)

    await store.ledger.replace(ALEX, DAY, [owed("event:1", SOON)], NOW)

    assert await states(store) == {}


async def test_whoever_signs_out_while_a_look_is_written_down_is_left_with_nothing(store: Store) -> None:
    await store.watches.begin(ALEX, NOW)
    many = [owed(f"event:{number}", SOON) for number in range(50)]

    await asyncio.gather(store.ledger.replace(ALEX, DAY, many, NOW), store.people.sign_out(ALEX))

    assert await states(store) == {}


async def test_an_older_look_does_not_take_the_place_of_a_newer_one(store: Store) -> None:
    """One of two that overlap takes longer, and comes last."""
    await store.watches.begin(ALEX, NOW)
    for seconds in (5, 0):
        read_at = NOW + timedelta(seconds=seconds)
        await store.watches.keep(ALEX, known={"of": seconds}, mark=None, read_at=read_at, next_at=SOON)

    watch = await store.watches.find(ALEX)

    assert watch is not None
    assert (watch.known, watch.read_at) == ({"of": 5}, NOW + timedelta(seconds=5))


async def test_items_of_any_length_are_told_apart(store: Store) -> None:
    long = [f"event:{'x' * 400}{number}" for number in range(2)]
    await store.ledger.owe(ALEX, [owed(item, NOW) for item in long], NOW)

    found = [len(await store.ledger.of(ALEX, item=item)) for item in long]

    assert found == [1, 1]
    assert await store.ledger.cancel(ALEX, item=long[0], why="off", now=NOW) == 1


@pytest.mark.parametrize(
    "person_id",
    [
        "0a1b2c3d-0000-4000-8000-00000000000a",
        "0A1B2C3D-0000-4000-8000-00000000000A",  # not how Entra writes it
        "00000000-0000-0000-0000-0000000000001",  # the Playground's
        "sixteen-bytes-id",
        "東京",
    ],
)
async def test_whose_it_is_stays_as_it_was_said(store: Store, person_id: str) -> None:
    owner = Owner("tenant", person_id)
    await store.ledger.owe(owner, [owed("event:1", NOW)], NOW)

    claimed = await Worker(store, limits=Limits()).take(NOW)

    assert [entry.owner for entry in claimed] == [owner]


@pytest.mark.parametrize(("owner", "item"), [(MEGAN, "event:1"), (ALEX, "event:2")], ids=["of others", "their own"])
async def test_a_key_that_two_reminders_share_never_shows_one_as_the_other(
    store: Store, owner: Owner, item: str
) -> None:
    first, second = owed(item, NOW), replace(owed("event:1", NOW), facts={"subject": "Second"})
    row = {**row_of(owner, first), "id": id_of(ALEX, second)}
    await store.ledger._database.change(insert(reminders).values(row))

    await store.ledger.owe(ALEX, [second], NOW)

    taken = await Worker(store).take(NOW)
    assert [(each.owner, each.item, each.facts) for each in taken] == [(owner, item, first.facts)]


async def test_a_person_sees_the_next_the_last_and_the_newest_first(store: Store) -> None:
    for minutes in (0, 1, 2, 3):
        await store.ledger.owe(ALEX, [owed(f"event:{minutes}", NOW + minutes * MINUTE)], NOW)
    await Worker(store).send(SOON)

    next_due, last_sent = await store.ledger.next_due(ALEX), await store.ledger.last_sent(ALEX)

    assert next_due is not None
    assert last_sent is not None
    assert (next_due.item, last_sent.item) == ("event:2", "event:1")
    assert [each.item for each in await store.ledger.of(ALEX, since=SOON, limit=2)] == ["event:3", "event:2"]
    assert await store.ledger.next_due(MEGAN) is None
    assert await store.ledger.last_sent(MEGAN) is None


async def test_the_backlog_counts_what_is_due_and_what_is_unknown(store: Store) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW), owed("event:2", SOON), owed("event:3", SOON + MINUTE)], NOW)
    (first,) = await worker.take(NOW)
    await worker.end(first, "unknown", NOW)

    assert await store.ledger.backlog(SOON, unknown_since=NOW) == Backlog(1, 1, SOON, 1)
    assert await store.ledger.backlog(NOW, unknown_since=SOON) == Backlog(2, 0, None, 0)


async def test_reminders_are_forgotten_a_while_after_they_ended(store: Store) -> None:
    await store.ledger.owe(ALEX, [owed("event:1", NOW), owed("event:2", NOW + 2 * REMINDER_RETENTION)], NOW)
    await Worker(store).send(NOW)

    await store.forget_what_is_old(NOW + REMINDER_RETENTION)
    kept = await states(store)
    await store.forget_what_is_old(NOW + REMINDER_RETENTION + MINUTE)

    assert kept == {"event:1": "sent", "event:2": "pending"}
    assert await states(store) == {"event:2": "pending"}
