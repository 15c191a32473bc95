"""Whatever Teams answers, and whenever the ledger is away, nothing is lost and nothing doubled."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.logs import counted
from bot.reminders.sender import Sender
from bot.store import Json, Owner
from bot.store.entries import Entry
from tests.bot.reminders.bench import Bench
from tests.bot.reminders.connector import Refusal, posting_to
from tests.bot.reminders.owing import ALEX, LEASE, MINUTE, SECOND, Worker, as_text, owed
from tests.conftest import NOW

NOBODY_LISTENS = "http://127.0.0.1:9"  # a port of this machine that is reserved for throwing away


def rename(folder: Path, table: str, name: str) -> None:
    """Takes a table away from the store, or brings it back."""
    with closing(sqlite3.connect(folder / "nudge.db")) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
            connection.execute(f"ALTER TABLE {table} RENAME TO {name}")


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


async def test_what_another_process_left_behind_is_counted_and_logged(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    dead = Worker(bench.store, "dead")
    await bench.store.ledger.owe(ALEX, [owed("event:1", NOW)], NOW)
    (claimed,) = await dead.take(NOW)
    await dead.may_send(claimed, NOW)

    sender = await bench.run(MINUTE)

    assert sender.counted == {"unknown": 1}
    assert [counted(each) for each in caplog.records if each.levelname == "WARNING"] == [
        {"state": "unknown", "why": "stopped", "late_seconds": LEASE.total_seconds()}
    ]


async def test_a_sender_that_something_ended_says_that_it_is_not_well(bench: Bench) -> None:
    def breaks(_: float) -> Any:
        raise RuntimeError("a mistake")

    sender = Sender(bench.store.ledger, as_text, posting_to(bench.session, bench.url), bench.clock, pause=breaks)
    with pytest.raises(RuntimeError):
        await sender.run()

    assert not sender.is_well


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
