"""What reaches `POST /api/messages`, and what is answered."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from app import bot_app
from bot.settings import Settings
from tests.bot.channel import RefusingTeams
from tests.conftest import Clock, served
from tests.teams import ADAPTIVE_CARD, ALEX, TENANT, Talk, Teams


async def post(teams: Teams, body: bytes, content_type: str = "application/json") -> int:
    async with (
        ClientSession() as session,
        session.post(teams.bot_url, data=io.BytesIO(body), headers={"Content-Type": content_type}) as response,
    ):
        return response.status


BAD_BODIES = {
    "empty": (b"", "application/json", 400),
    "not JSON": (b"{", "application/json", 400),
    "a list": (b"[]", "application/json", 400),
    "a string": (b'"hello"', "application/json", 400),
    "null": (b"null", "application/json", 400),
    "no type": (b"{}", "application/json", 400),
    "a type that is a number": (b'{"type": 1}', "application/json", 400),
    "a message from nobody": (b'{"type": "message", "text": "hello"}', "application/json", 400),
    "not UTF-8": (b"\xff\xfe\x00", "application/json", 400),
    "very deep": (b"[" * 100_000, "application/json", 400),
    "one megabyte": (b'{"type": "message", "text": "' + b"x" * 2**20 + b'"}', "application/json", 413),
    "a form": (b"type=message", "application/x-www-form-urlencoded", 415),
    "no content type": (b'{"type": "message"}', "", 415),
}


@pytest.mark.parametrize("body", BAD_BODIES)
async def test_a_bad_body_is_refused_and_the_next_message_still_works(body: str, teams: Teams, talk: Talk) -> None:
    content, content_type, status = BAD_BODIES[body]

    answered = await post(teams, content, content_type)
    shown = await talk("help")

    assert answered == status
    assert shown.text_of_card.startswith("I make online meetings")


@pytest.mark.parametrize("wrong", [{"conversation": 5}, {"from": []}, {"entities": 7}, {"timestamp": "yesterday"}])
async def test_a_property_of_the_wrong_type_is_refused(wrong: dict[str, Any], teams: Teams, talk: Talk) -> None:
    shown = await teams.send({**talk.activity("message", text="help"), **wrong})

    assert shown.status == 400


@pytest.mark.parametrize("kind", ["somethingNew", "typing", "messageReaction", "endOfConversation", "trace"])
async def test_an_activity_of_a_type_that_means_nothing_here_is_ignored(kind: str, teams: Teams, talk: Talk) -> None:
    shown = await teams.send(talk.activity(kind))

    assert (shown.status, shown.texts, shown.cards) == (200, [], [])


async def test_an_unknown_invoke_is_not_implemented(talk: Talk, teams: Teams) -> None:
    shown = await teams.send(talk.activity("invoke", name="task/fetch", value={}))

    assert shown.status == 501


@pytest.mark.parametrize("value", [None, {}, {"action": None}, {"action": {"data": "text"}}, {"action": {"data": []}}])
async def test_a_press_without_usable_data_says_so(value: Any, talk: Talk, teams: Teams) -> None:
    shown = await teams.send(talk.activity("invoke", name="adaptiveCard/action", value=value))

    assert shown.status == 200
    assert shown.text == "This card is too old, so nothing was changed. Ask again to get a fresh one."


async def test_a_press_is_answered_with_the_card_that_replaces_it(talk: Talk) -> None:
    shown = await talk("move design review to 3pm tomorrow")

    pressed = await talk.press(shown, "Leave it")

    assert pressed.body["type"] == ADAPTIVE_CARD
    assert pressed.body["statusCode"] == 200


async def test_an_older_client_gets_its_card_replaced_by_an_update(talk: Talk) -> None:
    shown = await talk("move design review to 3pm tomorrow")

    pressed = await talk.submit(shown, "Leave it")

    assert pressed.message_id == shown.message_id
    assert pressed.text_of_card == "“Design review” stays as it is."


@pytest.fixture
async def refusing(settings: Settings, clock: Clock) -> AsyncIterator[RefusingTeams]:
    teams = RefusingTeams()
    async with bot_app(settings, clock) as app, served(app) as url, served(teams.app()) as teams.service_url:
        teams.bot_url = f"{url}/api/messages"
        yield teams


async def test_an_answer_that_is_too_long_for_teams_is_said_to_be(refusing: RefusingTeams) -> None:
    refusing.refuses = [(413, "MessageSizeTooBig")]

    shown = await Talk(refusing)("help")

    assert (shown.status, shown.cards) == (200, [])
    assert shown.texts == ["My answer is too long for Teams. Ask for less, such as a single day."]


@pytest.mark.parametrize(("status", "code"), [(403, "ConversationBlockedByUser"), (404, "ConversationNotFound")])
async def test_an_answer_that_nobody_can_get_ends_the_turn_quietly(
    status: int, code: str, refusing: RefusingTeams
) -> None:
    refusing.refuses = [(status, code)]

    shown = await Talk(refusing)("help")

    assert (shown.status, shown.cards, shown.texts) == (200, [], [])


async def test_an_answer_names_its_tenant_and_its_person(talk: Talk) -> None:
    shown = await talk("help")

    (sent,) = shown.activities
    assert sent["conversation"]["tenantId"] == TENANT
    assert sent["recipient"]["aadObjectId"] == ALEX.entra_id


async def test_a_bot_that_cannot_reach_teams_for_a_foreign_service_url_refuses(talk: Talk, teams: Teams) -> None:
    shown = await teams.send({**talk.activity("message", text="help"), "serviceUrl": "https://evil.example/"})

    assert (shown.status, shown.cards) == (401, [])
