"""Start here: settings → parts → one aiohttp app. With nothing configured, everything runs on this machine.

`python app.py` alone starts the bot, a sandbox that stands in for Microsoft 365, and a chat to try it in.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web

from bot import logs, playground
from bot.adapter import LARGEST_BODY_BYTES, ChannelAuthentication, TeamsAdapter, fetch_json
from bot.channel_token import SigningKeys, Trust
from bot.clouds import BotCloud
from bot.connector import BotToken, Outbox
from bot.credentials import BotCredential, credential_for
from bot.handler import Handler
from bot.housekeeping import housekeeping
from bot.identity import UserTokens
from bot.language import read
from bot.playground import PlaygroundProblem
from bot.settings import Settings, SettingsProblem, child_environment, from_environment, is_this_machine
from bot.store import Store
from graph.client import Graph

log = logging.getLogger("nudge")

HERE = Path(__file__).parent
SHUTDOWN_SECONDS = 2.0
CHAT_ZONE = "Europe/London"  # where Alex, who sits at the keyboard of the chat, lives in the sandbox
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, in UTC; the only place that reads it."""
    return datetime.now(UTC)


@asynccontextmanager
async def bot_app(
    settings: Settings,
    clock: Clock = system_clock,
    *,
    cloud: BotCloud | None = None,
    may_send_to: Callable[[str], bool] | None = None,
    bot_token: BotToken | None = None,
) -> AsyncIterator[web.Application]:
    """The bot's own routes with everything behind them open; all of it is closed on the way out.

    `cloud`, `may_send_to` and `bot_token` follow from the settings; tests put what they serve on loopback there.
    """
    cloud = cloud or settings.cloud
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(
            ClientSession(connector=TCPConnector(limit=200, keepalive_timeout=60), timeout=ClientTimeout(total=30))
        )
        store = Store(settings.database_url)
        stack.push_async_callback(store.close)
        await store.open()
        graph = Graph(settings.graph_base_url)
        stack.push_async_callback(graph.close)
        # What is loaded on its first use takes a third of a second: let that not be somebody's first question.
        warming = asyncio.create_task(_warm(graph, clock))
        stack.push_async_callback(asyncio.wait, (warming,))
        credential = BotCredential(None if settings.is_local else credential_for(settings, cloud), cloud.bot_scope)
        stack.push_async_callback(credential.close)
        bot_token = bot_token or credential.token
        tokens = UserTokens(session, settings.token_service_url, bot_token, settings)
        await stack.enter_async_context(housekeeping(store, clock))
        handler = Handler(graph=graph, store=store, tokens=tokens, clock=clock)
        outbox = Outbox(
            session,
            bot_token,
            may_send_to or (is_this_machine if settings.is_local else cloud.has),
            clock,
            other_service_url=cloud.other_service_url,
        )
        trust = None
        if not settings.is_local:
            keys = SigningKeys(partial(fetch_json, session), clock, cloud.openid_metadata)
            trust = Trust(settings.app_id, cloud.bot_framework, keys)
        authentication = ChannelAuthentication(trust, settings.tenants, outbox, clock)
        adapter = TeamsAdapter(authentication, handler.on_turn, store.deliveries.first_time, clock)
        yield _routes(adapter, store)


async def _warm(graph: Graph, clock: Clock) -> None:
    await graph.warm()
    await asyncio.to_thread(read, "", now=clock(), zone="UTC", locale="en-US")


def _routes(adapter: TeamsAdapter, store: Store) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(_: web.Request) -> web.Response:
        try:
            await store.ping()
        except Exception:
            # Whatever the database driver raises, the answer is the same.
            log.exception("the store does not answer")
            return web.json_response({"status": "the store does not answer"}, status=503)
        return web.json_response({"status": "ready"})

    app = web.Application(client_max_size=LARGEST_BODY_BYTES)
    app.router.add_post("/api/messages", adapter.receive)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    return app


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int, name: str) -> AsyncIterator[None]:
    """Serves an app on one port; a busy port is a SettingsProblem."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS / 2)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as problem:
        await runner.cleanup()
        if problem.errno != errno.EADDRINUSE:
            raise
        raise SettingsProblem(
            [f"Port {port} is in use: stop what listens there, or set {name} to another port."]
        ) from None
    try:
        yield
    finally:
        await runner.cleanup()


async def serve(settings: Settings) -> None:
    """Runs until Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        try:
            asyncio.get_running_loop().add_signal_handler(each, stop.set)
        except NotImplementedError:
            # Windows has no signal handlers in the loop; there Ctrl-C arrives as KeyboardInterrupt.
            break
    async with AsyncExitStack() as stack:
        if settings.is_local:
            await _start_sandbox(stack, settings)
        app = await stack.enter_async_context(bot_app(settings))
        await stack.enter_async_context(listening(app, settings.host, settings.port, "PORT"))
        print(f"Bot         http://{settings.host}:{settings.port}/api/messages", flush=True)
        if settings.is_local and settings.playground:
            await _unless_stopped(stop, _start_chat(stack, settings))
        await stop.wait()
        print("Stopping.", flush=True)


async def _unless_stopped(stop: asyncio.Event, starting: Coroutine[Any, Any, None]) -> None:
    """Waits for something that takes long, but no longer than until Ctrl-C."""
    task, stopped = asyncio.create_task(starting), asyncio.create_task(stop.wait())
    await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    else:
        await task


async def _start_sandbox(stack: AsyncExitStack, settings: Settings) -> None:
    from graph.sandbox import Sandbox

    address = f"http://127.0.0.1:{settings.sandbox_port}"
    sandbox = Sandbox(system_clock, public_url=address)
    await stack.enter_async_context(listening(sandbox.app(), "127.0.0.1", settings.sandbox_port, "SANDBOX_PORT"))
    print(f"Sandbox     {address}/  (what the bot reads and changes)", flush=True)


async def _start_chat(stack: AsyncExitStack, settings: Settings) -> None:
    print("Chat        starting (the first time it is fetched) …", flush=True)
    chat = await playground.start(
        port=settings.playground_port,
        bot_url=f"http://127.0.0.1:{settings.port}/api/messages",
        people=playground.PEOPLE,
        zone=CHAT_ZONE,
        folder=HERE / ".playground",
        environment=child_environment(),
    )
    stack.push_async_callback(chat.stop)
    print(f"Chat        {chat.url}\n\nOpen {chat.url} and say: help", flush=True)
    if settings.open_browser:
        await asyncio.to_thread(webbrowser.open, chat.url)


def main() -> int:
    """The process: 0 after a clean stop, 2 if the settings do not fit together."""
    try:
        settings = from_environment()
        logs.set_up(settings.log_level)
        asyncio.run(serve(settings))
    except SettingsProblem as problem:
        print("Nudge cannot start:", *(f"- {each}" for each in problem.problems), sep="\n", file=sys.stderr)
        return 2
    except PlaygroundProblem as problem:
        print(f"Nudge cannot start its chat: {problem} PLAYGROUND=off starts without it.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
