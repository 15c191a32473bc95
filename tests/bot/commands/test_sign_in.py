"""Signing in and out, against the sandbox's token service."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession

from graph.sandbox import Sandbox
from tests.teams import Json, Shown, Talk, Teams

OAUTH_CARD = "application/vnd.microsoft.card.oauth"


def sign_in_link(shown: Shown) -> str:
    card = next(each["content"] for each in shown.attachments if each["contentType"] == OAUTH_CARD)
    return str(card["buttons"][0]["value"])


async def code_of_the_page(world_url: str, link: str, person: str = "alexw@contoso.com") -> str:
    state = parse_qs(urlsplit(link).query)["state"][0]
    form = {"state": state, "person": person}
    async with ClientSession() as session, session.post(f"{world_url}/signin", data=form) as response:
        found = re.search(r">(\d{6})<", await response.text())
    assert found is not None
    return found.group(1)


def oauth_card(shown: Shown) -> Json:
    (card,) = (each["content"] for each in shown.attachments if each["contentType"] == OAUTH_CARD)
    return dict(card)


async def exchange(talk: Talk, exchange_id: str = "1", connection: str = "graph") -> Shown:
    value = {"id": exchange_id, "connectionName": connection, "token": "an-sso-token"}
    return await talk.teams.send(talk.activity("invoke", name="signin/tokenExchange", value=value))


async def test_the_first_command_answers_at_once_because_alex_has_consented(talk: Talk) -> None:
    shown = await talk("today")

    assert shown.text_of_card.startswith("Today")


async def test_after_signing_out_a_command_asks_to_sign_in_and_runs_with_the_code(talk: Talk, world_url: str) -> None:
    await talk("sign out")
    shown = await talk("today")
    assert shown.cards == []

    shown = await talk(await code_of_the_page(world_url, sign_in_link(shown)))

    assert shown.text_of_card.startswith("Today, Fri, Mar 6")


async def test_a_wrong_code_says_so(talk: Talk) -> None:
    await talk("sign out")
    await talk("today")

    shown = await talk("000000")

    assert shown.text == "That code does not fit or is too old. Press Sign in again to get a new one."


async def test_six_digits_are_just_text_when_no_sign_in_is_waited_for(talk: Talk) -> None:
    shown = await talk("123456")

    assert shown.text_of_card.startswith("I did not understand “123456”")


async def test_a_verify_state_invoke_runs_the_waiting_command(talk: Talk, teams: Teams, world_url: str) -> None:
    await talk("sign out")
    code = await code_of_the_page(world_url, sign_in_link(await talk("today")))

    shown = await teams.send(talk.activity("invoke", name="signin/verifyState", value={"state": code}))

    assert shown.status == 200
    assert shown.text_of_card.startswith("Today, Fri, Mar 6")


async def test_a_silent_exchange_runs_the_waiting_command(talk: Talk, teams: Teams) -> None:
    await talk("sign out")
    await talk("today")

    value = {"id": "1", "connectionName": "graph", "token": "an-sso-token"}
    shown = await teams.send(talk.activity("invoke", name="signin/tokenExchange", value=value))

    assert shown.status == 200
    assert shown.text_of_card.startswith("Today, Fri, Mar 6")


async def test_an_exchange_that_needs_consent_is_answered_with_412(talk: Talk, teams: Teams, world: Sandbox) -> None:
    await talk("sign out")
    world.sign_ins.set_state("29:user-alex", "graph", "consentRequired")

    value = {"id": "7", "connectionName": "graph", "token": "an-sso-token"}
    shown = await teams.send(talk.activity("invoke", name="signin/tokenExchange", value=value))

    assert shown.status == 412
    assert shown.body["id"] == "7"


async def test_no_sign_in_card_is_shown_in_a_group(talk: Talk) -> None:
    await talk("sign out")

    shown = await talk.in_chat("groupChat")("today")

    assert shown.attachments == []
    assert shown.text == "Please sign in in a private chat with me first; nothing was changed."


async def test_the_sign_in_link_says_who_asks(talk: Talk) -> None:
    await talk("sign out")
    shown = await talk("today")

    state = parse_qs(urlsplit(sign_in_link(shown)).query)["state"][0]

    assert json.loads(base64.b64decode(state))["connectionName"] == "graph"


async def test_a_press_that_needs_a_sign_in_can_be_pressed_again_after_it(talk: Talk, world_url: str) -> None:
    asked = await talk("move design review to 3pm tomorrow")
    await talk("sign out")
    link = sign_in_link(await talk.press(asked, "Yes, move it"))

    signed_in = await talk(await code_of_the_page(world_url, link))
    moved = await talk.press(asked, "Yes, move it")

    assert signed_in.text == "You are signed in. Please press the card again."
    assert moved.text_of_card == "“Design review” is now Sat, Mar 7, 3:00 PM."


async def test_a_cancelled_sign_in_forgets_the_command(talk: Talk, teams: Teams) -> None:
    await talk("sign out")
    await talk("today")

    shown = await teams.send(talk.activity("invoke", name="signin/verifyState", value={"state": "CancelledByUser"}))
    later = await talk("123456")

    assert shown.text == "You are not signed in; nothing was changed."
    assert later.text_of_card.startswith("I did not understand")


async def test_where_the_silent_way_fails_a_card_to_press_is_sent(talk: Talk, teams: Teams) -> None:
    await talk("sign out")
    await talk("today")

    shown = await teams.send(
        talk.activity("invoke", name="signin/failure", value={"code": "resourcematchfailed", "message": "x"})
    )

    assert shown.status == 200
    assert "tokenExchangeResource" not in shown.attachments[0]["content"]


async def test_an_exchange_for_a_connection_that_is_not_ours_is_refused(
    talk: Talk, teams: Teams, world: Sandbox
) -> None:
    value = {"id": "1", "connectionName": "somebody-elses", "token": "an-sso-token"}

    shown = await teams.send(talk.activity("invoke", name="signin/tokenExchange", value=value))

    assert shown.status == 412
    assert [call for call in world.requests if call.raw_path.startswith("/api/usertoken/exchange")] == []


async def test_bookings_are_asked_for_when_they_are_first_used(talk: Talk, world: Sandbox) -> None:
    world.sign_ins.set_state("29:user-alex", "bookings", "signedOut")

    agenda = await talk("today")
    rebook = await talk("rebook Grady to next Tuesday 10:00")

    assert agenda.text_of_card.startswith("Today")
    state = parse_qs(urlsplit(sign_in_link(rebook)).query)["state"][0]
    assert json.loads(base64.b64decode(state))["connectionName"] == "bookings"


async def test_a_command_typed_in_japanese_is_answered_in_japanese_also_after_a_press(talk: Talk) -> None:
    shown = await talk("Design reviewを明日の15時に移動")

    pressed = await talk.press(shown, "はい、移動します")

    assert pressed.text_of_card == "「Design review」は3月7日(土) 15:00になりました。"
