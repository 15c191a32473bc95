"""Outlook's limits for one app on one mailbox: four calls at once, and ten thousand in ten minutes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graph.sandbox.calls import RefusedError

AT_ONCE = 4
IN_TEN_MINUTES = 10_000
_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True)
class Limits:
    """What each mailbox has in flight, and when it was last called."""

    in_flight: Counter[str] = field(default_factory=Counter)  #: by mailbox id
    called_at: dict[str, deque[datetime]] = field(default_factory=dict)  #: by mailbox id, oldest first

    @contextmanager
    def one_call(self, mailbox_id: str, now: datetime) -> Iterator[None]:
        """Hold a place for one call on this mailbox; raises RefusedError (429) where there is none."""
        if self.in_flight[mailbox_id] >= AT_ONCE:
            raise _too_many("Application is over its MailboxConcurrency limit.", 1)
        self._spend(mailbox_id, now)
        self.in_flight[mailbox_id] += 1
        try:
            yield
        finally:
            self.in_flight[mailbox_id] -= 1

    def _spend(self, mailbox_id: str, now: datetime) -> None:
        calls = self.called_at.setdefault(mailbox_id, deque())
        while calls and calls[0] <= now - _WINDOW:
            calls.popleft()
        if len(calls) >= IN_TEN_MINUTES:
            raise _too_many("Application is over its request limit.", (calls[0] + _WINDOW - now).seconds + 1)
        calls.append(now)


def _too_many(message: str, seconds: int) -> RefusedError:
    return RefusedError(429, "ApplicationThrottled", message, {"Retry-After": str(seconds)})
