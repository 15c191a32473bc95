"""Virtual appointments: beta only, with ETags, and perhaps switched off."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ALEX, Ask, segment


@pytest.fixture
async def meeting(ask: Ask) -> Any:
    return (await ask("POST", "/v1.0/me/onlineMeetings/createOrGet", {"externalId": "VISIT-1001"})).body


@pytest.fixture
def path(meeting: Any) -> str:
    return f"/beta/me/onlineMeetings/{segment(meeting['id'])}/virtualAppointment"


async def test_a_change_answers_204_and_gives_the_visit_another_etag(ask: Ask, path: str) -> None:
    before = await ask("GET", path)
    reply = await ask("PATCH", path, {"externalAppointmentId": "V-2"}, If_Match=before.headers["ETag"])
    after = await ask("GET", path)

    assert (reply.status, reply.body) == (204, "")
    changed = {"externalAppointmentId": "V-2", "@odata.etag": after.headers["ETag"]}
    assert after.body == {**before.body, **changed}
    assert after.headers["ETag"] != before.headers["ETag"]


async def test_without_if_match_it_is_changed_as_well(ask: Ask, path: str) -> None:
    reply = await ask(
        "PATCH", path, {"appointmentClients": [{"displayName": "Ada", "emailAddress": "ada@example.com"}]}
    )

    clients = (await ask("GET", path)).body["appointmentClients"]
    assert reply.status == 204
    assert clients == [{"displayName": "Ada", "emailAddress": "ada@example.com", "smsCapablePhoneNumber": None}]


async def test_a_stale_if_match_changes_nothing(ask: Ask, path: str) -> None:
    stale = (await ask("GET", path)).headers["ETag"]
    await ask("PATCH", path, {"externalAppointmentId": "theirs"})
    reply = await ask("PATCH", path, {"externalAppointmentId": "mine"}, If_Match=stale)

    assert (reply.status, reply.code) == (412, "PreconditionFailed")
    assert (await ask("GET", path)).body["externalAppointmentId"] == "theirs"


@pytest.mark.parametrize(
    "change", [("/beta/", "/v1.0/"), ("onlineMeetings", "onlineMeeting")], ids=["v1.0", "singular"]
)
async def test_other_addresses_do_not_have_it(ask: Ask, path: str, change: tuple[str, str]) -> None:
    reply = await ask("PATCH", path.replace(*change), {"externalAppointmentId": "x"})

    assert reply.status == 400
    assert reply.body["error"]["message"].startswith("Resource not found for the segment '")


@pytest.mark.parametrize(("sent", "kept"), [("true", True), ("false", False), (True, True), (False, False)])
async def test_the_browser_setting_may_be_a_string(ask: Ask, path: str, sent: object, kept: bool) -> None:
    reply = await ask("PATCH", path, {"settings": {"allowClientToJoinUsingBrowser": sent}})

    assert reply.status == 204
    assert (await ask("GET", path)).body["settings"] == {"allowClientToJoinUsingBrowser": kept}


@pytest.mark.parametrize("status", [404, 410])
async def test_it_can_be_retired_while_the_link_lives_on(ask: Ask, sandbox: Sandbox, path: str, status: int) -> None:
    sandbox.trouble.plan("retired", path="/virtualAppointment", status=status, count=None)
    replies = [await ask(method, path, {}) for method in ("PATCH", "PUT")] + [await ask("GET", path)]
    link = await ask("GET", path.replace("virtualAppointment", "getVirtualAppointmentJoinWebUrl()"))

    assert [reply.status for reply in replies] == [status] * 3
    assert link.body["value"].startswith("https://visit.teams.microsoft.com/")


async def test_an_app_may_not(ask: Ask, sandbox: Sandbox, path: str) -> None:
    alex = sandbox.organisation.person(ALEX)
    sandbox.organisation.meeting_policies.add(alex.id)
    reply = await ask("GET", path.replace("/me/", f"/users/{alex.id}/"), token=sandbox.app_token())

    assert reply.status == 403


@pytest.mark.parametrize("name", ["getVirtualAppointmentJoinWebUrl", "getVirtualAppointmentJoinWebUrl()"])
@pytest.mark.parametrize("version", ["v1.0", "beta"])
async def test_the_join_link_is_there_in_both_versions(ask: Ask, path: str, name: str, version: str) -> None:
    reply = await ask("GET", path.replace("virtualAppointment", name).replace("/beta/", f"/{version}/"))

    assert reply.status == 200


async def test_a_visit_can_be_taken_away_and_made_anew(ask: Ask, path: str) -> None:
    gone = await ask("DELETE", path)
    missing = await ask("GET", path)
    made = await ask("PUT", path, {"externalAppointmentId": "V-3"})

    assert (gone.status, missing.status, made.status) == (204, 404, 201)
    assert made.body["appointmentClients"] == []


async def test_the_seeded_visit_is_also_an_event_of_alexs(ask: Ask, meeting: Any) -> None:
    events = await ask.view("2026-03-06", "2026-03-20")
    event = next(one for one in events if "VISIT-1001" in one["subject"])

    assert event["onlineMeeting"]["joinUrl"] == meeting["joinWebUrl"]
