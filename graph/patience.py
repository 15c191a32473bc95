"""How long we wait for Graph, how many requests one mailbox gets at once, and what may be sent twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph.answer import Answer
from graph.errors import Throttled

# Outlook serves four requests per app and mailbox at a time and answers 429 to the fifth.
# https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
MOST_IN_FLIGHT = 4
MOST_TRIES = 5
_MOST_TRIES_AFTER_A_FAULT = 3


class MailboxGate:
    """The door to one mailbox: four at a time, and nobody while Graph wants to be left alone."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(MOST_IN_FLIGHT)
        self._is_open = asyncio.Event()
        self._is_open.set()
        self._opens_at = 0.0

    @asynccontextmanager
    async def place(self, ends_at: float) -> AsyncIterator[None]:
        """One of the places. Raises Throttled at once if the gate stays closed until after `ends_at` (loop time)."""
        async with self._places:
            if not self._is_open.is_set():
                if self._opens_at >= ends_at:
                    raise Throttled(self._opens_at - asyncio.get_running_loop().time())
                await self._is_open.wait()
            yield

    def close_for(self, seconds: float) -> None:
        """Let nobody in for that long; other mailboxes do not notice."""
        loop = asyncio.get_running_loop()
        opens_at = loop.time() + seconds
        if opens_at > self._opens_at:
            self._opens_at = opens_at
            self._is_open.clear()
            loop.call_at(opens_at, self._open, opens_at)

    def _open(self, opens_at: float) -> None:
        if opens_at == self._opens_at:
            self._is_open.set()


def pause_before_repeating(answer: Answer, tries: int, *, repeatable: bool) -> float | None:
    """Seconds to wait before the same request may be sent again; None if it may not.

    429, and 503 with Retry-After, mean that Graph has not begun, so anything may be sent again. After any other
    5xx nobody knows, so only what may be done twice is sent twice. A 500 is not repeated: Bookings answers it to
    requests that it will never like.
    """
    wait = answer.retry_after_seconds
    if answer.status == 429 or (answer.status == 503 and wait is not None):
        # Nothing or 0 seconds says little; then we step back a little further each time.
        pause = max(wait, 0.1 * tries) if wait is not None else float(tries)
        return pause if tries < MOST_TRIES else None
    if repeatable and answer.status in (502, 503, 504) and tries < _MOST_TRIES_AFTER_A_FAULT:
        return 0.5 * tries
    return None
