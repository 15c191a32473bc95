"""Change notifications: subscriptions and the check of the address that would get them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import aiohttp

from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.odata import collection, selected
from graph.sandbox.people import PAGES
from graph.sandbox.shapes import Shape, boolean, moment, text
from graph.sandbox.times import instant, read_instant

_SHAPE = Shape(
    "microsoft.graph.subscription",
    {
        "changeType": text,
        "resource": text,
        "notificationUrl": text,
        "lifecycleNotificationUrl": text,
        "expirationDateTime": moment,
        "clientState": text,
        "includeResourceData": boolean,
        "latestSupportedTlsVersion": text,
        "encryptionCertificate": text,
        "encryptionCertificateId": text,
        "notificationQueryOptions": text,
        "notificationUrlAppId": text,
    },
    read_only=frozenset({"id", "applicationId", "creatorId"}),
    required=frozenset({"changeType", "resource", "notificationUrl", "expirationDateTime"}),
    never_null=frozenset({"changeType", "resource", "notificationUrl", "expirationDateTime"}),
    error_code="InvalidRequest",
)
_RENEWAL = Shape(
    "microsoft.graph.subscription",
    {"expirationDateTime": moment, "notificationUrl": text},
    read_only=frozenset(_SHAPE.writable.keys() | _SHAPE.read_only) - {"expirationDateTime", "notificationUrl"},
    required=frozenset({"expirationDateTime"}),
    never_null=frozenset({"expirationDateTime"}),
    error_code="InvalidRequest",
)
_SHORTEST, _LONGEST = timedelta(minutes=45), timedelta(minutes=10_080)
_LONGEST_WITH_DATA = timedelta(minutes=1_440)
_VALIDATION_SECONDS = 10
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def create(call: Call) -> Answer:
    """POST subscriptions: 201 once both addresses have given the validation token back."""
    _SHAPE.check(call.body)
    body = _SHAPE.written(call.body)
    _refuse_unusable(call, body)
    expires_at = _expiry(call, body)
    for name in ("notificationUrl", "lifecycleNotificationUrl"):
        if body.get(name):
            await _validate(name, body[name])
    subscription: Json = {
        "id": str(uuid4()),
        **dict.fromkeys(_SHAPE.writable),
        **body,
        "expirationDateTime": instant(expires_at),
        "applicationId": None,
        "creatorId": None if call.grant.person is None else call.grant.person.id,
    }
    call.organisation.subscriptions[subscription["id"]] = subscription
    return Answer(201, {"@odata.context": call.context("subscriptions/$entity"), **subscription})


def _refuse_unusable(call: Call, body: Json) -> None:
    person = call.grant.person
    owners = ["me", f"users/{person.id}", f"users/{person.email}"] if person is not None else []
    if person is None:
        owners = [f"users/{one.id}" for one in call.organisation.people.values()]
    resource = body["resource"].strip("/").partition("?")[0]
    if resource.lower() not in [f"{owner}/events".lower() for owner in owners]:
        raise _invalid(f"The resource '{resource}' is not one that can be subscribed to here.")
    if not set(body["changeType"].split(",")) <= {"created", "updated", "deleted"}:
        raise _invalid("changeType is a list of created, updated, deleted.")
    if len(body.get("clientState") or "") > 128:
        raise _invalid("clientState is at most 128 characters.")


def _expiry(call: Call, body: Json) -> datetime:
    expires_at = read_instant(body["expirationDateTime"])
    longest = _LONGEST_WITH_DATA if body.get("includeResourceData") else _LONGEST
    if expires_at <= call.now:
        raise _invalid("The subscription would have expired already.")
    if expires_at - call.now > longest:
        raise _invalid(f"The subscription may last at most {longest.total_seconds() / 60:.0f} minutes.")
    return max(expires_at, call.now + _SHORTEST)


async def _validate(name: str, url: str) -> None:
    """Ask the address for the token; raises RefusedError (400) unless it gives it back as plain text in time."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.hostname not in _LOOPBACK:
        # The real service wants https; here nothing leaves the machine.
        raise _invalid(f"{name} has to be on this machine.")
    token = f"Validation: Testing client application reachability. Id: {secrets.token_urlsafe(8)}"
    asked = f"{url}{'&' if parts.query else '?'}{urlencode({'validationToken': token})}"
    timeout = aiohttp.ClientTimeout(total=_VALIDATION_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.post(asked) as reply:
            answered = (reply.status, reply.content_type, await reply.text())
    except (TimeoutError, aiohttp.ClientError, UnicodeDecodeError):
        raise _failed(name, "could not be reached in time") from None
    if answered != (200, "text/plain", token):
        raise _failed(name, "did not answer 200 with the token as plain text")


def _failed(name: str, why: str) -> RefusedError:
    return RefusedError(400, "ValidationError", f"Subscription validation request failed: {name} {why}.")


def _invalid(message: str) -> RefusedError:
    return RefusedError(400, "InvalidRequest", message)


def _own(call: Call) -> list[Json]:
    creator = None if call.grant.person is None else call.grant.person.id
    own = [one for one in call.organisation.subscriptions.values() if one["creatorId"] == creator]
    return [one for one in own if read_instant(one["expirationDateTime"]) > call.now]


def _subscription(call: Call) -> Json:
    for one in _own(call):
        if one["id"] == call.ids["subscription"]:
            return one
    raise RefusedError(404, "ResourceNotFound", "The subscription was not found.")


def list_all(call: Call) -> Answer:
    """GET subscriptions: those of this person that have not expired."""
    return Answer(200, collection(call, "subscriptions", _own(call)))


def read(call: Call) -> Answer:
    """GET subscriptions/{id}."""
    row = {"@odata.context": call.context("subscriptions/$entity"), **_subscription(call)}
    return Answer(200, selected(call, row))


async def renew(call: Call) -> Answer:
    """PATCH subscriptions/{id}: another end, and perhaps another address."""
    subscription = _subscription(call)
    _RENEWAL.check(call.body)
    changes = _RENEWAL.written(call.body)
    changes["expirationDateTime"] = instant(_expiry(call, {**subscription, **changes}))
    if "notificationUrl" in changes:
        await _validate("notificationUrl", changes["notificationUrl"])
    subscription |= changes
    return Answer(200, {"@odata.context": call.context("subscriptions/$entity"), **subscription})


def delete(call: Call) -> Answer:
    """DELETE subscriptions/{id}."""
    del call.organisation.subscriptions[_subscription(call)["id"]]
    return Answer(204)


def reauthorize(call: Call) -> Answer:
    """POST subscriptions/{id}/reauthorize."""
    _subscription(call)
    return Answer(204)


_SCOPES = frozenset({"Calendars.Read", "Calendars.ReadBasic", "Calendars.ReadWrite"})
_ALL, _ONE = ("subscriptions",), ("subscriptions/{subscription}",)
_GAP = "No notification is ever sent, neither of changes nor of the subscription's own life."

ROUTES = (
    Route(
        "POST",
        _ALL,
        create,
        _SCOPES,
        PAGES + "subscription-post-subscriptions",
        "Both addresses are validated first (84); the longest and shortest life (85); clientState; events only.",
        _GAP + " Addresses off this machine; other resources.",
    ),
    Route("GET", _ALL, list_all, _SCOPES, PAGES + "subscription-list", "One's own, unless expired."),
    Route("GET", _ONE, read, _SCOPES, PAGES + "subscription-get", "One's own, unless expired."),
    Route("PATCH", _ONE, renew, _SCOPES, PAGES + "subscription-update", "Another end, by the same rules.", _GAP),
    Route("DELETE", _ONE, delete, _SCOPES, PAGES + "subscription-delete", "204."),
    Route(
        "POST",
        ("subscriptions/{subscription}/reauthorize",),
        reauthorize,
        _SCOPES,
        PAGES + "subscription-reauthorize",
        "204.",
        _GAP,
    ),
)
