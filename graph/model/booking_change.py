"""New values for a Bookings appointment: every row of Graph's table, and why some cannot change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from graph.model.booking_details import AppointmentDetails, BookingReminder, InvoiceStatus, PriceType
from graph.model.bookings import Customer
from graph.model.confirmed import UNCHANGED, CannotChange, Unchanged
from graph.model.events import Place, ZonedTime


@dataclass(frozen=True)
class BookingChange:
    """New values for an appointment; what is UNCHANGED is not sent, None clears.

    The fields are the 33 rows of the reference page. Raises CannotChange, with a sentence for a person, for what
    Bookings computes or never changes. Invoice fields, `customer_id` and `customer_location` exist in beta only;
    a change with any of them is written there.
    Source: https://learn.microsoft.com/graph/api/bookingappointment-update?view=graph-rest-beta
    """

    business_id: str
    appointment_id: str
    seen_updated_at: datetime | None = None  #: of the version that was shown; None writes over whatever is there
    seen: AppointmentDetails | None = None  #: what was shown; where the touched properties still stand, all is well

    start: ZonedTime | Unchanged = UNCHANGED  #: alone, it moves the appointment and keeps its length
    end: ZonedTime | Unchanged = UNCHANGED
    duration: timedelta | Unchanged = UNCHANGED  #: Bookings computes it; written as a new end
    pre_buffer: timedelta | Unchanged = UNCHANGED  #: kept free before the start
    post_buffer: timedelta | Unchanged = UNCHANGED  #: kept free after the end
    customers: tuple[Customer, ...] | Unchanged = UNCHANGED  #: the whole list; see also `CustomersChange`
    customer_id: str | Unchanged = UNCHANGED  #: beta; only while there is none
    customer_name: str | Unchanged | None = UNCHANGED
    customer_email_address: str | Unchanged | None = UNCHANGED  #: SMTP
    customer_phone: str | Unchanged | None = UNCHANGED
    customer_notes: str | Unchanged | None = UNCHANGED  #: never: only when an appointment is made
    customer_location: Place | Unchanged | None = UNCHANGED  #: beta
    customer_time_zone: str | Unchanged | None = UNCHANGED  #: IANA
    filled_attendees_count: int | Unchanged = UNCHANGED  #: never: Bookings computes it
    maximum_attendees_count: int | Unchanged = UNCHANGED  #: above 1 every customer needs a valid id
    is_location_online: bool | Unchanged = UNCHANGED
    is_customer_allowed_to_manage_booking: bool | Unchanged = UNCHANGED
    opt_out_of_customer_email: bool | Unchanged = UNCHANGED  #: True: the customer gets no mail
    sms_notifications_enabled: bool | Unchanged = UNCHANGED
    price: float | Unchanged = UNCHANGED  #: in the business's currency
    price_type: PriceType | Unchanged = UNCHANGED
    reminders: tuple[BookingReminder, ...] | Unchanged = UNCHANGED
    self_service_appointment_id: str | Unchanged | None = UNCHANGED  #: only where one customer may attend
    service_id: str | Unchanged = UNCHANGED  #: never: an appointment keeps its service
    service_name: str | Unchanged = UNCHANGED
    service_notes: str | Unchanged | None = UNCHANGED  #: notes of the staff
    service_location: Place | Unchanged | None = UNCHANGED
    staff_member_ids: tuple[str, ...] | Unchanged = UNCHANGED  #: the whole list
    invoice_amount: float | Unchanged = UNCHANGED  #: beta
    invoice_date: ZonedTime | Unchanged | None = UNCHANGED  #: beta
    invoice_id: str | Unchanged | None = UNCHANGED  #: beta
    invoice_status: InvoiceStatus | Unchanged = UNCHANGED  #: beta
    invoice_url: str | Unchanged | None = UNCHANGED  #: beta

    def __post_init__(self) -> None:
        for name, why, sentence in _NEVER:
            if not isinstance(getattr(self, name), Unchanged):
                raise CannotChange(name, why, sentence)
        if not isinstance(self.end, Unchanged) and not isinstance(self.duration, Unchanged):
            raise CannotChange("duration", "conflict", "Give an appointment a new end or a new length, not both.")
        for name in ("duration", "pre_buffer", "post_buffer"):
            length = getattr(self, name)
            if isinstance(length, timedelta) and length < timedelta(0):
                raise CannotChange(name, "conflict", "A length of time cannot be less than nothing.")
        if isinstance(self.start, ZonedTime) and isinstance(self.end, ZonedTime) and self.end.at <= self.start.at:
            raise CannotChange("end", "conflict", "An appointment ends after it starts.")


_NEVER: tuple[tuple[str, Literal["computed", "immutable"], str], ...] = (
    ("filled_attendees_count", "computed", "Bookings counts the customers itself; add or remove customers instead."),
    ("service_id", "immutable", "An appointment keeps its service; make a new appointment for another service."),
    ("customer_notes", "immutable", "A customer's notes can be written only when the appointment is made."),
)
