"""A Bookings appointment with everything about it that can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from graph.model.bookings import Appointment, Customer
from graph.model.events import Place, ZonedTime

PriceType = Literal["undefined", "fixedPrice", "startingAt", "hourly", "free", "priceVaries", "callUs", "notSet"]
InvoiceStatus = Literal["draft", "reviewing", "open", "canceled", "paid", "corrective"]
Recipients = Literal["allAttendees", "staff", "customer"]


@dataclass(frozen=True)
class BookingReminder:
    """A mail or text that Bookings sends about an appointment."""

    message: str
    offset: timedelta  #: before the start
    recipients: Recipients


@dataclass(frozen=True)
class AppointmentDetails:
    """An appointment with everything about it that can be changed, and what Bookings alone decides of it."""

    appointment: Appointment
    pre_buffer: timedelta
    post_buffer: timedelta
    customer_location: Place | None
    customer_notes: str  #: what the customer wrote when booking
    customer_time_zone: str  #: IANA; "" where Bookings does not say
    filled_attendees_count: int
    maximum_attendees_count: int
    is_customer_allowed_to_manage_booking: bool
    price: float  #: in the business's currency
    price_type: PriceType
    reminders: tuple[BookingReminder, ...]
    service_notes: str  #: notes of the staff
    service_location: Place | None
    invoice_amount: float
    invoice_date: ZonedTime | None
    invoice_id: str
    invoice_status: InvoiceStatus
    invoice_url: str


@dataclass(frozen=True)
class StaffMember:
    """Somebody who takes appointments of a business."""

    id: str
    name: str
    email: str


@dataclass(frozen=True)
class AppointmentAnswer:
    """An appointment as it reads after a change."""

    appointment: Appointment
    dropped_customers: tuple[Customer, ...]  #: those that were sent and are not there; Bookings drops them silently
    details: AppointmentDetails  #: without invoice and customer's place, unless the change was about them
