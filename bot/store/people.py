"""People in the store: how to reach them, what they chose, which meetings they asked for, what waits for a sign-in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, select

from bot.store.database import Database, Json, Owner, key_of, of_owner
from bot.store.tables import EVERYTHING_OF_A_PERSON, meetings, pending, people, preferences

PENDING_LIFE = timedelta(minutes=15)


class People:
    """What is kept of each person, by tenant and Entra object id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, owner: Owner, *, teams_id: str, zone: str, locale: str, chat: Json, now: datetime) -> None:
        """Keeps how to reach and address a person; the newest wins."""
        values = {"teams_id": teams_id, "zone": zone, "locale": locale, "chat": chat, "seen_at": now}
        await self._database.upsert(people, key_of(owner), values)

    async def find_zone(self, owner: Owner) -> str | None:
        """The zone the person was last seen in."""
        row = await self._database.row(select(people.c.zone).where(of_owner(people, owner)))
        return str(row["zone"]) if row else None

    async def choose(self, owner: Owner, choices: Json, now: datetime) -> None:
        """Keeps what a person chose in the settings card."""
        await self._database.upsert(preferences, key_of(owner), {"choices": choices, "changed_at": now})

    async def choices(self, owner: Owner) -> Json:
        """What the person chose; {} if nothing."""
        row = await self._database.row(select(preferences.c.choices).where(of_owner(preferences, owner)))
        return dict(row["choices"]) if row else {}

    async def remember_meeting(self, owner: Owner, external_id: str, meeting_id: str, now: datetime) -> None:
        """Keeps which meeting a key stands for: Graph cannot look one up without making it."""
        key = key_of(owner, external_id=external_id)
        await self._database.upsert(meetings, key, {"meeting_id": meeting_id, "seen_at": now})

    async def find_meeting_id(self, owner: Owner, external_id: str) -> str | None:
        """The Graph id of the meeting with this key, if the bot has seen it."""
        query = select(meetings.c.meeting_id).where(of_owner(meetings, owner), meetings.c.external_id == external_id)
        row = await self._database.row(query)
        return str(row["meeting_id"]) if row else None

    async def keep_pending(self, owner: Owner, text: str, connection_name: str, now: datetime) -> None:
        """Keeps the command to run after sign-in; a newer one replaces it."""
        times = {"asked_at": now, "expires_at": now + PENDING_LIFE}
        values = {"text": text, "connection": connection_name, **times}
        await self._database.upsert(pending, key_of(owner), values)

    async def take_pending(self, owner: Owner, now: datetime) -> tuple[str, datetime] | None:
        """The waiting command and when it was typed, once."""
        statement = (
            delete(pending)
            .where(of_owner(pending, owner))
            .returning(pending.c.text, pending.c.asked_at, pending.c.expires_at)
        )
        row = await self._database.row(statement)
        return (row["text"], row["asked_at"]) if row and row["expires_at"] > now else None

    async def find_pending(self, owner: Owner, now: datetime) -> str | None:
        """The connection that a waiting command needs, without taking it."""
        query = select(pending.c.connection).where(of_owner(pending, owner), pending.c.expires_at > now)
        row = await self._database.row(query)
        return str(row["connection"]) if row else None

    async def forget_expired_pending(self, now: datetime) -> int:
        """Deletes commands whose sign-in did not come in time; gives how many."""
        return await self._database.change(delete(pending).where(pending.c.expires_at <= now))

    async def everything(self, owner: Owner) -> dict[str, list[Json]]:
        """All that is stored of a person, by table, as JSON; the newest of each table first."""
        kept = {}
        for table in EVERYTHING_OF_A_PERSON:
            rows = await self._database.rows(select(table).where(of_owner(table, owner)))
            rows.sort(key=_newest_time, reverse=True)
            kept[table.name] = [
                {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
                for row in rows
            ]
        return kept

    async def forget(self, owner: Owner) -> int:
        """Deletes all that is stored of a person; gives how many rows."""
        return sum(
            [
                await self._database.change(delete(table).where(of_owner(table, owner)))
                for table in EVERYTHING_OF_A_PERSON
            ]
        )


def _newest_time(row: RowMapping) -> datetime:
    return max(value for value in row.values() if isinstance(value, datetime))
