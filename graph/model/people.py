"""People, as addresses and as mailboxes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal


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
    answer: Literal["none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"] = "none"


@dataclass(frozen=True)
class Mailbox:
    """The signed-in person's own settings in Outlook."""

    zone: str | None  #: IANA; None where Outlook has none or one that we cannot read
    language: str  #: such as "ja-JP"; "" if never chosen
    work_days: frozenset[int]  #: Monday is 0
    work_from: time
    work_until: time
