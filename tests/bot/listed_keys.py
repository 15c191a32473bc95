"""Microsoft's list of signing keys, as it is fetched, without a server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from jwt.algorithms import RSAAlgorithm

from bot.channel_token import BadToken


@dataclass
class Microsoft:
    """Where the signing keys are listed."""

    listed: dict[str, RSAPrivateKey]
    fetches: int = 0
    is_down: bool = False
    endorsements: tuple[str, ...] = ("msteams",)

    async def fetch(self, url: str) -> dict[str, Any]:
        self.fetches += 1
        if self.is_down:
            raise BadToken("the signing keys could not be fetched")
        if url.endswith("openidconfiguration"):
            return {"jwks_uri": "https://login.botframework.com/keys"}
        return {"keys": [self._jwk(kid, key) for kid, key in self.listed.items()]}

    def _jwk(self, kid: str, key: RSAPrivateKey) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
        return {**public, "kid": kid, "endorsements": list(self.endorsements)}
