"""infra/ holds together: every name, parameter and output that one file uses, another has."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings, from_environment
from tests.deployment.bicep import of_folder, problems

INFRA = Path(__file__).parents[2] / "infra"


def test_infra_has_no_problem() -> None:
    assert problems(of_folder(INFRA)) == []


MISTAKES = {
    "a brace is missing": ("app.bicep", "siteConfig: {", "siteConfig: "),
    "a type without its version": ("insights.bicep", "components@2020-02-02", "components"),
    "a parameter that is not declared": ("bot.bicep", "displayName: displayName", "displayName: botName"),
    "a parameter that nobody uses": ("app.bicep", "param sku string", "param sku string\nparam colour string"),
    "a name twice": ("bot.bicep", "var always", "var connections = []\nvar always"),
    "a module that is not there": ("main.bicep", "'vault.bicep'", "'safe.bicep'"),
    "a module that lacks something": ("main.bicep", "    sku: databaseSku\n", ""),
    "a module that is given too much": ("main.bicep", "    sku: databaseSku\n", "    sku: databaseSku\n    size: 1\n"),
    "an output that is not there": ("main.bicep", "app.outputs.host", "app.outputs.domain"),
    "a secret that is written into the log": ("database.bicep", "@secure()\nparam password", "param password"),
    "a secret that is told": ("database.bicep", "= server::nudge.name", "= password"),
    "a file of parameters that lacks one": ("main.parameters.json", '"signInAppId"', '"signInApp"'),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_caught(mistake: str) -> None:
    files = of_folder(INFRA)
    name, right, wrong = MISTAKES[mistake]
    assert right in files[name]

    found = problems({**files, name: files[name].replace(right, wrong, 1)})

    assert found != []


# https://learn.microsoft.com/azure/app-service/reference-app-settings
OF_THE_PLATFORM = ("SCM_", "WEBSITES_", "CUSTOM_REQUIREMENTSTXT_PATH")


def test_the_web_app_is_given_settings_that_the_bot_knows_and_that_fit_together() -> None:
    given = re.findall(r"^      ([A-Z_]+): (.*)$", of_folder(INFRA)["app.bicep"], re.MULTILINE)
    bots_own = {name: value.strip("'") for name, value in given if not name.startswith(OF_THE_PLATFORM)}
    app_id = "55555555-5555-4555-8555-555555555555"
    deployed = {
        "identityClientId": app_id,
        "tenantId": "66666666-6666-4666-8666-666666666666",
        "allowedTenants": "",
        "backgroundReading": "person",
        "insightsConnection": "InstrumentationKey=1",
        "@Microsoft.KeyVault(SecretUri=${databaseUrlUri})": "postgresql://nudge:x@database:5432/nudge",
    }

    settings = from_environment({name: deployed.get(value, value) for name, value in bots_own.items()})

    assert set(bots_own) <= {each.metadata["name"] for each in fields(Settings)}
    assert (settings.app_id, settings.credential_kind, settings.log_format) == (app_id, "managed identity", "json")
