"""createOrGet as Microsoft's page and its users describe it."""

from __future__ import annotations

import asyncio

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ALEX, MEGAN, Ask, segment

PATH = "/v1.0/me/onlineMeetings/createOrGet"


async def test_without_times_a_meeting_starts_now_and_lasts_an_hour(ask: Ask) -> None:
    reply = await ask("POST", PATH, {"externalId": "new"})

    assert reply.status == 201
    assert reply.body["startDateTime"] == "2026-03-06T12:30:00.0000000Z"
    assert reply.body["endDateTime"] == "2026-03-06T13:30:00.0000000Z"


async def test_with_a_start_alone_a_meeting_lasts_an_hour(ask: Ask) -> None:
    reply = await ask("POST", PATH, {"externalId": "new", "startDateTime": "2026-03-07T09:00:00+09:00"})

    assert reply.body["endDateTime"] == "2026-03-07T01:00:00.0000000Z"


async def test_both_times_are_kept_and_come_back_in_utc_with_seven_digits(ask: Ask) -> None:
    times = {"startDateTime": "2026-03-07T09:00:00.5+01:00", "endDateTime": "2026-03-07T08:45:00Z"}
    reply = await ask("POST", PATH, {"externalId": "new", **times})

    assert reply.body["startDateTime"] == "2026-03-07T08:00:00.5000000Z"
    assert reply.body["endDateTime"] == "2026-03-07T08:45:00.0000000Z"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"externalId": "new", "endDateTime": "2026-03-07T09:00:00Z"}, id="an end without a start"),
        pytest.param(
            {"externalId": "new", "startDateTime": "2026-03-07T09:00:00Z", "endDateTime": "2026-03-07T08:00:00Z"},
            id="an end before the start",
        ),
        pytest.param({"subject": "no id"}, id="no externalId"),
        pytest.param({"externalId": ""}, id="an empty externalId"),
        pytest.param({"externalId": None}, id="externalId is null"),
        pytest.param({"externalId": "new", "startDateTime": "2026-03-07T09:00:00"}, id="a time without an offset"),
        pytest.param({"externalId": "new", "allowedPresenters": "organizer"}, id="a seventh parameter"),
        pytest.param({"externalId": 7}, id="an externalId that is no string"),
    ],
)
async def test_a_bad_request_is_refused_and_nothing_is_kept(ask: Ask, sandbox: Sandbox, body: object) -> None:
    before = len(sandbox.organisation.meetings)
    reply = await ask("POST", PATH, body)

    assert reply.status == 400
    assert len(sandbox.organisation.meetings) == before


async def test_the_same_external_id_gives_the_same_meeting(ask: Ask) -> None:
    first = await ask("POST", PATH, {"externalId": "new"})
    second = await ask("POST", PATH, {"externalId": "new"})

    assert (first.status, second.status) == (201, 200)
    assert first.body == second.body


async def test_an_existing_meeting_is_not_changed_by_other_parameters(ask: Ask) -> None:
    first = await ask("POST", PATH, {"externalId": "new", "subject": "as it was"})
    other = {"subject": "another", "startDateTime": "2027-01-01T00:00:00Z", "participants": {"attendees": []}}
    second = await ask("POST", PATH, {"externalId": "new", **other})

    assert second.body == first.body


async def test_another_persons_external_id_gives_another_meeting(ask: Ask) -> None:
    mine = await ask("POST", PATH, {"externalId": "shared"}, who=ALEX)
    theirs = await ask("POST", PATH, {"externalId": "shared"}, who=MEGAN)

    assert theirs.status == 201
    assert theirs.body["id"] != mine.body["id"]


async def test_the_meeting_is_not_in_the_calendar(ask: Ask) -> None:
    meeting = await ask("POST", PATH, {"externalId": "new", "subject": "Nowhere to be seen"})
    events = await ask.view("2026-03-06", "2026-03-08")

    assert meeting.status == 201
    assert "Nowhere to be seen" not in [event["subject"] for event in events]


