"""Bookings businesses and appointments as Graph writes them, read into ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from json import dumps
from typing import get_args

from graph.answer import Json
from graph.durations import read_duration
from graph.event_json import read_place
from graph.hours import WEEKDAYS, read_start, read_until
from graph.model import (
    Appointment,
    AppointmentDetails,
    BookingReminder,
    Business,
    Customer,
    CustomerAnswer,
    InvoiceStatus,
    Opening,
    PriceType,
    Recipients,
    SchedulingRules,
    StaffMember,
    ZonedTime,
)
from graph.span import Span
from graph.zones import iana, read_instant, read_moment

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def read_business(json: Json) -> Business:
    """A business from Graph's JSON."""
    settings: Json = json.get("bookingPageSettings") or {}
    return Business(
        id=str(json["id"]),
        name=str(json.get("displayName") or ""),
        zone=iana(str(settings.get("businessTimeZone") or "")),
        hours=_hours(json.get("businessHours") or []),
        rules=_rules(json.get("schedulingPolicy") or {}),
    )


def _hours(days: list[Json]) -> tuple[tuple[Opening, ...], ...]:
    by_day = {str(day.get("day")).lower(): day.get("timeSlots") or [] for day in days}
    if not by_day:
        return ()
    return tuple(
        tuple(
            Opening(read_start(str(slot["startTime"])), read_until(str(slot["endTime"])))
            for slot in by_day.get(weekday, [])
        )
        for weekday in WEEKDAYS
    )


def _rules(policy: Json) -> SchedulingRules:
    def length(name: str) -> timedelta | None:
        return read_duration(str(policy[name])) if policy.get(name) else None

    return SchedulingRules(
        minimum_lead_time=length("minimumLeadTime"),
        maximum_advance=length("maximumAdvance"),
        time_slot_interval=length("timeSlotInterval"),
        allow_staff_selection=policy.get("allowStaffSelection") is not False,
        send_confirmations_to_owner=bool(policy.get("sendConfirmationsToOwner")),
    )


def read_appointment(json: Json, business_id: str, zone: str | None = None) -> Appointment:
    """An appointment from Graph's JSON, of v1.0 or beta.

    Without the business's `zone` it has the one that its start is written in.
    """
    start: Json = json.get("startDateTime") or json["start"]
    starts_at, ends_at = read_moment(start), read_moment(json.get("endDateTime") or json["end"])
    customers = tuple(read_customer(customer) for customer in json.get("customers") or [])
    return Appointment(
        id=str(json["id"]),
        business_id=business_id,
        service_id=str(json.get("serviceId") or ""),
        service_name=str(json.get("serviceName") or ""),
        customers=customers,
        customer_count=int(json.get("filledAttendeesCount") or len(customers)),
        most_customers=int(json.get("maximumAttendeesCount") or 1),
        span=Span(starts_at, max(ends_at, starts_at + timedelta(minutes=1))),
        buffer_before=_length(json.get("preBuffer")),
        buffer_after=_length(json.get("postBuffer")),
        zone=zone or iana(str(start.get("timeZone") or "")) or "UTC",
        staff_ids=tuple(str(staff_id) for staff_id in json.get("staffMemberIds") or []),
        place=str((json.get("serviceLocation") or {}).get("displayName") or ""),
        is_online=bool(json.get("isLocationOnline")),
        join_url=str(json.get("joinWebUrl") or ""),
        updated_at=read_updated_at(json),
        customer_is_mailed=not json.get("optOutOfCustomerEmail"),
        customer_is_texted=bool(json.get("smsNotificationsEnabled")),
    )


def read_customer(json: Json) -> Customer:
    """One customer of an appointment."""
    return Customer(
        name=str(json.get("name") or ""),
        email=str(json.get("emailAddress") or ""),
        phone=str(json.get("phone") or ""),
        customer_id=str(json.get("customerId") or ""),
        answers=tuple(_answer(answer) for answer in json.get("customQuestionAnswers") or []),
        as_read=dumps(json),
    )


def _answer(json: Json) -> CustomerAnswer:
    return CustomerAnswer(*(str(json.get(name) or "") for name in ("questionId", "question", "answer")))


def read_staff_member(json: Json) -> StaffMember:
    """Somebody who takes appointments."""
    return StaffMember(*(str(json.get(name) or "") for name in ("id", "displayName", "emailAddress")))


def read_appointment_details(json: Json, business_id: str, zone: str | None = None) -> AppointmentDetails:
    """An appointment with everything about it that can be changed, from Graph's JSON; v1.0 has no invoice.

    A word that we do not know becomes the one that says least.
    """
    appointment = read_appointment(json, business_id, zone)
    invoiced_on: Json | None = json.get("invoiceDate")
    return AppointmentDetails(
        appointment=appointment,
        pre_buffer=_length(json.get("preBuffer")),
        post_buffer=_length(json.get("postBuffer")),
        customer_location=read_place(json.get("customerLocation")),
        customer_notes=str(json.get("customerNotes") or ""),
        customer_time_zone=iana(str(json.get("customerTimeZone") or "")) or "",
        filled_attendees_count=int(json.get("filledAttendeesCount") or 0),
        maximum_attendees_count=int(json.get("maximumAttendeesCount") or 1),
        is_customer_allowed_to_manage_booking=bool(json.get("isCustomerAllowedToManageBooking")),
        price=float(json.get("price") or 0),
        price_type=_PRICE_TYPES.get(json.get("priceType"), "undefined"),
        reminders=tuple(_reminder(reminder) for reminder in json.get("reminders") or []),
        service_notes=str(json.get("serviceNotes") or ""),
        service_location=read_place(json.get("serviceLocation")),
        invoice_amount=float(json.get("invoiceAmount") or 0),
        invoice_date=ZonedTime(read_moment(invoiced_on), appointment.zone) if invoiced_on else None,
        invoice_id=str(json.get("invoiceId") or ""),
        invoice_status=_INVOICE_STATUSES.get(json.get("invoiceStatus"), "draft"),
        invoice_url=str(json.get("invoiceUrl") or ""),
    )


def _reminder(json: Json) -> BookingReminder:
    recipients = _RECIPIENTS.get(json.get("recipients"), "staff")
    return BookingReminder(str(json.get("message") or ""), _length(json.get("offset")), recipients)


def _length(text: object) -> timedelta:
    return read_duration(str(text)) if text else timedelta()


_PRICE_TYPES: dict[object, PriceType] = {word: word for word in get_args(PriceType)}
_INVOICE_STATUSES: dict[object, InvoiceStatus] = {word: word for word in get_args(InvoiceStatus)}
_RECIPIENTS: dict[object, Recipients] = {word: word for word in get_args(Recipients)}


def read_updated_at(json: Json) -> datetime:
    """When an appointment last changed; 1970 where Bookings does not say."""
    updated = json.get("lastUpdatedDateTime")
    return read_instant(str(updated)) if updated else _NEVER
