"""Bookings: businesses, their appointments, services, staff and customers."""

from __future__ import annotations

from graph.sandbox.booking_types import BETA_NAMES, BETA_ONLY, BY_ID_ONLY, CUSTOMER_TYPE, appointment_shape
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route, access_denied
from graph.sandbox.odata import bounds, collection, selected
from graph.sandbox.organisation import Business
from graph.sandbox.people import PAGES
from graph.sandbox.times import in_utc


def find_business(call: Call) -> Business:
    """The business that the address names.

    Raises RefusedError: 404 if there is none, 403 if the person does not belong to it.
    """
    business = call.organisation.businesses.get(call.ids["business"])
    if business is None:
        raise RefusedError(404, "ErrorExceptionIdNotFound", "The specified booking mailbox was not found.")
    if call.grant.person is not None and call.grant.person.id not in business.members:
        raise access_denied()
    return business


def find_appointment(call: Call, business: Business) -> Json:
    """The appointment that the address names; raises RefusedError (404)."""
    appointment = business.appointments.get(call.ids["appointment"])
    if appointment is None:
        raise RefusedError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
    return appointment


def list_businesses(call: Call) -> Answer:
    """GET bookingBusinesses: those that the person belongs to, by name only; the rest is read by id."""
    person = call.grant.person
    businesses = call.organisation.businesses.values()
    known = [business for business in businesses if person is None or person.id in business.members]
    rows = [{"id": business.id, "displayName": business.wire["displayName"]} for business in known]
    names = frozenset(name for business in known for name in business.wire)
    return Answer(200, collection(call, "solutions/bookingBusinesses", rows, names=names))


def read_business(call: Call) -> Answer:
    """GET bookingBusinesses/{id}."""
    wire = find_business(call).wire
    if call.version == "beta":
        wire = {**wire, "businessHours": [_beta_hours(day) for day in wire["businessHours"]]}
    context = call.context("solutions/bookingBusinesses/$entity")
    return Answer(200, selected(call, {"@odata.context": context, **wire}))


def _beta_hours(day: Json) -> Json:
    return {**day, "timeSlots": [{"start": one["startTime"], "end": one["endTime"]} for one in day["timeSlots"]]}


def appointment_wire(call: Call, appointment: Json, *, by_id: bool) -> Json:
    """The appointment with this version's names; a list leaves out who the customers are."""
    written = {
        BETA_NAMES.get(name, name) if call.version == "beta" else name: value
        for name, value in appointment.items()
        if call.version == "beta" or name not in BETA_ONLY
    }
    if by_id:
        return written
    nobody = dict.fromkeys(("customerName", "customerEmailAddress", "customerPhone"))
    unknown = dict.fromkeys(("name", "emailAddress", "phone"))
    customers = [
        {"@odata.type": CUSTOMER_TYPE, "customerId": customer.get("customerId"), **unknown}
        for customer in appointment["customers"]
    ]
    return (
        {name: value for name, value in written.items() if name not in BY_ID_ONLY} | nobody | {"customers": customers}
    )


def list_appointments(call: Call) -> Answer:
    """GET appointments."""
    business = find_business(call)
    return _many(call, business, list(business.appointments.values()))


def calendar_view(call: Call) -> Answer:
    """GET calendarView?start&end: appointments that overlap the window; the Prefer header changes nothing."""
    business = find_business(call)
    start, end = bounds(call, "start", "end")
    overlapping = [
        appointment
        for appointment in business.appointments.values()
        if in_utc(appointment["startDateTime"]) < end and start < in_utc(appointment["endDateTime"])
    ]
    return _many(call, business, sorted(overlapping, key=lambda one: in_utc(one["startDateTime"])))


def _many(call: Call, business: Business, appointments: list[Json]) -> Answer:
    rows = [appointment_wire(call, appointment, by_id=False) for appointment in appointments]
    context = f"solutions/bookingBusinesses('{business.id}')/appointments"
    return Answer(200, collection(call, context, rows, default_size=20, names=appointment_shape(call.version).names))


def read_appointment(call: Call) -> Answer:
    """GET appointments/{id}: everything, with customers, notes and reminders."""
    business = find_business(call)
    context = call.context(f"solutions/bookingBusinesses('{business.id}')/appointments/$entity")
    row = {"@odata.context": context, **appointment_wire(call, find_appointment(call, business), by_id=True)}
    return Answer(200, selected(call, row, appointment_shape(call.version).names))


def list_services(call: Call) -> Answer:
    """GET services."""
    return _parts(call, "services", find_business(call).services)


def list_staff(call: Call) -> Answer:
    """GET staffMembers."""
    return _parts(call, "staffMembers", find_business(call).staff)


def list_customers(call: Call) -> Answer:
    """GET customers."""
    return _parts(call, "customers", find_business(call).customers)


def _parts(call: Call, name: str, parts: dict[str, Json]) -> Answer:
    context = f"solutions/bookingBusinesses('{call.ids['business']}')/{name}"
    if "part" not in call.ids:
        return Answer(200, collection(call, context, parts.values()))
    part = parts.get(call.ids["part"])
    if part is None:
        raise RefusedError(404, "ErrorItemNotFound", "The specified object was not found in the store.")
    return Answer(200, selected(call, {"@odata.context": call.context(f"{context}/$entity"), **part}))


def booking_scopes(*names: str) -> frozenset[str]:
    """The permissions that allow everything in Bookings, and those named."""
    return frozenset(names) | {"Bookings.ReadWrite.All", "Bookings.Manage.All", "BookingsAppointment.ReadWrite.All"}


_READ = booking_scopes("Bookings.Read.All")
_ALL = "solutions/bookingBusinesses"
_ONE = _ALL + "/{business}"
APPOINTMENTS = _ONE + "/appointments"
APPOINTMENT = APPOINTMENTS + "/{appointment}"

ROUTES = (
    Route(
        "GET",
        (_ALL,),
        list_businesses,
        _READ,
        PAGES + "bookingbusiness-list",
        "Only businesses of the person, with id and name alone.",
        "The query parameter 'query'.",
    ),
    Route("GET", (_ONE,), read_business, _READ, PAGES + "bookingbusiness-get", "404; 403 for others (32, 33)."),
    Route(
        "GET",
        (APPOINTMENTS,),
        list_appointments,
        _READ,
        PAGES + "bookingbusiness-list-appointments",
        "Without customer details, notes and reminders (30); pages of 20.",
    ),
    Route(
        "GET",
        (_ONE + "/calendarView",),
        calendar_view,
        _READ,
        PAGES + "bookingbusiness-list-calendarview",
        "start and end, offsets count; overlaps; without customer details (30).",
    ),
    Route(
        "GET",
        (APPOINTMENT,),
        read_appointment,
        _READ,
        PAGES + "bookingappointment-get",
        "Everything, by id; ids with a slash cannot be reached (30-32).",
    ),
    *(
        Route("GET", (f"{_ONE}/{name}", f"{_ONE}/{name}/{{part}}"), handler, _READ, PAGES + page, "All, or one by id.")
        for name, handler, page in (
            ("services", list_services, "bookingbusiness-list-services"),
            ("staffMembers", list_staff, "bookingbusiness-list-staffmembers"),
            ("customers", list_customers, "bookingbusiness-list-customers"),
        )
    ),
)
