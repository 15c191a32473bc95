"""More work than can be done in time is sent away at once, and nobody's flood keeps others out."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.typedefs import Handler

from app import bot_app
from bot.room import MOST_AT_ONCE, RETRY_AFTER_SECONDS, NoRoom, Room
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.conftest import Clock, served
from tests.teams import AOI, MEGAN, Json, Member, Talk, Teams
from tests.world import writes

OTHER_TENANT = "99999999-9999-4999-8999-999999999999"
ONE_TENANTS_SHARE = MOST_AT_ONCE // 2


class BusyTeams(Teams):
    """A connector that takes nothing until a test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.held: asyncio.Queue[None] = asyncio.Queue()

    async def _take(self, request: web.Request) -> web.Response:
        self.held.put_nowait(None)
        await self.go_on.wait()
        return await super()._take(request)


class FirstWaits:
    """Keeps the first request of an app until a test lets it go; the others pass."""

    def __init__(self) -> None:
        self.came, self.go_on = asyncio.Event(), asyncio.Event()

    def at(self, app: web.Application) -> web.Application:
        @web.middleware
        async def hold(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self.came.is_set():
                self.came.set()
                await self.go_on.wait()
            return await handler(request)

        app.middlewares.append(hold)
        return app


@pytest.fixture
async def teams(settings: Settings, clock: Clock) -> AsyncIterator[BusyTeams]:
    teams = BusyTeams()
    async with bot_app(settings, clock) as app, served(app) as url, served(teams.app()) as teams.service_url:
        teams.bot_url = f"{url}/api/messages"
        yield teams
        teams.go_on.set()


async def post(teams: Teams, activity: Json) -> tuple[int, str | None]:
    """Status and Retry-After; unlike `teams.send`, many at a time keep apart what each led to."""
    async with ClientSession() as session, session.post(teams.bot_url, json=activity) as response:
        return response.status, response.headers.get("Retry-After")


def beside(talk: Talk, who: Member) -> Talk:
    """Somebody else in their own chat: within one chat, messages wait for each other."""
    return replace(talk, who=who, chat={**talk.chat, "id": f"a:{who.teams_id}"})


Answers = list[asyncio.Task[tuple[int, str | None]]]


async def flood(talk: Talk, teams: BusyTeams, count: int) -> tuple[list[Json], Answers]:
    """So many messages at once, each in a chat of its own; the share of one tenant waits for Teams then."""
    chats = [replace(talk, chat={**talk.chat, "id": f"a:chat-{number}"}) for number in range(count)]
    said = [each.activity("message", text="help", textFormat="plain") for each in chats]
    answers = [asyncio.create_task(post(teams, each)) for each in said]
    for _ in range(ONE_TENANTS_SHARE):
        await teams.held.get()
    done = asyncio.as_completed(answers)
    for _ in range(count - ONE_TENANTS_SHARE):
        await next(done)
    return said, answers


async def test_a_flood_of_one_tenant_is_sent_away_and_others_are_answered(teams: BusyTeams, talk: Talk) -> None:
    _, answers = await flood(talk, teams, ONE_TENANTS_SHARE + 50)

    elsewhere = replace(talk, who=MEGAN, tenant=OTHER_TENANT)
    other = asyncio.create_task(post(teams, elsewhere.activity("message", text="help")))
    await teams.held.get()
    teams.go_on.set()

    assert (await other)[0] == 200
    assert Counter(await asyncio.gather(*answers)) == {
        (200, None): ONE_TENANTS_SHARE,
        (429, str(RETRY_AFTER_SECONDS)): 50,
    }
    assert len(teams.now.cards) == ONE_TENANTS_SHARE + 1


async def test_whatever_was_sent_away_is_new_when_it_comes_again(teams: BusyTeams, talk: Talk) -> None:
    said, answers = await flood(talk, teams, ONE_TENANTS_SHARE + 1)
    teams.go_on.set()
    refused = said[[status for status, _ in await asyncio.gather(*answers)].index(429)]
    shown_before = len(teams.now.cards)

    again = await post(teams, refused)

    assert again == (200, None)
    assert len(teams.now.cards) == shown_before + 1


async def test_a_press_that_is_sent_away_changes_nothing(teams: BusyTeams, talk: Talk, world: Sandbox) -> None:
    teams.go_on.set()
    shown = await talk("move design review to 15:00")
    teams.go_on.clear()
    await flood(talk, teams, ONE_TENANTS_SHARE)

    pressed = await talk.press(shown, "Yes, move it")

    assert (pressed.status, writes(world)) == (429, [])

    teams.go_on.set()
    pressed = await talk.press(shown, "Yes, move it")
    assert (pressed.status, len(writes(world))) == (200, 1)


def test_a_full_bot_says_that_it_is_nobodys_fault() -> None:
    room = Room(most_at_once=2)
    with room.place_for("one"):
        with pytest.raises(NoRoom) as own, room.place_for("one"):
            pass
        with room.place_for("another"), pytest.raises(NoRoom) as full, room.place_for("third"):
            pass
        with room.place_for("third"):
            pass

    assert (own.value.is_own_fault, full.value.is_own_fault) == (True, False)
    with room.place_for("one"):
        pass


def test_there_is_always_a_place_for_a_tenant_that_has_none() -> None:
    room, floods = Room(most_at_once=64), 0

    with ExitStack() as taken:
        for tenant in ("one", "two", "three"):
            for _ in range(64):
                try:
                    taken.enter_context(room.place_for(tenant))
                except NoRoom:
                    floods += 1
        taken.enter_context(room.place_for("four"))

    assert floods > 0


@pytest.mark.parametrize("who_hangs", ["Graph", "Teams"])
async def test_whatever_hangs_for_one_person_holds_up_nobody_else(
    who_hangs: str, world: Sandbox, clock: Clock, tmp_path: Path
) -> None:
    stuck, teams = FirstWaits(), Teams()
    world_app, teams_app = world.app(), teams.app()
    stuck.at({"Graph": world_app, "Teams": teams_app}[who_hangs])
    async with served(world_app) as address, served(teams_app) as teams.service_url:
        at = f"sqlite:///{tmp_path / 'nudge.db'}"
        settings = Settings(graph_base_url=address, token_service_url=address, database_url=at)
        async with bot_app(settings, clock) as app, served(app) as url:
            teams.bot_url = f"{url}/api/messages"
            talk = Talk(teams)
            waiting = asyncio.create_task(post(teams, talk.activity("message", text="today")))
            await stuck.came.wait()

            others = [await beside(talk, who)("today") for who in (MEGAN, AOI) for _ in range(10)]

            assert not waiting.done()
            assert {each.text_of_card.splitlines()[0][:5] for each in others} == {"Today"}
            stuck.go_on.set()
            assert (await waiting)[0] == 200
