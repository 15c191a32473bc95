"""When Teams is busy, gone, or not Teams at all: tries, order, and the reason why a message was not taken."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot import connector
from bot.clouds import BOT_CLOUDS
from bot.connector import Outbox, SendFailed
from bot.settings import is_this_machine
from graph.errors import Unreachable
from tests.conftest import NOW, Clock, served

Json = dict[str, Any]
HELLO = {"type": "message", "text": "hello"}


@dataclass
class Trouble:
    """One answer that is not the usual one."""

    status: int
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False  #: closes the connection after the message arrived


@dataclass
class Teams:
    """A connector that does what a test plans, and then takes every message."""

    planned: list[Trouble] = field(default_factory=list)
    heard: list[tuple[str, str, Any]] = field(default_factory=list)  #: method, conversation, text
    taken: list[str] = field(default_factory=list)  #: texts
    tokens: set[str] = field(default_factory=set)
    url: str = ""

    def app(self) -> web.Application:
        app = web.Application()
        for path in ("/v3/conversations/{chat}/activities", "/v3/conversations/{chat}/activities/{id}"):
            app.router.add_post(path, self._take)
        app.router.add_put(path, self._take)
        app.router.add_route("*", "/stolen", self._take)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.heard.append((request.method, request.match_info.get("chat", request.path), activity["text"]))
        self.tokens.add(request.headers.get("Authorization", ""))
        if self.planned:
            trouble = self.planned.pop(0)
            if trouble.cut:
                assert request.transport is not None
                request.transport.close()
            return web.json_response({"error": {"code": trouble.code}}, status=trouble.status, headers=trouble.headers)
        self.taken.append(activity["text"])
        return web.json_response({"id": f"id-{len(self.taken)}"}, status=201)


@dataclass
class Pauses:
    """Waits that take no time, and are remembered."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def bot_token() -> str:
    return "the bot's own token"


Make = Callable[..., Outbox]


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    teams = Teams()
    async with served(teams.app()) as teams.url:
        yield teams


@pytest.fixture
async def make(pauses: Pauses, clock: Clock) -> AsyncIterator[Make]:
    async with ClientSession() as session:

        def make(
            may_send_to: Callable[[str], bool] = is_this_machine,
            token: Callable[[], Awaitable[str]] = bot_token,
            other: str = "",
            pause: Callable[[float], Awaitable[None]] = pauses,
        ) -> Outbox:
            return Outbox(session, token, may_send_to, clock, other_service_url=other, pause=pause)

        yield make


@pytest.fixture
def outbox(make: Make) -> Outbox:
    return make()


async def test_a_message_arrives_with_the_bots_token(outbox: Outbox, teams: Teams) -> None:
    message_id = await outbox.send(teams.url, "19:a b/c@thread", HELLO)

    assert message_id == "id-1"
    assert teams.heard == [("POST", "19:a b/c@thread", "hello")]
    assert teams.tokens == {"Bearer the bot's own token"}


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_passes_is_tried_again(status: int, outbox: Outbox, teams: Teams, pauses: Pauses) -> None:
    teams.planned = [Trouble(status), Trouble(status)]

    await outbox.send(teams.url, "chat", HELLO)

    assert teams.taken == ["hello"]
    assert len(pauses.seconds) == 2
    assert 0 < pauses.seconds[0] < pauses.seconds[1]


@pytest.mark.parametrize(
    ("trouble", "reason", "sent"),
    [
        (Trouble(400, "BadSyntax"), "refused", 1),
        (Trouble(401, "BotNotRegistered"), "refused", 1),
        (Trouble(403, "ConversationBlockedByUser"), "blocked", 1),
        (Trouble(403, "BotDisabledByAdmin"), "blocked", 1),
        (Trouble(403, "MessageWritesBlocked"), "blocked", 1),
        (Trouble(403, "BotNotInConversationRoster"), "not_in_roster", 1),
        (Trouble(403, "ForbiddenOperationException"), "not_in_roster", 1),
        (Trouble(404, "ForbiddenOperationException"), "not_in_roster", 1),
        (Trouble(403, "SomethingNew"), "refused", 1),
        (Trouble(404, "ConversationNotFound"), "gone", 1),
        (Trouble(413, "MessageSizeTooBig"), "too_large", 1),
        (Trouble(500, "ServiceError"), "unreachable", 1),
        (Trouble(429, "Throttled"), "throttled", 4),
        (Trouble(503), "unreachable", 4),
        (Trouble(412), "unreachable", 4),
    ],
    ids=lambda each: f"{each.status} {each.code}" if isinstance(each, Trouble) else str(each),
)
async def test_what_does_not_pass_has_a_reason(
    trouble: Trouble, reason: str, sent: int, outbox: Outbox, teams: Teams
) -> None:
    teams.planned = [trouble] * 4

    with pytest.raises(SendFailed) as raised:
        await outbox.send(teams.url, "chat", HELLO)

    assert (raised.value.reason, raised.value.status) == (reason, trouble.status)
    assert len(teams.heard) == sent


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [("7", [7.0]), (format_datetime(NOW.replace(second=9), usegmt=True), [9.0])],
)
async def test_teams_says_how_long_to_wait(
    retry_after: str, waited: list[float], outbox: Outbox, teams: Teams, pauses: Pauses
) -> None:
    teams.planned = [Trouble(429, headers={"Retry-After": retry_after})]

    await outbox.send(teams.url, "chat", HELLO)

    assert pauses.seconds == waited


