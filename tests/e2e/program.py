"""`python app.py` as a newcomer starts it, on ports and with a database of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

PROJECT = Path(__file__).parents[2]
START_SECONDS = 240  # the first start downloads the chat
STOP_SECONDS = 3


@dataclass(frozen=True)
class Program:
    """A running app.py."""

    process: subprocess.Popen[str]
    printed: list[str]  #: lines, until it was ready
    bot_port: int
    sandbox_port: int
    chat_port: int

    @property
    def chat_url(self) -> str:
        """To open in a browser."""
        return f"http://127.0.0.1:{self.chat_port}"

    def stop(self) -> int:
        """Ctrl-C; its exit status. Raises TimeoutExpired if that takes longer than it may."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOP_SECONDS)


@contextmanager
def running(folder: Path) -> Iterator[Program]:
    """Starts it with its database and log in `folder`, waits until it says what to open, and stops it at the end."""
    bot_port, sandbox_port, chat_port = _free_ports(3)
    environment = {
        "PORT": str(bot_port),
        "SANDBOX_PORT": str(sandbox_port),
        "PLAYGROUND_PORT": str(chat_port),
        "DATABASE_URL": f"sqlite:///{folder / 'nudge.db'}",
        "OPEN_BROWSER": "off",
    }
    with (folder / "nudge.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=PROJECT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        try:
            program = Program(process, _lines_until_ready(process), bot_port, sandbox_port, chat_port)
            assert program.printed[-1:] == [f"Open {program.chat_url} and say: help\n"], _why_not(program, folder)
            yield program
            if process.poll() is None:
                program.stop()
        finally:
            process.kill()


def _lines_until_ready(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    watchdog = Timer(START_SECONDS, process.kill)
    watchdog.start()
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Open "):
            break
    watchdog.cancel()
    return lines


def _why_not(program: Program, folder: Path) -> str:
    return "app.py did not get ready:\n" + "".join(program.printed) + (folder / "nudge.log").read_text()


def _free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
