"""The app package holds what Teams demands of it, in both languages, and is the same bytes each time."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bot.command import find_command, phrases
from bot.language import read
from manifest.build import HERE, as_text, english, japanese, package
from manifest.commands import CommandEntry, of_the_bot
from tests.conftest import NOW
from tests.manifest.tenant import APP_ID, CONTOSO, unzipped

PROJECT = Path(__file__).parents[2]
EVERYWHERE = CommandEntry("Today", "今日の予定", "Show today.", "今日の予定を見ます。")
ONLY_PRIVATE = CommandEntry("Settings", "設定", "Change settings.", "設定を変えます。", scopes=("personal",))


def manifest_and_texts(*commands: CommandEntry) -> tuple[dict[str, Any], dict[str, str]]:
    """What the package has as manifest.json and ja.json, with the bot's commands if none are given."""
    files = unzipped(package(CONTOSO, commands or of_the_bot()))
    return json.loads(files["manifest.json"]), json.loads(files["ja.json"])


def at(content: Any, path: str) -> Any:
    """What is at a localisation path such as bots[0].commandLists[1].commands[2].title."""
    for key in re.findall(r"[^.\[\]]+", path):
        content = content[int(key)] if key.isdigit() else content[key]
    return content


def test_all_files_are_at_the_root_of_the_zip() -> None:
    files = unzipped(package(CONTOSO, [EVERYWHERE]))

    assert list(files) == ["manifest.json", "color.png", "outline.png", "ja.json"]


def test_the_same_input_makes_the_same_bytes() -> None:
    assert package(CONTOSO, [EVERYWHERE]) == package(CONTOSO, [EVERYWHERE])


def test_every_placeholder_is_filled() -> None:
    files = unzipped(package(CONTOSO, [EVERYWHERE]))

    assert b"${{" not in files["manifest.json"] + files["ja.json"]


def test_bot_and_sign_in_have_the_app_id() -> None:
    manifest, _ = manifest_and_texts()

    assert manifest["id"] == manifest["bots"][0]["botId"] == manifest["webApplicationInfo"]["id"] == str(APP_ID)
    assert manifest["webApplicationInfo"]["resource"] == f"api://botid-{APP_ID}"  # Teams checks the prefix


def test_people_may_sign_in_to_another_app_than_the_bots_own() -> None:
    sign_in_app = UUID("66666666-6666-4666-8666-666666666666")

    files = unzipped(package(replace(CONTOSO, sign_in_app_id=sign_in_app), [EVERYWHERE]))

    assert json.loads(files["manifest.json"])["webApplicationInfo"] == {
        "id": str(sign_in_app),
        "resource": f"api://botid-{APP_ID}",
    }


@pytest.mark.parametrize(
    ("cloud", "host"),
    [("USGov", "token.botframework.azure.us"), ("China", "token.botframework.azure.cn")],
)
def test_each_cloud_has_its_own_sign_in_page(cloud: str, host: str) -> None:
    files = unzipped(package(replace(CONTOSO, cloud=cloud), [EVERYWHERE]))

    assert json.loads(files["manifest.json"])["validDomains"] == [host, "nudge.contoso.com"]


def test_a_developers_name_cannot_end_its_text() -> None:
    odd = replace(CONTOSO, developer=replace(CONTOSO.developer, name='Contoso", "x": "'))

    files = unzipped(package(odd, [EVERYWHERE]))

    assert json.loads(files["manifest.json"])["developer"]["name"] == 'Contoso", "x": "'


def test_the_token_service_and_the_bots_own_host_are_valid_domains() -> None:
    manifest, _ = manifest_and_texts()

    assert manifest["validDomains"] == ["token.botframework.com", "nudge.contoso.com"]


def test_it_can_be_added_everywhere_private_and_shared_channels_included() -> None:
    manifest, _ = manifest_and_texts()

    assert manifest["manifestVersion"] == "1.30"
    assert manifest["$schema"].endswith("/v1.30/MicrosoftTeams.schema.json")
    assert manifest["bots"][0]["scopes"] == ["personal", "team", "groupChat"]
    assert manifest["supportsChannelFeatures"] == "tier1"


