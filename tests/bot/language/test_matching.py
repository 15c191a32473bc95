"""The event that is meant is found by a few words of its title, or not at all."""

from __future__ import annotations

import pytest

from bot.language import match_titles, sole

CALENDAR = [
    "Daily standup", "Design review", "Budget review Q3", "Lunch with Ann", "1:1 Lee / Kim", "営業定例", "開発定例",
    "デザインレビュー", "採用面接（佐藤様）", "Kick-off: Project Northwind",
]  # fmt: skip


def found(query: str) -> str | None:
    match = sole(match_titles(query, CALENDAR))
    return CALENDAR[match.index] if match else None


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("standup", "Daily standup"),
        ("the standup meeting", "Daily standup"),
        ("desing review", "Design review"),
        ("review design", "Design review"),
        ("BUDGET REVIEW q3", "Budget review Q3"),
        ("northwind", "Kick-off: Project Northwind"),
        ("営業定例", "営業定例"),
        ("ﾃﾞｻﾞｲﾝﾚﾋﾞｭｰ", "デザインレビュー"),
        ("でざいんれびゅー", "デザインレビュー"),
    ],
)
def test_this_is_certainly_meant(query: str, title: str) -> None:
    assert found(query) == title


@pytest.mark.parametrize("query", ["定例", "review", "dentist", "歯医者", "", "会議"])
def test_this_is_asked(query: str) -> None:
    assert found(query) is None


def test_several_that_fit_alike_come_first() -> None:
    first, second, third = match_titles("定例", CALENDAR)[:3]

    assert {CALENDAR[first.index], CALENDAR[second.index]} == {"営業定例", "開発定例"}
    assert third.score < first.score


def test_fifty_titles_are_no_trouble() -> None:
    assert len(match_titles("standup", CALENDAR * 5)) == 50
