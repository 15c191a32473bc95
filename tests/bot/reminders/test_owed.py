"""What is owed, as a pure function: leads, what nobody is reminded of, digests, and the word about unread calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.items import Item
from bot.reminders.owed import Decided, Wishes, decide, digests, reminders, unread
from graph.span import Span
from tests.conftest import NOW, utc

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ST_JOHNS, TOKYO, LONDON = "America/St_Johns", "Asia/Tokyo", "Europe/London"
TEN = Wishes(ST_JOHNS, lead=10 * MINUTE)


def item(starts_at: datetime = NOW + HOUR, **more: object) -> Item:
    span = Span(starts_at, starts_at + 30 * MINUTE)
    plain = Item("series:1", {"event": "1"}, "Daily standup", span, ST_JOHNS, silent="")
    return replace(plain, **more)  # type: ignore[arg-type]


def due(decided: Decided) -> timedelta | None:
    return None if decided.due_at is None else decided.due_at - NOW


def test_a_reminder_is_due_the_lead_before_the_start() -> None:
    assert due(decide(item(), TEN, NOW)) == 50 * MINUTE


@pytest.mark.parametrize(
    ("leads", "before"),
    [
        ({"event:1": 5 * MINUTE}, 5 * MINUTE),
        ({"series:1": 20 * MINUTE}, 20 * MINUTE),
        ({"series:1": 20 * MINUTE, "event:1": 5 * MINUTE}, 5 * MINUTE),
        ({"series:1": None, "event:1": 5 * MINUTE}, 5 * MINUTE),
        ({"event:2": 5 * MINUTE}, 10 * MINUTE),
    ],
    ids=["this one", "its series", "this one rather than its series", "all but this one not", "another one"],
)
def test_what_was_said_of_one_counts_for_it(leads: dict[str, timedelta | None], before: timedelta) -> None:
    assert due(decide(item(), replace(TEN, leads=leads), NOW)) == HOUR - before


def test_one_of_them_can_be_left_out() -> None:
    assert decide(item(), replace(TEN, leads={"series:1": None}), NOW).verdict == "off_for_this"


def test_one_of_them_can_be_the_only_one() -> None:
    only = Wishes(ST_JOHNS, lead=None, leads={"event:1": 5 * MINUTE})

    assert due(decide(item(), only, NOW)) == 55 * MINUTE
    assert decide(item(reference={"event": "2"}, series_key=""), only, NOW).verdict == "off"


@pytest.mark.parametrize("silent", ["all_day", "free", "declined", "cancelled", "not_yours"])
def test_nobody_is_reminded_of_what_does_not_concern_them(silent: str) -> None:
    decided = decide(item(silent=silent), TEN, NOW)

    assert (decided.verdict, decided.due_at) == (silent, None)


def test_what_is_past_is_not_owed() -> None:
    assert decide(item(NOW - MINUTE), TEN, NOW).verdict == "past"


def test_complaint_8_a_day_before_does_not_come_two_hours_before_only_because_it_was_not_known() -> None:
    """https://github.com/calcom/cal.diy/issues/10749: then it comes shortly before the start instead."""
    day_before = replace(TEN, lead=DAY)

    assert due(decide(item(NOW + 2 * HOUR), day_before, NOW)) == 110 * MINUTE


def test_complaint_8_what_starts_in_six_minutes_is_said_at_once() -> None:
    assert due(decide(item(NOW + 6 * MINUTE), TEN, NOW)) == timedelta()


def test_a_reminder_that_is_late_stays_due_when_it_was() -> None:
    """The bot was down: it looks again, and what it owed is late and not new."""
    planned = NOW - 3 * MINUTE

    assert decide(item(NOW + 7 * MINUTE), TEN, NOW, planned).due_at == planned


def test_complaint_9_another_lead_moves_what_is_owed() -> None:
    """https://github.com/onehashai/Cal-ID/issues/790: what is owed follows the setting, however often it is asked."""
    planned = decide(item(), TEN, NOW).due_at

    again = [decide(item(), replace(TEN, lead=20 * MINUTE), NOW, planned) for _ in range(3)]

    assert {due(each) for each in again} == {40 * MINUTE}


def test_complaint_7_a_moved_event_is_owed_at_its_new_time_only() -> None:
    """https://github.com/calcom/cal.diy/issues/12407: a row is known by its item and start."""
    before, after = (reminders([decide(item(at), TEN, NOW)])[0] for at in (NOW + HOUR, NOW + 2 * HOUR))

    assert (before.item, before.starts_at) != (after.item, after.starts_at)
    assert after.due_at == NOW + 110 * MINUTE


def test_it_is_of_use_until_ten_minutes_after_the_start() -> None:
    assert reminders([decide(item(), TEN, NOW)])[0].useless_after == NOW + HOUR + 10 * MINUTE


# --- the digest -------------------------------------------------------------------------------------------------------

MORNING = Wishes(ST_JOHNS, digest_at=time(8, 30))


def moments(wishes: Wishes, now: datetime = NOW, days: int = 7) -> list[str]:
    """When digests are due, on the person's clock."""
    owed = digests(wishes, now, now + days * DAY, {})
    return [each.due_at.astimezone(ZoneInfo(wishes.zone)).strftime("%a %d %H:%M") for each in owed]


