"""Events in an Outlook calendar, as they are read, and the two commonest changes to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from graph.model.people import Address, Answer, Attendee
from graph.span import Span

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Importance = Literal["low", "normal", "high"]
Sensitivity = Literal["normal", "personal", "private", "confidential"]
ShowAs = Literal["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]
Provider = Literal["unknown", "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"]


@dataclass(frozen=True)
class CalendarPath:
    """Which calendar an event is addressed through: the ten paths of the reference page.

    Neither `user` nor `group` is the signed-in person. `calendar` "" addresses events directly, "default" the
    default calendar; a group has no other.
    Source: https://learn.microsoft.com/graph/api/event-update
    """

    user: str = ""  #: Entra object id or userPrincipalName
    group: str = ""  #: Entra object id
    calendar: str = ""
    calendar_group: str = ""

    def __post_init__(self) -> None:
        if self.user and self.group:
            raise ValueError("A calendar belongs to a person or to a group, not to both.")
        if self.group and (self.calendar_group or self.calendar not in ("", "default")):
            raise ValueError("A group has one calendar.")
        if self.calendar_group and self.calendar in ("", "default"):
            raise ValueError("A calendar group needs the calendar inside it.")


MY_EVENTS = CalendarPath()


@dataclass(frozen=True)
class Event:
    """One entry in an Outlook calendar; a series is read as its single occurrences."""

    id: str
    etag: str
    subject: str
    span: Span
    zone: str  #: IANA, the one the event was made in
    all_day: bool
    cancelled: bool
    kind: Literal["singleInstance", "occurrence", "exception", "seriesMaster"]
    series_id: str | None
    organizer: Address
    is_organizer: bool
    attendees: tuple[Attendee, ...]
    place: str
    join_url: str  #: "" if there is no online meeting
    sensitivity: Sensitivity
    show_as: ShowAs
    answer: Answer  #: the person's own
    takes_proposals: bool = True  #: those invited may propose another time
    place_url: str = ""  #: what its place links to


@dataclass(frozen=True)
class SeriesExceptions:
    """Which occurrences of a series are not as it says; a new time for the series makes them like all others."""

    around: Span  #: where those that were changed on their own were looked for
    changed: tuple[str, ...] = ()  #: ids, in order
    cancelled: tuple[str, ...] = ()  #: Graph's ids of cancelled occurrences, in order


@dataclass(frozen=True)
class EventMove:
    """Put an event at another time."""

    event_id: str
    span: Span
    zone: str  #: IANA; start and end are written in it
    etag: str | None  #: of the version that was shown; None writes over whatever is there
    seen_span: Span | None = None  #: the time that was shown; where it still stands, another ETag is no obstacle
    exceptions: SeriesExceptions | None = None  #: of a whole series: those that were shown, the only ones to be lost


@dataclass(frozen=True)
class ZonedTime:
    """A moment, and the zone that its owner thinks of it in."""

    at: datetime  #: aware
    zone: str  #: IANA

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("A time needs a time zone.")


@dataclass(frozen=True)
class Body:
    """What is written in an event."""

    content: str
    kind: Literal["text", "html"] = "text"


@dataclass(frozen=True)
class Place:
    """Where something takes place."""

    name: str
    address: str = ""  #: one line; Graph's street
    email: str = ""  #: of a room
    uri: str = ""
    as_read: str = field(default="", compare=False, repr=False)  #: Graph's own JSON of it, to be put back whole


@dataclass(frozen=True)
class Recurrence:
    """How a series repeats.

    `days`, `day_of_month`, `month` and `week` are read as far as `kind` needs them; one of `until` and `count` ends
    the series, neither lets it go on for ever.
    Source: https://learn.microsoft.com/graph/api/resources/patternedrecurrence
    """

    kind: Literal["daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly"]
    starts_on: date  #: the day of the first occurrence, in `zone`
    interval: int = 1  #: every so many days, weeks, months or years
    days: tuple[Weekday, ...] = ()
    day_of_month: int = 0  #: 1..31
    month: int = 0  #: 1..12
    week: Literal["first", "second", "third", "fourth", "last"] = "first"
    week_starts_on: Weekday = "sunday"
    until: date | None = None  #: the last day, included
    count: int | None = None
    zone: str | None = None  #: IANA; None is the event's own

    def __post_init__(self) -> None:
        if self.interval < 1:
            raise ValueError("A series repeats every 1 or more days, weeks, months or years.")
        if self.kind in ("weekly", "relativeMonthly", "relativeYearly") and not self.days:
            raise ValueError("A series like this needs its weekdays.")
        if self.kind in ("absoluteMonthly", "absoluteYearly") and not 1 <= self.day_of_month <= 31:
            raise ValueError("A series like this needs its day of the month.")
        if self.kind in ("absoluteYearly", "relativeYearly") and not 1 <= self.month <= 12:
            raise ValueError("A series like this needs its month.")
        if self.until is not None and self.count is not None:
            raise ValueError("A series ends on a day or after a number of times, not both.")
        if self.until is not None and self.until < self.starts_on:
            raise ValueError("A series ends after it starts.")
        if self.count is not None and self.count < 1:
            raise ValueError("A series has at least one occurrence.")


@dataclass(frozen=True)
class EventDetails:
    """An event with everything about it that can be changed."""

    event: Event
    body: Body
    categories: tuple[str, ...]
    end_zone: str  #: IANA; `event.zone` is the start's
    hide_attendees: bool
    importance: Importance
    is_online_meeting: bool
    online_meeting_provider: Provider
    is_reminder_on: bool
    reminder_minutes_before_start: int
    location: Place | None
    locations: tuple[Place, ...]
    recurrence: Recurrence | None
    response_requested: bool
    has_attachments: bool = False


@dataclass(frozen=True)
class ChangedEvent:
    """An event as it reads after a change."""

    details: EventDetails
    was_repaired: bool  #: the change had cost the event its online meeting, and it was put back


@dataclass(frozen=True)
class AttendeesChange:
    """Invite some and uninvite others; everybody else stays invited and keeps their answer.

    Only those who are added or removed get mail, except that removing a member of a distribution list mails all.
    """

    event_id: str
    add: tuple[Attendee, ...] = ()
    remove: tuple[str, ...] = ()  #: mail addresses, in any case
    calendar: CalendarPath = field(default=MY_EVENTS)


@dataclass(frozen=True)
class ExtensionChange:
    """New properties for an app's own data on an event; a property that is not named stays.

    Source: https://learn.microsoft.com/graph/api/opentypeextension-update
    """

    event_id: str
    extension_name: str  #: such as com.contoso.trip
    properties: tuple[tuple[str, str | int | float | bool | None], ...]
    calendar: CalendarPath = field(default=MY_EVENTS)
