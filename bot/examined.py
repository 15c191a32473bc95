"""What the doctor looks at before anybody has signed in: credential, keys, connections, address and app package."""

from __future__ import annotations

import asyncio
import json
import re
import zipfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import jwt
from azure.core.exceptions import AzureError

from bot.channel_token import BadToken
from bot.clouds import BotCloud
from bot.credentials import TOKEN_SECONDS, Credential
from bot.identity import UserTokens
from bot.settings import Settings
from graph.errors import Right, Unreachable

# https://learn.microsoft.com/entra/identity-platform/reference-error-codes
REASONS = {
    "AADSTS7000215": "the client secret is wrong: put its value, not its id, into MICROSOFT_APP_PASSWORD.",
    "AADSTS7000222": "the client secret has expired: make a new one in Entra and put it into MICROSOFT_APP_PASSWORD.",
    "AADSTS700016": "the tenant has no such app: correct MICROSOFT_APP_ID or MICROSOFT_APP_TENANT_ID.",
    "AADSTS90002": "there is no such tenant: correct MICROSOFT_APP_TENANT_ID.",
    "AADSTS700027": "the app does not know the certificate: upload its public part to the app in Entra.",
    "AADSTS700211": "the app does not trust the managed identity: add a federated credential for it in Entra.",
    "AADSTS700213": "the app trusts another identity: correct the subject of its federated credential in Entra.",
    "AADSTS700212": "the app trusts another audience: correct the audience of its federated credential in Entra.",
    "AADSTS70021": "the app does not trust the managed identity: add a federated credential for it in Entra.",
}
ERROR_CODE = re.compile(r"AADSTS\d+")
UNSIGNED = {
    "type": "message",
    "id": "doctor",
    "channelId": "msteams",
    "serviceUrl": "https://smba.trafficmanager.net/teams/",
    "from": {"id": "doctor"},
    "recipient": {"id": "doctor"},
    "conversation": {"id": "doctor"},
}
NOWHERE: Mapping[str, Any] = {**UNSIGNED, "user": {"id": "doctor"}, "bot": {"id": "doctor"}}

Status = Callable[..., Awaitable[int]]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    mark: Literal["ok", "FIX", "skip"]
    what: str
    says: str  #: one sentence: how it is, or what is missing and how to get it


async def bot_token(credential: Credential | None, cloud: BotCloud, settings: Settings) -> Finding:
    """Whether the app can prove who it is, and is the one that the settings name."""
    what = "Credential"
    if credential is None:
        return Finding("skip", what, "local mode needs none.")
    try:
        async with asyncio.timeout(TOKEN_SECONDS):
            token = (await credential.get_token(cloud.bot_scope)).token
    except (AzureError, TimeoutError, KeyError, ValueError) as problem:
        return Finding("FIX", what, _why_no_token(problem, cloud, settings))
    app_id = _claims(token).get("appid") or _claims(token).get("azp")
    if app_id and app_id != settings.app_id:
        return Finding("FIX", what, f"it belongs to the app {app_id}: correct MICROSOFT_APP_ID, or the credential.")
    return Finding("ok", what, f"a token by {settings.credential_kind}.")


def _why_no_token(problem: Exception, cloud: BotCloud, settings: Settings) -> str:
    code = next(iter(ERROR_CODE.findall(str(problem))), "")
    if code in REASONS:
        return f"{code}, {REASONS[code]}"
    if settings.managed_identity and not code:
        return "no token: assign the identity MANAGED_IDENTITY_CLIENT_ID to the machine that the bot runs on."
    return (
        f"no token ({code or type(problem).__name__}): let the bot reach {cloud.graph.login_url}, and look the code up."
    )


def _claims(token: str) -> Mapping[str, Any]:
    try:
        claims: Mapping[str, Any] = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return {}  # not meant for us to read, so it need not be readable
    return claims


async def signing_keys(
    fetch: Callable[[str], Awaitable[Mapping[str, Any]]], cloud: BotCloud, settings: Settings
) -> Finding:
    """Whether what Teams signs can be checked."""
    what = "Signing keys of Teams"
    if settings.is_local:
        return Finding("skip", what, "local mode checks no signatures.")
    try:
        keys = (await fetch(str((await fetch(cloud.openid_metadata)).get("jwks_uri")))).get("keys")
    except BadToken:
        keys = None
    if not keys:
        return Finding(
            "FIX", what, f"none at {cloud.openid_metadata}: let the bot reach it over https, or correct CLOUD."
        )
    return Finding("ok", what, f"{len(keys)} keys.")


