"""aiohttp ⇄ Bot Framework: activities in with their proof, replies out through bot/connector.py.

Stands on botbuilder-core's CloudAdapterBase. The archived SDK's own CloudAdapter answers 500 to every invoke reply
with a body and to every bad token, and opens new connections for each turn; tests/bot/test_adapter.py and
tests/bot/test_inbound.py hold each point.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory

from bot.channel_token import BadToken, Trust, read_channel_token
from bot.connector import Outbox, SendFailed

log = logging.getLogger("nudge.adapter")

LARGEST_BODY_BYTES = 256 * 1024
DEEPEST_BODY = 64  # a card inside an activity comes to about 20
HANDLED_TYPES = frozenset({"message", "invoke", "conversationUpdate", "installationUpdate"})
CHANNEL = "msteams"
KEYS_TIMEOUT = ClientTimeout(total=5)

Logic = Callable[[TurnContext], Awaitable[None]]
# True the first time it gets a key, false for ten minutes after that; what it remembers outlives the process.
FirstTime = Callable[[str, datetime], Awaitable[bool]]


class NotForThem(Exception):
    """The activity comes from Teams, but from a place that this bot does not serve."""


class Conversations:
    """The connector's conversation calls that a turn needs, in the shape that CloudAdapterBase expects."""

    def __init__(self, outbox: Outbox, service_url: str) -> None:
        self._outbox = outbox
        self._service_url = service_url

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        """Sends a new message."""
        return ResourceResponse(id=await self._outbox.send(self._service_url, conversation_id, activity.serialize()))

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Sends an answer to a message."""
        message_id = await self._outbox.send(self._service_url, conversation_id, activity.serialize(), activity_id)
        return ResourceResponse(id=message_id)

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Puts another content in the place of a message."""
        message_id = await self._outbox.update(self._service_url, conversation_id, activity_id, activity.serialize())
        return ResourceResponse(id=message_id)