@pytest.mark.parametrize("retry_after", ["soon", "-5", "٣", "", "0", "Fri, 06 Mar 2026 12:29:00 GMT"])
async def test_a_wait_that_cannot_be_read_is_guessed(
    retry_after: str, outbox: Outbox, teams: Teams, pauses: Pauses
) -> None:
    teams.planned = [Trouble(429, headers={"Retry-After": retry_after})]

    await outbox.send(teams.url, "chat", HELLO)

    assert 0.5 < pauses.seconds[0] < 2


async def test_a_wait_that_is_too_long_is_left_to_the_caller(outbox: Outbox, teams: Teams, pauses: Pauses) -> None:
    teams.planned = [Trouble(429, headers={"Retry-After": "600"})]

    with pytest.raises(SendFailed) as raised:
        await outbox.send(teams.url, "chat", HELLO)

    assert (raised.value.reason, raised.value.retry_after_seconds) == ("throttled", 600)
    assert pauses.seconds == []


@pytest.mark.parametrize("retry_after", ["9" * 400, "99999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_wait_that_is_longer_than_a_clock_goes_is_a_day(retry_after: str, outbox: Outbox, teams: Teams) -> None:
    teams.planned = [Trouble(429, headers={"Retry-After": retry_after})]

    with pytest.raises(SendFailed) as raised:
        await outbox.send(teams.url, "chat", HELLO)

    assert raised.value.retry_after_seconds == 24 * 60 * 60


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_is_to_be_tried_once_is_tried_once(
    status: int, outbox: Outbox, teams: Teams, pauses: Pauses
) -> None:
    teams.planned = [Trouble(status, headers={"Retry-After": "2"})]

    with pytest.raises(SendFailed) as raised:
        await outbox.send(teams.url, "chat", HELLO, tries=1)

    assert (raised.value.status, raised.value.retry_after_seconds) == (status, 2)
    assert (len(teams.heard), pauses.seconds) == (1, [])


async def test_a_bot_that_teams_does_not_know_is_an_alarm_in_the_log(
    outbox: Outbox, teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    teams.planned = [Trouble(401, "BotNotRegistered"), Trouble(403, "ConversationBlockedByUser")]

    for _ in range(2):
        with pytest.raises(SendFailed):
            await outbox.send(teams.url, "chat", HELLO)

    levels = [record.levelname for record in caplog.records if record.name == "nudge.connector"]
    assert levels == ["ERROR", "WARNING"]


async def test_a_message_whose_answer_was_lost_is_not_sent_twice(outbox: Outbox, teams: Teams) -> None:
    teams.planned = [Trouble(200, cut=True)]

    with pytest.raises(SendFailed) as raised:
        await outbox.send(teams.url, "chat", HELLO)

    assert raised.value.reason == "unreachable"
    assert len(teams.heard) == 1


async def test_an_update_whose_answer_was_lost_is_sent_again(outbox: Outbox, teams: Teams) -> None:
    teams.planned = [Trouble(200, cut=True)]

    await outbox.update(teams.url, "chat", "1", HELLO)

    assert teams.taken == ["hello"]


async def test_an_update_of_a_message_that_is_gone_becomes_a_new_one(outbox: Outbox, teams: Teams) -> None:
    teams.planned = [Trouble(404, "ActivityNotFoundInConversation")]

    await outbox.update(teams.url, "chat", "1", HELLO)

    assert [method for method, _, _ in teams.heard] == ["PUT", "POST"]


async def test_a_message_that_is_tried_again_is_not_overtaken(outbox: Outbox, teams: Teams) -> None:
    teams.planned = [Trouble(429, headers={"Retry-After": "1"}), Trouble(503)]

    await asyncio.gather(*(outbox.send(teams.url, "chat", {**HELLO, "text": str(number)}) for number in range(5)))

    assert teams.taken == ["0", "1", "2", "3", "4"]


async def test_a_busy_chat_does_not_hold_up_another(make: Make, teams: Teams) -> None:
    waits, go_on = asyncio.Event(), asyncio.Event()
    teams.planned = [Trouble(429)]

    async def hold(_: float) -> None:
        waits.set()
        await go_on.wait()

    outbox = make(pause=hold)
    busy = asyncio.create_task(outbox.send(teams.url, "busy", {**HELLO, "text": "busy"}))
    await waits.wait()

    await outbox.send(teams.url, "other", {**HELLO, "text": "other"})
    go_on.set()
    await busy

    assert teams.taken == ["other", "busy"]


async def test_a_chat_that_too_many_messages_wait_for_takes_no_more(
    outbox: Outbox, teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connector, "MOST_WAITING", 3)

    sent = await asyncio.gather(*(outbox.send(teams.url, "chat", HELLO) for _ in range(5)), return_exceptions=True)

    assert [type(each) for each in sent] == [str, str, str, SendFailed, SendFailed]


async def test_chats_nobody_writes_to_are_forgotten(outbox: Outbox, teams: Teams) -> None:
    teams.planned = [Trouble(403)]
    await asyncio.gather(
        *(outbox.send(teams.url, f"chat-{number}", HELLO) for number in range(20)), return_exceptions=True
    )

    assert len(outbox.turnstile) == 0


async def test_a_redirect_is_not_followed(outbox: Outbox, teams: Teams) -> None:
    teams.planned = [Trouble(307, headers={"Location": f"{teams.url}/stolen"})]

    with pytest.raises(SendFailed):
        await outbox.send(teams.url, "chat", HELLO)

    assert [chat for _, chat, _ in teams.heard] == ["chat"]


async def test_a_stored_address_that_is_not_teams_gets_nothing(make: Make, teams: Teams) -> None:
    outbox = make(may_send_to=BOT_CLOUDS["Public"].has)

    with pytest.raises(SendFailed) as raised:
        await outbox.send(teams.url, "chat", HELLO)

    assert (raised.value.reason, teams.heard) == ("refused", [])


async def test_without_a_token_of_its_own_the_bot_sends_nothing(make: Make, teams: Teams) -> None:
    async def none() -> str:
        raise Unreachable(code="bot_token")

    with pytest.raises(SendFailed) as raised:
        await make(token=none).send(teams.url, "chat", HELLO)

    assert (raised.value.reason, teams.heard) == ("unreachable", [])


async def test_a_tenant_of_another_host_is_tried_there_once(make: Make, teams: Teams) -> None:
    teams.planned = [Trouble(403, "InvalidBotApiHost")]

    await make(other=teams.url).send(teams.url, "chat", HELLO)

    assert (len(teams.heard), teams.taken) == (2, ["hello"])


async def test_no_log_line_has_words_tokens_or_chats(
    outbox: Outbox, teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    teams.planned = [Trouble(400, "Bad code with canary-word")]

    with pytest.raises(SendFailed):
        await outbox.send(teams.url, "19:canary-chat", {"type": "message", "text": "canary-word"})

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("nudge")]
    assert len(lines) == 1
    assert not any(secret in lines[0] for secret in ("canary", "own token"))


@pytest.mark.parametrize(
    ("cloud", "service_url", "allowed"),
    [
        ("Public", "https://smba.trafficmanager.net/emea/", True),
        ("Public", "https://SMBA.trafficmanager.net/emea/", True),
        ("Public", "https://europe.smba.trafficmanager.net/", True),
        ("Public", "https://smba.infra.gcc.teams.microsoft.com/teams", True),
        ("Public", "https://smba.infra.gov.teams.microsoft.us/teams", False),
        ("USGov", "https://smba.infra.gov.teams.microsoft.us/teams", True),
        ("USGovDoD", "https://smba.infra.dod.teams.microsoft.us/teams", True),
        ("USGov", "https://smba.trafficmanager.net/emea/", False),
        ("China", "https://webchat.botframework.azure.cn/", True),
        ("China", "https://smba.trafficmanager.net/emea/", False),
        ("Public", "http://smba.trafficmanager.net/emea/", False),
        ("Public", "https://smba.trafficmanager.net:8443/emea/", False),
        ("Public", "https://smba.trafficmanager.net.evil.example/", False),
        ("Public", "https://smba.trafficmanager.net./", False),
        ("Public", "https://evilbotframework.com/", False),
        ("Public", "https://evil.example/smba.trafficmanager.net", False),
        ("Public", "https://evil.example\\@smba.trafficmanager.net/", False),
        ("Public", "https://smba.trafficmanager.net@evil.example/", False),
        ("Public", "https://evil.example#@smba.trafficmanager.net/", False),
        ("Public", "https://[::1", False),
        ("Public", "//smba.trafficmanager.net/", False),
        ("Public", "http://127.0.0.1:56150/_connector", False),
        ("Public", "", False),
    ],
)
def test_replies_go_to_teams_in_the_bots_own_cloud_only(cloud: str, service_url: str, allowed: bool) -> None:
    assert BOT_CLOUDS[cloud].has(service_url) is allowed


@pytest.mark.parametrize(
    ("service_url", "allowed"),
    [
        ("http://127.0.0.1:56150/_connector", True),
        ("http://localhost:56150/_connector", True),
        ("http://192.168.0.7:56150/_connector", False),
        ("http://localhost.evil.example/", False),
        ("https://smba.trafficmanager.net/emea/", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_in_local_mode_replies_stay_on_this_machine(service_url: str, allowed: bool) -> None:
    assert is_this_machine(service_url) is allowed
