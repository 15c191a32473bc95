"""`python app.py doctor` is content with a bot that has everything, and says of each missing thing what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

import jwt
import pytest
from aiohttp import ClientSession, web
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from bot import examined
from bot.adapter import fetch_json
from bot.clouds import BOT_CLOUDS, BotCloud
from bot.consent import PERMISSIONS
from bot.doctor import Asked, findings, report
from bot.examined import Finding
from bot.identity import UserTokens
from bot.settings import Settings
from graph.sandbox import Sandbox
from manifest.build import package
from manifest.commands import CommandEntry
from tests.bot.channel import APP_ID, KeyServer
from tests.conftest import served
from tests.manifest.tenant import CONTOSO
from tests.teams import ALEX, TENANT, Talk, Teams

ROOT = Path(__file__).parents[2]
PUBLIC = BOT_CLOUDS["Public"]
REAL = Settings(app_id=APP_ID, app_password="a secret", tenant_id=TENANT)
ALEX_HERE = Asked(person=ALEX.entra_id, tenant=TENANT)
TODAY = CommandEntry("today", "今日の予定", "Show today.", "今日の予定を見ます。")

Look = Callable[..., Awaitable[dict[str, Finding]]]


@pytest.fixture
async def look(settings: Settings) -> AsyncIterator[Look]:
    """What the doctor finds in local mode, by what it looked at."""
    async with ClientSession() as session:

        async def look(asked: Asked = ALEX_HERE, **different: object) -> dict[str, Finding]:
            changed = replace(settings, **different)  # type: ignore[arg-type]
            return {each.what: each async for each in findings(changed, asked, session, PUBLIC)}

        yield look


async def signed_in(talk: Talk) -> None:
    """Somebody whom the bot knows, signed in to both connections."""
    await talk("today")
    await talk("bookings today")


async def test_a_bot_that_has_everything_is_well(look: Look, talk: Talk, teams: Teams, tmp_path: Path) -> None:
    await signed_in(talk)
    zipped = tmp_path / "nudge.zip"
    zipped.write_bytes(package(CONTOSO, [TODAY]))

    found = await look(replace(ALEX_HERE, tenant="", package=zipped), background_reading="app")

    assert {each.what: each.says for each in found.values() if each.mark == "FIX"} == {}
    assert {permission.name for permission in PERMISSIONS} <= {
        each.what for each in found.values() if each.mark == "ok"
    }
    assert found["Reading as the app"].mark == "ok"


async def test_it_prints_a_line_for_each_and_ends_with_1_where_something_is_missing(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async with ClientSession() as session:
        well = await report(settings, Asked(), session)
        ill = await report(replace(settings, graph_base_url="http://127.0.0.1:1"), Asked(), session)

    printed = capsys.readouterr().out
    assert (well, ill) == (0, 1)
    assert "ok    Database: it answers.\n" in printed
    assert "FIX   Microsoft Graph: http://127.0.0.1:1 cannot be reached" in printed
    assert printed.endswith("1 to fix.\n")


def test_the_program_examines_itself_with_nothing_configured(tmp_path: Path) -> None:
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'nudge.db'}", "SANDBOX_PORT": "27979"}
    ended = subprocess.run(
        [sys.executable, "app.py", "doctor"],
        cwd=ROOT,
        env={**os.environ, **database},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.endswith("Nothing is missing.\n")


# --- before anybody signs in ------------------------------------------------------------------------------------------


@dataclass
class Given:
    """A credential that gives this token, or says this error."""

    token: str = "opaque"
    error: str = ""

    async def get_token(self, *_: str) -> AccessToken:
        if self.error:
            raise ClientAuthenticationError(f"Authentication failed: {self.error}: something long")
        return AccessToken(self.token, 0)

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    ("error", "settings", "says"),
    [
        ("AADSTS7000215", REAL, "put its value, not its id, into MICROSOFT_APP_PASSWORD"),
        ("AADSTS7000222", REAL, "has expired"),
        ("AADSTS700016", REAL, "correct MICROSOFT_APP_ID"),
        ("AADSTS90002", REAL, "there is no such tenant"),
        ("AADSTS700027", REAL, "does not know the certificate"),
        ("AADSTS700213", REAL, "correct the subject of its federated credential"),
        ("AADSTS50000", REAL, "AADSTS50000"),
        (
            "ManagedIdentityCredential authentication unavailable",
            replace(REAL, managed_identity=APP_ID),
            "assign the identity",
        ),
    ],
)
async def test_a_credential_that_does_not_work_is_told_by_its_reason(error: str, settings: Settings, says: str) -> None:
    found = await examined.bot_token(Given(error=error), PUBLIC, settings)

    assert found.mark == "FIX"
    assert says in found.says
    assert "something long" not in found.says


async def test_a_credential_of_another_app_is_noticed() -> None:
    other = jwt.encode({"appid": "another"}, "k" * 32)

    found = await examined.bot_token(Given(other), PUBLIC, REAL)

    assert (found.mark, found.says) == (
        "FIX",
        "it belongs to the app another: correct MICROSOFT_APP_ID, or the credential.",
    )


@pytest.mark.parametrize("token", ["opaque", jwt.encode({"appid": APP_ID}, "k" * 32)])
async def test_a_good_credential_is_good_whether_its_token_can_be_read_or_not(token: str) -> None:
    assert (await examined.bot_token(Given(token), PUBLIC, REAL)).mark == "ok"


async def test_a_certificate_that_does_not_open_ends_the_examination(tmp_path: Path, look: Look) -> None:
    path = tmp_path / "bot.pem"
    path.write_text("banana")

    found = await look(app_id=APP_ID, tenant_id=TENANT, certificate_path=str(path))

    assert list(found) == ["Credential"]
    assert "CERTIFICATE_PATH must be" in found["Credential"].says


@asynccontextmanager
async def keys_at(server: KeyServer) -> AsyncIterator[BotCloud]:
    """Microsoft's cloud with its keys here."""
    async with served(server.app()) as url:
        yield replace(PUBLIC, openid_metadata=f"{url}/openid")


