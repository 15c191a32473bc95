"""How these tests talk to the sandbox: over HTTP, as one of its people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import ClientSession
from yarl import URL

from graph.sandbox import Sandbox

ALEX, MEGAN, ADELE, AOI = (f"{alias}@contoso.com" for alias in ("alexw", "megan", "adele", "aoi"))
CLINIC = "/v1.0/solutions/bookingBusinesses/ContosoClinicLondon%40contoso.com"
SCHOOL = "/v1.0/solutions/bookingBusinesses/ContosoTutoringSeattle%40contoso.com"


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The error's code."""
        return str(self.body["error"]["code"])


@dataclass(frozen=True)
class Ask:
    """Calls the sandbox as Alex, unless somebody else or a token is named."""

    session: ClientSession
    url: str
    sandbox: Sandbox

    async def __call__(
        self, method: str, path: str, body: Any = None, *, who: str = ALEX, token: str | None = None, **headers: str
    ) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        bearer = self.sandbox.token(who) if token is None else token
        named = {"Authorization": f"Bearer {bearer}", **named}
        address = URL(self.url + path, encoded=True)
        async with self.session.request(method, address, json=body, headers=named) as response:
            text = await response.text()
            is_json = "json" in response.headers.get("Content-Type", "")
            return Reply(response.status, json.loads(text) if is_json else text, response.headers)

    async def view(self, first: str, last: str, *, who: str = ALEX, **headers: str) -> list[Any]:
        """Every event of that person between two days, all pages."""
        path = f"/v1.0/me/calendarView?startDateTime={first}&endDateTime={last}&$top=1000"
        return list((await self("GET", path, who=who, **headers)).body["value"])

    async def event(self, subject: str, *, who: str = ALEX, first: str = "2026-03-06", last: str = "2026-04-06") -> Any:
        """The first event with that subject from the given day on, read by its id."""
        found = next(event for event in await self.view(first, last, who=who) if event["subject"] == subject)
        return (await self("GET", event_path(found), who=who)).body

    async def appointment(self, customer: str) -> Any:
        """The clinic's appointment of that customer, read by its id."""
        listed = await self("GET", f"{CLINIC}/appointments")
        for one in listed.body["value"]:
            read = (await self("GET", f"{CLINIC}/appointments/{segment(one['id'])}")).body
            if read["customerName"] == customer:
                return read
        raise LookupError(customer)


def segment(text: str) -> str:
    """`text` as one segment of a path."""
    return quote(text, safe="")


def event_path(event: Any) -> str:
    return f"/v1.0/me/events/{segment(event['id'])}"


def london(text: str) -> dict[str, str]:
    """A dateTimeTimeZone in London."""
    return {"dateTime": text, "timeZone": "GMT Standard Time"}


async def pages(ask: Ask, path: str, link: str = "@odata.nextLink", **headers: str) -> list[Any]:
    """The bodies from `path` on, as long as there is such a link."""
    bodies = [(await ask("GET", path, **headers)).body]
    while link in bodies[-1]:
        parts = urlsplit(bodies[-1][link])
        bodies.append((await ask("GET", f"{parts.path}?{parts.query}", **headers)).body)
    return bodies
