"""The least that a turn can cost: check the token, parse the activity, post one answer that is ready to be sent."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote

import jwt
from aiohttp import ClientSession, TCPConnector, web

from bench.meter import Meter
from bench.places import APP_ID, ISSUER, TENANT, Places, from_command_line
from bench.serving import serve

Json = dict[str, Any]


class Floor:
    """A bare aiohttp handler."""

    def __init__(self, places: Places, session: ClientSession) -> None:
        self._microsoft = places.microsoft
        self._session = session
        self._keys: dict[str, jwt.PyJWK] = {}
        self._bot_token = ""
        self._answers: dict[str, Json] = {}  # by what is typed; "" for a press

    async def prepare(self) -> None:
        """Fetches the keys and the bot's own token, which every turn then has at hand."""
        async with self._session.get(f"{self._microsoft}/keys") as response:
            keys = (await response.json())["keys"]
        self._keys = {each["kid"]: jwt.PyJWK(each, "RS256") for each in keys}
        async with self._session.post(f"{self._microsoft}/{TENANT}/oauth2/v2.0/token") as response:
            self._bot_token = (await response.json())["access_token"]

    async def learn(self, request: web.Request) -> web.Response:
        """POST /bench/answers: what to answer, recorded from the bot that is measured."""
        self._answers = await request.json()
        return web.Response()

    async def receive(self, request: web.Request) -> web.Response:
        """Answers one activity."""
        token = request.headers["Authorization"].removeprefix("Bearer ")
        key = self._keys[jwt.get_unverified_header(token)["kid"]]
        jwt.decode(token, key.key, algorithms=["RS256"], audience=APP_ID, issuer=ISSUER)
        activity = json.loads(await request.read())
        if activity["type"] == "invoke":
            return web.json_response(self._answers.get("", {}))
        answer = {
            **self._answers.get(activity["text"], {"type": "message", "text": activity["text"]}),
            "from": activity["recipient"],
            "recipient": activity["from"],
            "conversation": activity["conversation"],
            "replyToId": activity["id"],
        }
        chat, answered = quote(activity["conversation"]["id"], safe=""), quote(activity["id"], safe="")
        url = f"{activity['serviceUrl'].rstrip('/')}/v3/conversations/{chat}/activities/{answered}"
        headers = {"Authorization": f"Bearer {self._bot_token}", "Content-Type": "application/json"}
        async with self._session.post(url, data=json.dumps(answer).encode(), headers=headers) as response:
            await response.read()
        return web.Response()


async def main(places: Places) -> None:
    """Runs until the process is told to end."""
    async with ClientSession(connector=TCPConnector(limit=200, keepalive_timeout=60)) as session:
        floor = Floor(places, session)
        await floor.prepare()
        app = web.Application()
        app.router.add_post("/api/messages", floor.receive)
        app.router.add_post("/bench/answers", floor.learn)
        Meter().install(app)
        await serve(app)


if __name__ == "__main__":
    asyncio.run(main(from_command_line()))
