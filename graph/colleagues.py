"""People of the organisation, found by what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from graph.answer import Json
from graph.client import GraphClient
from graph.model import Address
from graph.together import all_of

MOST_FOUND = 10
_PROPERTIES = ("displayName", "givenName", "surname", "mail")
# A filter of users may have 15 terms. https://learn.microsoft.com/graph/filter-query-parameter
_NAMES_A_REQUEST = 15 // len(_PROPERTIES)


async def find(graph: GraphClient, names: Sequence[str]) -> dict[str, list[Address]]:
    """For each name who is called so, or whose name or mail address begins with it, by name; at most ten or so.

    Needs the permission User.ReadBasic.All. Raises SignInNeeded, NotAllowed, Throttled, Unreachable.
    Source: https://learn.microsoft.com/graph/api/user-list
    """
    asked = [name for name in dict.fromkeys(names) if name.strip()]
    parts = [asked[at : at + _NAMES_A_REQUEST] for at in range(0, len(asked), _NAMES_A_REQUEST)]
    listed = [user for users in await all_of(_users(graph, part) for part in parts) for user in users]
    return {name: _called(name, listed) for name in names}


async def _users(graph: GraphClient, names: Sequence[str]) -> list[Json]:
    wanted = [name.strip().replace("'", "''") for name in names]
    query: dict[str, str | int] = {
        "$filter": " or ".join(f"startswith({each},'{name}')" for name in wanted for each in _PROPERTIES),
        "$select": ",".join(("id", *_PROPERTIES)),
        "$top": MOST_FOUND * len(names),
    }
    # The first page is enough: a name that fits ten people has to be said better.
    users: list[Json] = (await graph.get(graph.v1.users, query)).json.get("value") or []
    return users


def _called(name: str, users: Sequence[Json]) -> list[Address]:
    begins = name.strip().casefold()
    fitting = {
        str(user["mail"]): Address(str(user.get("displayName") or ""), str(user["mail"]))
        for user in users
        if user.get("mail") and begins
        if any(str(user.get(each) or "").casefold().startswith(begins) for each in _PROPERTIES)
    }
    return sorted(fitting.values(), key=lambda each: (each.name, each.email))
