"""Lets the bot's own reminders run through a simulated month, in virtual time, and writes down what arrived."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import func, select, text

from bot.choices import Choices, choices_of, to_json
from bot.command import Chat, Person, Turn
from bot.commands.snooze import snoozed
from bot.connector import SendFailed
from bot.reminders.items import Item
from bot.reminders.known import AHEAD, BACK, Known, Look
from bot.reminders.owing import look_again_soon, watch_or_not
from bot.reminders.prepare import Prepare, words_for
from bot.reminders.refresh import Refresh
from bot.reminders.sender import Sender
from bot.store import Json, Owner, Store
from bot.store.tables import OPEN_STATES, reminders
from cards.reminder import SnoozeReminder
from graph.errors import NotFound, Unreachable
from graph.model import ChangeMark
from graph.span import Span
from tests.bot.reminders.month_world import MINUTE, SimPerson, Thing, Version, World
from tests.bot.reminders.owing import UNLIMITED
from tests.conftest import NOW, Clock

LENGTH = timedelta(minutes=30)
# A quarter of an hour, for so many people, takes longer to simulate and shows no more.
EVERY = timedelta(hours=8)


@dataclass(frozen=True)
class Arrival:
    """A message that Teams has."""

    at: datetime
    person_id: str
    card: Json
    answered: bool  #: False: Teams took it without saying so


@dataclass
class Diary:
    """What happened, as the world saw it."""

    arrivals: list[Arrival] = field(default_factory=list)
    looks: dict[str, list[datetime]] = field(default_factory=dict)  #: successful ones, by person
    snoozes: list[tuple[datetime, str, str]] = field(default_factory=list)  #: when, who, title


class SimCalendars:
    """The calendars of the world, as far as they can be read just now."""

    def __init__(self, world: World, diary: Diary, clock: Clock) -> None:
        self._world = world
        self._diary = diary
        self._clock = clock

    async def look(self, owner: Owner, now: datetime, before: Known | None, mark: ChangeMark | None) -> Look | None:
        if not self._may_read(owner):
            return None
        person = self._world.people[owner.person_id]
        window = Span(now - BACK, now + AHEAD)
        found = [(thing, thing.at(now)) for thing in person.things.values()]
        items = [item_of(person, thing, version) for thing, version in found if version and version.start]
        there = tuple(item for item in items if item.span.overlaps(window))
        self._diary.looks.setdefault(owner.person_id, []).append(now)
        return Look(Known(there, window, now), ChangeMark(window, "https://graph/delta"))

    async def again(self, owner: Owner, item: Item) -> Item | None:
        if not self._may_read(owner):
            return None
        person = self._world.people[owner.person_id]
        version = person.things[item.key].at(self._clock())
        if version is None or version.start is None:
            raise NotFound
        return item_of(person, person.things[item.key], version)

    def _may_read(self, owner: Owner) -> bool:
        if self._world.is_out("graph", self._clock()):
            raise Unreachable
        return not self._world.is_out("token", self._clock(), owner.person_id)


def item_of(person: SimPerson, thing: Thing, version: Version) -> Item:
    """A thing as the bot reads it."""
    start = cast(datetime, version.start)
    span = Span(start, start + LENGTH)
    return Item(
        thing.series_key, {"event": thing.key.removeprefix("event:")}, thing.title, span, person.zone, version.silent
    )


class WatchedSender(Sender):
    """Says when it has looked."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.looked = asyncio.Event()

    async def _take(self) -> None:
        await super()._take()
        self.looked.set()


