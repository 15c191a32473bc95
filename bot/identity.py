"""Who is speaking: the signed-in person's tokens from the Bot Framework token service.

No token is stored here. The service keeps them; a turn asks when a command needs one.
Routes: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from botbuilder.core import TurnContext
from botbuilder.schema import Activity, Attachment, CardAction, OAuthCard

from bot.command import Person
from bot.settings import Settings
from bot.store import Owner, Store
from cards.words import Words
from graph.client import TokenSource
from graph.errors import Right, SignInNeeded, Unreachable

log = logging.getLogger("nudge.identity")

CHANNEL = "msteams"
TIMEOUT = ClientTimeout(total=8, connect=3)
LONGEST_KEY = 512
OAUTH_CARD = "application/vnd.microsoft.card.oauth"


@dataclass(frozen=True)
class SignIn:
    """Where a person signs in, and what Teams needs to do it silently (None if it cannot)."""

    link: str
    exchange: Mapping[str, Any] | None


class UserTokens:
    """The token service, as one bot sees it."""

    def __init__(
        self, session: ClientSession, base_url: str, bot_token: Callable[[], Awaitable[str]], settings: Settings
    ) -> None:
        self._session = session
        self._base_url = base_url
        self._bot_token = bot_token
        self._app_id = settings.app_id or "local"
        self._connections: dict[Right, str] = {
            "calendar": settings.connection,
            "bookings": settings.bookings_connection,
        }

    @property
    def connections(self) -> frozenset[str]:
        """The OAuth connections that the bot asks for."""
        return frozenset(self._connections.values())

    def connection_for(self, right: Right) -> str:
        """The OAuth connection that gives this right."""
        return self._connections[right]

    def acting_for(self, teams_id: str) -> TokenSource:
        """Tokens of one person for the length of one turn; raises SignInNeeded where there is none."""
        found: dict[Right, str] = {}
        one_at_a_time = asyncio.Lock()

        async def source(right: Right, claims: str) -> str:
            # A claims challenge means that Graph refuses the token the service holds: only the person can renew it.
            if claims:
                raise SignInNeeded(right, claims=claims)
            async with one_at_a_time:
                if right not in found:
                    token = await self.find_token(teams_id, self._connections[right])
                    if token is None:
                        raise SignInNeeded(right, status=0)
                    found[right] = token
                return found[right]

        return source

    async def find_token(self, teams_id: str, connection: str, code: str = "") -> str | None:
        """The person's token, or None if they have to sign in; `code` is the one the sign-in page shows."""
        query = {"userId": teams_id, "connectionName": connection, "channelId": CHANNEL, "api-version": "token"}
        if code:
            query["code"] = code
        status, answer = await self._call("GET", "/api/usertoken/GetToken", query)
        return str(answer["token"]) if status == 200 and answer.get("token") else None

    async def exchange(self, teams_id: str, connection: str, token: str) -> bool:
        """Trades the token that Teams got silently; False if the person has to consent first."""
        query = {"userId": teams_id, "connectionName": connection, "channelId": CHANNEL}
        status, answer = await self._call("POST", "/api/usertoken/exchange", query, {"token": token})
        return status == 200 and bool(answer.get("token"))

    async def sign_out(self, teams_id: str) -> None:
        """Makes the service forget the person's tokens for every connection."""
        for connection in self._connections.values():
            query = {"userId": teams_id, "connectionName": connection, "channelId": CHANNEL, "api-version": "token"}
            await self._call("DELETE", "/api/usertoken/SignOut", query)

    async def sign_in(self, connection: str, activity: Activity) -> SignIn:
        """Where the person who sent `activity` signs in for a connection."""
        reference = TurnContext.get_conversation_reference(activity).serialize()
        state = {"connectionName": connection, "conversation": reference, "msAppId": self._app_id}
        query = {"state": base64.b64encode(json.dumps(state).encode()).decode()}
        status, answer = await self._call("GET", "/api/botsignin/GetSignInResource", query)
        if status != 200:
            raise Unreachable(status=status, code="sign_in_resource")
        return SignIn(str(answer["signInLink"]), answer.get("tokenExchangeResource"))

    async def _call(
        self, method: str, path: str, query: Mapping[str, str], body: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, Any]]:
        headers = {"Authorization": f"Bearer {token}"} if (token := await self._bot_token()) else {}
        try:
            async with self._session.request(
                method, self._base_url + path, params=query, json=body, headers=headers, timeout=TIMEOUT
            ) as response:
                text = await response.text()
                status = response.status
        except (ClientError, TimeoutError) as problem:
            raise Unreachable(code="token_service") from problem
        if status >= 500 or status in (401, 403):
            log.error("the token service answered %s to %s", status, path)
            raise Unreachable(status=status, code="token_service")
        return status, json.loads(text) if text.startswith("{") else {}


