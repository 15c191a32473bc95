"""What is past its time is deleted, again and again."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.housekeeping import housekeeping, keep_house
from bot.store import PENDING_LIFE, PLAN_RETENTION, Owner, Store
from tests.conftest import Clock

ALEX = Owner("tenant", "alex")
EVERY = timedelta(hours=1)


class Enough(Exception):
    """Ends the loop."""


async def test_what_is_old_goes_at_once_and_after_each_pause(store: Store, clock: Clock) -> None:
    left, pauses = [], []

    async def until_the_plan_is_too_old(seconds: float) -> None:
        pauses.append(seconds)
        left.append(len(await store.plans.of(ALEX)))
        if len(pauses) == 2:
            raise Enough
        clock.now += PLAN_RETENTION + EVERY

    await store.plans.keep(ALEX, kind="EventMove", change={}, before={}, now=clock.now, life=EVERY)
    with pytest.raises(Enough):
        await keep_house(store, clock, EVERY, until_the_plan_is_too_old)

    assert (left, pauses) == ([1, 0], [3600.0, 3600.0])


async def test_a_command_whose_sign_in_never_came_is_deleted(store: Store, clock: Clock) -> None:
    await store.people.keep_pending(ALEX, "move standup", "graph", clock.now)

    await store.forget_what_is_old(clock.now + PENDING_LIFE)

    assert (await store.people.everything(ALEX))["pending"] == []


async def test_a_database_that_does_not_answer_is_tried_again(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(f"sqlite:///{tmp_path / 'nudge.db'}")
    await store.open()
    broken = sqlite3.connect(tmp_path / "nudge.db")
    broken.execute("ALTER TABLE deliveries RENAME TO mislaid")
    pauses = 0

    async def until_it_is_repaired(_: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == 2:
            raise Enough
        broken.execute("ALTER TABLE mislaid RENAME TO deliveries")

    with caplog.at_level(logging.ERROR, "nudge.house"), pytest.raises(Enough):
        await keep_house(store, clock, EVERY, until_it_is_repaired)
    broken.close()
    await store.close()

    assert [record.message for record in caplog.records] == ["what is old could not be deleted: OperationalError"]


async def test_it_stops_with_what_runs_beside_it(store: Store, clock: Clock) -> None:
    before = asyncio.all_tasks()

    async with housekeeping(store, clock):
        assert len(asyncio.all_tasks() - before) == 1

    assert asyncio.all_tasks() == before
