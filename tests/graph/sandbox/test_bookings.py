"""Bookings appointments: what may be written, under which name, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import CLINIC, MEGAN, SCHOOL, Ask, london, segment

BETA_CLINIC = CLINIC.replace("/v1.0/", "/beta/")
CUSTOMER = {
    "@odata.type": "#microsoft.graph.bookingCustomerInformation",
    "customerId": "nobody",
    "name": "Nobody",
    "emailAddress": "nobody@example.com",
    "phone": "+44 7700 900999",
}


@pytest.fixture
async def grady(ask: Ask) -> Any:
    return await ask.appointment("Grady Archie")


def path_of(appointment: Any, business: str = CLINIC) -> str:
    return f"{business}/appointments/{segment(appointment['id'])}"


def without(appointment: Any, *names: str) -> Any:
    return {name: value for name, value in appointment.items() if name not in {*names, "lastUpdatedDateTime"}}


async def test_a_change_answers_204_and_changes_nothing_else(ask: Ask, grady: Any) -> None:
    reply = await ask("PATCH", path_of(grady), {"serviceNotes": "Bring the box."})
    after = (await ask("GET", path_of(grady))).body

    assert (reply.status, reply.body) == (204, "")
    assert after["serviceNotes"] == "Bring the box."
    assert without(after, "serviceNotes") == without(grady, "serviceNotes")
    assert after["lastUpdatedDateTime"] > grady["lastUpdatedDateTime"]


@pytest.mark.parametrize(
    ("business", "body"),
    [
        (CLINIC, {"start": london("2026-03-10T10:00:00"), "end": london("2026-03-10T10:45:00")}),
        (CLINIC, {"invoiceDate": london("2026-03-10T10:00:00")}),
        (CLINIC, {"customerLocation": {"displayName": "At home"}}),
        (BETA_CLINIC, {"startDateTime": london("2026-03-10T10:00:00"), "endDateTime": london("2026-03-10T10:45:00")}),
    ],
    ids=["start on v1.0", "invoiceDate on v1.0", "customerLocation on v1.0", "startDateTime on beta"],
)
async def test_each_version_knows_its_own_names_only(ask: Ask, grady: Any, business: str, body: Any) -> None:
    reply = await ask("PATCH", path_of(grady, business), body)

    assert reply.status == 400
    assert (await ask("GET", path_of(grady))).body == grady


async def test_beta_changes_what_beta_alone_has(ask: Ask, grady: Any) -> None:
    reply = await ask("PATCH", path_of(grady, BETA_CLINIC), {"invoiceStatus": "open", "invoiceAmount": 60.5})
    beta = (await ask("GET", path_of(grady, BETA_CLINIC))).body
    v1 = (await ask("GET", path_of(grady))).body

    assert reply.status == 204
    assert (beta["invoiceStatus"], beta["invoiceAmount"]) == ("open", 60.5)
    assert beta["start"] == v1["startDateTime"]
    assert not v1.keys() & {"invoiceStatus", "start", "customerId"}


async def test_moving_both_times_recomputes_the_duration(ask: Ask, grady: Any) -> None:
    times = {"startDateTime": london("2026-04-10T10:00:00"), "endDateTime": london("2026-04-10T11:20:00")}
    await ask("PATCH", path_of(grady), times)
    after = (await ask("GET", path_of(grady))).body

    assert after["duration"] == "PT1H20M"
    assert after["startDateTime"]["dateTime"] == "2026-04-10T09:00:00.0000000Z"
    assert after["startDateTime"]["timeZone"] == "UTC"


async def test_an_offset_in_the_time_counts(ask: Ask, grady: Any) -> None:
    start = {"dateTime": "2026-04-10T12:30:00.0000000+02:00", "timeZone": "UTC"}
    await ask("PATCH", path_of(grady), {"startDateTime": start, "endDateTime": london("2026-04-10T12:00:00")})

    assert (await ask("GET", path_of(grady))).body["duration"] == "PT30M"


async def test_computed_properties_are_ignored(ask: Ask, grady: Any) -> None:
    reply = await ask("PATCH", path_of(grady), {"duration": "PT5H", "filledAttendeesCount": 9})
    after = (await ask("GET", path_of(grady))).body

    assert reply.status == 204
    assert (after["duration"], after["filledAttendeesCount"]) == ("PT45M", 1)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"customers": [{"name": "Nobody"}]}, id="a customer without its type"),
        pytest.param({"preBuffer": "0:05:00"}, id="a duration that is not ISO 8601"),
        pytest.param({"priceType": "cheap"}, id="a priceType that there is not"),
        pytest.param({"pre_buffer": "PT5M"}, id="a name in snake case"),
        pytest.param({"price": "60"}, id="a price that is no number"),
        pytest.param({"staffMemberIds": ["nobody"]}, id="staff that there is not"),
        pytest.param({"startDateTime": {"dateTime": "2026-03-10T10:00:00"}}, id="a time without a zone"),
        pytest.param({"endDateTime": london("2026-03-01T10:00:00")}, id="an end before the start"),
        pytest.param({"serviceId": "another"}, id="another service"),
        pytest.param({"customerNotes": "another"}, id="other customer notes"),
        pytest.param({"maximumAttendeesCount": 3, "selfServiceAppointmentId": "x"}, id="self-service for a group"),
    ],
)
async def test_a_bad_change_is_refused_and_changes_nothing(ask: Ask, grady: Any, body: Any) -> None:
    reply = await ask("PATCH", path_of(grady), body)

    assert reply.status == 400
    assert (await ask("GET", path_of(grady))).body == grady


async def test_an_iso_duration_is_taken(ask: Ask, grady: Any) -> None:
    reply = await ask("PATCH", path_of(grady), {"preBuffer": "PT5M", "postBuffer": "PT0S"})

    assert reply.status == 204


async def test_customers_that_nobody_knows_are_dropped_from_a_group(ask: Ask, grady: Any) -> None:
    body = {"maximumAttendeesCount": 3, "customers": [*grady["customers"], CUSTOMER]}
    reply = await ask("PATCH", path_of(grady), body)
    after = (await ask("GET", path_of(grady))).body

    assert reply.status == 204
    assert [customer["name"] for customer in after["customers"]] == ["Grady Archie"]
    assert after["filledAttendeesCount"] == 1


async def test_staff_are_replaced(ask: Ask, grady: Any) -> None:
    staff = (await ask("GET", f"{CLINIC}/staffMembers")).body["value"]
    other = next(one["id"] for one in staff if one["id"] not in grady["staffMemberIds"])
    await ask("PATCH", path_of(grady), {"staffMemberIds": [other]})

    assert (await ask("GET", path_of(grady))).body["staffMemberIds"] == [other]


async def test_the_customer_id_cannot_change(ask: Ask, grady: Any) -> None:
    reply = await ask("PATCH", path_of(grady, BETA_CLINIC), {"customerId": "another"})

    assert reply.status == 400


async def test_lists_leave_out_who_the_customers_are(ask: Ask, grady: Any) -> None:
    await ask("PATCH", path_of(grady), {"serviceNotes": "Bring the box."})
    day = "start=2026-03-07T00:00:00Z&end=2026-03-08T00:00:00Z"
    views = [await ask("GET", f"{CLINIC}/{what}") for what in (f"calendarView?{day}", "appointments")]
    rows = [next(one for one in view.body["value"] if one["id"] == grady["id"]) for view in views]

    for row in rows:
        assert row["customerName"] is None
        assert [customer["name"] for customer in row["customers"]] == [None]
        assert row["customers"][0]["customerId"] == grady["customers"][0]["customerId"]
        assert not row.keys() & {"serviceNotes", "reminders", "customerNotes"}


async def test_by_id_everything_is_there(grady: Any) -> None:
    assert grady["customers"][0]["name"] == "Grady Archie"
    assert grady.keys() >= {"serviceNotes", "reminders", "customerNotes"}


async def test_the_view_takes_offsets_and_ignores_the_preferred_zone(ask: Ask, grady: Any) -> None:
    window = "start=2026-03-07T19:00:00%2B09:00&end=2026-03-07T20:00:00%2B09:00"
    reply = await ask("GET", f"{CLINIC}/calendarView?{window}", Prefer='outlook.timezone="Tokyo Standard Time"')

    assert [one["id"] for one in reply.body["value"]] == [grady["id"]]
    assert reply.body["value"][0]["startDateTime"]["timeZone"] == "UTC"


@pytest.mark.parametrize("encode", [str, segment, lambda text: segment(segment(text))], ids=["raw", "once", "twice"])
async def test_an_id_with_a_slash_cannot_be_reached(ask: Ask, encode: Any) -> None:
    listed = await ask("GET", f"{SCHOOL}/appointments", who=MEGAN)
    identity = next(one["id"] for one in listed.body["value"] if "/" in one["id"])
    reply = await ask("PATCH", f"{SCHOOL}/appointments/{encode(identity)}", {"price": 1.0}, who=MEGAN)

    assert reply.status == 400
    assert reply.body["error"]["message"].startswith("Resource not found for the segment '")


@pytest.mark.parametrize("path", [CLINIC.replace("Clinic", "Nothing"), f"{CLINIC}/appointments/AAMkNothing="])
async def test_what_there_is_not_is_404(ask: Ask, path: str) -> None:
    reply = await ask("GET", path)

    assert reply.status == 404


async def test_bookings_may_answer_an_unknown_error_without_a_message(ask: Ask, sandbox: Sandbox, grady: Any) -> None:
    sandbox.trouble.plan("unknownError", path="/appointments/")
    reply = await ask("PATCH", path_of(grady), {"price": 1.0})

    assert (reply.status, reply.code, reply.body["error"]["message"]) == (500, "UnknownError", "")


async def test_without_the_permission_or_membership_it_is_403(ask: Ask, sandbox: Sandbox, grady: Any) -> None:
    token = sandbox.tokens.issue(sandbox.organisation.person("alexw@contoso.com"), ["Calendars.ReadWrite"])
    without_permission = await ask("GET", path_of(grady), token=token)
    without_membership = await ask("GET", SCHOOL)

    assert (without_permission.status, without_membership.status) == (403, 403)


async def test_the_customer_is_written_to_unless_that_is_switched_off(ask: Ask, sandbox: Sandbox, grady: Any) -> None:
    await ask("PATCH", path_of(grady), {"price": 1.0})
    await ask("PATCH", path_of(grady), {"optOutOfCustomerEmail": True})

    assert [mail.to for mail in sandbox.organisation.mails] == [("grady.archie@example.com",)]


async def test_an_app_obeys_the_business_rules(ask: Ask, sandbox: Sandbox, grady: Any) -> None:
    night = {"startDateTime": london("2026-03-10T22:00:00"), "endDateTime": london("2026-03-10T22:45:00")}
    day = {"startDateTime": london("2026-03-10T12:00:00"), "endDateTime": london("2026-03-10T12:45:00")}
    replies = [await ask("PATCH", path_of(grady), times, token=sandbox.app_token()) for times in (night, day)]

    assert [reply.status for reply in replies] == [400, 204]


async def test_a_new_appointment_takes_what_it_lacks_from_the_service(ask: Ask, grady: Any) -> None:
    times = {"startDateTime": london("2026-03-12T10:00:00"), "endDateTime": london("2026-03-12T10:45:00")}
    body = {"serviceId": grady["serviceId"], "customers": [CUSTOMER], **times}
    made = await ask("POST", f"{CLINIC}/appointments", body)
    cancelled = await ask("POST", f"{path_of(made.body)}/cancel", {"cancellationMessage": "Sorry."})
    gone = await ask("GET", path_of(made.body))

    assert (made.status, cancelled.status, gone.status) == (201, 204, 404)
    assert (made.body["serviceName"], made.body["customerName"]) == ("Hearing aid fitting", "Nobody")


async def test_staff_availability_is_for_apps_alone(ask: Ask, sandbox: Sandbox, grady: Any) -> None:
    body = {
        "staffIds": grady["staffMemberIds"],
        "startDateTime": london("2026-03-07T07:30:00"),
        "endDateTime": london("2026-03-07T11:30:00"),
    }
    as_person = await ask("POST", f"{CLINIC}/getStaffAvailability", body)
    as_app = await ask("POST", f"{CLINIC}/getStaffAvailability", body, token=sandbox.app_token())

    assert as_person.status == 403
    items = as_app.body["value"][0]["availabilityItems"]
    assert [item["status"] for item in items] == ["outOfOffice", "available", "busy", "available"]
    assert items[2]["startDateTime"]["dateTime"] == "2026-03-07T09:45:00.0000000"
