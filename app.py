"""Start here: settings → parts → one aiohttp app. With nothing configured, everything runs on this machine.

`python app.py` alone starts the bot, a sandbox that stands in for Microsoft 365, and a chat to try it in.
"""

from __future__ import annotations

import gc
import sys

# All of this file is parsed before this runs, so it keeps to the grammar of Python 3.8.
if sys.version_info < (3, 11):  # noqa: UP036 - or an older one ends at the first import that it lacks
    print("Nudge needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info), file=sys.stderr)
    sys.exit(2)
gc.disable()  # whatever a start loads stays: to look for garbage among it takes a fifth of the time

import asyncio
import errno
import json
import logging
import signal
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from sqlalchemy.exc import ArgumentError, OperationalError

from bot import doctor, logs, playground
from bot.adapter import LARGEST_BODY_BYTES, ChannelAuthentication, TeamsAdapter, fetch_json
from bot.background import AppReading, Background
from bot.beside import beside, unless_stopped
from bot.channel_token import SigningKeys, Trust
from bot.clouds import BotCloud
from bot.command import all_commands
from bot.connector import BotToken, Outbox
from bot.contradictions import is_this_machine
from bot.credentials import BotCredential, Credential, credential_for
from bot.handler import Handler
from bot.housekeeping import housekeeping
from bot.identity import UserTokens, sandbox_app_token
from bot.language import read
from bot.measured import measured
from bot.options import read_options
from bot.playground import PlaygroundProblem
from bot.reaching import Reach
from bot.reminders.notices import Notices
from bot.reminders.running import Reminders, reminding
from bot.settings import Settings, SettingsProblem, child_environment, from_environment, listed, misspelt
from bot.store import Store
from graph.client import Graph

if TYPE_CHECKING:
    from bot.telemetry import Telemetry

all_commands()
gc.freeze()
gc.enable()

log = logging.getLogger("nudge")

HERE = Path(__file__).parent
SHUTDOWN_SECONDS = 1.0  # for what is under way when a laptop's Ctrl-C comes
DRAIN_SECONDS = 20.0  # the same in production: longer than a turn may take
CHAT_ZONE = "Europe/London"  # where Alex, who sits at the keyboard of the chat, lives in the sandbox
Clock = Callable[[], datetime]
BACKGROUND = web.AppKey("background", Background)
REACH = web.AppKey("reach", Reach)
REMINDERS = web.AppKey("reminders", Reminders)
STOPPING = web.AppKey("stopping", asyncio.Event)  # set when nothing new is to be sent here


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
    telemetry: Telemetry | None = None,
) -> AsyncIterator[web.Application]:
    """The bot's own routes with everything behind them open; what stands after `clock` is for tests."""
    cloud = cloud or settings.cloud
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(_session())
        store = await stack.enter_async_context(_opened(settings.database_url))
        graph = await stack.enter_async_context(_warming(settings.graph_base_url, clock))
        credential = None if settings.is_local else credential_for(settings, cloud)
        bot_credential = BotCredential(credential, cloud.bot_scope, clock)
        stack.push_async_callback(bot_credential.close)
        bot_token = bot_token or bot_credential.token
        tokens = UserTokens(session, settings.token_service_url, bot_token, settings)
        background = Background(graph, store, tokens, _app_reading(settings, cloud, session, credential, clock), clock)
        await stack.enter_async_context(housekeeping(store, clock))
        handler = Handler(graph=graph, store=store, tokens=tokens, clock=clock)
        may_send_to = may_send_to or (is_this_machine if settings.is_local else cloud.has)
        outbox = Outbox(session, bot_token, may_send_to, clock, other_service_url=cloud.other_service_url)
        trust = None if settings.is_local else _trust(settings, cloud, session, clock)
        if trust is not None:
            await stack.enter_async_context(beside(trust.keys.keep_fresh()))
        authentication = ChannelAuthentication(trust, settings.tenants, outbox, clock)
        logic = measured(settings, telemetry, handler.on_turn, store.ledger.backlog, clock)
        logic_at_work = await stack.enter_async_context(logic)
        adapter = TeamsAdapter(authentication, logic_at_work, store.deliveries.first_time, clock)
        reach = Reach(outbox, store, clock)
        reminders = await stack.enter_async_context(
            reminding(store, background, reach.send, clock, settings.notification_url)
        )
        app = _routes(adapter, store, trust, reminders.notices)
        app[BACKGROUND], app[REACH], app[REMINDERS] = background, reach, reminders
        yield app


def _session() -> ClientSession:
    # No limit of connections: bot.room bounds the turns, and here those of one tenant would hold up all others.
    return ClientSession(connector=TCPConnector(limit=0, keepalive_timeout=60), timeout=ClientTimeout(total=30))


def _trust(settings: Settings, cloud: BotCloud, session: ClientSession, clock: Clock) -> Trust:
    keys = SigningKeys(partial(fetch_json, session), clock, cloud.openid_metadata)
    return Trust(settings.app_id, cloud.bot_framework, keys)


