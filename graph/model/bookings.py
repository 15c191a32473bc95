"""Microsoft Bookings: businesses, appointments, and the commonest changes to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.span import Span


@dataclass(frozen=True)
class Business:
    """A Microsoft Bookings business that the person belongs to."""

    id: str
    name: str
    zone: str | None = None  #: IANA; None where Bookings does not say


@dataclass(frozen=True)
class Customer:
    """Somebody an appointment is for; `customer_id` is "" for a walk-in."""

    name: str
    email: str = ""
    phone: str = ""
    customer_id: str = ""


@dataclass(frozen=True)
class Appointment:
    """One appointment of a Bookings business."""

    id: str
    business_id: str
    service_name: str
    customers: tuple[Customer, ...]
    span: Span
    zone: str  #: IANA, the business's
    staff_ids: tuple[str, ...]
    place: str
    join_url: str
    updated_at: datetime  #: Bookings has no ETag; this stands in for one
    customer_is_mailed: bool
    customer_is_texted: bool


@dataclass(frozen=True)
class AppointmentMove:
    """Put an appointment at another time; Bookings wants both ends."""

    business_id: str
    appointment_id: str
    span: Span
    zone: str  #: IANA
    seen_updated_at: datetime | None  #: of the version that was shown; None writes over whatever is there


@dataclass(frozen=True)
class CustomersChange:
    """Add customers to an appointment or take some off it; the others stay with all that Bookings knows of them."""

    business_id: str
    appointment_id: str
    add: tuple[Customer, ...] = ()
    remove: tuple[str, ...] = ()  #: customer ids or mail addresses
    seen_updated_at: datetime | None = None


@dataclass(frozen=True)
class AppointmentAnswer:
    """An appointment as it reads after a change."""

    appointment: Appointment
    dropped_customers: tuple[Customer, ...]  #: those that were sent and are not there; Bookings drops them silently
