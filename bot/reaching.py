"""Messages that the bot starts, such as reminders: to one person, in their 1:1 chat, until they block or remove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.connector import Outbox, SendFailed
from bot.store import Json, Owner, Store
from cards.elements import Card

ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"
# What passes only when the person comes back. Teams says nothing when it happens, only when the bot sends.
# https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-code-responses
UNTIL_THEY_WRITE = frozenset({"blocked", "not_in_roster", "gone"})


@dataclass(frozen=True)
class Reference:
    """Where somebody's 1:1 chat with the bot is, as of their last message in it."""

    service_url: str
    chat_id: str
    bot_id: str
    teams_id: str
    owner: Owner

    def addressed(self, activity: Mapping[str, Any]) -> Json:
        """The activity for this person. Without tenant and object id Teams may answer 403 to what a bot starts."""
        tenant = {"id": self.owner.tenant_id}
        chat = {"id": self.chat_id, "conversationType": "personal", "tenantId": self.owner.tenant_id}
        return {
            "type": "message",
            **activity,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": self.bot_id},
            "recipient": {"id": self.teams_id, "aadObjectId": self.owner.person_id},
            "conversation": chat,
            "channelData": {**activity.get("channelData", {}), "tenant": tenant},
        }


def to_keep(service_url: str, chat_id: str, bot_id: str) -> Json:
    """What the store keeps of a 1:1 chat."""
    return {"service_url": service_url, "chat_id": chat_id, "bot_id": bot_id}


def card_message(card: Card) -> Json:
    """A message with a card; the card's spoken sentence is what a notification shows of it."""
    attachment = {"contentType": ADAPTIVE_CARD, "content": card}
    return {"type": "message", "summary": card.get("speak", ""), "attachments": [attachment]}


class Reach:
    """Sends to people who are not speaking."""

    def __init__(self, outbox: Outbox, store: Store, clock: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._store = store
        self._clock = clock

    async def reference(self, owner: Owner) -> Reference | None:
        """Where the person can be written to; None where they cannot until they write themselves."""
        known = await self._store.people.find_chat(owner)
        if known is None or "service_url" not in known.chat:
            return None
        return Reference(**known.chat, teams_id=known.teams_id, owner=owner)

    async def send(self, owner: Owner, activity: Mapping[str, Any]) -> str:
        """Sends a message, once, whatever Teams answers; gives its id, "" where Teams gives none.

        `activity` says what, in the words of the wire (`text`, `attachments`); to whom is filled in here.
        Raises SendFailed: after `blocked`, `not_in_roster` or `gone` nothing can be sent until the person writes, and
        `gone` is raised without asking Teams; `refused` where the stored address is none of Teams'.
        """
        return await self._to(owner, activity, "")

    async def update(self, owner: Owner, message_id: str, activity: Mapping[str, Any]) -> str:
        """Puts another content in the place of a message, or sends a new one if it is gone; gives the id.

        Raises SendFailed as `send` does.
        """
        return await self._to(owner, activity, message_id)

    async def _to(self, owner: Owner, activity: Mapping[str, Any], message_id: str) -> str:
        began_at, where = self._clock(), await self.reference(owner)
        if where is None:
            raise SendFailed("gone", code="NoChatKnown")
        addressed = where.addressed(activity)
        try:
            if message_id:
                return await self._outbox.update(where.service_url, where.chat_id, message_id, addressed)
            return await self._outbox.send(where.service_url, where.chat_id, addressed, tries=1)
        except SendFailed as problem:
            # Of an update only the message may be gone. As of the beginning: whoever wrote since then is there again.
            if problem.reason in UNTIL_THEY_WRITE and not (message_id and problem.reason == "gone"):
                await self._store.people.mark_inactive(owner, problem.reason, began_at)
            raise