def _app_reading(
    settings: Settings, cloud: BotCloud, session: ClientSession, credential: Credential | None, clock: Clock
) -> AppReading | None:
    if settings.background_reading != "app":
        return None
    if credential is None:
        return AppReading(partial(sandbox_app_token, session, settings.graph_base_url), "")
    return AppReading(BotCredential(credential, cloud.graph_scope, clock).token, settings.tenant_id)


async def _notify(notices: Notices, request: web.Request) -> web.Response:
    """Graph tries an address by a token that it wants back as plain text; all else it sends are notifications."""
    if (token := request.query.get("validationToken")) is not None:
        return web.Response(text=token, headers={"X-Content-Type-Options": "nosniff"})
    try:
        await notices.take(json.loads(await request.read()))
    except (ValueError, RecursionError) as problem:
        raise web.HTTPBadRequest(text="These are no notifications.") from problem
    return web.Response(status=202)


@asynccontextmanager
async def _opened(database_url: str) -> AsyncIterator[Store]:
    store = Store(database_url)
    try:
        await store.open()
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def _warming(graph_base_url: str, clock: Clock) -> AsyncIterator[Graph]:
    graph = Graph(graph_base_url)
    # What is loaded on its first use takes a third of a second: let that not be somebody's first question.
    warming = asyncio.create_task(_warm(graph, clock))
    try:
        yield graph
    finally:
        await asyncio.wait((warming,))
        await graph.close()


async def _warm(graph: Graph, clock: Clock) -> None:
    await asyncio.to_thread(read, "", now=clock(), zone="UTC", locale="en-US")
    await graph.warm()


def _routes(adapter: TeamsAdapter, store: Store, trust: Trust | None, notices: Notices | None) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(request: web.Request) -> web.Response:
        status = "stopping" if request.app[STOPPING].is_set() else "ready"
        if trust is not None and not trust.keys.are_at_hand:
            status = "the signing keys of Teams are not fetched yet, or too old"
        if not request.app[REMINDERS].sender.is_well:
            status = "reminders are not sent: their ledger cannot be read"
        try:
            await store.ping()
        except Exception:
            # Whatever the database driver raises, the answer is the same.
            log.exception("the store does not answer")
            status = "the store does not answer"
        return web.json_response({"status": status}, status=200 if status == "ready" else 503)

    app = web.Application(client_max_size=LARGEST_BODY_BYTES)
    app[STOPPING] = asyncio.Event()
    app.router.add_post("/api/messages", adapter.receive)
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    if notices is not None:
        app.router.add_post("/api/notifications", partial(_notify, notices))
    return app


@asynccontextmanager
async def listening(
    app: web.Application, host: str, port: int, name: str, grace_seconds: float = SHUTDOWN_SECONDS
) -> AsyncIterator[None]:
    """Serves an app on one port; a busy port is a SettingsProblem. At the end what is under way has its grace."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=grace_seconds)
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
        grace_seconds = SHUTDOWN_SECONDS if settings.is_local else DRAIN_SECONDS
        await stack.enter_async_context(listening(app, settings.host, settings.port, "PORT", grace_seconds))
        print(f"Bot         http://{settings.host}:{settings.port}/api/messages", flush=True)
        if settings.is_local and settings.playground:
            await unless_stopped(stop, _start_chat(stack, settings))
        await stop.wait()
        app[STOPPING].set()
        print("Stopping.", flush=True)


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


async def _doctor(settings: Settings, asked: doctor.Asked) -> int:
    async with AsyncExitStack() as stack:
        if settings.is_local:
            with suppress(SettingsProblem):  # one that runs already will do
                await _start_sandbox(stack, settings)
        session = await stack.enter_async_context(_session())
        return await doctor.report(settings, asked, session)


def main(arguments: list[str] | None = None) -> int:
    """The process: 0 after a clean stop, 1 if the doctor found something, 2 if the settings do not fit together."""
    options = read_options(arguments)
    try:
        settings = from_environment()
        if options.check:
            print(*listed(settings), sep="\n")
            sys.stderr.writelines(f"{each}\n" for each in misspelt())
            return 0
        is_doctor = options.task == "doctor"
        logs.set_up("ERROR" if is_doctor else settings.log_level, form=settings.log_format)
        for each in misspelt():
            log.warning("%s", each)
        if is_doctor:
            return asyncio.run(_doctor(settings, doctor.asked(options)))
        asyncio.run(serve(settings))
    except SettingsProblem as problem:
        print("Nudge cannot start:", *(f"- {each}" for each in problem.problems), sep="\n", file=sys.stderr)
        return 2
    except (ArgumentError, OperationalError):
        print("Nudge cannot use its database: start it, or correct DATABASE_URL.", file=sys.stderr)
        return 2
    except PlaygroundProblem as problem:
        print(f"Nudge cannot start its chat: {problem} PLAYGROUND=off starts without it.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