class Run:
    """One month."""

    def __init__(self, world: World, database_url: str, seed: int = 1) -> None:
        self.world = world
        self.diary = Diary()
        self.clock = Clock(NOW)
        self.store = Store(database_url)
        # A thread that is waited for at each of many thousand steps shows nothing here, and takes most of the time.
        self.store._database._in_thread = _at_once
        self._chance = random.Random(seed)  # noqa: S311 - a simulation, not a secret
        self._agenda: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = []
        self._numbers = itertools.count()
        self._calendars = SimCalendars(world, self.diary, self.clock)

    async def month(self) -> Diary:
        """Everything from the first morning to the end."""
        await self.store.open()
        try:
            for person in self.world.people.values():
                await self._greet(person)
                self._plan(person)
            while self.clock.now < self.world.until:
                await self._life()
            return self.diary
        finally:
            await self.store.close()

    async def _life(self) -> None:
        """The bot from one start to the next stop; each start is a new process, as far as anybody can tell."""
        now = self.clock.now
        stops = [each for each in self.world.outages if each.what == "bot" and each.end > now]
        stop = min(stops, key=lambda each: each.start, default=None)
        stop_at = min(stop.start, self.world.until) if stop else self.world.until
        refresh = Refresh(self.store, self._calendars, self.clock, every=EVERY)
        prepare = Prepare(self.store, self._calendars, refresh, self.clock)
        sender = WatchedSender(self.store.ledger, prepare, self._send, self.clock, limits=UNLIMITED, pause=_never)
        running = asyncio.create_task(sender.run())
        read_at, send_at = await self._due()
        while (at := min(read_at, send_at, self._agenda[0][0] if self._agenda else stop_at)) < stop_at:
            self.clock.now = max(at, self.clock.now)
            await self._act()
            read_at, send_at = await self._settle(refresh, sender)
        await sender.stop()
        await running
        self.clock.now = stop_at if stop is None else min(stop.end, self.world.until)
        while self._agenda and self._agenda[0][0] < self.clock.now:
            heapq.heappop(self._agenda)  # nobody hears what people say to a bot that is down

    async def _settle(self, refresh: Refresh, sender: WatchedSender) -> tuple[datetime, datetime]:
        """Lets the bot do what is to be done now; when it reads and sends next."""
        for _ in range(50):
            read_at, send_at = await self._due()
            if min(read_at, send_at) > self.clock.now:
                return read_at, send_at
            if read_at <= self.clock.now:
                await refresh.read_due()
            else:
                sender.looked.clear()
                self.store.ledger.changed.set()
                await sender.looked.wait()
                await sender.idle()
        raise AssertionError(f"at {self.clock.now} there is no end of it")

    async def _due(self) -> tuple[datetime, datetime]:
        """When a calendar is to be read and a message to be sent next."""
        open_rows = select(func.min(reminders.c.run_at).label("at")).where(text(OPEN_STATES))
        row = await self.store._database.row(open_rows)
        read_at = await self.store.watches.next_at()
        return read_at or self.world.until, (row and row["at"]) or self.world.until

    async def _act(self) -> None:
        while self._agenda and self._agenda[0][0] <= self.clock.now:
            await heapq.heappop(self._agenda)[2]()

    def _at(self, moment: datetime, action: Callable[[], Awaitable[None]]) -> None:
        heapq.heappush(self._agenda, (moment, next(self._numbers), action))

    # --- people -------------------------------------------------------------------------------------------------------

    async def _greet(self, person: SimPerson) -> None:
        where = {"service_url": "https://teams", "chat_id": person.owner.person_id, "bot_id": "28:bot"}
        people, owner = self.store.people, person.owner
        await people.remember(owner, teams_id="29:x", zone=person.zone, locale="en-US", chat=where, now=self.clock.now)
        await self._choose(person)

    async def _choose(self, person: SimPerson) -> None:
        lead = next(minutes for since, minutes in reversed(person.leads) if since <= self.clock.now)
        begins, ends = person.quiet or (None, None)
        choices = Choices(None, None, lead, person.digest_at, begins, ends)
        await self.store.people.choose(person.owner, to_json(choices), self.clock.now)
        await watch_or_not(self.store, person.owner, self.clock.now)

    def _plan(self, person: SimPerson) -> None:
        async def speak() -> None:
            await look_again_soon(self.store, person.owner, self.clock.now)

        async def choose() -> None:
            await self._choose(person)

        async def choose_leads() -> None:
            said = {key: {"minutes": n, "until": None} for at, key, n in person.own_leads if at <= self.clock.now}
            await self.store.watches.choose_leads(person.owner, said)
            await watch_or_not(self.store, person.owner, self.clock.now)

        async def notice() -> None:
            await self.store.watches.read_soon(person.owner, self.clock.now)

        for at in person.speaks:
            self._at(at, speak)
        for at, _ in person.leads[1:]:
            self._at(at, choose)
        for at, _, _ in person.own_leads:
            self._at(at, choose_leads)
        for thing in person.things.values():
            for version in thing.versions:
                if (
                    version.since > NOW and self._chance.random() < 0.6
                ):  # as where Graph tells of changes, mostly within a minute
                    self._at(version.since + self._chance.random() * MINUTE, notice)

    # --- Teams --------------------------------------------------------------------------------------------------------

    async def _send(self, owner: Owner, activity: Json) -> str:
        now = self.clock.now
        if self.world.is_out("refuse", now):
            raise SendFailed("unreachable", code="ClientConnectorError")
        if self.world.is_out("throttle", now):
            raise SendFailed("throttled", 429, retry_after_seconds=20)
        answered = not self.world.is_out("silent", now)
        card = activity["attachments"][0]["content"]
        if answered or self._chance.random() < 0.7:
            self.diary.arrivals.append(Arrival(now, owner.person_id, card, answered))
        if not answered:
            raise SendFailed("unreachable", 504)
        if "starts in" in card["speak"] and self._chance.random() < 0.1:
            self._at(now + MINUTE, lambda: self._snooze(owner, card))
        return "message"

    async def _snooze(self, owner: Owner, card: Json) -> None:
        button = next(each for each in card["actions"] if each.get("verb") == "reminder.snooze")
        reply = await snoozed(await self._turn(owner), SnoozeReminder(button["data"]["reminder_id"]), {})
        title = next(each for each in card["body"] if each["type"] == "Container")["items"][0]["inlines"][0]
        if reply.card is not None:  # else it would be too late
            self.diary.snoozes.append((self.clock.now, owner.person_id, str(title)))

    async def _turn(self, owner: Owner) -> Turn:
        words = await words_for(self.store, owner, self.clock.now)
        person, chat = Person(owner, "29:x", "Somebody"), Chat(owner.person_id, "personal")
        nothing = cast(Any, None)
        choices = await choices_of(self.store, owner)
        return Turn(person, chat, self.clock.now, words, words, choices, nothing, self.store, nothing)


async def _never(_: float) -> None:
    """Time passes only where the run says so."""
    await asyncio.Event().wait()


async def _at_once(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)
