"""What a tester may ask of the sandbox itself: trouble, tokens, sign-ins, changes by somebody else, a fresh start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aiohttp import web

from graph.sandbox.calls import Json
from graph.sandbox.sign_in import STATES
from graph.sandbox.tokens import APPLICATION, CONNECTIONS, DELEGATED
from graph.sandbox.trouble import read_trouble

if TYPE_CHECKING:
    from graph.sandbox.server import Sandbox


async def plan_trouble(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST /sandbox/trouble: plan trouble; DELETE forgets what is planned."""
    if request.method == "DELETE":
        sandbox.trouble.clear()
        return web.Response(status=204)
    try:
        trouble = read_trouble(await _body(request))
    except ValueError as problem:
        return _refused(str(problem))
    sandbox.trouble.add(trouble)
    return web.Response(status=204)


async def reset(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST /sandbox/reset: everything as at the start, around today."""
    sandbox.reset()
    return web.Response(status=204)


async def change(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST /sandbox/change {"person", "method", "path", "body"}: one call to Graph as somebody else."""
    try:
        wanted = await _body(request)
        person, path, body = str(wanted["person"]), str(wanted["path"]), wanted.get("body") or {}
        answered = await sandbox.change(person, str(wanted.get("method", "PATCH")), path, body)
    except ValueError as problem:
        return _refused(str(problem))
    except LookupError as missing:
        return _refused(f"{missing} is missing or not known; person and path are required.")
    return web.json_response({"status": answered.status, "body": answered.body})


async def issue_token(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST /sandbox/tokens {"person"?, "scopes"?, "meetingPolicies"?}: a bearer token; app-only without a person.

    `meetingPolicies` are people whose online meetings an app may manage from now on.
    """
    try:
        wanted = await _body(request)
        person = sandbox.organisation.person(wanted["person"]) if "person" in wanted else None
        policies = [sandbox.organisation.person(key).id for key in wanted.get("meetingPolicies", [])]
    except ValueError as problem:
        return _refused(str(problem))
    except LookupError as missing:
        return _refused(f"{missing} is nobody here.")
    sandbox.organisation.meeting_policies.update(policies)
    scopes = wanted.get("scopes", DELEGATED if person is not None else APPLICATION)
    return web.json_response({"token": sandbox.tokens.issue(person, scopes)})


async def set_sign_in(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST /sandbox/sign-in {"userId", "connection"?, "state"}: how that channel user stands with the connections."""
    try:
        wanted = await _body(request)
        user_id, state = str(wanted["userId"]), wanted["state"]
    except ValueError as problem:
        return _refused(str(problem))
    except KeyError as missing:
        return _refused(f"{missing} is required.")
    if state not in STATES or wanted.get("connection", "graph") not in CONNECTIONS:
        return _refused(f"state is one of {', '.join(STATES)}; connection one of {', '.join(CONNECTIONS)}.")
    for connection in [wanted["connection"]] if "connection" in wanted else CONNECTIONS:
        sandbox.sign_ins.set_state(user_id, connection, state)
    return web.Response(status=204)


async def _body(request: web.Request) -> Json:
    """The JSON object that was sent; raises ValueError."""
    body = json.loads(await request.read() or b"null")
    if not isinstance(body, dict):
        raise ValueError("A JSON object is required.")
    return body


def _refused(message: str) -> web.Response:
    return web.json_response({"error": message}, status=400)


ROUTES = (
    ("POST", "/sandbox/trouble", plan_trouble),
    ("DELETE", "/sandbox/trouble", plan_trouble),
    ("POST", "/sandbox/reset", reset),
    ("POST", "/sandbox/change", change),
    ("POST", "/sandbox/tokens", issue_token),
    ("POST", "/sandbox/sign-in", set_sign_in),
)
