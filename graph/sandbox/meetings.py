"""Online meetings: createOrGet, reading and changing them, and the link that outlives virtual appointments."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import quote

from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.ids import guid, meeting_id, meeting_thread
from graph.sandbox.meeting_types import CREATE_OR_GET, MEETING
from graph.sandbox.odata import collection, selected
from graph.sandbox.organisation import TENANT_ID, Organisation, Person
from graph.sandbox.people import OWNERS, PAGES, owner
from graph.sandbox.times import instant, read_instant

_AN_HOUR = timedelta(hours=1)
_TOLL_NUMBERS = {"London": "+44 20 7946 0321", "Seattle": "+1 206-555-0142", "Tokyo": "+81 3-0000-0123"}


def meeting_owner(call: Call) -> Person:
    """Whose online meetings these are; raises RefusedError (403) for an app without a policy for that person."""
    person = owner(call)
    if call.grant.person is None and person.id not in call.organisation.meeting_policies:
        raise RefusedError(403, "Forbidden", "No application access policy found for this app.")
    return person


def find_meeting(call: Call) -> Json:
    """The online meeting that the address names, if it is the owner's; raises RefusedError (404)."""
    meeting = call.organisation.meetings.get(call.ids["meeting"])
    if meeting is None or meeting["participants"]["organizer"]["identity"]["user"]["id"] != meeting_owner(call).id:
        raise RefusedError(404, "NotFound", "The online meeting was not found.")
    return meeting


def new_meeting(
    organisation: Organisation, person: Person, label: str, start: datetime, end: datetime, subject: str | None
) -> Json:
    """Make an online meeting and keep it; the same label always gives the same ids."""
    thread = meeting_thread(f"{person.id} {label}")
    dial_in = int.from_bytes(sha256(thread.encode()).digest()[:4], "big")
    identity = meeting_id(person.id, thread)
    meeting: Json = {
        "id": identity,
        "creationDateTime": instant(organisation.clock()),
        "startDateTime": instant(start),
        "endDateTime": instant(end),
        "joinWebUrl": join_address(person.id, f"{person.id} {label}"),
        "subject": subject,
        "isBroadcast": False,
        "autoAdmittedUsers": "everyoneInCompany",
        "isEntryExitAnnounced": True,
        "allowedPresenters": "everyone",
        "allowMeetingChat": "enabled",
        "allowTeamworkReactions": True,
        "allowAttendeeToEnableCamera": True,
        "allowAttendeeToEnableMic": True,
        "recordAutomatically": False,
        "videoTeleconferenceId": f"{dial_in % 10**9:09}",
        "externalId": None,
        "participants": {"organizer": _participant(person, "presenter"), "attendees": []},
        "lobbyBypassSettings": {"scope": "organization", "isDialInBypassEnabled": False},
        "audioConferencing": {
            "conferenceId": str(dial_in % 10**9),
            "tollNumber": _TOLL_NUMBERS[person.city],
            "tollFreeNumber": None,
            "dialinUrl": f"https://dialin.teams.microsoft.com/{guid(thread)}?id={dial_in % 10**9}",
        },
        "chatInfo": {"threadId": thread, "messageId": "0", "replyChainMessageId": None},
    }
    organisation.meetings[identity] = meeting
    return meeting


def find_by_external_id(organisation: Organisation, person: Person, external_id: str) -> Json | None:
    """The online meeting of that person that was made for that external id, or None."""
    return organisation.meetings.get(meeting_id(person.id, meeting_thread(f"{person.id} external {external_id}")))


def new_external_meeting(
    organisation: Organisation, person: Person, external_id: str, start: datetime, end: datetime, subject: str | None
) -> Json:
    """Make the online meeting of that person for that external id, and keep it."""
    meeting = new_meeting(organisation, person, f"external {external_id}", start, end, subject)
    meeting["externalId"] = external_id
    return meeting


def join_address(owner_id: str, label: str) -> str:
    """Where one joins the online meeting of that label."""
    context = quote(f'{{"Tid":"{TENANT_ID}","Oid":"{owner_id}"}}', safe="")
    return f"https://teams.microsoft.com/l/meetup-join/{quote(meeting_thread(label), safe='')}/0?context={context}"


