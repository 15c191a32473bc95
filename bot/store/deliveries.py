"""What was delivered already: Teams may send the same activity, or the same sign-in exchange, more than once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.store.database import Database
from bot.store.tables import deliveries

DELIVERY_LIFE = timedelta(minutes=10)


class Deliveries:
    """Keys that were seen, on all instances of the bot together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first_time(self, key: str, now: datetime) -> bool:
        """Whether this key is new: of any number at once, on any instance, exactly one gets True."""
        return await self._database.insert_if_new(deliveries, {"key": key}, {"seen_at": now})

    async def forget(self, key: str) -> None:
        """Lets the key be new again, because what came with it failed."""
        await self._database.change(delete(deliveries).where(deliveries.c.key == key))

    async def forget_old(self, now: datetime) -> int:
        """Deletes keys that will not come again; gives how many."""
        return await self._database.change(delete(deliveries).where(deliveries.c.seen_at < now - DELIVERY_LIFE))
