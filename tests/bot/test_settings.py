"""What the settings accept, and what they refuse with one sentence each."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsProblem, database_file, from_environment

TENANT = {
    "MICROSOFT_APP_ID": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "MICROSOFT_APP_PASSWORD": "a secret",
    "MICROSOFT_APP_TENANT_ID": "11111111-1111-4111-8111-111111111111",
}
ROOT = Path(__file__).parent.parent.parent


def problems(environment: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsProblem) as raised:
        from_environment(environment)
    return raised.value.problems


def test_nothing_configured_is_local_mode_on_loopback() -> None:
    settings = from_environment({})

    assert settings.is_local
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.graph_base_url == settings.token_service_url == "http://127.0.0.1:3979"


def test_the_sandbox_may_have_another_port() -> None:
    assert from_environment({"SANDBOX_PORT": "4000"}).graph_base_url == "http://127.0.0.1:4000"


def test_a_tenant_is_served_on_every_address_from_microsofts_clouds() -> None:
    settings = from_environment(TENANT)

    assert not settings.is_local
    assert settings.host == "0.0.0.0"  # noqa: S104 - what is tested
    assert settings.graph_base_url == "https://graph.microsoft.com"


def test_the_bot_framework_names_work_as_well() -> None:
    older = {"MicrosoftAppId": TENANT["MICROSOFT_APP_ID"], "MicrosoftAppPassword": "x"}

    settings = from_environment({**older, "MicrosoftAppTenantId": TENANT["MICROSOFT_APP_TENANT_ID"]})

    assert settings.app_id == TENANT["MICROSOFT_APP_ID"]


def test_an_app_id_without_a_secret_does_not_start() -> None:
    found = problems({**TENANT, "MICROSOFT_APP_PASSWORD": ""})

    assert found == ["MICROSOFT_APP_PASSWORD is missing: set the client secret of MICROSOFT_APP_ID."]


def test_listening_everywhere_without_an_app_id_does_not_start() -> None:
    found = problems({"HOST": "0.0.0.0"})  # noqa: S104 - what is tested

    assert len(found) == 1
    assert found[0].startswith("HOST is 0.0.0.0, but without MICROSOFT_APP_ID")


@pytest.mark.parametrize("name", ["GRAPH_BASE_URL", "TOKEN_SERVICE_URL"])
def test_local_mode_never_leaves_this_machine(name: str) -> None:
    assert "leaves this machine" in problems({name: "https://graph.microsoft.com"})[0]


@pytest.mark.parametrize("name", ["GRAPH_BASE_URL", "TOKEN_SERVICE_URL"])
def test_real_sign_ins_never_meet_the_sandbox(name: str) -> None:
    assert "must start with https://" in problems({**TENANT, name: "http://127.0.0.1:3979"})[0]


def test_every_problem_is_listed_at_once() -> None:
    found = problems({"PORT": "banana", "PLAYGROUND": "maybe", "HOST": "10.0.0.1", "MICROSOFT_APP_PASSWORD": "x"})

    assert len(found) == 4


def test_a_secret_is_not_in_what_is_printed() -> None:
    assert "a secret" not in repr(from_environment(TENANT))


def test_every_setting_is_explained_and_in_the_readme_and_the_example() -> None:
    readme, example = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".env.example").read_text("utf-8")
    names = [each.metadata["name"] for each in fields(Settings)]

    assert all(each.metadata["says"].endswith((".", "…")) for each in fields(Settings))
    assert [name for name in names if name not in readme or name not in example] == []


def test_only_sqlite_has_a_file() -> None:
    assert database_file("sqlite:///nudge.db") == Path("nudge.db")
    assert database_file("postgresql://db/nudge") is None
