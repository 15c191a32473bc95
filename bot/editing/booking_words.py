"""What differs between two versions of a booking, in words; and what a change of it would make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.editing.booking_lists import recipients
from bot.editing.bookings import invoice_statuses, price_types
from cards.difference import Difference
from cards.words import Words, clean
from graph.model import AppointmentDetails, BookingChange, Customer, Place, StaffMember, Unchanged, ZonedTime
from graph.span import Span

LONGEST_SHOWN = 300
TIMES = frozenset({"start", "end"})

Show = Callable[[AppointmentDetails], str]


@dataclass(frozen=True)
class Aspect:
    """What a person thinks of as one thing, though it may be several properties."""

    label: str
    properties: frozenset[str]
    show: Show


def touched(change: BookingChange) -> frozenset[str]:
    """The properties that a change gives new values."""
    names = [each.name for each in fields(change) if isinstance(each.default, Unchanged)]
    return frozenset(name for name in names if not isinstance(getattr(change, name), Unchanged))


def applied(seen: AppointmentDetails, change: BookingChange) -> AppointmentDetails:
    """The booking as it would read after a change."""
    new: dict[str, Any] = {name: getattr(change, name) for name in touched(change)}
    there = seen.appointment
    start: ZonedTime | None = new.pop("start", None)
    end: ZonedTime | None = new.pop("end", None)
    there = replace(
        there,
        span=Span(start.at if start else there.span.start, end.at if end else there.span.end),
        customers=new.pop("customers", there.customers),
        staff_ids=new.pop("staff_member_ids", there.staff_ids),
        service_name=new.pop("service_name", there.service_name),
        is_online=new.pop("is_location_online", there.is_online),
        customer_is_mailed=not new.pop("opt_out_of_customer_email", not there.customer_is_mailed),
        customer_is_texted=new.pop("sms_notifications_enabled", there.customer_is_texted),
    )
    empty = {"customer_time_zone", "service_notes", "invoice_id", "invoice_url"}
    known: dict[str, Any] = {name: "" if value is None and name in empty else value for name, value in new.items()}
    return replace(seen, appointment=there, **known)


def differences(
    words: Words,
    was: AppointmentDetails,
    new: AppointmentDetails,
    names: Iterable[str],
    staff: Sequence[StaffMember] = (),
    theirs: AppointmentDetails | None = None,
) -> list[Difference]:
    """Was and new of everything that the properties with these names make up."""
    wanted = set(names)
    return [
        Difference(each.label, each.show(was), each.show(new), each.show(theirs) if theirs else "")
        for each in _aspects(words, {member.id: member.name for member in staff})
        if each.properties & wanted
    ]


def _aspects(words: Words, staff: dict[str, str]) -> list[Aspect]:
    return [*_when_and_who(words, staff), *_money(words), *_told(words)]


def _one(label: str, name: str, show: Show) -> Aspect:
    return Aspect(label, frozenset({name}), show)


def _when_and_who(words: Words, staff: dict[str, str]) -> list[Aspect]:
    def named(seen: AppointmentDetails) -> str:
        members = seen.appointment.staff_ids
        known = [staff[each] for each in members if each in staff]
        return words.list(known) if len(known) == len(members) else words("{count} people", count=len(members))

    return [
        Aspect(words("Time"), TIMES, lambda seen: _time(words, seen.appointment.span)),
        _one(words("Minutes kept free before"), "pre_buffer", lambda seen: words.length(seen.pre_buffer)),
        _one(words("Minutes kept free after"), "post_buffer", lambda seen: words.length(seen.post_buffer)),
        _one(words("Customers"), "customers", lambda seen: words.list([*map(_customer, seen.appointment.customers)])),
        _one(
            words("How many customers fit"), "maximum_attendees_count", lambda seen: str(seen.maximum_attendees_count)
        ),
        _one(words("The customer’s time zone"), "customer_time_zone", lambda seen: seen.customer_time_zone),
        _one(words("Staff"), "staff_member_ids", named),
        _one(words("Place"), "service_location", lambda seen: _place(seen.service_location)),
        _one(words("Online meeting"), "is_location_online", lambda seen: _yes(words, seen.appointment.is_online)),
        _one(words("Place at the customer’s"), "customer_location", lambda seen: _place(seen.customer_location)),
    ]


def _money(words: Words) -> list[Aspect]:
    def invoiced_on(seen: AppointmentDetails) -> str:
        there = replace(words, zone=seen.appointment.zone)
        return there.day(seen.invoice_date.at) if seen.invoice_date else ""

    statuses, kinds = dict(invoice_statuses(words)), dict(price_types(words, "undefined"))
    return [
        _one(words("Price"), "price", lambda seen: f"{seen.price:.2f}"),
        _one(words("Kind of price"), "price_type", lambda seen: kinds[seen.price_type]),
        _one(words("Invoice amount"), "invoice_amount", lambda seen: f"{seen.invoice_amount:.2f}"),
        _one(words("Invoice date"), "invoice_date", invoiced_on),
        _one(words("Invoice number"), "invoice_id", lambda seen: clean(seen.invoice_id)),
        _one(words("Invoice status"), "invoice_status", lambda seen: statuses[seen.invoice_status]),
        _one(words("Link to the invoice"), "invoice_url", lambda seen: clean(seen.invoice_url)),
    ]


def _told(words: Words) -> list[Aspect]:
    return [
        _one(words("Name of the service"), "service_name", lambda seen: clean(seen.appointment.service_name)),
        _one(words("Notes of the staff"), "service_notes", lambda seen: clean(seen.service_notes, LONGEST_SHOWN)),
        _one(
            words("No mail to the customer"),
            "opt_out_of_customer_email",
            lambda seen: _yes(words, not seen.appointment.customer_is_mailed),
        ),
        _one(
            words("Text messages to the customer"),
            "sms_notifications_enabled",
            lambda seen: _yes(words, seen.appointment.customer_is_texted),
        ),
        _one(
            words("The customer may change the booking"),
            "is_customer_allowed_to_manage_booking",
            lambda seen: _yes(words, seen.is_customer_allowed_to_manage_booking),
        ),
        _one(words("Reminders"), "reminders", lambda seen: _reminders(words, seen)),
    ]


def _time(words: Words, span: Span) -> str:
    return f"{words.span(span)} · {words.length(span.length)}"


def _yes(words: Words, is_so: bool) -> str:
    return words("Yes") if is_so else words("No")


def _place(place: Place | None) -> str:
    return clean(place.name) if place else ""


def _customer(customer: Customer) -> str:
    answers = [f"{answer.question} {answer.answer}" for answer in customer.answers]
    return " · ".join(part for part in (customer.name, customer.email, customer.phone, *answers) if part)


def _reminders(words: Words, seen: AppointmentDetails) -> str:
    to = dict(recipients(words))
    lines = [
        words("{lead:length} before", lead=each.offset) + f" · {to[each.recipients]} · {clean(each.message, 60)}"
        for each in seen.reminders
    ]
    return words.list(lines)
