"""The signed-in person: who it is, and how Outlook is set up for them."""

from __future__ import annotations

from typing import Any

from graph.answer import Json
from graph.client import GraphClient
from graph.errors import ZoneNotSupported
from graph.hours import WEEKDAYS, read_working_hours
from graph.model import Mailbox, Me
from graph.zones import iana, windows

__all__ = ["Me", "mailbox", "me", "refuse_unsupported_zones", "supported_zones"]

_OUTLOOKS_OWN = {"daysOfWeek": list(WEEKDAYS[:5]), "startTime": "08:00:00", "endTime": "17:00:00"}


async def me(graph: GraphClient) -> Me:
    """Who is signed in.

    Source: https://learn.microsoft.com/graph/api/user-get
    """
    user = (await graph.get(graph.me, {"$select": "id,displayName,mail,userPrincipalName"})).json
    return Me(
        id=str(user.get("id") or ""),
        name=str(user.get("displayName") or ""),
        email=str(user.get("mail") or user.get("userPrincipalName") or ""),
    )


async def mailbox(graph: GraphClient) -> Mailbox:
    """The person's zone, language and working hours, as Outlook has them.

    Where Outlook has no working hours its own default stands: Monday to Friday, 8:00 to 17:00. A zone of the hours
    that we cannot read is taken for that of the mailbox.
    Source: https://learn.microsoft.com/graph/api/user-get-mailboxsettings
    """
    return read_mailbox((await graph.get(graph.me.mailbox_settings)).json)


def read_mailbox(settings: Json) -> Mailbox:
    """The same from Graph's JSON."""
    own = {name: value for name, value in (settings.get("workingHours") or {}).items() if value}
    hours = {**_OUTLOOKS_OWN, **own}
    in_own_zone = {**hours, "timeZone": {"name": settings.get("timeZone")}}
    return Mailbox(
        zone=iana(str(settings.get("timeZone") or "")),
        language=str((settings.get("language") or {}).get("locale") or ""),
        hours=read_working_hours(hours) or read_working_hours(in_own_zone),
    )


async def supported_zones(graph: GraphClient) -> frozenset[str]:
    """The zones that Outlook takes, by their Windows names; asked once per client.

    Source: https://learn.microsoft.com/graph/api/outlookuser-supportedtimezones
    """
    return await _remembered_zones(graph, "windows zones", graph.me.outlook.supported_time_zones)


async def refuse_unsupported_zones(graph: GraphClient, *zones: str) -> None:
    """Raises ZoneNotSupported before anything is sent, if Outlook does not take one of these zones (IANA)."""
    for zone in zones:
        name = windows(zone)
        if name is not None and name in await supported_zones(graph):
            continue
        by_standard = graph.me.outlook.supported_time_zones_with_time_zone_standard("Iana")
        if zone not in await _remembered_zones(graph, "iana zones", by_standard):
            raise ZoneNotSupported(code="notInSupportedTimeZones")


async def _remembered_zones(graph: GraphClient, name: str, builder: Any) -> frozenset[str]:
    remembered = graph.shared.remembered
    if name not in remembered:
        answer = (await graph.get(builder)).json
        remembered[name] = frozenset(str(zone.get("alias") or "") for zone in answer.get("value") or [])
    zones: frozenset[str] = remembered[name]
    return zones
