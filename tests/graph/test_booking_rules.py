"""What Bookings' own rules say against a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from graph import bookings
from graph.booking_rules import Problem, why_not
from graph.client import GraphClient
from graph.model import Appointment, Business, Opening, SchedulingRules
from graph.span import Span
from tests.graph.looking import NOW, next_appointment

ST_JOHNS = ZoneInfo("America/St_Johns")
HALF_HOUR = timedelta(minutes=30)

DAY_SHIFT = (Opening(time(9), time(12)), Opening(time(13), time(17)))
LATE = (Opening(time(22), time(3)),)
#: Monday to Thursday by day; from Friday evening through the night, and so on Saturday; Sunday closed.
SHOP = Business(
    "shop",
    "Shop",
    ST_JOHNS.key,
    (DAY_SHIFT, DAY_SHIFT, DAY_SHIFT, DAY_SHIFT, LATE, LATE, ()),
    SchedulingRules(timedelta(hours=2), timedelta(days=30), HALF_HOUR),
)
#: Next Monday at ten, with Megan.
CUT = Appointment(
    id="cut",
    business_id="shop",
    service_id="hair",
    service_name="Cut",
    customers=(),
    customer_count=1,
    most_customers=1,
    span=Span(datetime(2026, 3, 9, 10, tzinfo=ST_JOHNS), datetime(2026, 3, 9, 11, tzinfo=ST_JOHNS)),
    buffer_before=timedelta(minutes=5),
    buffer_after=timedelta(minutes=10),
    zone=ST_JOHNS.key,
    staff_ids=("megan",),
    place="",
    is_online=False,
    join_url="",
    updated_at=NOW,
    customer_is_mailed=True,
    customer_is_texted=False,
)
YOGA = replace(CUT, id="yoga", service_id="yoga", customer_count=2, most_customers=5)


def local(day: int, clock: str, minutes: int = 60, month: int = 3) -> Span:
    """From that time in St John's, for so long by the stopwatch."""
    start = datetime.combine(date(2026, month, day), time.fromisoformat(clock), ST_JOHNS).astimezone(UTC)
    return Span(start, start + timedelta(minutes=minutes))


def kinds(problems: list[Problem]) -> list[str]:
    return [each.kind for each in problems]


# --- when it is open --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "is_open"),
    [
        pytest.param(local(10, "09:00"), True, id="as it opens"),
        pytest.param(local(10, "16:00"), True, id="until it closes"),
        pytest.param(local(10, "16:30"), False, id="past closing"),
        pytest.param(local(10, "08:30"), False, id="before opening"),
        pytest.param(local(10, "11:30"), False, id="into the break"),
        pytest.param(local(15, "10:00"), False, id="Sunday"),
        pytest.param(local(13, "23:30"), True, id="over midnight"),
        pytest.param(local(14, "02:00"), True, id="in the night that began the day before"),
        pytest.param(local(14, "02:30"), False, id="past the end of the night"),
        pytest.param(local(15, "01:00"), True, id="Saturday's night lasts into Sunday"),
        pytest.param(local(13, "02:00"), False, id="no night that began on Thursday"),
        # The night to the 8th has no hour from two to three: it is open for four hours, not five.
        pytest.param(local(7, "22:00", 4 * 60), True, id="the night in which clocks go forward"),
        pytest.param(local(7, "22:00", 4 * 60 + 30), False, id="and not a minute longer"),
        pytest.param(local(8, "01:30", 30), True, id="the half hour before they do"),
        pytest.param(local(1, "22:00", 4 * 60, month=11), False, id="a Sunday in autumn"),
        pytest.param(
            local(31, "22:00", 6 * 60, month=10), True, id="the night in which they go back is an hour longer"
        ),
        pytest.param(local(31, "22:00", 6 * 60 + 30, month=10), False, id="and no more than that"),
    ],
)
def test_the_business_is_open_all_the_time(span: Span, is_open: bool) -> None:
    shop = replace(SHOP, rules=SchedulingRules())

    assert kinds(why_not(shop, CUT, span, [], NOW)) == ([] if is_open else ["outside_hours"])


def test_days_without_a_break_are_open_over_midnight() -> None:
    all_day = replace(SHOP, hours=((Opening(time(0), time(0)),),) * 7, rules=SchedulingRules())

    assert why_not(all_day, CUT, local(10, "23:30", 3 * 24 * 60), [], NOW) == []


def test_an_opening_that_the_clocks_skip_opens_nothing() -> None:
    at_night = replace(SHOP, hours=((Opening(time(2, 15), time(3)),),) * 7, rules=SchedulingRules())

    assert kinds(why_not(at_night, CUT, local(8, "03:00", 15), [], NOW)) == ["outside_hours"]


@pytest.mark.parametrize("shop", [replace(SHOP, hours=()), replace(SHOP, zone=None)])
def test_a_business_that_does_not_say_when_it_is_open_is_never_called_closed(shop: Business) -> None:
    assert why_not(shop, CUT, local(15, "04:00"), [], NOW) == []


# --- how soon, how far, and at which minute ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (local(10, "10:00").start, []),
        (local(10, "10:01").start, [Problem("too_soon", timedelta(hours=2))]),
        (local(10, "13:00").start, [Problem("too_soon", timedelta(hours=2))]),
        # Thirty days by the stopwatch: the clocks went forward in between.
        (local(8, "11:00", month=2).start, []),
        (local(8, "10:59", month=2).start, [Problem("too_far", timedelta(days=30))]),
    ],
)
def test_a_start_is_neither_too_soon_nor_too_far(now: datetime, expected: list[Problem]) -> None:
    noon = replace(SHOP, hours=((Opening(time(8), time(20)),),) * 7)

    assert why_not(noon, CUT, local(10, "12:00"), [], now) == expected


