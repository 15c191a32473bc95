"""What a button on a reminder is about: found by the id it carries, however old the card is."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.command import Turn
from bot.plan import NotYours
from bot.reminders import items
from bot.reminders.items import Item
from bot.reminders.owed import REMINDER, USEFUL_AFTER_START
from bot.reminders.owing import MOST_ROWS, WAITING
from bot.store.entries import Entry
from cards.action import StaleCard

SNOOZE = "snooze"
LAST_HOURS = timedelta(hours=12)


async def pressed(turn: Turn, reminder_id: str) -> tuple[Entry, Item]:
    """The reminder and what it is about; raises StaleCard where it is too old to be known, NotYours."""
    entry = await turn.store.ledger.find(reminder_id)
    if entry is None or "reference" not in entry.facts:
        raise StaleCard
    if entry.owner != turn.owner:
        raise NotYours
    return entry, items.read(entry.facts)


async def latest(turn: Turn) -> tuple[Entry, Item] | None:
    """The reminder that the person was sent last, of what has not been over for long."""
    rows = await turn.store.ledger.of(turn.owner, since=turn.now - LAST_HOURS, limit=MOST_ROWS)
    sent = [row for row in rows if row.sent_at is not None and is_reminder(row)]
    newest = max(sent, key=lambda row: row.sent_at or row.due_at, default=None)
    return None if newest is None else (newest, items.read(newest.facts))


def is_reminder(entry: Entry) -> bool:
    """Whether it is of something in the calendar, snoozed or not."""
    return entry.kind == REMINDER or entry.kind.startswith(SNOOZE)


async def next_snooze(turn: Turn, entry: Entry) -> str:
    """What the ledger calls the next snooze of a thing: the one that waits already, or a new one."""
    rows = await turn.store.ledger.of(turn.owner, item=entry.item)
    snoozes = [row for row in rows if row.starts_at == entry.starts_at and row.kind.startswith(SNOOZE)]
    waiting = [row.kind for row in snoozes if row.state in WAITING]
    return waiting[0] if waiting else f"{SNOOZE} {len(snoozes) + 1}"


def too_late(item: Item, at: datetime) -> bool:
    """Whether a reminder at that time would be of no use any more."""
    return at > item.span.start + USEFUL_AFTER_START
