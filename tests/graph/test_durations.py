"""Lengths of time, as ISO 8601 and back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.durations import read_duration, write_duration


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(minutes=5), "PT5M"),
        (timedelta(hours=1, minutes=30), "PT1H30M"),
        (timedelta(days=1), "P1D"),
        (timedelta(days=1, hours=2), "P1DT2H"),
        (timedelta(minutes=-15), "-PT15M"),
        (timedelta(0), "PT0S"),
        (timedelta(seconds=1, milliseconds=500), "PT1.5S"),
    ],
)
def test_a_length_is_written_as_iso_8601(length: timedelta, text: str) -> None:
    assert (write_duration(length), read_duration(text)) == (text, length)


@pytest.mark.parametrize("text", ["0:05:00", "PT", "P", "", "P1W", "5 minutes", "PT5M "])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        read_duration(text)


@given(st.timedeltas(timedelta(days=-99), timedelta(days=99)))
def test_what_is_written_reads_back(length: timedelta) -> None:
    assert read_duration(write_duration(length)) == length
