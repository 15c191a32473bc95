"""The table of cases names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_every_case_in_the_table_has_its_test() -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", (HERE / "CASES.md").read_text("utf-8"))
    missing = [f"{file}::{test}" for file, test in named if f"def {test}(" not in (HERE / file).read_text("utf-8")]

    assert named
    assert missing == []


def test_no_case_of_the_layer_is_left_out() -> None:
    numbers = {
        int(number) for number in re.findall(r"^\| (\d+) \|", (HERE / "CASES.md").read_text("utf-8"), re.MULTILINE)
    }
    of_this_layer = {15, 16, 17, 18, 19, 34, 35, 36, 37, 38, *range(55, 62), 67, 73, 74, *range(77, 84), 88}

    assert of_this_layer <= numbers
