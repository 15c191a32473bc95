"""What can be edited about a booking: the fields of its form, and the change that what was typed into them comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.command import Turn
from bot.editing.booking_lists import customer_group, read_customers, read_reminders, reminder_fields
from bot.editing.forms import MINUTE, FormReader, clock_in
from bot.when import instant
from cards.edit_form import Field, Form, Group
from cards.words import Words
from graph.model import AppointmentDetails, BookingChange, CannotChange, Place, StaffMember, ZonedTime
from graph.span import Span
from graph.zones import iana

LONGEST_NOTES = 1500
LONGEST_MINUTES = 24 * 60
MOST_ATTENDEES = 1000
PRICE_TYPES = ("notSet", "fixedPrice", "startingAt", "hourly", "free", "priceVaries", "callUs")
INVOICE_STATUSES = ("draft", "reviewing", "open", "paid", "canceled", "corrective")
TOGGLES = (
    "is_location_online",
    "is_customer_allowed_to_manage_booking",
    "opt_out_of_customer_email",
    "sms_notifications_enabled",
)
TEXTS = ("service_notes", "invoice_id", "invoice_url")


def booking_form(words: Words, seen: AppointmentDetails, staff: Sequence[StaffMember], zone: str, title: str) -> Form:
    """Everything about a booking that a person would change; times are in `zone`."""
    return Form(
        words("Edit the booking"),
        title,
        [words.span(seen.appointment.span)],
        [
            Group("when", words("When"), _when(words, seen, zone), [words("Times are in {zone:zonename}.", zone=zone)]),
            customer_group(words, seen),
            Group("staff", words("Staff and place"), _staff(words, seen, staff)),
            Group("price", words("Price and invoice"), _price(words, seen)),
            _notes(words, seen),
            Group("mail", words("Mail and reminders"), _mail(words, seen)),
        ],
    )


def _when(words: Words, seen: AppointmentDetails, zone: str) -> list[Field]:
    span = seen.appointment.span
    day = span.start.astimezone(ZoneInfo(zone)).date().isoformat()
    return [
        Field("date", words("Date"), day, "date", is_required=True),
        Field("time", words("Time, such as 15:00"), clock_in(words, span.start, zone), is_required=True),
        Field("minutes", words("Length in minutes"), _minutes(span.length), "number", is_required=True),
        Field("pre_buffer", words("Minutes kept free before"), _minutes(seen.pre_buffer), "number"),
        Field("post_buffer", words("Minutes kept free after"), _minutes(seen.post_buffer), "number"),
    ]


def _staff(words: Words, seen: AppointmentDetails, staff: Sequence[StaffMember]) -> list[Field | None]:
    members = [(each.id, each.name) for each in staff]
    there = ",".join(each.id for each in staff if each.id in seen.appointment.staff_ids)
    online = str(seen.appointment.is_online).lower()
    return [
        Field("staff_member_ids", words("Staff"), there, "several", members) if staff else None,
        Field("service_location", words("Place"), _name(seen.service_location)),
        Field("is_location_online", words("Online meeting"), online, "toggle"),
        Field("customer_location", words("Place at the customer’s"), _name(seen.customer_location)),
    ]


def _price(words: Words, seen: AppointmentDetails) -> list[Field]:
    home = ZoneInfo(seen.appointment.zone)
    day = seen.invoice_date.at.astimezone(home).date().isoformat() if seen.invoice_date else ""
    return [
        Field("price", words("Price"), _amount(seen.price), "amount"),
        Field("price_type", words("Kind of price"), seen.price_type, "choice", price_types(words, seen.price_type)),
        Field("invoice_amount", words("Invoice amount"), _amount(seen.invoice_amount), "amount"),
        Field("invoice_date", words("Invoice date"), day, "date"),
        Field("invoice_id", words("Invoice number"), seen.invoice_id),
        Field("invoice_status", words("Invoice status"), seen.invoice_status, "choice", invoice_statuses(words)),
        Field("invoice_url", words("Link to the invoice"), seen.invoice_url, "url"),
    ]


def _notes(words: Words, seen: AppointmentDetails) -> Group:
    wrote = [words("The customer wrote: {notes}", notes=seen.customer_notes)] if seen.customer_notes else []
    fields = [
        Field("service_name", words("Name of the service"), seen.appointment.service_name, is_required=True),
    ]
    if len(seen.service_notes) <= LONGEST_NOTES:
        notes = Field("service_notes", words("Notes of the staff"), seen.service_notes, "lines", longest=LONGEST_NOTES)
        fields.append(notes)
    return Group("notes", words("Notes"), fields, wrote)


def _mail(words: Words, seen: AppointmentDetails) -> list[Field]:
    appointment = seen.appointment
    manages = seen.is_customer_allowed_to_manage_booking
    flags = (
        ("opt_out_of_customer_email", words("No mail to the customer"), not appointment.customer_is_mailed),
        ("sms_notifications_enabled", words("Text messages to the customer"), appointment.customer_is_texted),
        ("is_customer_allowed_to_manage_booking", words("The customer may change the booking"), manages),
    )
    return [
        *(Field(name, label, str(value).lower(), "toggle") for name, label, value in flags),
        *reminder_fields(words, seen),
    ]


def price_types(words: Words, now: str = "") -> list[tuple[str, str]]:
    """What Graph calls them, and what people do; "undefined" only where it is that now."""
    names = (
        words("Not set"),
        words("Fixed price"),
        words("Starting at"),
        words("By the hour"),
        words("Free of charge"),
        words("Price varies"),
        words("Ask us"),
    )
    undefined = [("undefined", words("Unknown"))] if now == "undefined" else []
    return [*zip(PRICE_TYPES, names, strict=True), *undefined]


def invoice_statuses(words: Words) -> list[tuple[str, str]]:
    """The same of an invoice."""
    names = (
        words("Draft"),
        words("In review"),
        words("Issued"),
        words("Paid"),
        words("Called off"),
        words("Corrected"),
    )
    return list(zip(INVOICE_STATUSES, names, strict=True))


def read_booking_form(
    turn: Turn, reader: FormReader, seen: AppointmentDetails, staff: Sequence[StaffMember], zone: str
) -> BookingChange | None:
    """The change that was typed, None where nothing was; what makes no sense is among the reader's problems."""
    values: dict[str, Any] = {
        **_read_times(reader, seen, zone),
        **_read_numbers(reader),
        **_read_texts(reader),
        **_read_choices(reader, staff),
        **_read_invoice_date(reader, seen),
        **read_reminders(reader, seen),
    }
    values |= read_customers(reader, seen, values.get("maximum_attendees_count", seen.maximum_attendees_count))
    if not values or reader.problems:
        return None
    there = seen.appointment
    try:
        return BookingChange(there.business_id, there.id, there.updated_at, seen, **values)
    except CannotChange as problem:
        reader.wrong(problem.property_name, why_not(turn.words, problem))
        return None


