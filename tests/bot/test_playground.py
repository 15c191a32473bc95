"""The Playground starts for this machine alone, knows our people, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot import playground
from bot.playground import PEOPLE, PlaygroundProblem, members, node
from graph.sandbox import Sandbox, organisation

PROJECT = Path(__file__).parents[2]
NOBODY_THERE = "http://127.0.0.1:9/api/messages"
NODE_THAT_WRITES_ITS_ENVIRONMENT = """#!{python}
import json, os, sys
if sys.argv[1:] == ["--version"]:
    print("v20.0.0")
else:
    open({file!r}, "w").write(json.dumps(dict(os.environ)))
"""
BOT_THAT_WAITS_TO_BE_KILLED = """
import asyncio, sys
from tests.bot.test_playground import running

async def main():
    async with running() as chat:
        print(chat.url, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


async def start(**differently: Any) -> playground.Playground:
    """The real Playground, in the project's own folder so that it is downloaded only once."""
    usual = {
        "port": free_port(),
        "bot_url": NOBODY_THERE,
        "zone": "Europe/London",
        "folder": PROJECT / ".playground",
        "environment": dict(os.environ),
    }
    return await playground.start(**{**usual, **differently})


@asynccontextmanager
async def running(**differently: Any) -> AsyncIterator[playground.Playground]:
    """The same, stopped at the end."""
    chat = await start(**differently)
    try:
        yield chat
    finally:
        await chat.stop()


@asynccontextmanager
async def listening_bot() -> AsyncIterator[tuple[str, Callable[[str], Awaitable[dict[str, Any]]]]]:
    """The address of a bot that only listens, and what waits for the next activity of a type."""
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def hear(request: web.Request) -> web.Response:
        if request.method == "POST":
            heard.put_nowait(await request.json())
        return web.Response()

    async def next_of(kind: str) -> dict[str, Any]:
        while (activity := await asyncio.wait_for(heard.get(), 20))["type"] != kind:
            pass
        return activity

    app = web.Application()
    app.router.add_route("*", "/api/messages", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}/api/messages", next_of
    finally:
        await runner.cleanup()


async def test_the_bot_hears_who_wrote_in_which_tenant_chat_and_zone() -> None:
    async with (
        listening_bot() as (bot_url, next_of),
        running(bot_url=bot_url, zone="Asia/Tokyo") as chat,
        aiohttp.ClientSession(chat.url) as http,
    ):
        message = {"from": {"id": "29:user-alex"}, "text": "today", "textFormat": "plain"}
        await http.post(f"/_conversation/v1/conversations/{members.PERSONAL_CHAT_ID}/messages", json=message)
        activity = await next_of("message")

    assert activity["text"] == "today"
    assert activity["localTimezone"] == "Asia/Tokyo"
    assert activity["from"]["aadObjectId"] == "33333333-3333-4333-8333-333333333330"
    assert activity["recipient"]["id"] == members.BOT_ID
    assert activity["conversation"]["id"] == members.PERSONAL_CHAT_ID
    assert activity["channelData"]["tenant"]["id"] == members.TENANT_ID
    assert activity["serviceUrl"] == f"{chat.url}/_connector"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127.0.0.0/8")
async def test_only_this_machine_can_reach_the_chat() -> None:
    async with running() as chat:
        port = int(chat.url.rpartition(":")[2])

        for elsewhere in ("127.0.0.2", "::1"):
            with pytest.raises(OSError, match=str(port)):
                await asyncio.open_connection(elsewhere, port)


async def test_stopping_it_twice_leaves_nothing_behind() -> None:
    async with running() as chat:
        async with asyncio.timeout(2):
            await chat.stop()
            await chat.stop()

        assert not chat.folder.exists()
        with pytest.raises(ProcessLookupError):
            os.killpg(chat.process.pid, 0)


async def test_the_chat_ends_even_if_the_bot_is_killed() -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BOT_THAT_WAITS_TO_BE_KILLED, cwd=PROJECT, stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout is not None
    port = (await asyncio.wait_for(bot.stdout.readline(), 120)).decode().strip().rpartition(":")[2]
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))

    bot.send_signal(signal.SIGKILL)
    await bot.wait()

    assert await asyncio.wait_for(reader.read(), 5) == b""  # the chat hung up
    writer.close()
    shutil.rmtree(PROJECT / ".playground" / port)


async def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PlaygroundProblem, match=rf"^Port {port} is taken by another program: .*\.$"):
            await start(port=port, folder=tmp_path)


async def test_neither_proxies_nor_secrets_reach_the_chat(tmp_path: Path) -> None:
    """It would use a proxy to reach the bot, and credentials of its own name to sign in to a tenant."""
    written = tmp_path / "environment.json"
    for name in ("node", "npm"):
        (tmp_path / name).write_text(NODE_THAT_WRITES_ITS_ENVIRONMENT.format(python=sys.executable, file=str(written)))
        (tmp_path / name).chmod(0o755)
    program = tmp_path / node.VERSION / "node_modules" / node.PACKAGE / "cli.js"
    program.parent.mkdir(parents=True)
    program.touch()
    ours = {
        "PATH": str(tmp_path),
        "HTTPS_PROXY": "http://proxy",
        "http_proxy": "http://proxy",
        "AUTH_CLIENT_SECRET": "s",
    }

    with pytest.raises(PlaygroundProblem, match="stopped while it was starting"):
        await start(folder=tmp_path, environment=ours)

    environment = json.loads(written.read_text())
    assert environment["TZ"] == "Europe/London"
    assert environment["TEAMSAPPTESTER_BROWSER"] == "none"
    assert not set(environment) & {"HTTPS_PROXY", "http_proxy", "AUTH_CLIENT_SECRET"}


def test_the_chat_has_one_person_at_the_keyboard_and_five_others(tmp_path: Path) -> None:
    config = json.loads(members.write_config(PEOPLE, tmp_path).read_text("utf-8"))

    assert config["currentUser"]["name"] == "Alex Wilber"
    assert [user["givenName"] for user in config["users"]] == ["Megan", "Adele", "Isaiah", "Patti", "Lynne"]
    with pytest.raises(ValueError, match="5 others"):
        members.write_config(PEOPLE[:5], tmp_path)


def test_the_chat_and_the_sandbox_mean_the_same_tenant_bot_and_people() -> None:
    known = Sandbox(lambda: datetime(2026, 3, 6, 12, 30, tzinfo=UTC)).organisation.people

    assert members.TENANT_ID == organisation.TENANT_ID
    assert members.BOT_ID == organisation.BOT_ID
    for member in PEOPLE:
        person = known[member.entra_id]
        theirs = (person.teams_id, person.name, person.given_name, person.surname, person.email)
        assert theirs == (member.teams_id, member.name, member.given_name, member.surname, member.email)
