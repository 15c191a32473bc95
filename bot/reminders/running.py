"""Everything that reminds people, running beside the rest: what reads calendars, what sends, what hears of changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.background import Background
from bot.beside import beside
from bot.reminders.notices import Notices
from bot.reminders.prepare import Prepare
from bot.reminders.refresh import Clock, GraphCalendars, Refresh
from bot.reminders.sender import Send, Sender, sending
from bot.store import Store


@dataclass(frozen=True)
class Reminders:
    """What is running, and where it writes."""

    store: Store
    refresh: Refresh
    sender: Sender
    notices: Notices | None  #: None where Graph is not asked to tell of changes


@asynccontextmanager
async def reminding(
    store: Store, background: Background, send: Send, clock: Clock, notification_url: str
) -> AsyncIterator[Reminders]:
    """Reminds people as long as whatever is inside runs; what is on its way at the end is finished."""
    calendars = GraphCalendars(background)
    notices = Notices(background, store, notification_url, clock) if notification_url else None
    refresh = Refresh(store, calendars, clock, notices)
    sender = Sender(store.ledger, Prepare(store, calendars, refresh, clock), send, clock)
    async with beside(refresh.run()), sending(sender):
        yield Reminders(store, refresh, sender, notices)
