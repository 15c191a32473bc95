"""What a turn may cost, counted and not timed: calls, statements, connections and bytes, and what a start loads.

A count is the same on every machine, so this holds where a stopwatch would not; `python -m bench` has the times.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from sqlalchemy import Engine, create_engine, event, text

from app import bot_app
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.conftest import Clock, served
from tests.teams import Shown, Talk, Teams
from tests.world import graph_calls

PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Cost:
    """What a turn led to, or the most that it may."""

    graph: int  #: requests to Graph; a $batch is one
    tokens: int  #: requests to the token service
    sends: int  #: requests to Teams' connector
    statements: int  #: to the database
    connections: int  #: opened, to any of the three
    kilobytes: int  #: of the cards that were shown

    def since(self, before: Cost) -> Cost:
        """What was added meanwhile."""
        return Cost(*(now - then for now, then in zip(astuple(self), astuple(before), strict=True)))

    def over(self, most: Cost) -> list[str]:
        """What is above the most."""
        pairs = zip(fields(self), astuple(self), astuple(most), strict=True)
        return [f"{name.name}: {count} instead of {limit}" for name, count, limit in pairs if count > limit]


# Loaded on their first use, or, as the SDK's thousands of models, never.
NOT_AT_START = (
    "alembic",
    "holidays",
    "httpx",
    "kiota_abstractions",
    "msgraph",
    "opentelemetry.sdk",
    "psycopg",
    "rapidfuzz",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite",
    "graph.sandbox",
)
MODULES_AT_START = 1380
# By what is said and pressed one after the other; a press begins with “›”.
BUDGET: dict[str, list[tuple[str, Cost]]] = {
    "help": [
        ("help", Cost(0, 0, 1, 3, 0, 11)),
    ],
    "settings": [
        ("settings", Cost(0, 0, 1, 3, 0, 6)),
    ],
    "agenda": [
        ("tomorrow", Cost(4, 2, 1, 6, 0, 6)),
    ],
    "bookings": [
        ("bookings today", Cost(3, 1, 1, 4, 0, 3)),
    ],
    "question": [
        ("when is design review", Cost(1, 1, 1, 4, 0, 2)),
    ],
    "move": [
        ("move design review to 15:00", Cost(2, 1, 1, 5, 0, 5)),
        ("› Yes, move it", Cost(2, 1, 0, 7, 0, 2)),
        ("› Undo", Cost(1, 1, 0, 7, 0, 1)),
    ],
    "rebook": [
        ("rebook Grady to next tuesday 10:00", Cost(3, 1, 1, 5, 0, 4)),
        ("› Yes, move it", Cost(3, 1, 0, 7, 0, 2)),
        ("› Undo", Cost(3, 1, 0, 7, 0, 1)),
    ],
    "meet": [
        ("meet with Megan tomorrow 3pm", Cost(1, 1, 1, 5, 0, 3)),
        ("› Yes, make it", Cost(1, 1, 0, 9, 0, 3)),
    ],
    "find": [
        ("find 30 minutes with Megan", Cost(3, 1, 1, 4, 0, 4)),
    ],
    "edit": [
        ("edit design review", Cost(2, 1, 1, 4, 0, 6)),
    ],
    "edit a booking": [
        ("edit Grady", Cost(5, 2, 1, 4, 0, 8)),
    ],
    "cancel": [
        ("cancel design review", Cost(2, 1, 1, 4, 0, 2)),
        ("› Yes, cancel it", Cost(2, 1, 0, 10, 0, 1)),
    ],
    "visit": [
        ("visit ACME-17 tomorrow 10:00", Cost(1, 1, 1, 5, 0, 2)),
    ],
    "remind": [
        ("remind me 20 minutes before design review", Cost(9, 2, 1, 29, 0, 0)),
    ],
    "history": [
        ("history", Cost(0, 0, 1, 4, 0, 0)),
    ],
    "why": [
        ("why", Cost(0, 0, 1, 4, 0, 0)),
    ],
    "not understood": [
        ("mvoe it all", Cost(4, 2, 1, 5, 0, 2)),
    ],
}


class Counters:
    """Counts what the bot does, from outside."""

    def __init__(self, world: Sandbox, teams: Teams) -> None:
        self._world = world
        self._peers: set[object] = set()
        self.sends = self.statements = 0

    def watch(self, app: web.Application, *, is_connector: bool = False) -> web.Application:
        """The same app, whose requests and connections are counted."""

        @web.middleware
        async def count(request: web.Request, handler: object) -> web.StreamResponse:
            assert request.transport is not None
            self._peers.add((is_connector, request.transport.get_extra_info("peername")))
            self.sends += is_connector
            return await handler(request)  # type: ignore[operator,no-any-return]

        app.middlewares.append(count)
        return app

    def listen(self, connection: sqlite3.Connection, _: object) -> None:
        """From now on hears of each statement that this connection runs, whoever made it."""
        connection.set_trace_callback(self._statement)

    def _statement(self, statement: str) -> None:
        # How many share a transaction is a matter of chance.
        self.statements += not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "--"))

    def so_far(self) -> Cost:
        graph = len(graph_calls(self._world))
        tokens = len(self._world.requests) - graph
        return Cost(graph, tokens, self.sends, self.statements, len(self._peers), 0)


@pytest.fixture
def counters(world: Sandbox) -> Iterator[Counters]:
    counters = Counters(world, Teams())
    event.listen(Engine, "connect", counters.listen)
    yield counters
    event.remove(Engine, "connect", counters.listen)


@pytest.fixture
async def world_url(world: Sandbox, counters: Counters) -> AsyncIterator[str]:
    async with served(counters.watch(world.app())) as url:
        yield url


@pytest.fixture
async def talk(settings: Settings, clock: Clock, counters: Counters) -> AsyncIterator[Talk]:
    """Somebody whose connections are open already."""
    teams = Teams()
    async with (
        bot_app(settings, clock) as app,
        served(app) as url,
        served(counters.watch(teams.app(), is_connector=True)) as teams.service_url,
    ):
        teams.bot_url = f"{url}/api/messages"
        talk = Talk(teams)
        for said in ("tomorrow", "bookings today", "find 30 minutes with Megan"):
            await talk(said)
        yield talk


async def cost_of(talk: Talk, counters: Counters, step: str, shown: Shown) -> tuple[Shown, Cost]:
    before = counters.so_far()
    shown = await (talk.press(shown, step.removeprefix("› ")) if step.startswith("› ") else talk(step))
    cards = sum(len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()) for card in shown.cards)
    return shown, replace(counters.so_far().since(before), kilobytes=-(-cards // 1024))


@pytest.mark.parametrize("flow", BUDGET)
async def test_a_turn_stays_within_its_budget(flow: str, talk: Talk, counters: Counters) -> None:
    shown, above = Shown(), {}
    for step, most in BUDGET[flow]:
        shown, cost = await cost_of(talk, counters, step, shown)
        above[step] = cost.over(most)

    assert {step: found for step, found in above.items() if found} == {}


async def test_whatever_costs_more_is_counted(talk: Talk, counters: Counters, settings: Settings) -> None:
    ((said, most),) = BUDGET["help"]
    before = counters.so_far()
    _, cost = await cost_of(talk, counters, said, Shown())
    assert cost.over(most) == []

    # A client for a single request, one that nobody asked for, and a look into the database.
    async with ClientSession() as session, session.get(f"{settings.graph_base_url}/v1.0/me"):
        pass
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()
    careless = counters.so_far().since(before).over(most)

    assert [each.partition(":")[0] for each in careless] == ["graph", "statements", "connections"]


def modules_of(statement: str) -> frozenset[str]:
    """What a process of its own has loaded after this statement."""
    print_them = f"{statement}; import sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", print_them], cwd=PROJECT, capture_output=True, text=True, check=True)
    return frozenset(ran.stdout.split())


def too_much(modules: frozenset[str]) -> list[str]:
    """What a start loads although nobody needs it then."""
    found = [name for name in NOT_AT_START if any(each == name or each.startswith(f"{name}.") for each in modules)]
    return found + [f"{len(modules)} modules"] * (len(modules) > MODULES_AT_START)


def test_a_start_loads_only_what_it_needs() -> None:
    assert too_much(modules_of("import app")) == []


@pytest.mark.parametrize(
    "name", ["alembic", "msgraph.generated.models.event", "opentelemetry.sdk.trace", "sqlalchemy.dialects.postgresql"]
)
def test_whatever_a_start_loads_too_much_is_counted(name: str) -> None:
    found = too_much(modules_of(f"import app, {name}"))

    assert any(name.startswith(each) for each in found)
