"""Microsoft's side of a measurement: connector, signing keys and identity provider, over TLS, as a process."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections import Counter
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.algorithms import RSAAlgorithm

from bench.places import KEY_ID, Places, from_command_line
from bench.serving import serve

EVENTS = 50
PAGE = {
    "value": [
        {
            "@odata.etag": f'W/"DwAAABYAAAD{number:04d}"',
            "id": f"AAMkADMzMzMzMzMzLTMzMzMtNDMzMy04MzMzLTMzMzMzMzMzMzMzMzMABGAAAAAAD{number:04d}",
            "subject": f"Talk number {number}",
            "start": {"dateTime": f"2026-03-07T{number % 23:02d}:15:00.0000000", "timeZone": "UTC"},
            "end": {"dateTime": f"2026-03-07T{number % 23:02d}:45:00.0000000", "timeZone": "UTC"},
            "originalStartTimeZone": "GMT Standard Time",
            "isAllDay": False,
            "isCancelled": False,
            "type": "singleInstance",
            "isOrganizer": True,
            "organizer": {"emailAddress": {"name": "Alex Wilber", "address": "alexw@contoso.com"}},
            "attendees": [
                {
                    "type": "required",
                    "status": {"response": "accepted", "time": "2026-03-01T09:00:00Z"},
                    "emailAddress": {"name": name, "address": f"{name.lower()}@contoso.com"},
                }
                for name in ("Megan", "Adele", "Isaiah")
            ],
            "location": {"displayName": "Room 4", "locationType": "default"},
            "onlineMeeting": {"joinUrl": f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{number}"},
            "sensitivity": "normal",
            "showAs": "busy",
        }
        for number in range(EVENTS)
    ]
}


class Microsoft:
    """Takes what bots send and counts it."""

    def __init__(self, places: Places) -> None:
        self._signing_key = load_pem_private_key(places.private_key.read_bytes(), None).public_key()
        self._connector_seconds = 0.0
        self._login_seconds = 0.0
        self._answers: Counter[str] = Counter()  # by the activity that is answered
        self._newest: dict[str, Any] = {}  # message by conversation
        self._peers: set[Any] = set()  # every connection that was ever seen
        self._opened = 0
        self._logins = 0
        self._key_fetches = 0

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._count_connections])
        chat = "/v3/conversations/{chat}/activities"
        app.router.add_post(chat, self._take)
        app.router.add_post(chat + "/{id}", self._take)
        app.router.add_put(chat + "/{id}", self._take)
        app.router.add_get("/openid", self._metadata)
        app.router.add_get("/keys", self._keys)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._login_metadata)
        app.router.add_get("/{tenant}/.well-known/openid-configuration", self._login_metadata)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_post("/{tenant}/oauth2/token", self._token)
        app.router.add_get("/v1.0/me/calendarView", self._page)
        app.router.add_post("/bench/slow", self._slow)
        app.router.add_get("/bench/newest/{chat}", self._newest_of)
        app.router.add_post("/bench/count", self._count)
        return app

    @web.middleware
    async def _count_connections(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.transport is not None and not request.path.startswith("/bench/"):
            peer = request.transport.get_extra_info("peername")
            self._opened += peer not in self._peers
            self._peers.add(peer)
        response: web.StreamResponse = await handler(request)
        return response

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self._connector_seconds:
            await asyncio.sleep(self._connector_seconds)
        if b'"type": "typing"' not in body:
            chat = request.match_info["chat"]
            self._answers[request.match_info.get("id", chat)] += 1
            self._newest[chat] = body
        return web.Response(body=b'{"id":"1"}', status=201, content_type="application/json")

    async def _metadata(self, request: web.Request) -> web.Response:
        self._key_fetches += 1
        metadata = {"issuer": "https://api.botframework.com", "jwks_uri": str(request.url.with_path("/keys"))}
        return web.json_response({**metadata, "id_token_signing_alg_values_supported": ["RS256"]})

    async def _keys(self, _: web.Request) -> web.Response:
        public: Any = self._signing_key
        key = {**json.loads(RSAAlgorithm.to_jwk(public)), "kid": KEY_ID, "endorsements": ["msteams"]}
        return web.json_response({"keys": [key]})

    async def _login_metadata(self, request: web.Request) -> web.Response:
        base = str(request.url.with_path(f"/{request.match_info['tenant']}"))
        endpoints = {"authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/oauth2/v2.0/token"}
        return web.json_response({"issuer": base, **endpoints})

    async def _token(self, _: web.Request) -> web.Response:
        self._logins += 1
        await asyncio.sleep(self._login_seconds)
        # As long as a real one is.
        return web.json_response({"token_type": "Bearer", "expires_in": 86399, "access_token": "eyJ0" * 350})

    async def _page(self, _: web.Request) -> web.Response:
        return web.json_response(PAGE)

    async def _slow(self, request: web.Request) -> web.Response:
        """POST /bench/slow {"connector", "login"}: how long each takes from now on, in seconds."""
        wanted = await request.json()
        self._connector_seconds, self._login_seconds = wanted["connector"], wanted["login"]
        return web.Response()

    async def _newest_of(self, request: web.Request) -> web.Response:
        body = self._newest.pop(request.match_info["chat"], b"null")
        return web.Response(body=body, content_type="application/json")

    async def _count(self, _: web.Request) -> web.Response:
        """POST /bench/count: what came since the last time."""
        counted = {
            "answered": len(self._answers),
            "doubled": sum(1 for count in self._answers.values() if count > 1),
            "opened": self._opened,  # connections
            "logins": self._logins,
            "key_fetches": self._key_fetches,
        }
        self._answers.clear()
        self._opened = self._logins = self._key_fetches = 0
        return web.json_response(counted)


def tls(places: Places) -> ssl.SSLContext:
    """The server's side of TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(places.certificate, places.private_key)
    return context


if __name__ == "__main__":
    here = from_command_line()
    asyncio.run(serve(Microsoft(here).app(), tls(here)))
