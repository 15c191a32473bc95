"""Somebody at the private chat with a bot that reminds them, on a clock that moves only when a test says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from app import REMINDERS, bot_app
from bot.reminders.running import Reminders
from bot.settings import Settings
from bot.store import Owner, Store
from bot.store.entries import Entry
from graph.sandbox import Sandbox
from tests.conftest import Clock, served
from tests.teams import ALEX, TENANT, Shown, Talk, Teams

OWNER = Owner(TENANT, ALEX.entra_id)
ALEX_MAIL = "alexw@contoso.com"
PATIENCE_SECONDS = 20


@dataclass
class Desk:
    """A person, their chat and their calendar."""

    talk: Talk
    teams: Teams
    clock: Clock
    world: Sandbox
    reminders: Reminders

    @property
    def store(self) -> Store:
        """Where the bot writes."""
        return self.reminders.store

    async def __call__(self, text: str) -> Shown:
        return await self.talk(text)

    async def press(self, shown: Shown, title: str, **inputs: str) -> Shown:
        return await self.talk.press(shown, title, **inputs)

    async def wait(self, **how_far: float) -> Shown:
        """Lets time pass; everything that the bot sends by itself meanwhile."""
        until = self.clock.now + timedelta(**how_far)
        self.teams.now = shown = Shown()
        await self.settle()
        while (at := await self._next(until)) is not None:
            self.clock.now = max(at, self.clock.now)
            await self.settle()
        self.clock.now = max(until, self.clock.now)
        await self.settle()
        return shown

    async def leap(self, **how_far: float) -> Shown:
        """Lets time pass while the bot stands still; what it then sends."""
        self.clock.forward(**how_far)
        self.teams.now = shown = Shown()
        await self.settle()
        return shown

    async def settle(self) -> None:
        """Lets the bot do all that is to be done now."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                await self.reminders.refresh.read_due()
                await self._send_what_is_due()
                await self.reminders.refresh.read_due()  # also waits for what is being read already
                if await self._next(self.clock.now) is None:
                    return
                # Teams takes so many messages in a second: the next one waits for its place.
                self.clock.forward(seconds=1)

    async def _send_what_is_due(self) -> None:
        sender = self.reminders.sender
        sender.looked_at = None
        while sender.looked_at != self.clock.now:  # it may just be looking at what was due before
            self.store.ledger.changed.set()
            await asyncio.sleep(0)
        await sender.idle()

    async def _next(self, until: datetime) -> datetime | None:
        """When something is to be read or sent next, if that is not after `until`."""
        at = [row.due_at for row in await self.rows() if row.state in ("pending", "claimed", "sending")]
        read_at = await self.store.watches.next_at()
        return min((each for each in [*at, *([read_at] if read_at else [])] if each <= until), default=None)

    async def rows(self) -> list[Entry]:
        """All that is owed or was sent, the last due first."""
        return await self.store.ledger.of(OWNER, limit=2000)

    async def of(self, title: str) -> list[tuple[str, str | None]]:
        """State and reason of what is owed of a thing, the last due first."""
        return [(row.state, row.why) for row in await self.rows() if row.facts.get("title") == title]

    async def add(self, subject: str, starts_at: str, minutes: int = 30, who: str = ALEX_MAIL, **more: Any) -> str:
        """Puts something into a calendar, at a time on the clock of UTC; gives its id."""
        start = datetime.fromisoformat(starts_at)
        body = {"subject": subject, **times(start, minutes), **more}
        answer = await self.world.change(who, "POST", "/v1.0/me/events", body)
        assert answer.status == 201, answer.body
        return str(answer.body["id"])

    async def move(self, event_id: str, starts_at: str, minutes: int = 30) -> None:
        """Somebody moves it in Outlook."""
        await self.change("PATCH", event_id, times(datetime.fromisoformat(starts_at), minutes))

    async def change(self, method: str, event_id: str, body: Any = None) -> None:
        """Somebody changes it in Outlook."""
        answer = await self.world.change(ALEX_MAIL, method, f"/v1.0/me/events/{event_id}", body or {})
        assert answer.status < 300, answer.body

    def cut_off(self) -> None:
        """From now on no token is to be had, as when the person has not spoken for long."""
        self.world.sign_ins.set_state(ALEX.teams_id, "graph", "signedOut")

    def connect(self) -> None:
        """A token is to be had again."""
        self.world.sign_ins.set_state(ALEX.teams_id, "graph", "signedIn")


def times(start: datetime, minutes: int) -> dict[str, Any]:
    """Start and end as Graph wants them."""
    ends = (start, start + timedelta(minutes=minutes))
    return {
        name: {"dateTime": at.isoformat(), "timeZone": "UTC"} for name, at in zip(("start", "end"), ends, strict=True)
    }


@asynccontextmanager
async def sitting(settings: Settings, clock: Clock, world: Sandbox, at: str = "") -> AsyncIterator[Desk]:
    """A bot at work, and somebody who talks to it; `at` is where Teams was before a restart, and is again."""
    teams = Teams()
    async with AsyncExitStack() as stack:
        service_url = await stack.enter_async_context(served(teams.app(), urlsplit(at).port or 0))
        app = await stack.enter_async_context(bot_app(settings, clock))
        bot_url = await stack.enter_async_context(served(app))
        teams.bot_url, teams.service_url = f"{bot_url}/api/messages", service_url
        yield Desk(Talk(teams), teams, clock, world, app[REMINDERS])