def _participant(person: Person, role: str) -> Json:
    user = {"id": person.id, "displayName": None, "tenantId": TENANT_ID, "identityProvider": "AAD"}
    return {"upn": person.email, "role": role, "identity": {"application": None, "device": None, "user": user}}


def create_or_get(call: Call) -> Answer:
    """POST createOrGet: 201 with a new meeting, or 200 with the one that has this externalId, unchanged."""
    person = meeting_owner(call)
    CREATE_OR_GET.check(call.body)
    external_id = call.body["externalId"]
    if not external_id:
        raise RefusedError(400, "BadRequest", "externalId must not be empty.")
    known = find_by_external_id(call.organisation, person, external_id)
    if known is not None:
        return Answer(200, _wire(call, person, known))
    start, end = _times(call)
    meeting = new_external_meeting(call.organisation, person, external_id, start, end, call.body.get("subject"))
    meeting["participants"] = _participants(meeting, call.body.get("participants"))
    # The page of createOrGet says that chatInfo works in beta only, although the schema of v1.0 has it.
    # https://learn.microsoft.com/graph/api/onlinemeeting-createorget
    if call.version == "beta" and call.body.get("chatInfo"):
        meeting["chatInfo"] = {**meeting["chatInfo"], **call.body["chatInfo"]}
    return Answer(201, _wire(call, person, meeting))


def _times(call: Call) -> tuple[datetime, datetime]:
    start, end = call.body.get("startDateTime"), call.body.get("endDateTime")
    if end is not None and start is None:
        raise RefusedError(400, "BadRequest", "endDateTime needs a startDateTime.")
    begins = call.now if start is None else read_instant(start)
    ends = begins + _AN_HOUR if end is None else read_instant(end)
    if ends < begins:
        raise RefusedError(400, "BadRequest", "endDateTime is earlier than startDateTime.")
    return begins, ends


def _participants(meeting: Json, wanted: Json | None) -> Json:
    """Who takes part: attendees are kept as they were sent, whether or not they exist."""
    organizer = meeting["participants"]["organizer"]
    attendees = [
        {"upn": one.get("upn"), "role": one.get("role"), "identity": one.get("identity") or {}}
        for one in (wanted or {}).get("attendees") or []
    ]
    return {"organizer": organizer, "attendees": attendees, "producers": [], "contributors": []}


def create_meeting(call: Call) -> Answer:
    """POST onlineMeetings: a new meeting each time."""
    person = meeting_owner(call)
    if "externalId" in call.body:
        raise RefusedError(400, "BadRequest", "externalId is only for createOrGet.")
    MEETING.check(call.body)
    start, end = _times(call)
    label = f"new {call.organisation.new_version()}"
    meeting = new_meeting(call.organisation, person, label, start, end, call.body.get("subject"))
    changes = MEETING.written(call.body)
    meeting |= {name: value for name, value in changes.items() if not name.endswith("DateTime")}
    meeting["participants"] = _participants(meeting, call.body.get("participants"))
    return Answer(201, _wire(call, person, meeting))


def list_meetings(call: Call) -> Answer:
    """GET onlineMeetings: Graph only looks one up, by its join address or teleconference id."""
    person = meeting_owner(call)
    wanted = call.query.get("$filter", "").replace(" ", "").lower()
    if not wanted.startswith(("joinweburleq", "videoteleconferenceideq")):
        raise RefusedError(400, "InvalidArgument", "Filter by JoinWebUrl or VideoTeleconferenceId.")
    rows = [meeting for meeting in call.organisation.meetings.values() if _organizer_id(meeting) == person.id]
    return Answer(200, collection(call, f"users('{person.id}')/onlineMeetings", rows))


def _organizer_id(meeting: Json) -> str:
    return str(meeting["participants"]["organizer"]["identity"]["user"]["id"])


def read_meeting(call: Call) -> Answer:
    """GET onlineMeetings/{id}."""
    meeting = find_meeting(call)
    return Answer(200, selected(call, _wire(call, meeting_owner(call), meeting)))


