"""What may stand after `python app.py`."""

from __future__ import annotations

import argparse

from bot import doctor


def read_options(arguments: list[str] | None) -> argparse.Namespace:
    """What was asked for; `arguments` are those of the process if None."""
    parser = argparse.ArgumentParser(prog="python app.py", description="Runs the bot; --help shows what else there is.")
    parser.add_argument("--check", action="store_true", help="show the settings, without secrets, and end")
    tasks = parser.add_subparsers(dest="task")
    doctor.options(tasks.add_parser("doctor", help="look for what is missing in a deployment"))
    return parser.parse_args(arguments)
