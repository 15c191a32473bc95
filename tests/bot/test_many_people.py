"""Many people, devices and processes at once: nobody's token is used for another, nothing happens twice."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

from app import bot_app
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.conftest import Clock, served
from tests.teams import ALEX, Member, Talk, Teams
from tests.world import graph_calls

PEOPLE = 100


async def test_a_hundred_people_at_once_each_with_their_own_token(talk: Talk, world: Sandbox) -> None:
    known = [person for person in world.organisation.people.values() if person.teams_id]
    everybody = [known[number % len(known)] for number in range(PEOPLE)]
    talks = [
        replace(talk, who=Member(person.name, person.teams_id, person.id), chat={**talk.chat, "id": f"a:{number}"})
        for number, person in enumerate(everybody)
    ]

    shown = await asyncio.gather(*(each("sign in") for each in talks))

    assert {each.status for each in shown} == {200}
    asked = [call for call in graph_calls(world) if call.raw_path.startswith("/v1.0/me")]
    assert len(asked) == PEOPLE
    assert sorted(call.person for call in asked) == sorted(person.email for person in everybody)


async def test_the_same_exchange_on_two_processes_is_done_once(
    new_postgres: str, world: Sandbox, world_url: str, clock: Clock
) -> None:
    settings = Settings(graph_base_url=world_url, token_service_url=world_url, database_url=new_postgres)
    value = {"id": "exchange-1", "connectionName": "graph", "token": "an-sso-token"}
    async with AsyncExitStack() as stack:
        talks = []
        for _ in range(2):
            teams = Teams()
            app = await stack.enter_async_context(bot_app(settings, clock))
            teams.bot_url = f"{await stack.enter_async_context(served(app))}/api/messages"
            teams.service_url = await stack.enter_async_context(served(teams.app()))
            talks.append(Talk(teams, ALEX))
        await talks[0]("sign out")
        await talks[0]("today")

        shown = await asyncio.gather(
            *(
                each.teams.send(each.activity("invoke", name="signin/tokenExchange", value=value))
                for each in (talks[0], talks[1], talks[1])
            )
        )

    assert {each.status for each in shown} == {200}
    assert len([call for call in world.requests if call.raw_path.startswith("/api/usertoken/exchange")]) == 1
