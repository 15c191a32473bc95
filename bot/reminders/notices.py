"""Change notifications of Graph: hints that a calendar should be read sooner, never more than that.

They come to the address NOTIFICATION_URL, where anybody can write: what does not carry the secret that Graph was given
is left alone. A notification only moves the next reading to now, so a hundred of them, or a forged one that got
through, cost one reading.
Source: https://learn.microsoft.com/graph/change-notifications-delivery-webhooks (read 2026-11-20)
"""

from __future__ import annotations

import hmac
import logging
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.background import Background
from bot.store import Owner, Store, Watch
from graph import subscriptions
from graph.client import GraphClient
from graph.errors import GraphError, NotFound

log = logging.getLogger("nudge.reminders")

LIFE = timedelta(days=6)  # Graph takes less than seven
AT_HALF_LIFE = LIFE / 2
TELLING = ("subscriptionId", "clientState", "lifecycleEvent")
SUBSCRIPTION_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


class Notices:
    """Sees to it that Graph tells of changes, and hears when it does."""

    def __init__(self, background: Background, store: Store, url: str, clock: Callable[[], datetime]) -> None:
        self._background = background
        self._store = store
        self._url = url
        self._clock = clock

    async def subscribe(self, watch: Watch) -> bool:
        """Whether Graph tells of changes in this calendar from now on; asks for it, and again at half of its life."""
        now = self._clock()
        if watch.subscribed_until is not None and watch.subscribed_until - now > AT_HALF_LIFE:
            return True
        graph = await self._background.graph_for(watch.owner)
        if graph is None:
            return False
        try:
            return await self._renew(graph, watch, now + LIFE) or await self._begin(graph, watch.owner, now + LIFE)
        except GraphError as problem:
            # The calendar is read every quarter of an hour all the same.
            log.warning("no change notifications: %s", problem)
            return False

    async def take(self, body: Any) -> None:
        """What Graph sent. Raises ValueError for what cannot be from Graph."""
        notices = body.get("value") if isinstance(body, dict) else None
        if not isinstance(notices, list) or not all(isinstance(each, dict) for each in notices):
            raise ValueError("this is not a list of notifications")
        # Graph tells of a series by one notification for each of its occurrences.
        different = dict.fromkeys(tuple(str(each.get(name)) for name in TELLING) for each in notices)
        # However many they are, and whatever somebody wrote into them, they are one question to the store.
        ids = {subscription_id for subscription_id, _, _ in different if SUBSCRIPTION_ID.fullmatch(subscription_id)}
        watches = {each.subscription_id: each for each in await self._store.watches.subscribed(ids)}
        ours = 0
        for subscription_id, client_state, event in different:
            watch = watches.get(subscription_id)
            if watch is not None and _is_ours(watch, client_state):
                ours += 1
                await self._take_one(watch, event)
        if ours < len(different):
            log.warning("left out %d notifications that belong to no subscription", len(different) - ours)

    async def _take_one(self, watch: Watch, event: str) -> None:
        if event == "subscriptionRemoved":
            await self._store.watches.subscribe(watch.owner, None, None, None)
        elif event == "reauthorizationRequired":
            # The next reading, which is now, renews what has less than half of its life left.
            await self._store.watches.subscribe(
                watch.owner, watch.subscription_id, watch.client_state_hash, self._clock()
            )
        # Changed, missed or removed: there may be something new in the calendar.
        await self._store.watches.read_soon(watch.owner, self._clock())

    async def _renew(self, graph: GraphClient, watch: Watch, until: datetime) -> bool:
        if watch.subscription_id is None:
            return False
        try:
            renewed = await subscriptions.renew(graph, watch.subscription_id, until)
        except NotFound:
            return False
        await self._store.watches.subscribe(watch.owner, renewed.id, watch.client_state_hash, renewed.until)
        return True

    async def _begin(self, graph: GraphClient, owner: Owner, until: datetime) -> bool:
        client_state = secrets.token_urlsafe(32)
        made = await subscriptions.subscribe(graph, owner.person_id, self._url, client_state, until)
        await self._store.watches.subscribe(owner, made.id, _hash(client_state), made.until)
        return True


def _is_ours(watch: Watch, client_state: str) -> bool:
    # In constant time, and only a hash is kept: whoever reads the store cannot forge notifications.
    return hmac.compare_digest(_hash(client_state), watch.client_state_hash or "")


def _hash(client_state: str) -> str:
    return sha256(client_state.encode()).hexdigest()
