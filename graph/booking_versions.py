"""Whether an appointment is still what was shown, as far as a change touches it: Bookings has no ETag."""

from __future__ import annotations

from dataclasses import fields

from graph.answer import Json
from graph.booking_json import read_appointment_details
from graph.model import AppointmentDetails, BookingChange, Unchanged


def still_stands(change: BookingChange, there: Json) -> bool:
    """Whether every property that the change touches is as it was when it was shown; `there` is how it is now."""
    if change.seen is None:
        return False
    was = changeable(change.seen)
    now = changeable(read_appointment_details(there, change.business_id, change.seen.appointment.zone))
    touched = [
        each.name
        for each in fields(change)
        if isinstance(each.default, Unchanged) and not isinstance(getattr(change, each.name), Unchanged)
    ]
    return all(name in was and was[name] == now[name] for name in touched)


def changeable(shown: AppointmentDetails) -> dict[str, object]:
    """What `BookingChange` can change and we show, by its names."""
    appointment = shown.appointment
    return {
        **{each.name: getattr(shown, each.name) for each in fields(shown) if each.name != "appointment"},
        "start": appointment.span.start,
        "end": appointment.span.end,
        "customers": appointment.customers,
        "staff_member_ids": frozenset(appointment.staff_ids),
        "service_name": appointment.service_name,
        "is_location_online": appointment.is_online,
        "opt_out_of_customer_email": not appointment.customer_is_mailed,
        "sms_notifications_enabled": appointment.customer_is_texted,
    }
