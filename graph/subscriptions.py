"""Graph's change notifications: asking for them, and asking for them to go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.answer import Json
from graph.client import GraphClient
from graph.zones import read_instant, write_instant

CHANGES = "created,updated,deleted"


@dataclass(frozen=True)
class Subscription:
    """Graph's promise to tell of changes in one person's calendar."""

    id: str
    until: datetime  #: UTC


async def subscribe(graph: GraphClient, person_id: str, url: str, client_state: str, until: datetime) -> Subscription:
    """Asks Graph to tell `url` of every change in the person's calendar; Graph first tries whether it answers.

    A subscription to events lasts less than seven days. `client_state` comes with each notification, at most 128
    characters. Raises SignInNeeded, NotAllowed, Refused where the address does not answer as it should, Throttled,
    Unreachable, OutcomeUnknown.
    Source: https://learn.microsoft.com/graph/api/subscription-post-subscriptions
    """
    body = {
        "changeType": CHANGES,
        "resource": f"/users/{person_id}/events" if graph.is_app else "/me/events",
        "notificationUrl": url,
        "lifecycleNotificationUrl": url,
        "expirationDateTime": write_instant(until),
        "clientState": client_state,
        "latestSupportedTlsVersion": "v1_2",
    }
    return _read((await graph.post(graph.v1.subscriptions, body, "write")).json)


async def renew(graph: GraphClient, subscription_id: str, until: datetime) -> Subscription:
    """Lets it go on; that also counts as a new authorisation. Raises NotFound where there is none any more.

    Source: https://learn.microsoft.com/graph/api/subscription-update
    """
    builder = graph.v1.subscriptions.by_subscription_id(subscription_id)
    return _read((await graph.patch(builder, {"expirationDateTime": write_instant(until)})).json)


def _read(json: Json) -> Subscription:
    return Subscription(str(json["id"]), read_instant(str(json["expirationDateTime"])))
