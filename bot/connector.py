"""Sends to Teams over one pooled session: to Teams' own hosts only, in order, and again where Teams asks for it.

Source, read 2026-11-20: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from urllib.parse import quote

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout

from graph.errors import Unreachable

log = logging.getLogger("nudge.connector")

SEND_TIMEOUT = ClientTimeout(total=15, connect=5)
WORTH_ANOTHER_TRY = frozenset({412, 429, 502, 503, 504})
TRIES = 4
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30.0
LONGEST_RETRY_AFTER_SECONDS = 24 * 60 * 60.0  # a longer one is a mistake, and may be longer than a clock goes
MOST_WAITING = 50  # messages for one conversation; Teams takes 60 in 30 seconds

Reason = Literal["blocked", "not_in_roster", "gone", "too_large", "throttled", "unreachable", "refused"]
BotToken = Callable[[], Awaitable[str]]  # "" in local mode; raises Unreachable
Json = Mapping[str, Any]

# https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-code-responses
REASONS_BY_CODE: Mapping[str, Reason] = {
    "ConversationBlockedByUser": "blocked",
    "BotDisabledByAdmin": "blocked",
    "MessageWritesBlocked": "blocked",
    "BotNotInConversationRoster": "not_in_roster",
    "ForbiddenOperationException": "not_in_roster",
}
REASONS_BY_STATUS: Mapping[int, Reason] = {404: "gone", 413: "too_large", 429: "throttled"}
MESSAGE_GONE = "ActivityNotFoundInConversation"
WRONG_HOST = "InvalidBotApiHost"


class SendFailed(Exception):
    """Teams did not take a message.

    reason: `blocked` by the person or an administrator; `not_in_roster`: the bot is not in that chat; `gone`: the chat
    or the message; `too_large`; `throttled` after all tries; `unreachable`: Teams or the bot's own token;
    `refused`: anything else.
    """

    def __init__(self, reason: Reason, status: int = 0, code: str = "", retry_after_seconds: float = 0) -> None:
        super().__init__(f"send failed: {reason} {status} {code}".strip())
        self.reason = reason
        self.status = status  #: HTTP status, 0 if there was no answer
        self.code = code  #: of Teams, for the log only
        self.retry_after_seconds = retry_after_seconds  #: 0 if Teams did not say


@dataclass(frozen=True)
class Answer:
    """What Teams says to one send."""

    status: int
    body: Json
    retry_after_seconds: float | None = None

    @property
    def code(self) -> str:
        """Teams' error code: letters and digits only, because it goes into the log."""
        error = self.body.get("error")
        code = str(error.get("code", "")) if isinstance(error, dict) else ""
        return code if re.fullmatch(r"[A-Za-z0-9]{1,60}", code) else ""

    def failure(self) -> SendFailed:
        """The same as an error."""
        by_status: Reason = "unreachable" if self.status >= 500 or self.status == 412 else "refused"
        reason = REASONS_BY_CODE.get(self.code) or REASONS_BY_STATUS.get(self.status, by_status)
        return SendFailed(reason, self.status, self.code, self.retry_after_seconds or 0)