class Connector(ConnectorFactory):  # type: ignore[misc]
    """Makes the client for a service URL."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    async def create(self, service_url: str, audience: str) -> Any:
        """A client whose `.conversations` talks to `service_url`; a foreign one is refused when something is sent."""
        client = type("ConnectorClient", (), {})()
        client.conversations = Conversations(self._outbox, service_url or "")
        return client


class ChannelAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """Lets in what Teams signed for this bot; without a Trust, in local mode, whatever reaches the loopback address."""

    def __init__(self, trust: Trust | None, tenants: frozenset[str], outbox: Outbox, clock: Callable[[], datetime]):
        self._trust = trust
        self._tenants = tenants
        self._may_answer = outbox.may_send_to
        self._connector = Connector(outbox)
        self._clock = clock

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Raises BadToken for what Teams did not sign for this bot, then NotForThem for who may not use it."""
        claims: Mapping[str, Any] = {}
        channel_id, service_url = activity.channel_id or "", activity.service_url or ""
        if self._trust:
            claims = await read_channel_token(
                auth_header, self._trust, channel_id=channel_id, service_url=service_url, now=self._clock()
            )
            # An Azure Bot has Web Chat and Direct Line from birth; there the client writes its own tenant and person.
            if channel_id != CHANNEL:
                raise NotForThem("another channel than Teams")
            found = {each.lower() for each in _tenants(activity)}
            if not found or not found <= self._tenants:
                raise NotForThem("a tenant that is not allowed" if found else "no tenant")
        if not self._may_answer(service_url):
            raise BadToken("the service URL is not one of Teams")
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

    def __init__(
        self,
        authentication: ChannelAuthentication,
        logic: Logic,
        first_time: FirstTime,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(authentication)
        self._logic = logic
        self._first_time = first_time
        self._clock = clock

    async def receive(self, request: web.Request) -> web.Response:
        """Answers one activity: 200 with the invoke's body if there is one, 4xx for anything that is not from Teams."""
        activity = await _read_activity(request)
        try:
            header = request.headers.get("Authorization", "")
            proof = await self.bot_framework_authentication.authenticate_request(activity, header)
            # Teams may invent types: they are let in and ignored, so that it does not send them again.
            if activity.type not in HANDLED_TYPES or not await self._is_new(activity):
                return web.Response()
            answer = await self.process_activity(proof, activity, self._logic)
        except BadToken as problem:
            log.warning("refused a request: %s", problem)
            raise web.HTTPUnauthorized(text="This request does not come from Teams.") from problem
        except NotForThem as problem:
            log.warning("refused a request: %s", problem)
            raise web.HTTPForbidden(text="This bot does not serve that organisation.") from problem
        except SendFailed:
            # Logged where it happened. The turn is done; an error here would make Teams send the activity again.
            return web.Response()
        if not isinstance(answer, InvokeResponse):
            return web.Response()
        if answer.body is None:
            return web.Response(status=int(answer.status))
        return web.json_response(answer.body, status=int(answer.status))

    async def _is_new(self, activity: Activity) -> bool:
        """False for what Teams delivers again, as it does where an answer takes longer than 15 seconds."""
        if not activity.id:
            return True
        key = json.dumps([activity.conversation.id, activity.id])
        is_new = await self._first_time(hashlib.sha256(key.encode()).hexdigest(), self._clock())
        if not is_new:
            log.info("left out a second delivery of %s", activity.type)
        return is_new


def _tenants(activity: Activity) -> Iterator[str]:
    """Every tenant that the activity names: of the chat, and of whoever wrote where that is another."""
    data = activity.channel_data if isinstance(activity.channel_data, dict) else {}
    tenant = data.get("tenant")
    # botbuilder-schema maps tenantID where Teams sends tenantId, so the SDK's own field is always empty.
    places = (
        tenant.get("id") if isinstance(tenant, dict) else None,
        activity.conversation and activity.conversation.additional_properties.get("tenantId"),
        activity.from_property and activity.from_property.additional_properties.get("tenantId"),
    )
    return (str(each) for each in places if each)


async def _read_activity(request: web.Request) -> Activity:
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise web.HTTPUnsupportedMediaType(text="Send application/json, not compressed.")
    try:
        body = json.loads(await request.read())
        # A lone surrogate is JSON but no text: it would fail later, where it is stored or sent.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as problem:
        raise web.HTTPBadRequest(text="The body is not JSON.") from problem
    if not isinstance(body, dict) or not isinstance(body.get("type"), str) or _is_deep(body):
        raise web.HTTPBadRequest(text="The body is not an activity.")
    for name in ("from", "conversation", "recipient") if body["type"] in HANDLED_TYPES else ():
        if not isinstance(body.get(name), dict) or not isinstance(body[name].get("id"), str):
            raise web.HTTPBadRequest(text=f"The activity has no {name}.")
    try:
        return Activity().deserialize(body)
    except Exception as problem:
        # msrest raises its own error classes, AttributeError and ValueError for wrong types, depending on the field.
        raise web.HTTPBadRequest(text="The activity has a property of the wrong type.") from problem


def _is_deep(body: object) -> bool:
    level = [body]
    for _ in range(DEEPEST_BODY):
        inner = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list)]
        level = [each for values in inner for each in values]
        if not level:
            return False
    return True


async def fetch_json(session: ClientSession, url: str) -> Mapping[str, Any]:
    """A JSON object, such as the list of Microsoft's signing keys; raises BadToken if it cannot be had."""
    try:
        async with session.get(url, timeout=KEYS_TIMEOUT, allow_redirects=False) as response:
            response.raise_for_status()
            document = await response.json(content_type=None)
    except (ClientError, TimeoutError, ValueError, RecursionError) as problem:
        raise BadToken("the signing keys could not be fetched") from problem
    if not isinstance(document, dict):
        raise BadToken("the signing keys could not be fetched")
    return document
