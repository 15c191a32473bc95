"""The stage of the scripted day: who is there, and what is checked after every single step."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from app import bot_app
from bot.settings import Settings
from graph.sandbox import Sandbox
from graph.sandbox.calendar import view
from tests.bot.a_day.changes import Change
from tests.bot.a_day.everything import (
    WINDOW,
    Everything,
    Json,
    Key,
    booking_of,
    differences,
    everything,
    trace,
    uid_of,
)
from tests.conftest import Clock, served
from tests.teams import ALEX, AOI, PRIVATE_CHAT, Member, Shown, Talk, Teams
from tests.world import writes

ADELE = Member("Adele Vance", "29:user-adele", "33333333-3333-4333-8333-333333333332")
YES_MOVE, YES_EDIT, CHECK = "Yes, move it", "Yes, change it", "Check the changes"
SPENT = "This was already answered or has expired, so nothing was changed."
UNSURE = "I am not sure whether this went through. Look at how it is now before you ask again."
NOT_YOURS = "Only the person who asked can press this, so nothing was changed."
TICK_SECONDS = 10  # between two steps
NEWFOUNDLAND, LONDON, TOKYO = "America/St_Johns", "Europe/London", "Asia/Tokyo"


@dataclass
class Day:
    """A bot, an organisation, and the changes that were meant to stand so far."""

    settings: Settings
    clock: Clock
    world: Sandbox
    teams: Teams
    start: Everything
    meant: list[Change] = field(default_factory=list)
    steps: int = 0
    process: AsyncExitStack = field(default_factory=AsyncExitStack)

    # --- what is checked --------------------------------------------------------------------------------------------

    def expected(self) -> Everything:
        """How everything was at the start, with each change that was meant to stand written into it by hand."""
        there = {key: dict(kept) for key, kept in self.start.items()}
        for change in self.meant:
            change.write(there)
        return there

    def comes(self, change: Change) -> None:
        """From now on this stands."""
        self.meant.append(change)

    def goes(self, change: Change) -> None:
        """It was taken back: what is left of it is what cannot be taken back."""
        place = next(place for place, each in enumerate(self.meant) if each is change)
        self.meant[place] = Change(change.for_good)

    async def unchanged(self, step: Callable[[], Awaitable[Shown]]) -> Shown:
        """A step that writes nothing whatever, not even what was there before."""
        before = trace(self.world)
        shown = await step()
        self.steps += 1
        assert trace(self.world) == before
        self.clock.forward(seconds=TICK_SECONDS)
        return shown

    async def changed(self, step: Callable[[], Awaitable[Shown]]) -> Shown:
        """A step after which everything is as expected."""
        before = trace(self.world)
        shown = await step()
        self.steps += 1
        assert trace(self.world) != before
        self.check()
        self.clock.forward(seconds=TICK_SECONDS)
        return shown

    def check(self) -> None:
        """Everything, everywhere, is what was meant."""
        assert differences(self.expected(), everything(self.world)) == []

    # --- what happens -----------------------------------------------------------------------------------------------

    async def elsewhere(self, who: str, method: str, path: str, body: Json, change: Change) -> None:
        """Somebody changes something without the bot."""

        async def step() -> Shown:
            answer = await self.world.change(who, method, path, body)
            assert answer.status < 300, answer.body
            return Shown()

        self.comes(change)
        await self.changed(step)

    async def in_outlook(self, who: Member, subject: str, body: Json, change: Change, day: str = "") -> None:
        """Somebody changes their own copy of an event, or of one occurrence, without the bot."""
        email = self.world.organisation.mailboxes[who.entra_id].email
        await self.elsewhere(email, "PATCH", f"/v1.0/me/events/{self.own_id(who, subject, day)}", body, change)

    def own_id(self, who: Member, subject: str, day: str = "") -> str:
        """The id of somebody's own copy of an event, or of one occurrence, by its subject at the start."""
        box, wanted = self.world.organisation.mailboxes[who.entra_id], (self.event(subject), day)
        there = [each for each in view(box, *WINDOW) if (each["iCalUId"], each.get("originalStart", "")[:10]) == wanted]
        return str(there[0]["id"])

    async def start_bot(self) -> None:
        """A new process on the same database; the one before is gone."""
        await self.process.aclose()
        self.process = AsyncExitStack()
        app = await self.process.enter_async_context(bot_app(self.settings, self.clock))
        self.teams.bot_url = f"{await self.process.enter_async_context(served(app))}/api/messages"

    def event(self, subject: str) -> str:
        """What an event is known by, by its subject at the start, or by the one that it came with."""
        return uid_of(self.start, subject) or uid_of(self.expected(), subject)

    def booking(self, customer: str, day: str) -> Key:
        """What an appointment is known by, by its customer and day at the start."""
        return booking_of(self.start, customer, day)


