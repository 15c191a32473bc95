"""aiohttp ⇄ Bot Framework: activities in with their proof, replies out through bot/connector.py.

Stands on botbuilder-core's CloudAdapterBase. The archived SDK's own CloudAdapter answers 500 to every invoke reply
with a body and to every bad token, and opens new connections for each turn; tests/bot/test_adapter.py and
tests/bot/test_inbound.py hold each point.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, web
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory
from sqlalchemy.exc import SQLAlchemyError

from bot.activity_json import NotAnActivity, parse, read
from bot.channel_token import BadToken, Trust, read_channel_token
from bot.command import Chat, ChatKind, Person
from bot.connector import Outbox, SendFailed
from bot.room import RETRY_AFTER_SECONDS, NoRoom, Room
from bot.store import Owner
from bot.turns import Heard

log = logging.getLogger("nudge.adapter")

LARGEST_BODY_BYTES = 256 * 1024
FIRST_TIME = "nudge.first_time"  # in the state of a turn: a task that knows whether its activity is new
HANDLED_TYPES = frozenset({"message", "invoke", "conversationUpdate", "installationUpdate"})
CHANNEL = "msteams"
KEYS_TIMEOUT = ClientTimeout(total=5)
# Full-width letters, digits and hyphens, as a Japanese keyboard writes them: a key or a code is the same in both.
HALF_WIDTH = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D)
}

Json = Mapping[str, Any]
Logic = Callable[[TurnContext], Awaitable[None]]
# True the first time it gets a key, false for ten minutes after that; what it remembers outlives the process.
FirstTime = Callable[[str, datetime], Awaitable[bool]]


class NotForThem(Exception):
    """The activity comes from Teams, but from a place that this bot does not serve."""


class Answers:
    """Sends to the chat that an activity came from, in the words of the wire.

    The SDK's own sending copies a card and walks through it three times, which takes longer than the rest of a turn.
    """

    def __init__(self, outbox: Outbox, service_url: str) -> None:
        self._outbox = outbox
        self._service_url = service_url

    async def send(self, to: Activity, message: Json) -> None:
        """Sends a message in answer to `to`. Raises SendFailed."""
        await self._outbox.send(self._service_url, to.conversation.id, _addressed(message, to), to.id or "")

    async def replace(self, to: Activity, message_id: str, message: Json) -> None:
        """Puts another content in the place of a message of the same chat. Raises SendFailed."""
        addressed = {**_addressed(message, to), "id": message_id}
        await self._outbox.update(self._service_url, to.conversation.id, message_id, addressed)


def answers(context: TurnContext) -> Answers:
    """What the turn can send."""
    found: Answers = context.turn_state[CloudAdapterBase.BOT_CONNECTOR_CLIENT_KEY]
    return found


def _addressed(message: Json, to: Activity) -> Json:
    person, chat = to.from_property, to.conversation
    return {
        **message,
        "channelId": to.channel_id,
        "serviceUrl": to.service_url,
        "from": {"id": to.recipient.id, "name": to.recipient.name},
        # Without tenant and person Teams has refused messages with 403. https://github.com/openclaw/openclaw/pull/63949
        "recipient": {"id": person.id, "name": person.name, "aadObjectId": person.aad_object_id},
        "conversation": {
            "id": chat.id,
            "conversationType": chat.conversation_type,
            "tenantId": next(_tenants(to), None),
        },
        "replyToId": to.id,
        "locale": to.locale,
        "inputHint": "acceptingInput",
    }


class CameBefore(Exception):
    """Teams delivers an activity again; what it asks for is done, or under way."""


class Connector(ConnectorFactory):  # type: ignore[misc]
    """Makes what a turn sends with, for the service URL that it came from."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    async def create(self, service_url: str, audience: str) -> Answers:
        """For `service_url`; a foreign one is refused when something is sent."""
        return Answers(self._outbox, service_url or "")


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
        self._room = Room()

    async def receive(self, request: web.Request) -> web.Response:
        """Answers one activity: 200 with the invoke's body if there is one, 4xx for anything that is not from Teams.

        429 and 503 where there is more to do than can be done in time; it may be sent again, and is new then.
        """
        activity = await _read_activity(request)
        try:
            header = request.headers.get("Authorization", "")
            proof = await self.bot_framework_authentication.authenticate_request(activity, header)
            # After the proof: nobody takes the places of a tenant that is not theirs.
            with self._room.place_for(next(_tenants(activity), "")):
                return await self._answer(proof, activity)
        except BadToken as problem:
            log.warning("refused a request: %s", problem)
            raise web.HTTPUnauthorized(text="This request does not come from Teams.") from problem
        except NotForThem as problem:
            log.warning("refused a request: %s", problem)
            raise web.HTTPForbidden(text="This bot does not serve that organisation.") from problem
        except NoRoom as problem:
            log.warning("sent a request away: %s", problem)
            away = web.HTTPTooManyRequests if problem.is_own_fault else web.HTTPServiceUnavailable
            raise away(text=f"{problem}", headers={"Retry-After": str(RETRY_AFTER_SECONDS)}) from problem
        except SendFailed:
            # Logged where it happened. The turn is done; an error here would make Teams send the activity again.
            return web.Response()

    async def _answer(self, proof: AuthenticateRequestResult, activity: Activity) -> web.Response:
        # Teams may invent types: they are let in and ignored, so that it does not send them again.
        if activity.type not in HANDLED_TYPES:
            return web.Response()
        # Awaited in the turn: what that writes down of the person then shares one wait for the disk with this.
        first_time = asyncio.create_task(self._is_new(activity))

        async def logic(context: TurnContext) -> None:
            context.turn_state[FIRST_TIME] = first_time
            await self._logic(context)

        answer = await self.process_activity(proof, activity, logic)
        if not isinstance(answer, InvokeResponse):
            return web.Response()
        if answer.body is None:
            return web.Response(status=int(answer.status))
        return web.Response(body=orjson.dumps(answer.body), status=int(answer.status), content_type="application/json")

    async def _is_new(self, activity: Activity) -> bool:
        """False for what Teams delivers again, as it does where an answer takes longer than 15 seconds."""
        if not activity.id:
            return True
        key = json.dumps([activity.conversation.id, activity.id])
        try:
            is_new = await self._first_time(hashlib.sha256(key.encode()).hexdigest(), self._clock())
        except SQLAlchemyError as problem:
            # Nothing can be changed without the store, so twice does no harm, and the turn itself says what is wrong.
            log.error("deliveries cannot be told apart: %s", type(problem).__name__)
            return True
        if not is_new:
            log.info("left out a second delivery of %s", activity.type)
        return is_new


