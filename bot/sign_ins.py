"""The way through a sign-in: one card in the private chat, then a code or a silent exchange, then what waited."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.command import Person
from bot.identity import UserTokens
from bot.store import Json, Store
from bot.turns import Heard
from cards.words import Words
from graph import people
from graph.client import Graph
from graph.errors import GraphError, Right, SignInNeeded, Unreachable

OAUTH_CARD = "application/vnd.microsoft.card.oauth"
# How long a device waits for the same exchange of another: shorter than Teams waits for an answer.
LOOKS, LOOK_SECONDS = 20, 0.2


class SignIns:
    """Sign-ins that were asked for."""

    def __init__(self, graph: Graph, tokens: UserTokens, store: Store, clock: Callable[[], datetime]) -> None:
        self._graph = graph
        self._tokens = tokens
        self._store = store
        self._clock = clock

    async def ask(self, heard: Heard, words: Words, needed: SignInNeeded, text: str, signed_in_to: str) -> Json:
        """The card to send into the private chat; `text` is kept to run afterwards.

        `signed_in_to` is the connection whose sign-in led here, "" if none did. Raises Unreachable.
        """
        person, connection = heard.person, self._tokens.connection_for(needed.right)
        await self._store.people.keep_pending(person.owner, text, connection, self._clock())
        if needed.claims or needed.status:
            # Graph refused the token that the service holds; without forgetting it the service gives it out again.
            await self._tokens.sign_out(person.teams_id)
        reason = {
            "calendar": words("Sign in, so that I can read and move your events. Then I answer right away."),
            "bookings": words(
                "Sign in once more, so that I can read and move your bookings. Then I answer right away."
            ),
        }[needed.right]
        # Where a token that was just made is refused, Teams would silently make the same again, and so on for ever.
        silently = not needed.claims and connection != signed_in_to
        return await self._card(heard, words, connection, reason, silently=silently)

    async def ask_again(self, heard: Heard, words: Words) -> Json | None:
        """The card once more, to be pressed, because the silent way failed on the device; None if none is awaited."""
        connection = await self.awaited(heard.person)
        if connection is None:
            return None
        reason = words("Signing in by itself did not work on this device. Press Sign in to go on.")
        return await self._card(heard, words, connection, reason, silently=False)

    async def awaited(self, person: Person) -> str | None:
        """The connection that this person is asked to sign in to; None if they are not."""
        return await self._store.people.find_pending(person.owner, self._clock())

    async def take_code(self, words: Words, person: Person, connection: str, code: str) -> str:
        """Signs in with the code of the sign-in page; gives a sentence where that does not work, else ""."""
        token = await self._tokens.find_token(person.teams_id, connection, code)
        if token is None:
            return words("That code does not fit or is too old. Press Sign in again to get a new one.")
        if (name := await self._somebody_else(person, token)) is not None:
            return words(
                "You signed in as {name}, but this chat belongs to somebody else, so you are signed out again. "
                "Press Sign in and choose your own account.",
                name=name,
            )
        await self._store.people.sign_in(person.owner)
        return ""

    async def exchange(self, heard: Heard, value: Mapping[str, Any]) -> bool | None:
        """Whether the silent exchange worked; None if the same one, from another device, came before and worked."""
        teams_id, connection = heard.person.teams_id, str(value.get("connectionName", ""))
        if connection not in self._tokens.connections:
            return False
        begun, done = _exchange_keys(heard, str(value.get("id", "")))
        if not await self._store.deliveries.first_time(begun, self._clock()):
            return None if await self._ends_well(begun, done) else False
        try:
            is_done = await self._tokens.exchange(teams_id, connection, str(value.get("token", "")))
        except Unreachable:
            is_done = False
        if is_done:
            await self._store.people.sign_in(heard.person.owner)
            await self._store.deliveries.first_time(done, self._clock())
        else:
            await self._store.deliveries.forget(begun)
        return is_done

    async def waiting_command(self, person: Person) -> tuple[str, datetime] | None:
        """The command that waited for this sign-in and when it was typed, once; "" for a press, None for nothing."""
        return await self._store.people.take_pending(person.owner, self._clock())

    async def _somebody_else(self, person: Person, token: str) -> str | None:
        """The name of whoever signed in, and is signed out again, if it is not this person."""
        if self._tokens.anybody_may_be_anybody:
            return None

        async def tokens(right: Right, claims: str) -> str:
            return token

        try:
            me = await people.me(self._graph.acting_as(person.owner.person_id, tokens))
        except GraphError:
            await self._tokens.sign_out(person.teams_id)
            raise
        if me.id.lower() == person.owner.person_id.lower():
            return None
        await self._tokens.sign_out(person.teams_id)
        return me.name

    async def _ends_well(self, begun: str, done: str) -> bool:
        """How the exchange ends that another device began, perhaps on another instance of the bot."""
        for _ in range(LOOKS):
            if await self._store.deliveries.is_seen(done):
                return True
            if not await self._store.deliveries.is_seen(begun):
                return False
            await asyncio.sleep(LOOK_SECONDS)
        return False

    async def _card(self, heard: Heard, words: Words, connection: str, reason: str, *, silently: bool) -> Json:
        sign_in = await self._tokens.sign_in(connection, heard.reference)
        card: Json = {
            "text": reason,
            "connectionName": connection,
            "buttons": [{"type": "signin", "title": words("Sign in"), "value": sign_in.link}],
        }
        if sign_in.exchange is not None:
            # A new card may be exchanged anew, also where the service gives the same id again.
            await self._store.deliveries.forget(*_exchange_keys(heard, str(sign_in.exchange.get("id", ""))))
            if silently:
                card["tokenExchangeResource"] = sign_in.exchange
        return card


def _exchange_keys(heard: Heard, exchange_id: str) -> tuple[str, str]:
    """What is kept of an exchange that began, and of one that worked."""
    parts = json.dumps([heard.chat.id, heard.person.teams_id, exchange_id])
    digest = hashlib.sha256(parts.encode()).hexdigest()
    return f"exchange {digest}", f"exchanged {digest}"
