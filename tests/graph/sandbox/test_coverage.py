"""COVERAGE.md is what the code says, and CASES.md names tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from graph.sandbox.coverage import FILE, coverage

HERE = Path(__file__).parent
CASES = {*range(1, 15), *range(20, 34), *range(39, 55), *range(62, 67), *range(68, 73), 75, 76, 84, 85, 88}


def rows() -> list[tuple[int, str]]:
    """Each row of CASES.md: the case and "file::test"."""
    return [
        (int(case), test)
        for case, test in re.findall(r"^\| (\d+) \|.*\| `(\S+::\w+)` \|$", (HERE / "CASES.md").read_text("utf-8"), re.M)
    ]


def named_tests() -> set[str]:
    return {
        f"{file.name}::{node.name}"
        for file in HERE.glob("test_*.py")
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


def test_coverage_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == coverage(), "run python -m graph.sandbox --coverage"


def test_every_case_of_the_contract_has_a_test() -> None:
    assert {case for case, _ in rows()} == CASES


def test_every_test_that_is_named_exists() -> None:
    assert {test for _, test in rows()} - named_tests() == set()


def test_every_case_that_coverage_names_is_one_of_them() -> None:
    named = {int(number) for group in re.findall(r"\(([\d, -]+)\)", coverage()) for number in re.findall(r"\d+", group)}

    assert {number for number in named if number < 100} <= CASES
