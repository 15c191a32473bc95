"""Microsoft's side of a bot with an app id: signing keys at an address, and tokens signed with them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests.conftest import NOW

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
