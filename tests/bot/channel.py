"""A bot with an app id and Microsoft's side of it: signing keys at an address, and tokens signed with them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from app import bot_app
from bot.clouds import BOT_CLOUDS
from bot.settings import Settings, is_this_machine
from graph.sandbox import Sandbox
from tests.conftest import NOW, Clock, served
from tests.teams import TENANT, Shown, Talk, Teams

APP_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
ISSUER = "https://api.botframework.com"

Json = dict[str, Any]


@cache
def key(name: str) -> RSAPrivateKey:
    """A key pair that is the same for the whole run; its name is its key id."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def good_claims(service_url: str) -> Json:
    """What Teams writes into its token."""
    return {
        "iss": ISSUER,
        "aud": APP_ID,
        "exp": int((NOW + timedelta(hours=1)).timestamp()),
        "nbf": int((NOW - timedelta(minutes=1)).timestamp()),
        "serviceurl": service_url,
    }


def signed(claims: Json, *, by: str = "key-1", **header: Any) -> str:
    """A token with these claims; those that are None are left out."""
    given = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(given, key(by), algorithm="RS256", headers={"kid": by, **header})


@dataclass
class KeyServer:
    """Where the signing keys are listed."""

    listed: list[str] = field(default_factory=lambda: ["key-1"])
    endorsements: Json = field(default_factory=lambda: {"endorsements": ["msteams", "webchat"]})
    answer: str = ""  #: instead of the list
    status: int = 200
    fetches: int = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        return app

    async def _metadata(self, request: web.Request) -> web.Response:
        self.fetches += 1
        return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))}, status=self.status)

    async def _keys(self, _: web.Request) -> web.Response:
        keys = [
            {**json.loads(RSAAlgorithm.to_jwk(key(each).public_key())), "kid": each, **self.endorsements}
            for each in self.listed
        ]
        return web.Response(text=self.answer or json.dumps({"keys": keys}), content_type="application/json")


@dataclass
class RefusingTeams(Teams):
    """Teams, which also says what it heard, and refuses what a test wants refused."""

    refuses: list[tuple[int, str]] = field(default_factory=list)  #: status and code, one for each message to come
    heard: list[tuple[str, str, Json]] = field(default_factory=list)  #: method, path, activity

    def __post_init__(self) -> None:
        super().__init__()

    async def _take(self, request: web.Request) -> web.Response:
        self.heard.append((request.method, request.path, await request.json()))
        if self.refuses:
            status, code = self.refuses.pop(0)
            return web.json_response({"error": {"code": code}}, status=status)
        return await super()._take(request)


async def bot_token() -> str:
    return "the bot's own token"


@dataclass
class Bot:
    """A bot with an app id, and everything around it."""

    url: str
    teams: Teams
    talk: Talk
    world: Sandbox
    keys: KeyServer

    def activity(self, **different: Any) -> Json:
        """A message that would read the calendar; what is None is left out."""
        activity = {**self.talk.activity("message", text="today"), **different}
        return {name: value for name, value in activity.items() if value is not None}

    async def hear(self, activity: Json, token: str | None = None) -> Shown:
        """Sends an activity as Teams does."""
        token = token or signed(good_claims(self.teams.service_url))
        return await self.teams.send(activity, {"Authorization": f"Bearer {token}"})

    async def say(self, text: str) -> Shown:
        """Says something as Alex, in the private chat."""
        return await self.hear(self.activity(text=text))

    @property
    def has_done_nothing(self) -> bool:
        """Whether neither Graph, the token service nor Teams heard from the bot."""
        return not self.world.requests and not self.teams.now.texts and not self.teams.now.attachments


@asynccontextmanager
async def bot_with_an_app_id(settings: Settings, world: Sandbox, clock: Clock, keys: KeyServer) -> AsyncIterator[Bot]:
    """The bot of these settings, but with an app id, so that it trusts only what is signed with `keys`."""
    real, teams = replace(settings, app_id=APP_ID, app_password="a secret", tenant_id=TENANT), Teams()
    async with served(keys.app()) as keys_url, served(teams.app()) as teams.service_url:
        cloud = replace(BOT_CLOUDS["Public"], openid_metadata=f"{keys_url}/openid")
        opened = bot_app(real, clock, cloud=cloud, may_send_to=is_this_machine, bot_token=bot_token)
        async with opened as app, served(app) as url:
            teams.bot_url = f"{url}/api/messages"
            yield Bot(teams.bot_url, teams, Talk(teams), world, keys)
