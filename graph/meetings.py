"""Online meetings: made or found by an external id, found by their link, moved."""

from __future__ import annotations

from graph.answer import Json
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, OutcomeUnknown
from graph.meeting_json import read_meeting, write_request
from graph.model import Confirmed, Meeting, MeetingAnswer, MeetingMove, MeetingRequest
from graph.settling import settle
from graph.zones import write_instant


async def create_or_get(graph: GraphClient, request: Confirmed[MeetingRequest]) -> MeetingAnswer:
    """The person's meeting with that external id, made if there is none.

    A meeting that exists comes back as it is: nothing else in the request is looked at. The meeting does not show in
    the person's calendar. Times are written in UTC. A lost answer is asked for again, which the external id makes safe.
    Raises SignInNeeded, NotAllowed, Refused, Throttled, Unreachable, OutcomeUnknown.
    Source: https://learn.microsoft.com/graph/api/onlinemeeting-createorget
    """
    # The page says that chatInfo works in beta only, although v1.0 takes it without complaint.
    me = graph.me if request.change.chat is None else graph.me_in_beta
    body = write_request(request.change)
    answer = await graph.post(me.online_meetings.create_or_get, body, "repeatable write")
    return MeetingAnswer(read_meeting(answer.json), created=answer.status == 201)


async def find_by_join_url(graph: GraphClient, join_url: str) -> Meeting | None:
    """The person's meeting with that join link, or None.

    Source: https://learn.microsoft.com/graph/api/onlinemeeting-get
    """
    quoted = join_url.replace("'", "''")
    answer = await graph.get(graph.me.online_meetings, {"$filter": f"JoinWebUrl eq '{quoted}'"})
    found: list[Json] = answer.json.get("value") or []
    return read_meeting(found[0]) if found else None


async def meeting(graph: GraphClient, meeting_id: str) -> Meeting:
    """One online meeting. Raises NotFound when it is gone."""
    return read_meeting((await graph.get(graph.me.online_meetings.by_online_meeting_id(meeting_id))).json)


async def reschedule(graph: GraphClient, move: Confirmed[MeetingMove]) -> Meeting:
    """Put a meeting at another time; its link stays.

    Graph takes a new start only together with an end, and gives meetings no version: the time itself is compared.
    Raises ChangedMeanwhile when it is no longer at `seen_span`, NotFound, Refused, Unreachable, OutcomeUnknown when the
    answer was lost and re-reading did not show the time.
    Source: https://learn.microsoft.com/graph/api/onlinemeeting-update
    """
    change = move.change
    if change.seen_span is not None and (await meeting(graph, change.meeting_id)).span != change.seen_span:
        raise ChangedMeanwhile
    body = {"startDateTime": write_instant(change.span.start), "endDateTime": write_instant(change.span.end)}
    try:
        answer = await graph.patch(graph.me.online_meetings.by_online_meeting_id(change.meeting_id), body)
    except OutcomeUnknown as unknown:
        return await settle(
            unknown,
            meeting(graph, change.meeting_id),
            is_done=lambda there: there.span == change.span,
            is_untouched=lambda there: False,  # meetings have no version to compare
        )
    return read_meeting(answer.json)
