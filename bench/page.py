"""CPU of reading a page of fifty events: our way, and httpx with its JSON left as it is; as a process, in JSON."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bench.microsoft import EVENTS
from bench.places import Places, from_command_line, say_ready
from graph import events
from graph.client import Graph
from graph.errors import Right
from graph.span import Span

TIMES = 200


async def _token(right: Right, claims: str) -> str:
    return "a-token"


async def _cpu_ms(work: Callable[[], Awaitable[Any]]) -> float:
    for _ in range(20):
        await work()
    began = time.process_time()
    for _ in range(TIMES):
        await work()
    return (time.process_time() - began) * 1000 / TIMES


async def main(places: Places) -> None:
    """Measures both, and says so on one line."""
    day = Span(datetime.now(UTC), datetime.now(UTC) + timedelta(days=1))
    graph = Graph(places.microsoft)
    alex = graph.acting_as("alex", _token)

    async def ours() -> None:
        assert len(await events.between(alex, day)) == EVENTS  # noqa: S101 - or there is nothing to measure

    async with httpx.AsyncClient(headers={"Authorization": "Bearer a-token"}) as client:

        async def bare() -> None:
            answer = await client.get(f"{places.microsoft}/v1.0/me/calendarView")
            assert len(json.loads(answer.content)["value"]) == EVENTS  # noqa: S101 - the same

        say_ready(json.dumps({"ours": await _cpu_ms(ours), "httpx": await _cpu_ms(bare)}))
    await graph.close()


if __name__ == "__main__":
    asyncio.run(main(from_command_line()))
