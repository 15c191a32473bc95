"""New values for an event: exactly the properties that Graph lets one update."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from graph.model.confirmed import UNCHANGED, CannotChange, Unchanged
from graph.model.events import (
    MY_EVENTS,
    Body,
    CalendarPath,
    EventDetails,
    Importance,
    Place,
    Provider,
    Recurrence,
    Sensitivity,
    SeriesExceptions,
    ShowAs,
    ZonedTime,
)
from graph.model.people import Attendee


@dataclass(frozen=True)
class EventChange:
    """New values for an event; what is UNCHANGED is not sent, None clears.

    Anything but attendees alone mails every attendee. Raises CannotChange for what contradicts itself.
    Source: https://learn.microsoft.com/graph/api/event-update
    """

    event_id: str
    etag: str | None  #: of the version that was shown; None writes over whatever is there
    calendar: CalendarPath = MY_EVENTS
    seen: EventDetails | None = None  #: what was shown; where the touched properties still stand, 412 is no obstacle
    exceptions: SeriesExceptions | None = None  #: of a series' times: those that were shown, the only ones to be lost

    attendees: tuple[Attendee, ...] | Unchanged = UNCHANGED  #: the whole list; at most 500
    body: Body | Unchanged | None = UNCHANGED  #: an online meeting keeps its join block whatever this says
    categories: tuple[str, ...] | Unchanged = UNCHANGED  #: names of Outlook categories
    start: ZonedTime | Unchanged = UNCHANGED
    end: ZonedTime | Unchanged = UNCHANGED  #: its zone may differ from the start's, except for all-day events
    hide_attendees: bool | Unchanged = UNCHANGED
    importance: Importance | Unchanged = UNCHANGED
    is_all_day: bool | Unchanged = UNCHANGED  #: True needs start and end at midnight in one zone
    is_online_meeting: bool | Unchanged = UNCHANGED  #: Outlook ignores every change after it was True once
    online_meeting_provider: Provider | Unchanged = UNCHANGED
    is_reminder_on: bool | Unchanged = UNCHANGED
    reminder_minutes_before_start: int | Unchanged | None = UNCHANGED
    location: Place | Unchanged | None = UNCHANGED  #: replaces `locations`
    locations: tuple[Place, ...] | Unchanged = UNCHANGED  #: the first becomes `location`
    recurrence: Recurrence | Unchanged | None = UNCHANGED  #: None makes a series a single event
    response_requested: bool | Unchanged = UNCHANGED
    sensitivity: Sensitivity | Unchanged = UNCHANGED
    show_as: ShowAs | Unchanged = UNCHANGED
    subject: str | Unchanged = UNCHANGED  #: plain text, at most 255 characters

    #: False: `body` is written as it is, and an online meeting whose block it lacks goes away: the one way to undo one
    keeps_meeting: bool = True

    def __post_init__(self) -> None:
        both_places = not isinstance(self.location, Unchanged) and not isinstance(self.locations, Unchanged)
        if both_places:
            raise CannotChange("locations", "conflict", "Give an event one place or several, not both.")
        if isinstance(self.start, ZonedTime) and isinstance(self.end, ZonedTime):
            self._refuse_bad_times(self.start, self.end)
        if isinstance(self.recurrence, Recurrence) and isinstance(self.start, ZonedTime):
            starts_on = self.start.at.astimezone(ZoneInfo(self.start.zone)).date()
            if self.recurrence.starts_on != starts_on:
                raise CannotChange("recurrence", "conflict", "A series starts on the day of its first event.")

    def _refuse_bad_times(self, start: ZonedTime, end: ZonedTime) -> None:
        if end.at < start.at:
            raise CannotChange("end", "conflict", "An event ends after it starts.")
        if self.is_all_day is not True:
            return
        if start.zone != end.zone:
            raise CannotChange("end", "conflict", "An all-day event starts and ends in the same time zone.")
        if any(moment.at.astimezone(ZoneInfo(moment.zone)).time() != time(0) for moment in (start, end)):
            raise CannotChange("start", "conflict", "An all-day event starts and ends at midnight.")
