"""aiohttp ⇄ Bot Framework: activities in with their proof, replies out over one pooled session.

Stands on botbuilder-core's CloudAdapterBase. The archived SDK's own CloudAdapter answers 500 to every invoke reply
with a body and to every bad token, and opens new connections for each turn; tests/bot/test_adapter.py holds each point.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory

from bot.channel_token import BadToken, SigningKeys, read_channel_token
from bot.settings import is_loopback

log = logging.getLogger("nudge.adapter")

LARGEST_BODY_BYTES = 256 * 1024
HANDLED_TYPES = frozenset({"message", "invoke", "conversationUpdate", "installationUpdate"})
SEND_TIMEOUT = ClientTimeout(total=15, connect=5)
# The suffixes that Microsoft's own SDK allows replies to go to, so that a forged serviceUrl gets no bot token.
TEAMS_HOSTS = ("botframework.com", "smba.trafficmanager.net", "teams.microsoft.com", "teams.microsoft.us")
WORTH_ANOTHER_TRY = frozenset({412, 429, 502, 503, 504})
TRIES = 4
LONGEST_WAIT_SECONDS = 5.0

Logic = Callable[[TurnContext], Awaitable[None]]
BotToken = Callable[[], Awaitable[str]]  # "" in local mode


class SendFailed(Exception):
    """Teams did not take a message; `status` is its HTTP status, 0 if it was not reached."""

    def __init__(self, status: int) -> None:
        super().__init__(f"send failed with {status}")
        self.status = status


def may_send_to(service_url: str, *, is_local: bool) -> bool:
    """Whether replies may go to this address: Teams over https, or this machine in local mode."""
    parts = urlsplit(service_url)
    host = parts.hostname or ""
    if is_local:
        return parts.scheme in ("http", "https") and is_loopback(host)
    return parts.scheme == "https" and any(host == known or host.endswith("." + known) for known in TEAMS_HOSTS)


class Conversations:
    """The connector's conversation calls that a turn needs, in the shape that CloudAdapterBase expects."""

    def __init__(self, session: ClientSession, service_url: str, bot_token: BotToken) -> None:
        self._session = session
        self._base = service_url.rstrip("/") + "/v3/conversations/"
        self._bot_token = bot_token

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        """Sends a new message."""
        return await self._send("POST", f"{quote(conversation_id, safe='')}/activities", activity)

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Sends an answer to a message."""
        path = f"{quote(conversation_id, safe='')}/activities/{quote(activity_id, safe='')}"
        return await self._send("POST", path, activity)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Puts another content in the place of a message."""
        path = f"{quote(conversation_id, safe='')}/activities/{quote(activity_id, safe='')}"
        return await self._send("PUT", path, activity)

    async def _send(self, method: str, path: str, activity: Activity) -> ResourceResponse:
        body = json.dumps(activity.serialize(), ensure_ascii=False).encode()
        for attempt in range(1, TRIES + 1):
            try:
                status, answer, wait = await self._try(method, path, body)
            except (ClientError, TimeoutError) as problem:
                raise SendFailed(0) from problem
            if status < 400:
                return ResourceResponse(id=str(answer.get("id") or ""))
            if status not in WORTH_ANOTHER_TRY or attempt == TRIES:
                break
            await asyncio.sleep(min(wait if wait is not None else 0.5 * 2**attempt, LONGEST_WAIT_SECONDS))
        raise SendFailed(status)

    async def _try(self, method: str, path: str, body: bytes) -> tuple[int, Mapping[str, Any], float | None]:
        headers = {"Content-Type": "application/json"}
        if token := await self._bot_token():
            headers["Authorization"] = f"Bearer {token}"
        async with self._session.request(
            method, self._base + path, data=body, headers=headers, timeout=SEND_TIMEOUT, allow_redirects=False
        ) as response:
            text = await response.text()
            after = response.headers.get("Retry-After", "")
            answer = json.loads(text) if text.startswith("{") else {}
            return response.status, answer, float(after) if after.isdecimal() else None