def change_meeting(call: Call) -> Answer:
    """PATCH onlineMeetings/{id}; a new time needs both ends."""
    meeting = find_meeting(call)
    MEETING.check(call.body)
    changes = MEETING.written(call.body)
    times = {"startDateTime", "endDateTime"} & changes.keys()
    if len(times) == 1 or any(changes[name] is None for name in times):
        raise RefusedError(400, "BadRequest", "startDateTime and endDateTime are changed together.")
    if times:
        start, end = _times(call)
        changes |= {"startDateTime": instant(start), "endDateTime": instant(end)}
    if "participants" in changes:
        changes["participants"] = _participants(meeting, changes["participants"])
    meeting |= changes
    return Answer(200, _wire(call, meeting_owner(call), meeting))


def delete_meeting(call: Call) -> Answer:
    """DELETE onlineMeetings/{id}."""
    meeting = find_meeting(call)
    del call.organisation.meetings[meeting["id"]]
    call.organisation.visits.pop(meeting["id"], None)
    return Answer(204)


def visit_join_link(call: Call) -> Answer:
    """GET getVirtualAppointmentJoinWebUrl."""
    meeting = find_meeting(call)
    if meeting["id"] not in call.organisation.visits:
        raise RefusedError(404, "NotFound", "The online meeting has no virtual appointment.")
    link = f"https://visit.teams.microsoft.com/webrtc-svc/getconnect?tenantId={TENANT_ID}&threadId=" + quote(
        meeting["chatInfo"]["threadId"], safe=""
    )
    return Answer(200, {"@odata.context": call.context("Edm.String"), "value": link})


def _wire(call: Call, person: Person, meeting: Json) -> Json:
    return {"@odata.context": call.context(f"users('{person.id}')/onlineMeetings/$entity"), **meeting}


_WRITE = frozenset({"OnlineMeetings.ReadWrite", "OnlineMeetings.ReadWrite.All"})
_READ = _WRITE | {"OnlineMeetings.Read", "OnlineMeetings.Read.All"}
_LINK = frozenset(f"VirtualAppointment.{right}" for right in ("Read", "ReadWrite", "Read.All", "ReadWrite.All"))
_ALL = tuple(f"{who}/onlineMeetings" for who in OWNERS)
_ONE = tuple(f"{path}/{{meeting}}" for path in _ALL)

ROUTES = (
    Route(
        "POST",
        tuple(f"{path}/createOrGet" for path in _ALL),
        create_or_get,
        _WRITE,
        PAGES + "onlinemeeting-createorget",
        "201 and 200; times filled in and refused (1-6, 13); the key is person and externalId (7-9, 11); not in the "
        "calendar (10); chatInfo in beta only (12); app-only needs a policy (14).",
        "Meetings that expire; joinInformation.",
    ),
    Route(
        "POST",
        _ALL,
        create_meeting,
        _WRITE,
        PAGES + "application-post-onlinemeetings",
        "A new meeting each time; externalId is refused.",
        "Live events, templates, recurring meetings.",
    ),
    Route(
        "GET",
        _ALL,
        list_meetings,
        _READ,
        PAGES + "onlinemeeting-get",
        "Only with a filter on JoinWebUrl or VideoTeleconferenceId; organiser's meetings only.",
        "Lookup as an attendee, by joinMeetingId.",
    ),
    Route("GET", _ONE, read_meeting, _READ, PAGES + "onlinemeeting-get", "By id, for the organiser; $select."),
    Route(
        "PATCH",
        _ONE,
        change_meeting,
        _WRITE,
        PAGES + "onlinemeeting-update",
        "Unknown properties refused; start and end only together.",
        "Which settings a licence allows.",
    ),
    Route("DELETE", _ONE, delete_meeting, _WRITE, PAGES + "onlinemeeting-delete", "204; gone afterwards."),
    Route(
        "GET",
        tuple(f"{path}/getVirtualAppointmentJoinWebUrl" for path in _ONE),
        visit_join_link,
        _LINK,
        PAGES + "virtualappointment-getvirtualappointmentjoinweburl",
        "The link of a meeting with a virtual appointment, with and without brackets, also when the rest is retired.",
    ),
)