class Turnstile:
    """Lets one send at a time into each conversation, first come first served."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._inside: dict[str, int] = {}  # who sends or waits, so that a conversation nobody writes to is forgotten

    @asynccontextmanager
    async def enter(self, conversation_id: str) -> AsyncIterator[None]:
        """Waits for its turn; raises SendFailed where too many wait already."""
        if self._inside.get(conversation_id, 0) >= MOST_WAITING:
            raise SendFailed("throttled")
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._inside[conversation_id] = self._inside.get(conversation_id, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._inside[conversation_id] -= 1
            if not self._inside[conversation_id]:
                del self._inside[conversation_id], self._locks[conversation_id]

    def __len__(self) -> int:
        return len(self._locks)


class Outbox:
    """The one way to Teams."""

    def __init__(
        self,
        session: ClientSession,
        bot_token: BotToken,
        may_send_to: Callable[[str], bool],
        clock: Callable[[], datetime],
        *,
        other_service_url: str = "",
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.may_send_to = may_send_to
        self.turnstile = Turnstile()
        self._session = session
        self._bot_token = bot_token
        self._clock = clock
        self._other_service_url = other_service_url
        self._pause = pause

    async def send(
        self, service_url: str, conversation_id: str, activity: Json, reply_to: str = "", tries: int = TRIES
    ) -> str:
        """The id of the new message, "" where Teams gives none. Raises SendFailed."""
        async with self.turnstile.enter(conversation_id):
            return await self._send("POST", service_url, _path(conversation_id, reply_to), activity, tries)

    async def update(self, service_url: str, conversation_id: str, message_id: str, activity: Json) -> str:
        """Puts another content in the place of a message; sends a new one if the message is gone. Raises SendFailed."""
        async with self.turnstile.enter(conversation_id):
            try:
                return await self._send("PUT", service_url, _path(conversation_id, message_id), activity)
            except SendFailed as problem:
                if problem.code != MESSAGE_GONE:
                    raise
                return await self._send("POST", service_url, _path(conversation_id), activity)

    async def _send(self, method: str, service_url: str, path: str, activity: Json, tries: int = TRIES) -> str:
        # A stored address is checked like one that just came in: it may be older than the list of hosts.
        if not self.may_send_to(service_url):
            raise SendFailed("refused", code="ForeignServiceUrl")
        body = orjson.dumps(activity)
        try:
            answer = await self._until_taken(method, service_url, path, body, tries)
            if answer.code == WRONG_HOST and self._other_service_url:
                answer = await self._until_taken(method, self._other_service_url, path, body, tries)
            if answer.status >= 300:
                raise answer.failure()
        except SendFailed as problem:
            # 401 is the bot's own fault, for everybody: an administrator has to look.
            log.log(logging.ERROR if problem.status == 401 else logging.WARNING, "%s to Teams: %s", method, problem)
            raise
        return str(answer.body.get("id") or "")

    async def _until_taken(self, method: str, service_url: str, path: str, body: bytes, tries: int) -> Answer:
        url = f"{service_url.rstrip('/')}/v3/conversations/{path}"
        for attempt in range(1, tries + 1):
            try:
                answer = await self._try(method, url, body)
            except (ClientError, TimeoutError) as problem:
                # A message may have arrived although its answer did not: only an update may go out twice.
                if method == "POST" or attempt == tries:
                    raise SendFailed("unreachable", code=type(problem).__name__) from problem
                answer = Answer(0, {})
            except Unreachable as problem:
                raise SendFailed("unreachable", code="NoBotToken") from problem
            wait = answer.retry_after_seconds
            if answer.status and answer.status not in WORTH_ANOTHER_TRY:
                return answer
            if attempt == tries or (wait or 0) > LONGEST_WAIT_SECONDS:
                return answer
            await self._pause(wait or _backoff(attempt))  # a wait of 0, or until a moment that has passed, says nothing
        raise AssertionError("the last try returns or raises")

    async def _try(self, method: str, url: str, body: bytes) -> Answer:
        headers = {"Content-Type": "application/json"}
        if token := await self._bot_token():
            headers["Authorization"] = f"Bearer {token}"
        # Without redirects: the bot's token would travel along.
        async with self._session.request(
            method, url, data=body, headers=headers, timeout=SEND_TIMEOUT, allow_redirects=False
        ) as response:
            wait = _seconds(response.headers.get("Retry-After", ""), self._clock())
            return Answer(response.status, _read(await response.read()), wait)


def _path(conversation_id: str, message_id: str = "") -> str:
    path = f"{quote(conversation_id, safe='')}/activities"
    return f"{path}/{quote(message_id, safe='')}" if message_id else path


def _read(body: bytes) -> Json:
    try:
        answer = orjson.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _seconds(retry_after: str, now: datetime) -> float | None:
    """How long `Retry-After` says to wait: seconds or a date; None if it says nothing usable."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after), LONGEST_RETRY_AFTER_SECONDS)
    try:
        until_then = (parsedate_to_datetime(retry_after) - now).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(0.0, until_then), LONGEST_RETRY_AFTER_SECONDS)


def _backoff(attempt: int) -> float:
    # Spread, so that what was throttled together does not come back together.
    return FIRST_WAIT_SECONDS * (1 << attempt) * random.uniform(0.75, 1.25)  # noqa: S311 - not a secret
