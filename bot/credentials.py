"""The bot's own token for Teams and the token service, from whichever credential the settings name.

azure-identity keeps each token until shortly before it expires and fetches it without blocking. To ask it takes a
quarter as long as to send a message, so what it gave is given again for a minute.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from azure.core.credentials import AccessToken
from azure.core.exceptions import AzureError
from azure.identity.aio import (
    CertificateCredential,
    ClientAssertionCredential,
    ClientSecretCredential,
    ManagedIdentityCredential,
)

from bot.clouds import BotCloud
from bot.settings import Settings, SettingsProblem
from graph.errors import Unreachable

log = logging.getLogger("nudge.credentials")

TOKEN_SECONDS = 15.0
GIVEN_AGAIN_SECONDS = 60.0
RENEWED_SECONDS = 300.0  # so long before its end azure-identity begins to renew a token when it is asked


class Credential(Protocol):
    """What gives tokens to the app."""

    async def get_token(self, *scopes: str) -> AccessToken:
        """A current token."""

    async def close(self) -> None:
        """Closes the connections to the identity provider."""


class FederatedCredential:
    """A managed identity that vouches for the app, so that the app needs no secret.

    Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
    """

    def __init__(self, settings: Settings, audience: str, identity: Credential, options: Mapping[str, Any]) -> None:
        self._identity = identity
        self._audience = audience
        self._assertion = ""
        self._app = ClientAssertionCredential(settings.tenant_id, settings.app_id, lambda: self._assertion, **options)

    async def get_token(self, *scopes: str) -> AccessToken:
        """A current token of the app."""
        # The callback above may not wait for anything, so the assertion is fetched before it is asked for.
        self._assertion = (await self._identity.get_token(self._audience)).token
        return await self._app.get_token(*scopes)

    async def close(self) -> None:
        """Closes the connections of both."""
        await self._app.close()
        await self._identity.close()


def credential_for(settings: Settings, cloud: BotCloud, **options: Any) -> Credential:
    """The credential that the settings name; `options` go to azure-identity. Raises SettingsProblem."""
    options = {"authority": cloud.graph.login_url, **options}
    match settings.credential_kind:
        case "certificate":
            return _certificate(settings, options)
        case "managed identity":
            return ManagedIdentityCredential(client_id=settings.managed_identity)
        case "federated":
            identity = ManagedIdentityCredential(client_id=settings.managed_identity)
            return FederatedCredential(settings, f"{cloud.token_exchange}/.default", identity, options)
    return ClientSecretCredential(settings.tenant_id, settings.app_id, settings.app_password, **options)


def _certificate(settings: Settings, options: Mapping[str, Any]) -> Credential:
    password = settings.certificate_password or None
    try:
        return CertificateCredential(
            settings.tenant_id, settings.app_id, settings.certificate_path, password=password, **options
        )
    except (OSError, ValueError, TypeError) as problem:
        # cryptography says ValueError to a wrong password and TypeError to a missing one.
        raise SettingsProblem(
            ["CERTIFICATE_PATH must be a PEM or PFX file with a certificate and its key, and open with its password."]
        ) from problem


class BotCredential:
    """The bot's own token; "" in local mode, where nobody asks for one. Without a clock nothing is given twice."""

    def __init__(self, credential: Credential | None, scope: str, clock: Callable[[], datetime] | None = None) -> None:
        self._credential = credential
        self._scope = scope
        self._clock = clock
        self._kept = ("", 0.0)  # a token, and until which Unix time it is given again
        # azure-identity would fetch one token for each of many that ask at once.
        self._one_at_a_time = asyncio.Lock()

    async def token(self) -> str:
        """A current token. Raises Unreachable where none is to be had."""
        if self._credential is None:
            return ""
        now = self._clock().timestamp() if self._clock else math.inf
        token, until = self._kept
        if now < until:
            return token
        try:
            async with asyncio.timeout(TOKEN_SECONDS), self._one_at_a_time:
                got = await self._credential.get_token(self._scope)
        except (AzureError, TimeoutError, KeyError, ValueError) as problem:
            # azure-identity lets KeyError through where a managed identity's endpoint leaves something out.
            log.error("no token for the bot itself: %s", type(problem).__name__)
            raise Unreachable(code="bot_token") from problem
        self._kept = (got.token, min(now + GIVEN_AGAIN_SECONDS, got.expires_on - RENEWED_SECONDS))
        return got.token

    async def close(self) -> None:
        """Closes the connections to the identity provider."""
        if self._credential is not None:
            await self._credential.close()