def test_a_digest_comes_each_working_morning_also_after_the_clocks_change() -> None:
    assert moments(MORNING) == ["Mon 09 08:30", "Tue 10 08:30", "Wed 11 08:30", "Thu 12 08:30", "Fri 13 08:30"]


@pytest.mark.parametrize(
    ("zone", "first", "second"),
    [
        (ST_JOHNS, "2026-03-06T12:00", "2026-03-09T11:00"),
        (LONDON, "2026-03-27T08:30", "2026-03-30T07:30"),
        ("Australia/Lord_Howe", "2026-04-02T21:30", "2026-04-05T22:00"),
        ("America/Sao_Paulo", "2026-03-06T11:30", "2026-03-09T11:30"),
    ],
    ids=["St John's", "London", "Lord Howe, by half an hour", "Sao Paulo, which has no summer time any more"],
)
def test_half_past_eight_stays_half_past_eight_over_a_change_of_the_clocks(zone: str, first: str, second: str) -> None:
    wishes = replace(MORNING, zone=zone)
    friday = utc(first)

    owed = digests(wishes, friday - MINUTE, friday + 4 * DAY, {})

    assert [each.due_at for each in owed[:2]] == [friday, utc(second)]


def test_working_days_are_those_of_the_mailbox() -> None:
    assert moments(replace(MORNING, work_days=frozenset({5, 6}))) == ["Sat 07 08:30", "Sun 08 08:30"]


@pytest.mark.parametrize(
    ("quiet", "at"),
    [
        ((time(19), time(9)), "09:00"),
        ((time(8), time(9, 15)), "09:15"),
        ((time(19), time(7)), "08:30"),
        ((time(8, 30), time(8, 31)), "08:31"),
    ],
    ids=["through the night", "in the morning", "over by then", "from that minute on"],
)
def test_quiet_hours_hold_the_digest_until_they_end(quiet: tuple[time, time], at: str) -> None:
    assert moments(replace(MORNING, quiet=quiet), NOW + HOUR, days=3) == [f"Mon 09 {at}"]


def test_quiet_hours_do_not_hold_reminders() -> None:
    quiet = replace(TEN, quiet=(time(8), time(18)))

    assert due(decide(item(), quiet, NOW)) == 50 * MINUTE


def test_a_digest_that_is_turned_on_after_its_time_begins_on_the_next_working_day() -> None:
    assert moments(MORNING, NOW, days=3) == ["Mon 09 08:30"]


def test_a_late_digest_stays_owed() -> None:
    planned = {date(2026, 3, 6): utc("2026-03-06T12:00")}

    owed = digests(MORNING, NOW, NOW + DAY, planned)

    assert [each.due_at for each in owed] == [planned[date(2026, 3, 6)]]


ZONES = st.sampled_from([ST_JOHNS, TOKYO, LONDON, "Pacific/Kiritimati", "Pacific/Pago_Pago", "Australia/Lord_Howe"])
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(
    zone=ZONES,
    at=CLOCKS,
    quiet=st.none() | st.tuples(CLOCKS, CLOCKS).filter(lambda ends: ends[0] != ends[1]),
    ticks=st.lists(st.integers(min_value=1, max_value=200), min_size=1, max_size=120),
    start=st.integers(0, 270 * 24 * 60).map(lambda minutes: NOW + minutes * MINUTE),
)
def test_complaint_2_for_any_pattern_of_ticks_each_working_day_has_exactly_one_digest(
    zone: str, at: time, quiet: tuple[time, time] | None, ticks: list[int], start: datetime
) -> None:
    """https://github.com/mattermost/mattermost-plugin-mscalendar/issues/167: "Processed daily summary for 0 users"."""
    wishes = Wishes(zone, digest_at=at, quiet=quiet)
    now, waiting, sent = start, dict[datetime, datetime](), list[datetime]()
    for minutes in ticks:
        # What the ledger does: what was sent stays so, what waits follows what is owed, what is due is sent.
        planned = {key.date(): due_at for key, due_at in waiting.items()}
        owed = {each.starts_at: each.due_at for each in digests(wishes, now, now + 4 * DAY, planned)}
        waiting = {key: due_at for key, due_at in owed.items() if key not in sent}
        now += minutes * MINUTE
        sent += [key for key, due_at in waiting.items() if due_at <= now]
        waiting = {key: due_at for key, due_at in waiting.items() if due_at > now}

    assert len(sent) == len(set(sent))
    first, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (start, now))
    whole_days = [first + n * DAY for n in range(1, (last - first).days)]
    assert [day for day in whole_days if day.weekday() < 5] == [
        key.date() for key in sorted(sent) if first < key.date() < last
    ]


# --- a calendar that cannot be read ----------------------------------------------------------------------------------


def test_somebody_whose_calendar_was_read_lately_hears_nothing_of_it_before_the_next_working_morning() -> None:
    (owed,) = unread(TEN, NOW, NOW)

    assert owed.due_at == utc("2026-03-09T11:30")  # Monday, 9:00 in St John's, by then in summer time


def test_each_reading_puts_the_word_off() -> None:
    (owed,) = unread(TEN, utc("2026-03-09T12:00"), utc("2026-03-09T12:00"))

    assert owed.due_at == utc("2026-03-10T11:30")


def test_whoever_wants_nothing_hears_nothing() -> None:
    assert unread(Wishes(ST_JOHNS), NOW, NOW) == []
