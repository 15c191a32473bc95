"""Graph and the token service, over TLS, as a process: the sandbox, with twenty events today for everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bench.crowd import MOST_PEOPLE, person
from bench.microsoft import tls
from bench.places import from_command_line
from bench.serving import serve
from graph.sandbox import Sandbox
from graph.sandbox.organisation import Mailbox, Person

EVENTS = 20
MOVED = "Offsite"  # tomorrow, alone: the sandbox takes long to say when others are free
COLLEAGUES = ("Megan", "Adele", "Isaiah")
ZONE = "UTC"


class Organisation:
    """The sandbox, with a count of its calls, and a Graph that hangs for one person."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._calls = 0
        self._hangs_for = ""
        self._hanging_ends = asyncio.Event()

    def app(self) -> web.Application:
        """The sandbox's own app, behind two more addresses."""
        app = self._sandbox.app()
        app.middlewares.append(self._before)
        return app

    @web.middleware
    async def _before(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path == "/bench/calls":
            counted, self._calls = self._calls, 0
            # A mailbox takes ten thousand calls in ten minutes, which is less than a measurement makes.
            self._sandbox.limits.called_at.clear()
            return web.json_response(counted)
        if request.path == "/bench/hang":
            self._hangs_for = (await request.json())["email"]
            self._hanging_ends.set()
            self._hanging_ends = asyncio.Event()
            return web.Response()
        self._calls += 1
        grant = self._sandbox.tokens.grants.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if grant is not None and grant.person is not None and grant.person.email == self._hangs_for:
            await self._hanging_ends.wait()
        answer: web.StreamResponse = await handler(request)
        return answer


async def filled() -> Sandbox:
    """Everybody of the crowd has a mailbox in UTC; events are today from 00:00, forty minutes apart."""
    sandbox = Sandbox(lambda: datetime.now(UTC))
    for who in map(person, range(MOST_PEOPLE)):
        sandbox.organisation.people[who.entra_id] = Person(
            who.entra_id, who.teams_id, who.name, who.name, "Contoso", who.email, ZONE, "en-GB", "Planner", "London"
        )
        sandbox.organisation.mailboxes[who.entra_id] = Mailbox(who.entra_id, who.name, who.email, ZONE)
        for number in range(EVENTS):
            await _add_event(sandbox, who.email, f"Talk number {number}", timedelta(minutes=40 * number))
        await _add_event(sandbox, who.email, MOVED, timedelta(days=1, hours=9), attendees=())
    return sandbox


async def _add_event(
    sandbox: Sandbox, email: str, subject: str, since_midnight: timedelta, attendees: Sequence[str] = COLLEAGUES
) -> None:
    midnight = sandbox.clock().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    starts_at = midnight + since_midnight
    ends_at = starts_at + timedelta(minutes=30)
    body = {
        "subject": subject,
        "start": {"dateTime": starts_at.isoformat(), "timeZone": ZONE},
        "end": {"dateTime": ends_at.isoformat(), "timeZone": ZONE},
        "location": {"displayName": "Room 4"},
        "isOnlineMeeting": True,
        "attendees": [
            {"type": "required", "emailAddress": {"name": name, "address": f"{name.lower()}@contoso.com"}}
            for name in attendees
        ],
    }
    answer = await sandbox.change(email, "POST", "/v1.0/me/events", body)
    if answer.status != 201:
        raise RuntimeError(f"the sandbox answers {answer.status} {answer.body}")


async def _main() -> None:
    sandbox = await filled()
    await serve(Organisation(sandbox).app(), tls(from_command_line()))


if __name__ == "__main__":
    asyncio.run(_main())
