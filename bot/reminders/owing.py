"""Writes down what is owed: from what is known of a calendar and what its owner wants to what the ledger holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.choices import Choices, choices_of
from bot.reminders import known as calendars
from bot.reminders.known import Known
from bot.reminders.owed import DIGEST, REMINDER, UNREAD, Decided, Wishes, decide, digests, reminders, unread
from bot.store import Json, Owner, Store, Watch
from bot.store.entries import Entry, Owed, Scope, short
from bot.when import DAY
from graph.span import Span

# What was due longer ago is over, whatever became of it.
ON_THEIR_WAY = timedelta(days=2)
MOST_ROWS = 2000
WAITING, OVER = ("pending", "claimed"), ("sending", "sent", "dropped", "unknown")
FRESH = timedelta(minutes=5)
AFTER_THE_ANSWER = timedelta(seconds=3)


async def wishes_of(store: Store, owner: Owner, watch: Watch | None = None, known: Known | None = None) -> Wishes:
    """What a person wants to hear of, and when."""
    choices = await choices_of(store, owner)
    zone = choices.zone or await store.people.find_zone(owner) or "UTC"
    work_days = {"work_days": frozenset(known.work_days)} if known else {}
    return Wishes(
        zone=zone,
        lead=timedelta(minutes=choices.lead_minutes) if choices.lead_minutes else None,
        leads=_leads(watch.leads if watch else {}),
        digest_at=choices.digest_at,
        quiet=_quiet(choices),
        **work_days,
    )


async def is_wanted(store: Store, watch: Watch) -> bool:
    """Whether the person wants reminders, of everything or of single things."""
    choices = await choices_of(store, watch.owner)
    return bool(choices.lead_minutes) or any(lead["minutes"] is not None for lead in watch.leads.values())


async def watch_or_not(store: Store, owner: Owner, now: datetime) -> None:
    """After a choice: begins or ends watching, and puts right what is owed by what is known already."""
    choices = await choices_of(store, owner)
    watch = await store.watches.find(owner)
    if wants(choices) or (watch is not None and await is_wanted(store, watch)):
        await store.watches.begin(owner, now)
        await replan(store, owner, now)
    else:
        for kind in (REMINDER, DIGEST, UNREAD):
            await store.ledger.cancel(owner, kind=kind, why="off", now=now)
        await store.watches.end(owner)


async def look_again_soon(store: Store, owner: Owner, now: datetime) -> None:
    """The person speaks, so there is a token: their calendar is read after the answer, every few minutes at most."""
    if wants(await choices_of(store, owner)):
        await store.watches.begin(owner, now + AFTER_THE_ANSWER)
        await store.watches.read_soon(owner, now + AFTER_THE_ANSWER, unless_read_since=now - FRESH)


def wants(choices: Choices) -> bool:
    """Whether there is anything to be sent by itself to whoever chose this."""
    return bool(choices.lead_minutes) or choices.digest_at is not None


async def replan(store: Store, owner: Owner, now: datetime) -> None:
    """Makes the ledger say what is owed by what is known now; doing it twice changes nothing.

    `now` is a moment before anything of this was read.
    """
    watch = await store.watches.find(owner)
    if watch is None:
        return
    known = calendars.read(watch.known) or Known((), Span(now, now + calendars.AHEAD), now)
    wishes = await wishes_of(store, owner, watch, known)
    rows = await store.ledger.of(owner, since=now - ON_THEIR_WAY, limit=MOST_ROWS)
    waiting = [row for row in rows if row.state in WAITING]
    planned = {(row.item, row.starts_at): row.due_at for row in waiting if row.kind == REMINDER}
    decided = [decide(item, wishes, now, planned.get((short(item.key), item.span.start))) for item in known.items]
    await _cancel_with_reasons(store, owner, decided, waiting, now)
    scope = Scope("", known.window.start, known.window.end)
    await _replace(store, owner, scope, reminders(decided), rows, now, "moved")
    around = (now - 10 * DAY, now + 20 * DAY)
    if watch.known is not None:
        digested = {row.starts_at.date(): row.due_at for row in waiting if row.kind == DIGEST}
        owed = digests(wishes, now, known.window.end - DAY, digested)  # of days that are known to their end
        await _replace(store, owner, Scope("", *around, DIGEST), owed, rows, now, "put_off")
    await _replace(store, owner, Scope("", *around, UNREAD), unread(wishes, known.read_at, now), rows, now, "put_off")


async def _replace(
    store: Store, owner: Owner, scope: Scope, owed: Sequence[Owed], rows: Sequence[Entry], now: datetime, why: str
) -> None:
    """As the ledger does, but without asking it to where nothing is new, which is nearly always."""
    of_kind = {(row.item, row.starts_at): row for row in rows if row.kind == scope.kind}
    over = {key for key, row in of_kind.items() if row.state in OVER}
    there = {
        key: (row.due_at, row.useless_after, row.facts)
        for key, row in of_kind.items()
        if row.state in WAITING and scope.since <= row.starts_at < scope.until
    }
    wanted = {(short(each.item), each.starts_at): (each.due_at, each.useless_after, each.facts) for each in owed}
    if there != {key: what for key, what in wanted.items() if key not in over}:
        await store.ledger.replace(owner, scope, owed, now, why=why)


async def _cancel_with_reasons(
    store: Store, owner: Owner, decided: Sequence[Decided], waiting: Sequence[Entry], now: datetime
) -> None:
    """Where nothing of an item is owed any more, the ledger keeps why, so that `why` can say it."""
    verdicts = {short(each.item.key): each.verdict for each in decided}
    for item in {row.item for row in waiting if row.kind == REMINDER}:
        verdict = verdicts.get(item, "gone")
        if verdict not in ("owed", "past"):
            await store.ledger.cancel(owner, item=item, kind=REMINDER, why=verdict, now=now)


def _leads(kept: Json) -> dict[str, timedelta | None]:
    return {key: None if lead["minutes"] is None else timedelta(minutes=lead["minutes"]) for key, lead in kept.items()}


def _quiet(choices: Choices) -> tuple[Any, Any] | None:
    if choices.quiet_from is None or choices.quiet_until is None:
        return None
    return choices.quiet_from, choices.quiet_until
