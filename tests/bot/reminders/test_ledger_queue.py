"""Who gets a reminder to send, and how often the bot writes to whom, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import sqlite

from bot.store import Owner, Store
from bot.store.database import driver_url
from bot.store.reminder_queue import CLAIM, LEFT_BEHIND, UNREACHABLE, Outcome
from bot.store.send_limits import NEVER, Limit, Limits
from tests.bot.reminders.measure import owe_many
from tests.bot.reminders.owing import ALEX, LEASE, MEGAN, MINUTE, SECOND, Worker, owed, states
from tests.conftest import NOW


async def test_two_workers_never_get_the_same_reminder(store: Store, database_url: str) -> None:
    other = Store(database_url)
    await store.ledger.owe(ALEX, [owed(f"event:{number}", NOW) for number in range(1000)], NOW)
    workers = [Worker(each, f"worker {number}") for number, each in enumerate([store, other] * 4)]

    async def take_all(worker: Worker) -> list[str]:
        taken = []
        while entries := await worker.take(NOW, most=10):
            taken += [each.item for each in entries]
        return taken

    taken = Counter(item for items in await asyncio.gather(*map(take_all, workers)) for item in items)
    await other.close()

    assert len(taken) == 1000
    assert set(taken.values()) == {1}


async def test_the_longest_due_goes_first(store: Store) -> None:
    await store.ledger.owe(ALEX, [owed(f"event:{each}", NOW + each * SECOND) for each in (3, 1, 2)], NOW)

    assert [each.item for each in await Worker(store).take(NOW + MINUTE, most=2)] == ["event:1", "event:2"]


async def test_what_a_dead_worker_had_claimed_another_sends_when_its_lease_ends(store: Store) -> None:
    dead, other = Worker(store, "dead"), Worker(store, "other")
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    await dead.take(NOW)

    early = await other.claim(NOW + LEASE - SECOND)

    assert (early.claims, early.next_at) == ([], NOW + LEASE)
    assert await other.send(NOW + LEASE) == ["event:1"]


async def test_a_worker_that_lost_its_claim_may_not_send(store: Store) -> None:
    zombie, other = Worker(store, "zombie"), Worker(store, "other")
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await zombie.take(NOW)
    (taken_over,) = await other.take(NOW + LEASE)

    assert not await zombie.may_send(claimed, NOW + LEASE)
    assert await other.may_send(taken_over, NOW + LEASE)
    await zombie.end(claimed, "dropped", NOW + LEASE)
    assert await states(store) == {"event:1": "sending"}


async def test_a_renewed_claim_stays(store: Store) -> None:
    worker, other = Worker(store, "worker"), Worker(store, "other")
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await worker.take(NOW)

    await store.ledger.queue.renew("worker", [claimed.id], NOW + 2 * LEASE)

    assert await other.take(NOW + LEASE) == []
    assert await worker.may_send(claimed, NOW + LEASE)


async def test_what_was_given_back_another_takes_at_once_unless_it_is_being_sent(store: Store) -> None:
    worker, other = Worker(store, "worker"), Worker(store, "other")
    await store.ledger.owe(ALEX, [owed("event:1", NOW), owed("event:2", NOW)], NOW)
    claimed = {each.item: each for each in await worker.take(NOW)}
    await worker.may_send(claimed["event:2"], NOW)

    await store.ledger.queue.give_back("worker", [each.id for each in claimed.values()])

    assert [each.item for each in await other.take(NOW)] == ["event:1"]


async def test_what_was_being_sent_when_its_worker_died_is_unknown_and_never_sent_again(store: Store) -> None:
    dead, other = Worker(store, "dead"), Worker(store, "other")
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await dead.take(NOW)
    await dead.may_send(claimed, NOW)

    taken = await other.claim(NOW + LEASE)

    assert (taken.claims, [each.item for each in taken.left_behind]) == ([], ["event:1"])
    assert await other.send(NOW + 2 * LEASE) == []
    assert [(each.state, each.why) for each in await store.ledger.of(ALEX)] == [("unknown", LEFT_BEHIND)]


async def test_who_was_only_stopped_may_still_say_that_it_was_sent(store: Store) -> None:
    stopped, other = Worker(store, "stopped"), Worker(store, "other")
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await stopped.take(NOW)
    await stopped.may_send(claimed, NOW)
    await other.take(NOW + LEASE)

    await stopped.end(claimed, "sent", NOW + LEASE, message_id="1")

    assert [(each.state, each.why) for each in await store.ledger.of(ALEX)] == [("sent", None)]


async def test_another_try_waits_and_is_counted(store: Store) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await worker.take(NOW)
    await worker.may_send(claimed, NOW)

    await worker.end(claimed, "pending", NOW, why="throttled", run_at=NOW + MINUTE, failed=True)
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW + SECOND)

    assert await worker.take(NOW + MINUTE - SECOND) == []
    assert [(each.tries, each.why) for each in await worker.take(NOW + MINUTE)] == [(1, "throttled")]


async def test_after_three_messages_at_once_a_person_gets_one_at_a_time(store: Store) -> None:
    worker = Worker(store, limits=Limits(person=Limit(every=3 * SECOND, at_once=3)))
    await store.ledger.owe(ALEX, [owed(f"event:{number}", NOW) for number in range(5)], NOW)
    await store.ledger.owe(MEGAN, [owed("event:1", NOW)], NOW)

    at_once = Counter(entry.owner for entry in await worker.take(NOW))
    meanwhile = await worker.claim(NOW + SECOND)
    then = [entry.owner for entry in await worker.take(NOW + 3 * SECOND)]

    assert at_once == {ALEX: 3, MEGAN: 1}
    assert (meanwhile.claims, meanwhile.next_at) == ([], NOW + 3 * SECOND)
    assert then == [ALEX]


async def test_a_tenant_keeps_its_pace_over_all_processes(store: Store, database_url: str) -> None:
    other = Store(database_url)
    limits = Limits(tenant=Limit(every=SECOND / 10, at_once=2, ahead=SECOND))
    for number in range(40):
        await store.ledger.owe(Owner("tenant", f"person {number}"), [owed("event:1", NOW)], NOW)

    taken = await asyncio.gather(*(Worker(each, "worker", limits).claim(NOW, most=20) for each in (store, other)))
    again = await Worker(store, "worker", limits).claim(NOW + 0.6 * SECOND)
    await other.close()
    places = sorted(claim.go_at for each in taken for claim in each.claims)

    assert places == [NOW, NOW, *(NOW + each * SECOND / 10 for each in range(1, 11))]
    assert [claim.go_at for claim in again.claims] == [NOW + SECOND + each * SECOND / 10 for each in range(1, 7)]


async def test_a_full_tenant_does_not_keep_others_waiting(store: Store) -> None:
    worker = Worker(store, limits=Limits(tenant=Limit(every=MINUTE, at_once=1)))
    for number in range(5):
        await store.ledger.owe(Owner("full", f"person {number}"), [owed("event:1", NOW)], NOW)
    await worker.send(NOW)
    await store.ledger.owe(ALEX, [owed("event:1", NOW + SECOND)], NOW)

    assert [each.owner for each in await worker.take(NOW + SECOND)] == [ALEX]
    assert (await worker.claim(NOW + SECOND)).next_at == NOW + MINUTE


@pytest.mark.parametrize("until", [NOW + MINUTE, NEVER])
async def test_a_person_who_cannot_be_reached_is_left_alone(store: Store, until: datetime) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW), owed("event:2", NOW)], NOW)
    first, second = await worker.take(NOW)
    await worker.end(first, "pending", NOW, run_at=NOW, closed_until=until)
    await store.ledger.queue.give_back("worker", [second.id])

    assert await worker.take(NOW + SECOND) == []
    await store.ledger.heard_from(MEGAN)
    assert await worker.take(NOW + SECOND) == []


async def test_who_writes_again_gets_what_is_still_useful(store: Store) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await worker.take(NOW)
    await worker.end(claimed, "pending", NOW, run_at=NOW, closed_until=NEVER)

    await store.ledger.heard_from(ALEX)

    assert await worker.send(NOW + SECOND) == ["event:1"]


async def test_what_became_useless_meanwhile_is_taken_to_be_explained(store: Store) -> None:
    worker = Worker(store)
    await store.ledger.owe(ALEX, [owed("event:1", NOW, useless_after=NOW + MINUTE)], NOW)
    (claimed,) = await worker.take(NOW)
    await worker.end(claimed, "pending", NOW, run_at=NOW, closed_until=NEVER)

    taken = await worker.take(NOW + 2 * MINUTE)

    assert [(each.item, each.why) for each in taken] == [("event:1", UNREACHABLE)]


async def test_a_claim_reads_the_index_of_the_open_ones_only(store: Store) -> None:
    await store.ledger.owe(ALEX, [owed(f"event:{number}", NOW + MINUTE) for number in range(200)], NOW)

    def plan_of_a_claim(connection: Connection) -> str:
        is_sqlite = connection.dialect.name == "sqlite"
        claim = CLAIM.compile(dialect=sqlite.dialect(paramstyle="named") if is_sqlite else connection.dialect)
        values = {name: 0 if isinstance(value, datetime) else value for name, value in claim.params.items()}
        values |= {"at": 0, "until": 0, "by": "worker", "most": 10}
        explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
        return str(connection.exec_driver_sql(f"{explain} {claim}", values).all())

    plan = await store.ledger.queue._database.run(plan_of_a_claim)

    assert "reminders_open" in plan


async def test_outcomes_find_their_rows_without_looking_at_all_that_wait(new_postgres: str) -> None:
    store, engine = Store(new_postgres), create_engine(driver_url(new_postgres))
    said: list[tuple[str, Any]] = []
    await store.open()
    await owe_many(store, 5000, NOW + MINUTE, timedelta(hours=1))
    await store.ledger.owe(ALEX, [owed(f"event:{number}", NOW) for number in range(50)], NOW)
    claims = (await Worker(store).claim(NOW)).claims

    def listen(_: Connection, __: object, statement: str, parameters: Any, *___: object) -> None:
        said.append((statement, parameters))

    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE reminders")
    event.listen(Engine, "before_cursor_execute", listen)
    await store.ledger.queue.advance("worker", [], [Outcome(each.entry, "sent", NOW) for each in claims], NOW, LEASE)
    event.remove(Engine, "before_cursor_execute", listen)
    (changes,) = [each for each in said if each[0].startswith("UPDATE reminders")]
    with engine.connect() as connection:
        plan = "\n".join(connection.exec_driver_sql(f"EXPLAIN {changes[0]}", changes[1]).scalars())
    engine.dispose()
    await store.close()

    assert len(claims) == 50
    assert re.findall(r"Index Scan (?:on|using) (reminders\w*)|(Seq Scan on reminders)", plan) == [
        ("reminders_pkey", "")
    ]
