"""Graph's change notifications: validated, believed only with their secret, renewed, and never more than a hint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from app import REMINDERS, bot_app
from bot.adapter import LARGEST_BODY_BYTES
from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.bot.reminders.desk import OWNER, Desk
from tests.conftest import NOW, Clock, free_port, served
from tests.teams import Json, Talk, Teams
from tests.world import graph_calls

HEADERS = {"Content-Type": "application/json"}


@dataclass
class Told(Desk):
    """A desk where Graph can reach the bot."""

    url: str
    session: ClientSession

    async def notify(self, body: Any) -> int:
        """What Graph posts; the status of the answer."""
        async with self.session.post(self.url, json=body) as answer:
            return answer.status

    @property
    def subscriptions(self) -> list[Json]:
        """What Graph was asked to tell of."""
        return list(self.world.organisation.subscriptions.values())

    def notice(self, **more: Any) -> Json:
        """A notification as Graph sends it."""
        (made,) = self.subscriptions
        known = {"subscriptionId": made["id"], "clientState": made["clientState"], "changeType": "updated"}
        return {"value": [{**known, "resource": "users/x/events/y", **more}]}

    async def reads(self) -> int:
        """How often the calendar was looked at since the last time this was asked."""
        await self.settle()
        looks = [call for call in graph_calls(self.world) if "/calendarView/delta" in call.raw_path]
        self.world.requests.clear()
        return len(looks)


@pytest.fixture
async def told(settings: Settings, clock: Clock, world: Sandbox) -> AsyncIterator[Told]:
    teams, port = Teams(), free_port()
    url = f"http://127.0.0.1:{port}/api/notifications"
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(bot_app(replace(settings, notification_url=url), clock))
        bot_url = await stack.enter_async_context(served(app, port))
        teams.service_url = await stack.enter_async_context(served(teams.app()))
        teams.bot_url = f"{bot_url}/api/messages"
        session = await stack.enter_async_context(ClientSession())
        told = Told(Talk(teams), teams, clock, world, app[REMINDERS], url, session)
        await told("remind me 10 min before")
        await told.wait(minutes=15)
        world.requests.clear()
        yield told


async def test_graph_is_asked_to_tell_of_changes_and_tries_the_address_first(told: Told) -> None:
    (made,) = told.subscriptions

    assert (made["resource"], made["changeType"]) == ("/me/events", "created,updated,deleted")
    assert made["notificationUrl"] == made["lifecycleNotificationUrl"] == told.url
    assert made["expirationDateTime"] == "2026-03-12T12:45:00.0000000Z"


async def test_a_validation_token_is_given_back_as_plain_text(told: Told) -> None:
    """A token with everything that an address may hold, and what a browser would take for a page."""
    token = "Validation: <script>alert(1)</script> 日本 &%+ 1"

    async with told.session.post(told.url, params={"validationToken": token}) as answer:
        text = await answer.text()

    assert (answer.status, answer.content_type, text) == (200, "text/plain", token)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_change_is_read_at_once(told: Told) -> None:
    await told.add("Budget", "2026-03-06T15:00")

    status = await told.notify(told.notice())
    await told.settle()

    assert status == 202
    assert await told.of("Budget") == [("pending", None)]


async def test_a_hundred_notifications_of_one_change_are_one_look(told: Told) -> None:
    body = {"value": told.notice()["value"] * 100}

    await told.notify(body)
    await told.notify(body)

    assert await told.reads() <= 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"clientState": "guessed"},
        {"clientState": None},
        {"clientState": ""},
        {"subscriptionId": "other"},
        {"subscriptionId": ["a list"]},
        {"subscriptionId": {"an": "object"}},
        {"subscriptionId": "with a NUL \0"},
        {"clientState": ["a list"], "lifecycleEvent": {"an": "object"}},
    ],
    ids=str,
)
async def test_what_does_not_carry_the_secret_is_left_alone(wrong: Json, told: Told) -> None:
    status = await told.notify(told.notice(**wrong))

    assert (status, await told.reads()) == (202, 0)


@pytest.mark.parametrize("body", [[], {}, {"value": 1}, {"value": ["x"]}, "x"], ids=str)
async def test_what_is_no_list_of_notifications_is_refused(body: Any, told: Told) -> None:
    assert await told.notify(body) == 400


async def test_however_many_are_forged_they_are_one_question_to_the_store(told: Told) -> None:
    forged = [{"subscriptionId": f"forged-{number}", "clientState": "guessed"} for number in range(3000)]
    asked, run = [], told.store.watches._database.run

    async def counted(operation: Any) -> Any:
        asked.append(operation)
        return await run(operation)

    told.store.watches._database.run = counted  # type: ignore[method-assign, assignment]
    status = await told.notify({"value": [*forged, *told.notice()["value"]]})
    told.store.watches._database.run = run  # type: ignore[method-assign]

    assert (status, await told.reads()) == (202, 1)
    assert len(asked) < 10


async def test_what_is_too_large_is_refused(told: Told) -> None:
    assert await told.notify({"value": [], "more": "x" * LARGEST_BODY_BYTES}) == 413


async def test_a_name_of_an_encoding_that_nobody_knows_is_not_believed(told: Told) -> None:
    headers = {"Content-Type": "application/json; charset=nothing"}

    async with told.session.post(told.url, data=b'{"value": []}', headers=headers) as answer:
        assert answer.status == 202


async def test_a_validation_token_longer_than_an_address_is_refused(told: Told) -> None:
    async with told.session.post(told.url, params={"validationToken": "x" * 20_000}) as answer:
        assert answer.status == 400


async def test_what_is_no_json_is_refused(told: Told) -> None:
    async with told.session.post(told.url, data="{", headers=HEADERS) as answer:
        assert answer.status == 400


async def test_the_secret_itself_is_not_kept(told: Told) -> None:
    everything = str(await told.store.people.everything(OWNER))

    assert told.subscriptions[0]["clientState"] not in everything


async def test_with_notifications_the_calendar_is_read_once_an_hour(told: Told) -> None:
    watch = await told.store.watches.find(OWNER)

    assert watch is not None
    assert watch.read_next_at == NOW + timedelta(minutes=75)


async def test_it_is_renewed_at_half_of_its_life(told: Told) -> None:
    await told.leap(days=2, hours=23)
    before = told.subscriptions[0]["expirationDateTime"]
    await told.leap(hours=2)

    assert before == "2026-03-12T12:45:00.0000000Z"
    assert told.subscriptions[0]["expirationDateTime"] == "2026-03-15T13:45:00.0000000Z"


async def test_one_that_ran_out_is_made_anew(told: Told) -> None:
    await told.leap(days=8)

    assert [each["expirationDateTime"][:10] for each in told.subscriptions] == ["2026-03-12", "2026-03-20"]


async def test_when_graph_wants_it_authorised_again_it_is_renewed_at_once(told: Told) -> None:
    await told.leap(days=1)

    await told.notify(told.notice(lifecycleEvent="reauthorizationRequired"))
    await told.settle()

    assert told.subscriptions[0]["expirationDateTime"] == "2026-03-13T12:45:00.0000000Z"


async def test_when_graph_removed_it_it_is_made_anew_and_the_calendar_is_read(told: Told) -> None:
    notice = told.notice(lifecycleEvent="subscriptionRemoved")
    told.world.organisation.subscriptions.clear()

    await told.notify(notice)

    assert await told.reads() >= 1
    assert len(told.subscriptions) == 1


async def test_when_graph_missed_some_the_calendar_is_read(told: Told) -> None:
    await told.notify(told.notice(lifecycleEvent="missed"))

    assert await told.reads() >= 1


async def test_where_graph_refuses_the_calendar_is_read_every_quarter_of_an_hour(desk: Desk) -> None:
    """This bot has no address that Graph could reach."""
    await desk("remind me 10 min before")
    watch = await desk.store.watches.find(OWNER)

    assert watch is not None
    assert watch.read_next_at == NOW + timedelta(minutes=15)
    assert desk.world.organisation.subscriptions == {}


async def test_after_signing_out_nothing_is_believed_any_more(told: Told) -> None:
    notice = told.notice()
    await told("sign out")
    told.world.requests.clear()

    status = await told.notify(notice)

    assert (status, await told.reads()) == (202, 0)
