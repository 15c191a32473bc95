"""Where everything listens while a measurement runs, and the process that each part of it is.

Every part runs in a process of its own, so that its CPU is its own: the bot that is measured, Microsoft's side, Graph.
This file imports nothing but the standard library, because the stock bot runs in an environment of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

PROJECT = Path(__file__).parents[1]
APP_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
APP_PASSWORD = "a password that opens nothing"  # noqa: S105
TENANT = "11111111-1111-4111-8111-111111111111"
ISSUER = "https://api.botframework.com"
KEY_ID = "bench"
START_SECONDS = 60.0


@dataclass(frozen=True)
class Places:
    """Addresses without a slash at the end; "" for what does not listen yet."""

    folder: str  #: certificate, keys and database of this measurement
    microsoft: str = ""  #: connector, signing keys and identity provider
    graph: str = ""  #: Graph and the token service

    @property
    def certificate(self) -> Path:
        """The certificate of every server, which is its own authority."""
        return Path(self.folder) / "certificate.pem"

    @property
    def trusted(self) -> Path:
        """Whom to trust: everybody that is trusted usually, and that certificate."""
        return Path(self.folder) / "trusted.pem"

    @property
    def private_key(self) -> Path:
        """The key of that certificate; the same signs the tokens of Teams."""
        return Path(self.folder) / "key.pem"


def from_command_line() -> Places:
    """What `started` told this process."""
    return Places(**json.loads(sys.argv[1]))


def say_ready(address: str) -> None:
    """Tells whoever started this process where it listens."""
    print(address, flush=True)


@dataclass(frozen=True)
class Started:
    """A process that listens."""

    address: str
    process: subprocess.Popen[str]


@contextmanager
def started(module: str, places: Places, python: str = sys.executable) -> Iterator[Started]:
    """Runs a module of this folder until the end; raises RuntimeError with its last words if it does not start."""
    # Two names: requests knows its own, everything else takes OpenSSL's.
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "SSL_CERT_FILE": str(places.trusted),
        "REQUESTS_CA_BUNDLE": str(places.trusted),
        # Compiled once, as in an image that is deployed, and not into the tree.
        "PYTHONPYCACHEPREFIX": str(Path(places.folder) / "compiled"),
        "PYTHONPATH": str(PROJECT),
    }
    log = (Path(places.folder) / f"{module}.log").open("a+", encoding="utf-8")
    with (
        log,
        subprocess.Popen(  # noqa: S603 - our own module
            [python, "-m", module, json.dumps(asdict(places))],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        watchdog = threading.Timer(START_SECONDS, process.kill)
        watchdog.start()
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            address = process.stdout.readline().strip()
            watchdog.cancel()
            if not address:
                log.seek(0)
                raise RuntimeError(f"{module} did not start:\n{log.read()[-3000:]}")
            yield Started(address, process)
        finally:
            watchdog.cancel()
            process.terminate()


def listening_at(places: Places, **addresses: str) -> Places:
    """The same with more addresses."""
    return replace(places, **addresses)
