"""Turning reminders on, off and over while their owner is speaking: the calendar is read first, so that it is true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.command import Turn
from bot.reminders import items, refresh
from bot.reminders import known as calendars
from bot.reminders.items import Item
from bot.reminders.known import Look
from bot.reminders.owed import REMINDER
from bot.reminders.owing import MOST_ROWS, WAITING, watch_or_not
from bot.reminders.pressed import is_reminder
from bot.store import Json
from bot.store.entries import Entry


@dataclass(frozen=True)
class Lead:
    """How long before one thing, or every one of a series, its owner is reminded."""

    minutes: int | None  #: None: not at all
    title: str
    until: str | None  #: when it may be forgotten (ISO, UTC); None: a series goes on


async def look(turn: Turn) -> Look:
    """The calendar as it is now. Raises SignInNeeded, NotAllowed, Throttled, Unreachable."""
    return await calendars.look(turn.graph, turn.now)


async def keep(turn: Turn, look: Look) -> None:
    """Watches the calendar from now on, and puts right what is owed."""
    await turn.store.watches.begin(turn.owner, turn.now + refresh.EVERY)
    await refresh.keep(turn.store, turn.owner, look, turn.now, turn.now + refresh.EVERY)


async def off(turn: Turn) -> None:
    """Cancels every reminder of something in the calendar, and forgets what was said of single ones."""
    await _cancel(turn, await _waiting(turn), "off")
    await turn.store.watches.choose_leads(turn.owner, {})
    await watch_or_not(turn.store, turn.owner, turn.now)


async def choose(turn: Turn, key: str, item: Item, lead: timedelta | None) -> None:
    """Keeps how long before this one, or its series, the person is reminded."""
    seen = await look(turn)
    watch = await turn.store.watches.find(turn.owner)
    kept: Json = {name: each for name, each in (watch.leads if watch else {}).items() if not _is_over(each, turn.now)}
    until = item.span.end.isoformat() if key == item.key else None
    minutes = None if lead is None else round(lead.total_seconds() / 60)
    await turn.store.watches.begin(turn.owner, turn.now + refresh.EVERY)
    await turn.store.watches.choose_leads(turn.owner, {**kept, key: vars(Lead(minutes, item.title, until))})
    await keep(turn, seen)
    if lead is None:
        # A snooze of it as well; the reminder itself is cancelled by now.
        waiting = [(row, items.read(row.facts)) for row in await _waiting(turn)]
        of_it = [row for row, about in waiting if key in (about.key, about.series_key)]
        await _cancel(turn, of_it, "off_for_this")
        await watch_or_not(turn.store, turn.owner, turn.now)


async def due_at(turn: Turn, item: Item) -> datetime | None:
    """When the reminder of something is due; None where it is too far ahead to be owed yet."""
    rows = await turn.store.ledger.of(turn.owner, item=item.key)
    waiting = [row for row in rows if row.kind == REMINDER and row.state in WAITING]
    return waiting[0].due_at if waiting else None


async def next_reminder(turn: Turn) -> Entry | None:
    """The reminder of something in the calendar that comes next."""
    ahead = [row for row in await _waiting(turn) if row.due_at >= turn.now]
    return min(ahead, key=lambda row: row.due_at, default=None)


async def _waiting(turn: Turn) -> list[Entry]:
    """The reminders and snoozes that may still be sent."""
    rows = await turn.store.ledger.of(turn.owner, since=turn.now - timedelta(days=1), limit=MOST_ROWS)
    return [row for row in rows if is_reminder(row) and row.state in WAITING]


async def _cancel(turn: Turn, rows: Iterable[Entry], why: str) -> None:
    for row in rows:
        await turn.store.ledger.cancel(turn.owner, item=row.item, kind=row.kind, why=why, now=turn.now)


def _is_over(lead: Json, now: datetime) -> bool:
    return lead["until"] is not None and datetime.fromisoformat(lead["until"]) < now
