"""Checks the token with which Teams proves that a request comes from Teams.

Source, read 2026-11-20:
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

OPENID_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
ISSUER = "https://api.botframework.com"
LEEWAY = timedelta(minutes=5)
KEYS_LIFE = timedelta(hours=24)
# An unknown key id may be a rollover or an attack: look again, but not more often than this.
REFRESH_PAUSE = timedelta(minutes=5)

FetchJson = Callable[[str], Awaitable[Mapping[str, Any]]]


class BadToken(Exception):
    """The request does not come from Teams, or not for this bot."""


@dataclass(frozen=True)
class SigningKey:
    """A public key and the channels that may sign with it."""

    key: jwt.PyJWK
    channels: frozenset[str]


class SigningKeys:
    """Microsoft's current signing keys: fetched when needed, without blocking, and again after a rollover."""

    def __init__(self, fetch: FetchJson, clock: Callable[[], datetime], metadata_url: str = OPENID_METADATA) -> None:
        self._fetch = fetch
        self._clock = clock
        self._metadata_url = metadata_url
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at: datetime | None = None
        self._lock = asyncio.Lock()

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with this id; None if Microsoft does not list it. Raises what `fetch` raises."""
        if self._is_old(KEYS_LIFE) or (key_id not in self._keys and self._is_old(REFRESH_PAUSE)):
            async with self._lock:
                if self._is_old(KEYS_LIFE) or (key_id not in self._keys and self._is_old(REFRESH_PAUSE)):
                    await self._refresh()
        return self._keys.get(key_id)

    def _is_old(self, life: timedelta) -> bool:
        return self._fetched_at is None or self._clock() - self._fetched_at > life

    async def _refresh(self) -> None:
        metadata = await self._fetch(self._metadata_url)
        listed = await self._fetch(str(metadata["jwks_uri"]))
        self._keys = {
            str(each["kid"]): SigningKey(jwt.PyJWK(each, "RS256"), frozenset(each.get("endorsements", ())))
            for each in listed["keys"]
            if each.get("kty") == "RSA"
        }
        self._fetched_at = self._clock()


async def read_channel_token(
    authorization: str, *, app_id: str, channel_id: str, service_url: str, keys: SigningKeys, now: datetime
) -> Mapping[str, Any]:
    """The claims of a good token; raises BadToken for any other. `authorization` is the whole header."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise BadToken("no bearer token")
    if not channel_id or not service_url:
        raise BadToken("the activity names no channel or service URL")
    try:
        key = await keys.find(str(jwt.get_unverified_header(token).get("kid", "")))
        if key is None:
            raise BadToken("signed with a key that Microsoft does not list")
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256"],
            audience=app_id,
            issuer=ISSUER,
            # PyJWT would read the clock for these two, so they are checked below against `now`.
            options={"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
    except jwt.PyJWTError as problem:
        raise BadToken(type(problem).__name__) from problem
    _check_times(claims, now)
    if channel_id not in key.channels:
        raise BadToken("the key is not endorsed for this channel")
    if str(claims.get("serviceurl", "")).rstrip("/") != service_url.rstrip("/"):
        raise BadToken("the token is for another service URL")
    return claims


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    expires, begins = claims["exp"], claims.get("nbf", 0)
    if not isinstance(expires, int | float) or not isinstance(begins, int | float):
        raise BadToken("times are not numbers")
    if now.timestamp() > expires + LEEWAY.total_seconds():
        raise BadToken("expired")
    if now.timestamp() < begins - LEEWAY.total_seconds():
        raise BadToken("not valid yet")
