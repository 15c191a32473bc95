"""What the doctor looks at once somebody has signed in: each permission by a call that changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from bot.background import AppReading
from bot.examined import Finding
from bot.identity import UserTokens
from bot.store import Owner, Store
from graph import bookings, colleagues, meetings, people
from graph.client import Graph, GraphClient
from graph.errors import GraphError, NotAllowed, Right, SignInNeeded

NO_MEETING = "https://teams.microsoft.com/l/meetup-join/doctor"


@dataclass(frozen=True)
class Permission:
    """One permission, and a harmless call that needs it."""

    name: str
    right: Right
    call: Callable[[GraphClient], Awaitable[object]]


async def _calendar(graph: GraphClient) -> object:
    return await graph.get(graph.me.calendar)


async def _any_meeting(graph: GraphClient) -> object:
    return await meetings.find_by_join_url(graph, NO_MEETING)


async def _anybody(graph: GraphClient) -> object:
    return await colleagues.find(graph, "a")


PERMISSIONS = (
    Permission("User.Read", "calendar", people.me),
    Permission("Calendars.ReadWrite", "calendar", _calendar),
    Permission("MailboxSettings.Read", "calendar", people.mailbox),
    Permission("User.ReadBasic.All", "calendar", _anybody),
    Permission("OnlineMeetings.ReadWrite", "calendar", _any_meeting),
    Permission("BookingsAppointment.ReadWrite.All", "bookings", bookings.businesses),
)


async def of_person(tokens: UserTokens, graph: Graph, store: Store, owner: Owner) -> AsyncIterator[Finding]:
    """Each permission, as this person has it."""
    known = await store.people.find_chat(owner)
    if known is None:
        yield Finding("FIX", "Consent", "this person is not known: let them say hello to the bot in a private chat.")
        return
    source = tokens.acting_for(known.teams_id)
    client = graph.acting_as(owner.person_id, source)
    without: set[Right] = set()
    for permission in PERMISSIONS:
        if permission.right in without:
            continue
        finding = await _try(permission, client)
        if finding is None:
            without.add(permission.right)
            said = {"calendar": "today", "bookings": "bookings today"}[permission.right]
            finding = Finding("skip", permission.name, f"this person has not signed in for it: let them say “{said}”.")
        yield finding


async def _try(permission: Permission, client: GraphClient) -> Finding | None:
    """None if the person has no sign-in for it."""
    try:
        await permission.call(client)
    except SignInNeeded:
        return None
    except NotAllowed:
        return Finding(
            "FIX",
            permission.name,
            "not granted: grant admin consent in Entra, then let the person sign out and in again.",
        )
    except GraphError as problem:
        return Finding("FIX", permission.name, f"Graph does not answer ({problem}): try again in a minute.")
    return Finding("ok", permission.name, "granted.")


async def of_app(graph: Graph, token: Callable[[], Awaitable[str]], person_id: str) -> Finding:
    """Whether the app may read this person's calendar by itself, for reminders."""
    what = "Reading as the app"
    try:
        await _calendar(graph.as_app(person_id, AppReading(token, "").tokens))
    except (NotAllowed, SignInNeeded):
        return Finding("FIX", what, "not allowed for this person: grant the permission as docs/app-only.md says.")
    except GraphError as problem:
        return Finding(
            "FIX", what, f"no calendar ({problem}): follow docs/app-only.md, or set BACKGROUND_READING=person."
        )
    return Finding("ok", what, "the app may read this person's calendar.")
