"""Time zones and moments, from every spelling that Graph has and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tzlocal.windows_tz import win_tz

from graph.zone_names import DISPLAYED
from graph.zones import iana, read_instant, read_moment, windows, write_day, write_instant, write_moment

ST_JOHNS = ZoneInfo("America/St_Johns")


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("pacific standard time", "America/Los_Angeles"),
        ("America/St_Johns", "America/St_Johns"),
        ("america/st_johns", "America/St_Johns"),
        ("(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"),
        ("(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("UTC", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("tzone://Microsoft/Custom", None),
        ("Customized Time Zone", None),
        ("", None),
        ("Middle-earth Standard Time", None),
        ("../../etc/passwd", None),
    ],
)
def test_a_zone_is_known_by_each_of_its_names(name: str, zone: str | None) -> None:
    assert iana(name) == zone


def test_every_windows_zone_is_one_that_python_can_load() -> None:
    assert [name for name in win_tz if ZoneInfo(iana(name) or "?").key == ""] == []


def test_every_displayed_name_leads_to_a_zone() -> None:
    assert [name for name in DISPLAYED if iana(f"(UTC+01:00) {name}") is None] == []


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/St_Johns", "Newfoundland Standard Time"),
        ("Asia/Tokyo", "Tokyo Standard Time"),
        ("UTC", "UTC"),
        ("Asia/Kolkata", "India Standard Time"),
        ("Asia/Calcutta", "India Standard Time"),
        ("Antarctica/Troll", None),
    ],
)
def test_zones_are_written_by_their_windows_names(zone: str, name: str | None) -> None:
    assert windows(zone) == name


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("2026-03-06T12:30:00.0000000", "UTC", "2026-03-06T12:30"),
        ("2026-03-06T12:30:00.1234567", "UTC", "2026-03-06T12:30:00.123456"),
        ("2026-03-06T12:30:00.5", "UTC", "2026-03-06T12:30:00.500000"),
        ("2026-03-06T12:30:00Z", "UTC", "2026-03-06T12:30"),
        ("2026-03-06T09:00:00", "Newfoundland Standard Time", "2026-03-06T12:30"),
        ("2026-03-06T12:30:00.0000000+00:00", "Pacific Standard Time", "2026-03-06T12:30"),
        ("2026-03-06T21:30:00+09:00", "", "2026-03-06T12:30"),
    ],
)
def test_a_moment_is_read_with_its_fraction_offset_and_zone(text: str, zone: str, instant: str) -> None:
    assert read_moment({"dateTime": text, "timeZone": zone}) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_a_moment_without_a_known_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_moment({"dateTime": "2026-03-06T12:30:00", "timeZone": "tzone://Microsoft/Custom"})


def test_a_time_that_the_clocks_skip_is_read_with_the_offset_before_the_change() -> None:
    skipped = {"dateTime": "2026-03-08T02:30:00", "timeZone": "Newfoundland Standard Time"}

    assert read_moment(skipped) == datetime(2026, 3, 8, 6, 0, tzinfo=UTC)


def test_a_time_that_the_clocks_repeat_is_read_as_the_earlier() -> None:
    repeated = {"dateTime": "2026-11-01T01:30:00", "timeZone": "Newfoundland Standard Time"}

    assert read_moment(repeated) == datetime(2026, 11, 1, 4, 0, tzinfo=UTC)


def test_the_later_of_two_equal_clock_times_is_written_in_utc() -> None:
    later = datetime(2026, 11, 1, 1, 30, tzinfo=ST_JOHNS, fold=1)

    assert write_moment(later, "America/St_Johns") == {"dateTime": "2026-11-01T05:00:00", "timeZone": "UTC"}


def test_a_moment_is_written_as_the_clock_in_its_zone_shows_it() -> None:
    written = write_moment(datetime(2026, 3, 9, 12, 30, tzinfo=UTC), "America/St_Johns")

    assert written == {"dateTime": "2026-03-09T10:00:00", "timeZone": "Newfoundland Standard Time"}


def test_a_day_is_written_as_its_midnight() -> None:
    midnight = datetime(2026, 3, 8, tzinfo=ST_JOHNS)

    assert write_day(midnight, "America/St_Johns")["dateTime"] == "2026-03-08T00:00:00"


@pytest.mark.parametrize("write", [lambda moment: write_moment(moment, "UTC"), write_instant])
def test_a_time_without_a_zone_is_never_written(write: Callable[[datetime], object]) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        write(datetime.fromisoformat("2026-03-06T09:00"))


@given(
    seconds=st.integers(946684800, 2145830400),
    zone=st.sampled_from(["America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tokyo", "UTC"]),
)
def test_what_is_written_reads_back_as_the_same_instant(seconds: int, zone: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert read_moment(write_moment(moment, zone)) == moment
    assert read_instant(write_instant(moment)) == moment
