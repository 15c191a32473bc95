"""A token service that does not keep to its contract: no token, no error of ours, nothing of ours sent elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession, web

from bot.identity import UserTokens, sandbox_app_token
from bot.settings import Settings
from graph.errors import SignInNeeded, Unreachable
from tests.conftest import served


@dataclass
class TokenService:
    """Answers everything in the same way."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    url: str = ""

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        return app

    async def _answer(self, request: web.Request) -> web.Response:
        self.heard.append(request.path)
        headers = {"Content-Type": "application/json", **self.headers}
        return web.Response(status=self.status, body=self.body, headers=headers)


@pytest.fixture
async def service() -> AsyncIterator[TokenService]:
    service = TokenService()
    async with served(service.app()) as service.url:
        yield service


@pytest.fixture
async def tokens(service: TokenService) -> AsyncIterator[UserTokens]:
    async def bot_token() -> str:
        return "the bot's own token"

    async with ClientSession() as session:
        yield UserTokens(session, service.url, bot_token, Settings(app_id="bot"))


BROKEN = {"half": b'{"token": ', "deep": b'{"a":' + b"[" * 100_000, "not UTF-8": b'{"token": "\xff"}'}


@pytest.mark.parametrize("body", BROKEN)
async def test_an_answer_that_cannot_be_read_is_unreachable(
    body: str, service: TokenService, tokens: UserTokens
) -> None:
    service.body = BROKEN[body]

    with pytest.raises(Unreachable):
        await tokens.find_token("29:x", "graph")


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b"{}", b'{"token": ""}', b'{"token": null}'])
async def test_an_answer_without_a_token_is_no_token(body: bytes, service: TokenService, tokens: UserTokens) -> None:
    service.body = body

    assert await tokens.find_token("29:x", "graph") is None
    assert await tokens.exchange("29:x", "graph", "an-sso-token") is False
    with pytest.raises(SignInNeeded):
        await tokens.acting_for("29:x")("calendar", "")


@pytest.mark.parametrize("status", [401, 403, 500, 503])
async def test_a_service_that_does_not_know_the_bot_or_is_down_is_unreachable(
    status: int, service: TokenService, tokens: UserTokens
) -> None:
    service.status = status

    with pytest.raises(Unreachable):
        await tokens.find_token("29:x", "graph")


async def test_a_redirect_is_not_followed_because_tokens_would_travel_along(
    service: TokenService, tokens: UserTokens
) -> None:
    service.status, service.headers = 307, {"Location": f"{service.url}/stolen"}

    assert await tokens.exchange("29:x", "graph", "an-sso-token") is False
    assert service.heard == ["/api/usertoken/exchange"]


@pytest.mark.parametrize(("status", "body"), [(404, b""), (400, b"{}"), (200, b"{}")])
async def test_a_connection_that_azure_does_not_know_is_named_in_the_log(
    status: int, body: bytes, service: TokenService, tokens: UserTokens, caplog: pytest.LogCaptureFixture
) -> None:
    service.status, service.body = status, body

    with pytest.raises(Unreachable):
        await tokens.sign_in("graf", {})

    assert f"no sign-in page for the connection graf ({status})" in caplog.text


async def test_a_claims_challenge_asks_for_a_sign_in_and_for_no_token(
    service: TokenService, tokens: UserTokens
) -> None:
    with pytest.raises(SignInNeeded) as raised:
        await tokens.acting_for("29:x")("bookings", '{"access_token": {}}')

    assert (raised.value.right, raised.value.claims) == ("bookings", '{"access_token": {}}')
    assert service.heard == []


async def test_a_sandbox_that_gives_the_app_no_token_is_unreachable(service: TokenService) -> None:
    service.status = 400

    async with ClientSession() as session:
        with pytest.raises(Unreachable):
            await sandbox_app_token(session, service.url)
