"""Microsoft Bookings: businesses and their appointments.

`getStaffAvailability` is not here: it takes no delegated token, so it cannot be asked for the signed-in person.
Source: https://learn.microsoft.com/graph/api/bookingbusiness-getstaffavailability
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph import staff
from graph.answer import Json
from graph.booking_json import (
    read_appointment,
    read_appointment_details,
    read_business,
    read_customer,
    read_updated_at,
)
from graph.booking_versions import still_stands
from graph.booking_writing import needs_beta, with_both_ends, write_change
from graph.client import Builder, GraphClient
from graph.errors import ChangedMeanwhile, GraphError, IdWithSlash, NotFound, OutcomeUnknown
from graph.model import (
    Appointment,
    AppointmentAnswer,
    AppointmentCancellation,
    AppointmentDetails,
    AppointmentMove,
    BookingChange,
    Business,
    CannotChange,
    Confirmed,
    Customer,
    CustomersChange,
    StaffMember,
    Unchanged,
    ZonedTime,
)
from graph.settling import settle, shows
from graph.span import Span
from graph.together import all_of
from graph.zones import write_instant


async def businesses(graph: GraphClient) -> list[Business]:
    """The Bookings businesses that the person belongs to, by name; the list says no more of them than that.

    Raises SignInNeeded, NotAllowed, Throttled, Unreachable.
    Source: https://learn.microsoft.com/graph/api/bookingbusiness-list
    """
    found = [
        read_business(business)
        async for page in graph.pages(graph.v1.solutions.booking_businesses, {})
        for business in page.get("value") or []
    ]
    return sorted(found, key=_by_name)


async def look(
    graph: GraphClient, span: Span, business_ids: Iterable[str] | None = None
) -> list[tuple[Business, list[Appointment]]]:
    """Businesses with their hours and rules, by name, and their appointments that overlap `span`, earliest first.

    Those named, or all of the person: then the list is read first. Everything else takes one request, and one for each
    further page of a busy calendar. Graph fills customers only when an appointment is read by its id: see
    `with_customers`.
    Source: https://learn.microsoft.com/graph/api/bookingbusiness-list-calendarview
    """
    if business_ids is None:
        business_ids = [business.id for business in await businesses(graph)]
    builders = [graph.v1.solutions.booking_businesses.by_booking_business_id(each) for each in business_ids]
    query = {"start": write_instant(span.start), "end": write_instant(span.end)}
    asked: list[tuple[Builder, Mapping[str, str]]] = [(each, {}) for each in builders]
    asked += [(each.calendar_view, query) for each in builders]
    answers = await graph.get_many(asked)
    told, views = answers[: len(builders)], answers[len(builders) :]
    looked = await all_of(
        _looked(graph, builder, business.json, view.json)
        for builder, business, view in zip(builders, told, views, strict=True)
    )
    return sorted(looked, key=lambda one: _by_name(one[0]))


async def with_customers(graph: GraphClient, appointments: Iterable[Appointment]) -> list[Appointment]:
    """The same appointments with their customers, in the same order; twenty take one request.

    An appointment whose id Graph cannot address stays as it was.
    """
    listed = list(appointments)
    readable = [each for each in listed if "/" not in each.id]
    answers = await graph.get_many([(_builder(graph, each.business_id, each.id), {}) for each in readable])
    filled = {
        each: read_appointment(answer.json, each.business_id, each.zone)
        for each, answer in zip(readable, answers, strict=True)
    }
    return [filled.get(each, each) for each in listed]


async def appointment(
    graph: GraphClient, business_id: str, appointment_id: str, zone: str | None = None
) -> Appointment:
    """One appointment with its customers; `zone` is the business's (IANA), where it is known.

    Raises NotFound when it is gone, IdWithSlash when Graph cannot address it.
    Source: https://learn.microsoft.com/graph/api/bookingappointment-get
    """
    zone = zone or _zone_of(graph, business_id)
    asked: list[tuple[Builder, Mapping[str, str]]] = [(_builder(graph, business_id, appointment_id), {})]
    if zone is None:
        asked.append((graph.v1.solutions.booking_businesses.by_booking_business_id(business_id), {}))
    there, *business = await graph.get_many(asked)
    if business:
        zone = _remember_zone(graph, read_business(business[0].json))
    return read_appointment(there.json, business_id, zone)


async def details(graph: GraphClient, business_id: str, appointment_id: str) -> AppointmentDetails:
    """One appointment with everything about it that can be changed; of beta, because v1.0 knows no invoice.

    Raises as `appointment` does.
    Source: https://learn.microsoft.com/graph/api/bookingappointment-get?view=graph-rest-beta
    """
    there = await _read(graph, business_id, appointment_id, in_beta=True)
    return read_appointment_details(there, business_id, _zone_of(graph, business_id))


async def details_and_staff(
    graph: GraphClient, business_id: str, appointment_id: str
) -> tuple[AppointmentDetails, list[StaffMember]]:
    """The same with all who take appointments of the business, by name, in one request.

    Source: https://learn.microsoft.com/graph/api/bookingbusiness-list-staffmembers
    """
    members = staff.members_of(graph, business_id)
    there, first = await graph.get_many([(_builder(graph, business_id, appointment_id, True), {}), (members, {})])
    shown = read_appointment_details(there.json, business_id, _zone_of(graph, business_id))
    return shown, await staff.by_name(graph, members, first.json)


async def reschedule(graph: GraphClient, move: Confirmed[AppointmentMove]) -> Appointment:
    """Put an appointment at another time and return it as it reads afterwards.

    Raises as `update` does, but ChangedMeanwhile only when its time is no longer `seen_span` either.
    """
    new = move.change
    before = await _read(graph, new.business_id, new.appointment_id, in_beta=False)
    stands = read_appointment(before, new.business_id, _zone_of(graph, new.business_id)).span == new.seen_span
    change = BookingChange(
        new.business_id,
        new.appointment_id,
        None if stands else new.seen_updated_at,
        start=ZonedTime(new.span.start, new.zone),
        end=ZonedTime(new.span.end, new.zone),
    )
    return (await _write(graph, change, before)).appointment


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


async def cancel(graph: GraphClient, change: Confirmed[AppointmentCancellation]) -> None:
    """Cancel an appointment; Bookings writes the message to its customers, and tells its staff.

    Raises ChangedMeanwhile when it is no longer the version of `seen_updated_at`, IdWithSlash, NotFound, NotAllowed,
    Unreachable, OutcomeUnknown when the answer was lost and re-reading still found it.
    Source: https://learn.microsoft.com/graph/api/bookingappointment-cancel
    """
    new = change.change
    there = await appointment(graph, new.business_id, new.appointment_id)
    if new.seen_updated_at is not None and there.updated_at != new.seen_updated_at:
        raise ChangedMeanwhile
    builder: Any = _builder(graph, new.business_id, new.appointment_id)
    try:
        await graph.post(builder.cancel, {"cancellationMessage": new.message}, "write")
    except OutcomeUnknown as unknown:
        gone = _is_gone(graph, new)
        await settle(unknown, gone, is_done=bool, is_untouched=lambda is_gone: not is_gone)


async def _is_gone(graph: GraphClient, new: AppointmentCancellation) -> bool:
    try:
        await _read(graph, new.business_id, new.appointment_id, in_beta=False)
    except NotFound:
        return True
    return False


async def _update(graph: GraphClient, change: BookingChange) -> AppointmentAnswer:
    before = await _read(graph, change.business_id, change.appointment_id, in_beta=needs_beta(change))
    return await _write(graph, change, before)


async def _write(graph: GraphClient, change: BookingChange, before: Json) -> AppointmentAnswer:
    was = read_appointment(before, change.business_id, _zone_of(graph, change.business_id))
    if change.seen_updated_at not in (None, was.updated_at) and not still_stands(change, before):
        raise ChangedMeanwhile
    _refuse_impossible(change, before)
    change = with_both_ends(change, was.span, was.zone)
    body = write_change(change, before.get("customers") or [])
    zone = change.start.zone if isinstance(change.start, ZonedTime) else was.zone
    if not body:
        return AppointmentAnswer(was, (), read_appointment_details(before, change.business_id, was.zone))
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
    there = read_appointment_details(after, change.business_id, zone)
    wanted = () if isinstance(change.customers, Unchanged) else change.customers
    return AppointmentAnswer(there.appointment, _dropped(wanted, there.appointment.customers), there)


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


def _remember_zone(graph: GraphClient, business: Business) -> str | None:
    graph.shared.remembered[f"zone of {business.id}"] = business.zone
    return business.zone


async def _looked(graph: GraphClient, builder: Any, told: Json, view: Json) -> tuple[Business, list[Appointment]]:
    business = read_business(told)
    _remember_zone(graph, business)
    link = str(view.get("@odata.nextLink") or "")
    pages = [view, *[page async for page in graph.pages_of_link(link, builder.calendar_view)]]
    found = [
        read_appointment(appointment, business.id, business.zone)
        for page in pages
        for appointment in page.get("value") or []
    ]
    return business, sorted(found, key=lambda appointment: (appointment.span, appointment.id))


def _by_name(business: Business) -> tuple[str, str]:
    return business.name, business.id


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
