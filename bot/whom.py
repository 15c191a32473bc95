"""Who is meant by a name: somebody the person meets anyway, else somebody of the organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.command import Turn
from bot.editing.people import Sought, seek
from graph.model import Address, Event


@dataclass(frozen=True)
class Whom:
    """Who the names stand for."""

    found: Sequence[Address]  #: each once
    unknown: Sequence[str]  #: names that fit nobody
    unclear: Sought | None  #: the first name that fits several


async def whom(turn: Turn, names: Sequence[str], there: Sequence[Event], chosen: Mapping[str, str]) -> Whom:
    """Resolves names and addresses. `there` are events of the person; `chosen` says who is meant where that was asked.

    People met in `there` come first, since that takes no further right; for others the directory is asked.
    """
    met = {each.email.casefold(): each for each in acquaintances(there)}
    emails = {name: chosen.get(name, name).casefold() for name in names if name in chosen or "@" in name}
    sought = await seek(turn, [name for name in names if name not in emails], met.values())
    given = [met.get(email, Address("", email)) for email in emails.values()]
    found = {each.email.casefold(): each for each in (*given, *(each.sole for each in sought if each.sole))}
    unknown = [each.name for each in sought if not each.found]
    return Whom(list(found.values()), unknown, next((each for each in sought if len(each.found) > 1), None))


def acquaintances(there: Sequence[Event]) -> list[Address]:
    """Everybody else in these events, once each; rooms and the person are left out."""
    mine = {each.organizer.email.casefold() for each in there if each.is_organizer}
    people: dict[str, Address] = {}
    for event in there:
        invited = [each.address for each in event.attendees if each.kind != "resource"]
        for address in (event.organizer, *invited):
            email = address.email.casefold()
            if email and email not in mine and (email not in people or not people[email].name):
                people[email] = address
    return list(people.values())
