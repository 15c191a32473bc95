"""Virtual appointments of online meetings: a beta resource that Microsoft is switching off.

How "switched off" is told from "not there", since Graph documents neither: 410 is `Retired`. After 404 or 400 the
replacement is asked for the meeting's join link: a link means that there is a virtual appointment and only this
resource is gone, `Retired`. Without a link, 400 for a meeting that is there means that Graph no longer knows the
path, `Retired`; anything else is `NotFound`.
"""

from __future__ import annotations

from graph.answer import Json
from graph.client import Builder, GraphClient
from graph.errors import ChangedMeanwhile, GraphError, NotAllowed, NotFound, OutcomeUnknown, Refused, Retired
from graph.meetings import meeting
from graph.model import UNCHANGED, Confirmed, Unchanged, Visit, VisitChange, VisitClient, VisitDifference
from graph.settling import settle


async def visit(graph: GraphClient, meeting_id: str, language: str = "") -> Visit:
    """The virtual appointment of a meeting, with its ETag; `language` such as "ja-JP" is for Graph's own texts.

    Raises Retired where Microsoft has switched virtual appointments off, NotFound where this meeting has none,
    NotAllowed to an app without a person, which the resource does not serve.
    Source: https://learn.microsoft.com/graph/api/virtualappointment-get?view=graph-rest-beta
    """
    try:
        answer = await graph.get(_builder(graph, meeting_id), headers=_in(language))
    except (NotFound, Refused, Retired) as refusal:
        raise await _why_not(graph, meeting_id, refusal) from refusal
    return _read(answer.json, meeting_id, answer.etag)


async def update(graph: GraphClient, change: Confirmed[VisitChange], language: str = "") -> None:
    """Change a virtual appointment; only what is not UNCHANGED is sent.

    After ChangedMeanwhile, `visit` and `compare` say who changed what.

    Raises ChangedMeanwhile when it is no longer the version of `etag` and a touched property no longer as `seen`,
    Retired, NotFound, NotAllowed, OutcomeUnknown when the answer was lost and re-reading did not show the new values.
    Source: https://learn.microsoft.com/graph/api/virtualappointment-update?view=graph-rest-beta
    """
    new = change.change
    body = _write(new)
    if not body:
        return
    try:
        await _patch(graph, new, body, _in(language))
    except (NotFound, Retired) as refusal:
        raise await _why_not(graph, new.meeting_id, refusal) from refusal
    except Refused:
        # The values may be wrong, or the path gone; a plain read tells, since it has no values.
        await visit(graph, new.meeting_id)
        raise
    except OutcomeUnknown as unknown:
        await settle(
            unknown,
            visit(graph, new.meeting_id),
            is_done=lambda there: _shows(there, new),
            is_untouched=lambda there: there.etag == new.etag,
        )


async def _patch(graph: GraphClient, new: VisitChange, body: Json, headers: dict[str, str]) -> None:
    try:
        await graph.patch(_builder(graph, new.meeting_id), body, etag=new.etag, headers=headers)
    except ChangedMeanwhile:
        there = await visit(graph, new.meeting_id)
        if new.seen is None or any(each.collides for each in compare(new.seen, there, new)):
            raise
        await graph.patch(_builder(graph, new.meeting_id), body, etag=there.etag, headers=headers)


async def join_url(graph: GraphClient, meeting_id: str) -> str:
    """The link for joining a virtual appointment, which outlives the resource itself.

    Raises NotFound when the meeting has no virtual appointment.
    Source: https://learn.microsoft.com/graph/api/virtualappointment-getvirtualappointmentjoinweburl
    """
    builder = graph.me.online_meetings.by_online_meeting_id(meeting_id)
    answer = (await graph.get(builder.get_virtual_appointment_join_web_url)).json
    if not answer.get("value"):
        raise NotFound
    return str(answer["value"])


def compare(was: Visit, theirs: Visit, yours: VisitChange) -> tuple[VisitDifference, ...]:
    """What was shown, what is there now, and what is wanted, for each property that anybody changes."""
    names = ("clients", "client_join_url", "external_id", "external_url", "browser_join")
    each = (VisitDifference(name, getattr(was, name), getattr(theirs, name), getattr(yours, name)) for name in names)
    return tuple(one for one in each if one.theirs != one.was or not isinstance(one.yours, Unchanged))


async def _why_not(graph: GraphClient, meeting_id: str, refusal: GraphError) -> GraphError:
    retired, not_found = Retired(**refusal.facts), NotFound(**refusal.facts)
    if isinstance(refusal, Retired):
        return retired
    try:
        await join_url(graph, meeting_id)
        return retired
    except (NotFound, Refused, Retired):
        if refusal.status != 400:
            return not_found
    try:
        await meeting(graph, meeting_id)
        return retired
    except (NotFound, Refused):
        return not_found


def _builder(graph: GraphClient, meeting_id: str) -> Builder:
    if graph.is_app:
        raise NotAllowed(code="appOnly")
    # No SDK has this resource any more, so the template is the meeting's with one segment added.
    builder: Builder = graph.me_in_beta.online_meetings.by_online_meeting_id(meeting_id)
    builder.url_template = "{+baseurl}/users/{user%2Did}/onlineMeetings/{onlineMeeting%2Did}/virtualAppointment"
    return builder


def _in(language: str) -> dict[str, str]:
    return {"Accept-Language": language} if language else {}


def _read(json: Json, meeting_id: str, etag: str) -> Visit:
    settings: Json = json.get("settings") or {}
    return Visit(
        meeting_id=meeting_id,
        etag=etag,
        clients=tuple(_read_client(client) for client in json.get("appointmentClients") or []),
        client_join_url=str(json.get("appointmentClientJoinWebUrl") or ""),
        external_id=str(json.get("externalAppointmentId") or ""),
        external_url=str(json.get("externalAppointmentUrl") or ""),
        browser_join=bool(settings.get("allowClientToJoinUsingBrowser")),
    )


def _read_client(json: Json) -> VisitClient:
    return VisitClient(
        name=str(json.get("displayName") or ""),
        email=str(json.get("emailAddress") or ""),
        phone=str(json.get("smsCapablePhoneNumber") or ""),
    )


def _write(change: VisitChange) -> Json:
    body: Json = {}
    if not isinstance(change.clients, Unchanged):
        body["appointmentClients"] = [
            {
                "displayName": client.name,
                "emailAddress": client.email or None,
                "smsCapablePhoneNumber": client.phone or None,
            }
            for client in change.clients
        ]
    for name, value in (
        ("appointmentClientJoinWebUrl", change.client_join_url),
        ("externalAppointmentId", change.external_id),
        ("externalAppointmentUrl", change.external_url),
    ):
        if not isinstance(value, Unchanged):
            body[name] = value or None
    if not isinstance(change.browser_join, Unchanged):
        body["settings"] = {"allowClientToJoinUsingBrowser": change.browser_join}
    return body


def _shows(visit: Visit, change: VisitChange) -> bool:
    pairs = (
        (change.clients, visit.clients),
        (change.client_join_url, visit.client_join_url),
        (change.external_id, visit.external_id),
        (change.external_url, visit.external_url),
        (change.browser_join, visit.browser_join),
    )
    return all(wanted is UNCHANGED or wanted == there for wanted, there in pairs)
