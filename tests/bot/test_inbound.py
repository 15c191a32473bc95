"""Attacks and accidents at `POST /api/messages` of a bot with an app id: a status for each, and nothing executed."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hmac
import io
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
import pytest
from aiohttp import ClientSession
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.settings import Settings
from graph.sandbox import Sandbox
from tests.bot.channel import APP_ID, Bot, KeyServer, bot_with_an_app_id, good_claims, key, signed
from tests.conftest import NOW, Clock
from tests.teams import ALEX, PRIVATE_CHAT, TENANT, Json
from tests.world import writes

OTHER_TENANT = "99999999-9999-4999-8999-999999999999"
SECONDS = int(NOW.timestamp())


@pytest.fixture
def keys(request: pytest.FixtureRequest) -> KeyServer:
    """Where the signing keys are listed, already as odd as the row of the table says: they are fetched at the start."""
    keys, parameters = KeyServer(), getattr(request.node, "callspec", None)
    row = parameters.params.get("row") if parameters else None
    for name, value in (ROWS[row].keys if row else {}).items():
        setattr(keys, name, value)
    return keys


@pytest.fixture
async def bot(settings: Settings, world: Sandbox, clock: Clock, keys: KeyServer) -> AsyncIterator[Bot]:
    async with bot_with_an_app_id(settings, world, clock, keys) as bot:
        yield bot


async def test_what_teams_signed_is_answered(bot: Bot) -> None:
    shown = await bot.hear(bot.activity(text="help"))

    assert shown.status == 200
    assert shown.text_of_card.startswith("I make online meetings")


# --- attacks and accidents ------------------------------------------------------------------------------------------


def as_it_is(content: bytes) -> bytes:
    return content


@dataclass(frozen=True)
class Sent:
    """How a request differs from a good one, and the status it gets."""

    status: int
    claims: Json = field(default_factory=dict)  #: None leaves one out
    activity: Json = field(default_factory=dict)  #: the same
    sign: Callable[[Json], str] = signed
    authorization: Callable[[str], str | None] = "Bearer {}".format
    body: Callable[[bytes], bytes] = as_it_is
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"
    keys: Json = field(default_factory=dict)  #: how the key server differs


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def public_key_as_secret(claims: Json) -> str:
    """The oldest trick: the public key is no secret, and a careless check of HS256 takes it for one."""
    secret = key("key-1").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {"alg": "HS256", "typ": "JWT", "kid": "key-1"}
    content = ".".join(encoded(json.dumps(each).encode()) for each in (header, claims))
    return f"{content}.{encoded(hmac.digest(secret, content.encode(), 'sha256'))}"


def with_header(header: str) -> Callable[[Json], str]:
    def sign(_: Json) -> str:
        return f"{encoded(header.encode())}.e30.AAAA"

    return sign


def with_payload_changed(claims: Json) -> str:
    """A good signature under other claims."""
    header, _, signature = signed(claims).split(".")
    return f"{header}.{encoded(json.dumps({**claims, 'more': 1}).encode())}.{signature}"


def in_tenant(tenant: str | None, **more: Any) -> Json:
    chat = {name: value for name, value in PRIVATE_CHAT.items() if name != "tenantId"}
    return {
        "conversation": chat if tenant is None else {**chat, "tenantId": tenant},
        "channelData": {} if tenant is None else {"tenant": {"id": tenant}},
        **more,
    }


def deep(levels: int) -> Json:
    return {"a": deep(levels - 1)} if levels else {}


ROWS: dict[str, Sent] = {
    # no proof, or no proof worth the name
    "no Authorization header": Sent(401, authorization=lambda token: None),
    "an empty header": Sent(401, authorization=lambda token: ""),
    "Bearer without a token": Sent(401, authorization=lambda token: "Bearer"),
    "another scheme": Sent(401, authorization="Basic {}".format),
    "the token without a scheme": Sent(401, authorization=lambda token: token),
    "two tokens in one header": Sent(401, authorization=lambda token: f"Bearer {token}, Bearer {token}"),
    "not a token": Sent(401, sign=lambda claims: "banana"),
    "three dots": Sent(401, sign=lambda claims: "..."),
    "a header that is not JSON": Sent(401, sign=with_header("{")),
    "a header that is a list": Sent(401, sign=with_header("[]")),
    "a header of 5000 brackets": Sent(401, sign=with_header("[" * 5000)),
    "a key id that is a number": Sent(401, sign=with_header('{"alg":"RS256","kid":5}')),
    "a very long token": Sent(400, sign=lambda claims: "A" * 10_000),
    # forged
    "unsigned": Sent(401, sign=lambda claims: jwt.encode(claims, "", algorithm="none", headers={"kid": "key-1"})),
    "HS256 with the public key": Sent(401, sign=public_key_as_secret),
    "RS384": Sent(
        401, sign=lambda claims: jwt.encode(claims, key("key-1"), algorithm="RS384", headers={"kid": "key-1"})
    ),
    "signed by somebody else": Sent(401, sign=lambda claims: signed(claims, by="forger", kid="key-1")),
    "a key nobody lists": Sent(401, sign=lambda claims: signed(claims, by="forger")),
    "a path as key id": Sent(401, sign=lambda claims: signed(claims, kid="../../etc/passwd")),
    "the forger's own key address": Sent(
        401, sign=lambda claims: signed(claims, by="forger", jku="http://evil.example")
    ),
    "a changed payload": Sent(401, sign=with_payload_changed),
    # a real token, but not for this
    "expired": Sent(401, {"exp": SECONDS - 301}),
    "without an end": Sent(401, {"exp": None}),
    "an end that is a word": Sent(401, {"exp": "never"}),
    "an end at infinity": Sent(401, {"exp": float("inf")}),
    "not valid yet": Sent(401, {"nbf": SECONDS + 301}),
    "for another bot": Sent(401, {"aud": "ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee"}),
    "for two bots": Sent(401, {"aud": [APP_ID, "ffffffff-bbbb-4ccc-8ddd-eeeeeeeeeeee"]}),
    "for nobody": Sent(401, {"aud": None}),
    "another issuer": Sent(401, {"iss": "https://sts.windows.net/" + TENANT}),
    "the issuer of another cloud": Sent(401, {"iss": "https://api.botframework.us"}),
    "no issuer": Sent(401, {"iss": None}),
    "for another service URL": Sent(401, {"serviceurl": "https://evil.example/"}),
    "for no service URL": Sent(401, {"serviceurl": None}),
    "a service URL that is a list": Sent(401, {"serviceurl": ["https://smba.trafficmanager.net/"]}),
    "an activity without a service URL": Sent(401, activity={"serviceUrl": None}),
    "an activity with another service URL": Sent(401, activity={"serviceUrl": "https://evil.example/"}),
    "both with a foreign service URL": Sent(
        401, {"serviceurl": "https://evil.example/"}, {"serviceUrl": "https://evil.example/"}
    ),
    "a service URL that is no URL": Sent(401, {"serviceurl": "https://["}, {"serviceUrl": "https://["}),
    "an activity without a channel": Sent(401, activity={"channelId": None}),
    "a channel the key is not endorsed for": Sent(401, activity={"channelId": "directline"}),
    "a channel the key is endorsed for, but not Teams": Sent(403, activity={"channelId": "webchat"}),
    "a key without endorsements": Sent(401, keys={"endorsements": {}}),
    # the key server
    "a key server that is down": Sent(401, keys={"status": 503}),
    "a key server that talks nonsense": Sent(401, keys={"answer": "<html>"}),
    "a key server that lists nothing": Sent(401, keys={"answer": '{"keys": []}'}),
    "a key server with a list of lists": Sent(401, keys={"answer": "[[]]"}),
    "a key server with a number for a list": Sent(401, keys={"answer": '{"keys": 5}'}),
    # people of somebody else
    "another tenant": Sent(403, activity=in_tenant(OTHER_TENANT)),
    "no tenant": Sent(403, activity=in_tenant(None)),
    "a tenant in a chat of another": Sent(403, activity={"channelData": {"tenant": {"id": OTHER_TENANT}}}),
    "a guest from another tenant": Sent(
        403, activity={"from": {"id": ALEX.teams_id, "aadObjectId": ALEX.entra_id, "tenantId": OTHER_TENANT}}
    ),
    "a tenant that is a number": Sent(403, activity=in_tenant(None, channelData={"tenant": {"id": 5}})),
    "another tenant, not signed": Sent(401, activity=in_tenant(OTHER_TENANT), authorization=lambda token: None),
    "an unknown type from another tenant": Sent(403, activity={**in_tenant(OTHER_TENANT), "type": "somethingNew"}),
    "an unknown type, not signed": Sent(401, activity={"type": "typing"}, authorization=lambda token: None),
    # bodies
    "an empty body": Sent(400, body=lambda body: b""),
    "half a body": Sent(400, body=lambda body: body[:40]),
    "not UTF-8": Sent(400, body=lambda body: b"\xff\xfe\x00" + body),
    "a list": Sent(400, body=lambda body: b"[" + body + b"]"),
    "a body of 100 000 brackets": Sent(400, body=lambda body: b"[" * 100_000),
    "a body of 100 levels": Sent(400, activity={"value": deep(100)}),
    "half a character": Sent(400, body=lambda body: body.replace(b'"today"', b'"today \\ud83d"')),
    "a number that is none": Sent(400, body=lambda body: body.replace(b'"today"', b"NaN")),
    "a number of 5000 digits": Sent(400, body=lambda body: body.replace(b'"today"', b"1" * 5000)),
    "a message from nobody": Sent(400, activity={"from": None}),
    "a conversation without an id": Sent(400, activity={"conversation": {"tenantId": TENANT}}),
    "a conversation that is a list": Sent(400, activity={"conversation": []}),
    "a date that is none": Sent(400, activity={"timestamp": "yesterday"}),
    "more than 256 KB": Sent(413, activity={"text": "x" * 300_000}),
    "a compressed body": Sent(415, body=gzip.compress, headers={"Content-Encoding": "gzip"}),
    "a bomb of zeros": Sent(415, body=lambda body: gzip.compress(b"0" * 10**7), headers={"Content-Encoding": "gzip"}),
    "an unknown coding": Sent(415, headers={"Content-Encoding": "compress"}),
    "a form": Sent(415, headers={"Content-Type": "application/x-www-form-urlencoded"}),
    "plain text": Sent(415, headers={"Content-Type": "text/plain"}),
    "GET": Sent(405, method="GET"),
    "PUT": Sent(405, method="PUT"),
    "DELETE": Sent(405, method="DELETE"),
}


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # the attacker's choice
async def test_refused_and_nothing_is_executed(row: str, bot: Bot) -> None:
    sent = ROWS[row]
    token = sent.sign({**good_claims(bot.teams.service_url), **sent.claims})
    authorization = sent.authorization(token)
    headers = {"Content-Type": "application/json", **sent.headers}
    if authorization is not None:
        headers["Authorization"] = authorization
    body = sent.body(json.dumps(bot.activity(**sent.activity)).encode())

    # As a stream, because aiohttp would compress again, or refuse to lie about the content.
    async with (
        ClientSession() as session,
        session.request(sent.method, bot.url, data=io.BytesIO(body), headers=headers) as response,
    ):
        status = response.status

    assert status == sent.status
    assert bot.has_done_nothing


async def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(bot: Bot) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b'{"type": "message", "text": "'
        for _ in range(100):
            yield b"x" * 10_000

    headers = {"Content-Type": "application/json"}
    async with ClientSession() as session, session.post(bot.url, data=endless(), headers=headers) as response:
        assert response.status == 413

    assert bot.has_done_nothing


# --- what must keep working -----------------------------------------------------------------------------------------


async def test_a_new_key_counts_as_soon_as_it_signs(bot: Bot, clock: Clock) -> None:
    await bot.hear(bot.activity(text="help"))
    bot.keys.listed = ["key-2"]
    clock.forward(minutes=6)

    shown = await bot.hear(bot.activity(text="help"), signed(good_claims(bot.teams.service_url), by="key-2"))

    assert shown.status == 200
    assert len(shown.cards) == 1


async def test_a_withdrawn_key_counts_no_longer(bot: Bot, clock: Clock) -> None:
    await bot.hear(bot.activity(text="help"))
    bot.keys.listed = ["key-2"]
    clock.forward(minutes=6)
    new = signed(good_claims(bot.teams.service_url), by="key-2")
    await bot.hear(bot.activity(text="help"), new)

    shown = await bot.hear(bot.activity(text="help"))

    assert (shown.status, shown.cards) == (401, [])


async def test_a_flood_of_unknown_keys_asks_microsoft_once(bot: Bot) -> None:
    await bot.hear(bot.activity(text="help"))
    claims = good_claims(bot.teams.service_url)

    answers = [await bot.hear(bot.activity(), signed(claims, by="forger", kid=str(number))) for number in range(20)]

    assert {shown.status for shown in answers} == {401}
    assert bot.keys.fetches == 1


async def test_known_keys_count_while_the_key_server_is_down(bot: Bot, clock: Clock) -> None:
    await bot.hear(bot.activity(text="help"))
    bot.keys.status = 503
    clock.forward(hours=25)
    claims = {**good_claims(bot.teams.service_url), "exp": SECONDS + 26 * 3600}

    shown = await bot.hear(bot.activity(text="help"), signed(claims))

    assert (shown.status, len(shown.cards)) == (200, 1)


async def test_a_hundred_at_once_fetch_the_keys_once(bot: Bot) -> None:
    answers = await asyncio.gather(*(bot.hear(bot.activity(type="typing")) for _ in range(100)))

    assert {shown.status for shown in answers} == {200}
    assert bot.keys.fetches == 1


@pytest.mark.parametrize("tenant", [TENANT.upper(), TENANT])
async def test_a_tenant_may_be_written_in_capitals(tenant: str, bot: Bot) -> None:
    shown = await bot.hear(bot.activity(**in_tenant(tenant), text="help"))

    assert (shown.status, len(shown.cards)) == (200, 1)


# --- delivered twice ------------------------------------------------------------------------------------------------


async def test_a_message_that_is_delivered_again_is_answered_once(bot: Bot) -> None:
    message = bot.activity(text="help")
    first = await bot.hear(message)

    again = await bot.hear(message)

    assert len(first.cards) == 1
    assert (again.status, again.body, again.cards) == (200, "", [])


async def test_a_press_that_is_delivered_three_times_at_once_is_carried_out_once(bot: Bot) -> None:
    shown = await bot.hear(bot.activity(text="move design review to 3pm tomorrow"))
    press = bot.talk.activity(
        "invoke",
        name="adaptiveCard/action",
        value={"action": bot.talk._pressed(shown, "Yes, move it", {}), "trigger": "manual"},
    )

    answers = await asyncio.gather(*(bot.hear(press) for _ in range(3)))

    assert [each.status for each in answers] == [200, 200, 200]
    assert sorted(bool(each.body) for each in answers) == [False, False, True]
    assert len(writes(bot.world)) == 1


async def test_the_same_id_in_another_chat_is_another_message(bot: Bot) -> None:
    message = bot.activity(text="help")
    await bot.hear(message)

    shown = await bot.hear({**message, "conversation": {**PRIVATE_CHAT, "id": "a:another"}})

    assert len(shown.cards) == 1


async def test_a_forged_delivery_does_not_use_up_the_real_one(bot: Bot) -> None:
    message = bot.activity(text="help")
    await bot.hear(message, "forged")

    shown = await bot.hear(message)

    assert len(shown.cards) == 1
