"""What the settings accept, and what they refuse with one sentence each."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsProblem, from_environment, misspelt

TENANT = {
    "MICROSOFT_APP_ID": "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "MICROSOFT_APP_PASSWORD": "a secret",
    "MICROSOFT_APP_TENANT_ID": "11111111-1111-4111-8111-111111111111",
}
ROOT = Path(__file__).parent.parent.parent
# What shells, containers, hosts, proxies, databases and Microsoft's own tools put into an environment.
ORDINARY = """
    HOME HOSTNAME HOSTTYPE LANG LOGNAME MAIL OLDPWD PATH PWD SHELL SHLVL TERM TZ USER BROWSER DISPLAY TMPDIR VIRTUAL_ENV
    COMPUTERNAME APPDATA LOCALAPPDATA USERPROFILE HOST_IP HOSTS PORTS PORT0 PORT1 HTTP_PORT HTTPS_PORT CLOUDS ICLOUD
    HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE REQUESTS_CA_BUNDLE PYTHONPATH PYTHONUNBUFFERED NODE_OPTIONS DEBUG
    KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT KUBERNETES_PORT NUDGE_PORT NUDGE_SERVICE_HOST DATABASE_PORT
    DATABASE_HOST DATABASE_NAME DATABASE_USER DATABASE_PASSWORD POSTGRES_PASSWORD PGHOST PGPORT PGPASSWORD
    AZURE_CLIENT_ID AZURE_CLIENT_SECRET AZURE_TENANT_ID AZURE_CLIENT_CERTIFICATE_PATH MicrosoftAppType
    MICROSOFT_APP_TYPE WEBSITE_HOSTNAME WEBSITES_PORT IDENTITY_ENDPOINT IDENTITY_HEADER MSI_ENDPOINT
    APPINSIGHTS_INSTRUMENTATIONKEY APPLICATIONINSIGHTS_CONFIGURATION_CONTENT BOT_ID BOT_DOMAIN BOT_ENDPOINT TEAMS_APP_ID
    TEAMS_APP_TENANT_ID TEAMSFX_ENV RESOURCE_NAME OTEL_SERVICE_NAME OTEL_EXPORTER_OTLP_PROTOCOL
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT OTEL_EXPORTER_OTLP_TRACES_ENDPOINT OTEL_EXPORTER_OTLP_METRICS_ENDPOINT
"""


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

    assert found == [
        "The app has no credential: set one of MICROSOFT_APP_PASSWORD, CERTIFICATE_PATH, MANAGED_IDENTITY_CLIENT_ID."
    ]


IDENTITY = "77777777-7777-4777-8777-777777777777"


@pytest.mark.parametrize(
    ("different", "sentence"),
    [
        (
            {"MANAGED_IDENTITY_CLIENT_ID": IDENTITY},
            "MICROSOFT_APP_PASSWORD and MANAGED_IDENTITY_CLIENT_ID are both credentials of the app: keep one.",
        ),
        (
            {"MICROSOFT_APP_PASSWORD": "", "CERTIFICATE_PATH": "/nowhere/bot.pem"},
            "CERTIFICATE_PATH does not name a file.",
        ),
        (
            {"CERTIFICATE_PASSWORD": "x"},
            "CERTIFICATE_PASSWORD is set without CERTIFICATE_PATH: set both, or neither.",
        ),
        (
            {"MICROSOFT_APP_PASSWORD": "", "MANAGED_IDENTITY_CLIENT_ID": "nudge-identity"},
            "MANAGED_IDENTITY_CLIENT_ID must be the client id (a GUID) of the managed identity.",
        ),
        ({"BACKGROUND_READING": "everybody"}, "BACKGROUND_READING must be person or app."),
        ({"CLOUD": "Moon"}, "CLOUD must be one of Public, USGov, USGovDoD, China."),
        ({"DATABASE_URL": "mysql://db"}, "DATABASE_URL must start with sqlite:/// or postgresql://."),
        (
            {"DATABASE_URL": "@Microsoft.KeyVault(SecretUri=https://nudge-vault.vault.azure.net/secrets/database-url)"},
            "DATABASE_URL could not be looked up in Key Vault yet: restart the web app in a few minutes.",
        ),
        (
            {"NOTIFICATION_URL": "https://nudge.contoso.com"},
            "NOTIFICATION_URL must end with /api/notifications, where the bot hears of changes.",
        ),
        ({"ALLOWED_TENANTS": "contoso.com"}, "ALLOWED_TENANTS must be GUIDs of tenants, with commas between."),
    ],
)
def test_what_does_not_fit_together_is_said_in_one_sentence(different: dict[str, str], sentence: str) -> None:
    assert problems({**TENANT, **different}) == [sentence]


@pytest.mark.parametrize(
    ("different", "kind"),
    [
        ({}, "secret"),
        ({"MICROSOFT_APP_PASSWORD": "", "MANAGED_IDENTITY_CLIENT_ID": IDENTITY}, "federated"),
        (
            {"MICROSOFT_APP_PASSWORD": "", "MANAGED_IDENTITY_CLIENT_ID": TENANT["MICROSOFT_APP_ID"].upper()},
            "managed identity",
        ),
        ({"MICROSOFT_APP_PASSWORD": "", "CERTIFICATE_PATH": __file__}, "certificate"),
    ],
)
def test_what_is_given_says_how_the_bot_proves_who_it_is(different: dict[str, str], kind: str) -> None:
    assert from_environment({**TENANT, **different}).credential_kind == kind


def test_only_the_apps_own_tenant_is_served_unless_others_are_named() -> None:
    own = TENANT["MICROSOFT_APP_TENANT_ID"]
    others = ["AAAAAAAA-1111-4111-8111-111111111111", "bbbbbbbb-1111-4111-8111-111111111111"]

    assert from_environment(TENANT).tenants == {own}
    assert from_environment({**TENANT, "ALLOWED_TENANTS": ", ".join(others)}).tenants == {
        each.lower() for each in others
    }


@pytest.mark.parametrize(
    ("cloud", "graph", "token_service", "issuer"),
    [
        ("Public", "graph.microsoft.com", "api.botframework.com", "api.botframework.com"),
        ("USGov", "graph.microsoft.us", "tokengcch.botframework.azure.us", "api.botframework.us"),
        ("USGovDoD", "dod-graph.microsoft.us", "apiDoD.botframework.azure.us", "api.botframework.us"),
        ("China", "microsoftgraph.chinacloudapi.cn", "token.botframework.azure.cn", "api.botframework.azure.cn"),
    ],
)
def test_one_setting_says_which_cloud(cloud: str, graph: str, token_service: str, issuer: str) -> None:
    settings = from_environment({**TENANT, "CLOUD": cloud})

    assert settings.graph_base_url == f"https://{graph}"
    assert settings.token_service_url == f"https://{token_service}"
    assert settings.cloud.bot_framework == f"https://{issuer}"


def test_the_cloud_does_not_matter_in_local_mode() -> None:
    assert from_environment({"CLOUD": "China"}).graph_base_url == "http://127.0.0.1:3979"


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


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("MICROSOFT_APP_PASWORD", "MICROSOFT_APP_PASSWORD"),
        ("MICROSOFT_APPID", "MICROSOFT_APP_ID"),
        ("MicrosoftAppID", "MicrosoftAppId"),
        ("CLIENT_SECRETS", "CLIENT_SECRET"),
        ("ALLOWED_TENANT", "ALLOWED_TENANTS"),
        ("DATABASE_ULR", "DATABASE_URL"),
        ("LOG_LEVEL_", "LOG_LEVEL"),
        ("LOGFORMAT", "LOG_FORMAT"),
    ],
)
def test_a_misspelt_name_is_said_with_the_one_that_was_meant(name: str, meant: str) -> None:
    assert misspelt({name: "x"}) == [f"{name} is no setting; did you mean {meant}?"]


def test_a_start_that_fails_says_which_name_is_misspelt() -> None:
    found = problems({**TENANT, "MICROSOFT_APP_PASSWORD": "", "MICROSOFT_APP_PASWORD": "x"})

    assert found[-1] == "MICROSOFT_APP_PASWORD is no setting; did you mean MICROSOFT_APP_PASSWORD?"


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URI": "x", "DATABASE_URL": "sqlite:///nudge.db"},
        {"MicrosoftAppPasword": "x", "CLIENT_SECRET": "x"},
        {"DATABASE_URI": " "},
    ],
)
def test_a_name_beside_a_setting_that_is_set_or_without_a_value_is_no_misspelling(environment: dict[str, str]) -> None:
    assert misspelt(environment) == []


def test_the_names_of_settings_and_what_other_programs_are_told_are_no_misspellings() -> None:
    settings = [name for each in fields(Settings) for name in (each.metadata["name"], *each.metadata["aliases"])]

    assert [name for name in settings if misspelt({name: "x"})] == []
    assert misspelt(dict.fromkeys(ORDINARY.split(), "x")) == []


def test_a_secret_is_not_in_what_is_printed() -> None:
    certificate = {
        **TENANT,
        "MICROSOFT_APP_PASSWORD": "",
        "CERTIFICATE_PATH": __file__,
        "CERTIFICATE_PASSWORD": "its password",
    }

    assert "a secret" not in repr(from_environment(TENANT))
    assert "its password" not in repr(from_environment(certificate))


def test_every_setting_is_explained_and_in_the_readme_and_the_example() -> None:
    readme, example = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".env.example").read_text("utf-8")
    names = [each.metadata["name"] for each in fields(Settings)]

    assert all(each.metadata["says"].endswith((".", "…")) for each in fields(Settings))
    assert [name for name in names if name not in readme or name not in example] == []
