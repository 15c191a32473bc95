"""The Agents Toolkit's files fit its schema, and every value that one of them uses another one gives."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

PROJECT = Path(__file__).parents[2]
SCHEMA = json.loads((PROJECT / "tests/schemas/m365agents.v1.12.json").read_text("utf-8"))
USED = re.compile(r"\$\{\{(\w+)\}\}")
MADE = re.compile(r"^output (\w+) ", re.MULTILINE)
BY_HAND = re.compile(r"^(\w+)=", re.MULTILINE)
ASKED_FOR = {"AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP_NAME"}  # empty is good: the Toolkit asks
# aadApp/update makes it: https://aka.ms/teamsfx-actions/aadapp-update
BY_THE_TOOLKIT = {"AAD_APP_ACCESS_AS_USER_PERMISSION_ID"}
BY_THE_TUNNEL = {"BOT_DOMAIN", "BOT_ENDPOINT"}
FILES = {"dev": "m365agents.yml", "local": "m365agents.local.yml", "playground": "m365agents.playground.yml"}

Json = dict[str, Any]


def project(environment: str) -> Json:
    return dict(yaml.safe_load((PROJECT / FILES[environment]).read_text("utf-8")))


def text_of(path: str) -> str:
    return (PROJECT / path).read_text("utf-8")


def problems(environment: str, toolkit: Json) -> list[str]:
    """Everything that is wrong, in one line each."""
    found = [f"{'.'.join(map(str, each.absolute_path))}: {each.message}" for each in broken(toolkit)]
    known = set(BY_HAND.findall(text_of(f"env/.env.{environment}"))) | BY_THE_TOOLKIT
    known |= BY_THE_TUNNEL if environment == "local" else set()
    for step in steps(toolkit):
        found += [f"{step['uses']}: {path} is not there" for path in paths(step) if not (PROJECT / path).exists()]
        found += [f"{step['uses']}: nobody gives {name}" for name in sorted(needed(step) - known)]
        known |= given(step)
    return found


def broken(toolkit: Json) -> Iterator[Any]:
    return Draft7Validator(SCHEMA).iter_errors(toolkit)


def steps(toolkit: Json) -> list[Json]:
    return [step for stage in ("provision", "deploy", "publish") for step in toolkit.get(stage, ())]


def paths(step: Json) -> list[str]:
    """The files of ours that a step reads."""
    options = step["with"]
    read = [options.get("manifestPath"), options.get("ignoreFile")]
    read += [each[key] for each in options.get("templates", ()) for key in ("path", "parameters")]
    return [path for path in read if path]


def needed(step: Json) -> set[str]:
    """What has to be known before a step, in itself and in the files that it reads."""
    texts = [json.dumps(step["with"]), *(text_of(path) for path in paths(step) if (PROJECT / path).exists())]
    return {name for text in texts for name in USED.findall(text)} - ASKED_FOR


def given(step: Json) -> set[str]:
    """What is known after it."""
    names = set(step.get("writeToEnvironmentFile", {}).values())
    names |= set(re.findall(r"set-teamsfx-env (\w+)=", str(step["with"].get("run", ""))))
    return names | {name for path in paths(step) if path.endswith(".bicep") for name in MADE.findall(text_of(path))}


@pytest.mark.parametrize("environment", FILES)
def test_the_project_has_no_problem(environment: str) -> None:
    assert problems(environment, project(environment)) == []


def change(stage: str, uses: str, *way: str, to: object) -> Callable[[Json], None]:
    """Puts something else into the first step that uses this; None takes it away."""

    def plant(toolkit: Json) -> None:
        place = next(step for step in toolkit[stage] if step["uses"] == uses)
        for key in way[:-1]:
            place = place[key]
        if to is None:
            del place[way[-1]]
        else:
            place[way[-1]] = to

    return plant


def swap_first_and_third(toolkit: Json) -> None:
    order = toolkit["provision"]
    order[0], order[2] = order[2], order[0]


MISTAKES: dict[str, Callable[[Json], None]] = {
    "a version that is not the schema's": lambda toolkit: toolkit.update(version="1.0.0"),
    "a step that does not exist": change("deploy", "azureAppService/zipDeploy", "uses", to="azureAppService/deploy"),
    "an option that does not exist": change("provision", "arm/deploy", "with", "region", to="westeurope"),
    "an option that is missing": change("provision", "aadApp/update", "with", "outputFilePath", to=None),
    "a secret in the open": change(
        "provision", "aadApp/create", "writeToEnvironmentFile", "clientSecret", to="AAD_APP_CLIENT_SECRET"
    ),
    "a file that is not there": change("provision", "aadApp/update", "with", "manifestPath", to="./entra.json"),
    "a value that nobody gives": change(
        "deploy", "azureAppService/zipDeploy", "with", "resourceId", to="${{BOT_ID_2}}"
    ),
    "steps in the wrong order": swap_first_and_third,
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_caught(mistake: str) -> None:
    toolkit = copy.deepcopy(project("dev"))

    MISTAKES[mistake](toolkit)

    assert problems("dev", toolkit) != []


def test_no_secret_is_in_a_file_that_is_committed() -> None:
    ignored = text_of(".gitignore").splitlines()

    assert "env/.env.*.user" in ignored
    assert ".localConfigs" in ignored
    for environment in FILES:
        assert "SECRET_" not in text_of(f"env/.env.{environment}")


def test_the_code_that_runs_is_uploaded_and_nothing_else_of_ours() -> None:
    ignored = {line.rstrip("/") for line in text_of(".webappignore").splitlines()}
    top = {path.name for path in PROJECT.iterdir()}

    assert {"app.py", "bot", "cards", "graph", "requirements.txt", "requirements-telemetry.txt"} <= top - ignored
    assert {"tests", "docs", "env", "infra", ".git"} <= ignored


def test_what_f5_starts_is_there() -> None:
    launch, tasks = json.loads(text_of(".vscode/launch.json")), json.loads(text_of(".vscode/tasks.json"))["tasks"]
    labels = {task["label"] for task in tasks}
    names = {each["name"] for each in launch["configurations"]}
    environments = {task["args"]["env"] for task in tasks if "env" in task.get("args", {})}

    assert {each["preLaunchTask"] for each in launch["compounds"]} <= labels
    assert {label for task in tasks for label in task.get("dependsOn", ())} <= labels
    assert {name for each in launch["compounds"] for name in each["configurations"]} <= names
    assert environments <= set(FILES)
