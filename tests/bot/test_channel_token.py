"""Only what Teams signed for this bot is let in; everything else is a 401, and nothing is executed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from bot.channel_token import BadToken, SigningKeys, Trust, read_channel_token
from tests.bot.listed_keys import Microsoft
from tests.conftest import NOW, Clock

APP_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
ISSUER = "https://api.botframework.com"
SERVICE_URL = "https://smba.trafficmanager.net/teams/"


@pytest.fixture(scope="session")
def another_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Claims:
    """The claims of a good token."""

    iss: Any = ISSUER
    aud: Any = APP_ID
    exp: Any = int((NOW + timedelta(hours=1)).timestamp())
    nbf: Any = int((NOW - timedelta(minutes=1)).timestamp())
    serviceurl: Any = SERVICE_URL

    def signed(self, key: RSAPrivateKey, **options: Any) -> str:
        claims = {name: value for name, value in vars(self).items() if value is not None}
        headers = {"kid": options.pop("kid", "key-1")}
        return jwt.encode(claims, key, algorithm=options.pop("algorithm", "RS256"), headers=headers)


async def read(authorization: str, keys: SigningKeys, **different: Any) -> Any:
    asked = {"channel_id": "msteams", "service_url": SERVICE_URL, "now": NOW, **different}
    return await read_channel_token(authorization, Trust(APP_ID, ISSUER, keys), **asked)


async def test_a_good_token_is_let_in(keys: SigningKeys, key: RSAPrivateKey) -> None:
    claims = await read(f"Bearer {Claims().signed(key)}", keys)

    assert claims["aud"] == APP_ID


Forge = Callable[[RSAPrivateKey, RSAPrivateKey], str]
ATTACKS: dict[str, Forge] = {
    "no header": lambda good, other: "",
    "no token": lambda good, other: "Bearer ",
    "another scheme": lambda good, other: f"Basic {Claims().signed(good)}",
    "not a token": lambda good, other: "Bearer banana",
    "bytes that are no text": lambda good, other: "Bearer \udcff.e30.AAAA",
    "three dots": lambda good, other: "Bearer ..",
    "signed by somebody else": lambda good, other: f"Bearer {Claims().signed(other)}",
    "signed by somebody else under an unknown key id": lambda good, other: f"Bearer {Claims().signed(other, kid='x')}",
    "another audience": lambda good, other: f"Bearer {replace(Claims(), aud='somebody').signed(good)}",
    "two audiences": lambda good, other: f"Bearer {replace(Claims(), aud=[APP_ID, 'somebody']).signed(good)}",
    "no audience": lambda good, other: f"Bearer {replace(Claims(), aud=None).signed(good)}",
    "another issuer": lambda good, other: f"Bearer {replace(Claims(), iss='https://evil.example').signed(good)}",
    "no issuer": lambda good, other: f"Bearer {replace(Claims(), iss=None).signed(good)}",
    "expired": lambda good, other: f"Bearer {replace(Claims(), exp=int(NOW.timestamp()) - 301).signed(good)}",
    "without an end": lambda good, other: f"Bearer {replace(Claims(), exp=None).signed(good)}",
    "an end that is no number": lambda good, other: f"Bearer {replace(Claims(), exp='2099').signed(good)}",
    "an end that never comes": lambda good, other: f"Bearer {replace(Claims(), exp=float('nan')).signed(good)}",
    "not valid yet": lambda good, other: f"Bearer {replace(Claims(), nbf=int(NOW.timestamp()) + 301).signed(good)}",
    "for another service URL": lambda good, other: (
        f"Bearer {replace(Claims(), serviceurl='https://evil.example/').signed(good)}"
    ),
    "without a service URL": lambda good, other: f"Bearer {replace(Claims(), serviceurl=None).signed(good)}",
    "HS256 with the app id as the secret": lambda good, other: (
        "Bearer " + jwt.encode(vars(Claims()), APP_ID, algorithm="HS256", headers={"kid": "key-1"})
    ),
    "unsigned": lambda good, other: (
        "Bearer " + jwt.encode(vars(Claims()), "", algorithm="none", headers={"kid": "key-1"})
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # the attacker's choice
async def test_refused(attack: str, keys: SigningKeys, key: RSAPrivateKey, another_key: RSAPrivateKey) -> None:
    with pytest.raises(BadToken):
        await read(ATTACKS[attack](key, another_key), keys)


@pytest.mark.parametrize("missing", ["channel_id", "service_url"])
async def test_an_activity_that_names_no_channel_or_service_is_refused(
    missing: str, keys: SigningKeys, key: RSAPrivateKey
) -> None:
    with pytest.raises(BadToken):
        await read(f"Bearer {Claims().signed(key)}", keys, **{missing: ""})


async def test_a_key_counts_only_for_the_channels_it_is_endorsed_for(keys: SigningKeys, key: RSAPrivateKey) -> None:
    with pytest.raises(BadToken):
        await read(f"Bearer {Claims().signed(key)}", keys, channel_id="webchat")


@pytest.mark.parametrize(
    "different",
    [
        {"now": NOW + timedelta(hours=2)},
        {"now": NOW - timedelta(hours=1)},
        {"channel_id": "webchat"},
        {"service_url": "https://evil.example/"},
    ],
)
async def test_a_token_that_was_good_is_looked_at_again(
    different: dict[str, Any], keys: SigningKeys, key: RSAPrivateKey
) -> None:
    header = f"Bearer {Claims().signed(key)}"
    await read(header, keys)

    with pytest.raises(BadToken):
        await read(header, keys, **different)


async def test_a_token_that_was_good_for_one_bot_is_not_for_another(keys: SigningKeys, key: RSAPrivateKey) -> None:
    header = f"Bearer {Claims().signed(key)}"
    await read(header, keys)

    for trust in (Trust("somebody", ISSUER, keys), Trust(APP_ID, "https://evil.example", keys)):
        with pytest.raises(BadToken):
            await read_channel_token(header, trust, channel_id="msteams", service_url=SERVICE_URL, now=NOW)


async def test_a_token_that_was_good_ends_with_its_key(
    keys: SigningKeys, microsoft: Microsoft, clock: Clock, key: RSAPrivateKey, another_key: RSAPrivateKey
) -> None:
    header = f"Bearer {replace(Claims(), exp=int((NOW + timedelta(days=9)).timestamp())).signed(key)}"
    await read(header, keys)

    for listed in ({"key-1": another_key}, {"key-2": key}):
        microsoft.listed = listed
        clock.forward(hours=25)
        with pytest.raises(BadToken):
            await read(header, keys, now=clock())


async def test_a_new_key_is_found_after_a_rollover(
    keys: SigningKeys, microsoft: Microsoft, clock: Clock, key: RSAPrivateKey, another_key: RSAPrivateKey
) -> None:
    await read(f"Bearer {Claims().signed(key)}", keys)
    microsoft.listed = {"key-2": another_key}
    clock.forward(minutes=6)

    claims = await read(f"Bearer {Claims().signed(another_key, kid='key-2')}", keys)

    assert claims["aud"] == APP_ID


async def test_unknown_keys_do_not_make_the_bot_fetch_again_and_again(
    keys: SigningKeys, microsoft: Microsoft, another_key: RSAPrivateKey
) -> None:
    for number in range(5):
        with pytest.raises(BadToken):
            await read(f"Bearer {Claims().signed(another_key, kid=str(number))}", keys)

    assert microsoft.fetches == 2
