"""A newcomer who does what CONTRIBUTING.md says has a command that works, in both languages, in help and in Teams."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("app.py", "bot", "cards", "graph", "manifest", "tests", "pyproject.toml", "CONTRIBUTING.md")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "e2e", "*.db*")
# A file that a section names, and the block of code that follows.
FILE = re.compile(r"`((?:bot|tests)/[\w/]+\.\w+)`[^`]*?```(?:python|toml)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository, with the files of “Add a command” in it."""
    folder = tmp_path_factory.mktemp("newcomer")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / part, folder / part)
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Add a command")[1].split("\n## ")[0]
    files = dict(FILE.findall(section))
    assert [Path(name).name for name in files] == ["coffee.py", "coffee.toml", "test_coffee.py"]
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    return folder


def run(folder: Path, *command: str) -> str:
    """What a command prints in the copy; fails with it if the command fails."""
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        pytest.fail(ended.stdout + ended.stderr, pytrace=False)
    return ended.stdout


def test_it_answers_and_is_in_help_in_both_languages(copy: Path) -> None:
    """The tests of help look at every command: its line in both languages, and each example."""
    files = ("tests/bot/commands/test_coffee.py", "tests/bot/commands/test_help.py", "tests/bot/test_locales.py")

    printed = run(copy, "pytest", "-v", "-p", "no:cacheprovider", *files)

    assert "test_every_example_and_title_leads_to_its_command[coffee-coffee-en-US" in printed
    assert "test_the_next_coffee_is_half_an_hour_away PASSED" in printed


def test_it_is_in_the_menu_of_teams_after_one_command(copy: Path) -> None:
    run(copy, "manifest", "commands")

    manifest = json.loads((copy / "manifest/manifest.json").read_text("utf-8"))
    commands = manifest["bots"][0]["commandLists"][0]["commands"]
    place = [each["title"] for each in commands].index("coffee")
    japanese = json.loads((copy / "manifest/ja.json").read_text("utf-8"))
    assert commands[place]["description"] == "Say when to have the next coffee."
    assert japanese[f"bots[0].commandLists[0].commands[{place}].title"] == "コーヒー"


def test_it_is_written_as_the_linters_want_it(copy: Path) -> None:
    files = ("bot/commands/coffee.py", "tests/bot/commands/test_coffee.py")

    run(copy, "ruff", "check", *files)
    run(copy, "ruff", "format", "--check", *files)


def test_a_sentence_whose_japanese_is_forgotten_is_named(copy: Path, tmp_path: Path) -> None:
    forgetful = tmp_path / "forgetful"
    shutil.copytree(copy, forgetful)
    (forgetful / "bot/locales/ja/coffee.toml").unlink()

    with pytest.raises(pytest.fail.Exception, match="Have your next coffee at"):
        run(forgetful, "pytest", "-q", "-p", "no:cacheprovider", "tests/bot/test_locales.py")
