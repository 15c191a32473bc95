"""The shape of the code: who may import whom, and who may touch the network, the clock and the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = ("app", "bot", "cards", "graph")  # each may import what stands to its right
CODE = sorted(
    file
    for file in [ROOT / "app.py", *(each for part in (*ORDER[1:], "manifest") for each in (ROOT / part).rglob("*.py"))]
    if "__pycache__" not in file.parts
)
SEAM = {"bot/adapter.py", "bot/handler.py"}
NETWORK = ("aiohttp", "httpx", "requests", "urllib3", "http.client", "socket")
MAY_USE_NETWORK = {
    "app.py",
    "graph/client.py",
    "graph/transport.py",
    "bot/adapter.py",
    "bot/connector.py",
    "bot/identity.py",
}
CLOCKS = {"now", "utcnow", "today", "time", "localtime", "gmtime"}
LONGEST_FILE = 320
LONGEST_FUNCTION = 45


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def breaks_of_order(name: str, source: str) -> list[str]:
    part = name.split("/")[0].removesuffix(".py")
    if part not in ORDER:
        return []
    left = ORDER[: ORDER.index(part)]
    return [each for each in imports(ast.parse(source)) if each.split(".")[0] in left]


def sdk_outside_the_seam(name: str, source: str) -> list[str]:
    found = [each for each in imports(ast.parse(source)) if each.split(".")[0] in ("botbuilder", "botframework")]
    return [] if name in SEAM else found


def network_elsewhere(name: str, source: str) -> list[str]:
    if name in MAY_USE_NETWORK or name.startswith("graph/sandbox/"):
        return []
    return [each for each in imports(ast.parse(source)) if each.startswith(NETWORK)]


def clock_reads(name: str, source: str) -> list[str]:
    if name == "app.py" or name == "graph/sandbox/__main__.py":
        return []
    return [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date", "time")
        and node.attr in CLOCKS
    ]


def environment_reads(name: str, source: str) -> list[str]:
    if name == "bot/settings.py":
        return []
    return [
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    ]


def made_without_a_yes(name: str, source: str) -> list[str]:
    if name == "bot/plan.py":
        return []
    return [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Confirmed"
    ]


RULES = {
    "imports go only to the right": (breaks_of_order, "graph/x.py", "from bot.command import Turn"),
    "the archived SDK stays behind its seam": (sdk_outside_the_seam, "bot/x.py", "import botbuilder.core"),
    "only a few files use the network": (network_elsewhere, "bot/x.py", "import httpx"),
    "only app.py reads the clock": (clock_reads, "bot/x.py", "from datetime import datetime\ndatetime.now()"),
    "only the settings read the environment": (environment_reads, "graph/x.py", "import os\nos.environ['X']"),
    "only a plan makes a confirmed change": (made_without_a_yes, "bot/x.py", "Confirmed(change)"),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_code_keeps_to(rule: str) -> None:
    find, _, _ = RULES[rule]

    broken = {name_of(file): found for file in CODE if (found := find(name_of(file), file.read_text("utf-8")))}

    assert broken == {}


@pytest.mark.parametrize("rule", RULES)
def test_a_planted_mistake_is_caught(rule: str) -> None:
    find, name, mistake = RULES[rule]

    assert find(name, mistake) != []


def test_files_say_what_they_are_for_and_stay_short() -> None:
    silent = [name_of(file) for file in CODE if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    long = [name_of(file) for file in CODE if len(file.read_text("utf-8").splitlines()) > LONGEST_FILE]

    assert (silent, long) == ([], [])


def test_functions_stay_short() -> None:
    long = [
        f"{name_of(file)}:{node.lineno} {node.name}"
        for file in CODE
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION
    ]

    assert long == []
