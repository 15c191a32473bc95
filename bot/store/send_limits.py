"""How often the bot may write to whom: rows that all processes share, so that together they keep to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, case, update

from bot.store.database import Owner, insert, key_of
from bot.store.tables import Moment, send_limits

LINE = ("tenant_id", "person_id")
NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # until the person writes again


@dataclass(frozen=True)
class Limit:
    """So many messages at once, then one each `every`."""

    every: timedelta
    at_once: int
    ahead: timedelta = timedelta()  #: how long a place in the line may be waited for, rather than asked for again

    @property
    def spare(self) -> timedelta:
        """How far behind the present an idle line may be.

        A line has room until it is half full, so that a process that comes again can take many places.
        """
        return self.every * (self.at_once - 1) + self.ahead / 2


@dataclass(frozen=True)
class Limits:
    """What reminders may take of Teams' limits; the rest is for answers to people.

    Teams takes 50 a second for a tenant, and for a chat 7 in one second, 8 in two, 60 in 30 and 1,800 in an hour.
    Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit (read 2026-11-20)
    """

    person: Limit = Limit(every=timedelta(seconds=2.5), at_once=3)
    tenant: Limit = Limit(every=timedelta(milliseconds=30), at_once=5, ahead=timedelta(seconds=1))


def places(connection: Connection, limits: Limits, owners: Sequence[Owner], now: datetime) -> list[datetime | None]:
    """When each of these messages may go, not before `now`; None where it must ask again when there is room."""
    own = _take(connection, limits.person, Counter(owners), now)
    first = [own[owner].pop(0) if own[owner] else None for owner in owners]
    passed = Counter(_tenant(owner) for owner, place in zip(owners, first, strict=True) if place)
    shared = _take(connection, limits.tenant, passed, now)
    turns = [
        max(now, shared[_tenant(owner)].pop(0)) if place and shared[_tenant(owner)] else None
        for owner, place in zip(owners, first, strict=True)
    ]
    in_vain = Counter(owner for owner, place, turn in zip(owners, first, turns, strict=True) if place and not turn)
    _give_back(connection, limits.person, in_vain)
    return turns


def close(connection: Connection, owner: Owner, until: datetime) -> None:
    """Lets nothing more go to a person before a moment."""
    statement = insert(connection.dialect.name, send_limits).values(**key_of(owner), free_at=until)
    free = statement.excluded.free_at
    later = case((send_limits.c.free_at > free, send_limits.c.free_at), else_=free)
    connection.execute(statement.on_conflict_do_update(index_elements=LINE, set_={"free_at": later}))


def _tenant(owner: Owner) -> Owner:
    return Owner(owner.tenant_id, "")


def _take(
    connection: Connection, limit: Limit, wanted: Mapping[Owner, int], now: datetime
) -> dict[Owner, list[datetime]]:
    """The places that each line gives, earliest first, fewer than wanted where the rest is too far ahead.

    This is the generic cell rate algorithm: a row says when its line has room, and taking a place moves that on.
    """
    if not wanted:
        return {}
    idle = now - limit.spare  # a line that nobody stood in for long has had room since then, and no longer
    # Always in the same order, so that two processes do not wait for each other.
    lines = sorted(wanted, key=lambda line: (line.tenant_id, line.person_id))
    rows = [key_of(line, free_at=idle + wanted[line] * limit.every, idle=idle) for line in lines]
    taking = _taking(connection.dialect.name)
    given, too_many = {}, Counter[Owner]()
    for tenant_id, person_id, free_at in connection.execute(taking, rows).all():
        line = Owner(tenant_id, person_id)
        asked = [free_at - limit.every * left for left in range(wanted[line], 0, -1)]
        fits = [place for place in asked if place <= now + limit.ahead / 2]
        too_many[line] = len(asked) - len(fits)
        given[line] = [place + limit.ahead / 2 for place in fits]
    _give_back(connection, limit, +too_many)
    return given


def _give_back(connection: Connection, limit: Limit, unused: Mapping[Owner, int]) -> None:
    every = limit.every // timedelta(microseconds=1)
    rows = [{"tenant": line.tenant_id, "person": line.person_id, "less": unused[line] * every} for line in unused]
    if rows:
        connection.execute(GIVING_BACK, rows)


@cache
def _taking(dialect: str) -> Any:
    # Made once: making a statement costs ten times as much as running it.
    idle, table = bindparam("idle", type_=Moment), send_limits.c
    statement = insert(dialect, send_limits)
    behind = case((table.free_at > idle, table.free_at - idle), else_=0)
    return statement.on_conflict_do_update(
        index_elements=LINE, set_={"free_at": statement.excluded.free_at + behind}
    ).returning(table.tenant_id, table.person_id, table.free_at)


GIVING_BACK = (
    update(send_limits)
    .where(send_limits.c.tenant_id == bindparam("tenant"), send_limits.c.person_id == bindparam("person"))
    .values(free_at=send_limits.c.free_at - bindparam("less", type_=BigInteger))
)