class SignIns:
    """The way through a sign-in: one card in the private chat, then a code or a silent exchange, then what waited."""

    def __init__(self, tokens: UserTokens, store: Store, clock: Callable[[], datetime]) -> None:
        self._tokens = tokens
        self._store = store
        self._clock = clock

    async def ask(self, context: TurnContext, words: Words, needed: SignInNeeded, text: str) -> str:
        """Sends the sign-in card, and keeps `text` to run afterwards; gives a sentence where there is no card."""
        activity = context.activity
        if not is_private(activity):
            return words("Please sign in in a private chat with me first; nothing was changed.")
        person, connection = person_of(activity), self._tokens.connection_for(needed.right)
        await self._store.people.keep_pending(person.owner, text, connection, self._clock())
        if needed.claims or needed.status:
            # Graph refused the token that the service holds; without forgetting it the service gives it out again.
            await self._tokens.sign_out(person.teams_id)
        reason = {
            "calendar": words("Sign in, so that I can read and move your events. Then I answer right away."),
            "bookings": words(
                "Sign in once more, so that I can read and move your bookings. Then I answer right away."
            ),
        }[needed.right]
        await self._send_card(context, words, connection, reason, silently=True)
        return ""

    async def ask_again(self, context: TurnContext, words: Words) -> None:
        """Sends the card once more, to be pressed, because the silent way failed on the device."""
        connection = await self._store.people.find_pending(person_of(context.activity).owner, self._clock())
        if connection is not None:
            reason = words("Signing in by itself did not work on this device. Press Sign in to go on.")
            await self._send_card(context, words, connection, reason, silently=False)

    async def take_code(self, activity: Activity, code: str) -> bool | None:
        """Whether the code of the sign-in page fits; None if no sign-in is waited for."""
        person = person_of(activity)
        connection = await self._store.people.find_pending(person.owner, self._clock())
        if connection is None:
            return None
        return await self._tokens.find_token(person.teams_id, connection, code) is not None

    async def exchange(self, activity: Activity, value: Mapping[str, Any]) -> bool | None:
        """Whether the silent exchange worked; None if the same one came before, from another device."""
        person, connection = person_of(activity), str(value.get("connectionName", ""))
        if connection not in self._tokens.connections:
            return False
        parts = ("exchange", activity.conversation.id, person.teams_id, str(value.get("id", "")))
        key = " ".join(parts)[:LONGEST_KEY]
        if not await self._store.deliveries.first_time(key, self._clock()):
            return None
        try:
            done = await self._tokens.exchange(person.teams_id, connection, str(value.get("token", "")))
        except Unreachable:
            done = False
        if not done:
            await self._store.deliveries.forget(key)
        return done

    async def waiting_command(self, activity: Activity) -> tuple[str, datetime] | None:
        """The command that waited for this sign-in and when it was typed, once; "" for a press, None for nothing."""
        return await self._store.people.take_pending(person_of(activity).owner, self._clock())

    async def _send_card(
        self, context: TurnContext, words: Words, connection: str, reason: str, *, silently: bool
    ) -> None:
        sign_in = await self._tokens.sign_in(connection, context.activity)
        card = OAuthCard(
            text=reason,
            connection_name=connection,
            buttons=[CardAction(type="signin", title=words("Sign in"), value=sign_in.link)],
            token_exchange_resource=sign_in.exchange if silently else None,
        )
        attachment = Attachment(content_type=OAUTH_CARD, content=card.serialize())
        await context.send_activity(Activity(type="message", attachments=[attachment]))


def is_private(activity: Activity) -> bool:
    """Whether nobody else is in the chat."""
    return (activity.conversation.conversation_type or "personal") == "personal"


def person_of(activity: Activity) -> Person:
    """Who sent an activity."""
    sender = activity.from_property
    # botbuilder-schema maps tenantID where Teams sends tenantId, so the SDK's own field is always empty.
    tenant = activity.channel_data.get("tenant") if isinstance(activity.channel_data, dict) else None
    tenant_id = tenant.get("id") if isinstance(tenant, dict) else None
    tenant_id = tenant_id or activity.conversation.additional_properties.get("tenantId") or ""
    return Person(Owner(str(tenant_id), sender.aad_object_id or sender.id), sender.id, sender.name or "")
