"""`python app.py doctor`: looks for what is missing in a deployment, and says in one sentence how to get it.

It changes nothing: it asks for tokens, keys and connections, reads, and sends one message that has to be refused.
"""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot import consent, examined
from bot.adapter import fetch_json, status_of
from bot.clouds import BotCloud
from bot.credentials import BotCredential, Credential, credential_for
from bot.examined import Finding
from bot.identity import UserTokens, sandbox_app_token
from bot.playground.members import TENANT_ID
from bot.settings import Settings, SettingsProblem
from bot.store import Owner, Store
from graph import people
from graph.client import Graph
from graph.errors import GraphError, SignInNeeded


@dataclass(frozen=True)
class Asked:
    """What to look at beyond the settings; "" or None for nothing."""

    endpoint: str = ""  #: https://…/api/messages, as the Azure Bot has it
    package: Path | None = None  #: the app package that Teams has
    person: str = ""  #: Entra object id of somebody who has signed in
    tenant: str = ""  #: theirs, where it is not the bot's own


@dataclass(frozen=True)
class Parts:
    """A bot that is looked at, with nobody to talk to."""

    settings: Settings
    cloud: BotCloud
    asked: Asked
    session: Any  #: an aiohttp ClientSession, which only passes through here
    credential: Credential | None  #: None in local mode
    tokens: UserTokens
    graph: Graph
    store: Store


def options(parser: argparse.ArgumentParser) -> None:
    """What may stand after `doctor`."""
    parser.add_argument("--endpoint", default="", help="messaging endpoint of the Azure Bot, https://…/api/messages")
    parser.add_argument("--package", type=Path, help="the zip that was uploaded to Teams")
    parser.add_argument("--person", default="", help="Entra object id of somebody who has signed in to the bot")
    parser.add_argument("--tenant", default="", help="their tenant, if it is not the bot's own")


def asked(options: argparse.Namespace) -> Asked:
    """The same, read."""
    return Asked(options.endpoint, options.package, options.person, options.tenant)


async def report(settings: Settings, asked: Asked, session: Any, cloud: BotCloud | None = None) -> int:
    """Prints what was found, as it is found; 0 if nothing is missing, else 1."""
    missing = 0
    async for finding in findings(settings, asked, session, cloud or settings.cloud):
        missing += finding.mark == "FIX"
        print(f"{finding.mark:<5} {finding.what}: {finding.says}", flush=True)
    print("Nothing is missing." if not missing else f"{missing} to fix.", flush=True)
    return 1 if missing else 0


async def findings(settings: Settings, asked: Asked, session: Any, cloud: BotCloud) -> AsyncIterator[Finding]:
    """One after the other; what needs something that is missing is left out."""
    async with AsyncExitStack() as stack:
        credential = None if settings.is_local else _credential(settings, cloud)
        if isinstance(credential, Finding):
            yield credential
            return
        bot_credential = BotCredential(credential, cloud.bot_scope)
        stack.push_async_callback(bot_credential.close)
        graph, store = Graph(settings.graph_base_url), Store(settings.database_url)
        stack.push_async_callback(graph.close)
        stack.push_async_callback(store.close)
        tokens = UserTokens(session, settings.token_service_url, bot_credential.token, settings)
        parts = Parts(settings, cloud, asked, session, credential, tokens, graph, store)

        token = await examined.bot_token(credential, cloud, settings)
        yield token
        yield await examined.signing_keys(partial(fetch_json, session), cloud, settings)
        if token.mark != "FIX":
            for right in ("calendar", "bookings"):
                yield await examined.connection(tokens, right, settings)
        yield await _graph(parts)
        database = await _database(parts)
        yield database
        yield await examined.endpoint(partial(status_of, session), asked.endpoint, settings)
        yield await examined.notifications(partial(status_of, session), settings)
        yield examined.package(asked.package, asked.endpoint, settings)
        if token.mark != "FIX" and database.mark != "FIX":
            async for finding in _person(parts):
                yield finding


def _credential(settings: Settings, cloud: BotCloud) -> Credential | Finding:
    try:
        return credential_for(settings, cloud)
    except SettingsProblem as problem:
        return Finding("FIX", "Credential", " ".join(problem.problems))


async def _graph(parts: Parts) -> Finding:
    what, url = "Microsoft Graph", parts.settings.graph_base_url

    async def nobody(*_: str) -> str:
        return "nobody"

    try:
        await people.me(parts.graph.acting_as("doctor", nobody))
    except SignInNeeded:
        return Finding("ok", what, f"{url} answers, and refuses a token that it does not know.")
    except GraphError as problem:
        return Finding("FIX", what, f"{url} cannot be reached ({problem}): let the bot reach it over https.")
    return Finding("FIX", what, f"{url} takes any token, so it is not Microsoft: remove GRAPH_BASE_URL.")


async def _database(parts: Parts) -> Finding:
    try:
        await parts.store.ping()
    except (SQLAlchemyError, OSError) as problem:
        return Finding(
            "FIX",
            "Database",
            f"it does not open ({type(problem).__name__}): correct DATABASE_URL, or let the bot reach it.",
        )
    return Finding("ok", "Database", "it answers.")


async def _person(parts: Parts) -> AsyncIterator[Finding]:
    person, settings = parts.asked.person, parts.settings
    if not person:
        yield Finding("skip", "Consent", "give --person with the Entra object id of somebody who has signed in.")
        return
    owner = Owner(parts.asked.tenant or settings.tenant_id or TENANT_ID, person)
    async for finding in consent.of_person(parts.tokens, parts.graph, parts.store, owner):
        yield finding
    if settings.background_reading == "app":
        token = (
            BotCredential(parts.credential, parts.cloud.graph_scope).token
            if parts.credential
            else partial(sandbox_app_token, parts.session, settings.graph_base_url)
        )
        yield await consent.of_app(parts.graph, token, person)
