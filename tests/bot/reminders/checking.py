"""Counts what went wrong, from what was owed, what arrived, and the rows as any program can read them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

import psycopg

from tests.bot.reminders.connector import Arrival


@dataclass(frozen=True)
class Findings:
    """How a fleet of senders did; `+` adds up several rounds."""

    owed: int = 0
    arrived: int = 0
    doubled: int = 0
    missing: int = 0  #: did not arrive, and nothing says so
    early: int = 0
    after_cancel: int = 0  #: arrived although its cancel was acknowledged
    unfinished: int = 0  #: neither sent nor explained
    cancelled: int = 0
    unknown: int = 0
    unknown_arrived: int = 0
    in_flight: int = 0  #: being sent by a process when it was killed

    def __add__(self, other: Findings) -> Findings:
        return Findings(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def wrong(self) -> dict[str, int]:
        """What must not be, by name; {} if all is well."""
        counts = {
            "doubled": self.doubled,
            "missing": self.missing,
            "early": self.early,
            "after_cancel": self.after_cancel,
            "unfinished": self.unfinished,
            "unknown beyond what was in flight": max(0, self.unknown - self.in_flight),
        }
        return {name: count for name, count in counts.items() if count}


def check(
    database_url: str, owed: Mapping[str, datetime], arrivals: Iterable[Arrival], cancelled: set[str], in_flight: int
) -> Findings:
    """Compares; `owed` says when each item is due, `cancelled` names those whose cancel was acknowledged."""
    arrivals = list(arrivals)
    times = Counter(each.about for each in arrivals)
    states: dict[str, str] = dict(read(database_url, "SELECT item, state FROM reminders"))
    unknown = {item for item, state in states.items() if state == "unknown"}
    silent = {item for item in owed if not times[item] and item not in unknown | cancelled}
    return Findings(
        owed=len(owed),
        arrived=len(times),
        doubled=sum(count - 1 for count in times.values()),
        missing=len(silent) + len(times.keys() - owed.keys()),
        early=sum(each.at < owed[each.about] for each in arrivals if each.about in owed),
        after_cancel=sum(times[item] for item in cancelled),
        unfinished=sum(states.get(item) not in ("sent", "unknown", "cancelled") for item in owed),
        cancelled=len(cancelled),
        unknown=len(unknown),
        unknown_arrived=len(unknown & times.keys()),
        in_flight=in_flight,
    )


def being_sent(database_url: str, worker: str) -> int:
    """How many a process is sending, as the rows say."""
    rows = read(database_url, f"SELECT count(*) FROM reminders WHERE state = 'sending' AND worker = '{worker}'")  # noqa: S608
    return int(rows[0][0])


def make_due(database_url: str, within: timedelta, due_at: datetime) -> None:
    """Moves what waits for a while to one moment: writing it down one by one takes longer than sending it."""
    moment, end = (int(each.timestamp() * 1_000_000) for each in (due_at, due_at + within))
    change = f"UPDATE reminders SET due_at = {moment}, run_at = {moment}"  # noqa: S608
    read(database_url, f"{change} WHERE state = 'pending' AND due_at < {end}")


def read(database_url: str, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query, without any of our code."""
    if database_url.startswith("sqlite"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=10)) as connection, connection:
            return connection.execute(query).fetchall()
    with psycopg.connect(database_url) as session:
        found = session.execute(query.encode())
        return found.fetchall() if found.description else []
