"""Bookings businesses and appointments as Graph writes them, read into ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from graph.answer import Json
from graph.model import Appointment, Business, Customer
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
    )


def read_appointment(json: Json, business_id: str, zone: str | None = None) -> Appointment:
    """An appointment from Graph's JSON, of v1.0 or beta.

    Without the business's `zone` it has the one that its start is written in.
    """
    start: Json = json.get("startDateTime") or json["start"]
    starts_at, ends_at = read_moment(start), read_moment(json.get("endDateTime") or json["end"])
    return Appointment(
        id=str(json["id"]),
        business_id=business_id,
        service_name=str(json.get("serviceName") or ""),
        customers=tuple(read_customer(customer) for customer in json.get("customers") or []),
        span=Span(starts_at, max(ends_at, starts_at + timedelta(minutes=1))),
        zone=zone or iana(str(start.get("timeZone") or "")) or "UTC",
        staff_ids=tuple(str(staff_id) for staff_id in json.get("staffMemberIds") or []),
        place=str((json.get("serviceLocation") or {}).get("displayName") or ""),
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
    )


def read_updated_at(json: Json) -> datetime:
    """When an appointment last changed; 1970 where Bookings does not say."""
    updated = json.get("lastUpdatedDateTime")
    return read_instant(str(updated)) if updated else _NEVER
