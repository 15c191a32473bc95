"""From a call as it came to the answer it gets: who is asking, for what, within which limits."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from graph.sandbox.calls import Answer, Call, Grant, Json, RefusedError, Route, access_denied
from graph.sandbox.limits import Limits
from graph.sandbox.odata import refuse_unknown_options
from graph.sandbox.organisation import Organisation
from graph.sandbox.routes import VERSIONS, find_route
from graph.sandbox.times import wall
from graph.sandbox.tokens import Tokens
from graph.sandbox.trouble import Troubles
from graph.sandbox.troubled import instead, slow_seconds

_OUTLOOK = {"calendar", "calendarview", "calendars", "calendargroups", "events", "findmeetingtimes", "getschedule"}


@dataclass(frozen=True)
class Incoming:
    """A call to Graph as it came."""

    method: str
    raw_path: str  #: with the version and the query, still encoded
    headers: Mapping[str, str]  #: names are lower case
    body: bytes
    origin: str
    slow_seconds: float = 0.0  #: how long the work is to take


@dataclass(frozen=True)
class Graph:
    """What answers calls: the organisation, the tokens that open it, and the limits on its mailboxes."""

    organisation: Organisation
    tokens: Tokens
    limits: Limits
    troubles: Troubles


async def troubled_answer(graph: Graph, incoming: Incoming) -> Answer:
    """As `answer`, with the trouble that is planned for such a call; a lost reply needs a connection to lose."""
    struck = graph.troubles.strike(incoming.method, incoming.raw_path)
    planned = instead(struck)
    if planned is None:
        return await answer(graph, replace(incoming, slow_seconds=slow_seconds(struck)))
    return refused(graph.organisation, planned) if isinstance(planned, RefusedError) else planned


async def answer(graph: Graph, incoming: Incoming) -> Answer:
    """What Graph answers; errors are answers too."""
    try:
        call, route = _admitted(graph, incoming)
        mailbox_id = _mailbox_id(call, route)
        with graph.limits.one_call(mailbox_id, call.now) if mailbox_id else nullcontext():
            await asyncio.sleep(incoming.slow_seconds)
            result = route.handler(call)
            return await result if inspect.isawaitable(result) else result
    except RefusedError as refusal:
        return refused(graph.organisation, refusal)


def _admitted(graph: Graph, incoming: Incoming) -> tuple[Call, Route]:
    parts = urlsplit(incoming.raw_path)
    version, _, path = parts.path.lstrip("/").partition("/")
    if version not in VERSIONS:
        raise RefusedError(400, "BadRequest", "Invalid version.")
    grant = graph.tokens.grant(incoming.headers.get("authorization", ""))
    route, ids = find_route(version, incoming.method, path)
    _refuse_without_right(grant, route)

    async def submit(method: str, raw_path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        with_token = {**headers, "authorization": incoming.headers["authorization"]}
        return await troubled_answer(graph, Incoming(method, raw_path, with_token, body, incoming.origin))

    call = Call(
        method=incoming.method,
        version=version,
        raw_path=incoming.raw_path,
        ids=ids,
        query={name.lower(): value for name, value in parse_qsl(parts.query, keep_blank_values=True)},
        headers=incoming.headers,
        body=_json_object(incoming) if incoming.method in ("POST", "PATCH", "PUT") else {},
        grant=grant,
        origin=incoming.origin,
        organisation=graph.organisation,
        submit=submit,
    )
    refuse_unknown_options(call)
    return call, route


def _refuse_without_right(grant: Grant, route: Route) -> None:
    if not (route.app_only if grant.person is None else route.delegated):
        raise access_denied()
    if route.scopes and not grant.scopes & route.scopes:
        raise access_denied()


def _json_object(incoming: Incoming) -> Json:
    try:
        body: Any = json.loads(incoming.body or b"{}", parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise RefusedError(400, "BadRequest", "Unable to read JSON request payload.") from None
    if not isinstance(body, dict):
        raise RefusedError(400, "BadRequest", "The request body has to be a JSON object.")
    kind = incoming.headers.get("content-type", "").partition(";")[0].strip().lower()
    if incoming.body and kind != "application/json":
        raise RefusedError(415, "RequestBodyRead", "The request body has to be application/json.")
    return body


def _no_number(name: str) -> None:
    raise ValueError(name)


def _mailbox_id(call: Call, route: Route) -> str | None:
    """Whose mailbox the call works on, or None where Outlook's limits do not apply."""
    if not _OUTLOOK.intersection(route.paths[0].lower().split("/")):
        return None
    person = call.organisation.find_person(call.ids["user"]) if "user" in call.ids else call.grant.person
    return call.ids.get("group") or (person.id if person is not None else None)


def refused(organisation: Organisation, refusal: RefusedError) -> Answer:
    """The answer that says so."""
    inner = {"date": wall(organisation.clock())[:19]}
    error = {"code": refusal.code, "message": refusal.message, "innerError": inner}
    return Answer(refusal.status, {"error": error}, refusal.headers)
