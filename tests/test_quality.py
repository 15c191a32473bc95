"""The code passes its linters and type checks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)],
    ids=["ruff check", "ruff format", "mypy"],
)
def test_the_code_passes(command: tuple[str, ...]) -> None:
    ended = subprocess.run([sys.executable, "-m", *command], cwd=PROJECT, capture_output=True, text=True, check=False)

    if ended.returncode != 0:
        pytest.fail(f"{' '.join(command)} says:\n{ended.stdout}{ended.stderr}", pytrace=False)
