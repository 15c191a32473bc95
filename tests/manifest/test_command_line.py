"""`python -m manifest build` makes a package for a tenant, or says in one sentence what it needs for that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from manifest.build import package
from manifest.commands import of_the_bot
from tests.manifest.tenant import APP_ID, CONTOSO, unzipped

PROJECT = Path(__file__).parents[2]
GIVEN = {
    "--app-id": str(APP_ID),
    "--domain": "nudge.contoso.com",
    "--developer-name": "Contoso IT",
    "--website": "https://www.contoso.com/nudge",
    "--privacy": "https://www.contoso.com/privacy",
    "--terms": "https://www.contoso.com/terms",
}


def build(output: Path, *flags: str, **options: str) -> subprocess.CompletedProcess[str]:
    """python -m manifest build, with these options."""
    named = [part for option in options.items() for part in option]
    command = [sys.executable, "-m", "manifest", "build", "--output", str(output), *flags, *named]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_it_builds_a_package_for_a_tenant(tmp_path: Path) -> None:
    output = tmp_path / "nudge.zip"

    ended = build(output, **GIVEN)

    assert (ended.stdout, ended.stderr) == (f"{output} is ready to be uploaded to Teams.\n", "")
    assert output.read_bytes() == package(CONTOSO, of_the_bot())


def test_all_that_a_tenant_needs_is_said_at_once(tmp_path: Path) -> None:
    output = tmp_path / "nudge.zip"

    ended = build(output, **{"--app-id": str(APP_ID)})

    assert ended.returncode == 2
    assert "a tenant needs --domain, --developer-name, --website, --privacy, --terms; --local makes" in ended.stderr
    assert not output.exists()


def test_placeholders_are_for_looking_only(tmp_path: Path) -> None:
    output = tmp_path / "nudge.zip"

    ended = build(output, "--local")

    assert ended.stdout == f"{output} is ready to be looked at; Teams does not take it.\n"
    assert b"https://www.example.com/privacy" in unzipped(output.read_bytes())["manifest.json"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--app-id", "nudge"),
        ("--domain", "https://nudge.contoso.com"),
        ("--domain", "*.azurewebsites.net"),
        ("--privacy", "http://www.contoso.com/privacy"),
        ("--website", "https://localhost"),
        ("--cloud", "Moon"),
    ],
)
def test_what_teams_would_not_take_is_refused_by_name(tmp_path: Path, option: str, value: str) -> None:
    output = tmp_path / "nudge.zip"

    ended = build(output, **{**GIVEN, option: value})

    assert ended.returncode == 2
    assert option in ended.stderr
    assert value in ended.stderr
    assert not output.exists()


def test_a_developers_name_that_teams_cuts_is_refused(tmp_path: Path) -> None:
    ended = build(tmp_path / "nudge.zip", **{**GIVEN, "--developer-name": "Contoso " * 5})

    assert "Teams takes names of up to 32 characters" in ended.stderr