@pytest.mark.parametrize(
    ("clock", "opens", "is_on_one"),
    [
        ("10:30", time(9), True),
        ("10:15", time(9), False),
        ("10:15", time(9, 15), True),  # counted from the hour of opening
        ("10:30", time(9, 15), True),  # and from midnight
        ("10:20", time(9, 15), False),
    ],
)
def test_a_start_lies_on_the_interval(clock: str, opens: time, is_on_one: bool) -> None:
    shop = replace(SHOP, hours=((Opening(opens, time(18)),),) * 7)

    found = why_not(shop, CUT, local(10, clock), [], NOW)

    assert found == ([] if is_on_one else [Problem("off_slot", HALF_HOUR)])


def test_the_interval_goes_by_the_clock_on_the_night_it_changes() -> None:
    two_hours = replace(
        SHOP, hours=((Opening(time(0), time(0)),),) * 7, rules=SchedulingRules(time_slot_interval=timedelta(hours=2))
    )

    assert why_not(two_hours, CUT, local(8, "08:00"), [], NOW) == []
    assert kinds(why_not(two_hours, CUT, local(8, "09:00"), [], NOW)) == ["off_slot"]


def test_a_start_that_stays_need_not_be_offered_to_anybody() -> None:
    odd = replace(CUT, span=local(10, "10:10"))
    just_before = odd.span.start - timedelta(minutes=1)

    assert why_not(SHOP, odd, Span(odd.span.start, odd.span.end + HALF_HOUR), [], just_before) == []


# --- who is there -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "is_busy"),
    [
        pytest.param(local(10, "10:30"), True, id="at the same time"),
        pytest.param(local(10, "11:00"), True, id="as the first ends"),
        pytest.param(local(10, "11:14"), True, id="a minute short of both buffers after it"),
        pytest.param(local(10, "11:15"), False, id="with both buffers after it"),
        pytest.param(local(10, "08:46"), True, id="a minute short of both buffers before it"),
        pytest.param(local(10, "08:45"), False, id="with both buffers before it"),
        pytest.param(local(10, "13:00"), False, id="later"),
    ],
)
def test_the_staff_has_time_for_both_with_what_is_kept_free_around_them(other: Span, is_busy: bool) -> None:
    booked = replace(CUT, id="other", span=other)

    found = why_not(SHOP, CUT, local(10, "10:00"), [booked], NOW)

    assert found == ([Problem("staff_busy", other=booked, staff_ids=("megan",))] if is_busy else [])


def test_only_those_who_serve_both_are_busy() -> None:
    with_two = replace(CUT, staff_ids=("megan", "adele"))
    here = local(10, "10:00")
    others = [
        replace(CUT, id="one", staff_ids=("adele", "isaiah"), span=here),
        replace(CUT, id="two", staff_ids=("isaiah",), span=here),
        replace(CUT, id="three", staff_ids=(), span=here),
    ]

    found = why_not(SHOP, with_two, here, others, NOW)

    assert [(each.kind, each.other, each.staff_ids, each.span) for each in found] == [
        ("staff_busy", others[0], ("adele",), here)
    ]


def test_an_appointment_is_not_in_its_own_way() -> None:
    assert why_not(SHOP, CUT, local(9, "10:30"), [CUT], NOW) == []


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (replace(YOGA, id="other", customer_count=3), []),
        (replace(YOGA, id="other", customer_count=4), ["full"]),
        (replace(YOGA, id="other", customer_count=3, service_id="pilates"), ["staff_busy"]),
        (replace(YOGA, id="other", customer_count=0, most_customers=1), ["staff_busy"]),
    ],
)
def test_a_class_can_be_shared_until_the_last_place_is_taken(there: Appointment, expected: list[str]) -> None:
    here = local(10, "10:00")

    assert kinds(why_not(SHOP, YOGA, here, [replace(there, span=here)], NOW)) == expected


def test_a_class_at_another_time_is_not_shared() -> None:
    later = replace(YOGA, id="other", span=local(10, "10:30"))

    assert kinds(why_not(SHOP, YOGA, local(10, "10:00"), [later], NOW)) == ["staff_busy"]


def test_all_that_stands_against_a_time_is_said() -> None:
    booked = replace(CUT, id="other", span=local(6, "12:15"))

    found = why_not(SHOP, CUT, local(6, "12:10"), [booked], NOW + timedelta(hours=3))

    assert kinds(found) == ["outside_hours", "too_soon", "off_slot", "staff_busy"]


async def test_the_clinic_takes_tuesday_at_ten_and_not_sunday(alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    tuesday, sunday = (
        fitting.span.moved_to(datetime(2026, 3, day, 10, tzinfo=ZoneInfo("Europe/London"))) for day in (17, 15)
    )
    ((clinic, booked),) = await bookings.look(alex, Span(NOW, NOW + timedelta(days=14)), [fitting.business_id])

    assert why_not(clinic, fitting, tuesday, booked, NOW) == []
    assert kinds(why_not(clinic, fitting, sunday, booked, NOW)) == ["outside_hours"]
