"""People in the store: how to reach them, what they chose, which meetings they asked for, what waits for a sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, literal, select, update

from bot.store.database import Database, Json, Owner, key_of, of_owner, upsert
from bot.store.prepared import Prepared
from bot.store.send_limits import NEVER
from bot.store.tables import (
    EVERYTHING_OF_A_PERSON,
    meetings,
    pending,
    people,
    preferences,
    reminders,
    send_limits,
    watches,
)

PENDING_LIFE = timedelta(minutes=15)
LOST = "lost"
LOST_RETENTION = timedelta(days=30)


@dataclass(frozen=True)
class Met:
    """What a turn needs to know of whoever speaks."""

    choices: Json  #: as `People.choices`
    is_awaited: bool  #: something is not sent until they write


@dataclass(frozen=True)
class KnownChat:
    """How somebody can be reached in Teams, or why they cannot."""

    teams_id: str
    chat: Json  #: made by bot/reaching.py
    is_signed_out: bool  #: and has not signed in since

    @property
    def lost(self) -> str:
        """Why nothing can be sent until the person writes; "" where something can."""
        return str(self.chat.get(LOST, ""))


class People:
    """What is kept of each person, by tenant and Entra object id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, owner: Owner, *, teams_id: str, zone: str, locale: str, chat: Json, now: datetime) -> Met:
        """Keeps how to reach and address a person; the newest wins. `zone` may be "" for one that is not known yet."""
        values = {"teams_id": teams_id, "zone": zone, "locale": locale, "chat": chat, "seen_at": now}

        def remember(connection: Connection) -> Met:
            upsert(connection, people, key_of(owner), values)
            [(choices, free_at)] = _KNOWN.rows(connection, _who(owner))
            return Met(choices or {}, free_at == NEVER)

        return await self._database.run(remember)

    async def find_zone(self, owner: Owner) -> str | None:
        """The zone the person was last seen in; None if it is not known yet."""
        row = await self._database.row(select(people.c.zone).where(of_owner(people, owner)))
        return str(row["zone"]) or None if row else None

    async def find_locale(self, owner: Owner) -> str | None:
        """The locale of the device the person was last seen with."""
        row = await self._database.row(select(people.c.locale).where(of_owner(people, owner)))
        return str(row["locale"]) if row else None

    async def find_chat(self, owner: Owner) -> KnownChat | None:
        """How to reach the person in Teams; None for whoever is not known."""
        row = await self._database.row(select(people).where(of_owner(people, owner)))
        return KnownChat(str(row["teams_id"]), dict(row["chat"]), bool(row["signed_out"])) if row else None

    async def mark_inactive(self, owner: Owner, reason: str, now: datetime) -> bool:
        """Forgets where the 1:1 chat is, until the person writes there again; False if they have since `now`."""
        lost = {LOST: reason, "lost_at": now.isoformat()}
        still = and_(of_owner(people, owner), people.c.seen_at <= now)
        return await self._database.change(update(people).where(still).values(chat=lost)) == 1

    async def sign_out(self, owner: Owner) -> None:
        """Drops what was read of the person's calendar or waits to be, and lets nothing be read until they sign in."""

        def drop(connection: Connection) -> None:
            for table in (pending, watches, reminders):  # in the order in which the ledger locks the last two
                connection.execute(delete(table).where(of_owner(table, owner)))
            connection.execute(update(people).where(of_owner(people, owner)).values(signed_out=True))

        await self._database.run(drop)

    async def sign_in(self, owner: Owner) -> None:
        """Lets things be read again."""
        await self._database.change(update(people).where(of_owner(people, owner)).values(signed_out=False))

    async def forget_lost_before(self, moment: datetime) -> int:
        """Forgets people who cannot be reached since then, because they cannot say “forget me” any more; how many."""
        lost_at = people.c.chat["lost_at"].as_string()
        rows = await self._database.rows(
            select(people.c.tenant_id, people.c.person_id).where(lost_at < moment.isoformat())
        )
        for row in rows:
            await self.forget(Owner(row["tenant_id"], row["person_id"]))
        return len(rows)

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


def _theirs(table: Any) -> Any:
    # Each table has names of its own: where two have the same, the ids are bound as the last table keeps them.
    return and_(*(table.c[name] == bindparam(f"{name}_{table.name}") for name in ("tenant_id", "person_id")))


def _who(owner: Owner) -> Json:
    return {f"{name}_{table.name}": value for table in _JOINED for name, value in key_of(owner).items()}


_JOINED = (preferences, send_limits)
_NOBODY = select(literal(1)).subquery()
_KNOWN = Prepared(
    lambda _: select(preferences.c.choices, send_limits.c.free_at).select_from(
        _NOBODY.outerjoin(preferences, _theirs(preferences)).outerjoin(send_limits, _theirs(send_limits))
    )
)


def _newest_time(row: RowMapping) -> datetime:
    return max(value for value in row.values() if isinstance(value, datetime))
