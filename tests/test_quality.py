"""The code passes its linters and type checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
GATES = {
    "ruff check": (("ruff", "check"), "import os\n"),
    "ruff format": (("ruff", "format", "--check"), "x = 'single quotes'\n"),
    "mypy": (("mypy",), "def double(x):\n    return 2 * x\n"),
}


def run(command: tuple[str, ...], *arguments: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", *command, *arguments]
    return subprocess.run(whole, cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("gate", GATES)
def test_the_code_passes(gate: str) -> None:
    ended = run(GATES[gate][0])

    if ended.returncode != 0:
        pytest.fail(f"{gate} says:\n{ended.stdout}{ended.stderr}", pytrace=False)


@pytest.mark.parametrize("gate", GATES)
def test_a_planted_mistake_is_caught(gate: str, tmp_path: Path) -> None:
    command, mistake = GATES[gate]
    planted = tmp_path / "planted.py"
    planted.write_text(mistake, "utf-8")

    ended = run(command, "--config-file" if gate == "mypy" else "--config", "pyproject.toml", str(planted))

    assert ended.returncode == 1
