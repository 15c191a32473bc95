"""Checks the token with which Teams proves that a request comes from Teams.

Source, read 2026-11-20:
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from jwt.utils import base64url_decode

log = logging.getLogger("nudge.channel_token")

LEEWAY = timedelta(minutes=5)
KEYS_LIFE = timedelta(hours=24)
# Where the list cannot be fetched, the one at hand counts for another day: better than a bot that hears nobody.
KEYS_GRACE = timedelta(hours=24)
# An unknown key id may be a rollover or an attack: look again, but not more often than this.
REFRESH_PAUSE = timedelta(minutes=5)
# As long as no list is at hand, every request waits for one.
FIRST_FETCH_PAUSE = timedelta(seconds=10)
# Beside all requests the list is fetched at the start and then in good time, so that nobody waits for it.
FETCH_EVERY = timedelta(hours=12)
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=5), timedelta(minutes=10)

FetchJson = Callable[[str], Awaitable[Mapping[str, Any]]]


class BadToken(Exception):
    """The request does not come from Teams, or not for this bot."""


@dataclass(frozen=True)
class SigningKey:
    """A public key and the channels that may sign with it."""

    key: jwt.PyJWK
    channels: frozenset[str]


class SigningKeys:
    """Microsoft's current signing keys: fetched in good time, without blocking, and again after a rollover."""

    def __init__(self, fetch: FetchJson, clock: Callable[[], datetime], metadata_url: str) -> None:
        self._fetch = fetch
        self._clock = clock
        self._metadata_url = metadata_url
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._lock = asyncio.Lock()

    @property
    def are_at_hand(self) -> bool:
        """Whether there is a list that still counts."""
        return not self._is_past(self._fetched_at, KEYS_LIFE + KEYS_GRACE)

    async def keep_fresh(self, pause: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Fetches the list now and after each pause (in seconds), sooner after a failure, until it is cancelled."""
        retry = FIRST_RETRY
        while True:
            async with self._lock:
                is_fetched = await self._refresh()
            if is_fetched:
                retry = FIRST_RETRY
                await pause(FETCH_EVERY.total_seconds())
            else:
                await pause(retry.total_seconds())
                retry = min(2 * retry, LONGEST_RETRY)

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with this id; None if Microsoft does not list it. Raises BadToken if there is no list."""
        is_known = key_id in self._keys
        # While somebody else fetches the list anew, a key of the old one need not wait.
        if not is_known or (self._is_past(self._fetched_at, KEYS_LIFE) and not self._lock.locked()):
            async with self._lock:
                if self._may_refresh(key_id):
                    await self._refresh()
        if not self.are_at_hand:
            raise BadToken("the signing keys could not be fetched")
        return self._keys.get(key_id)

    def _may_refresh(self, key_id: str) -> bool:
        is_due = key_id not in self._keys or self._is_past(self._fetched_at, KEYS_LIFE)
        return is_due and self._is_past(self._tried_at, REFRESH_PAUSE if self._keys else FIRST_FETCH_PAUSE)

    def _is_past(self, moment: datetime | None, life: timedelta) -> bool:
        return moment is None or self._clock() - moment > life

    async def _refresh(self) -> bool:
        self._tried_at = self._clock()
        try:
            metadata = await self._fetch(self._metadata_url)
            keys = _read_keys(await self._fetch(str(metadata.get("jwks_uri"))))
        except BadToken as problem:
            log.error("%s; %s keys are at hand", problem, len(self._keys))
            return False
        self._keys, self._fetched_at = keys, self._tried_at
        return True


def _read_keys(document: Mapping[str, Any]) -> Mapping[str, SigningKey]:
    keys, listed = {}, document.get("keys")
    for each in listed if isinstance(listed, list) else ():
        try:
            if each["kty"] == "RSA":
                keys[str(each["kid"])] = SigningKey(jwt.PyJWK(each, "RS256"), frozenset(each.get("endorsements") or ()))
        except (jwt.PyJWTError, KeyError, TypeError, ValueError):
            # One entry that cannot be read must not take the others with it.
            log.warning("left out a signing key that cannot be read")
    if not keys:
        raise BadToken("the list of signing keys has none")
    return keys


@dataclass(frozen=True)
class Trust:
    """Whose tokens count, and for whom."""

    app_id: str  #: the audience
    issuer: str
    keys: SigningKeys


async def read_channel_token(
    authorization: str, trust: Trust, *, channel_id: str, service_url: str, now: datetime
) -> Mapping[str, Any]:
    """The claims of a good token; raises BadToken for any other. `authorization` is the whole header."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise BadToken("no bearer token")
    if not channel_id or not service_url:
        raise BadToken("the activity names no channel or service URL")
    try:
        key = await trust.keys.find(_key_id(token))
        if key is None:
            raise BadToken("signed with a key that Microsoft does not list")
        claims = _signed_claims(token, key.key, trust.app_id, trust.issuer)
    except (jwt.PyJWTError, UnicodeError) as problem:
        # Bytes that are no text reach us as lone surrogates, which PyJWT cannot encode.
        raise BadToken(type(problem).__name__) from problem
    _check_times(claims, now)
    if channel_id not in key.channels:
        raise BadToken("the key is not endorsed for this channel")
    if str(claims.get("serviceurl", "")).rstrip("/") != service_url.rstrip("/"):
        raise BadToken("the token is for another service URL")
    return claims


# A token counts until it expires and may come with many activities: what was signed stays signed. A list of keys that
# is fetched anew has keys of its own, so with it each is checked again. Only good ones are kept.
@lru_cache(maxsize=100)
def _signed_claims(token: str, key: jwt.PyJWK, audience: str, issuer: str) -> Mapping[str, Any]:
    return jwt.decode(
        token,
        key,
        algorithms=["RS256"],
        audience=audience,
        issuer=issuer,
        # PyJWT would read the clock for the times, so whoever asks checks them.
        options={
            "require": ["exp", "iss", "aud"],
            "strict_aud": True,
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
        },
    )


@lru_cache(maxsize=100)  # also of what nobody signed, which says nothing until it is checked
def _key_id(token: str) -> str:
    # PyJWT would read the whole token for it, which it does once more where it checks it.
    try:
        header = json.loads(base64url_decode(token.partition(".")[0]))
    except (ValueError, RecursionError) as problem:
        raise BadToken("the token has no header") from problem
    return str(header.get("kid", "")) if isinstance(header, dict) else ""


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    expires, begins = claims["exp"], claims.get("nbf", 0)
    if not all(isinstance(each, int | float) and math.isfinite(each) for each in (expires, begins)):
        raise BadToken("times are not numbers")
    if now.timestamp() > expires + LEEWAY.total_seconds():
        raise BadToken("expired")
    if now.timestamp() < begins - LEEWAY.total_seconds():
        raise BadToken("not valid yet")