async def connection(tokens: UserTokens, right: Right, settings: Settings) -> Finding:
    """Whether the Azure Bot has this OAuth connection, and people are signed in by it without a click."""
    name = tokens.connection_for(right)
    what, setting = f"OAuth connection {name}", {"calendar": "CONNECTION_NAME", "bookings": "BOOKINGS_CONNECTION_NAME"}
    try:
        sign_in = await tokens.sign_in(name, NOWHERE)
    except Unreachable as problem:
        if problem.status in (401, 403):
            return Finding("FIX", what, "the token service knows no bot with this id: correct the id of the Azure Bot.")
        if 400 <= problem.status < 500:
            return Finding("FIX", what, f"the Azure Bot has none of that name: add it, or correct {setting[right]}.")
        url = settings.token_service_url
        return Finding("FIX", what, f"{url} does not answer ({problem}): let the bot reach it over https.")
    wanted = f"api://botid-{settings.app_id}"
    if not settings.is_local and (sign_in.exchange or {}).get("uri") != wanted:
        return Finding("FIX", what, f"silent sign-in is off: set its token exchange URL to {wanted}.")
    return Finding("ok", what, "it is there, with silent sign-in.")


async def endpoint(status: Status, url: str, settings: Settings) -> Finding:
    """Whether the messaging endpoint leads to this bot, over https, and the bot refuses what Teams did not sign."""
    what = "Messaging endpoint"
    if not url:
        return Finding("skip", what, "give --endpoint as the Azure Bot has it.")
    parts = urlsplit(url)
    is_good = (parts.scheme == "https" or settings.is_local) and parts.hostname and not parts.query
    if not is_good or parts.path != "/api/messages":
        return Finding("FIX", what, "it must be https://your-host/api/messages: correct it at the Azure Bot.")
    alive = await status("GET", f"{parts.scheme}://{parts.netloc}/healthz")
    if alive != 200:
        return Finding("FIX", what, f"no bot answers there (status {alive}): correct the host, or start the bot.")
    answered = await status("POST", url, UNSIGNED)
    if answered != 401:
        return Finding(
            "FIX", what, f"a message that nobody signed got {answered}, not 401: set MICROSOFT_APP_ID there."
        )
    return Finding("ok", what, "it leads to the bot, which refuses what Teams did not sign.")


async def notifications(status: Status, settings: Settings) -> Finding:
    """Whether the address that Graph is given answers as Graph wants it to."""
    what, url = "Change notifications", settings.notification_url
    if not url:
        return Finding("skip", what, "without NOTIFICATION_URL calendars are read every quarter of an hour.")
    answered = await status("POST", f"{url}?validationToken=doctor")
    if answered != 200:
        return Finding("FIX", what, f"{url} answered {answered}, not 200: correct NOTIFICATION_URL, or start the bot.")
    return Finding("ok", what, "the bot answers where Graph will tell of changes.")


def package(path: Path | None, endpoint: str, settings: Settings) -> Finding:
    """Whether the app package that Teams has belongs to this bot."""
    what = "App package"
    if path is None:
        return Finding("skip", what, "give --package with the zip that was uploaded to Teams.")
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        bot_id, sign_in = manifest["bots"][0]["botId"], manifest["webApplicationInfo"]["resource"]
        domains = manifest["validDomains"]
    except (OSError, zipfile.BadZipFile, ValueError, LookupError) as problem:
        return Finding("FIX", what, f"{path} is none ({type(problem).__name__}): build it by python -m manifest build.")
    if settings.app_id and bot_id != settings.app_id:
        return Finding("FIX", what, f"it is for the bot {bot_id}: build it again with --app-id {settings.app_id}.")
    if sign_in != f"api://botid-{bot_id}":
        return Finding("FIX", what, f"silent sign-in asks for {sign_in}: build it again by python -m manifest build.")
    host = urlsplit(endpoint).hostname
    if host and host not in domains:
        return Finding("FIX", what, f"{host} is not among its valid domains: build it again with --domain {host}.")
    return Finding("ok", what, f"version {manifest.get('version')} belongs to this bot.")