def _read_times(reader: FormReader, seen: AppointmentDetails, zone: str) -> dict[str, Any]:
    words, span = reader.words, seen.appointment.span
    if not reader.touched("date", "time", "minutes"):
        return {}
    start, length = span.start, span.length
    if reader.touched("date", "time"):
        day, clock = reader.day("date"), reader.clock("time", zone)
        if day is None:
            reader.wrong("date", words("Please choose a date."))
        elif clock is not None:
            start = instant(datetime.combine(day, clock), zone)
    if reader.touched("minutes"):
        length = timedelta(minutes=max(1, reader.number("minutes", words("Length in minutes"), 1, LONGEST_MINUTES)))
    new, home = Span(start, start + length), seen.appointment.zone
    return {"start": ZonedTime(new.start, home), "end": ZonedTime(new.end, home)} if new != span else {}


def _read_numbers(reader: FormReader) -> dict[str, Any]:
    words = reader.words
    values: dict[str, Any] = {}
    for name, label in (
        ("pre_buffer", words("Minutes kept free before")),
        ("post_buffer", words("Minutes kept free after")),
    ):
        if reader.touched(name):
            values[name] = timedelta(minutes=reader.number(name, label, 0, LONGEST_MINUTES))
    for name, label in (("price", words("Price")), ("invoice_amount", words("Invoice amount"))):
        if reader.touched(name):
            values[name] = reader.amount(name, label)
    if reader.touched("maximum_attendees_count"):
        label = words("How many customers fit")
        values["maximum_attendees_count"] = reader.number("maximum_attendees_count", label, 1, MOST_ATTENDEES)
    return values


def _read_texts(reader: FormReader) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in TEXTS:
        if reader.touched(name):
            values[name] = reader.line(name, LONGEST_NOTES) or None
    if reader.touched("service_name"):
        values["service_name"] = reader.needed("service_name")
    for name in ("service_location", "customer_location"):
        if reader.touched(name):
            values[name] = Place(reader.line(name)) if reader.text(name) else None
    if reader.touched("customer_time_zone"):
        zone = iana(reader.text("customer_time_zone"))
        values["customer_time_zone"] = zone
        if zone is None and reader.text("customer_time_zone"):
            reader.wrong(
                "customer_time_zone",
                reader.words(
                    "“{text}” is no time zone; write it such as Asia/Tokyo.", text=reader.text("customer_time_zone")
                ),
            )
    return values


def _read_choices(reader: FormReader, staff: Sequence[StaffMember]) -> dict[str, Any]:
    values: dict[str, Any] = {name: reader.flag(name) for name in TOGGLES if reader.touched(name)}
    if reader.touched("staff_member_ids"):
        values["staff_member_ids"] = reader.several("staff_member_ids", [each.id for each in staff])
    for name, allowed in (("price_type", PRICE_TYPES), ("invoice_status", INVOICE_STATUSES)):
        if reader.touched(name):
            values[name] = reader.choice(name, allowed)
    return values


def _read_invoice_date(reader: FormReader, seen: AppointmentDetails) -> dict[str, Any]:
    if not reader.touched("invoice_date"):
        return {}
    day, home = reader.day("invoice_date"), seen.appointment.zone
    midnight = instant(datetime.combine(day, datetime.min.time()), home) if day else None
    return {"invoice_date": ZonedTime(midnight, home) if midnight else None}


def why_not(words: Words, problem: CannotChange) -> str:
    """What a booking cannot do, in the reader's words."""
    sentences = {
        "filled_attendees_count": words("Bookings counts the customers itself; add or remove customers instead."),
        "service_id": words("An appointment keeps its service; make a new appointment for another service."),
        "customer_notes": words("A customer's notes can be written only when the appointment is made."),
        "duration": words("Give an appointment a new end or a new length, not both."),
        "end": words("An appointment ends after it starts."),
        "customer_id": words("An appointment keeps its customer; change its customers instead."),
        "self_service_appointment_id": words(
            "Only an appointment for one customer has a number of the customer's own."
        ),
    }
    return sentences.get(problem.property_name, words("A length of time cannot be less than nothing."))


def _minutes(length: timedelta) -> str:
    return str(round(length / MINUTE))


def _amount(value: float) -> str:
    return f"{value:g}" if value == round(value) else f"{value:.2f}"


def _name(place: Place | None) -> str:
    return place.name if place else ""
