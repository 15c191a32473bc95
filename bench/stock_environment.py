"""An environment of its own for the stock bot, made on first use: its pins and ours do not go together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WHAT = "botbuilder-integration-aiohttp==4.17.1"


class NoStock(Exception):
    """The stock SDK could not be installed; the message says why."""


def python_with_stock(folder: Path) -> str:
    """The interpreter of that environment. Raises NoStock."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        print(f"Installing {WHAT} into {folder} …", file=sys.stderr)
        _run(sys.executable, "-m", "venv", str(folder))
        (folder / ".gitignore").write_text("*\n")
    if subprocess.run([python, "-c", "import botbuilder.integration.aiohttp"], capture_output=True).returncode:  # noqa: S603
        _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", WHAT)
    return str(python)


def _run(*command: str) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if ended.returncode:
        raise NoStock((ended.stderr.strip().splitlines() or ["no reason given"])[-1])
