"""How the bot proves to Microsoft who it is: each credential against a stand-in for the identity provider."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from aiohttp import web
from azure.core.credentials import AccessToken
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from bot.clouds import BOT_CLOUDS, BotCloud
from bot.credentials import BotCredential, FederatedCredential, credential_for
from bot.settings import Settings, SettingsProblem
from graph.errors import Unreachable
from tests.bot.channel import APP_ID, key
from tests.conftest import Clock
from tests.teams import TENANT

IDENTITY = "77777777-7777-4777-8777-777777777777"
SETTINGS = Settings(app_id=APP_ID, tenant_id=TENANT)
PUBLIC = BOT_CLOUDS["Public"]
SCOPE = PUBLIC.bot_scope


@pytest.fixture(scope="session")
def certificate() -> x509.Certificate:
    """The machine's own certificate, and the app's."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # OpenSSL reads the real clock
    addresses = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    return (
        x509.CertificateBuilder(name, name, key("certificate").public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(addresses, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key("certificate"), hashes.SHA256())
    )


@pytest.fixture
def pem(certificate: x509.Certificate, tmp_path: Path) -> Path:
    private = key("certificate").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path / "bot.pem"
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def pfx(certificate: x509.Certificate, tmp_path: Path) -> Path:
    path = tmp_path / "bot.pfx"
    locked = BestAvailableEncryption(b"its password")
    path.write_bytes(serialize_key_and_certificates(b"bot", key("certificate"), certificate, None, locked))
    return path


@dataclass
class Entra:
    """The identity provider over https, and App Service's endpoint for managed identities."""

    asked: list[dict[str, str]] = field(default_factory=list)  #: forms of the provider
    paths: list[str] = field(default_factory=list)
    identities: list[dict[str, str]] = field(default_factory=list)  #: queries of the managed identity
    refuses: bool = False
    url: str = ""
    verify: str = ""  #: file with the certificate to trust

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        app.router.add_get("/msi/token", self._identity)
        return app

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        self.paths.append(request.path)
        if self.refuses:
            wrong = {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}
            return web.json_response(wrong, status=401)
        answer = {"access_token": f"token-{len(self.asked)}", "expires_in": 3600, "token_type": "Bearer"}
        return web.json_response(answer)

    async def _identity(self, request: web.Request) -> web.Response:
        assert request.headers["X-IDENTITY-HEADER"] == "header"
        self.identities.append(dict(request.query))
        expires = int((datetime.now(UTC) + timedelta(hours=1)).timestamp())
        if self.refuses:
            return web.json_response({"expires_on": str(expires), "token_type": "Bearer"})
        answer = {"access_token": f"identity-{len(self.identities)}", "resource": request.query["resource"]}
        return web.json_response({**answer, "expires_on": str(expires), "token_type": "Bearer"})

    @property
    def cloud(self) -> BotCloud:
        """Microsoft's cloud, if one logged in here."""
        return replace(PUBLIC, graph=replace(PUBLIC.graph, login_url=self.url))

    def bot(self, settings: Settings) -> BotCredential:
        return BotCredential(credential_for(settings, self.cloud, connection_verify=self.verify), SCOPE)


@pytest.fixture
async def entra(pem: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Entra]:
    entra, encrypted = Entra(verify=str(pem)), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    encrypted.load_cert_chain(pem)
    runner = web.AppRunner(entra.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=encrypted).start()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    entra.url = f"https://127.0.0.1:{runner.addresses[0][1]}"
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{runner.addresses[1][1]}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    yield entra
    await runner.cleanup()


SECRET = replace(SETTINGS, app_password="canary-secret")


async def test_a_secret_gives_a_token_for_the_bot_framework(entra: Entra) -> None:
    bot = entra.bot(SECRET)

    token = await bot.token()
    await bot.close()

    assert token == "token-1"
    assert entra.paths == [f"/{TENANT}/oauth2/v2.0/token"]
    assert (entra.asked[0]["client_id"], entra.asked[0]["scope"]) == (APP_ID, "https://api.botframework.com/.default")
    assert entra.asked[0]["client_secret"] == "canary-secret"


async def test_a_hundred_that_ask_at_once_share_one_token(entra: Entra) -> None:
    bot = entra.bot(SECRET)

    tokens = await asyncio.gather(*(bot.token() for _ in range(100)))
    await bot.close()

    assert set(tokens) == {"token-1"}
    assert len(entra.asked) == 1


async def test_one_credential_gives_a_token_for_graph_too(entra: Entra) -> None:
    credential = credential_for(SECRET, entra.cloud, connection_verify=entra.verify)

    tokens = [await BotCredential(credential, scope).token() for scope in (SCOPE, PUBLIC.graph_scope)]
    await credential.close()

    assert tokens == ["token-1", "token-2"]
    assert entra.asked[1]["scope"] == "https://graph.microsoft.com/.default"


@pytest.mark.parametrize("form", ["pem", "pfx"])
async def test_a_certificate_signs_an_assertion(
    form: str, entra: Entra, certificate: x509.Certificate, request: pytest.FixtureRequest
) -> None:
    password = "its password" if form == "pfx" else ""
    path = str(request.getfixturevalue(form))
    bot = entra.bot(replace(SETTINGS, certificate_path=path, certificate_password=password))

    token = await bot.token()
    await bot.close()

    assertion = entra.asked[0]["client_assertion"]
    audience = f"{entra.url}/{TENANT}/oauth2/v2.0/token"
    claims = jwt.decode(assertion, certificate.public_key(), algorithms=["RS256", "PS256"], audience=audience)  # type: ignore[arg-type]
    assert (token, claims["iss"]) == ("token-1", APP_ID)


async def test_a_managed_identity_that_is_the_app_needs_no_secret(entra: Entra) -> None:
    bot = entra.bot(replace(SETTINGS, managed_identity=APP_ID))

    token = await bot.token()
    await bot.close()

    assert token == "identity-1"
    assert entra.identities[0]["resource"] == "https://api.botframework.com"
    assert entra.identities[0]["client_id"] == APP_ID


async def test_a_managed_identity_vouches_for_the_app(entra: Entra) -> None:
    bot = entra.bot(replace(SETTINGS, managed_identity=IDENTITY))

    tokens = [await bot.token(), await bot.token()]
    await bot.close()

    assert tokens == ["token-1", "token-1"]
    assert entra.identities == [
        {"api-version": "2019-08-01", "resource": "api://AzureADTokenExchange", "client_id": IDENTITY}
    ]
    assert entra.asked[0]["client_assertion"] == "identity-1"


async def test_no_token_is_unreachable_and_the_log_has_no_secret(
    entra: Entra, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    entra.refuses, bot = True, entra.bot(SECRET)

    with pytest.raises(Unreachable):
        await bot.token()
    await bot.close()

    assert "no token for the bot itself" in caplog.text
    assert "canary" not in caplog.text


async def test_an_identity_endpoint_that_talks_nonsense_is_unreachable(entra: Entra) -> None:
    entra.refuses, bot = True, entra.bot(replace(SETTINGS, managed_identity=IDENTITY))

    with pytest.raises(Unreachable):
        await bot.token()
    await bot.close()


@dataclass
class Counting:
    """Stands for azure-identity: another token each time it is asked, with so many seconds to its end."""

    seconds: float
    clock: Clock
    given: int = 0

    async def get_token(self, *_: str) -> AccessToken:
        self.given += 1
        return AccessToken(f"token-{self.given}", int(self.clock().timestamp() + self.seconds))

    async def close(self) -> None: ...


@pytest.mark.parametrize(
    ("seconds", "after", "token"),
    [
        (3600, 59, "token-1"),
        (3600, 61, "token-2"),  # azure-identity may have another by now
        (330, 29, "token-1"),
        (330, 31, "token-2"),  # azure-identity renews it from here on
        (200, 0, "token-2"),
    ],
)
async def test_a_token_is_given_again_for_a_minute(seconds: float, after: float, token: str, clock: Clock) -> None:
    bot = BotCredential(Counting(seconds, clock), SCOPE, clock)
    await bot.token()

    clock.forward(seconds=after)

    assert await bot.token() == token


async def test_in_local_mode_nobody_is_asked() -> None:
    bot = BotCredential(None, SCOPE)

    assert await bot.token() == ""


@pytest.mark.parametrize("content", [b"", b"banana", b"-----BEGIN CERTIFICATE-----\nbanana"])
def test_a_file_that_is_no_certificate_is_said_at_the_start(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bot.pem"
    path.write_bytes(content)

    with pytest.raises(SettingsProblem, match="CERTIFICATE_PATH must be"):
        credential_for(replace(SETTINGS, certificate_path=str(path)), PUBLIC)


@pytest.mark.parametrize("password", ["", "another"])
def test_a_certificate_with_the_wrong_password_is_said_at_the_start(password: str, pfx: Path) -> None:
    settings = replace(SETTINGS, certificate_path=str(pfx), certificate_password=password)

    with pytest.raises(SettingsProblem, match="open with its password"):
        credential_for(settings, PUBLIC)


@pytest.mark.parametrize(
    ("cloud", "login", "audience", "graph"),
    [
        ("Public", "login.microsoftonline.com", "api://AzureADTokenExchange", "graph.microsoft.com"),
        ("USGov", "login.microsoftonline.us", "api://AzureADTokenExchangeUSGov", "graph.microsoft.us"),
        ("USGovDoD", "login.microsoftonline.us", "api://AzureADTokenExchangeUSGov", "dod-graph.microsoft.us"),
        (
            "China",
            "login.partner.microsoftonline.cn",
            "api://AzureADTokenExchangeChina",
            "microsoftgraph.chinacloudapi.cn",
        ),
    ],
)
def test_each_cloud_has_its_own_login_and_scopes(cloud: str, login: str, audience: str, graph: str) -> None:
    found = BOT_CLOUDS[cloud]

    assert (found.graph.login_url, found.token_exchange) == (f"https://{login}", audience)
    assert found.graph_scope == f"https://{graph}/.default"


async def test_the_settings_say_which_credential_it_is(pem: Path) -> None:
    kinds: dict[type[Any], Settings] = {
        ClientSecretCredential: SECRET,
        CertificateCredential: replace(SETTINGS, certificate_path=str(pem)),
        ManagedIdentityCredential: replace(SETTINGS, managed_identity=APP_ID),
        FederatedCredential: replace(SETTINGS, managed_identity=IDENTITY),
    }

    made = {kind: credential_for(settings, PUBLIC) for kind, settings in kinds.items()}
    for each in made.values():
        await each.close()

    assert [type(each) for each in made.values()] == list(made)
