"""The user-token service, as a bot's SDK calls it, and what its tokens open."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ALEX, MEGAN, Ask, segment
from tests.graph.sandbox.conftest import Clock

ALEX_IN_TEAMS, STRANGER = "29:user-alex", "somebody-from-emulator"


def query(user: str, connection: str = "graph", **more: str) -> str:
    names = {"userId": user, "connectionName": connection, "channelId": "msteams", "api-version": "token", **more}
    return "&".join(f"{name}={segment(value)}" for name, value in names.items())


def state(user: str, connection: str = "graph") -> str:
    text = json.dumps({"connectionName": connection, "conversation": {"user": {"id": user}}, "msAppId": "dev"})
    return b64encode(text.encode()).decode()


async def get_token(ask: Ask, user: str, connection: str = "graph", **more: str) -> Any:
    return await ask("GET", f"/api/usertoken/GetToken?{query(user, connection, **more)}")


async def pick(ask: Ask, user: str, person: str, connection: str = "graph") -> str:
    """Press the sign-in page's button as that person; gives the page that follows."""
    form = {"state": state(user, connection), "person": person}
    async with ask.session.post(ask.url + "/signin", data=form) as response:
        return await response.text()


@pytest.mark.parametrize(
    ("user", "who"),
    [(ALEX_IN_TEAMS, ALEX), ("29:user-megan", MEGAN), (STRANGER, ALEX)],
    ids=["Alex", "Megan", "somebody unknown is Alex"],
)
async def test_everybody_is_signed_in_at_first(ask: Ask, user: str, who: str) -> None:
    reply = await get_token(ask, user)
    me = await ask("GET", "/v1.0/me", token=reply.body["token"])

    assert (reply.status, reply.body["connectionName"], reply.body["channelId"]) == (200, "graph", "msteams")
    assert reply.body["expiration"] == "2026-03-06T13:30:00Z"
    assert me.body["mail"] == who


@pytest.mark.parametrize(("connection", "calendar", "bookings"), [("graph", 200, 403), ("bookings", 403, 200)])
async def test_each_connection_opens_its_own_part(ask: Ask, connection: str, calendar: int, bookings: int) -> None:
    token = (await get_token(ask, ALEX_IN_TEAMS, connection)).body["token"]
    replies = [await ask("GET", path, token=token) for path in ("/v1.0/me/events", "/v1.0/solutions/bookingBusinesses")]

    assert [reply.status for reply in replies] == [calendar, bookings]


@pytest.mark.parametrize("token", ["", "sandbox-made-up"])
async def test_without_a_good_token_nothing_opens(ask: Ask, token: str) -> None:
    reply = await ask("GET", "/v1.0/me", token=token)

    assert (reply.status, reply.code) == (401, "InvalidAuthenticationToken")
    assert "WWW-Authenticate" in reply.headers


async def test_a_token_ends_and_the_next_one_is_new(ask: Ask, clock: Clock) -> None:
    first = (await get_token(ask, ALEX_IN_TEAMS)).body["token"]
    same = (await get_token(ask, ALEX_IN_TEAMS)).body["token"]
    clock.forward(hours=1)
    expired = await ask("GET", "/v1.0/me", token=first)
    second = (await get_token(ask, ALEX_IN_TEAMS)).body["token"]

    assert first == same
    assert expired.status == 401
    assert second != first


async def test_signed_out_is_signed_out(ask: Ask) -> None:
    out = await ask("DELETE", f"/api/usertoken/SignOut?{query(STRANGER)}")
    graph, bookings = [await get_token(ask, STRANGER, name) for name in ("graph", "bookings")]
    status = await ask("GET", f"/api/usertoken/GetTokenStatus?userId={STRANGER}")

    assert (out.status, graph.status, bookings.status) == (200, 404, 200)
    assert {row["connectionName"]: row["hasToken"] for row in status.body} == {"graph": False, "bookings": True}


