"""Teams online meetings, and what may be asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph.span import Span

Role = Literal["attendee", "presenter", "coorganizer", "producer"]


@dataclass(frozen=True)
class MeetingAttendee:
    """Somebody who may join an online meeting; Graph stores it as given and does not check it."""

    email: str
    user_id: str = ""  #: Entra object id, "" if unknown
    role: Role = "attendee"


@dataclass(frozen=True)
class ChatThread:
    """The Teams chat that a meeting is attached to (beta only)."""

    thread_id: str
    message_id: str = ""
    reply_chain_message_id: str = ""


@dataclass(frozen=True)
class MeetingRequest:
    """What createOrGet is asked for. The key is (person, external_id).

    Raises ValueError with a sentence for a person when the rules of createOrGet are broken: no external id, an end
    without a start, an end that is not after the start, or a time without a zone.
    Source: https://learn.microsoft.com/graph/api/onlinemeeting-createorget
    """

    external_id: str
    subject: str = ""
    start: datetime | None = None  #: now, if left out
    end: datetime | None = None  #: an hour after the start, if left out
    attendees: tuple[MeetingAttendee, ...] = ()
    chat: ChatThread | None = None

    def __post_init__(self) -> None:
        if not self.external_id.strip():
            raise ValueError("A meeting needs a topic or a key, so that asking twice gives the same meeting.")
        if self.end is not None and self.start is None:
            raise ValueError("A meeting with an end needs a start as well.")
        for moment in (self.start, self.end):
            if moment is not None and moment.tzinfo is None:
                raise ValueError("A meeting's times need a time zone.")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("A meeting ends after it starts.")


@dataclass(frozen=True)
class DialIn:
    """How to join by telephone."""

    toll_number: str
    conference_id: str


@dataclass(frozen=True)
class Meeting:
    """A Teams online meeting."""

    id: str
    external_id: str
    subject: str
    span: Span
    join_url: str
    dial_in: DialIn | None
    attendees: tuple[MeetingAttendee, ...] = ()
    chat: ChatThread | None = None


@dataclass(frozen=True)
class MeetingAnswer:
    """What createOrGet answered."""

    meeting: Meeting
    created: bool  #: False: it existed, and nothing about it was changed


@dataclass(frozen=True)
class MeetingMove:
    """Put an online meeting at another time; Graph wants both ends."""

    meeting_id: str
    span: Span
    seen_span: Span | None = None  #: the time that was shown; None writes over whatever is there
