"""All that the sandbox holds, as two moments of it are compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from graph.sandbox import Sandbox
from graph.sandbox.calendar import view

Json = dict[str, Any]
Key = tuple[str, ...]
#: By mailbox address, iCalUId and the day of an occurrence; by "booking", "meeting" or "visit" and id.
Everything = dict[Key, Json]

WINDOW = (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 15, tzinfo=UTC))
# New with every write. An occurrence that was moved once is an exception from then on. What a thing is, its key says.
VERSION = {"@odata.etag", "changeKey", "lastModifiedDateTime", "lastUpdatedDateTime", "type", "id", "webLink"}


def everything(world: Sandbox) -> Everything:
    """All of it without versions: events and occurrences in every calendar, bookings, meetings and visits."""
    found: Everything = {}
    organisation = world.organisation
    for box in organisation.mailboxes.values():
        series = [each for each in box.events.values() if each["recurrence"]]
        for event in [*series, *view(box, *WINDOW)]:
            found[box.email, event["iCalUId"], event.get("originalStart", "")[:10]] = event
    for business in organisation.businesses.values():
        found |= {("booking", each): kept for each, kept in business.appointments.items()}
    found |= {("meeting", each): kept for each, kept in organisation.meetings.items()}
    found |= {("visit", each): kept for each, kept in organisation.visits.items()}
    return {key: {name: value for name, value in kept.items() if name not in VERSION} for key, kept in found.items()}


def trace(world: Sandbox) -> str:
    """Everything with every version and every mail: the same only as long as nobody wrote at all."""
    there = world.organisation
    boxes = [(box.events, box.exceptions, sorted(box.removed)) for box in there.mailboxes.values()]
    booked = [business.appointments for business in there.businesses.values()]
    return repr((boxes, booked, there.meetings, there.visits, there.mails))


def differences(expected: Everything, there: Everything) -> list[str]:
    """What is not as it should be: of what, which property, as it should be, as it is."""
    return [
        f"{key} {wanted.get('subject') or found.get('subject')}: {name} should be {wanted.get(name)!r}, "
        f"and is {found.get(name)!r}"
        for key in sorted(expected.keys() | there.keys())
        for wanted, found in [(expected.get(key, {}), there.get(key, {}))]
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]


# --- finding --------------------------------------------------------------------------------------------------------


def uid_of(there: Everything, subject: str) -> str:
    """What an event is known by in every calendar, by its subject; "" if there is none."""
    found = (kept["iCalUId"] for kept in there.values() if kept.get("subject") == subject and "iCalUId" in kept)
    return str(next(found, ""))


def copies(there: Everything, uid: str, day: str = "") -> Iterator[tuple[str, Json]]:
    """The event in every calendar that has it, with the calendar's address; of a series the occurrence of `day`."""
    return ((key[0], kept) for key, kept in there.items() if key[1] == uid and key[2:] == (day,))


def booking_of(start: Everything, customer: str, day: str) -> Key:
    """An appointment by its customer and its day at the start."""
    return next(
        key
        for key, kept in start.items()
        if key[0] == "booking" and kept["customerName"] == customer and kept["startDateTime"]["dateTime"][:10] == day
    )


def keys_of(there: Everything, kind: str, **properties: object) -> list[Key]:
    """The meetings or visits with these properties."""
    return [
        key
        for key, kept in there.items()
        if key[0] == kind and all(kept.get(name) == value for name, value in properties.items())
    ]