async def test_a_code_signs_in_once_as_whoever_was_picked(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.sign_ins.set_state(STRANGER, "graph", "signedOut")
    code = re.search(r">(\d{6})<", await pick(ask, STRANGER, MEGAN))
    assert code is not None
    first = await get_token(ask, STRANGER, code=code[1])
    me = await ask("GET", "/v1.0/me", token=first.body["token"])
    again = await get_token(ask, STRANGER, code=code[1])
    later = await get_token(ask, STRANGER, "bookings")
    other_me = await ask("GET", "/v1.0/me", token=later.body["token"])

    assert (first.status, me.body["mail"], again.status) == (200, MEGAN, 404)
    assert other_me.body["mail"] == MEGAN


@pytest.mark.parametrize("how", ["too late", "somebody else's", "of another connection", "made up"])
async def test_a_code_that_is_no_good_signs_nobody_in(ask: Ask, sandbox: Sandbox, clock: Clock, how: str) -> None:
    for user in (STRANGER, ALEX_IN_TEAMS):
        sandbox.sign_ins.set_state(user, "graph", "signedOut")
    connection = "bookings" if how == "of another connection" else "graph"
    code = sandbox.sign_ins.new_code(STRANGER, connection, sandbox.organisation.person(MEGAN))
    clock.forward(minutes=10 if how == "too late" else 0)
    user = ALEX_IN_TEAMS if how == "somebody else's" else STRANGER
    reply = await get_token(ask, user, code="x" if how == "made up" else code)

    assert reply.status == 404


async def test_the_sign_in_resource_leads_to_a_page_of_people(ask: Ask) -> None:
    resource = await ask("GET", f"/api/botsignin/GetSignInResource?state={segment(state(STRANGER))}")
    url = await ask("GET", f"/api/botsignin/GetSignInUrl?state={segment(state(STRANGER))}")
    page = await ask("GET", resource.body["signInLink"].removeprefix(ask.url))

    assert resource.body["tokenExchangeResource"].keys() == {"id", "uri", "providerId"}
    assert url.body == resource.body["signInLink"]
    assert "Megan Bowen" in page.body
    assert "高橋 葵" in page.body


@pytest.mark.parametrize(
    ("how", "status", "afterwards"),
    [("signedOut", 200, 200), ("consentRequired", 400, 404), ("refused", 403, 404)],
)
async def test_single_sign_on_works_unless_consent_is_missing(ask: Ask, how: str, status: int, afterwards: int) -> None:
    said = {"userId": ALEX_IN_TEAMS, "connection": "bookings", "state": how}
    await ask("POST", "/sandbox/sign-in", said)
    exchanged = await ask("POST", f"/api/usertoken/exchange?{query(ALEX_IN_TEAMS, 'bookings')}", {"token": "sso"})

    assert exchanged.status == status
    assert (await get_token(ask, ALEX_IN_TEAMS, "bookings")).status == afterwards


async def test_consent_is_given_at_the_sign_in_page_unless_it_is_refused(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.sign_ins.set_state(STRANGER, "bookings", "consentRequired")
    given = await pick(ask, STRANGER, ALEX, "bookings")
    sandbox.sign_ins.set_state(STRANGER, "bookings", "refused")
    refused = await pick(ask, STRANGER, ALEX, "bookings")

    assert re.search(r">\d{6}<", given)
    assert "does not allow" in refused


async def test_tokens_for_resources(ask: Ask) -> None:
    body = {"resourceUrls": ["https://graph.microsoft.com"]}
    reply = await ask("POST", f"/api/usertoken/GetAadTokens?{query(ALEX_IN_TEAMS)}", body)

    assert reply.body["https://graph.microsoft.com"]["token"].startswith("sandbox-")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/usertoken/GetToken?userId=x", 400),
        ("/api/usertoken/GetToken?userId=x&connectionName=other", 404),
        ("/api/usertoken/GetTokenStatus", 400),
        ("/api/botsignin/GetSignInResource?state=%7B%7D", 400),
        ("/api/botsignin/GetSignInUrl", 400),
        ("/signin?state=x", 400),
    ],
)
async def test_incomplete_calls_are_refused(ask: Ask, path: str, status: int) -> None:
    reply = await ask("GET", path)

    assert reply.status == status


async def test_a_token_of_any_shape_can_be_had_over_http(ask: Ask) -> None:
    person = await ask("POST", "/sandbox/tokens", {"person": MEGAN, "scopes": ["User.Read"]})
    app = await ask("POST", "/sandbox/tokens", {"meetingPolicies": [ALEX]})
    me = await ask("GET", "/v1.0/me", token=person.body["token"])
    path = f"/v1.0/users/{ALEX}/onlineMeetings/createOrGet"
    meeting = await ask("POST", path, {"externalId": "app"}, token=app.body["token"])

    assert (me.body["mail"], meeting.status) == (MEGAN, 201)
