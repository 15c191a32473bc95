"""Events that are made, answered, cancelled or taken out of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.model.event_change import EventChange
from graph.model.events import EventDetails
from graph.model.people import Answer
from graph.span import Span

Decision = Literal["accepted", "tentativelyAccepted", "declined"]


@dataclass(frozen=True)
class EventAnswer:
    """Answer an invitation.

    Raises ValueError with a sentence for a person where Graph would refuse a proposed time: with a yes, or unsent.
    Source: https://learn.microsoft.com/graph/api/event-tentativelyaccept
    """

    event_id: str
    answer: Decision
    seen_span: Span  #: the time that was shown
    seen_answer: Answer  #: the person's answer so far
    comment: str = ""
    is_sent: bool = True  #: the organiser gets it by mail
    proposed: Span | None = None  #: another time, for the organiser to accept

    def __post_init__(self) -> None:
        if self.proposed is not None and self.answer == "accepted":
            raise ValueError("Who accepts a meeting proposes no other time.")
        if self.proposed is not None and not self.is_sent:
            raise ValueError("A proposal has to be sent to the organiser.")


@dataclass(frozen=True)
class EventCancellation:
    """Cancel a meeting that the person organises, for everybody.

    Source: https://learn.microsoft.com/graph/api/event-cancel
    """

    event_id: str  #: of one event, one occurrence or a whole series
    seen: EventDetails
    comment: str = ""  #: for all attendees


@dataclass(frozen=True)
class EventRemoval:
    """Take an event to which nobody else is invited out of the calendar.

    Source: https://learn.microsoft.com/graph/api/event-delete
    """

    event_id: str
    seen: EventDetails


@dataclass(frozen=True)
class NewEvent:
    """Put an event into the person's calendar.

    Source: https://learn.microsoft.com/graph/api/user-post-events
    """

    transaction_id: str  #: the same one makes the same event only once
    properties: EventChange  #: of no event yet: `event_id` is ""
