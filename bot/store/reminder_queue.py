"""The ledger as a queue: what the processes that send do to its rows, each step safe against all others.

A row is claimed for a while (its lease), passes the fence right before it is sent, and gets its outcome after that.
Whoever lost a row meanwhile does not pass; a row left behind after its fence is unknown and never sent again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)

from bot.store.database import Database
from bot.store.entries import Entry, read_entry
from bot.store.send_limits import NEVER, Limits, close, places
from bot.store.tables import OPEN_STATES, EntraId, Moment, micros, reminders, send_limits

LEFT_BEHIND = "stopped"  # the process that sent it stopped before it could say how it ended
UNREACHABLE = "unreachable"  # blocked, or uninstalled, until the person writes again

AT, UNTIL = bindparam("at", type_=Moment), bindparam("until", type_=Moment)
BY: Any = bindparam("by")


@dataclass(frozen=True)
class Claim:
    """A reminder that this process has for now."""

    entry: Entry
    go_at: datetime  #: its place in the limits: not to be sent before


@dataclass(frozen=True)
class Outcome:
    """How a claimed reminder ended, or when it is tried again."""

    entry: Entry
    state: str  #: sent, dropped, unknown, or pending for another try
    at: datetime  #: when it ended
    why: str | None = None
    message_id: str | None = None
    run_at: datetime | None = None  #: of another try
    failed: bool = False  #: a send was tried, and certainly did not arrive
    closed_until: datetime | None = None  #: nothing more goes to this person before


@dataclass(frozen=True)
class Taken:
    """What a process took, and when there may be more."""

    claims: list[Claim]  #: the longest due first
    refused: int  #: due, but the limits had no place for them
    left_behind: list[Entry]  #: found in the state `sending` after the end of a lease, and now unknown
    next_at: datetime | None


class ReminderQueue:
    """One for each process; `worker` names the process, differently in each life of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, worker: str, now: datetime, lease: timedelta, limits: Limits, most: int) -> Taken:
        """Claims up to `most` that are due, as far as the limits have places, and says when to look again."""
        values = {"by": worker, "at": now, "until": now + lease, "most": most}

        def take(connection: Connection) -> Taken:
            rows = connection.execute(CLAIM, values).mappings().all()
            found = sorted((read_entry(row) for row in rows), key=lambda entry: entry.due_at)
            entries = [entry for entry in found if entry.state == "claimed"]
            left_behind = [entry for entry in found if entry.state == "unknown"]
            # What is useless by now is not sent, and needs no place.
            line = iter(places(connection, limits, [each.owner for each in entries if each.useless_after >= now], now))
            turns = [next(line) if each.useless_after >= now else now for each in entries]
            claims = [Claim(entry, turn) for entry, turn in zip(entries, turns, strict=True) if turn]
            refused = [entry.id for entry, turn in zip(entries, turns, strict=True) if not turn]
            _each_held(connection, RETURN, worker, refused)
            next_ones = [connection.execute(query, {"at": now}).scalar() for query in (NEXT_DUE, NEXT_ROOM)]
            next_at = min((each for each in next_ones if each is not None), default=None)
            return Taken(claims, len(refused), left_behind, next_at)

        return await self._database.run(take)

    async def advance(
        self, worker: str, ready: Sequence[Entry], outcomes: Sequence[Outcome], now: datetime, lease: timedelta
    ) -> set[str]:
        """Writes outcomes, and gives the ids of those that may be sent now: all in one transaction.

        Only whoever still holds a row passes, and once one has passed nobody else ever does. Doing the same again,
        because the database went away before it answered, changes nothing.
        """
        fenced, ended = [each.id for each in ready], [each.entry.id for each in outcomes]

        def advance(connection: Connection) -> set[str]:
            if len(fenced) + len(ended) > 1:
                connection.execute(LOCK, {"ids": [*fenced, *ended]})
            _end(connection, worker, outcomes)
            return _each_held(connection, FENCE, worker, fenced, until=now + lease)

        return await self._database.run(advance)

    async def renew(self, worker: str, ids: Iterable[str], until: datetime) -> None:
        """Keeps rows for longer, where they are still this worker's."""
        await self._change(RENEW, worker, list(ids), until=until)

    async def give_back(self, worker: str, ids: Iterable[str]) -> None:
        """Lets another process take at once what this one has claimed and not begun to send."""
        await self._change(RETURN, worker, list(ids))

    async def _change(self, change: Any, worker: str, ids: Sequence[str], **values: Any) -> None:
        def change_them(connection: Connection) -> None:
            connection.execute(LOCK, {"ids": ids})
            _each_held(connection, change, worker, ids, **values)

        await self._database.run(change_them)


def in_state(*states: str) -> ColumnElement[bool]:
    """Rows in one of these states; not as IN, which SQLAlchemy does not take where many rows are written at once."""
    return or_(*(reminders.c.state == state for state in states))


