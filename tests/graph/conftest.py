"""Two Graphs to talk to over HTTP: the sandbox, and one whose answers a test writes down beforehand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from graph.client import Graph, GraphClient
from graph.errors import Right
from graph.sandbox import Sandbox
from tests.graph.scripted import ScriptedGraph, served

# A Friday morning in St John's (UTC-3:30), two days before its clocks change.
NOW = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)


@pytest.fixture
async def script() -> AsyncIterator[ScriptedGraph]:
    """A scripted Graph that listens on loopback."""
    scripted = ScriptedGraph()
    async with served(scripted.app()) as scripted.url:
        yield scripted
        scripted.let_go()


Connect = Callable[..., GraphClient]


@pytest.fixture
async def connect(script: ScriptedGraph) -> AsyncIterator[Connect]:
    """Makes clients for the scripted Graph; `connect("megan")` acts as Megan, with tokens that say so."""
    opened: list[Graph] = []

    def connected(person: str = "alex", *, deadline_seconds: float = 5.0, url: str | None = None) -> GraphClient:
        async def token(right: Right, claims: str) -> str:
            return f"{person} {right} {claims}".strip().replace(" ", "/")

        graph = Graph(url or script.url, deadline_seconds=deadline_seconds)
        opened.append(graph)
        return graph.acting_as(person, token)

    yield connected
    for graph in opened:
        await graph.close()


@pytest.fixture
async def graph(connect: Connect) -> GraphClient:
    """Alex at the scripted Graph."""
    return connect()


@pytest.fixture
def world() -> Sandbox:
    """The organisation that Alex works for."""
    return Sandbox(lambda: NOW)


@pytest.fixture
async def shared(world: Sandbox) -> AsyncIterator[Graph]:
    """The client for the sandbox, over HTTP."""
    async with served(world.app()) as url:
        graph = Graph(url, deadline_seconds=5.0)
        yield graph
        await graph.close()


ActAs = Callable[[str], GraphClient]


@pytest.fixture
def act_as(world: Sandbox, shared: Graph) -> ActAs:
    """`act_as("megan@contoso.com")` is Megan at the sandbox."""

    def acting(email: str) -> GraphClient:
        async def token(right: Right, claims: str) -> str:
            return world.token(email)

        return shared.acting_as(email, token)

    return acting


@pytest.fixture
def alex(act_as: ActAs) -> GraphClient:
    """Alex at the sandbox."""
    return act_as("alexw@contoso.com")


@pytest.fixture
def app(world: Sandbox, shared: Graph) -> GraphClient:
    """The app itself at the sandbox, for Alex's things; it may manage Alex's online meetings."""
    person = world.organisation.person("alexw@contoso.com")
    world.organisation.meeting_policies.add(person.id)

    async def token(right: Right, claims: str) -> str:
        return world.app_token()

    return shared.as_app(person.id, token)
