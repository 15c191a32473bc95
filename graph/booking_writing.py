"""Changes of Bookings appointments as Graph wants them, on the version that has the property."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from json import loads
from typing import Any

from graph.answer import Json
from graph.durations import write_duration
from graph.event_writing import write_place, write_time
from graph.model import UNCHANGED, BookingChange, BookingReminder, Customer, Unchanged, ZonedTime
from graph.span import Span
from graph.zones import windows

_BETA_ONLY = frozenset(
    {
        "customer_id",
        "customer_location",
        "invoice_amount",
        "invoice_date",
        "invoice_id",
        "invoice_status",
        "invoice_url",
    }
)


def needs_beta(change: BookingChange) -> bool:
    """Whether v1.0 lacks one of the properties; there, start and end have other names."""
    return any(not isinstance(getattr(change, name), Unchanged) for name in _BETA_ONLY)


def with_both_ends(change: BookingChange, now: Span, zone: str) -> BookingChange:
    """The same change with a start and an end, if either or the length changes.

    Bookings wants both and computes the duration itself: "make it 45 minutes" is a new end.
    """
    start, end = change.start, change.end
    if isinstance(start, Unchanged) and isinstance(end, Unchanged) and isinstance(change.duration, Unchanged):
        return change
    if isinstance(start, Unchanged):
        start = ZonedTime(now.start, zone)
    if isinstance(end, Unchanged):
        length = now.length if isinstance(change.duration, Unchanged) else change.duration
        end = ZonedTime(start.at + length, start.zone)
    return replace(change, start=start, end=end, duration=UNCHANGED)


def write_change(change: BookingChange, customers_now: Iterable[Json]) -> Json:
    """The body of a PATCH: exactly what is not UNCHANGED, null for what is None.

    Customers that are there already keep what only Bookings knows of them, such as their answers.
    """
    body: Json = {}
    for name, (json_name, write) in _PROPERTIES.items():
        value = getattr(change, name)
        if not isinstance(value, Unchanged):
            body[json_name] = None if value is None else write(value)
    if not isinstance(change.customers, Unchanged):
        body["customers"] = write_customers(change.customers, customers_now)
    if not needs_beta(change):
        body = {_V1_NAMES.get(name, name): value for name, value in body.items()}
    return body


def write_customers(customers: Iterable[Customer], now: Iterable[Json]) -> list[Json]:
    """The full list, each item with its type, without which Graph refuses the request.

    https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/9854
    """
    known = {key: customer for customer in now for key in _keys(customer)}
    return [_write_customer(customer, known) for customer in customers]


def _write_customer(customer: Customer, known: Mapping[str, Json]) -> Json:
    written: Json = {
        "customerId": customer.customer_id or None,
        "name": customer.name,
        "emailAddress": customer.email or None,
        "phone": customer.phone or None,
    }
    there = next((known[key] for key in _keys(written) if key in known), None)
    if there is None and customer.as_read:
        there = loads(customer.as_read)
    if there is None:
        written = {name: value for name, value in written.items() if value is not None}
    else:
        kept = {name: value for name, value in there.items() if "@" not in name}
        written = {**kept, **written, "customerId": customer.customer_id or kept.get("customerId")}
        written |= _answers(customer, kept)
    return {"@odata.type": "#microsoft.graph.bookingCustomerInformation", **written}


def _answers(customer: Customer, kept: Json) -> Json:
    """The customer's answers as they now are, with all that Bookings knows of the questions."""
    answers = {answer.question_id: answer.answer for answer in customer.answers}
    asked: list[Json] = kept.get("customQuestionAnswers") or []
    new = [{**one, "answer": answers.get(one.get("questionId") or "", one.get("answer"))} for one in asked]
    return {"customQuestionAnswers": new} if new else {}


def _keys(customer: Json) -> list[str]:
    return [str(customer[name]).casefold() for name in ("customerId", "emailAddress") if customer.get(name)]


def _write_reminder(reminder: BookingReminder) -> Json:
    return {
        "message": reminder.message,
        "offset": write_duration(reminder.offset),
        "recipients": reminder.recipients,
    }


def _as_it_is(value: Any) -> Any:
    return value


_V1_NAMES = {"start": "startDateTime", "end": "endDateTime"}

_PROPERTIES: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "start": ("start", write_time),
    "end": ("end", write_time),
    "pre_buffer": ("preBuffer", write_duration),
    "post_buffer": ("postBuffer", write_duration),
    "customer_id": ("customerId", _as_it_is),
    "customer_name": ("customerName", _as_it_is),
    "customer_email_address": ("customerEmailAddress", _as_it_is),
    "customer_phone": ("customerPhone", _as_it_is),
    "customer_location": ("customerLocation", write_place),
    "customer_time_zone": ("customerTimeZone", lambda zone: windows(zone) or zone),
    "maximum_attendees_count": ("maximumAttendeesCount", _as_it_is),
    "is_location_online": ("isLocationOnline", _as_it_is),
    "is_customer_allowed_to_manage_booking": ("isCustomerAllowedToManageBooking", _as_it_is),
    "opt_out_of_customer_email": ("optOutOfCustomerEmail", _as_it_is),
    "sms_notifications_enabled": ("smsNotificationsEnabled", _as_it_is),
    "price": ("price", _as_it_is),
    "price_type": ("priceType", _as_it_is),
    "reminders": ("reminders", lambda reminders: [_write_reminder(reminder) for reminder in reminders]),
    "self_service_appointment_id": ("selfServiceAppointmentId", _as_it_is),
    "service_name": ("serviceName", _as_it_is),
    "service_notes": ("serviceNotes", _as_it_is),
    "service_location": ("serviceLocation", write_place),
    "staff_member_ids": ("staffMemberIds", list),
    "invoice_amount": ("invoiceAmount", _as_it_is),
    "invoice_date": ("invoiceDate", write_time),
    "invoice_id": ("invoiceId", _as_it_is),
    "invoice_status": ("invoiceStatus", _as_it_is),
    "invoice_url": ("invoiceUrl", _as_it_is),
}
