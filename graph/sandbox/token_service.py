"""The Bot Framework's user-token service, as botframework-connector calls it, and its sign-in page."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from graph.sandbox.calls import Json
from graph.sandbox.ids import guid
from graph.sandbox.organisation import BOT_ID
from graph.sandbox.page import sign_in_done_page, sign_in_page
from graph.sandbox.times import short_instant
from graph.sandbox.tokens import CONNECTIONS
from graph.sandbox.wire import html_response

if TYPE_CHECKING:
    from graph.sandbox.server import Sandbox

_PROVIDER = "Azure Active Directory v2"


@dataclass(frozen=True)
class SignInState:
    """What the bot says about a sign-in that it asks for."""

    user_id: str
    connection: str


def read_state(text: str) -> SignInState:
    """What `state` says: base64 of a token exchange state; raises ValueError."""
    padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    state: Any = json.loads(b64decode(padded, validate=True))
    try:
        return SignInState(str(state["conversation"]["user"]["id"]), str(state["connectionName"]))
    except (KeyError, TypeError):
        raise ValueError("the state names no user or no connection") from None


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


def _token_response(sandbox: Sandbox, request: web.Request, token: str) -> Json:
    return {
        "channelId": request.query.get("channelId", "msteams"),
        "connectionName": request.query["connectionName"],
        "token": token,
        "expiration": short_instant(sandbox.tokens.grants[token].expires_at),
    }


def _who(request: web.Request) -> tuple[str, str] | web.Response:
    """The user and connection of the query, or the answer that says what is wrong with it."""
    user_id, connection = request.query.get("userId"), request.query.get("connectionName")
    if not user_id or not connection:
        return _error(400, "BadArgument", "userId and connectionName are required.")
    if connection not in CONNECTIONS:
        return _error(404, "NotFound", f"There is no connection '{connection}'; there are {', '.join(CONNECTIONS)}.")
    return user_id, connection


async def get_token(sandbox: Sandbox, request: web.Request) -> web.Response:
    """GET GetToken: a token, or 404 for somebody who is not signed in or whose code is wrong."""
    who = _who(request)
    if isinstance(who, web.Response):
        return who
    code = request.query.get("code")
    if code and not sandbox.sign_ins.redeem(code, *who):
        return _error(404, "NotFound", "The code is not valid.")
    token = sandbox.sign_ins.token(*who)
    return web.Response(status=404) if token is None else web.json_response(_token_response(sandbox, request, token))


async def get_aad_tokens(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST GetAadTokens: one token for each resource asked for; none for somebody who is not signed in."""
    who = _who(request)
    if isinstance(who, web.Response):
        return who
    body = await _json_object(request)
    if body is None:
        return _error(400, "BadArgument", "A JSON object with resourceUrls is required.")
    token = sandbox.sign_ins.token(*who)
    answer = {} if token is None else _token_response(sandbox, request, token)
    return web.json_response({str(url): answer for url in body.get("resourceUrls") or [] if answer})


async def sign_out(sandbox: Sandbox, request: web.Request) -> web.Response:
    """DELETE SignOut: from one connection, or from all of them."""
    user_id = request.query.get("userId")
    if not user_id:
        return _error(400, "BadArgument", "userId is required.")
    wanted = request.query.get("connectionName")
    for connection in CONNECTIONS:
        if wanted in (None, connection):
            sandbox.sign_ins.set_state(user_id, connection, "signedOut")
    return web.json_response({})


async def get_token_status(sandbox: Sandbox, request: web.Request) -> web.Response:
    """GET GetTokenStatus: for each connection whether there is a token."""
    user_id = request.query.get("userId")
    if not user_id:
        return _error(400, "BadArgument", "userId is required.")
    included = [name for name in request.query.get("include", "").split(",") if name]
    rows = [
        {
            "channelId": request.query.get("channelId"),
            "connectionName": connection,
            "hasToken": sandbox.sign_ins.state(user_id, connection) == "signedIn",
            "serviceProviderDisplayName": _PROVIDER,
        }
        for connection in CONNECTIONS
        if not included or connection in included
    ]
    return web.json_response(rows)


