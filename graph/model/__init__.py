"""What is read from Graph, and the changes that may be written to it.

Everything is frozen. Times are aware and in UTC unless a field says otherwise; zones are IANA names.
Graph's JSON, Windows zone names and 7-digit fractions never leave this package.
"""

from graph.model.booking_change import BookingChange, BookingReminder, InvoiceStatus, PriceType
from graph.model.bookings import (
    Appointment,
    AppointmentAnswer,
    AppointmentMove,
    Business,
    Customer,
    CustomersChange,
)
from graph.model.changes import CalendarChanges, ChangeMark
from graph.model.confirmed import UNCHANGED, CannotChange, Confirmed, Unchanged
from graph.model.event_change import EventChange
from graph.model.events import (
    MY_EVENTS,
    AttendeesChange,
    Body,
    CalendarPath,
    Event,
    EventDetails,
    EventMove,
    ExtensionChange,
    Importance,
    Place,
    Provider,
    Recurrence,
    Sensitivity,
    ShowAs,
    Weekday,
    ZonedTime,
)
from graph.model.free_time import Busy, Schedule, Suggestion, Suggestions, TimeWish, WhyNone
from graph.model.meetings import (
    ChatThread,
    DialIn,
    Meeting,
    MeetingAnswer,
    MeetingAttendee,
    MeetingMove,
    MeetingRequest,
    Role,
)
from graph.model.people import Address, Attendee, Mailbox, Me
from graph.model.visits import Visit, VisitChange, VisitClient, VisitDifference

__all__ = [
    "MY_EVENTS",
    "UNCHANGED",
    "Address",
    "Appointment",
    "AppointmentAnswer",
    "AppointmentMove",
    "Attendee",
    "AttendeesChange",
    "Body",
    "BookingChange",
    "BookingReminder",
    "Business",
    "Busy",
    "CalendarChanges",
    "CalendarPath",
    "CannotChange",
    "ChangeMark",
    "ChatThread",
    "Confirmed",
    "Customer",
    "CustomersChange",
    "DialIn",
    "Event",
    "EventChange",
    "EventDetails",
    "EventMove",
    "ExtensionChange",
    "Importance",
    "InvoiceStatus",
    "Mailbox",
    "Me",
    "Meeting",
    "MeetingAnswer",
    "MeetingAttendee",
    "MeetingMove",
    "MeetingRequest",
    "Place",
    "PriceType",
    "Provider",
    "Recurrence",
    "Role",
    "Schedule",
    "Sensitivity",
    "ShowAs",
    "Suggestion",
    "Suggestions",
    "TimeWish",
    "Unchanged",
    "Visit",
    "VisitChange",
    "VisitClient",
    "VisitDifference",
    "Weekday",
    "WhyNone",
    "ZonedTime",
]