@pytest.mark.parametrize(
    ("server", "mark"),
    [
        (KeyServer(), "ok"),
        (KeyServer(listed=[]), "FIX"),
        (KeyServer(answer="<html>"), "FIX"),
        (KeyServer(status=503), "FIX"),
    ],
)
async def test_the_signing_keys_are_there_or_not(server: KeyServer, mark: str) -> None:
    async with keys_at(server) as cloud, ClientSession() as session:
        found = await examined.signing_keys(partial(fetch_json, session), cloud, REAL)

    assert found.mark == mark


@asynccontextmanager
async def token_service(status: int, uri: str) -> AsyncIterator[UserTokens]:
    """A token service that answers so to whoever wants to sign in."""

    async def answer(_: web.Request) -> web.Response:
        resource = {"signInLink": "https://token.botframework.com/", "tokenExchangeResource": {"uri": uri}}
        return web.json_response(resource if status == 200 else {}, status=status)

    async def token() -> str:
        return "token"

    app = web.Application()
    app.router.add_get("/api/botsignin/GetSignInResource", answer)
    async with served(app) as url, ClientSession() as session:
        yield UserTokens(session, url, token, REAL)


@pytest.mark.parametrize(
    ("status", "uri", "says"),
    [
        (200, f"api://botid-{APP_ID}", "it is there, with silent sign-in."),
        (200, "", f"silent sign-in is off: set its token exchange URL to api://botid-{APP_ID}."),
        (404, "", "the Azure Bot has none of that name: add it, or correct BOOKINGS_CONNECTION_NAME."),
        (401, "", "the token service knows no bot with this id: correct the id of the Azure Bot."),
        (503, "", "does not answer"),
    ],
)
async def test_an_oauth_connection_is_there_or_not(status: int, uri: str, says: str) -> None:
    async with token_service(status, uri) as tokens:
        found = await examined.connection(tokens, "bookings", REAL)

    assert (found.mark == "ok") is (status == 200 and bool(uri))
    assert says in found.says


async def test_a_graph_that_takes_any_token_is_not_microsofts(look: Look) -> None:
    async def anybody(_: web.Request) -> web.Response:
        return web.json_response({"id": "1"})

    app = web.Application()
    app.router.add_get("/{path:.*}", anybody)
    async with served(app) as url:
        found = (await look(Asked(), graph_base_url=url))["Microsoft Graph"]

    assert "it is not Microsoft" in found.says


async def test_a_database_that_does_not_open_is_told_without_its_password(look: Look) -> None:
    found = (await look(Asked(), database_url="postgresql://nudge:canary@127.0.0.1:1/nudge"))["Database"]

    assert found.mark == "FIX"
    assert "correct DATABASE_URL" in found.says
    assert "canary" not in found.says


def answering(healthz: int = 200, messages: int = 401) -> examined.Status:
    """What a web site answers, whichever host it is asked as."""

    async def status(method: str, url: str, body: object = None) -> int:
        return messages if url.endswith("/api/messages") else healthz

    return status


