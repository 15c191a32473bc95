"""People, as addresses and as mailboxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

Answer = Literal["none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"]


@dataclass(frozen=True)
class Me:
    """The signed-in person."""

    id: str  #: Entra object id
    name: str
    email: str


@dataclass(frozen=True)
class Address:
    """A name and a mail address, as Outlook shows them; either may be empty."""

    name: str
    email: str


@dataclass(frozen=True)
class Attendee:
    """Somebody invited to an event."""

    address: Address
    kind: Literal["required", "optional", "resource"] = "required"
    answer: Answer = "none"


@dataclass(frozen=True)
class WorkingHours:
    """When somebody works, on their own clock; where `until` is not after `starts`, they work into the next day."""

    zone: str  #: IANA
    days: frozenset[int]  #: Monday is 0; the day on which the work begins
    starts: time
    until: time


@dataclass(frozen=True)
class Mailbox:
    """The signed-in person's own settings in Outlook."""

    zone: str | None  #: IANA; None where Outlook has none or one that we cannot read
    language: str  #: such as "ja-JP"; "" if never chosen
    hours: WorkingHours | None  #: None where Outlook has no zone for them that we can read
