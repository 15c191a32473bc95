"""The customers and reminders in the form of a booking: a few fields for each, and empty ones for one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.editing.forms import MINUTE, FormReader
from cards.edit_form import Field, Group
from cards.words import Words, clean
from graph.model import AppointmentDetails, BookingReminder, Customer

# What fits into a card with everything else.
MOST_CUSTOMERS = 3
MOST_ANSWERS = 3
MOST_REMINDERS = 2
LONGEST_REMINDER_MINUTES = 28 * 24 * 60
RECIPIENTS = ("customer", "staff", "allAttendees")
PARTS = ("name", "email", "phone")


def customer_group(words: Words, seen: AppointmentDetails) -> Group:
    """Each customer, and one more where there is a seat."""
    there = seen.appointment.customers
    fields: list[Field] = []
    for index, customer in enumerate(there[:MOST_CUSTOMERS]):
        fields += _customer_fields(words, index, customer, words("Customer {number}: name", number=index + 1))
        fields += [
            Field(f"customer{index}_answer{place}", clean(answer.question, 80), answer.answer)
            for place, answer in enumerate(customer.answers[:MOST_ANSWERS])
        ]
    if len(there) < min(seen.maximum_attendees_count, MOST_CUSTOMERS):
        fields += _customer_fields(words, len(there), Customer(""), words("One more customer: name"))
    most = str(seen.maximum_attendees_count)
    fields += [
        Field("maximum_attendees_count", words("How many customers fit"), most, "number"),
        Field("customer_time_zone", words("The customer’s time zone"), seen.customer_time_zone),
    ]
    hidden = len(there) - MOST_CUSTOMERS
    notes = [words("{count} more customers stay as they are.", count=hidden)] if hidden > 0 else []
    return Group("customers", words("Customers"), fields, notes)


def _customer_fields(words: Words, index: int, customer: Customer, label: str) -> list[Field]:
    return [
        Field(f"customer{index}_name", label, customer.name),
        Field(
            f"customer{index}_email",
            words("Customer {number}: mail address", number=index + 1),
            customer.email,
            "email",
        ),
        Field(f"customer{index}_phone", words("Customer {number}: phone", number=index + 1), customer.phone, "tel"),
    ]


def read_customers(reader: FormReader, seen: AppointmentDetails, most: int) -> dict[str, Any]:
    """The whole list as it will be; a customer whose fields are all empty goes."""
    names = [name for name in reader.filled if name.startswith("customer") and name[8:9].isdigit()]
    if not reader.touched(*names):
        return {}
    there = seen.appointment.customers
    shown = [customer for index in range(MOST_CUSTOMERS) if (customer := _customer(reader, seen, index)) is not None]
    customers = (*shown, *there[MOST_CUSTOMERS:])
    if len(customers) > most:
        reader.wrong("customer0_name", reader.words("Only {most} customers fit into this booking.", most=most))
    return {"customers": customers}


def _customer(reader: FormReader, seen: AppointmentDetails, index: int) -> Customer | None:
    there = seen.appointment.customers
    was = there[index] if index < len(there) else Customer("")
    prefix = f"customer{index}_"
    if not any(reader.text(prefix + part) for part in PARTS):
        return None
    answers = tuple(
        replace(answer, answer=reader.line(f"{prefix}answer{place}"))
        if reader.touched(f"{prefix}answer{place}")
        else answer
        for place, answer in enumerate(was.answers)
    )
    name, email, phone = reader.needed(f"{prefix}name"), reader.address(f"{prefix}email"), reader.line(f"{prefix}phone")
    return replace(was, name=name, email=email, phone=phone, answers=answers)


def rebased(seen: Sequence[Customer], mine: Sequence[Customer], theirs: Sequence[Customer]) -> tuple[Customer, ...]:
    """Theirs with what I changed, so that no customer gets lost between two changes."""
    old, new = ({_key(each): each for each in customers} for customers in (seen, mine))
    there = {_key(each): each for each in theirs}
    changed = {key: each for key, each in new.items() if each != old.get(key)}
    kept = [changed.pop(key, each) for key, each in there.items() if key in new or key not in old]
    return (*kept, *changed.values())


def _key(customer: Customer) -> str:
    return customer.customer_id or customer.email.casefold() or customer.name.casefold()


def reminder_fields(words: Words, seen: AppointmentDetails) -> list[Field]:
    """Each reminder, and one more."""
    fields: list[Field] = []
    for index, reminder in enumerate([*seen.reminders[:MOST_REMINDERS], None][:MOST_REMINDERS]):
        minutes = str(round(reminder.offset / MINUTE)) if reminder else ""
        to = reminder.recipients if reminder else "customer"
        number = index + 1
        fields += [
            Field(
                f"reminder{index}_minutes",
                words("Reminder {number}: minutes before (empty: none)", number=number),
                minutes,
                "number",
            ),
            Field(
                f"reminder{index}_recipients",
                words("Reminder {number}: to", number=number),
                to,
                "choice",
                recipients(words),
            ),
            Field(
                f"reminder{index}_message",
                words("Reminder {number}: text", number=number),
                reminder.message if reminder else "",
            ),
        ]
    return fields


def recipients(words: Words) -> list[tuple[str, str]]:
    """Who gets a reminder."""
    names = (words("the customer"), words("the staff"), words("everybody"))
    return list(zip(RECIPIENTS, names, strict=True))


def read_reminders(reader: FormReader, seen: AppointmentDetails) -> dict[str, Any]:
    """The whole list as it will be; a reminder without minutes goes."""
    names = [name for name in reader.filled if name.startswith("reminder")]
    if not reader.touched(*names):
        return {}
    shown = [_reminder(reader, seen, index) for index in range(MOST_REMINDERS)]
    kept = tuple(each for each in shown if each is not None)
    return {"reminders": (*kept, *seen.reminders[MOST_REMINDERS:])}


def _reminder(reader: FormReader, seen: AppointmentDetails, index: int) -> BookingReminder | None:
    prefix = f"reminder{index}_"
    if not reader.text(f"{prefix}minutes"):
        if index >= len(seen.reminders) and reader.text(f"{prefix}message"):
            reader.needed(f"{prefix}minutes")
        return None
    if index < len(seen.reminders) and not reader.touched(
        *(prefix + part for part in ("minutes", "recipients", "message"))
    ):
        return seen.reminders[index]
    label = reader.words("Reminder {number}: minutes before (empty: none)", number=index + 1)
    minutes = reader.number(f"{prefix}minutes", label, 0, LONGEST_REMINDER_MINUTES)
    to: Any = reader.choice(f"{prefix}recipients", RECIPIENTS)
    return BookingReminder(reader.line(f"{prefix}message"), timedelta(minutes=minutes), to)
