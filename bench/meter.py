"""What a measured process says of itself: CPU, memory, open files, and how late its loop is.

Runs also in the stock bot's own environment: standard library and aiohttp only.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

PATH = "/bench/meter"
LOOK_EVERY_SECONDS = 0.01


class Meter:
    """Answers `GET /bench/meter`; each answer begins a new stretch of time for the lag of the loop."""

    def __init__(self) -> None:
        self._lags: list[float] = []

    def install(self, app: web.Application) -> None:
        """Adds the route, and watches the loop as long as the app runs."""
        app.router.add_get(PATH, self._read)
        app.cleanup_ctx.append(self._watching)

    async def _watching(self, _: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(self._watch())
        yield
        task.cancel()

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began_at = loop.time()
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            self._lags.append(loop.time() - began_at - LOOK_EVERY_SECONDS)

    async def _read(self, _: web.Request) -> web.Response:
        lags, self._lags = sorted(self._lags) or [0.0], []
        return web.json_response(
            {
                "cpu_seconds": time.process_time(),
                "rss_mb": _rss_mb(),
                "open_files": _open_files(),
                "lag_p99_ms": lags[int(len(lags) * 0.99)] * 1000,
                "lag_worst_ms": lags[-1] * 1000,
            }
        )


def _rss_mb() -> float:
    """Memory now where the system tells it, else the most that it ever was."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def _open_files() -> int:
    for folder in ("/proc/self/fd", "/dev/fd"):
        try:
            return len(os.listdir(folder))
        except OSError:
            continue
    return 0
