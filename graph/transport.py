"""httpx's requests over aiohttp's connections, because the SDK speaks httpx only and aiohttp takes a fifth of the CPU.

An httpx transport is the place where that is allowed: https://www.python-httpx.org/advanced/transports/
"""

from __future__ import annotations

import ssl
from types import SimpleNamespace
from typing import Any

import aiohttp
import httpx
from yarl import URL

# httpx has set these already, and a body that is there in full needs no word about how it comes.
_NOT_AGAIN = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
_OURS = frozenset({"content-length", "transfer-encoding", "connection"})


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends each request exactly once; connections are kept, shared, and as many as there are requests at once.

    A request says in its extensions how long it may take (`timeout`, as for httpx), and what to call before its first
    byte goes out (`on_its_way`). Whatever fails on the way is an httpx.NetworkError.
    """

    def __init__(self, certificates: ssl.SSLContext, *, idle_seconds: float, proxy: str) -> None:
        self._certificates = certificates
        self._idle_seconds = idle_seconds
        self._proxy = proxy or None
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, read to its end."""
        waits = request.extensions["timeout"]
        sending = self._open().request(
            request.method,
            URL(str(request.url), encoded=True),
            headers=[(name, value) for name, value in request.headers.multi_items() if name not in _OURS],
            data=await request.aread() or None,
            timeout=aiohttp.ClientTimeout(
                connect=waits["pool"], sock_connect=waits["connect"], sock_read=waits["read"]
            ),
            allow_redirects=False,
            skip_auto_headers=_NOT_AGAIN,
            proxy=self._proxy,
            trace_request_ctx=request.extensions["on_its_way"],
        )
        try:
            async with sending as response:
                content = await response.read()
        except aiohttp.ClientError as problem:
            raise httpx.NetworkError(type(problem).__name__) from problem
        return httpx.Response(response.status, headers=response.raw_headers, stream=httpx.ByteStream(content))

    async def aclose(self) -> None:
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
                connector=aiohttp.TCPConnector(ssl=self._certificates, limit=0, keepalive_timeout=self._idle_seconds),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                middlewares=(_once,),
                trace_configs=[trace],
            )
        return self._session


async def _once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    # By itself aiohttp would send a GET, PUT or DELETE again where a kept connection breaks.
    try:
        return await send(request)
    except (aiohttp.ClientError, OSError) as problem:
        raise httpx.NetworkError(type(problem).__name__) from problem


async def _on_its_way(_: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:
    context.trace_request_ctx()
