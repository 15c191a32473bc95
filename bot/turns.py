"""Who speaks, where, in which zone and language: what a Turn is made of."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.choices import LOCALES, Choices, choices_of, from_json, speaking
from bot.command import Chat, Person, Turn
from bot.identity import UserTokens
from bot.locales import overlay
from bot.reaching import to_keep
from bot.reminders.owing import look_again_soon, wants
from bot.store import Json, Store
from cards.words import Words
from graph import people
from graph.client import Graph, GraphClient
from graph.errors import GraphError
from graph.zones import iana

log = logging.getLogger("nudge.turn")

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
LONGEST_LOCALE = 35  # as the store keeps it


@dataclass(frozen=True)
class Heard:
    """What everything that Teams sends says of itself."""

    person: Person
    chat: Chat
    locale: str  #: of the device, such as "ja-JP"
    zone: str  #: of the device, as it names it; "" if it does not
    service_url: str  #: where to answer
    bot_id: str
    activity_id: str
    text: str  #: what was typed, without the mention of this bot; other people's mentions stay

    @property
    def reference(self) -> Json:
        """The same as a conversation reference of the Bot Framework."""
        return {
            "activityId": self.activity_id,
            "user": {"id": self.person.teams_id, "aadObjectId": self.person.owner.person_id},
            "bot": {"id": self.bot_id},
            "conversation": {
                "id": self.chat.id,
                "conversationType": self.chat.kind,
                "tenantId": self.person.owner.tenant_id,
            },
            "channelId": "msteams",
            "locale": self.locale,
            "serviceUrl": self.service_url,
        }


class Turns:
    """Makes turns, and remembers where the private chat is."""

    def __init__(self, *, graph: Graph, store: Store, tokens: UserTokens, clock: Callable[[], datetime]) -> None:
        self._graph = graph
        self._store = store
        self._tokens = tokens
        self._clock = clock

    async def turn(self, heard: Heard, typed: str = "", spoken: str = "") -> Turn:
        """With everything that is known of the person; `spoken` is the language of the card that was pressed."""
        person = heard.person
        graph = self._graph.acting_as(person.owner.person_id, self._tokens.acting_for(person.teams_id))
        known_zone = iana(heard.zone) or await self._store.people.find_zone(person.owner) or await _mailbox_zone(graph)
        zone = known_zone or "UTC"
        words = self.words_for(heard, zone, typed, spoken)
        if heard.chat.is_private:
            # A zone that nobody knows yet is asked for again next time, perhaps of a mailbox that is open by then.
            choices = await self._remember(heard, known_zone or "", words.locale)
            if wants(choices):
                await look_again_soon(self._store, person.owner, self._clock())
        else:
            choices = await choices_of(self._store, person.owner)
        return Turn(
            person=person,
            chat=heard.chat,
            now=self._clock(),
            words=speaking(words, choices),
            device_words=words if words.locale == _locale_of(heard) else self.words_for(heard, zone),
            choices=choices,
            graph=graph,
            store=self._store,
            sign_out=partial(self._sign_out, person),
        )

    async def _remember(self, heard: Heard, zone: str, locale: str) -> Choices:
        owner, chat = heard.person.owner, to_keep(heard.service_url, heard.chat.id, heard.bot_id)
        met = await self._store.people.remember(
            owner, teams_id=heard.person.teams_id, zone=zone, locale=locale, chat=chat, now=self._clock()
        )
        if met.is_awaited:
            await self._store.ledger.heard_from(owner)
        return from_json(met.choices)

    async def _sign_out(self, person: Person) -> None:
        await self._tokens.sign_out(person.teams_id)
        await self._store.people.sign_out(person.owner)

    async def removed(self, heard: Heard) -> None:
        """Lets go of somebody who removed the bot: where the chat was, the sign-in, and what waited for one."""
        owner = heard.person.owner
        await self._store.people.mark_inactive(owner, "not_in_roster", self._clock())
        await self._store.people.sign_out(owner)
        try:
            await self._tokens.sign_out(heard.person.teams_id)
        except GraphError as problem:
            log.warning("the sign-in of somebody who removed the bot stays with Microsoft: %s", problem)

    def words_for(self, heard: Heard, zone: str = "UTC", typed: str = "", spoken: str = "") -> Words:
        """Words in the device's language; a sentence typed in Japanese, or a card in it, is answered in Japanese."""
        locale = _locale_of(heard)
        language = "ja" if JAPANESE.search(typed) else spoken
        if language and not locale.startswith(language):
            locale = LOCALES.get(language, locale)
        words = Words(locale, zone)
        return Words(locale, zone, overlay(words.language), words.local(self._clock()).year)


def _locale_of(heard: Heard) -> str:
    return heard.locale[:LONGEST_LOCALE] or "en-US"


async def _mailbox_zone(graph: GraphClient) -> str | None:
    """The zone of the mailbox, or None where it cannot be asked: help works before sign-in, and without Graph."""
    try:
        return (await people.mailbox(graph)).zone
    except GraphError:
        return None
