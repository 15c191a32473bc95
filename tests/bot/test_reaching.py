"""Messages that the bot starts: where they go, and to whom they no longer go."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from app import BACKGROUND, REACH, bot_app
from bot.background import Background
from bot.connector import SendFailed
from bot.reaching import Reach, card_message
from bot.settings import Settings
from bot.store import Owner, Store
from graph.sandbox import Sandbox
from tests.bot.channel import RefusingTeams
from tests.conftest import Clock, served
from tests.teams import ALEX, BOT, MEGAN, PRIVATE_CHAT, TENANT, Json, Talk

ALEX_HERE = Owner(TENANT, ALEX.entra_id)
HELLO = {"text": "Standup starts in 10 min."}


@dataclass
class Bot:
    """A bot that Alex has written to."""

    teams: RefusingTeams
    talk: Talk
    reach: Reach
    background: Background


@pytest.fixture
async def bot(settings: Settings, clock: Clock) -> AsyncIterator[Bot]:
    teams = RefusingTeams()
    opened = bot_app(replace(settings, background_reading="app"), clock)
    async with opened as app, served(app) as url, served(teams.app()) as teams.service_url:
        teams.bot_url = f"{url}/api/messages"
        bot = Bot(teams, Talk(teams), app[REACH], app[BACKGROUND])
        await bot.talk("help")
        teams.heard.clear()
        yield bot


async def refused_with(bot: Bot, activity: Json) -> str:
    with pytest.raises(SendFailed) as raised:
        await bot.reach.send(ALEX_HERE, activity)
    return raised.value.reason


async def test_a_message_goes_to_the_private_chat_with_everything_that_teams_wants_to_know(bot: Bot) -> None:
    message_id = await bot.reach.send(ALEX_HERE, HELLO)

    ((method, path, activity),) = bot.teams.heard
    assert (method, path) == ("POST", f"/v3/conversations/{PRIVATE_CHAT['id']}/activities")
    assert message_id != ""
    assert activity == {
        "type": "message",
        "text": "Standup starts in 10 min.",
        "channelId": "msteams",
        "serviceUrl": bot.teams.service_url,
        "from": {"id": BOT["id"]},
        "recipient": {"id": ALEX.teams_id, "aadObjectId": ALEX.entra_id},
        "conversation": {"id": PRIVATE_CHAT["id"], "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
    }


async def test_a_card_is_announced_by_what_it_says(bot: Bot) -> None:
    card = {"type": "AdaptiveCard", "version": "1.5", "speak": "Standup starts in 10 min.", "body": []}

    await bot.reach.send(ALEX_HERE, card_message(card))

    _, _, activity = bot.teams.heard[0]
    assert activity["summary"] == "Standup starts in 10 min."
    assert activity["attachments"] == [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]


async def test_a_message_can_be_replaced(bot: Bot) -> None:
    message_id = await bot.reach.send(ALEX_HERE, HELLO)

    await bot.reach.update(ALEX_HERE, message_id, {"text": "Standup has moved."})

    method, path, activity = bot.teams.heard[-1]
    assert (method, path) == ("PUT", f"/v3/conversations/{PRIVATE_CHAT['id']}/activities/{message_id}")
    assert activity["text"] == "Standup has moved."


async def test_what_was_said_in_a_group_is_no_way_to_somebody(bot: Bot) -> None:
    await bot.talk.as_member(MEGAN).in_chat("groupChat")("help")

    assert await bot.reach.reference(Owner(TENANT, MEGAN.entra_id)) is None


async def test_somebody_who_writes_from_another_place_is_reached_there(bot: Bot) -> None:
    moved = replace(bot.talk, chat={**PRIVATE_CHAT, "id": "a:another"})
    await moved("help")

    await bot.reach.send(ALEX_HERE, HELLO)

    assert bot.teams.heard[-1][1] == "/v3/conversations/a:another/activities"


# --- blocked, removed, gone -------------------------------------------------------------------------------------------

LOST = {
    "blocked": (403, "ConversationBlockedByUser", "blocked"),
    "switched off by the administrator": (403, "BotDisabledByAdmin", "blocked"),
    "removed": (403, "BotNotInConversationRoster", "not_in_roster"),
    "the chat is gone": (404, "ConversationNotFound", "gone"),
}


@pytest.mark.parametrize("how", LOST)
async def test_who_cannot_be_written_to_is_left_alone_until_they_write(how: str, bot: Bot) -> None:
    status, code, reason = LOST[how]
    bot.teams.refuses = [(status, code)]

    reasons = [await refused_with(bot, HELLO), await refused_with(bot, HELLO)]
    tried = len(bot.teams.heard)
    nobody, unread = await bot.reach.reference(ALEX_HERE), await bot.background.graph_for(ALEX_HERE)
    await bot.talk("help")
    again = await bot.reach.send(ALEX_HERE, HELLO)

    assert (reasons, tried) == ([reason, "gone"], 1)
    assert (nobody, unread) == (None, None)
    assert again != ""


PASSING = [(500, "ServiceError"), (413, "MessageSizeTooBig"), (400, "BadSyntax"), (401, "BotNotRegistered")]


@pytest.mark.parametrize(("status", "code"), PASSING)
async def test_what_may_pass_leaves_the_person_reachable(status: int, code: str, bot: Bot) -> None:
    bot.teams.refuses = [(status, code)]
    await refused_with(bot, HELLO)

    assert await bot.reach.send(ALEX_HERE, HELLO) != ""


@pytest.mark.parametrize("status", [412, 429, 502, 503])
async def test_a_message_is_tried_once_because_the_ledger_knows_when_to_try_again(status: int, bot: Bot) -> None:
    bot.teams.refuses = [(status, "")] * 4

    await refused_with(bot, HELLO)

    assert len(bot.teams.heard) == 1


async def test_a_message_that_is_gone_is_not_a_chat_that_is_gone(bot: Bot) -> None:
    bot.teams.refuses = [(404, "SomethingNew")]
    with pytest.raises(SendFailed):
        await bot.reach.update(ALEX_HERE, "1", HELLO)

    assert await bot.reach.reference(ALEX_HERE) is not None


async def test_who_wrote_while_a_message_failed_is_there_again(store: Store, clock: Clock) -> None:
    where: Any = {"teams_id": "29:x", "zone": "UTC", "locale": "en-US", "chat": {"service_url": "", "chat_id": "a:1"}}
    began_at = clock.now
    clock.forward(seconds=1)
    await store.people.remember(ALEX_HERE, **where, now=clock.now)

    marked = await store.people.mark_inactive(ALEX_HERE, "blocked", began_at)

    known = await store.people.find_chat(ALEX_HERE)
    assert (marked, known and known.lost) == (False, "")


REMOVED = {
    "the app": {"type": "installationUpdate", "action": "remove"},
    "the bot from the chat": {"type": "conversationUpdate", "membersRemoved": [{"id": BOT["id"]}]},
}


@pytest.mark.parametrize("what", REMOVED)
async def test_somebody_who_removes_the_bot_is_let_go_in_silence(what: str, bot: Bot, world: Sandbox) -> None:
    activity = dict(REMOVED[what])

    shown = await bot.teams.send(bot.talk.activity(activity.pop("type"), **activity))

    assert (shown.status, bot.teams.heard) == (200, [])
    assert await bot.reach.reference(ALEX_HERE) is None
    assert await bot.background.graph_for(ALEX_HERE) is None
    assert world.sign_ins.state(ALEX.teams_id, "graph") == "signedOut"


NOT_REMOVED = {
    "an upgrade": ({"type": "installationUpdate", "action": "remove-upgrade"}, PRIVATE_CHAT),
    "somebody else left": ({"type": "conversationUpdate", "membersRemoved": [{"id": MEGAN.teams_id}]}, PRIVATE_CHAT),
    "a group removed it": (
        {"type": "conversationUpdate", "membersRemoved": [{"id": BOT["id"]}]},
        {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT},
    ),
}


@pytest.mark.parametrize("what", NOT_REMOVED)
async def test_other_news_leave_the_person_reachable(what: str, bot: Bot) -> None:
    activity, chat = NOT_REMOVED[what]
    activity = dict(activity)

    await bot.teams.send(bot.talk.activity(activity.pop("type"), **activity, conversation=chat))

    assert await bot.reach.reference(ALEX_HERE) is not None


async def test_a_token_service_that_is_down_does_not_keep_anybody(bot: Bot, world: Sandbox) -> None:
    world.trouble.plan("unavailable", path="SignOut", count=None)

    shown = await bot.teams.send(bot.talk.activity("installationUpdate", action="remove"))

    assert shown.status == 200
    assert await bot.reach.reference(ALEX_HERE) is None


async def test_adding_the_bot_again_opens_the_way_again(bot: Bot) -> None:
    await bot.teams.send(bot.talk.activity("installationUpdate", action="remove"))

    shown = await bot.teams.send(bot.talk.activity("installationUpdate", action="add"))

    assert shown.text_of_card.startswith("Hello!")
    assert await bot.reach.reference(ALEX_HERE) is not None


# --- what is stored ---------------------------------------------------------------------------------------------------


def overwrite_chat(settings: Settings, chat: str) -> None:
    connection = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))
    with connection:
        connection.execute("UPDATE people SET chat = ?", (chat,))
    connection.close()


async def test_a_stored_address_that_is_not_of_teams_gets_nothing(bot: Bot, settings: Settings) -> None:
    overwrite_chat(settings, '{"service_url": "https://evil.example/", "chat_id": "a:1", "bot_id": "28:x"}')

    assert await refused_with(bot, HELLO) == "refused"
    assert bot.teams.heard == []


async def test_a_chat_as_another_version_kept_it_is_none_until_the_person_writes(bot: Bot, settings: Settings) -> None:
    overwrite_chat(settings, '{"id": "a:1", "serviceUrl": "https://smba.trafficmanager.net/emea/"}')

    assert await refused_with(bot, HELLO) == "gone"


async def test_nobody_is_written_to_who_never_wrote(bot: Bot) -> None:
    with pytest.raises(SendFailed):
        await bot.reach.send(Owner(TENANT, MEGAN.entra_id), HELLO)
