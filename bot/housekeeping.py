"""Deletes what is past its time, again and again, so that what `privacy` promises is true; ends what a crash left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.beside import beside
from bot.store import Store

log = logging.getLogger("nudge.house")

HOUSEKEEPING_EVERY = timedelta(minutes=10)

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


def housekeeping(
    store: Store, clock: Clock, every: timedelta = HOUSEKEEPING_EVERY
) -> AbstractAsyncContextManager[None]:
    """Keeps house beside whatever runs inside, and stops with it."""
    return beside(keep_house(store, clock, every))
