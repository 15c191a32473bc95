"""Many people, devices and processes at once: nobody's token is used for another, nothing happens twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from app import bot_app
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.bot.channel import RefusingTeams
from tests.bot.commands.test_sign_in import exchange
from tests.conftest import Clock, served
from tests.teams import ALEX, Member, Talk, Teams
from tests.world import graph_calls

PEOPLE = 100


@pytest.fixture
def hundred(world: Sandbox) -> list[Member]:
    """People who have just joined the organisation."""
    alex, organisation = world.organisation.person(ALEX.entra_id), world.organisation
    members = [
        Member(f"Person {number}", f"29:person-{number}", f"55555555-5555-4555-8555-{number:012}")
        for number in range(PEOPLE)
    ]
    for number, member in enumerate(members):
        email = f"person{number}@contoso.com"
        person = replace(alex, id=member.entra_id, teams_id=member.teams_id, name=member.name, email=email)
        organisation.people[person.id] = person
        mailbox = replace(organisation.mailboxes[alex.id], id=person.id, name=person.name, email=email, events={})
        organisation.mailboxes[person.id] = mailbox
    return members


@pytest.fixture
async def teams(settings: Settings, clock: Clock) -> AsyncIterator[RefusingTeams]:
    teams = RefusingTeams()
    async with bot_app(settings, clock) as app, served(app) as url, served(teams.app()) as teams.service_url:
        teams.bot_url = f"{url}/api/messages"
        yield teams


async def test_a_hundred_people_sign_in_and_command_at_once_each_with_their_own_token(
    teams: RefusingTeams, hundred: list[Member], world: Sandbox
) -> None:
    async def come_in(number: int, who: Member) -> None:
        talk = Talk(teams, who, chat={"id": f"chat-{number}", "conversationType": "personal"})
        world.sign_ins.set_state(who.teams_id, "graph", "signedOut")
        await talk("sign in")
        await exchange(talk)

    await asyncio.gather(*(come_in(number, who) for number, who in enumerate(hundred)))

    answers = {path.split("/")[3]: activity["text"] for _, path, activity in teams.heard if activity.get("text")}
    assert answers == {f"chat-{number}": f"You are signed in as Person {number}." for number in range(PEOPLE)}
    asked = [call.person for call in graph_calls(world) if call.raw_path.startswith("/v1.0/me?")]
    assert sorted(asked) == sorted(f"person{number}@contoso.com" for number in range(PEOPLE))


@pytest.mark.parametrize(("state", "status"), [("signedOut", 200), ("consentRequired", 412)])
async def test_the_same_exchange_on_two_processes_is_done_once_and_all_hear_how_it_went(
    state: Any, status: int, new_postgres: str, world: Sandbox, world_url: str, clock: Clock
) -> None:
    settings = Settings(graph_base_url=world_url, token_service_url=world_url, database_url=new_postgres)
    async with AsyncExitStack() as stack:
        talks = []
        numbers = count(1)  # one Teams: it gives no two activities the same id
        for _ in range(2):
            teams = Teams()
            teams._numbers = numbers
            app = await stack.enter_async_context(bot_app(settings, clock))
            teams.bot_url = f"{await stack.enter_async_context(served(app))}/api/messages"
            teams.service_url = await stack.enter_async_context(served(teams.app()))
            talks.append(Talk(teams, ALEX))
        await talks[0]("sign out")
        await talks[0]("today")
        world.sign_ins.set_state(ALEX.teams_id, "graph", state)
        world.trouble.plan("slow", path="/api/usertoken/exchange", seconds=0.5, count=None)

        shown = await asyncio.gather(*(exchange(each) for each in (talks[0], talks[1], talks[1])))

    assert {each.status for each in shown} == {status}
    assert len([call for call in world.requests if call.raw_path.startswith("/api/usertoken/exchange")]) == 1
