"""Virtual appointments of online meetings: beta only, deprecated, with ETags."""

from __future__ import annotations

from graph.sandbox.calls import Answer, Call, Handler, Json, RefusedError, Route
from graph.sandbox.meeting_types import VIRTUAL_APPOINTMENT
from graph.sandbox.meetings import find_meeting
from graph.sandbox.odata import selected
from graph.sandbox.organisation import Organisation
from graph.sandbox.people import OWNERS, PAGES


def new_visit(organisation: Organisation, meeting: Json, properties: Json) -> Json:
    """Make the virtual appointment of `meeting` and keep it."""
    visit: Json = {
        "@odata.etag": "",
        "id": meeting["id"],
        "appointmentClients": [],
        "appointmentClientJoinWebUrl": None,
        "externalAppointmentId": None,
        "externalAppointmentUrl": None,
        "settings": {"allowClientToJoinUsingBrowser": False},
    }
    organisation.visits[meeting["id"]] = visit
    _write(organisation, visit, properties)
    return visit


def _write(organisation: Organisation, visit: Json, properties: Json) -> None:
    visit |= properties
    allowed = (visit["settings"] or {}).get("allowClientToJoinUsingBrowser")
    visit["settings"] = {"allowClientToJoinUsingBrowser": allowed is True or str(allowed).lower() == "true"}
    visit["appointmentClients"] = [
        {name: client.get(name) for name in ("displayName", "emailAddress", "smsCapablePhoneNumber")}
        for client in visit["appointmentClients"] or []
    ]
    visit["@odata.etag"] = f'W/"{organisation.new_version()}"'


def _visit(call: Call) -> Json:
    visit = call.organisation.visits.get(find_meeting(call)["id"])
    if visit is None:
        raise RefusedError(404, "NotFound", "The online meeting has no virtual appointment.")
    return visit


def _refuse_stale(call: Call, visit: Json) -> None:
    expected = call.headers.get("if-match", "*")
    if expected not in ("*", visit["@odata.etag"]):
        raise RefusedError(412, "PreconditionFailed", "The ETag does not match the one of the virtual appointment.")


def read_visit(call: Call) -> Answer:
    """GET virtualAppointment."""
    visit = _visit(call)
    context = call.context("users/onlineMeetings/virtualAppointment/$entity")
    return Answer(200, selected(call, {"@odata.context": context, **visit}), {"ETag": visit["@odata.etag"]})


def change_visit(call: Call) -> Answer:
    """PATCH virtualAppointment: 204, or 412 for a stale If-Match."""
    visit = _visit(call)
    VIRTUAL_APPOINTMENT.check(call.body)
    _refuse_stale(call, visit)
    _write(call.organisation, visit, VIRTUAL_APPOINTMENT.written(call.body))
    return Answer(204, headers={"ETag": visit["@odata.etag"]})


def create_visit(call: Call) -> Answer:
    """PUT virtualAppointment: makes it, or replaces all of it."""
    meeting = find_meeting(call)
    VIRTUAL_APPOINTMENT.check(call.body)
    visit = new_visit(call.organisation, meeting, VIRTUAL_APPOINTMENT.written(call.body))
    context = call.context("users/onlineMeetings/virtualAppointment/$entity")
    return Answer(201, {"@odata.context": context, **visit}, {"ETag": visit["@odata.etag"]})


def delete_visit(call: Call) -> Answer:
    """DELETE virtualAppointment."""
    visit = _visit(call)
    _refuse_stale(call, visit)
    del call.organisation.visits[visit["id"]]
    return Answer(204)


_SCOPES = frozenset({"OnlineMeetings.ReadWrite"})
_PATHS = tuple(f"{who}/onlineMeetings/{{meeting}}/virtualAppointment" for who in OWNERS)
_RETIRED = "Deprecated since 2023: what the real service answers today is not documented; see the trouble 'retired'."


def _route(method: str, handler: Handler, page: str, rules: str) -> Route:
    return Route(method, _PATHS, handler, _SCOPES, PAGES + page, rules, _RETIRED, ("beta",), app_only=False)


ROUTES = (
    _route("GET", read_visit, "virtualappointment-get", "With its ETag, in the body and as a header."),
    _route(
        "PATCH",
        change_visit,
        "virtualappointment-update",
        '204; If-Match is optional and 412 when stale (62); beta and onlineMeetings only (63); "true" is stored as '
        "true (64); app-only tokens are refused (66).",
    ),
    _route("PUT", create_visit, "onlinemeeting-put-virtualappointment", "201; replaces what was there."),
    _route("DELETE", delete_visit, "virtualappointment-delete", "204; If-Match as for PATCH."),
)
