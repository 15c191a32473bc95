"""Deletes what is past its time, again and again, so that what `privacy` promises is true."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.store import Store

log = logging.getLogger("nudge.house")

HOUSEKEEPING_EVERY = timedelta(hours=1)

Clock = Callable[[], datetime]
Pause = Callable[[float], Awaitable[object]]


async def keep_house(store: Store, clock: Clock, every: timedelta, pause: Pause = asyncio.sleep) -> None:
    """Deletes what is old now and after each pause (in seconds), until it is cancelled.

    A database that does not answer is tried again next time. Any number of processes may do this at once.
    """
    while True:
        try:
            await store.forget_what_is_old(clock())
        except SQLAlchemyError as problem:
            log.error("what is old could not be deleted: %s", type(problem).__name__)
        await pause(every.total_seconds())


@asynccontextmanager
async def housekeeping(store: Store, clock: Clock, every: timedelta = HOUSEKEEPING_EVERY) -> AsyncIterator[None]:
    """Keeps house beside whatever runs inside, and stops with it."""
    task = asyncio.create_task(keep_house(store, clock, every))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
