"""Makes what is due ready to be sent: looks once more whether it is still true, and puts it into words."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.choices import LOCALES, choices_of, speaking
from bot.locales import overlay
from bot.reaching import card_message
from bot.reminders import items
from bot.reminders import known as calendars
from bot.reminders.day import day_of
from bot.reminders.explain import UNSURE_SINCE, unsure_since
from bot.reminders.items import Item
from bot.reminders.owed import DIGEST, NOTE, REMINDER, UNREAD
from bot.reminders.owing import MOST_ROWS, wishes_of
from bot.reminders.refresh import Calendars, Refresh
from bot.reminders.sender import Drop, Message, Postpone
from bot.store import Owner, Store, Watch
from bot.store.entries import Entry
from cards import reminder as cards
from cards.digest import digest
from cards.words import Words
from graph.errors import GraphError, NotFound

log = logging.getLogger("nudge.reminders")

READ_WITHIN_SECONDS = 4.0  # longer, and the reminder is late itself

Ready = Message | Drop | Postpone
Clock = Callable[[], datetime]


class Prepare:
    """What the sender calls before it sends."""

    def __init__(self, store: Store, calendars: Calendars, refresh: Refresh, clock: Clock) -> None:
        self._store = store
        self._calendars = calendars
        self._refresh = refresh
        self._clock = clock
        self._kinds: dict[str, Callable[[Entry, Words], Awaitable[Ready]]] = {
            DIGEST: self._digest,
            UNREAD: self._unread,
            NOTE: self._note,
        }

    async def __call__(self, entry: Entry) -> Ready:
        """The message, or why there is none."""
        words = await words_for(self._store, entry.owner, self._clock())
        return await self._kinds.get(entry.kind, self._reminder)(entry, words)

    async def _reminder(self, entry: Entry, words: Words) -> Ready:
        item, watch = items.read(entry.facts), await self._store.watches.find(entry.owner)
        if entry.kind == REMINDER and not await self._is_wanted(item, watch):
            # It was turned off while a look into the calendar was still under way.
            return Drop("off")
        try:
            there = await self._again(entry.owner, item)
            why = _why_not(there, entry) if there else ""
        except NotFound:
            there, why = None, "gone"
        if why:
            # All of the calendar is read at once: where it went it is reminded of, and also here if it comes back.
            if not await self._read_now(entry.owner):
                await self._store.watches.read_soon(entry.owner, self._clock())
            return Drop(why)
        read_at = watch.read_at if watch is not None and there is None else None
        shown = reminding(words, entry, there or item, read_at)
        return Message(card_message(cards.reminder(words, shown, self._clock())))

    async def _is_wanted(self, item: Item, watch: Watch | None) -> bool:
        if watch is None:
            return False
        return (await wishes_of(self._store, watch.owner, watch)).lead_of(item) is not None

    async def _again(self, owner: Owner, item: Item) -> Item | None:
        """The same as it is now; None where nobody can say in time."""
        try:
            async with asyncio.timeout(READ_WITHIN_SECONDS):
                return await self._calendars.again(owner, item)
        except NotFound:
            raise
        except (GraphError, TimeoutError) as problem:
            log.info("what a reminder is about could not be read again: %s", problem)
            return None

    async def _digest(self, entry: Entry, words: Words) -> Ready:
        is_fresh = await self._read_now(entry.owner)
        watch = await self._store.watches.find(entry.owner)
        known = calendars.read(watch.known) if watch else None
        if known is None:
            return Drop("off")
        lost = await self._lost(entry.owner)
        shown = day_of(words, known, entry, is_fresh=is_fresh, now=self._clock(), lost=lost)
        return Message(card_message(digest(words, shown)))

    async def _lost(self, owner: Owner) -> list[Item]:
        """What reminders since the last digest were about of which nobody knows whether they arrived."""
        rows = await self._store.ledger.of(owner, since=self._clock() - UNSURE_SINCE, limit=MOST_ROWS)
        digested = max((row.sent_at for row in rows if row.kind == DIGEST and row.sent_at), default=None)
        return unsure_since(rows, digested)

    async def _unread(self, entry: Entry, words: Words) -> Ready:
        if await self._read_now(entry.owner):
            return Drop("read")
        watch = await self._store.watches.find(entry.owner)
        if watch is None:
            return Drop("off")
        known = calendars.read(watch.known)
        return Message(card_message(cards.unread(words, (known.read_at, known.window.end) if known else None)))

    async def _note(self, entry: Entry, words: Words) -> Ready:
        was_due_at = entry.due_at if self._clock() - entry.due_at > cards.LATE else None
        return Message(card_message(cards.noted(words, str(entry.facts["text"]), was_due_at)))

    async def _read_now(self, owner: Owner) -> bool:
        """Whether the calendar could be read whole just now."""
        watch = await self._store.watches.find(owner)
        if watch is None:
            return False
        try:
            async with asyncio.timeout(READ_WITHIN_SECONDS):
                return await self._refresh.read(watch)
        except TimeoutError:
            return False


def reminding(words: Words, entry: Entry, item: Item, read_at: datetime | None) -> cards.Reminding:
    """What a reminder says. `read_at`: when it was read, where it could not be read again."""
    return cards.Reminding(
        reminder_id=entry.id,
        title=item.title or words("(no title)"),
        span=item.span,
        place=item.place or (words("Online") if item.join_url else ""),
        people=people_of(words, item),
        join_url=item.join_url,
        as_of=read_at,
        was_due_at=entry.due_at,
    )


def people_of(words: Words, item: Item) -> str:
    """Who invited, or who else is there."""
    if item.organizer:
        return item.organizer
    if not item.more:
        return words.list(list(item.names))
    first = ("、" if words.language == "ja" else ", ").join(item.names)
    return words("{names} and {rest} more", names=first, rest=item.more)


async def words_for(store: Store, owner: Owner, now: datetime) -> Words:
    """The words of somebody who is not speaking: as their device last spoke, or as they chose."""
    locale = await store.people.find_locale(owner) or LOCALES["en"]
    words = Words(locale, await store.people.find_zone(owner) or "UTC")
    known = speaking(words, await choices_of(store, owner))
    return Words(known.locale, known.zone, overlay(known.language), known.local(now).year)


def _why_not(there: Item, entry: Entry) -> str:
    if there.silent:
        return there.silent
    return "moved" if there.span.start != entry.starts_at else ""
