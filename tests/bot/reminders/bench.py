"""A sender on a clock that jumps to whatever it waits for, and a connector where its messages arrive."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession

from bot.reminders.sender import Sender, sending
from bot.store import Owner, Store
from tests.bot.reminders.connector import Connector, posting_to
from tests.bot.reminders.owing import ALEX, LEASE, UNLIMITED, as_text
from tests.conftest import Clock


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
