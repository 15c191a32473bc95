"""The way from the SDK's HTTP client to the wire: each request once, and through the proxy that is set."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress

import pytest

from graph.client import Graph
from graph.errors import OutcomeUnknown, Right

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


async def token(right: Right, claims: str) -> str:
    return "token"


@asynccontextmanager
async def breaking_after(first: int, heard: list[bytes]) -> AsyncIterator[str]:
    """A server that answers so many requests on a connection, hears one more and hangs up."""

    connections: list[asyncio.Task[None]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(asyncio.IncompleteReadError):  # whoever has nothing more to ask goes first
            for number in range(first + 1):
                heard.append((await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")[0])
                if number < first:
                    writer.write(OK)
        await writer.wait_closed()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(asyncio.create_task(serve(reader, writer)))

    async with await asyncio.start_server(begin, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        await asyncio.gather(*connections)


async def test_a_deletion_on_a_kept_connection_that_breaks_is_not_sent_again() -> None:
    heard: list[bytes] = []
    async with breaking_after(1, heard) as address:
        graph = Graph(f"http://{address}")
        alex = graph.acting_as("alex", token)
        await alex.get(alex.me)

        with pytest.raises(OutcomeUnknown):
            await alex.delete(alex.me.events.by_event_id("1"))
        await graph.close()

    assert heard == [b"GET /v1.0/me HTTP/1.1", b"DELETE /v1.0/me/events/1 HTTP/1.1"]


async def test_calls_go_through_the_proxy_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bytes] = []
    async with breaking_after(1, heard) as address:
        monkeypatch.setenv("http_proxy", f"http://{address}")
        monkeypatch.delenv("no_proxy", raising=False)
        graph = Graph("http://graph.example")
        alex = graph.acting_as("alex", token)

        await alex.get(alex.me)
        await graph.close()

    assert heard == [b"GET http://graph.example/v1.0/me HTTP/1.1"]


async def test_this_machine_is_not_behind_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[bytes] = []
    async with breaking_after(1, heard) as address:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        graph = Graph(f"http://{address}")
        alex = graph.acting_as("alex", token)

        await alex.get(alex.me)
        await graph.close()

    assert heard == [b"GET /v1.0/me HTTP/1.1"]