@dataclass
class Actor:
    """A person at a device.

    Each verb is one step: what the bot says to it begins with `answer`, and `also` stands on its card.
    """

    day: Day
    talk: Talk
    shown: Shown = field(default_factory=Shown)

    async def says(self, text: str, answer: str, *also: str) -> Shown:
        """Says something; that changes nothing."""
        return self._heard(await self.day.unchanged(lambda: self.talk(text)), answer, also)

    async def presses(self, title: str, answer: str, *also: str, on: Shown | None = None, **fields: str) -> Shown:
        """Presses something that changes nothing: a question, a refusal, a no."""
        card = on or self.shown
        return self._heard(await self.day.unchanged(lambda: self.talk.press(card, title, **fields)), answer, also)

    async def agrees(
        self, title: str, answer: str, *also: str, to: Change, on: Shown | None = None, **fields: str
    ) -> Shown:
        """Presses a yes, and exactly that change is made."""
        card = on or self.shown
        self.day.comes(to)
        return self._heard(await self.day.changed(lambda: self.talk.press(card, title, **fields)), answer, also)

    async def undoes(self, title: str, answer: str, *also: str, change: Change, on: Shown | None = None) -> Shown:
        """Presses a way back, and exactly that change is gone."""
        card = on or self.shown
        self.day.goes(change)
        return self._heard(await self.day.changed(lambda: self.talk.press(card, title)), answer, also)

    async def agrees_at_once(self, title: str, other: Actor, *, to: Change) -> list[Shown]:
        """Presses a yes three times at once, once on another device, and exactly one change is made."""
        self.day.comes(to)
        return await self._at_once(title, other)

    async def undoes_at_once(self, title: str, other: Actor, *, change: Change) -> list[Shown]:
        """The same with a way back."""
        self.day.goes(change)
        return await self._at_once(title, other)

    async def _at_once(self, title: str, other: Actor) -> list[Shown]:
        answers: list[Shown] = []

        async def step() -> Shown:
            answers.extend(await asyncio.gather(*(each.talk.press(self.shown, title) for each in (self, other, self))))
            return answers[0]

        self.day.world.requests.clear()
        await self.day.changed(step)
        assert len([call for call in writes(self.day.world) if call.status < 300]) == 1
        (self.shown,) = (each for each in answers if each.cards)
        return [each for each in answers if not each.cards]

    def _heard(self, shown: Shown, answer: str, also: tuple[str, ...]) -> Shown:
        said = shown.text_of_card if shown.cards else shown.text
        assert said.startswith(answer), said
        assert set(also) <= set(shown.words_of_card if shown.cards else ()), shown.words_of_card
        if shown.cards:
            self.shown = shown
        return shown


@dataclass
class Cast:
    """Everybody who takes part."""

    day: Day
    alex: Actor  #: at a laptop in St John's, in English
    phone: Actor  #: Alex too, in London time
    adele: Actor  #: in London, on a device in Japanese
    aoi: Actor  #: in Tokyo, in Japanese


@asynccontextmanager
async def stage(settings: Settings, clock: Clock, world: Sandbox) -> AsyncIterator[Cast]:
    """A running bot and its people, in the morning."""
    teams = Teams()
    async with served(teams.app()) as teams.service_url:
        day = Day(settings, clock, world, teams, copy.deepcopy(everything(world)))
        laptop = Talk(teams, ALEX, "en-US", NEWFOUNDLAND)
        adele = Talk(teams, ADELE, "ja-JP", LONDON, {**PRIVATE_CHAT, "id": "a:personal-adele"})
        aoi = Talk(teams, AOI, "ja-JP", TOKYO, {**PRIVATE_CHAT, "id": "a:personal-aoi"})
        phone = laptop.speaking("en-GB", LONDON)
        await day.start_bot()
        try:
            yield Cast(day, *(Actor(day, talk) for talk in (laptop, phone, adele, aoi)))
        finally:
            await day.process.aclose()
