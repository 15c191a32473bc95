"""Serves one app on a free port of this machine until the process is told to end. Standard library and aiohttp only."""

from __future__ import annotations

import asyncio
import signal
import ssl
import sys

from aiohttp import web

from bench.places import say_ready


async def serve(app: web.Application, tls: ssl.SSLContext | None = None) -> None:
    """Says where it listens as soon as it does."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    # Nobody writes there: it becomes readable when whoever started this process is gone, however that came.
    loop.add_reader(sys.stdin.fileno(), stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, keepalive_timeout=3600)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    say_ready(f"{'https' if tls else 'http'}://127.0.0.1:{runner.addresses[0][1]}")
    try:
        await stop.wait()
    finally:
        await runner.cleanup()
