"""Making, changing and cancelling Bookings appointments."""

from __future__ import annotations

from datetime import timedelta

from graph.sandbox.booking_rules import refuse_against_rules
from graph.sandbox.booking_types import BETA_NAMES, CUSTOMER_TYPE, IMMUTABLE, appointment_shape, blank_appointment
from graph.sandbox.bookings import (
    APPOINTMENT,
    APPOINTMENTS,
    appointment_wire,
    booking_scopes,
    find_appointment,
    find_business,
)
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.ids import guid, outlook_id
from graph.sandbox.meetings import join_address
from graph.sandbox.organisation import Business, Mail, Organisation
from graph.sandbox.people import PAGES
from graph.sandbox.shapes import Shape, text
from graph.sandbox.times import duration, in_utc, instant, read_instant

_CANCEL = Shape("cancel", {"cancellationMessage": text}, error_code="BadRequest")


def create_appointment(call: Call) -> Answer:
    """POST appointments: 201; what is not said comes from the service."""
    business = find_business(call)
    written = _written(call)
    for name in ("startDateTime", "endDateTime", "serviceId"):
        if not written.get(name):
            raise _bad(f"An appointment needs '{BETA_NAMES.get(name, name) if call.version == 'beta' else name}'.")
    service = business.services.get(written["serviceId"])
    if service is None:
        raise _bad("The service does not exist.")
    if call.grant.person is None and not written.get("staffMemberIds"):
        raise _invalid_staff()
    identity = outlook_id(guid(business.id), call.organisation.new_version())
    made = blank_appointment(identity, service, instant(call.now), business.zone_name)
    immutable = {name: written.pop(name) for name in IMMUTABLE if name in written}
    made |= {**immutable, "startDateTime": written["startDateTime"], "endDateTime": written["endDateTime"]}
    appointment = changed(call.organisation, business, made, {"customers": [], **written})
    if call.grant.person is None:
        refuse_against_rules(business, appointment, call.now)
    business.appointments[identity] = appointment
    _write_to_customers(call.organisation, appointment, "invitation")
    context = call.context(f"solutions/bookingBusinesses('{business.id}')/appointments/$entity")
    return Answer(201, {"@odata.context": context, **appointment_wire(call, appointment, by_id=True)})


def change_appointment(call: Call) -> Answer:
    """PATCH appointments/{id}: 204 without a body."""
    business = find_business(call)
    appointment = find_appointment(call, business)
    after = changed(call.organisation, business, appointment, _written(call))
    if call.grant.person is None:
        refuse_against_rules(business, after, call.now)
    appointment |= after
    _write_to_customers(call.organisation, appointment, "update")
    return Answer(204)


def cancel_appointment(call: Call) -> Answer:
    """POST appointments/{id}/cancel: 204; the customers hear of it."""
    _CANCEL.check(call.body)
    business = find_business(call)
    appointment = find_appointment(call, business)
    del business.appointments[appointment["id"]]
    _write_to_customers(call.organisation, appointment, "cancellation")
    return Answer(204)


def delete_appointment(call: Call) -> Answer:
    """DELETE appointments/{id}: 204; nobody hears of it."""
    business = find_business(call)
    del business.appointments[find_appointment(call, business)["id"]]
    return Answer(204)


def _written(call: Call) -> Json:
    """What the body writes, under v1.0's names."""
    shape = appointment_shape(call.version)
    shape.check(call.body)
    v1_names = {beta: name for name, beta in BETA_NAMES.items()}
    return {v1_names.get(name, name): value for name, value in shape.written(call.body).items()}


def _write_to_customers(organisation: Organisation, appointment: Json, kind: str) -> None:
    to = tuple(one["emailAddress"] for one in appointment["customers"] if one.get("emailAddress"))
    if to and not appointment["optOutOfCustomerEmail"]:
        organisation.mails.append(Mail(to, appointment["id"], kind))


def changed(organisation: Organisation, business: Business, appointment: Json, written: Json) -> Json:
    """The appointment as it is after a write; nothing is kept yet. Raises RefusedError (400)."""
    for name in IMMUTABLE:
        if name in written and written[name] != appointment[name]:
            raise _bad(f"'{name}' cannot change once the appointment is made.")
    after = {**appointment, **written}
    for name in ("startDateTime", "endDateTime"):
        after[name] = booking_time(after[name])
    start, end = in_utc(after["startDateTime"]), in_utc(after["endDateTime"])
    if end <= start:
        raise _bad("An appointment ends after it starts.")
    after["duration"] = duration(end - start)
    if set(after["staffMemberIds"]) - business.staff.keys():
        raise _invalid_staff()
    if after["maximumAttendeesCount"] != 1 and "selfServiceAppointmentId" in written:
        raise _bad("selfServiceAppointmentId is only for appointments with one attendee.")
    if "customers" in written:
        _set_customers(business, after)
    online = after["isLocationOnline"]
    after["joinWebUrl"] = join_address(guid(business.id), after["id"]) if online else None
    updated = read_instant(appointment["lastUpdatedDateTime"]) + timedelta(milliseconds=1)
    after["lastUpdatedDateTime"] = instant(max(organisation.clock(), updated))
    return after


def _set_customers(business: Business, after: Json) -> None:
    customers = after["customers"]
    if after["maximumAttendeesCount"] > 1:
        # Bookings leaves out whom it does not know, and says nothing about it.
        # https://learn.microsoft.com/graph/api/bookingappointment-update
        customers = [customer for customer in customers if customer.get("customerId") in business.customers]
    after["customers"] = [{**customer, "@odata.type": CUSTOMER_TYPE} for customer in customers]
    after["filledAttendeesCount"] = len(customers)
    first = (customers or [{}])[0]
    after |= {
        "customerName": first.get("name"),
        "customerEmailAddress": first.get("emailAddress"),
        "customerPhone": first.get("phone"),
    }


def booking_time(value: Json) -> Json:
    """A dateTimeTimeZone as Bookings reads it back: always UTC, and with a Z that it should not have."""
    return {"@odata.type": "#microsoft.graph.dateTimeTimeZone", "dateTime": instant(in_utc(value)), "timeZone": "UTC"}


def _bad(message: str) -> RefusedError:
    return RefusedError(400, "BadRequest", message)


def _invalid_staff() -> RefusedError:
    return _bad("Invalid Staff")


_WRITE = booking_scopes()

ROUTES = (
    Route(
        "POST",
        (APPOINTMENTS,),
        create_appointment,
        _WRITE,
        PAGES + "bookingbusiness-post-appointments",
        "201; customers as for PATCH; app-only needs staff and obeys the business rules.",
        "New customers are not added to the business.",
    ),
    Route(
        "PATCH",
        (APPOINTMENT,),
        change_appointment,
        _WRITE,
        PAGES + "bookingappointment-update",
        "204 (20); names by version (21); computed ones (22, 23); customers (24, 25); types (26, 27); staff replaced "
        "(28); immutable ones (29); business rules for app-only tokens.",
        "Entries in the calendars of the staff; policies of a single service.",
    ),
    Route("DELETE", (APPOINTMENT,), delete_appointment, _WRITE, PAGES + "bookingappointment-delete", "204."),
    Route(
        "POST",
        (f"{APPOINTMENT}/cancel",),
        cancel_appointment,
        _WRITE,
        PAGES + "bookingappointment-cancel",
        "204; gone afterwards; the customers hear of it.",
    ),
)