@pytest.mark.parametrize(
    ("path", "longest"),
    [
        ("name.short", 30),
        ("name.full", 100),
        ("description.short", 80),
        ("description.full", 4000),
    ],
)
def test_names_and_descriptions_fit_in_both_languages(path: str, longest: int) -> None:
    manifest, texts = manifest_and_texts()

    assert 0 < len(at(manifest, path)) <= longest
    assert 0 < len(texts[path]) <= longest


def test_the_developer_is_the_one_that_was_given() -> None:
    manifest, _ = manifest_and_texts()

    assert manifest["developer"] == {
        "name": "Contoso IT",
        "websiteUrl": "https://www.contoso.com/nudge",
        "privacyUrl": "https://www.contoso.com/privacy",
        "termsOfUseUrl": "https://www.contoso.com/terms",
    }


def test_the_version_is_the_projects() -> None:
    manifest, _ = manifest_and_texts()

    assert manifest["version"] == tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"]


def test_each_scope_has_its_own_list_with_what_can_be_said_there() -> None:
    manifest, texts = manifest_and_texts(ONLY_PRIVATE, EVERYWHERE)

    titles = {
        tuple(each["scopes"]): [command["title"] for command in each["commands"]]
        for each in manifest["bots"][0]["commandLists"]
    }
    assert titles == {("personal",): ["Settings", "Today"], ("team",): ["Today"], ("groupChat",): ["Today"]}
    assert texts["bots[0].commandLists[0].commands[0].title"] == "設定"
    assert texts["bots[0].commandLists[1].commands[0].title"] == "今日の予定"


def test_a_scope_without_commands_has_no_list() -> None:
    manifest, _ = manifest_and_texts(ONLY_PRIVATE)

    assert [each["scopes"] for each in manifest["bots"][0]["commandLists"]] == [["personal"]]


def test_the_bots_commands_are_few_and_short_enough_for_the_menu() -> None:
    """Teams takes 12; it cuts titles after 32 characters and descriptions after 128, whatever the schema allows."""
    commands = of_the_bot()

    assert 0 < len(commands) <= 12
    for each in commands:
        assert all(0 < len(title) <= 32 for title in (each.title_en, each.title_ja))
        assert all(0 < len(description) <= 128 for description in (each.description_en, each.description_ja))


def test_every_command_is_also_in_japanese_and_nothing_else_is() -> None:
    manifest, texts = manifest_and_texts()
    paths = {
        f"bots[0].commandLists[{i}].commands[{j}].{part}"
        for i, each in enumerate(manifest["bots"][0]["commandLists"])
        for j, _ in enumerate(each["commands"])
        for part in ("title", "description")
    }

    assert {path for path in texts if path.startswith("bots")} == paths
    for path in paths:
        assert texts[path] != at(manifest, path), f"{path} is not translated"


def test_the_files_in_the_repository_list_the_bots_commands() -> None:
    """The Agents Toolkit packs these files as they are."""
    commands = of_the_bot()

    for name, expected in (("manifest.json", english(commands)), ("ja.json", japanese(commands))):
        up_to_date = (HERE / name).read_text("utf-8") == as_text(expected)
        assert up_to_date, f"{name} is behind the bot's commands or the version: run python -m manifest commands"


def test_whatever_the_description_suggests_is_understood() -> None:
    manifest, texts = manifest_and_texts()
    english_ones = re.findall("“(.+?)”", manifest["description"]["full"])
    japanese_ones = re.findall("「(.+?)」", texts["description.full"])

    readings = {
        text: read(text, now=NOW, zone="Asia/Tokyo", locale=locale, phrases=phrases())
        for locale, suggested in (("en-US", english_ones), ("ja-JP", japanese_ones))
        for text in suggested
    }

    assert len(english_ones) > 8
    assert [text for text, reading in readings.items() if find_command(reading.intent) is None] == []
    assert [text for text, reading in readings.items() if reading.intent == "none"] == []