async def test_two_first_calls_at_once_make_one_meeting(ask: Ask) -> None:
    replies = await asyncio.gather(*(ask("POST", PATH, {"externalId": "race"}) for _ in range(2)))

    assert sorted(reply.status for reply in replies) == [200, 201]
    assert replies[0].body["id"] == replies[1].body["id"]


@pytest.mark.parametrize(("version", "applied"), [("beta", True), ("v1.0", False)])
async def test_chat_info_is_applied_in_beta_only(ask: Ask, version: str, applied: bool) -> None:
    body = {"externalId": "new", "chatInfo": {"threadId": "19:somewhere@thread.v2"}}
    reply = await ask("POST", f"/{version}/me/onlineMeetings/createOrGet", body)

    assert reply.status == 201
    assert (reply.body["chatInfo"]["threadId"] == "19:somewhere@thread.v2") is applied


async def test_an_app_needs_a_policy_for_the_person(ask: Ask, sandbox: Sandbox) -> None:
    alex = sandbox.organisation.person(ALEX)
    path, token = f"/v1.0/users/{alex.id}/onlineMeetings/createOrGet", sandbox.app_token()
    refused = await ask("POST", path, {"externalId": "new"}, token=token)
    sandbox.organisation.meeting_policies.add(alex.id)
    allowed = await ask("POST", path, {"externalId": "new"}, token=token)

    assert (refused.status, allowed.status) == (403, 201)
    assert refused.body["error"]["message"] == "No application access policy found for this app."


async def test_attendees_are_kept_as_they_were_sent(ask: Ask) -> None:
    attendee = {"identity": {"user": {"id": "nobody"}}, "upn": "nobody@contoso.com", "role": "presenter"}
    reply = await ask("POST", PATH, {"externalId": "new", "participants": {"attendees": [attendee]}})

    assert reply.body["participants"]["attendees"] == [attendee]
    assert reply.body["participants"]["organizer"]["upn"] == ALEX


async def test_a_meeting_is_found_by_its_join_address(ask: Ask) -> None:
    meeting = (await ask("POST", PATH, {"externalId": "new"})).body
    path = f"/v1.0/me/onlineMeetings?$filter=JoinWebUrl%20eq%20'{segment(meeting['joinWebUrl'])}'"
    found = await ask("GET", path)

    assert [one["id"] for one in found.body["value"]] == [meeting["id"]]


async def test_meetings_cannot_be_listed(ask: Ask) -> None:
    reply = await ask("GET", "/v1.0/me/onlineMeetings")

    assert reply.status == 400


async def test_a_new_time_needs_both_ends(ask: Ask) -> None:
    meeting = (await ask("POST", PATH, {"externalId": "new"})).body
    path = f"/v1.0/me/onlineMeetings/{segment(meeting['id'])}"
    one = await ask("PATCH", path, {"startDateTime": "2026-03-07T09:00:00Z"})
    both = await ask("PATCH", path, {"startDateTime": "2026-03-07T09:00:00Z", "endDateTime": "2026-03-07T09:30:00Z"})

    assert (one.status, both.status) == (400, 200)
    assert both.body == {
        **meeting,
        "startDateTime": "2026-03-07T09:00:00.0000000Z",
        "endDateTime": "2026-03-07T09:30:00.0000000Z",
    }


async def test_somebody_elses_meeting_is_not_found(ask: Ask) -> None:
    meeting = (await ask("POST", PATH, {"externalId": "new"})).body
    reply = await ask("GET", f"/v1.0/me/onlineMeetings/{segment(meeting['id'])}", who=MEGAN)

    assert reply.status == 404


async def test_only_create_or_get_takes_an_external_id(ask: Ask) -> None:
    refused = await ask("POST", "/v1.0/me/onlineMeetings", {"externalId": "new"})
    allowed = await ask("POST", "/v1.0/me/onlineMeetings", {"subject": "Another each time"})

    assert (refused.status, allowed.status) == (400, 201)
