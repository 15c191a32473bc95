"""The sender sends what is due, each once, whatever Teams answers."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy.exc import OperationalError

from bot.reminders.sender import Drop, Message, Postpone, Sender, sending
from bot.store import Json, Owner, Store
from bot.store.entries import Entry
from bot.store.send_limits import Limit, Limits
from tests.bot.reminders.connector import Connector, Refusal, posting_to
from tests.bot.reminders.owing import ALEX, LEASE, MEGAN, MINUTE, UNLIMITED, Worker, owed
from tests.conftest import NOW, Clock, served

SECOND = timedelta(seconds=1)
NOBODY_LISTENS = "http://127.0.0.1:9"  # a port of this machine that is reserved for throwing away


@dataclass
class Bench:
    """A sender, a clock that jumps to whatever the sender waits for, and where the messages arrive."""

    store: Store
    clock: Clock
    teams: Connector
    session: ClientSession
    url: str

    async def run(
        self, until: timedelta, prepare: Any = None, send: Any = None, meanwhile: Any = None, **options: Any
    ) -> Sender:
        """Lets a sender run for a while of its own time; whenever it pauses, something else happens meanwhile."""
        end, ended = self.clock.now + until, asyncio.Event()

        async def pause(seconds: float) -> None:
            if meanwhile is not None:
                meanwhile(sender)
            await sender.idle()
            if self.store.ledger.changed.is_set():
                return
            if self.clock.now + timedelta(seconds=seconds) > end:
                self.clock.now = end
                ended.set()
                await asyncio.Event().wait()
            self.clock.forward(seconds=seconds)

        sender = Sender(
            self.store.ledger,
            prepare or as_text,
            send or posting_to(self.session, self.url),
            self.clock,
            **{"limits": UNLIMITED, "lease": LEASE, "poll": timedelta(days=1), "pause": pause, **options},
        )
        async with sending(sender):
            await ended.wait()
        return sender

    async def found(self, owner: Owner = ALEX) -> list[tuple[str, str | None]]:
        """State and reason of each reminder, the last due first."""
        return [(each.state, each.why) for each in await self.store.ledger.of(owner)]


def rename(folder: Path, table: str, name: str) -> None:
    """Takes a table away from the store, or brings it back."""
    with closing(sqlite3.connect(folder / "nudge.db")) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            connection.execute(f"ALTER TABLE {table} RENAME TO {name}")


async def as_text(entry: Entry) -> Message:
    return Message({"text": entry.item})


@pytest.fixture
async def bench(tmp_path: Path, clock: Clock) -> AsyncIterator[Bench]:
    teams, store = Connector(clock), Store(f"sqlite:///{tmp_path / 'nudge.db'}")
    async with AsyncExitStack() as stack:
        stack.push_async_callback(store.close)
        await store.open()
        url = await stack.enter_async_context(served(teams.app()))
        yield Bench(store, clock, teams, await stack.enter_async_context(ClientSession()), url)


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


async def test_teams_is_left_alone_for_as_long_as_it_says(bench: Bench) -> None:
    bench.teams.refusals["alex"] = [Refusal(429, retry_after="45")]
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW), owed("event:2", NOW + SECOND)], NOW)

    await bench.run(timedelta(hours=1))

    assert sorted((each.about, each.at - NOW) for each in bench.teams.arrivals) == [
        ("event:1", 45 * SECOND),
        ("event:2", 45 * SECOND),
    ]


@pytest.mark.parametrize("answer", [Refusal(412), Refusal(401, "BotNotRegistered")])
async def test_what_certainly_did_not_arrive_is_sent_again(bench: Bench, answer: Any) -> None:
    bench.teams.refusals["alex"] = [answer]
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)

    await bench.run(MINUTE)

    assert [(each.about, each.at) for each in bench.teams.arrivals] == [("event:1", NOW + SECOND)]


async def test_nothing_is_lost_while_nobody_listens_where_teams_should_be(bench: Bench) -> None:
    async def send(owner: Owner, activity: Json) -> str:
        listens = bench.clock.now >= NOW + 5 * SECOND
        url = bench.url if listens else NOBODY_LISTENS
        return await posting_to(bench.session, url)(owner, activity)

    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    await bench.run(MINUTE, send=send)

    assert [(each.about, each.at) for each in bench.teams.arrivals] == [("event:1", NOW + 7 * SECOND)]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_what_may_have_arrived_is_unknown_and_never_sent_again(bench: Bench, status: int) -> None:
    bench.teams.refusals["alex"] = [Refusal(status)]
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)

    sender = await bench.run(timedelta(hours=1))

    assert (bench.teams.arrivals, await bench.found()) == ([], [("unknown", "no_answer")])
    assert sender.counted == {"unknown": 1}


@pytest.mark.parametrize(
    ("status", "code"), [(403, "ConversationBlockedByUser"), (403, "BotNotInConversationRoster"), (404, "NotFound")]
)
async def test_who_blocked_the_bot_is_left_alone_until_they_write(bench: Bench, status: int, code: str) -> None:
    bench.teams.refusals["alex"] = [Refusal(status, code)]
    later = [
        owed("event:useless", NOW + MINUTE, useless_after=NOW + 2 * MINUTE),
        owed("event:useful", NOW + 3 * MINUTE),
    ]
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW), *later], NOW)

    await bench.run(timedelta(minutes=10), poll=MINUTE)
    meanwhile = [each.about for each in bench.teams.arrivals]
    await bench.store.ledger.heard_from(ALEX)
    await bench.run(MINUTE)

    assert meanwhile == []
    assert sorted(bench.teams.times) == ["event:1", "event:useful"]
    assert ("dropped", "unreachable") in await bench.found()


async def test_a_message_that_teams_will_never_take_is_dropped(bench: Bench) -> None:
    bench.teams.refusals["alex"] = [Refusal(413, "MessageSizeTooBig")]
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)

    await bench.run(timedelta(hours=1))

    assert (bench.teams.arrivals, await bench.found()) == ([], [("dropped", "too_large")])


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


async def test_a_process_that_stood_still_between_fence_and_send_does_not_send_any_more(bench: Bench) -> None:
    advance, stops = bench.store.ledger.queue.advance, [2 * LEASE]

    async def then_stop(*arguments: Any) -> set[str]:
        passed = await advance(*arguments)
        if stops and passed:
            bench.clock.now += stops.pop()
        return passed

    bench.store.ledger.queue.advance = then_stop  # type: ignore[method-assign]
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    await bench.run(MINUTE)

    assert bench.teams.times == {"event:1": 1}


async def test_a_ledger_that_cannot_be_read_is_read_again(bench: Bench, tmp_path: Path) -> None:
    well = []

    def repair(sender: Sender) -> None:
        well.append(sender.is_well)
        if len(well) == 2:
            rename(tmp_path, "mislaid", "reminders")

    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    rename(tmp_path, "reminders", "mislaid")
    await bench.run(MINUTE, meanwhile=repair)

    assert well[:3] == [False, False, True]
    assert bench.teams.times == {"event:1": 1}


@pytest.mark.parametrize("is_written", [False, True])
async def test_a_ledger_that_goes_away_while_it_is_written_leads_to_nothing_lost_or_doubled(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, is_written: bool
) -> None:
    advance, goes_away = bench.store.ledger.queue.advance, {"fence": True, "outcome": True}

    async def away_once_each(worker: str, ready: list[Entry], *others: Any) -> set[str]:
        passed = await advance(worker, ready, *others) if is_written else set()
        if goes_away.pop("fence" if ready else "outcome", False):
            raise OperationalError("", None, ConnectionError())
        return passed or await advance(worker, ready, *others)

    monkeypatch.setattr(bench.store.ledger.queue, "advance", away_once_each)
    monkeypatch.setattr("bot.reminders.sender.AWAY", timedelta())
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    await bench.run(MINUTE)

    assert (goes_away, bench.teams.times) == ({}, {"event:1": 1})
    assert await bench.found() == [("sent", None)]


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


async def test_a_month_passes_in_seconds(bench: Bench) -> None:
    days = [NOW + timedelta(days=day, minutes=minute) for day in range(30) for minute in range(3)]
    await bench.store.ledger.owe(ALEX, [owed(f"event:{due_at}", due_at) for due_at in days], NOW)

    sender = await bench.run(timedelta(days=30))

    assert [each.at for each in bench.teams.arrivals] == days
    assert sender.counted == {"sent": 90}
