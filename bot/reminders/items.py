"""What reminders know of an event or an appointment: enough to plan with it, to show it, and to find it again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal
from zoneinfo import ZoneInfo

from bot.movable import Movable, of_appointment, of_event
from bot.plan import from_json
from bot.store import Json
from bot.when import days
from graph.model import Appointment, Event
from graph.span import Span

MOST_NAMES = 3

# Why nobody is reminded of it; "" where somebody is.
Silent = Literal["", "all_day", "free", "declined", "cancelled", "not_yours"]


@dataclass(frozen=True)
class Item:
    """One event or appointment of one person; of a series, one occurrence."""

    series_key: str  #: the same for every occurrence; "" for what comes once
    reference: Json  #: how bot/movable.py finds it again
    title: str
    span: Span
    zone: str  #: IANA, the one it was made in
    silent: Silent
    place: str = ""
    join_url: str = ""
    is_booking: bool = False
    organizer: str = ""  #: who invited the person; "" where it is their own
    names: tuple[str, ...] = ()  #: the first few of the others
    more: int = 0  #: how many others beside those
    version: str = ""  #: of an appointment; another one when it changes
    lacks_link: bool = False  #: others are to come online, or nobody says where, and there is no link

    @property
    def key(self) -> str:
        """What the ledger calls it: "event:<id>", "booking:<business>/<id>"."""
        return key_of(self.reference)

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days."""
        return self.silent == "all_day"

    @property
    def short_id(self) -> str:
        """What a button knows it by."""
        return blake2b(self.key.encode(), digest_size=12).hexdigest()

    def as_read(self, zone: str) -> Span:
        """When it is to a reader in a zone (IANA): a whole day is the same day in every zone."""
        if not self.all_day:
            return self.span
        first, last = (moment.astimezone(ZoneInfo(self.zone)) for moment in (self.span.start, self.span.end))
        return days(first, max(1, (last.date() - first.date()).days), zone)


def of(thing: Event | Appointment, *, is_yours: bool = True) -> Item:
    """What is kept of it. `is_yours`: False for an appointment of somebody else in the same business."""
    return _of_event(thing) if isinstance(thing, Event) else _of_appointment(thing, is_yours=is_yours)


def key_of(reference: Json) -> str:
    """What the ledger calls a thing that bot/movable.py finds by this."""
    if "event" in reference:
        return f"event:{reference['event']}"
    return f"booking:{reference['business']}/{reference['appointment']}"


def version_of(appointment: Appointment) -> tuple[str, str]:
    """What tells two readings of an appointment apart: which it is, and when it was changed."""
    return key_of(of_appointment(appointment).reference()), appointment.updated_at.isoformat()


def read(facts: Json) -> Item:
    """An item, from what the ledger keeps of it."""
    return from_json(Item, facts)


def _of_event(event: Event) -> Item:
    others = [each for each in event.attendees if each.answer != "organizer" and each.kind != "resource"]
    names = [each.address.name or each.address.email for each in others]
    organizer = "" if event.is_organizer else event.organizer.name or event.organizer.email
    movable = of_event(event)
    return Item(
        **_of_any(movable, names if event.is_organizer else []),
        series_key=f"series:{event.series_id}" if event.series_id else "",
        silent=_silence(event),
        place=event.place,
        organizer=organizer,
        lacks_link=event.is_organizer and bool(others) and not (event.place or event.join_url or event.all_day),
    )


def _of_appointment(appointment: Appointment, *, is_yours: bool) -> Item:
    customers = [customer.name for customer in appointment.customers if customer.name]
    return Item(
        **_of_any(of_appointment(appointment), customers),
        series_key="",
        silent="" if is_yours else "not_yours",
        place=appointment.place,
        is_booking=True,
        version=appointment.updated_at.isoformat(),
        lacks_link=appointment.is_online and not appointment.join_url,
    )


def _of_any(movable: Movable, names: list[str]) -> Json:
    return {
        "reference": movable.reference(),
        "title": movable.title,
        "span": movable.span,
        "zone": movable.zone,
        "join_url": movable.join_url,
        "names": tuple(names[:MOST_NAMES]),
        "more": len(names[MOST_NAMES:]),
    }


def _silence(event: Event) -> Silent:
    if event.cancelled:
        return "cancelled"
    if event.answer == "declined":
        return "declined"
    if event.all_day:
        return "all_day"
    return "free" if event.show_as == "free" else ""
