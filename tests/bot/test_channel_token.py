"""Only what Teams signed for this bot is let in; everything else is a 401, and nothing is executed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from bot.channel_token import ISSUER, BadToken, SigningKeys, read_channel_token
from tests.conftest import NOW, Clock

APP_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
SERVICE_URL = "https://smba.trafficmanager.net/teams/"


@pytest.fixture(scope="session")
def key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def another_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Microsoft:
    """Where the signing keys are listed."""

    listed: dict[str, RSAPrivateKey]
    fetches: int = 0
    endorsements: tuple[str, ...] = ("msteams",)

    async def fetch(self, url: str) -> dict[str, Any]:
        self.fetches += 1
        if url.endswith("openidconfiguration"):
            return {"jwks_uri": "https://login.botframework.com/keys"}
        return {"keys": [self._jwk(kid, key) for kid, key in self.listed.items()]}

    def _jwk(self, kid: str, key: RSAPrivateKey) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
        return {**public, "kid": kid, "endorsements": list(self.endorsements)}


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


@pytest.fixture
def microsoft(key: RSAPrivateKey) -> Microsoft:
    return Microsoft({"key-1": key})


@pytest.fixture
async def keys(microsoft: Microsoft, clock: Clock) -> SigningKeys:
    return SigningKeys(microsoft.fetch, clock)


async def read(authorization: str, keys: SigningKeys, **different: Any) -> Any:
    asked = {"app_id": APP_ID, "channel_id": "msteams", "service_url": SERVICE_URL, "now": NOW, **different}
    return await read_channel_token(authorization, keys=keys, **asked)


async def test_a_good_token_is_let_in(keys: SigningKeys, key: RSAPrivateKey) -> None:
    claims = await read(f"Bearer {Claims().signed(key)}", keys)

    assert claims["aud"] == APP_ID


Forge = Callable[[RSAPrivateKey, RSAPrivateKey], str]
ATTACKS: dict[str, Forge] = {
    "no header": lambda good, other: "",
    "no token": lambda good, other: "Bearer ",
    "another scheme": lambda good, other: f"Basic {Claims().signed(good)}",
    "not a token": lambda good, other: "Bearer banana",
    "three dots": lambda good, other: "Bearer ..",
    "signed by somebody else": lambda good, other: f"Bearer {Claims().signed(other)}",
    "signed by somebody else under an unknown key id": lambda good, other: f"Bearer {Claims().signed(other, kid='x')}",
    "another audience": lambda good, other: f"Bearer {replace(Claims(), aud='somebody').signed(good)}",
    "no audience": lambda good, other: f"Bearer {replace(Claims(), aud=None).signed(good)}",
    "another issuer": lambda good, other: f"Bearer {replace(Claims(), iss='https://evil.example').signed(good)}",
    "no issuer": lambda good, other: f"Bearer {replace(Claims(), iss=None).signed(good)}",
    "expired": lambda good, other: f"Bearer {replace(Claims(), exp=int(NOW.timestamp()) - 301).signed(good)}",
    "without an end": lambda good, other: f"Bearer {replace(Claims(), exp=None).signed(good)}",
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
