"""The package is what Microsoft asks for, by schema and by rule; a planted mistake shows that each rule looks."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from manifest.build import HERE, SIGN_IN_HOSTS, package
from manifest.commands import of_the_bot
from tests.manifest.tenant import CONTOSO, unzipped

Json = dict[str, Any]
SCHEMAS = Path(__file__).parents[1] / "schemas"
SHARED_HOSTS = ("azurewebsites.net", "azurecontainerapps.io", "devtunnels.ms", "trafficmanager.net")


def problems(manifest: Json, texts: Json) -> list[str]:
    """Everything that is wrong with the two, in one line each."""
    return [
        *breaks_of("teams-manifest.v1.30.json", manifest),
        *breaks_of("teams-localization.v1.30.json", texts),
        *own_rules(manifest, texts),
    ]


def breaks_of(schema: str, content: Json) -> Iterator[str]:
    validator = Draft4Validator(json.loads((SCHEMAS / schema).read_text("utf-8")))
    for each in validator.iter_errors(content):
        yield f"{'.'.join(map(str, each.absolute_path))}: {each.message}"


def own_rules(manifest: Json, texts: Json) -> Iterator[str]:
    """What the schemas do not say."""
    if "${{" in json.dumps(manifest):
        yield "a placeholder is left"
    bot = manifest["bots"][0]
    if manifest["webApplicationInfo"]["resource"] != f"api://botid-{bot['botId']}":
        yield "silent sign-in asks for another app"
    if "personal" not in bot["scopes"]:
        yield "silent sign-in needs the personal scope"
    hosts = manifest["validDomains"]
    if hosts[0] not in SIGN_IN_HOSTS.values():
        yield "the sign-in page is not a valid domain"
    if any(f"*.{shared}" in hosts for shared in SHARED_HOSTS):
        yield "a domain that strangers share"
    lists = bot["commandLists"]
    if sorted(scope for each in lists for scope in each["scopes"]) != sorted(bot["scopes"]):
        yield "not one list for each scope"
    there = {
        f"bots[0].commandLists[{i}].commands[{j}].{part}"
        for i, each in enumerate(lists)
        for j, _ in enumerate(each["commands"])
        for part in ("title", "description")
    }
    if there != {path for path in texts if re.match(r"bots\[", path)}:
        yield "the commands of the two languages differ"


def built() -> tuple[Json, Json]:
    """manifest.json and ja.json of a package."""
    files = unzipped(package(CONTOSO, of_the_bot()))
    return json.loads(files["manifest.json"]), json.loads(files["ja.json"])


def test_the_package_has_no_problem() -> None:
    assert problems(*built()) == []


def test_the_files_of_the_repository_are_good_once_their_placeholders_are_filled() -> None:
    """The Agents Toolkit fills them itself."""
    text = (HERE / "manifest.json").read_text("utf-8")
    values = {**CONTOSO.values, "BOT_DOMAIN": "nudge.contoso.com"}

    filled = re.sub(r"\$\{\{(\w+)\}\}", lambda found: values[found[1]], text)

    assert problems(json.loads(filled), json.loads((HERE / "ja.json").read_text("utf-8"))) == []


def plant(path: str, value: object) -> Callable[[Json, Json], None]:
    """Puts something else at a place of the manifest."""

    def change(manifest: Json, _: Json) -> None:
        *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
        place: Any = manifest
        for key in way:
            place = place[key]
        place[last] = value

    return change


def thirteen_commands(manifest: Json, _: Json) -> None:
    commands = manifest["bots"][0]["commandLists"][0]["commands"]
    manifest["bots"][0]["commandLists"][0]["commands"] = (commands * 2)[:13]


MISTAKES: dict[str, Callable[[Json, Json], None]] = {
    "an older schema's name for group chats": plant("bots.0.scopes", ["personal", "team", "groupchat"]),
    "thirteen commands": thirteen_commands,
    "a property that nobody knows": plant("supportsEverything", True),
    "channel features of no tier": plant("supportsChannelFeatures", "tier9"),
    "an app id that is no GUID": plant("id", "nudge"),
    "a name that is too long": plant("name.short", "N" * 31),
    "a page without https": plant("developer.privacyUrl", "www.contoso.com"),
    "a placeholder": plant("developer.name", "${{DEVELOPER_NAME}}"),
    "another app to sign in to": plant("webApplicationInfo.resource", "api://nudge.contoso.com"),
    "no personal scope": plant("bots.0.scopes", ["team", "groupChat"]),
    "no sign-in page": plant("validDomains", ["nudge.contoso.com"]),
    "everybody's web sites": plant("validDomains", ["token.botframework.com", "*.azurewebsites.net"]),
    "a Japanese text for no command": lambda manifest, _: manifest["bots"][0]["commandLists"][0]["commands"].pop(),
    "a command without Japanese": lambda _, texts: texts.pop("bots[0].commandLists[2].commands[0].title"),
    "a Japanese text outside the schema": lambda _, texts: texts.update(
        {"bots[0].commandLists[3].commands[0].title": "無"}
    ),
    "no Japanese description": lambda _, texts: texts.pop("description.full"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_caught(mistake: str) -> None:
    manifest, texts = copy.deepcopy(built())

    MISTAKES[mistake](manifest, texts)

    assert problems(manifest, texts) != []
