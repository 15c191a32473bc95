"""Builds the zip that an admin uploads to Teams, the same bytes from the same input."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from manifest.commands import CommandEntry, command_lists, in_japanese

HERE = Path(__file__).parent
# Sign-in cards open a page of the token service: https://learn.microsoft.com/azure/bot-service/ref-oauth-redirect-urls
SIGN_IN_HOSTS = {
    "Public": "token.botframework.com",
    "USGov": "token.botframework.azure.us",
    "USGovDoD": "token.botframework.azure.us",
    "China": "token.botframework.azure.cn",
}
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
PLACEHOLDER = re.compile(r"\$\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Developer:
    """Who answers for the app: Teams shows the name and the three pages to everybody, and an admin reads them."""

    name: str
    website: str  #: https
    privacy: str  #: https
    terms: str  #: https


@dataclass(frozen=True)
class Deployment:
    """What differs from one organisation to the next."""

    app_id: UUID  #: of the Azure Bot
    developer: Developer
    domains: Sequence[str] = ()  #: hosts of the bot
    sign_in_app_id: UUID | None = None  #: Entra app that people sign in to, where it is not the bot's own
    cloud: str = "Public"

    @property
    def values(self) -> Mapping[str, str]:
        """What the placeholders of manifest.json stand for; the names are those of the Agents Toolkit's env files."""
        return {
            "TEAMS_APP_ID": str(self.app_id),
            "BOT_ID": str(self.app_id),
            "AAD_APP_CLIENT_ID": str(self.sign_in_app_id or self.app_id),
            "DEVELOPER_NAME": self.developer.name,
            "DEVELOPER_WEBSITE": self.developer.website,
            "DEVELOPER_PRIVACY": self.developer.privacy,
            "DEVELOPER_TERMS": self.developer.terms,
        }


def package(deployment: Deployment, commands: Sequence[CommandEntry]) -> bytes:
    """The zip: manifest, icons and Japanese texts at its root."""
    manifest = {**english(commands), "validDomains": [SIGN_IN_HOSTS[deployment.cloud], *deployment.domains]}
    files = {
        "manifest.json": as_text(_filled(manifest, deployment.values)).encode(),
        **{name: (HERE / name).read_bytes() for name in manifest["icons"].values()},
        "ja.json": as_text(japanese(commands)).encode(),
    }
    return _zipped(files)


def english(commands: Sequence[CommandEntry]) -> dict[str, Any]:
    """manifest.json with these commands and the project's version; its placeholders are the Agents Toolkit's."""
    manifest = _read("manifest.json")
    manifest["version"] = version()
    manifest["bots"][0]["commandLists"] = command_lists(commands)
    return manifest


def japanese(commands: Sequence[CommandEntry]) -> dict[str, Any]:
    """ja.json with these commands."""
    other = {path: text for path, text in _read("ja.json").items() if not path.startswith("bots[")}
    return {**other, **in_japanese(commands)}


def version() -> str:
    """The project's, from pyproject.toml."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def write_commands(commands: Sequence[CommandEntry]) -> None:
    """Brings the commands and the version in manifest.json and ja.json up to date."""
    manifest, texts = as_text(english(commands)), as_text(japanese(commands))
    (HERE / "manifest.json").write_text(manifest, "utf-8")
    (HERE / "ja.json").write_text(texts, "utf-8")


def as_text(content: object) -> str:
    """JSON as these files hold it."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((HERE / name).read_text("utf-8"))
    return content


def _filled(content: Any, values: Mapping[str, str]) -> Any:
    # In each text by itself, so that no value can end it and begin something else.
    if isinstance(content, dict):
        return {name: _filled(value, values) for name, value in content.items()}
    if isinstance(content, list):
        return [_filled(each, values) for each in content]
    return PLACEHOLDER.sub(lambda found: values[found[1]], content) if isinstance(content, str) else content


def _zipped(files: Mapping[str, bytes]) -> bytes:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            entry.create_system = 3  # the same on Windows, which would write 0
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return zipped.getvalue()
