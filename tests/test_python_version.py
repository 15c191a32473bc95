"""Whoever starts the bot with too old a Python is told so in one sentence, and not what that Python lacks."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP = ROOT / "app.py"
NEEDED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"].removeprefix(">=")
# This Python under an older number; what is not built into it cannot be imported, as much of it cannot be there.
OLDER = """
import __future__, sys
sys.version_info = (3, 10, 12, "final", 0)
del sys.meta_path[1:]
exec(compile(open("app.py", encoding="utf-8").read(), "app.py", "exec"), {"__name__": "__main__"})
"""


def test_the_version_that_is_needed_is_said_before_anything_is_imported_and_the_status_is_2() -> None:
    # Without the packages of the environment: those that add importers come before the built-in one.
    command = [sys.executable, "-I", "-S", "-c", OLDER, "--check"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    sentence = f"Nudge needs Python {NEEDED} or newer; this is 3.10.\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", sentence)


def test_an_older_python_can_read_the_file_that_says_it() -> None:
    assert ast.parse(APP.read_text("utf-8"), feature_version=(3, 8))


def test_the_readme_asks_for_the_same_version() -> None:
    assert f"Python {NEEDED} or newer" in (ROOT / "README.md").read_text("utf-8")
    assert f"Python {NEEDED} 以降" in (ROOT / "README.ja.md").read_text("utf-8")
