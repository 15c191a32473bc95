"""docs/leaving-the-sdk.md names exactly what a move to another SDK touches."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs/leaving-the-sdk.md").read_text("utf-8")
SDK = ("botbuilder", "botframework", "msrest")  # the last one comes with the first, for its models
SKIPPED = {".venv", "venv", ".stock", ".playground", "build"}


def imported(tree: ast.AST) -> Iterator[str]:
    """The names that a file takes from the SDK."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in SDK)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in SDK:
            yield from (alias.name for alias in node.names)


def touched(tree: ast.Module) -> Iterator[str]:
    """The classes and functions, at the top of a file, in which one of these names stands."""
    names = set(imported(tree))
    places = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)]
    for place in places:
        if any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(place)):
            yield place.name


def files() -> dict[str, ast.Module]:
    """Every file of the repository that imports the SDK."""
    code = [file for file in ROOT.rglob("*.py") if not SKIPPED & set(file.relative_to(ROOT).parts)]
    trees = {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text("utf-8")) for file in code}
    return {name: tree for name, tree in trees.items() if any(imported(tree))}


def section(name: str) -> str:
    """What the document says of a file."""
    found = re.search(rf"^### `{re.escape(name)}`\n(.*?)(?=^##|\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def first_column(text: str) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def test_the_document_names_every_file_that_imports_the_sdk_and_no_other() -> None:
    assert set(re.findall(r"^### `(.+)`$", DOCUMENT, re.MULTILINE)) == set(files())


def test_the_document_names_everything_that_is_imported_and_every_place_where_it_stands() -> None:
    for name, tree in files().items():
        if not name.startswith("bot/"):
            continue  # benchmarks compare with the SDK; they go when it goes
        assert first_column(section(name)) == set(imported(tree)) | set(touched(tree)), f"{name} in the document"


def test_a_planted_import_would_be_noticed() -> None:
    tree = ast.parse("from botbuilder.core import TurnContext\ndef answer(context: TurnContext): ...\n")

    assert (list(imported(tree)), list(touched(tree))) == (["TurnContext"], ["answer"])
