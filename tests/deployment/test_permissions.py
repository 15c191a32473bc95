"""The app in Entra asks for what the bot's calls need and no more, and lets Teams sign people in."""

from __future__ import annotations

import json
import re
from pathlib import Path

from graph.sandbox.tokens import CONNECTIONS

PROJECT = Path(__file__).parents[2]
ENTRA = json.loads((PROJECT / "aad.manifest.json").read_text("utf-8"))
# The Toolkit does not know this one by its name. https://learn.microsoft.com/graph/permissions-reference
BY_ID = {"27470298-d3b8-4b9c-aad4-6334312a3eac": "VirtualAppointment.Read"}
# For findMeetingTimes, which graph/ can ask and the bot does not.
FOR_SUGGESTIONS = "Calendars.Read.Shared"
SIGN_IN_ONLY = {"openid", "profile", "offline_access"}


def asked_for() -> set[str]:
    """The delegated permissions of the app."""
    (graph,) = ENTRA["requiredResourceAccess"]
    assert graph["resourceAppId"] == "Microsoft Graph"
    assert {each["type"] for each in graph["resourceAccess"]} == {"Scope"}  # none that an app has by itself
    return {BY_ID.get(each["id"], each["id"]) for each in graph["resourceAccess"]}


def by_connection() -> dict[str, set[str]]:
    """The scopes of each OAuth connection of the Azure Bot."""
    source = (PROJECT / "infra/bot.bicep").read_text("utf-8")
    always = re.search(r"var always = '(.*)'", source)
    assert always is not None
    found = re.findall(r"name: '(\w+)'\s+scopes: '(.*)'", source)
    return {name: set(scopes.replace("${always}", always[1]).split()) - SIGN_IN_ONLY for name, scopes in found}


def test_the_app_asks_for_what_its_connections_need() -> None:
    assert set().union(*by_connection().values()) == asked_for()


def test_the_connections_have_what_every_test_of_the_bot_runs_with() -> None:
    """The sandbox refuses a call without its permission, so what the tests run with is enough, and here no more."""
    enough = {name: set(scopes) - {FOR_SUGGESTIONS} for name, scopes in CONNECTIONS.items()}

    assert by_connection() == enough


def test_what_is_left_out_is_not_called() -> None:
    code = {file.name: file.read_text("utf-8") for file in (PROJECT / "bot").rglob("*.py")}

    calls = [name for name, source in code.items() if "free_time.suggestions(" in source]

    assert calls == [], f"add {FOR_SUGGESTIONS} to aad.manifest.json and infra/bot.bicep, and remove this test"


def test_people_sign_in_with_one_click_less_in_every_client_of_teams() -> None:
    """https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-register-aad"""
    desktop_and_mobile, web = "1fec8e78-bce4-4aaf-ab1b-5451cc387264", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"
    (scope,) = ENTRA["oauth2Permissions"]

    assert scope["value"] == "access_as_user"
    assert {each["appId"] for each in ENTRA["preAuthorizedApplications"]} == {desktop_and_mobile, web}
    assert all(each["permissionIds"] == [scope["id"]] for each in ENTRA["preAuthorizedApplications"])


def test_the_app_is_for_one_tenant_and_known_by_the_bots_id() -> None:
    assert ENTRA["signInAudience"] == "AzureADMyOrg"
    assert ENTRA["identifierUris"] == ["api://botid-${{BOT_ID}}"]
    assert ENTRA["accessTokenAcceptedVersion"] == 2
    assert ENTRA["replyUrlsWithType"] == [{"url": "https://token.botframework.com/.auth/web/redirect", "type": "Web"}]
