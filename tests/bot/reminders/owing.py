"""What tests of reminders owe to whom, and a worker that takes one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reminders.sender import Message
from bot.store import Owner, Store
from bot.store.entries import Entry, Owed
from bot.store.reminder_queue import Outcome, Taken
from bot.store.send_limits import Limit, Limits

Clock = Callable[[], datetime]

ALEX = Owner("tenant", "alex")
MEGAN = Owner("tenant", "megan")
LEASE = timedelta(seconds=10)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
UNLIMITED = Limits(
    Limit(every=timedelta(0), at_once=1, ahead=timedelta(seconds=1)),
    Limit(every=timedelta(0), at_once=1, ahead=timedelta(seconds=1)),
)


def owed(item: str, due_at: datetime, *, kind: str = "reminder", useless_after: datetime | None = None) -> Owed:
    """A reminder ten minutes before something starts."""
    useless_after = useless_after or due_at + 15 * MINUTE
    return Owed(item, due_at + 10 * MINUTE, kind, due_at, useless_after, {"subject": item})


async def as_text(entry: Entry) -> Message:
    """The shortest message about it."""
    return Message({"text": entry.item})


@dataclass(frozen=True)
class Worker:
    """A process that sends, one step at a time."""

    store: Store
    name: str = "worker"
    limits: Limits = UNLIMITED

    async def claim(self, now: datetime, most: int = 100) -> Taken:
        return await self.store.ledger.queue.take(self.name, now, LEASE, self.limits, most)

    async def take(self, now: datetime, most: int = 100) -> list[Entry]:
        return [each.entry for each in (await self.claim(now, most)).claims]

    async def may_send(self, entry: Entry, now: datetime) -> bool:
        return await self.store.ledger.queue.advance(self.name, [entry], [], now, LEASE) == {entry.id}

    async def end(self, entry: Entry, state: str, now: datetime, **more: object) -> None:
        outcome = Outcome(entry, state, now, **more)  # type: ignore[arg-type]
        await self.store.ledger.queue.advance(self.name, [], [outcome], now, LEASE)

    async def send(self, now: datetime) -> list[str]:
        """Sends all that is due; gives the items."""
        sent = []
        for entry in await self.take(now):
            if await self.may_send(entry, now):
                await self.end(entry, "sent", now, message_id=f"message about {entry.item}")
                sent.append(entry.item)
        return sent


async def states(store: Store, owner: Owner = ALEX) -> dict[str, str]:
    """By item, in which state its reminder is."""
    return {each.item: each.state for each in await store.ledger.of(owner)}
