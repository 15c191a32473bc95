"""People who write to a bot all at once, with the token that Teams would send along."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import ClientSession, TCPConnector

from bench.places import APP_ID, ISSUER, KEY_ID, TENANT, Places

MOST_PEOPLE = 64
MANY_TOKENS = 300  # more than any bot remembers
BOT_ID = f"28:{APP_ID}"

Json = dict[str, Any]


@dataclass(frozen=True)
class Somebody:
    """One of the crowd."""

    name: str
    teams_id: str
    entra_id: str
    chat_id: str
    email: str


def person(number: int) -> Somebody:
    """The person with this number."""
    return Somebody(
        name=f"Person {number}",
        teams_id=f"29:person-{number}",
        entra_id=f"44444444-4444-4444-8444-{number:012}",
        chat_id=f"a:chat-{number}",
        email=f"person{number}@contoso.com",
    )


@dataclass(frozen=True)
class Stretch:
    """What one run of the crowd took, as seen from outside."""

    turns: int
    seconds: float
    latencies_ms: list[float] = field(repr=False)
    statuses: Mapping[int, int]

    @property
    def per_second(self) -> float:
        return self.turns / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds that this share of the turns stayed within."""
        return sorted(self.latencies_ms)[min(len(self.latencies_ms) - 1, int(len(self.latencies_ms) * share))]


class Crowd:
    """Sends activities to one bot after the other."""

    def __init__(self, places: Places) -> None:
        now = int(time.time())
        claims: Json = {"iss": ISSUER, "aud": APP_ID, "serviceurl": f"{places.microsoft}/"}
        claims |= {"nbf": now - 60, "exp": now + 24 * 3600}
        key = places.private_key.read_bytes()
        tokens = (
            jwt.encode({**claims, "jti": f"{number}"}, key, algorithm="RS256", headers={"kid": KEY_ID})
            for number in range(MANY_TOKENS)
        )
        self._headers = [{"Authorization": f"Bearer {each}", "Content-Type": "application/json"} for each in tokens]
        self.has_one_token = True  #: for all that everybody sends; else another each time
        self._service_url = f"{places.microsoft}/"
        self._ids = itertools.count(int(time.time() * 1000))
        self._session = ClientSession(connector=TCPConnector(limit=0, keepalive_timeout=3600))

    async def close(self) -> None:
        """Closes every connection."""
        await self._session.close()

    def activity(self, number: int, **what: Any) -> Json:
        """An activity of that person, as Teams sends it."""
        who = person(number)
        return {
            "id": f"f:{next(self._ids)}",
            "timestamp": "2026-03-06T12:30:00.000Z",
            "localTimestamp": "2026-03-06T12:30:00.000Z",
            "localTimezone": "Etc/UTC",
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": {"id": who.teams_id, "name": who.name, "aadObjectId": who.entra_id},
            "conversation": {"id": who.chat_id, "conversationType": "personal", "tenantId": TENANT},
            "recipient": {"id": BOT_ID, "name": "Nudge"},
            "locale": "en-GB",
            "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web"}],
            "channelData": {"tenant": {"id": TENANT}},
            **what,
        }

    def message(self, number: int, text: str) -> Json:
        """Something typed."""
        attachment = {"contentType": "text/html", "content": f"<p>{text}</p>"}
        return self.activity(number, type="message", text=text, textFormat="plain", attachments=[attachment])

    def press(self, number: int, data: Json) -> Json:
        """A pressed Action.Execute."""
        action = {"type": "Action.Execute", "title": "Press", "verb": "verb", "data": data}
        value = {"action": action, "trigger": "manual"}
        return self.activity(number, type="invoke", name="adaptiveCard/action", value=value, replyToId="1")

    async def send(self, address: str, activity: Json) -> tuple[int, bytes]:
        """One activity: status and body of the answer."""
        return await self._post(f"{address}/api/messages", json.dumps(activity).encode())

    async def all_at_once(self, address: str, people: int, turns: int, what: Callable[[int], Json | None]) -> Stretch:
        """That many turns by that many people, each of whom waits for an answer before the next one.

        `what` gives the next activity of a person, None where nothing is left to do.
        """
        url, left = f"{address}/api/messages", iter(range(turns))
        latencies: list[float] = []
        statuses: dict[int, int] = {}

        async def one(number: int, left: Iterator[int]) -> None:
            for _ in left:
                activity = what(number)
                if activity is None:
                    return
                body = json.dumps(activity).encode()
                began_at = time.perf_counter()
                status, _body = await self._post(url, body)
                latencies.append((time.perf_counter() - began_at) * 1000)
                statuses[status] = statuses.get(status, 0) + 1

        began_at = time.perf_counter()
        await asyncio.gather(*(one(number, left) for number in range(people)))
        return Stretch(len(latencies), time.perf_counter() - began_at, latencies, statuses)

    @asynccontextmanager
    async def waiting(self, address: str, activity: Json) -> AsyncIterator[None]:
        """Somebody waits for an answer meanwhile, and gives up at the end."""
        task = asyncio.create_task(self.send(address, activity))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def get(self, url: str) -> Any:
        """What a bot or Microsoft's side says of itself."""
        async with self._session.get(url, ssl=False) as response:
            return await response.json()

    async def tell(self, url: str, body: Json) -> Any:
        """Sets something there."""
        async with self._session.post(url, json=body, ssl=False) as response:
            text = await response.text()
            return json.loads(text) if text else None

    async def _post(self, url: str, body: bytes) -> tuple[int, bytes]:
        headers = self._headers[0 if self.has_one_token else next(self._ids) % MANY_TOKENS]
        async with self._session.post(url, data=body, headers=headers) as response:
            return response.status, await response.read()
