"""Events that are made, answered, cancelled, or taken out of a calendar.

None of these takes a version that Graph would check, so the event is read first and compared with what was shown.
"""

from __future__ import annotations

from graph import events
from graph.answer import Json
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, NotFound, OutcomeUnknown
from graph.event_json import read_details
from graph.event_writing import write_change, write_time
from graph.model import (
    Answer,
    Confirmed,
    EventAnswer,
    EventCancellation,
    EventDetails,
    EventRemoval,
    NewEvent,
    ZonedTime,
)
from graph.people import refuse_unsupported_zones
from graph.settling import settle


async def answer(graph: GraphClient, change: Confirmed[EventAnswer]) -> None:
    """Answer an invitation; where it is declined, Outlook takes the event out of the person's calendar.

    Raises ChangedMeanwhile when the time or the person's answer is no longer what was shown, NotFound, Refused for the
    organiser's own event, OutcomeUnknown when Graph's answer was lost and re-reading did not show the new one.
    Source: https://learn.microsoft.com/graph/api/event-decline
    """
    new = change.change
    there = await events.event(graph, new.event_id)
    if (there.span, there.answer) != (new.seen_span, new.seen_answer):
        raise ChangedMeanwhile
    event = graph.me.events.by_event_id(new.event_id)
    builders = {
        "accepted": event.accept,
        "tentativelyAccepted": event.tentatively_accept,
        "declined": event.decline,
    }
    try:
        await graph.post(builders[new.answer], _write_answer(new, there.zone), "write")
    except OutcomeUnknown as unknown:
        await settle(
            unknown,
            _answer_now(graph, new),
            is_done=lambda now: now == new.answer,
            is_untouched=lambda now: now == new.seen_answer,
        )


def _write_answer(new: EventAnswer, zone: str) -> Json:
    body: Json = {"sendResponse": new.is_sent}
    if new.is_sent:
        # A comment that nobody gets is refused with ErrorInvalidParameter.
        body["comment"] = new.comment
    if new.proposed is not None:
        body["proposedNewTime"] = {
            "start": write_time(ZonedTime(new.proposed.start, zone)),
            "end": write_time(ZonedTime(new.proposed.end, zone)),
        }
    return body


async def _answer_now(graph: GraphClient, new: EventAnswer) -> Answer:
    try:
        return (await events.event(graph, new.event_id)).answer
    except NotFound:
        return "declined"


async def cancel(graph: GraphClient, change: Confirmed[EventCancellation]) -> None:
    """Cancel a meeting, one occurrence or a whole series for everybody; all attendees get mail with the comment.

    Raises ChangedMeanwhile when it is no longer as it was seen, NotFound, Refused for whoever does not organise it,
    OutcomeUnknown when Graph's answer was lost and re-reading still found it.
    Source: https://learn.microsoft.com/graph/api/event-cancel
    """
    new = change.change
    await _unchanged(graph, new.event_id, new.seen)
    try:
        await graph.post(graph.me.events.by_event_id(new.event_id).cancel, {"comment": new.comment}, "write")
    except OutcomeUnknown as unknown:
        await _settle_gone(graph, unknown, new.event_id)


async def remove(graph: GraphClient, change: Confirmed[EventRemoval]) -> None:
    """Take an event out of the calendar; Outlook keeps it among the deleted items for a while.

    Raises as `cancel` does. Whoever is invited would hear of it as of a cancellation.
    Source: https://learn.microsoft.com/graph/api/event-delete
    """
    new = change.change
    etag = await _unchanged(graph, new.event_id, new.seen)
    try:
        await graph.delete(graph.me.events.by_event_id(new.event_id), etag=etag)
    except OutcomeUnknown as unknown:
        await _settle_gone(graph, unknown, new.event_id)


async def create(graph: GraphClient, change: Confirmed[NewEvent]) -> EventDetails:
    """Put an event into the calendar and return it as Graph then has it; those invited get mail.

    A lost answer is asked for again, which the transaction id makes safe.
    Raises ZoneNotSupported, Refused, NotAllowed, Throttled, Unreachable, OutcomeUnknown.
    Source: https://learn.microsoft.com/graph/api/user-post-events
    """
    new = change.change
    zones = [moment.zone for moment in (new.properties.start, new.properties.end) if isinstance(moment, ZonedTime)]
    await refuse_unsupported_zones(graph, *zones)
    body = {**write_change(new.properties), "transactionId": new.transaction_id}
    return read_details((await graph.post(graph.me.events, body, "repeatable write")).json)


async def _unchanged(graph: GraphClient, event_id: str, seen: EventDetails) -> str:
    """The version that is there now; raises ChangedMeanwhile where it says something else than what was seen."""
    there = await events.details(graph, event_id)
    if there.event.etag != seen.event.etag and not events.is_same(seen, there):
        raise ChangedMeanwhile
    return there.event.etag


async def _settle_gone(graph: GraphClient, unknown: OutcomeUnknown, event_id: str) -> None:
    await settle(unknown, _is_there(graph, event_id), is_done=lambda there: not there, is_untouched=bool)


async def _is_there(graph: GraphClient, event_id: str) -> bool:
    try:
        return not (await events.event(graph, event_id)).cancelled
    except NotFound:
        return False
