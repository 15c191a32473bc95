"""What is read while nobody speaks: as the person or, where an administrator allowed it, as the app; never written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app import BACKGROUND, bot_app
from bot.background import AppReading, Background
from bot.settings import Settings
from bot.store import Owner
from graph import events
from graph.client import GraphClient
from graph.errors import NotAllowed, SignInNeeded, Unreachable
from graph.sandbox import Sandbox
from graph.span import Span
from tests.bot.commands.test_sign_in import code_of_the_page, sign_in_link
from tests.conftest import NOW, Clock, served
from tests.teams import ALEX, MEGAN, TENANT, Talk, Teams
from tests.world import graph_calls, writes

ALEX_HERE = Owner(TENANT, ALEX.entra_id)
OTHER_TENANT = "99999999-9999-4999-8999-999999999999"
TODAY = Span(NOW - timedelta(hours=12), NOW + timedelta(hours=12))
ROOT = Path(__file__).parent.parent.parent


@asynccontextmanager
async def bot_that_reads_as(reader: str, settings: Settings, clock: Clock) -> AsyncIterator[tuple[Background, Talk]]:
    teams = Teams()
    opened = bot_app(replace(settings, background_reading=reader), clock)
    async with opened as app, served(app) as url, served(teams.app()) as teams.service_url:
        teams.bot_url = f"{url}/api/messages"
        yield app[BACKGROUND], Talk(teams)


@pytest.fixture
async def as_person(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Background, Talk]]:
    async with bot_that_reads_as("person", settings, clock) as bot:
        yield bot


@pytest.fixture
async def as_app(settings: Settings, clock: Clock) -> AsyncIterator[tuple[Background, Talk]]:
    async with bot_that_reads_as("app", settings, clock) as bot:
        yield bot


async def graph_for(background: Background, owner: Owner = ALEX_HERE) -> GraphClient:
    graph = await background.graph_for(owner)
    assert graph is not None
    return graph


Bot = tuple[Background, Talk]


async def test_it_reads_as_the_person_while_microsoft_keeps_their_sign_in(as_person: Bot, world: Sandbox) -> None:
    background, talk = as_person
    await talk("help")

    found = await events.between(await graph_for(background), TODAY)

    assert found != []
    assert {call.person for call in graph_calls(world)} == {"alexw@contoso.com"}


async def test_without_a_sign_in_there_is_nothing_and_nobody_is_asked(as_person: Bot, world: Sandbox) -> None:
    background, talk = as_person
    await talk("sign out")
    sent = talk.teams.now

    assert await background.graph_for(ALEX_HERE) is None
    assert (sent.attachments, graph_calls(world)) == ([], [])


async def test_a_token_service_that_is_down_is_the_same_as_no_token(as_person: Bot, world: Sandbox) -> None:
    background, talk = as_person
    await talk("help")
    world.trouble.plan("unavailable", path="GetToken", count=None)

    assert await background.graph_for(ALEX_HERE) is None


async def test_a_token_that_graph_refuses_is_a_sign_in_that_is_needed(as_person: Bot, world: Sandbox) -> None:
    background, talk = as_person
    await talk("help")
    world.trouble.plan("claimsChallenge", path="/me/calendarView", count=None)

    with pytest.raises(SignInNeeded):
        await events.between(await graph_for(background), TODAY)


@pytest.mark.parametrize("reader", ["person", "app"])
@pytest.mark.parametrize("owner", [Owner(TENANT, MEGAN.entra_id), Owner(OTHER_TENANT, ALEX.entra_id)])
async def test_nobody_is_read_who_never_spoke_to_the_bot(
    owner: Owner, reader: str, settings: Settings, clock: Clock
) -> None:
    async with bot_that_reads_as(reader, settings, clock) as (background, talk):
        await talk("help")

        assert await background.graph_for(owner) is None


async def test_where_it_is_allowed_it_reads_as_the_app_at_the_persons_own_path(as_app: Bot, world: Sandbox) -> None:
    background, talk = as_app
    await talk("help")
    world.requests.clear()

    found = await events.between(await graph_for(background), TODAY)

    assert found != []
    assert {call.person for call in world.requests} == {None}
    assert all(call.raw_path.startswith(f"/v1.0/users/{ALEX.entra_id}/") for call in graph_calls(world))


async def test_the_app_reads_where_microsoft_has_no_token_of_the_person_any_more(as_app: Bot, world: Sandbox) -> None:
    background, talk = as_app
    await talk("help")
    world.sign_ins.set_state(ALEX.teams_id, "graph", "consentRequired")

    assert await events.between(await graph_for(background), TODAY) != []


async def test_whom_the_apps_permission_leaves_out_is_read_as_themselves(
    as_app: Bot, world: Sandbox, clock: Clock
) -> None:
    background, talk = as_app
    await talk("help")
    world.trouble.plan("retired", path=f"/users/{ALEX.entra_id}", status=403, count=None)

    found = await events.between(await graph_for(background), TODAY)
    left_out = {call.person for call in graph_calls(world) if "calendarView" in call.raw_path}
    world.trouble.clear()
    world.requests.clear()
    clock.forward(hours=1)
    await events.between(await graph_for(background), TODAY)

    assert found != []
    assert left_out == {"alexw@contoso.com"}
    assert {call.person for call in graph_calls(world)} == {None}


async def test_whether_the_app_may_read_somebody_is_asked_once_an_hour(
    as_app: Bot, world: Sandbox, clock: Clock
) -> None:
    background, talk = as_app
    await talk("help")
    world.requests.clear()

    for _ in range(4):
        await background.graph_for(ALEX_HERE)
        clock.forward(minutes=20)

    assert len(graph_calls(world)) == 2


async def test_where_graph_does_not_answer_the_app_the_person_is_tried(as_app: Bot, world: Sandbox) -> None:
    background, talk = as_app
    await talk("help")
    world.trouble.plan("unavailable", path=f"/users/{ALEX.entra_id}", count=None)

    assert await events.between(await graph_for(background), TODAY) != []


async def test_where_there_is_no_token_for_the_app_the_person_is_tried(as_app: Bot, clock: Clock) -> None:
    async def none() -> str:
        raise Unreachable(code="bot_token")

    background, talk = as_app
    await talk("help")
    parts = (background._graph, background._store, background._tokens)
    without_a_token = Background(*parts, AppReading(none, ""), clock)

    assert await events.between(await graph_for(without_a_token), TODAY) != []


async def test_who_signs_out_is_not_read_as_the_app_either_until_they_sign_in_again(
    as_app: Bot, world: Sandbox, world_url: str
) -> None:
    background, talk = as_app
    await talk("sign out")
    await talk("help")
    signed_out = await background.graph_for(ALEX_HERE)
    card = await talk("today")
    await talk(await code_of_the_page(world_url, sign_in_link(card)))

    assert signed_out is None
    assert await events.between(await graph_for(background), TODAY) != []


async def test_a_silent_sign_in_lets_the_app_read_again_too(as_app: Bot) -> None:
    background, talk = as_app
    await talk("sign out")
    await talk("today")
    value = {"id": "1", "connectionName": "graph", "token": "an-sso-token"}
    await talk.teams.send(talk.activity("invoke", name="signin/tokenExchange", value=value))

    assert await background.graph_for(ALEX_HERE) is not None


async def test_the_app_asks_for_no_bookings(as_app: Bot) -> None:
    background, talk = as_app
    await talk("help")
    graph = await graph_for(background)

    with pytest.raises(SignInNeeded):
        await graph.get(graph.v1.solutions.booking_businesses)


async def test_a_permission_counts_in_the_tenant_where_it_was_given() -> None:
    async def token() -> str:
        return "the app's token"

    reading = AppReading(token, TENANT.upper())

    assert reading.covers(Owner(TENANT, ALEX.entra_id))
    assert not reading.covers(Owner(OTHER_TENANT, ALEX.entra_id))


# --- never a write ----------------------------------------------------------------------------------------------------


async def test_microsoft_refuses_the_app_a_write(as_app: Bot, world: Sandbox) -> None:
    background, talk = as_app
    await talk("help")
    graph = await graph_for(background)
    event = (await events.between(graph, TODAY))[0]

    with pytest.raises(NotAllowed):
        await graph.patch(graph.me.events.by_event_id(event.id), {"subject": "Another"})


async def test_what_a_person_confirms_is_written_as_the_person(as_app: Bot, world: Sandbox) -> None:
    _, talk = as_app

    await talk.press(await talk("move design review to 3pm tomorrow"), "Yes, move it")
    await talk.press(await talk("meet ACME-1234 tomorrow 15:00"), "Yes, make it")
    await talk.press(await talk("move Grady to 16:00"), "Yes, move it")

    assert len(writes(world)) >= 3
    assert {call.person for call in writes(world)} == {"alexw@contoso.com"}


def test_only_the_background_and_the_doctor_act_as_the_app() -> None:
    files = [ROOT / "app.py", *(ROOT / "bot").rglob("*.py"), *(ROOT / "cards").rglob("*.py")]

    acting = [file.relative_to(ROOT).as_posix() for file in files if "as_app" in file.read_text("utf-8")]

    assert sorted(acting) == ["bot/background.py", "bot/consent.py"]
