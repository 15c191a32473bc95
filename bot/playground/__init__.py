"""The chat of local mode: the Microsoft 365 Agents Playground, in a browser and on this machine alone.

Source: https://www.npmjs.com/package/@microsoft/m365agentsplayground
"""

from __future__ import annotations

import asyncio
import shutil
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.playground.members import PEOPLE, Member, write_config
from bot.playground.node import PlaygroundProblem, find_node, install, kill

CHANNEL = "msteams"
START_SECONDS = 60

# The Playground has no setting for the address it listens on, and would listen on all of them.
LOOPBACK_ONLY = Path(__file__).with_name("loopback.cjs")

# All that the Playground gets of our environment: no secrets, and no proxies, which it would also use to reach the bot.
KEPT = ("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


@dataclass(frozen=True)
class Playground:
    """A chat that is running."""

    url: str  #: to open in a browser
    process: Process
    folder: Path  #: its settings and logs, as long as it runs

    async def stop(self) -> None:
        """Ends it and everything that it started, at once; also if it has ended already."""
        await kill(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


async def start(
    *,
    port: int,
    bot_url: str,
    zone: str,
    folder: Path,
    environment: Mapping[str, str],
    people: Sequence[Member] = PEOPLE,
) -> Playground:
    """A chat with the bot at `bot_url`, up and answering; what it needs is first installed in `folder`, once.

    `people` are six: the first sits at the keyboard. `zone` (IANA) is the one that person's device is in.
    `folder` is an absolute path. The Playground also ends when this process does, however that happens.
    Raises PlaygroundProblem.
    """
    await _expect_free(port)
    config = write_config(people, folder / str(port))
    node = await find_node(environment)
    program = await install(node, folder, environment)
    output = config.with_name("output.log")
    url = f"http://127.0.0.1:{port}"
    where = ("-e", bot_url, "-c", CHANNEL, "-p", str(port), "--service-url", f"{url}/_connector")
    with output.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(*node.node, "--require", str(LOOPBACK_ONLY), str(program), *where, "--disable-telemetry"),
            cwd=config.parent,
            env=_environment(environment, zone, config),
            stdin=PIPE,
            stdout=log,
            stderr=STDOUT,
            start_new_session=True,
        )
    try:
        await _wait_until_it_answers(process, port, output)
    except BaseException:
        await kill(process)
        raise
    return Playground(url, process, config.parent)


def _environment(ours: Mapping[str, str], zone: str, config: Path) -> dict[str, str]:
    return {
        **{name: ours[name] for name in KEPT if name in ours},
        "TZ": zone,
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(config),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(config.with_name("playground.log")),
    }


async def _expect_free(port: int) -> None:
    # The Playground itself would silently take another port.
    try:
        server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", port)
    except OSError as error:
        raise PlaygroundProblem(
            f"Port {port} is taken by another program: stop that one, or set PLAYGROUND_PORT to another number."
        ) from error
    server.close()
    await server.wait_closed()


async def _wait_until_it_answers(process: Process, port: int, output: Path) -> None:
    try:
        async with asyncio.timeout(START_SECONDS):
            while process.returncode is None:
                if await _answers(port):
                    return
                await asyncio.sleep(0.05)
    except TimeoutError as error:
        raise PlaygroundProblem(f"The chat did not start within {START_SECONDS} s; {output} may say why.") from error
    raise PlaygroundProblem(f"The chat stopped while it was starting; {output} says why.")


async def _answers(port: int) -> bool:
    """Whether the Playground says "pong"."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    try:
        writer.write(b"GET /_debug/ping HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        return (await reader.read()).endswith(b"pong")
    except OSError:
        return False
    finally:
        writer.close()


__all__ = ["PEOPLE", "Member", "Playground", "PlaygroundProblem", "start"]
