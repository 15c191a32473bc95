"""Whose calendar is watched for reminders and digests: what is known of it, and when to read it again."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, literal, or_, select, tuple_, update

from bot.store.database import Database, Json, Owner, key_of, of_owner
from bot.store.tables import UtcTime, watches


@dataclass(frozen=True)
class Watch:
    """One person's calendar, as far as it is known."""

    owner: Owner
    known: Json | None  #: made by bot/reminders/known.py; None until it was read
    read_at: datetime | None
    mark: Json | None
    leads: Json  #: by key of an item or a series
    read_next_at: datetime
    subscription_id: str | None
    client_state_hash: str | None
    subscribed_until: datetime | None


class Watches:
    """The calendars that are read in the background, by whichever process comes first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.changed = asyncio.Event()  # set when there may be a calendar to read sooner than was thought

    async def begin(self, owner: Owner, now: datetime) -> None:
        """Watches a person's calendar, if it is not watched yet."""
        values = {"leads": {}, "read_next_at": now}
        if await self._database.insert_if_new(watches, key_of(owner), values):
            self.changed.set()

    async def end(self, owner: Owner) -> None:
        """Stops watching and forgets what was known."""
        await self._database.change(delete(watches).where(of_owner(watches, owner)))

    async def find(self, owner: Owner) -> Watch | None:
        """What is known of a person's calendar; None if it is not watched."""
        row = await self._database.row(select(watches).where(of_owner(watches, owner)))
        return _watch(row) if row else None

    async def keep(
        self,
        owner: Owner,
        *,
        known: Json,
        mark: Json | None,
        read_at: datetime,
        next_at: datetime,
        lease: datetime | None = None,
    ) -> None:
        """Keeps what was read from `read_at` on, unless something newer was read meanwhile.

        `lease` is what `claim` gave: who asked to read sooner since then is not overheard.
        """
        values = {"known": known, "mark": mark, "read_at": read_at, "read_next_at": _unless_sooner(next_at, lease)}
        is_newest = or_(watches.c.read_at.is_(None), watches.c.read_at <= read_at)
        await self._database.change(update(watches).where(of_owner(watches, owner), is_newest).values(**values))

    async def put_off(self, owner: Owner, next_at: datetime, lease: datetime | None = None) -> None:
        """Says when to try again, where nothing could be read."""
        put_off = update(watches).where(of_owner(watches, owner))
        await self._database.change(put_off.values(read_next_at=_unless_sooner(next_at, lease)))

    async def read_soon(self, owner: Owner, at: datetime, *, unless_read_since: datetime | None = None) -> None:
        """Asks for the calendar to be read at that time at the latest, or not where it was read since a moment."""
        asked = update(watches).where(of_owner(watches, owner), watches.c.read_next_at > at)
        if unless_read_since is not None:
            asked = asked.where(or_(watches.c.read_at.is_(None), watches.c.read_at < unless_read_since))
        if await self._database.change(asked.values(read_next_at=at)):
            self.changed.set()

    async def claim(self, now: datetime, lease: datetime, most: int) -> list[Watch]:
        """Up to `most` calendars that are to be read, longest waiting first; others get them again after `lease`.

        On PostgreSQL two processes may now and then be given the same one: both read it, and it does no harm.
        """

        key = (watches.c.tenant_id, watches.c.person_id)
        due = select(*key).where(watches.c.read_next_at <= now).order_by(watches.c.read_next_at).limit(most)
        claimed = update(watches).where(tuple_(*key).in_(due), watches.c.read_next_at <= now)
        rows = await self._database.rows(claimed.values(read_next_at=lease).returning(watches))
        return [_watch(row) for row in rows]

    async def next_at(self) -> datetime | None:
        """When the next calendar is to be read; None where none is watched."""
        query = select(watches.c.read_next_at).order_by(watches.c.read_next_at).limit(1)
        row = await self._database.row(query)
        return row["read_next_at"] if row else None

    async def choose_leads(self, owner: Owner, leads: Json) -> None:
        """Keeps how long before single events the person is reminded."""
        await self._database.change(update(watches).where(of_owner(watches, owner)).values(leads=leads))

    async def subscribe(
        self, owner: Owner, subscription_id: str | None, client_state_hash: str | None, until: datetime | None
    ) -> None:
        """Keeps Graph's subscription to the calendar, or that there is none."""
        values = {"subscription_id": subscription_id, "client_state_hash": client_state_hash, "subscribed_until": until}
        await self._database.change(update(watches).where(of_owner(watches, owner)).values(**values))

    async def subscribed(self, subscription_ids: Collection[str]) -> list[Watch]:
        """Whose calendars these subscriptions tell of, as far as there are any."""
        if not subscription_ids:
            return []
        rows = await self._database.rows(select(watches).where(watches.c.subscription_id.in_(subscription_ids)))
        return [_watch(row) for row in rows]


def _unless_sooner(next_at: datetime, lease: datetime | None) -> Any:
    if lease is None:
        return next_at
    return case((watches.c.read_next_at == lease, literal(next_at, UtcTime)), else_=watches.c.read_next_at)


def _watch(row: Any) -> Watch:
    values = {name: value for name, value in row.items() if name not in ("tenant_id", "person_id")}
    return Watch(Owner(row["tenant_id"], row["person_id"]), **values)
