"""Looking at Bookings: what a business says of itself and what is booked there, in few requests."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from graph import bookings
from graph.booking_json import read_business
from graph.client import GraphClient
from graph.errors import IdWithSlash, NotAllowed, NotFound
from graph.model import Opening, SchedulingRules
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.conftest import ActAs
from tests.graph.looking import NOW, next_appointment, sent

CLINIC = "ContosoClinicLondon@contoso.com"
SCHOOL = "ContosoTutoringSeattle@contoso.com"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def _book(world: Sandbox, business_id: str, count: int) -> None:
    """So many appointments, one an hour from the 21st on."""
    path = f"/v1.0/solutions/bookingBusinesses/{business_id.replace('@', '%40')}/appointments"
    service_id = next(iter(world.organisation.businesses[business_id].services))
    for number in range(count):
        start = at(21, 0) + number * timedelta(hours=1)
        times = {"startDateTime": start, "endDateTime": start + timedelta(minutes=30)}
        written = {
            name: {"dateTime": when.replace(tzinfo=None).isoformat(), "timeZone": "UTC"} for name, when in times.items()
        }
        await world.change("megan@contoso.com", "POST", path, {"serviceId": service_id, **written})


async def test_a_person_sees_their_own_businesses_by_name_in_one_request(world: Sandbox, alex: GraphClient) -> None:
    found = await bookings.businesses(alex)

    assert [business.name for business in found] == ["Contoso Clinic London"]
    assert len(sent(world)) == 1


async def test_appointments_come_in_order_and_with_their_customers_when_asked(alex: GraphClient) -> None:
    ((_, listed),) = await bookings.look(alex, Span(NOW, NOW + timedelta(days=1, hours=6)))

    filled = await bookings.with_customers(alex, listed)

    assert [appointment.span.start for appointment in listed] == sorted(each.span.start for each in listed)
    assert {customer.name for each in listed for customer in each.customers} <= {""}
    assert [each.customers[0].name for each in filled] == ["Joni Sherman", "Lee Gu", "Grady Archie", "Miriam Graham"]


async def test_all_that_is_ahead_takes_three_requests(world: Sandbox, alex: GraphClient) -> None:
    ((_, listed),) = await bookings.look(alex, Span(NOW, NOW + timedelta(days=14)))
    await bookings.with_customers(alex, listed)

    assert [path.partition("?")[0] for _, path in sent(world)] == [
        "/v1.0/solutions/bookingBusinesses",
        "/v1.0/$batch",
        "/v1.0/$batch",
    ]


async def test_businesses_that_are_named_take_one_request(world: Sandbox, alex: GraphClient) -> None:
    ((clinic, _),) = await bookings.look(alex, Span(NOW, NOW + timedelta(days=1)), [CLINIC])

    assert clinic.id == CLINIC
    assert len(sent(world)) == 1


async def test_every_page_of_every_business_is_read(world: Sandbox, act_as: ActAs) -> None:
    megan = act_as("megan@contoso.com")
    await _book(world, SCHOOL, 45)
    world.requests.clear()

    ((_, listed),) = await bookings.look(megan, Span(at(20, 0), at(30, 0)))

    assert [each.span.start for each in listed] == [at(21, 0) + number * timedelta(hours=1) for number in range(45)]
    # The list, both together, and two more pages of twenty.
    assert len(sent(world)) == 4


async def test_a_business_says_when_it_is_open_and_what_it_holds_its_customers_to(alex: GraphClient) -> None:
    ((clinic, _),) = await bookings.look(alex, Span(NOW, NOW + timedelta(days=1)))

    day = (Opening(time(8), time(18)),)
    assert (clinic.zone, clinic.hours) == ("Europe/London", (*[day] * 6, ()))
    assert clinic.rules == SchedulingRules(
        minimum_lead_time=timedelta(hours=2),
        maximum_advance=timedelta(days=90),
        time_slot_interval=timedelta(minutes=15),
        allow_staff_selection=True,
        send_confirmations_to_owner=True,
    )


@pytest.mark.parametrize("said", [{}, {"businessHours": None, "schedulingPolicy": None}])
def test_a_business_that_says_nothing_is_neither_open_nor_closed(said: dict[str, object]) -> None:
    business = read_business({"id": "b", "displayName": "Contoso", **said})

    assert (business.zone, business.hours, business.rules) == (None, (), SchedulingRules())


def test_hours_are_read_by_the_day_whatever_their_order() -> None:
    night = {"startTime": "22:00:00.0000000", "endTime": "02:00:00.0000000"}
    day = {"startTime": "00:00:00.0000000", "endTime": "23:59:59.0000000"}
    hours = [{"day": "sunday", "timeSlots": [night]}, {"day": "monday", "timeSlots": [day]}, {"day": "tuesday"}]

    business = read_business({"id": "b", "businessHours": hours})

    assert business.hours == ((Opening(time(0), time(0)),), *[()] * 5, (Opening(time(22), time(2)),))


async def test_an_appointment_says_what_it_keeps_free_and_how_many_may_come(act_as: ActAs) -> None:
    fitting = await next_appointment(act_as("alexw@contoso.com"), "Grady Archie")
    lesson = await next_appointment(act_as("megan@contoso.com"), "Johanna Lorenz")

    assert (fitting.buffer_before, fitting.buffer_after) == (timedelta(minutes=5), timedelta(minutes=10))
    assert (fitting.customer_count, fitting.most_customers) == (1, 1)
    assert (lesson.customer_count, lesson.most_customers) == (3, 6)
    assert fitting.service_id


async def test_without_a_look_the_zone_of_the_business_comes_in_the_same_request(
    world: Sandbox, alex: GraphClient
) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    alex.shared.remembered.clear()
    world.requests.clear()

    again = await bookings.appointment(alex, fitting.business_id, fitting.id)

    assert again == fitting
    assert len(sent(world)) == 1


async def test_an_appointment_is_in_the_zone_of_its_business(act_as: ActAs) -> None:
    tutoring = await next_appointment(act_as("megan@contoso.com"), "Pradeep Gupta")

    assert tutoring.zone == "America/Los_Angeles"


async def test_somebody_elses_business_may_not_be_read(alex: GraphClient) -> None:
    with pytest.raises(NotAllowed):
        await bookings.appointment(alex, SCHOOL, "any")


async def test_an_appointment_that_is_gone_is_not_found(alex: GraphClient) -> None:
    with pytest.raises(NotFound):
        await bookings.appointment(alex, CLINIC, "AAMkAGRlZjdmOWQz")


async def test_an_appointment_that_graph_cannot_address_is_listed_but_not_read(world: Sandbox, act_as: ActAs) -> None:
    megan = act_as("megan@contoso.com")
    ((school, listed),) = await bookings.look(megan, Span(NOW, NOW + timedelta(days=5)))
    (out_of_reach,) = [each for each in listed if "/" in each.id]
    world.requests.clear()

    with pytest.raises(IdWithSlash):
        await bookings.appointment(megan, school.id, out_of_reach.id)

    assert sent(world) == []
    assert await bookings.with_customers(megan, [out_of_reach]) == [out_of_reach]
