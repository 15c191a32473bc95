"""Reads the calendars that are watched again and again, so that what is owed stays true.

A calendar is read when its owner has spoken, when Graph says that it changed, when the bot itself changed it, and else
every quarter of an hour while a token is to be had. One person's trouble never keeps anybody else waiting.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from bot.background import Background
from bot.reminders import known as calendars
from bot.reminders.items import Item
from bot.reminders.known import Known, Look
from bot.reminders.owing import replan
from bot.store import Owner, Store, Watch
from graph.errors import GraphError, SignInNeeded, Throttled
from graph.model import ChangeMark

log = logging.getLogger("nudge.reminders")

EVERY = timedelta(minutes=15)
WITH_NOTIFICATIONS = timedelta(hours=1)  # where Graph says by itself what changes
WITHOUT_A_TOKEN = timedelta(hours=1)  # the person's next word brings it forward
AFTER_A_FAILURE = timedelta(minutes=2)
LEASE = timedelta(minutes=2)  # longer than any reading takes
AT_ONCE = 20
POLL = timedelta(seconds=30)  # how soon another process's new row is noticed

Clock = Callable[[], datetime]
Pause = Callable[[float], Awaitable[object]]


class Calendars(Protocol):
    """Where calendars are read."""

    async def look(self, owner: Owner, now: datetime, before: Known | None, mark: ChangeMark | None) -> Look | None:
        """As `known.look`; None where there is no way in without the person."""
        ...

    async def again(self, owner: Owner, item: Item) -> Item | None:
        """As `known.again`; None where there is no way in without the person."""
        ...


class GraphCalendars:
    """Calendars at Graph."""

    def __init__(self, background: Background) -> None:
        self._background = background

    async def look(self, owner: Owner, now: datetime, before: Known | None, mark: ChangeMark | None) -> Look | None:
        """What is in the calendar now."""
        graph = await self._background.graph_for(owner)
        return None if graph is None else await calendars.look(graph, now, before, mark)

    async def again(self, owner: Owner, item: Item) -> Item | None:
        """One thing as it is now."""
        graph = await self._background.graph_for(owner)
        return None if graph is None else await calendars.again(graph, item)


class Subscribing(Protocol):
    """Who sees to it that Graph tells of changes."""

    async def subscribe(self, watch: Watch) -> bool:
        """Whether Graph tells of changes in this calendar."""
        ...


class Refresh:
    """One for each process; any number of processes share the work."""

    def __init__(
        self,
        store: Store,
        calendars: Calendars,
        clock: Clock,
        subscribing: Subscribing | None = None,
        every: timedelta = EVERY,
    ) -> None:
        self._store = store
        self._calendars = calendars
        self._clock = clock
        self._subscribing = subscribing
        self._every = every
        self._busy = asyncio.Lock()

    async def run(self, pause: Pause = asyncio.sleep) -> None:
        """Reads whatever is to be read, until it is cancelled."""
        while True:
            self._store.watches.changed.clear()
            try:
                await self.read_due()
                next_at = await self._store.watches.next_at()
            except Exception as problem:
                # Whatever the database driver raises: it may be back in a moment, and nobody else reads calendars.
                log.error("the calendars to read cannot be found: %s", type(problem).__name__)
                next_at = None
            await self._rest(next_at, pause)

    async def read_due(self) -> int:
        """Reads all calendars whose time has come; gives how many."""
        async with self._busy:
            return await self._read_due()

    async def _read_due(self) -> int:
        count, reading = 0, set[asyncio.Task[None]]()
        try:
            while True:
                now = self._clock()
                claimed = await self._store.watches.claim(now, now + LEASE, AT_ONCE - len(reading))
                reading |= {asyncio.create_task(self._read_alone(watch)) for watch in claimed}
                count += len(claimed)
                if not reading:
                    return count
                # One that takes long does not keep those waiting that come after it.
                _, reading = await asyncio.wait(reading, timeout=1, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in reading:
                each.cancel()

    async def read(self, watch: Watch, lease: datetime | None = None) -> bool:
        """Reads one calendar and puts right what is owed; False where it could not be read, and when to try again."""
        owner, now = watch.owner, self._clock()
        try:
            look = await self._calendars.look(owner, now, calendars.read(watch.known), calendars.read_mark(watch.mark))
        except GraphError as problem:
            log.info("a calendar could not be read: %s", problem)
            await self._store.watches.put_off(owner, now + _wait_after(problem), lease)
            return False
        if look is None:
            await self._store.watches.put_off(owner, now + WITHOUT_A_TOKEN, lease)
            return False
        is_told = self._subscribing is not None and await self._subscribing.subscribe(watch)
        next_at = now + (WITH_NOTIFICATIONS if is_told else self._every)
        await keep(self._store, owner, look, now, next_at, lease)
        return True

    async def _read_alone(self, watch: Watch) -> None:
        try:
            await self.read(watch, lease=watch.read_next_at)
        except Exception:
            # Whatever is wrong with one calendar, the others are read; this one again at the end of its lease.
            log.exception("a calendar could not be dealt with")

    async def _rest(self, next_at: datetime | None, pause: Pause) -> None:
        now = self._clock()
        until = min(now + POLL, next_at or now + POLL)
        changed = asyncio.create_task(self._store.watches.changed.wait())
        slept = asyncio.ensure_future(pause(max(0.0, (until - now).total_seconds())))
        try:
            await asyncio.wait([changed, slept], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (changed, slept):
                each.cancel()


async def keep(
    store: Store, owner: Owner, look: Look, now: datetime, next_at: datetime, lease: datetime | None = None
) -> None:
    """Keeps what was read from `now` on, and puts right what is owed."""
    known, mark = calendars.kept(look)
    await store.watches.keep(owner, known=known, mark=mark, read_at=now, next_at=next_at, lease=lease)
    await replan(store, owner, now)


def _wait_after(problem: GraphError) -> timedelta:
    if isinstance(problem, SignInNeeded):
        return WITHOUT_A_TOKEN
    if isinstance(problem, Throttled):
        return max(AFTER_A_FAILURE, timedelta(seconds=problem.retry_after_seconds))
    return AFTER_A_FAILURE
