"""A sandbox of its own for each test, on a Friday at half past twelve in London."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import Ask


@dataclass
class Clock:
    """A clock that moves when a test says so."""

    now: datetime = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return Sandbox(clock)


@pytest.fixture
async def ask(sandbox: Sandbox) -> AsyncIterator[Ask]:
    async with TestServer(sandbox.app()) as server, ClientSession() as session:
        yield Ask(session, str(server.make_url("/")).rstrip("/"), sandbox)
