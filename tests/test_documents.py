"""What the documents say is so: links, tables, permissions, and the Japanese README beside the English one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.store.tables import metadata
from tests.deployment.test_permissions import asked_for, by_connection

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests/schemas").glob("*.md")]
    if path.is_file()
)
SET_UP = (ROOT / "docs/set-up.md").read_text("utf-8")
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PICTURE = re.compile(r'<img src="([^"]+)"')
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def prose(path: Path) -> str:
    """A document without its blocks of code."""
    return FENCE.sub("", path.read_text("utf-8"))


def anchors(path: Path) -> set[str]:
    """The places in a document that a link can lead to, as a page of it names them."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for _, title in HEADING.findall(prose(path))}


def broken_links(path: Path) -> list[str]:
    broken = []
    for link in [*LINK.findall(prose(path)), *PICTURE.findall(prose(path))]:
        if re.match(r"https?:|mailto:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    assert broken_links(path) == []


def test_a_planted_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('# Here\n[good](#here) [bad](#there) [bad](nowhere.md) <img src="nothing.png">', "utf-8")

    assert broken_links(page) == ["#there", "nowhere.md", "nothing.png"]


def rows(heading: str) -> list[list[str]]:
    """The table below a heading of docs/set-up.md, without its own heading."""
    section = SET_UP.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_permission_is_explained_and_no_other() -> None:
    explained = {row[0].strip("`"): row for row in rows("Permissions")}

    assert set(explained) == asked_for()
    for name, row in explained.items():
        homes = {connection for connection, scopes in by_connection().items() if name in scopes}
        assert homes == set(by_connection()) if row[1] == "both" else {row[1].strip("`")}


def test_everything_that_is_stored_is_listed_and_nothing_else() -> None:
    assert {row[0].strip("`") for row in rows("What is stored")} == set(metadata.tables)


def test_every_decision_is_listed() -> None:
    listed = set(LINK.findall((ROOT / "docs/architecture.md").read_text("utf-8")))

    assert {f"decisions/{path.name}" for path in (ROOT / "docs/decisions").iterdir()} <= listed


def test_nothing_is_left_to_guess_in_a_step() -> None:
    """Each step for an administrator ends with one thing to look at."""
    steps = [part for part in SET_UP.split("\n## ") if re.match(r"\d\. ", part)]
    by_hand = SET_UP.split("\n## Without the Agents Toolkit\n")[1].split("\n## ")[0]

    assert len(steps) == 6
    assert all("**Look:**" in step for step in steps)
    assert by_hand.count("**Look:**") == len(re.findall(r"^\d\. ", by_hand, re.MULTILINE))


# --- the README in two languages --------------------------------------------------------------------------------------


def shape(name: str) -> list[tuple[str, object]]:
    """What a document is made of, in order: levels of headings, blocks of code, and rows of tables by their code."""
    text = (ROOT / name).read_text("utf-8")
    found: list[tuple[str, object]] = []
    for part in re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL):
        if part.startswith("```"):
            found.append(("code", part))
            continue
        for line in part.splitlines():
            if heading := HEADING.fullmatch(line):
                found.append(("heading", len(heading[1])))
            elif line.startswith("|"):
                found.append(("row", (line.count("|"), tuple(each for each in CODE.findall(line) if is_same(each)))))
    return found


def is_same(code: str) -> bool:
    """Whether a piece of code is the same in every language: a name, not an example of what to say."""
    return bool(re.fullmatch(r"[A-Z_]{3,}|[\w./-]+\.(py|md|txt|yml)|[a-z_/]+/|python .*", code))


def test_the_japanese_readme_has_the_same_headings_blocks_and_rows() -> None:
    english, japanese = shape("README.md"), shape("README.ja.md")

    assert japanese == english


def test_the_japanese_readme_is_in_japanese() -> None:
    text = prose(ROOT / "README.ja.md")
    paragraphs = [part for part in text.split("\n\n") if not part.startswith(("|", "#", "!", "["))]

    assert [part for part in paragraphs if part.strip() and not JAPANESE.search(part)] == []
    assert all(JAPANESE.search(title) or title == "Nudge" for _, title in HEADING.findall(text))