@pytest.mark.parametrize(
    ("url", "answers", "says"),
    [
        ("https://nudge.contoso.com/api/messages", {}, "it leads to the bot"),
        ("http://nudge.contoso.com/api/messages", {}, "it must be https://your-host/api/messages"),
        ("https://nudge.contoso.com/", {}, "it must be https://your-host/api/messages"),
        ("https://nudge.contoso.com/api/messages", {"healthz": 0}, "no bot answers there (status 0)"),
        ("https://nudge.contoso.com/api/messages", {"messages": 200}, "got 200, not 401"),
        ("", {}, "give --endpoint"),
    ],
)
async def test_a_messaging_endpoint_is_good_or_not(url: str, answers: dict[str, int], says: str) -> None:
    found = await examined.endpoint(answering(**answers), url, REAL)

    assert says in found.says


NOTIFIED = "https://nudge.contoso.com/api/notifications"


@pytest.mark.parametrize(
    ("url", "answer", "says"),
    [
        ("", 0, "calendars are read every quarter of an hour"),
        (NOTIFIED, 200, "the bot answers where Graph will tell of changes"),
        (NOTIFIED, 404, f"{NOTIFIED} answered 404, not 200: correct NOTIFICATION_URL"),
    ],
)
async def test_an_address_for_notifications_answers_or_not(url: str, answer: int, says: str) -> None:
    found = await examined.notifications(answering(healthz=answer), replace(REAL, notification_url=url))

    assert says in found.says


def zipped(folder: Path, **different: object) -> Path:
    """An app package in a file."""
    path = folder / "nudge.zip"
    path.write_bytes(package(replace(CONTOSO, **different), [TODAY]))  # type: ignore[arg-type]
    return path


def test_a_package_of_this_bot_is_good(tmp_path: Path) -> None:
    path = zipped(tmp_path, app_id=UUID(APP_ID))

    assert examined.package(path, "https://nudge.contoso.com/api/messages", REAL).mark == "ok"


def test_a_package_of_another_bot_is_noticed(tmp_path: Path) -> None:
    found = examined.package(zipped(tmp_path), "", REAL)

    assert f"build it again with --app-id {APP_ID}" in found.says


def test_a_package_for_another_host_is_noticed(tmp_path: Path) -> None:
    path = zipped(tmp_path, app_id=UUID(APP_ID))

    found = examined.package(path, "https://bot.fabrikam.com/api/messages", REAL)

    assert "build it again with --domain bot.fabrikam.com" in found.says


def test_a_package_with_another_sign_in_is_noticed(tmp_path: Path) -> None:
    path = zipped(tmp_path, app_id=UUID(APP_ID))
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("manifest.json").decode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", manifest.replace("api://botid-", "api://"))

    assert f"silent sign-in asks for api://{APP_ID}" in examined.package(path, "", REAL).says


@pytest.mark.parametrize("content", [None, b"banana"])
def test_a_file_that_is_no_package_is_noticed(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "nudge.zip"
    if content:
        path.write_bytes(content)

    assert "build it by python -m manifest build" in examined.package(path, "", REAL).says


# --- once somebody has signed in --------------------------------------------------------------------------------------


async def test_somebody_who_never_wrote_is_not_known(look: Look, teams: Teams) -> None:
    assert "let them say hello" in (await look())["Consent"].says


async def test_somebody_who_signed_out_is_asked_to_sign_in(look: Look, talk: Talk) -> None:
    await signed_in(talk)
    await talk("sign out")

    found = await look()

    assert (found["User.Read"].mark, found["User.Read"].says) == (
        "skip",
        "this person has not signed in for it: let them say “today”.",
    )
    assert "bookings today" in found["BookingsAppointment.ReadWrite.All"].says


@pytest.mark.parametrize("permission", [each.name for each in PERMISSIONS])
async def test_each_permission_that_is_not_granted_is_named(
    permission: str, look: Look, talk: Talk, world: Sandbox
) -> None:
    # Who one is oneself may also be read with the permission for everybody.
    missing = {permission, "User.ReadBasic.All"} if permission == "User.Read" else {permission}
    await signed_in(talk)
    for token, grant in world.tokens.grants.items():
        world.tokens.grants[token] = replace(grant, scopes=grant.scopes - missing)

    found = await look()

    assert {each.what for each in found.values() if each.mark == "FIX"} == missing
    assert "grant admin consent" in found[permission].says


async def test_an_app_that_may_not_read_calendars_is_told_so(look: Look, talk: Talk, world: Sandbox) -> None:
    await signed_in(talk)
    world.trouble.plan("retired", path=f"/users/{ALEX.entra_id}/calendar", status=403, count=None)

    found = await look(background_reading="app")

    assert "docs/app-only.md" in found["Reading as the app"].says


async def test_graph_in_trouble_is_no_missing_permission(look: Look, talk: Talk, world: Sandbox) -> None:
    await signed_in(talk)
    world.trouble.plan("unavailable", path="/mailboxSettings", count=None)

    assert "try again" in (await look())["MailboxSettings.Read"].says
