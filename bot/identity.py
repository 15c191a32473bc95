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
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.settings import Settings
from graph.client import TokenSource
from graph.errors import Right, SignInNeeded, Unreachable

log = logging.getLogger("nudge.identity")

CHANNEL = "msteams"
TIMEOUT = ClientTimeout(total=8, connect=3)


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
        self.anybody_may_be_anybody = settings.is_local  #: in the sandbox, so that any chat will do to try it
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

    async def sign_in(self, connection: str, conversation: Mapping[str, Any]) -> SignIn:
        """Where a person signs in for a connection; `conversation` is a Bot Framework conversation reference."""
        state = {"connectionName": connection, "conversation": conversation, "msAppId": self._app_id}
        query = {"state": base64.b64encode(json.dumps(state).encode()).decode()}
        status, answer = await self._call("GET", "/api/botsignin/GetSignInResource", query)
        if status != 200 or "signInLink" not in answer:
            log.error("no sign-in page for the connection %s (%s): is that its name in Azure?", connection, status)
            raise Unreachable(status=status, code="sign_in_resource")
        return SignIn(str(answer["signInLink"]), answer.get("tokenExchangeResource"))

    async def _call(
        self, method: str, path: str, query: Mapping[str, str], body: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, Any]]:
        headers = {"Authorization": f"Bearer {token}"} if (token := await self._bot_token()) else {}
        try:
            # Without redirects: the bot's token, and the person's, would travel along.
            async with self._session.request(
                method,
                self._base_url + path,
                params=query,
                json=body,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                status, text = response.status, await response.text()
            answer = json.loads(text) if text.startswith("{") else {}
        except (ClientError, TimeoutError, ValueError, RecursionError) as problem:
            raise Unreachable(code="token_service") from problem
        if status >= 500 or status in (401, 403):
            log.error("the token service answered %s to %s", status, path)
            raise Unreachable(status=status, code="token_service")
        return status, answer


async def sandbox_app_token(session: ClientSession, base_url: str) -> str:
    """In local mode, what Entra gives to an app that may read calendars; the sandbox refuses it everything else."""
    scopes = {"scopes": ["Calendars.Read", "MailboxSettings.Read"]}
    try:
        async with session.post(f"{base_url}/sandbox/tokens", json=scopes, timeout=TIMEOUT) as response:
            response.raise_for_status()
            return str((await response.json())["token"])
    except (ClientError, TimeoutError) as problem:
        raise Unreachable(code="sandbox_token") from problem
