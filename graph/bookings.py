"""Microsoft Bookings: businesses and their appointments.

`getStaffAvailability` is not here: it takes no delegated token, so it cannot be asked for the signed-in person.
Source: https://learn.microsoft.com/graph/api/bookingbusiness-getstaffavailability
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.answer import Json
from graph.booking_json import read_appointment, read_business, read_customer, read_updated_at
from graph.booking_writing import needs_beta, with_both_ends, write_change
from graph.client import Builder, GraphClient
from graph.errors import ChangedMeanwhile, GraphError, IdWithSlash, OutcomeUnknown
from graph.model import (
    Appointment,
    AppointmentAnswer,
    AppointmentMove,
    BookingChange,
    Business,
    CannotChange,
    Confirmed,
    Customer,
    CustomersChange,
    Unchanged,
    ZonedTime,
)
from graph.settling import settle, shows
from graph.span import Span
from graph.together import all_of
from graph.zones import write_instant


async def businesses(graph: GraphClient) -> list[Business]:
    """The Bookings businesses that the person belongs to, by name.

    The list has names alone, so each is read by its id for its time zone, once per client.
    Raises SignInNeeded, NotAllowed, Throttled, Unreachable.
    Source: https://learn.microsoft.com/graph/api/bookingbusiness-list
    """
    listed = [
        read_business(business)
        async for page in graph.pages(graph.v1.solutions.booking_businesses, {})
        for business in page.get("value") or []
    ]
    found = await all_of(_with_zone(graph, business) for business in listed)
    return sorted(found, key=lambda business: (business.name, business.id))


async def appointments_between(graph: GraphClient, business: Business, span: Span) -> list[Appointment]:
    """Appointments of a business that overlap `span`, earliest first, without their customers.

    Graph fills customers only when an appointment is read by its id: see `with_customers`.
    Source: https://learn.microsoft.com/graph/api/bookingbusiness-list-calendarview
    """
    view = graph.v1.solutions.booking_businesses.by_booking_business_id(business.id).calendar_view
    query = {"start": write_instant(span.start), "end": write_instant(span.end)}
    found = [
        read_appointment(appointment, business.id, business.zone)
        async for page in graph.pages(view, query)
        for appointment in page.get("value") or []
    ]
    return sorted(found, key=lambda appointment: (appointment.span, appointment.id))


async def with_customers(graph: GraphClient, appointments: Iterable[Appointment]) -> list[Appointment]:
    """The same appointments with their customers, each read by its id, in the same order.

    An appointment whose id Graph cannot address stays as it was.
    """
    return await all_of(_with_customers(graph, each) for each in appointments)


async def appointment(
    graph: GraphClient, business_id: str, appointment_id: str, zone: str | None = None
) -> Appointment:
    """One appointment with its customers; `zone` is the business's (IANA), where it is known.

    Raises NotFound when it is gone, IdWithSlash when Graph cannot address it.
    Source: https://learn.microsoft.com/graph/api/bookingappointment-get
    """
    answer = await graph.get(_builder(graph, business_id, appointment_id))
    return read_appointment(answer.json, business_id, zone or _zone_of(graph, business_id))


async def reschedule(graph: GraphClient, move: Confirmed[AppointmentMove]) -> Appointment:
    """Put an appointment at another time and return it as it reads afterwards. Raises as `update` does."""
    new = move.change
    start, end = ZonedTime(new.span.start, new.zone), ZonedTime(new.span.end, new.zone)
    change = BookingChange(new.business_id, new.appointment_id, new.seen_updated_at, start=start, end=end)
    return (await _update(graph, change)).appointment


async def update(graph: GraphClient, change: Confirmed[BookingChange]) -> AppointmentAnswer:
    """Give an appointment new values, and say how it reads afterwards and which customers Bookings dropped.

    Bookings has no ETag and answers a change with nothing, so it is read before and after.
    Raises ChangedMeanwhile when it is no longer the version of `seen_updated_at`, CannotChange for a property that
    this appointment may not change, IdWithSlash, NotFound, Refused, NotAllowed, Unreachable, OutcomeUnknown when the
    answer was lost and re-reading did not show the new values.
    Source: https://learn.microsoft.com/graph/api/bookingappointment-update
    """
    return await _update(graph, change.change)


async def change_customers(graph: GraphClient, change: Confirmed[CustomersChange]) -> AppointmentAnswer:
    """Add customers to an appointment or take some off it; the others stay with all that Bookings knows of them.

    Raises as `update` does.
    """
    new = change.change
    before = await _read(graph, new.business_id, new.appointment_id, in_beta=False)
    removed = {key.casefold() for key in new.remove}
    there = [read_customer(customer) for customer in before.get("customers") or []]
    kept = [customer for customer in there if not removed & _keys(customer)]
    known = set().union(*map(_keys, kept))
    added = [customer for customer in new.add if not known & _keys(customer)]
    return await _write(
        graph,
        BookingChange(new.business_id, new.appointment_id, new.seen_updated_at, customers=(*kept, *added)),
        before,
    )


async def _update(graph: GraphClient, change: BookingChange) -> AppointmentAnswer:
    before = await _read(graph, change.business_id, change.appointment_id, in_beta=needs_beta(change))
    return await _write(graph, change, before)


async def _write(graph: GraphClient, change: BookingChange, before: Json) -> AppointmentAnswer:
    was = read_appointment(before, change.business_id, _zone_of(graph, change.business_id))
    if change.seen_updated_at is not None and was.updated_at != change.seen_updated_at:
        raise ChangedMeanwhile
    _refuse_impossible(change, before)
    change = with_both_ends(change, was.span, was.zone)
    body = write_change(change, before.get("customers") or [])
    zone = change.start.zone if isinstance(change.start, ZonedTime) else was.zone
    if not body:
        return AppointmentAnswer(was, ())
    in_beta = needs_beta(change)
    again = (graph, change.business_id, change.appointment_id, in_beta)
    try:
        await graph.patch(_builder(*again), body)
    except OutcomeUnknown as unknown:
        after = await settle(
            unknown,
            _read(*again),
            is_done=lambda there: shows(there, body),
            is_untouched=lambda there: read_updated_at(there) == was.updated_at,
        )
    else:
        try:
            after = await _read(*again)
        except GraphError as problem:
            # The change is made; whatever keeps it from being read must not sound as if it were not.
            raise OutcomeUnknown(**problem.facts) from problem
    there = read_appointment(after, change.business_id, zone)
    wanted = () if isinstance(change.customers, Unchanged) else change.customers
    return AppointmentAnswer(there, _dropped(wanted, there.customers))


def _refuse_impossible(change: BookingChange, before: Json) -> None:
    if not isinstance(change.customer_id, Unchanged) and before.get("customerId") not in (None, "", change.customer_id):
        raise CannotChange(
            "customer_id", "immutable", "An appointment keeps its customer; change its customers instead."
        )
    most = before.get("maximumAttendeesCount")
    if not isinstance(change.maximum_attendees_count, Unchanged):
        most = change.maximum_attendees_count
    if not isinstance(change.self_service_appointment_id, Unchanged) and (most or 1) > 1:
        sentence = "Only an appointment for one customer has a number of the customer's own."
        raise CannotChange("self_service_appointment_id", "conflict", sentence)


def _dropped(wanted: Iterable[Customer], there: Iterable[Customer]) -> tuple[Customer, ...]:
    known = set().union(*map(_keys, there))
    return tuple(customer for customer in wanted if not known & _keys(customer))


def _keys(customer: Customer) -> set[str]:
    """What a customer is known by; the name only for those who have nothing else."""
    strong = {key.casefold() for key in (customer.customer_id, customer.email) if key}
    return strong or {customer.name.casefold()}


def _zone_of(graph: GraphClient, business_id: str) -> str | None:
    """The zone of a business that was read before; Bookings itself answers with times in UTC."""
    zone: str | None = graph.shared.remembered.get(f"zone of {business_id}")
    return zone


async def _with_zone(graph: GraphClient, listed: Business) -> Business:
    known = graph.shared.remembered
    key = f"zone of {listed.id}"
    if key not in known:
        builder = graph.v1.solutions.booking_businesses.by_booking_business_id(listed.id)
        known[key] = read_business((await graph.get(builder)).json).zone
    return replace(listed, zone=known[key])


async def _with_customers(graph: GraphClient, listed: Appointment) -> Appointment:
    if "/" in listed.id:
        return listed
    return await appointment(graph, listed.business_id, listed.id, listed.zone)


async def _read(graph: GraphClient, business_id: str, appointment_id: str, in_beta: bool) -> Json:
    return (await graph.get(_builder(graph, business_id, appointment_id, in_beta))).json


def _builder(graph: GraphClient, business_id: str, appointment_id: str, in_beta: bool = False) -> Builder:
    # Bookings makes ids with a slash, and Graph answers 400 to them however they are encoded.
    # https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/4029
    if "/" in appointment_id:
        raise IdWithSlash
    service = graph.beta if in_beta else graph.v1
    business = service.solutions.booking_businesses.by_booking_business_id(business_id)
    builder: Builder = business.appointments.by_booking_appointment_id(appointment_id)
    return builder
