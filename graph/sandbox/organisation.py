"""Who and what the sandbox knows: people, their mailboxes, meetings, virtual appointments and Bookings businesses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from graph.sandbox.calls import Json
from graph.sandbox.ids import change_key, guid
from graph.sandbox.zones import find_zone

if TYPE_CHECKING:
    from graph.sandbox.delta import Round

TENANT_ID = "11111111-1111-4111-8111-111111111111"
BOT_ID = "28:22222222-2222-4222-8222-222222222222"


@dataclass(frozen=True)
class Person:
    """Somebody who works here."""

    id: str  #: Entra object id
    teams_id: str
    name: str
    given_name: str
    surname: str
    email: str
    zone_name: str  #: the mailbox's, as Windows calls it
    language: str
    job_title: str
    city: str

    @property
    def zone(self) -> ZoneInfo:
        """The mailbox's time zone."""
        zone = find_zone(self.zone_name)
        if zone is None:
            raise ValueError(self.zone_name)
        return zone


@dataclass(frozen=True)
class Mailbox:
    """A calendar: single events and series, and how single occurrences differ from their series."""

    id: str  #: the person's or group's Entra object id
    name: str
    email: str
    zone_name: str
    events: dict[str, Json] = field(default_factory=dict)  #: by id; start and end are kept in UTC
    exceptions: dict[str, Json] = field(default_factory=dict)  #: by occurrence id: only what differs from the series
    removed: set[str] = field(default_factory=set)  #: ids of deleted occurrences

    @property
    def zone(self) -> ZoneInfo:
        """The mailbox's time zone."""
        zone = find_zone(self.zone_name)
        if zone is None:
            raise ValueError(self.zone_name)
        return zone

    @property
    def calendar_id(self) -> str:
        """The id of its only calendar."""
        return "AQMkA" + guid(f"calendar {self.id}").replace("-", "") + "AAAA="

    @property
    def calendar_group_id(self) -> str:
        """The id of the group that the calendar is in."""
        return "AQMkA" + guid(f"calendar group {self.id}").replace("-", "") + "AAAA="


@dataclass(frozen=True)
class Mail:
    """One message that Outlook sent by itself about an event."""

    to: tuple[str, ...]  #: addresses
    event_id: str
    kind: str  #: "invitation", "update", "cancellation" or "response"


@dataclass(frozen=True)
class Business:
    """A Bookings business with all that belongs to it."""

    id: str
    zone_name: str
    members: frozenset[str]  #: Entra ids of the people who may see it
    wire: Json
    services: dict[str, Json] = field(default_factory=dict)
    staff: dict[str, Json] = field(default_factory=dict)
    customers: dict[str, Json] = field(default_factory=dict)
    appointments: dict[str, Json] = field(default_factory=dict)  #: with v1.0's names; invoice and the like beside them


@dataclass(frozen=True)
class Organisation:
    """Everything, in memory; only the dictionaries and lists inside ever change."""

    clock: Callable[[], datetime]
    people: dict[str, Person] = field(default_factory=dict)  #: by Entra id
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)  #: by Entra id of a person or a group
    groups: dict[str, Json] = field(default_factory=dict)  #: by id; "members" are Entra ids
    rooms: dict[str, str] = field(default_factory=dict)  #: name by address
    meetings: dict[str, Json] = field(default_factory=dict)  #: online meetings by id
    visits: dict[str, Json] = field(default_factory=dict)  #: virtual appointments by online meeting id
    meeting_policies: set[str] = field(default_factory=set)  #: Entra ids whose meetings apps may manage
    businesses: dict[str, Business] = field(default_factory=dict)
    subscriptions: dict[str, Json] = field(default_factory=dict)
    delta_rounds: dict[str, Round] = field(default_factory=dict)  #: by the token that was given out
    mails: list[Mail] = field(default_factory=list)
    versions: count[int] = field(default_factory=lambda: count(1))

    def find_person(self, key: str) -> Person | None:
        """The person with this Entra id, address or Teams id, or None."""
        if key in self.people:
            return self.people[key]
        wanted = key.lower()
        return next((person for person in self.people.values() if wanted in (person.email, person.teams_id)), None)

    def person(self, key: str) -> Person:
        """As `find_person`, but raises LookupError for somebody unknown."""
        person = self.find_person(key)
        if person is None:
            raise LookupError(key)
        return person

    def find_mailbox(self, address: str) -> Mailbox | None:
        """The mailbox with this address, or None for somebody outside."""
        wanted = address.lower()
        return next((mailbox for mailbox in self.mailboxes.values() if mailbox.email == wanted), None)

    def new_version(self) -> str:
        """A change key that nothing had before."""
        return change_key(next(self.versions))
