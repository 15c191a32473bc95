"""Requests to Graph over aiohttp's connections, each sent exactly once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import aiohttp
from yarl import URL

from graph.answer import Answer

_CONNECT_SECONDS = 5.0


class NoAnswer(Exception):
    """None came, or none that can be read; the message says what went wrong, and nothing of what was sent."""


class Transport:
    """Connections are kept, shared, and as many as there are requests at once."""

    def __init__(self, *, idle_seconds: float, proxy: str) -> None:
        self._idle_seconds = idle_seconds
        self._proxy = proxy or None
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None,
        *,
        seconds_left: float,
        on_its_way: Callable[[], None],
    ) -> Answer:
        """The answer, read to its end. `on_its_way` is called before the first byte goes out. Raises NoAnswer."""
        left = max(seconds_left, 0.001)
        sending = self._open().request(
            method,
            URL(url, encoded=True),
            headers=headers,
            data=body,
            timeout=aiohttp.ClientTimeout(connect=left, sock_connect=min(_CONNECT_SECONDS, left), sock_read=left),
            allow_redirects=False,
            proxy=self._proxy,
            trace_request_ctx=on_its_way,
        )
        try:
            async with sending as response:
                return Answer(response.status, response.headers, await response.read())
        except aiohttp.ClientError as problem:
            raise NoAnswer(type(problem).__name__) from problem

    async def close(self) -> None:
        """Closes every connection."""
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            trace = aiohttp.TraceConfig()
            trace.on_connection_create_end.append(_on_its_way)
            trace.on_connection_reuseconn.append(_on_its_way)
            self._session = aiohttp.ClientSession(
                # No limit: whoever calls bounds what is asked at once, and whoever waits would hold up all others here.
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=self._idle_seconds),
                cookie_jar=aiohttp.DummyCookieJar(),
                middlewares=(_once,),
                trace_configs=[trace],
            )
        return self._session


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    # By itself aiohttp would send a GET, PUT or DELETE again where a kept connection breaks.
    try:
        return await send(request)
    except (aiohttp.ClientError, OSError) as problem:
        raise NoAnswer(type(problem).__name__) from problem


async def _on_its_way(_: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:
    context.trace_request_ctx()
