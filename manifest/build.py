"""Builds the zip that an admin uploads to Teams, the same bytes from the same input."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from manifest.commands import CommandEntry, command_lists, in_japanese

HERE = Path(__file__).parent
TOKEN_SERVICE = "token.botframework.com"  # noqa: S105 - a host; sign-in cards open a page of it
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def package(app_id: UUID, domains: Sequence[str], commands: Sequence[CommandEntry]) -> bytes:
    """The zip: manifest, icons and Japanese texts at its root.

    `app_id` is the Entra app of the bot; `domains` are the bot's own hosts.
    """
    ids = {"TEAMS_APP_ID": str(app_id), "BOT_ID": str(app_id)}
    manifest = _filled(english(commands), ids)
    manifest["validDomains"] = [TOKEN_SERVICE, *domains]
    files = {
        "manifest.json": as_text(manifest).encode(),
        **{name: (HERE / name).read_bytes() for name in manifest["icons"].values()},
        "ja.json": as_text(japanese(commands)).encode(),
    }
    return _zipped(files)


def english(commands: Sequence[CommandEntry]) -> dict[str, Any]:
    """manifest.json with these commands; its placeholders are the Agents Toolkit's."""
    manifest = _read("manifest.json")
    manifest["bots"][0]["commandLists"] = command_lists(commands)
    return manifest


def japanese(commands: Sequence[CommandEntry]) -> dict[str, Any]:
    """ja.json with these commands."""
    other = {path: text for path, text in _read("ja.json").items() if not path.startswith("bots[")}
    return {**other, **in_japanese(commands)}


def write_commands(commands: Sequence[CommandEntry]) -> None:
    """Brings the commands in manifest.json and ja.json up to date."""
    manifest, texts = as_text(english(commands)), as_text(japanese(commands))
    (HERE / "manifest.json").write_text(manifest, "utf-8")
    (HERE / "ja.json").write_text(texts, "utf-8")


def as_text(content: object) -> str:
    """JSON as these files hold it."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((HERE / name).read_text("utf-8"))
    return content


def _filled(manifest: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    text = json.dumps(manifest)
    for name, value in values.items():
        text = text.replace(f"${{{{{name}}}}}", value)
    filled: dict[str, Any] = json.loads(text)
    return filled


def _zipped(files: Mapping[str, bytes]) -> bytes:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP), content, zipfile.ZIP_DEFLATED)
    return zipped.getvalue()
