"""The sender sends what is due, each once and as fast as it may."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from bot.reminders.sender import Drop, Message, Postpone, Sender, sending
from bot.store import Json, Owner
from bot.store.entries import Entry
from bot.store.send_limits import Limit, Limits
from tests.bot.reminders.bench import Bench
from tests.bot.reminders.owing import ALEX, LEASE, MEGAN, MINUTE, SECOND, UNLIMITED, Worker, as_text, owed
from tests.conftest import NOW


async def test_each_is_sent_when_it_is_due(bench: Bench) -> None:
    for minutes in (3, 1, 2):
        await bench.store.ledger.owe(ALEX, [owed(f"event:{minutes}", NOW + minutes * MINUTE)], NOW)

    await bench.run(timedelta(hours=1))

    assert [(each.about, each.at - NOW) for each in bench.teams.arrivals] == [
        (f"event:{minutes}", minutes * MINUTE) for minutes in (1, 2, 3)
    ]
    assert await bench.found() == [("sent", None)] * 3


async def test_what_comes_meanwhile_is_sent_at_once(bench: Bench) -> None:
    async def and_another(entry: Entry) -> Message:
        if entry.item == "event:1":
            await bench.store.ledger.owe(MEGAN, [owed("event:2", bench.clock.now)], bench.clock.now)
        return await as_text(entry)

    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    await bench.run(MINUTE, and_another, poll=timedelta(hours=1))

    assert [(each.about, each.at) for each in bench.teams.arrivals] == [("event:1", NOW), ("event:2", NOW)]


async def test_what_is_not_true_any_more_is_dropped_and_what_cannot_be_said_yet_waits(bench: Bench) -> None:
    async def prepare(entry: Entry) -> Message | Drop | Postpone:
        if entry.item == "event:moved":
            return Drop("moved")
        return Postpone(NOW + MINUTE, "quiet") if bench.clock.now < NOW + MINUTE else await as_text(entry)

    await bench.store.ledger.owe(ALEX, [owed("event:moved", NOW), owed("event:later", NOW)], NOW)
    sender = await bench.run(timedelta(hours=1), prepare)

    assert [(each.about, each.at) for each in bench.teams.arrivals] == [("event:later", NOW + MINUTE)]
    assert sender.counted == {"dropped": 1, "sent": 1}


async def test_what_is_useless_by_now_is_dropped(bench: Bench) -> None:
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW - MINUTE, useless_after=NOW - SECOND)], NOW)

    await bench.run(MINUTE)

    assert (bench.teams.arrivals, await bench.found()) == ([], [("dropped", "late")])


async def test_what_could_not_be_made_ready_is_tried_again_until_it_is_useless(bench: Bench) -> None:
    tries = []

    async def fails(entry: Entry) -> Message:
        tries.append((bench.clock.now - NOW).total_seconds())
        raise RuntimeError("a mistake")

    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW, useless_after=NOW + MINUTE)], NOW)
    await bench.run(timedelta(hours=1), fails)

    assert tries == [0, 1, 3, 7, 15, 31]
    assert await bench.found() == [("dropped", "failed")]


async def test_a_tenants_pace_is_kept(bench: Bench) -> None:
    limits = Limits(tenant=Limit(every=SECOND / 10, at_once=2, ahead=SECOND))
    for number in range(40):
        await bench.store.ledger.owe(Owner("tenant", f"person {number}"), [owed(f"event:{number}", NOW)], NOW)

    await bench.run(MINUTE, limits=limits, at_once=10)

    at = sorted((each.at - NOW) / SECOND for each in bench.teams.arrivals)
    assert len(at) == 40
    assert max(sum(moment <= other < moment + 1 for other in at) for moment in at) <= 12
    assert at[-1] < 6


async def test_what_takes_long_is_not_taken_away(bench: Bench) -> None:
    queue, renewed, taken_away = bench.store.ledger.queue, asyncio.Event(), []
    renew = queue.renew

    async def renew_and_tell(*arguments: Any) -> None:
        await renew(*arguments)
        renewed.set()

    async def slowly(entry: Entry) -> Message:
        for _ in range(5):
            renewed.clear()
            bench.clock.now += LEASE / 2
            bench.store.ledger.changed.set()
            await renewed.wait()
            taken_away.extend(await Worker(bench.store, "other").take(bench.clock.now))
        return await as_text(entry)

    queue.renew = renew_and_tell  # type: ignore[method-assign]
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    await bench.run(MINUTE, slowly)

    assert (taken_away, await bench.found()) == ([], [("sent", None)])


async def test_what_is_on_its_way_is_finished_before_the_end_and_the_rest_is_given_back(bench: Bench) -> None:
    at_teams, may_answer = asyncio.Event(), asyncio.Event()

    async def prepare(entry: Entry) -> Message:
        if entry.owner == MEGAN:
            await asyncio.Event().wait()
        return await as_text(entry)

    async def send(owner: Owner, activity: Json) -> str:
        at_teams.set()
        await may_answer.wait()
        return "1"

    for owner in (ALEX, MEGAN):
        await bench.store.ledger.owe(owner, [owed("event:1", NOW)], NOW)
    async with sending(Sender(bench.store.ledger, prepare, send, bench.clock, limits=UNLIMITED)):
        await at_teams.wait()
        asyncio.get_running_loop().call_soon(may_answer.set)

    assert await bench.found() == [("sent", None)]
    assert await bench.found(MEGAN) == [("pending", None)]


async def test_a_message_id_that_cannot_be_kept_whole_holds_up_nothing(bench: Bench) -> None:
    taken = asyncio.Event()

    async def send(owner: Owner, activity: Json) -> str:
        taken.set()
        return "1\0" + "x" * 300

    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    async with sending(Sender(bench.store.ledger, as_text, send, bench.clock, limits=UNLIMITED)):
        await taken.wait()

    (entry,) = await bench.store.ledger.of(ALEX)
    assert (entry.state, entry.message_id) == ("sent", "1" + "x" * 254)


async def test_a_month_passes_in_seconds(bench: Bench) -> None:
    days = [NOW + timedelta(days=day, minutes=minute) for day in range(30) for minute in range(3)]
    await bench.store.ledger.owe(ALEX, [owed(f"event:{due_at}", due_at) for due_at in days], NOW)

    sender = await bench.run(timedelta(days=30))

    assert [each.at for each in bench.teams.arrivals] == days
    assert sender.counted == {"sent": 90}
