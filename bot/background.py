"""Graph for what the bot does while nobody speaks, such as reminders: it reads, and asks nobody to sign in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.identity import UserTokens
from bot.store import Owner, Store
from graph.client import Graph, GraphClient
from graph.errors import GraphError, NotAllowed, NotFound, Right, SignInNeeded

ASK_AGAIN_AFTER = timedelta(hours=1)  # so soon a permission that was given or taken is noticed


@dataclass(frozen=True)
class AppReading:
    """The app's own permission to read calendars, which an administrator gave it; see docs/app-only.md."""

    token: Callable[[], Awaitable[str]]  #: raises Unreachable
    tenant_id: str  #: where it was given; "" for the sandbox, which has one tenant

    def covers(self, owner: Owner) -> bool:
        """Whether the permission counts where this person belongs."""
        return self.tenant_id.lower() in ("", owner.tenant_id.lower())

    async def tokens(self, right: Right, claims: str) -> str:
        """The app's token, whoever's calendar it is. Raises SignInNeeded for anything but calendars."""
        # A business in Bookings is not at /users/{id}: as the app one would see those of the whole organisation.
        if claims or right != "calendar":
            raise SignInNeeded(right, claims=claims, status=0)
        return await self.token()


class Background:
    """Finds a way to read what belongs to somebody who is not there."""

    def __init__(
        self, graph: Graph, store: Store, tokens: UserTokens, app: AppReading | None, clock: Callable[[], datetime]
    ) -> None:
        self._graph = graph
        self._store = store
        self._tokens = tokens
        self._app = app
        self._clock = clock
        self._asked: dict[Owner, tuple[datetime, bool]] = {}  # when, and whether the app may read their calendar

    async def graph_for(self, owner: Owner) -> GraphClient | None:
        """Graph for one piece of work: as the app where it may, else as the person, with what Microsoft still holds.

        None for whoever is not known here, has signed out or removed the bot, and where Microsoft gives no token
        without the person; no sign-in card is sent. The calls themselves raise what they always raise, also
        SignInNeeded where a token is refused after all.
        """
        known = await self._store.people.find_chat(owner)
        if known is None or known.lost or known.is_signed_out:
            return None
        return await self._as_app(owner) or await self._as_person(owner, known.teams_id)

    async def _as_app(self, owner: Owner) -> GraphClient | None:
        if self._app is None or not self._app.covers(owner):
            return None
        graph, now = self._graph.as_app(owner.person_id, self._app.tokens), self._clock()
        asked_at, may_read = self._asked.get(owner, (now - ASK_AGAIN_AFTER, False))
        if now - asked_at >= ASK_AGAIN_AFTER:
            try:
                await graph.get(graph.me.calendar, {"$select": "id"})
                may_read = True
            except (NotAllowed, NotFound):
                # The permission may be for a group that this person is not in: they are still read as themselves.
                may_read = False
            except GraphError:
                return None
            self._asked[owner] = (now, may_read)
        return graph if may_read else None

    async def _as_person(self, owner: Owner, teams_id: str) -> GraphClient | None:
        tokens = self._tokens.acting_for(teams_id)
        try:
            await tokens("calendar", "")  # kept by `tokens` for the calls that follow
        except GraphError:
            return None
        return self._graph.acting_as(owner.person_id, tokens)
