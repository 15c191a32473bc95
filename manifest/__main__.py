"""`python -m manifest build` makes the app package; `python -m manifest commands` updates the files it is made of."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from uuid import UUID

from manifest.build import package, write_commands
from manifest.commands import of_the_bot

# The bot of local mode: enough to look at the package, of no use in a tenant.
LOCAL_APP_ID = UUID("22222222-2222-4222-8222-222222222222")
HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+")


def main() -> None:
    """Does what the command line says."""
    options = _options()
    if options.task == "commands":
        write_commands(of_the_bot())
        print("manifest.json and ja.json list the bot's commands.")
        return
    options.output.write_bytes(package(options.app_id, options.domain, of_the_bot()))
    print(f"{options.output} is ready to be uploaded to Teams.")
    if options.app_id == LOCAL_APP_ID:
        print("It has the app id of local mode: for a tenant, give your own with --app-id and --domain.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m manifest")
    tasks = parser.add_subparsers(dest="task", required=True)
    build = tasks.add_parser("build", help="make the app package")
    build.add_argument("--output", type=Path, required=True, help="the zip to write")
    build.add_argument("--app-id", type=UUID, default=LOCAL_APP_ID, help="app id of the Azure Bot, a GUID")
    build.add_argument(
        "--domain", type=_host, action="append", default=[], help="a host of the bot, without https://; may be repeated"
    )
    tasks.add_parser("commands", help="write the bot's commands into manifest.json and ja.json")
    return parser.parse_args()


def _host(text: str) -> str:
    if not HOST.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text} is not a host such as nudge.contoso.com")
    return text


if __name__ == "__main__":
    main()
