"""The scoring script reads a folder of cases and says how many were right."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def write(file: Path, *cases: dict[str, Any]) -> None:
    file.write_text("\n".join(json.dumps(case) for case in cases), "utf-8")


def case(phrase: str, start: str, text: str = "") -> dict[str, Any]:
    expected = {"start": start, "end": None, "duration_min": None, "grain": "minute"}
    return {"text": text or phrase, "phrase": phrase, "reference": "2026-03-06T09:00:00", "expected": expected}


def test_it_counts_what_is_right_wrong_and_refused(tmp_path: Path) -> None:
    right, wrong = case("3pm", "2026-03-06T15:00:00"), case("4pm", "2026-03-06T15:00:00")
    write(tmp_path / "time_en.jsonl", right, wrong, case("gibberish", "2026-03-06T15:00:00"))
    write(tmp_path / "ambiguous_en.jsonl", case("at 4", ""), case("4pm", ""))
    write(tmp_path / "negative_en.jsonl", {"text": "a 4:3 screen", "reference": "2026-03-06T09:00:00"})
    write(tmp_path / "utterances.jsonl", {"text": "cancel my 3pm", "intent": "cancel_event", "lang": "en"})

    printed = subprocess.run(
        [sys.executable, "tests/score_language.py", tmp_path, "--wrong"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout

    assert "time_en (phrase): right 1/3 = 33.3 %, wrong 1/3 = 33.3 %, refused 1/3 = 33.3 %" in printed
    assert "ambiguous_en: flagged or asked 1/2 = 50.0 %" in printed
    assert "negative_en: false hits 0/1 = 0.0 %" in printed
    assert "cancel_event: 1/1 = 100.0 %" in printed
