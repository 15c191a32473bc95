"""Microsoft Bookings: businesses, appointments, and the commonest changes to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from graph.span import Span


@dataclass(frozen=True)
class Opening:
    """A stretch of a day in which a business is open; where `until` is not after `starts`, into the next day."""

    starts: time
    until: time


@dataclass(frozen=True)
class SchedulingRules:
    """What a business holds its customers to; None where Bookings does not say.

    The service of an appointment may have other rules.
    Source: https://learn.microsoft.com/graph/api/resources/bookingschedulingpolicy
    """

    minimum_lead_time: timedelta | None = None  #: from now to the start
    maximum_advance: timedelta | None = None  #: from now to the start
    time_slot_interval: timedelta | None = None  #: from one start that is offered to the next
    allow_staff_selection: bool = True  #: whether customers may choose who serves them
    send_confirmations_to_owner: bool = False  #: whether the business itself gets mail about every change


@dataclass(frozen=True)
class Business:
    """A Microsoft Bookings business that the person belongs to."""

    id: str
    name: str
    zone: str | None = None  #: IANA; None where Bookings does not say
    hours: tuple[tuple[Opening, ...], ...] = ()  #: by its own clock, Monday first; () where Bookings does not say
    rules: SchedulingRules = SchedulingRules()


@dataclass(frozen=True)
class CustomerAnswer:
    """What a customer answered to one of the business's own questions."""

    question_id: str
    question: str
    answer: str


@dataclass(frozen=True)
class Customer:
    """Somebody an appointment is for; `customer_id` is "" for a walk-in."""

    name: str
    email: str = ""
    phone: str = ""
    customer_id: str = ""
    answers: tuple[CustomerAnswer, ...] = ()
    as_read: str = field(default="", compare=False, repr=False)  #: Graph's own JSON, to be put back whole


@dataclass(frozen=True)
class Appointment:
    """One appointment of a Bookings business."""

    id: str
    business_id: str
    service_id: str
    service_name: str
    customers: tuple[Customer, ...]
    customer_count: int  #: also where `customers` are not read
    most_customers: int  #: above 1 it is a class, which strangers share
    span: Span
    buffer_before: timedelta  #: the staff is kept free for so long before it
    buffer_after: timedelta  #: and after it
    zone: str  #: IANA, the business's
    staff_ids: tuple[str, ...]
    place: str
    is_online: bool
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
    seen_span: Span | None = None  #: the time that was shown; where it still stands, another version is no obstacle


@dataclass(frozen=True)
class AppointmentCancellation:
    """Cancel an appointment; Bookings writes to its customers and staff.

    Source: https://learn.microsoft.com/graph/api/bookingappointment-cancel
    """

    business_id: str
    appointment_id: str
    seen_updated_at: datetime | None  #: of the version that was shown; None cancels whatever is there
    message: str = ""  #: for the customers


@dataclass(frozen=True)
class CustomersChange:
    """Add customers to an appointment or take some off it; the others stay with all that Bookings knows of them."""

    business_id: str
    appointment_id: str
    add: tuple[Customer, ...] = ()
    remove: tuple[str, ...] = ()  #: customer ids or mail addresses
    seen_updated_at: datetime | None = None
