"""What changed in a calendar since the last time somebody looked: calendarView/delta."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from graph.sandbox import calendar
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.event_wire import etag, preferences_applied, wire
from graph.sandbox.odata import bounds, next_link
from graph.sandbox.people import CALENDAR_READ, OWNERS, PAGES, mailbox

if TYPE_CHECKING:
    from graph.sandbox.organisation import Mailbox

_LIFETIME = timedelta(days=30)
_PAGE = 10
_MOST = 1000
_THIN = ("@odata.etag", "id", "type", "seriesMasterId", "start", "end")
_NOT_HERE = ("$select", "$filter", "$expand", "$orderby", "$search", "$top", "$skip")


@dataclass(frozen=True)
class Round:
    """One look at a window of a calendar: what there was, and what of it is new to the reader."""

    mailbox_id: str
    start: datetime
    end: datetime
    seen: dict[str, str]  #: every event's version by its id
    news: list[Json]  #: events as they are kept, and {"id", "@removed"} for those that are gone
    made_at: datetime


def calendar_view_delta(call: Call) -> Answer:
    """GET calendarView/delta: everything at first, then what changed since the token was given out."""
    box = mailbox(call)
    for name in _NOT_HERE:
        if name in call.query:
            raise RefusedError(400, "ErrorInvalidUrlQuery", f"The query parameter '{name}' does not work with delta.")
    rounds = call.organisation.delta_rounds
    skip_token, delta_token = call.query.get("$skiptoken"), call.query.get("$deltatoken")
    if skip_token is not None:
        token, _, offset = skip_token.partition(".")
        return _page(call, box, token, _known(call, box, token), int(offset) if offset.isdigit() else 0)
    if delta_token is not None:
        before = _known(call, box, delta_token)
        look = _look(call, box, before.start, before.end, before.seen)
    else:
        look = _look(call, box, *bounds(call, "startDateTime", "endDateTime"), {})
    for old in [token for token, known in rounds.items() if call.now - known.made_at > _LIFETIME]:
        del rounds[old]
    token = secrets.token_urlsafe(12)
    rounds[token] = look
    return _page(call, box, token, look, 0)


def _known(call: Call, box: Mailbox, token: str) -> Round:
    known = call.organisation.delta_rounds.get(token)
    if known is None or known.mailbox_id != box.id or call.now - known.made_at > _LIFETIME:
        raise RefusedError(410, "SyncStateNotFound", "The sync state is not found. Start again without a token.")
    return known


def _look(call: Call, box: Mailbox, start: datetime, end: datetime, before: dict[str, str]) -> Round:
    events = {event["id"]: event for event in calendar.view(box, start, end)}
    masters = {event["seriesMasterId"] for event in events.values() if event["seriesMasterId"]}
    there = {identity: box.events[identity] for identity in sorted(masters)} | events
    seen = {identity: etag(event) for identity, event in there.items()}
    news = [event for identity, event in there.items() if before.get(identity) != seen[identity]]
    gone = [{"id": identity, "@removed": {"reason": "deleted"}} for identity in before if identity not in seen]
    return Round(box.id, start, end, seen, news + gone, call.now)


def _page(call: Call, box: Mailbox, token: str, look: Round, offset: int) -> Answer:
    asked = call.preference("odata.maxpagesize") or ""
    size = min(int(asked), _MOST) if asked.isdigit() and int(asked) > 0 else _PAGE
    rows = [_row(call, event) for event in look.news[offset : offset + size]]
    body: Json = {"@odata.context": call.context(f"Collection(users('{box.id}')/calendarView)"), "value": rows}
    if len(look.news) > offset + size:
        body["@odata.nextLink"] = _link(call, "$skiptoken", f"{token}.{offset + size}")
    else:
        body["@odata.deltaLink"] = _link(call, "$deltatoken", token)
    return Answer(200, body, preferences_applied(call))


def _link(call: Call, name: str, value: str) -> str:
    """The window is fixed in the token, so the link carries nothing else."""
    return f"{next_link(call, {}).partition('?')[0]}?{name}={value}"


def _row(call: Call, event: Json) -> Json:
    if "@removed" in event:
        return {"@odata.type": "#microsoft.graph.event", **event}
    row = wire(call, event)
    # An occurrence is told by its series; only what is its own comes with it.
    return {name: row[name] for name in _THIN} if event["type"] == "occurrence" else row


ROUTES = (
    Route(
        "GET",
        tuple(
            f"{who}/{place}calendarView/delta" for who in OWNERS for place in ("", "calendar/", "calendars/{calendar}/")
        ),
        calendar_view_delta,
        CALENDAR_READ,
        PAGES + "event-delta",
        "nextLink until deltaLink; @removed, also for what left the window; the window fixed in the token; 410 for an "
        "old token (71).",
        "Removed events that never were in the window.",
    ),
)