def heard(activity: Activity) -> Heard:
    """Who sent an activity, where, and what was typed."""
    sender, chat = activity.from_property, activity.conversation
    tenant_id = next(_tenants(activity), "")
    kind: ChatKind = "channel" if chat.conversation_type == "channel" else "groupChat"
    # Where the kind is missing, a chat of several is not taken for a private one.
    if chat.conversation_type == "personal" or not (chat.conversation_type or chat.is_group):
        kind = "personal"
    return Heard(
        person=Person(Owner(tenant_id, sender.aad_object_id or sender.id), sender.id, sender.name or ""),
        chat=Chat(chat.id, kind),
        locale=activity.locale or "",
        zone=activity.local_timezone or "",
        service_url=activity.service_url or "",
        bot_id=activity.recipient.id,
        activity_id=activity.id or "",
        text=_typed(activity),
    )


def _typed(activity: Activity) -> str:
    text = activity.text or ""
    for entity in activity.entities or ():
        mention = entity.additional_properties if entity and entity.type == "mention" else {}
        mentioned = mention.get("mentioned")
        if isinstance(mentioned, dict) and mentioned.get("id") == activity.recipient.id:
            text = text.replace(str(mention.get("text") or ""), " ")
    return text.translate(HALF_WIDTH).replace("\0", "").strip()  # PostgreSQL keeps no text with a NUL in it


def _tenants(activity: Activity) -> Iterator[str]:
    """Every tenant that the activity names: of the chat first, then of whoever wrote where that is another."""
    data = activity.channel_data if isinstance(activity.channel_data, dict) else {}
    tenant = data.get("tenant")
    # botbuilder-schema maps tenantID where Teams sends tenantId, so the SDK's own field is always empty.
    places = (
        tenant.get("id") if isinstance(tenant, dict) else None,
        activity.conversation and activity.conversation.additional_properties.get("tenantId"),
        activity.from_property and activity.from_property.additional_properties.get("tenantId"),
    )
    return (str(each) for each in places if each)


async def once(context: TurnContext) -> None:
    """Waits until the activity is known to be delivered for the first time. Raises CameBefore."""
    if not await context.turn_state[FIRST_TIME]:
        raise CameBefore


async def _read_activity(request: web.Request) -> Activity:
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise web.HTTPUnsupportedMediaType(text="Send application/json, not compressed.")
    try:
        body = parse(await request.read(), HANDLED_TYPES)
    except NotAnActivity as problem:
        raise web.HTTPBadRequest(text=str(problem)) from problem
    try:
        return read(Activity, body)
    except Exception as problem:
        # msrest raises its own error classes, AttributeError and ValueError for wrong types, depending on the field.
        raise web.HTTPBadRequest(text="The activity has a property of the wrong type.") from problem


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


async def status_of(session: ClientSession, method: str, url: str, body: Mapping[str, Any] | None = None) -> int:
    """What an address answers with, not following it elsewhere; 0 if it cannot be reached."""
    try:
        async with session.request(method, url, json=body, timeout=KEYS_TIMEOUT, allow_redirects=False) as response:
            return response.status
    except (ClientError, TimeoutError, ValueError):
        return 0
