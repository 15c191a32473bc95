"""What can go wrong in a sign-in: refused tokens, other people's accounts, several devices, old and foreign codes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.store import Store
from bot.store.deliveries import DELIVERY_LIFE
from graph.sandbox import Sandbox
from tests.bot.channel import Bot, KeyServer, bot_with_an_app_id
from tests.bot.commands.test_sign_in import code_of_the_page, exchange, oauth_card, sign_in_link
from tests.conftest import NOW, Clock
from tests.teams import ALEX, MEGAN, Talk, Teams
from tests.world import graph_calls

WRONG_CODE = "That code does not fit or is too old. Press Sign in again to get a new one."


# --- tokens that are refused ------------------------------------------------------------------------------------------


async def test_teams_may_sign_in_silently_where_there_is_no_token(talk: Talk) -> None:
    await talk("sign out")

    assert "tokenExchangeResource" in oauth_card(await talk("today"))


async def test_a_challenge_that_only_the_person_can_meet_is_not_met_silently(talk: Talk, world: Sandbox) -> None:
    world.trouble.plan("claimsChallenge", path="/me/calendarView", count=None)

    card = oauth_card(await talk("today"))

    assert "tokenExchangeResource" not in card
    assert world.sign_ins.state(ALEX.teams_id, "graph") == "signedOut"


async def test_a_token_that_is_refused_right_after_a_silent_sign_in_does_not_go_round_for_ever(
    talk: Talk, world: Sandbox
) -> None:
    await talk("sign out")
    first = await talk("today")
    world.trouble.plan("retired", path="/me/calendarView", status=401, count=None)

    again = await exchange(talk)

    assert "tokenExchangeResource" in oauth_card(first)
    assert "tokenExchangeResource" not in oauth_card(again)


async def test_after_one_sign_in_teams_may_do_the_other_silently_too(talk: Talk) -> None:
    await talk("sign out")
    await talk("today")

    card = oauth_card(await exchange(talk, connection="bookings"))

    assert card["connectionName"] == "graph"
    assert "tokenExchangeResource" in card


# --- whose account ----------------------------------------------------------------------------------------------------


@pytest.fixture
async def bot(settings: Settings, world: Sandbox, clock: Clock) -> AsyncIterator[Bot]:
    async with bot_with_an_app_id(settings, world, clock, KeyServer()) as bot:
        yield bot


async def test_an_account_of_somebody_else_is_signed_out_again(bot: Bot, world: Sandbox, world_url: str) -> None:
    await bot.say("sign out")
    link = sign_in_link(await bot.say("today"))

    shown = await bot.say(await code_of_the_page(world_url, link, "megan@contoso.com"))

    assert shown.texts == [
        "You signed in as Megan Bowen, but this chat belongs to somebody else, so you are signed out again. "
        "Press Sign in and choose your own account."
    ]
    assert shown.cards == []
    assert world.sign_ins.state(ALEX.teams_id, "graph") == "signedOut"


async def test_after_that_ones_own_account_still_runs_what_waited(bot: Bot, world_url: str) -> None:
    await bot.say("sign out")
    link = sign_in_link(await bot.say("today"))
    await bot.say(await code_of_the_page(world_url, link, "megan@contoso.com"))

    shown = await bot.say(await code_of_the_page(world_url, link))

    assert shown.text_of_card.startswith("Today")


async def test_where_nobody_can_say_whose_account_it_is_nobody_is_signed_in(
    bot: Bot, world: Sandbox, world_url: str
) -> None:
    await bot.say("sign out")
    code = await code_of_the_page(world_url, sign_in_link(await bot.say("today")))
    world.trouble.plan("unavailable", path="/v1.0/me?", count=None)

    shown = await bot.say(code)

    assert shown.text == "I could not reach Microsoft 365, so nothing was changed. Please try again in a minute."
    assert world.sign_ins.state(ALEX.teams_id, "graph") == "signedOut"


async def test_somebody_elses_code_fits_nobody(talk: Talk, world_url: str) -> None:
    await talk("sign out")
    code = await code_of_the_page(world_url, sign_in_link(await talk("today")))
    megan = talk.as_member(MEGAN)
    await megan("sign out")
    await megan("today")

    shown = await megan(code)

    assert shown.texts == [WRONG_CODE]


async def test_a_code_typed_in_a_group_is_not_taken(talk: Talk, world_url: str) -> None:
    await talk("sign out")
    code = await code_of_the_page(world_url, sign_in_link(await talk("today")))

    shown = await talk.in_chat("groupChat")(code)

    assert shown.text_of_card.startswith(f"I did not understand “{code}”")


async def test_a_code_works_once(talk: Talk, world_url: str) -> None:
    await talk("sign out")
    code = await code_of_the_page(world_url, sign_in_link(await talk("today")))
    await talk(code)
    await talk("sign out")
    await talk("today")

    shown = await talk(code)

    assert shown.texts == [WRONG_CODE]


async def test_a_code_may_be_typed_in_wide_digits(talk: Talk, world_url: str) -> None:
    await talk("sign out")
    code = await code_of_the_page(world_url, sign_in_link(await talk("today")))

    shown = await talk(code.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}))

    assert shown.text_of_card.startswith("Today")


async def test_a_chat_of_several_that_does_not_say_what_it_is_gets_no_sign_in_card(talk: Talk) -> None:
    await talk("sign out")

    shown = await talk("today", conversation={"id": "19:x@thread.v2", "isGroup": True})

    assert shown.attachments == []


# --- in which language ------------------------------------------------------------------------------------------------


async def test_who_chose_japanese_is_answered_in_japanese_about_a_code(talk: Talk) -> None:
    await talk.press(await talk("settings"), "Save", language="ja")
    await talk("sign out")
    await talk("today")

    shown = await talk("000000")

    assert shown.text.startswith("コードが違うか")


# --- several devices, several deliveries ------------------------------------------------------------------------------


async def test_the_others_wait_for_the_first_and_then_get_an_empty_answer(talk: Talk, world: Sandbox) -> None:
    await talk("sign out")
    await talk("today")
    world.trouble.plan("slow", path="/api/usertoken/exchange", seconds=0.5)

    answers = await asyncio.gather(*(exchange(talk) for _ in range(3)))

    assert [(each.status, each.body) for each in answers] == [(200, "")] * 3
    assert len([call for call in world.requests if "exchange" in call.raw_path]) == 1


async def test_where_the_first_needs_consent_every_device_is_told(talk: Talk, world: Sandbox) -> None:
    await talk("sign out")
    await talk("today")
    world.sign_ins.set_state(ALEX.teams_id, "graph", "consentRequired")
    world.trouble.plan("slow", path="/api/usertoken/exchange", seconds=0.5, count=None)

    answers = await asyncio.gather(*(exchange(talk) for _ in range(3)))

    assert [each.status for each in answers] == [412, 412, 412]


async def test_consent_that_is_given_later_counts(talk: Talk, world: Sandbox) -> None:
    await talk("sign out")
    await talk("today")
    world.sign_ins.set_state(ALEX.teams_id, "graph", "consentRequired")
    refused = await exchange(talk)
    world.sign_ins.set_state(ALEX.teams_id, "graph", "signedOut")

    shown = await exchange(talk)

    assert refused.status == 412
    assert shown.text_of_card.startswith("Today")


async def test_a_later_sign_in_may_have_the_same_exchange_id(talk: Talk) -> None:
    for _ in range(2):
        await talk("sign out")
        card = oauth_card(await talk("today"))

        shown = await exchange(talk, card["tokenExchangeResource"]["id"])

        assert shown.text_of_card.startswith("Today")


async def test_an_exchange_that_nothing_waits_for_signs_in_and_says_so(talk: Talk, clock: Clock) -> None:
    await talk("sign out")
    await talk("today")
    clock.forward(minutes=16)

    shown = await exchange(talk)

    assert shown.texts == ["You are signed in. What can I do for you?"]


async def test_a_sign_in_that_a_press_began_asks_to_press_again(talk: Talk, teams: Teams) -> None:
    asked = await talk("move design review to 3pm tomorrow")
    await talk("sign out")
    await talk.press(asked, "Yes, move it")

    shown = await exchange(talk)

    assert shown.texts == ["You are signed in. Please press the card again."]


async def test_a_key_counts_for_ten_minutes_and_is_new_again_after_them(store: Store) -> None:
    moments = [NOW, NOW, NOW + DELIVERY_LIFE, NOW + DELIVERY_LIFE + timedelta(seconds=1)]

    assert [await store.deliveries.first_time("key", moment) for moment in moments] == [True, False, False, True]


async def test_an_expired_key_is_new_to_exactly_one(store: Store) -> None:
    await store.deliveries.first_time("key", NOW)
    later = NOW + DELIVERY_LIFE + timedelta(seconds=1)

    assert sorted(await asyncio.gather(*(store.deliveries.first_time("key", later) for _ in range(8)))) == [
        False
    ] * 7 + [True]


async def test_no_token_is_asked_for_where_none_is_needed(talk: Talk, world: Sandbox) -> None:
    await talk("help")

    assert (graph_calls(world), [call for call in world.requests if "usertoken" in call.raw_path]) == ([], [])
