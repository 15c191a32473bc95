"""A stretch of time is never empty, whatever the clocks do."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from graph.span import Span

ST_JOHNS = ZoneInfo("America/St_Johns")


def at(text: str, fold: int = 0) -> datetime:
    """A clock time in St John's."""
    return datetime.fromisoformat(text).replace(tzinfo=ST_JOHNS, fold=fold)


def test_a_span_over_the_skipped_hour_is_as_long_as_the_time_that_passes() -> None:
    assert Span(at("2026-03-08T01:30"), at("2026-03-08T03:30")).length == timedelta(hours=1)


def test_a_span_that_only_the_clock_face_makes_is_refused() -> None:
    """2:30 does not exist that night and means 3:30, which is after 3:00."""
    with pytest.raises(ValueError, match="ends after it starts"):
        Span(at("2026-03-08T02:30"), at("2026-03-08T03:00"))


def test_a_span_from_the_first_to_the_second_half_past_one_lasts_an_hour() -> None:
    assert Span(at("2026-11-01T01:30"), at("2026-11-01T01:30", fold=1)).length == timedelta(hours=1)
