"""`python -m manifest build` makes the app package; `python -m manifest commands` updates the files it is made of."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from uuid import UUID

from manifest.build import SIGN_IN_HOSTS, Deployment, Developer, package, write_commands
from manifest.commands import of_the_bot

HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+")
PAGE = re.compile(r"https://[^\s/]+\.[^\s/]+(/\S*)?")
LONGEST_NAME = 32  # of a developer, in Teams
# Enough to look at the package, of no use in a tenant.
LOCAL = Deployment(
    UUID("22222222-2222-4222-8222-222222222222"),
    Developer("Nudge", "https://www.example.com", "https://www.example.com/privacy", "https://www.example.com/terms"),
)
NEEDED = ("app_id", "domain", "developer_name", "website", "privacy", "terms")


def main() -> None:
    """Does what the command line says."""
    parser, options = _options()
    if options.task == "commands":
        write_commands(of_the_bot())
        print("manifest.json and ja.json have the bot's commands and the project's version.")
        return
    missing = [f"--{name.replace('_', '-')}" for name in NEEDED if not getattr(options, name)]
    if missing and not options.local:
        parser.error(f"a tenant needs {', '.join(missing)}; --local makes a package to look at, without them")
    options.output.write_bytes(package(LOCAL if options.local else _deployment(options), of_the_bot()))
    use = "to be looked at; Teams does not take it" if options.local else "to be uploaded to Teams"
    print(f"{options.output} is ready {use}.")


def _deployment(options: argparse.Namespace) -> Deployment:
    developer = Developer(options.developer_name, options.website, options.privacy, options.terms)
    return Deployment(options.app_id, developer, options.domain, options.sign_in_app_id, options.cloud)


def _options() -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    parser = argparse.ArgumentParser(prog="python -m manifest")
    tasks = parser.add_subparsers(dest="task", required=True)
    build = tasks.add_parser("build", help="make the app package")
    build.add_argument("--output", type=Path, required=True, help="the zip to write")
    build.add_argument("--local", action="store_true", help="with placeholders, to look at")
    build.add_argument("--app-id", type=UUID, help="app id of the Azure Bot, a GUID")
    build.add_argument("--sign-in-app-id", type=UUID, help="Entra app for signing in, if it is not the bot's own")
    build.add_argument("--domain", type=_host, action="append", default=[], help="host of the bot; may be repeated")
    build.add_argument("--developer-name", type=_name, help="who answers for the app, as Teams shows it")
    for page, about in (("website", "about the app"), ("privacy", "on privacy"), ("terms", "with the terms of use")):
        build.add_argument(f"--{page}", type=_page, help=f"your page {about}")
    build.add_argument("--cloud", choices=SIGN_IN_HOSTS, default="Public", help="Microsoft's cloud")
    tasks.add_parser("commands", help="write commands and version into manifest.json and ja.json")
    return build, parser.parse_args()


def _host(text: str) -> str:
    if not HOST.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text} is not a host such as nudge.contoso.com")
    return text


def _page(text: str) -> str:
    if not PAGE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text} is not a page such as https://www.contoso.com/nudge")
    return text


def _name(text: str) -> str:
    if not 0 < len(text) <= LONGEST_NAME:
        raise argparse.ArgumentTypeError(f"Teams takes names of up to {LONGEST_NAME} characters")
    return text


if __name__ == "__main__":
    main()