async def exchange(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST exchange: single sign-on; 400 where consent is still needed, 403 where it was refused."""
    who = _who(request)
    if isinstance(who, web.Response):
        return who
    body = await _json_object(request)
    if body is None or not (body.get("token") or body.get("uri")):
        return _error(400, "BadArgument", "A token or a uri is required.")
    state = sandbox.sign_ins.state(*who)
    if state == "consentRequired":
        return _error(400, "ConsentRequired", "The person has not consented to what the connection asks for.")
    if state == "refused":
        return _error(403, "AccessDenied", "Consent was refused.")
    sandbox.sign_ins.set_state(*who, "signedIn")
    token = sandbox.sign_ins.token(*who)
    return web.Response(status=404) if token is None else web.json_response(_token_response(sandbox, request, token))


async def _json_object(request: web.Request) -> Json | None:
    try:
        body = json.loads(await request.read() or b"null")
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


async def get_sign_in_resource(sandbox: Sandbox, request: web.Request) -> web.Response:
    """GET GetSignInResource: the address of the sign-in page, and what a silent sign-in needs."""
    link = _sign_in_link(sandbox, request)
    if isinstance(link, web.Response):
        return link
    state = read_state(request.query["state"])
    uri = f"api://botid-{BOT_ID.removeprefix('28:')}"
    resource = {"id": guid(f"{state.user_id} {state.connection}"), "uri": uri, "providerId": _PROVIDER}
    return web.json_response({"signInLink": link, "tokenExchangeResource": resource})


async def get_sign_in_url(sandbox: Sandbox, request: web.Request) -> web.Response:
    """GET GetSignInUrl: the address of the sign-in page alone, as a JSON string."""
    link = _sign_in_link(sandbox, request)
    return link if isinstance(link, web.Response) else web.json_response(link)


def _sign_in_link(sandbox: Sandbox, request: web.Request) -> str | web.Response:
    state = request.query.get("state", "")
    try:
        read_state(state)
    except ValueError:
        return _error(400, "BadArgument", "state is not a token exchange state.")
    base = sandbox.public_url.rstrip("/") or str(request.url.origin())
    return f"{base}/signin?state={quote(state, safe='')}"


async def show_sign_in(sandbox: Sandbox, request: web.Request) -> web.Response:
    """GET /signin: pick who you are."""
    text = request.query.get("state", "")
    state = _sign_in_state(sandbox, text)
    if isinstance(state, web.Response):
        return state
    people, here = list(sandbox.organisation.people.values()), sandbox.sign_ins.person(state.user_id)
    return html_response(sign_in_page(people, here, state.connection, text))


async def finish_sign_in(sandbox: Sandbox, request: web.Request) -> web.Response:
    """POST /signin: a code for the person who was picked."""
    form = await request.post()
    state = _sign_in_state(sandbox, str(form.get("state", "")))
    if isinstance(state, web.Response):
        return state
    person = sandbox.organisation.find_person(str(form.get("person", "")))
    if person is None:
        return _no_sign_in("Nobody was picked.", "Go back and pick a person.", 400)
    code = sandbox.sign_ins.new_code(state.user_id, state.connection, person)
    sentence = f"Type this code in the chat to go on as {person.name}. It works once."
    return html_response(sign_in_done_page(code, sentence))


def _sign_in_state(sandbox: Sandbox, text: str) -> SignInState | web.Response:
    """What the sign-in is for, or the page that says why there can be none."""
    try:
        state = read_state(text)
    except ValueError:
        return _no_sign_in("This link is not complete.", "Ask the bot for a new one.", 400)
    if state.connection not in CONNECTIONS:
        return _no_sign_in("There is no such connection.", "The bot asks for one that is not set up.", 404)
    if sandbox.sign_ins.state(state.user_id, state.connection) == "refused":
        return _no_sign_in("Your administrator does not allow this.", "Nothing has changed.", 403)
    return state


def _no_sign_in(headline: str, sentence: str, status: int) -> web.Response:
    return html_response(sign_in_done_page(headline, sentence), status)


ROUTES = (
    ("GET", "/api/usertoken/GetToken", get_token),
    ("POST", "/api/usertoken/GetAadTokens", get_aad_tokens),
    ("DELETE", "/api/usertoken/SignOut", sign_out),
    ("GET", "/api/usertoken/GetTokenStatus", get_token_status),
    ("POST", "/api/usertoken/exchange", exchange),
    ("GET", "/api/botsignin/GetSignInResource", get_sign_in_resource),
    ("GET", "/api/botsignin/GetSignInUrl", get_sign_in_url),
    ("GET", "/signin", show_sign_in),
    ("POST", "/signin", finish_sign_in),
)