class Connector(ConnectorFactory):  # type: ignore[misc]
    """Makes the client for a service URL, or refuses the URL."""

    def __init__(self, session: ClientSession, bot_token: BotToken, *, is_local: bool) -> None:
        self._session = session
        self._bot_token = bot_token
        self._is_local = is_local

    async def create(self, service_url: str, audience: str) -> Any:
        """A client whose `.conversations` talks to `service_url`; raises BadToken for a foreign host."""
        if not may_send_to(service_url or "", is_local=self._is_local):
            raise BadToken("the service URL is not one of Teams")
        client = type("ConnectorClient", (), {})()
        client.conversations = Conversations(self._session, service_url, self._bot_token)
        return client


class ChannelAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """Lets in what Teams signed for this bot; in local mode whatever reaches the loopback address."""

    def __init__(self, app_id: str, keys: SigningKeys, connector: Connector, clock: Callable[[], datetime]) -> None:
        self._app_id = app_id
        self._keys = keys
        self._connector = connector
        self._clock = clock

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Raises BadToken unless the request may be answered."""
        claims: Mapping[str, Any] = {}
        if self._app_id:
            claims = await read_channel_token(
                auth_header,
                app_id=self._app_id,
                channel_id=activity.channel_id or "",
                service_url=activity.service_url or "",
                keys=self._keys,
                now=self._clock(),
            )
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(dict(claims), True)
        result.connector_factory = self._connector
        return result

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:
        """Teams does not stream to bots over web sockets."""
        raise BadToken("streaming is not supported")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> Connector:
        """The same pooled connector for every turn."""
        return self._connector

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:
        """None: bot/identity.py talks to the token service itself, and only when a command needs a token."""
        return None


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]
    """`POST /api/messages`."""

    def __init__(self, authentication: ChannelAuthentication, logic: Logic) -> None:
        super().__init__(authentication)
        self._logic = logic

    async def receive(self, request: web.Request) -> web.Response:
        """Answers one activity: 200 with the invoke's body if there is one, 4xx for anything that is not from Teams."""
        activity = await _read_activity(request)
        header = request.headers.get("Authorization", "")
        try:
            if activity.type not in HANDLED_TYPES:
                # Teams may invent types: they are let in and ignored, so that it does not send them again.
                await self.bot_framework_authentication.authenticate_request(activity, header)
                return web.Response()
            answer = await self.process_activity(header, activity, self._logic)
        except BadToken as problem:
            log.warning("refused a request: %s", problem)
            raise web.HTTPUnauthorized(text="This request does not come from Teams.") from problem
        except SendFailed as problem:
            # The turn is done; an error here would make Teams send the activity again, and the turn run twice.
            log.error("an answer did not reach Teams: %s", problem)
            return web.Response()
        if not isinstance(answer, InvokeResponse):
            return web.Response()
        if answer.body is None:
            return web.Response(status=int(answer.status))
        return web.json_response(answer.body, status=int(answer.status))


async def _read_activity(request: web.Request) -> Activity:
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise web.HTTPUnsupportedMediaType(text="Send application/json, not compressed.")
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError) as problem:
        raise web.HTTPBadRequest(text="The body is not JSON.") from problem
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        raise web.HTTPBadRequest(text="The body is not an activity.")
    for name in ("from", "conversation", "recipient") if body["type"] in HANDLED_TYPES else ():
        if not isinstance(body.get(name), dict) or not isinstance(body[name].get("id"), str):
            raise web.HTTPBadRequest(text=f"The activity has no {name}.")
    try:
        return Activity().deserialize(body)
    except Exception as problem:
        # msrest raises its own error classes, AttributeError and ValueError for wrong types, depending on the field.
        raise web.HTTPBadRequest(text="The activity has a property of the wrong type.") from problem


async def fetch_json(session: ClientSession, url: str) -> Mapping[str, Any]:
    """A JSON document, such as Microsoft's signing keys; raises BadToken if it cannot be had."""
    try:
        async with session.get(url, timeout=ClientTimeout(total=5)) as response:
            response.raise_for_status()
            document: Mapping[str, Any] = await response.json(content_type=None)
            return document
    except (ClientError, TimeoutError, ValueError) as problem:
        raise BadToken("the signing keys could not be fetched") from problem