def in_order(condition: ColumnElement[bool]) -> Any:
    """Locks rows in the order of their keys, so that two transactions never wait for each other."""
    return select(reminders.c.id).where(condition).order_by(reminders.c.id).with_for_update()


def _each_held(connection: Connection, change: Any, worker: str, ids: Sequence[str], **values: Any) -> set[str]:
    """Changes those that are still this worker's; gives which."""
    return set(connection.execute(change, {"by": worker, "ids": ids, **values}).scalars()) if ids else set()


def _end(connection: Connection, worker: str, outcomes: Sequence[Outcome]) -> None:
    for each in outcomes:
        if each.closed_until is not None:
            close(connection, each.entry.owner, each.closed_until)
    rows = [
        {
            "id": int(each.entry.id, 16),
            "state": each.state,
            "why": each.why,
            "message_id": each.message_id,
            "run_at": micros(each.run_at or each.at),
            "ended_at": None if each.state == "pending" else micros(each.at),
            "failures": int(each.failed),
        }
        for each in outcomes
    ]
    if rows:
        ids = [each.entry.id for each in outcomes]
        connection.execute(_ending(connection.dialect.name), {"by": worker, "outcomes": rows, "ids": ids})


@cache
def _ending(dialect: str) -> Any:
    # One statement with all of them as JSON: as many statements would be as many ways to PostgreSQL and back.
    each = func.json_each if dialect == "sqlite" else func.json_array_elements
    outcome = each(bindparam("outcomes", type_=JSON)).table_valued(column("value", JSON), name="outcome").c.value

    def said(name: str) -> Any:
        return outcome[name].as_string()

    def number(name: str) -> Any:
        return cast(said(name), BigInteger)

    # `unknown` too: whoever was stopped for so long that others gave its send up may still learn how it ended.
    # The ids once more, by themselves: PostgreSQL would look through all open rows for those of the JSON.
    held = and_(HELD, in_state("claimed", "sending", "unknown"))
    changed = {"state": said("state"), "why": said("why"), "message_id": said("message_id")}
    times = {"run_at": number("run_at"), "ended_at": number("ended_at")}
    tries = reminders.c.tries + number("failures")
    return update(reminders).where(reminders.c.id == number("id"), held).values(**changed, **times, tries=tries)


def _may_run(table: Any) -> ColumnElement[bool]:
    """What is not kept back by a line that is full; what has become useless is looked at all the same."""
    full = _lines(send_limits.c.free_at > AT)
    lines = (tuple_(table.c.tenant_id, person) for person in (literal("", EntraId), table.c.person_id))
    return or_(and_(*(line.not_in(full) for line in lines)), table.c.useless_after < AT, table.c.state == "sending")


def _lines(which: ColumnElement[bool]) -> Any:
    return select(send_limits.c.tenant_id, send_limits.c.person_id).where(which)


def _claim() -> Any:
    due, table = reminders.alias("due"), reminders.c
    chosen = (
        select(due.c.id)
        .where(text(f"due.{OPEN_STATES}"), due.c.run_at <= AT, _may_run(due))
        .order_by(due.c.run_at)
        .limit(bindparam("most"))
        # Without SKIP LOCKED two processes are given the same rows on PostgreSQL; SQLite lets one write at a time.
        .with_for_update(skip_locked=True)
    )
    left_behind = table.state == "sending"
    closed = tuple_(table.tenant_id, table.person_id).in_(_lines(send_limits.c.free_at == NEVER))
    return (
        update(reminders)
        .where(table.id.in_(chosen))
        .values(
            state=case((left_behind, "unknown"), else_="claimed"),
            worker=case((left_behind, table.worker), else_=BY),  # who may still learn how it ended
            why=case((left_behind, LEFT_BEHIND), (closed, UNREACHABLE), else_=table.why),
            run_at=UNTIL,
            ended_at=case((left_behind, AT)),
        )
        .returning(reminders)
    )


# Statements are made once: making one costs ten times as much as running it.
CLAIM = _claim()
NEXT_DUE = (
    select(reminders.c.run_at)
    .where(text(f"reminders.{OPEN_STATES}"), _may_run(reminders))
    .order_by(reminders.c.run_at)
    .limit(1)
)
NEXT_ROOM = select(func.min(send_limits.c.free_at)).where(send_limits.c.free_at > AT, send_limits.c.free_at < NEVER)
THESE = reminders.c.id.in_(bindparam("ids", expanding=True))
HELD = and_(THESE, reminders.c.worker == BY)
LOCK = in_order(THESE)
RENEW = update(reminders).where(HELD, in_state("claimed", "sending")).values(run_at=UNTIL).returning(reminders.c.id)
FENCE = RENEW.values(state="sending")
RETURN = (
    update(reminders)
    .where(HELD, in_state("claimed"))
    .values(state="pending", run_at=reminders.c.due_at)
    .returning(reminders.c.id)
)
