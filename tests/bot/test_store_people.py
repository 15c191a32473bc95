"""What the store promises a person, on SQLite and on PostgreSQL: choices kept, everything shown, everything gone."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import insert

from bot.store import LOST_RETENTION, Owner, Store
from bot.store.entries import Owed
from bot.store.people import KnownChat
from bot.store.tables import EVERYTHING_OF_A_PERSON, send_limits
from tests.conftest import NOW

ALEX = Owner("tenant", "alex")
MEGAN = Owner("tenant", "megan")
NAMESAKE = Owner("another tenant", "alex")
HOUR = timedelta(hours=1)
CHOICES = {"zone": "Asia/Tokyo", "language": "ja", "lead_minutes": 0}


async def live_a_little(store: Store, owner: Owner) -> None:
    """Leaves something in every table."""
    where = {"teams_id": "29:x", "zone": "Asia/Tokyo", "locale": "ja-JP", "chat": {"id": "a:1"}}
    await store.people.remember(owner, **where, now=NOW)
    await store.people.choose(owner, CHOICES, NOW)
    await store.people.remember_meeting(owner, "ACME-1234", "meeting", NOW)
    await store.people.keep_pending(owner, "today", "graph", NOW)
    await store.plans.keep(owner, kind="EventMove", change={"to": 1}, before={}, now=NOW, life=HOUR)
    await store.questions.keep(owner, text="move standup", answers={}, options={}, asked_at=NOW, now=NOW)
    await store.ledger.owe(owner, [Owed("event:1", NOW + HOUR, "reminder", NOW + HOUR, NOW + 2 * HOUR, {})], NOW)
    await store.watches.begin(owner, NOW)
    await store.people._database.change(insert(send_limits).values(**vars(owner), free_at=NOW))


def counts(everything: dict[str, list[dict[str, object]]]) -> dict[str, int]:
    return {table: len(rows) for table, rows in everything.items()}


async def test_everything_of_a_person_is_shown_and_nothing_of_others(store: Store) -> None:
    for owner in (ALEX, MEGAN, NAMESAKE):
        await live_a_little(store, owner)

    everything = await store.people.everything(ALEX)

    assert counts(everything) == {table.name: 1 for table in EVERYTHING_OF_A_PERSON}
    assert {(row["tenant_id"], row["person_id"]) for rows in everything.values() for row in rows} == {
        ("tenant", "alex")
    }


async def test_everything_is_json_with_times_in_utc(store: Store) -> None:
    await live_a_little(store, ALEX)

    everything = json.loads(json.dumps(await store.people.everything(ALEX)))

    assert everything["people"][0]["seen_at"] == "2026-03-06T12:30:00+00:00"
    assert everything["preferences"][0]["choices"] == CHOICES


async def test_the_newest_comes_first(store: Store) -> None:
    for hours in (1, 3, 2):
        await store.people.remember_meeting(ALEX, f"KEY-{hours}", "meeting", NOW + hours * HOUR)

    everything = await store.people.everything(ALEX)

    assert [row["external_id"] for row in everything["meetings"]] == ["KEY-3", "KEY-2", "KEY-1"]


async def test_forgetting_leaves_nothing_of_a_person_and_everything_of_others(store: Store) -> None:
    for owner in (ALEX, MEGAN, NAMESAKE):
        await live_a_little(store, owner)

    deleted = await store.people.forget(ALEX)

    assert deleted == len(EVERYTHING_OF_A_PERSON)
    assert set(counts(await store.people.everything(ALEX)).values()) == {0}
    for other in (MEGAN, NAMESAKE):
        assert set(counts(await store.people.everything(other)).values()) == {1}


async def test_signing_out_drops_what_was_read_and_what_waits_and_nothing_else(store: Store) -> None:
    for owner in (ALEX, MEGAN, NAMESAKE):
        await live_a_little(store, owner)

    await store.people.sign_out(ALEX)

    left = counts(await store.people.everything(ALEX))
    assert {table for table, rows in left.items() if not rows} == {"pending", "reminders", "watches"}
    for other in (MEGAN, NAMESAKE):
        assert set(counts(await store.people.everything(other)).values()) == {1}


async def test_who_signed_out_stays_so_whatever_they_write_until_they_sign_in(store: Store) -> None:
    where = {"teams_id": "29:x", "zone": "Asia/Tokyo", "locale": "ja-JP", "chat": {"chat_id": "a:1"}}
    await store.people.remember(ALEX, **where, now=NOW)
    await store.people.sign_out(ALEX)

    await store.people.remember(ALEX, **where, now=NOW + HOUR)
    after_writing = await store.people.find_chat(ALEX)
    await store.people.sign_in(ALEX)

    assert (after_writing and after_writing.is_signed_out) is True
    assert await store.people.find_chat(ALEX) == KnownChat("29:x", {"chat_id": "a:1"}, is_signed_out=False)


async def test_who_removed_the_bot_is_forgotten_after_a_month_unless_they_come_back(store: Store) -> None:
    gone, returned, present = ALEX, MEGAN, NAMESAKE
    for owner in (gone, returned, present):
        await live_a_little(store, owner)
    for owner in (gone, returned):
        await store.people.mark_inactive(owner, "not_in_roster", NOW)
    where = {"teams_id": "29:x", "zone": "UTC", "locale": "en-US", "chat": {"chat_id": "a:1"}}
    await store.people.remember(returned, **where, now=NOW + HOUR)

    await store.forget_what_is_old(NOW + LOST_RETENTION)
    kept_until_then = len((await store.people.everything(gone))["preferences"])
    await store.forget_what_is_old(NOW + LOST_RETENTION + timedelta(seconds=1))

    assert kept_until_then == 1
    assert set(counts(await store.people.everything(gone)).values()) == {0}
    for owner in (returned, present):
        assert len((await store.people.everything(owner))["preferences"]) == 1


async def test_forgetting_twice_does_no_harm(store: Store) -> None:
    await live_a_little(store, ALEX)
    await store.people.forget(ALEX)

    assert await store.people.forget(ALEX) == 0


async def test_the_newest_choices_replace_the_others_whole(store: Store) -> None:
    await store.people.choose(ALEX, CHOICES, NOW)
    await store.people.choose(ALEX, {"language": "en"}, NOW + HOUR)

    assert await store.people.choices(ALEX) == {"language": "en"}
    assert await store.people.choices(MEGAN) == {}
