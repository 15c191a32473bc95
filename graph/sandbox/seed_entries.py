"""What the seeded calendars hold, as tables: single events by their distance from today, series by their pattern."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.sandbox.calls import Json


@dataclass(frozen=True)
class Entry:
    """One single event, in its organiser's time zone."""

    by: str  #: the organiser, as the part of the address before the @
    subject: str
    day: int  #: days from today
    at: str  #: HH:MM, or "" for all day
    length: int  #: minutes, or days of an all-day event
    invited: str = ""  #: "megan:accepted adele nina@example.com:declined"
    online: bool = False
    place: str = ""
    notes: str = ""
    cancelled: bool = False
    more: Json = field(default_factory=dict)  #: further properties, as Graph calls them


@dataclass(frozen=True)
class Series:
    """A series that began before today, and the occurrences of it that differ."""

    first: Entry  #: its day is where the search for the first occurrence begins
    pattern: Json
    weeks: int  #: how long it goes on
    moved: dict[int, str] = field(default_factory=dict)  #: another start for the first occurrence from that day on
    deleted: tuple[int, ...] = ()  #: the first occurrence from that day on is gone


_PRIVATE: Json = {"sensitivity": "private"}
_AWAY: Json = {"showAs": "oof"}
_FREE: Json = {"showAs": "free", "isReminderOn": False}
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]

SINGLES = (
    Entry("alexw", "Focus time", 0, "10:30", 60, more={"categories": ["Focus"], "isReminderOn": False}),
    Entry("alexw", "Lunch with Lynne", 0, "12:45", 45, "lynne:accepted", place="Caffè Verde, Regent Street"),
    Entry(
        "alexw",
        "Fabrikam call",
        0,
        "16:00",
        30,
        "isaiah:tentativelyAccepted nina@fabrikam.example:accepted",
        online=True,
        notes="Prices for the spring campaign. Nina dials in by phone.",
    ),
    Entry(
        "alexw",
        "Design review",
        1,
        "11:00",
        60,
        "megan:accepted adele:accepted",
        online=True,
        notes="The new landing page: Adele shows three variants, then we pick one.",
    ),
    Entry("alexw", "Budget check-in", 1, "16:30", 30, "lynne:accepted", place="Room Thames"),
    Entry("adele", "Hiring sync", 2, "10:00", 60, "alexw:accepted lynne:accepted", online=True),
    Entry("alexw", "Supplier call", 2, "10:30", 60, "sam@tailspin.example", online=True, more={"importance": "high"}),
    Entry("alexw", "Dentist", 3, "13:00", 60, place="12 Harley Street", more=_PRIVATE | _AWAY),
    Entry("alexw", "Volunteering day", 4, "", 1, more=_AWAY),
    Entry("patti", "Vendor demo", 5, "08:00", 45, "alexw:tentativelyAccepted megan:accepted", online=True),
    Entry("isaiah", "Wine tasting committee", 6, "09:30", 30, "alexw:declined patti"),
    Entry("aoi", "ロードマップ相談会", 7, "17:00", 60, "alexw ken:accepted megan:tentativelyAccepted", online=True),
    Entry("lynne", "Office tour", 9, "15:00", 45, "alexw:accepted adele:accepted", cancelled=True),
    Entry("alexw", "Press briefing", 12, "14:00", 60, "megan studio", online=True, more={"hideAttendees": True}),
    Entry("alexw", "Quarterly numbers", 15, "09:30", 90, "lynne:accepted patti:accepted", online=True),
    Entry("lynne", "Offsite in Brighton", 18, "10:00", 30 * 60, "alexw:accepted adele:accepted", place="Brighton"),
    Entry("alexw", "Annual leave", 22, "", 4, more=_AWAY),
    Entry("alexw", "Team lunch", -3, "12:30", 60, "adele:accepted lynne:accepted", place="The Anchor"),
    Entry("alexw", "Northwind kick-off", -8, "14:00", 60, "megan:accepted isaiah:accepted", online=True),
    Entry("adele", "Pricing talk", -15, "11:30", 45, "alexw:accepted", online=True),
    Entry("patti", "Town hall", -22, "08:30", 60, "studio isaiah lynne", online=True),
    Entry("megan", "Campaign planning", 1, "10:00", 60, "isaiah:accepted", online=True),
    Entry("megan", "School run", 1, "15:00", 45, more=_PRIVATE | _AWAY),
    Entry("megan", "Budget alignment", 3, "09:00", 30, "patti:accepted", place="Conference Room Rainier"),
    Entry("adele", "Release planning", 1, "09:30", 60, "lynne:accepted", online=True),
    Entry("adele", "Working from Bath", 2, "", 1, more={"showAs": "workingElsewhere", "isReminderOn": False}),
    Entry("isaiah", "Contoso pipeline", 2, "11:00", 60, "patti:accepted", online=True),
    Entry("isaiah", "Physio", 4, "16:00", 45, more=_PRIVATE),
    Entry("patti", "Board prep", 1, "13:00", 120, "megan:accepted", more={"importance": "high"}),
    Entry("patti", "Travel to Tokyo", 10, "09:00", 12 * 60, more=_AWAY),
    Entry("lynne", "Desk moves", 1, "14:00", 30),
    Entry("lynne", "Lynne's birthday", 11, "", 1, more=_FREE),
    Entry("aoi", "東和商事 訪問", 1, "13:00", 90, "ken:accepted", place="東和商事 本社"),
    Entry("aoi", "歯科", 3, "18:00", 60, more=_PRIVATE),
    Entry("ken", "見積もり作成", 1, "16:00", 60),
    Entry("ken", "有給休暇", 5, "", 1, more=_AWAY),
)

SERIES = (
    Series(
        Entry("alexw", "Daily standup", -35, "09:15", 15, "adele:accepted lynne:accepted", online=True),
        {"type": "weekly", "interval": 1, "daysOfWeek": _WEEKDAYS, "firstDayOfWeek": "monday"},
        weeks=14,
        moved={-10: "09:45", 8: "10:00"},
        deleted=(-5, 13),
    ),
    Series(
        Entry("megan", "Megan and Alex", -30, "09:30", 30, "alexw:accepted", online=True),
        {"type": "weekly", "interval": 1, "daysOfWeek": ["tuesday"], "firstDayOfWeek": "sunday"},
        weeks=20,
        moved={14: "11:00"},
    ),
    Series(
        Entry("alexw", "Marketing weekly", -28, "13:30", 45, "megan adele:accepted studio", online=True),
        {"type": "weekly", "interval": 2, "daysOfWeek": ["thursday"], "firstDayOfWeek": "monday"},
        weeks=16,
    ),
    Series(
        Entry("lynne", "Month-end close", -40, "16:30", 30, "alexw:accepted", place="Room Thames"),
        {"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["friday"], "index": "last"},
        weeks=40,
    ),
    Series(
        Entry("patti", "All hands", -45, "09:00", 45, "studio isaiah:accepted lynne aoi ken", online=True),
        {"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["wednesday"], "index": "first"},
        weeks=40,
    ),
    Series(
        Entry("aoi", "週次定例", -30, "10:00", 30, "ken:accepted", online=True),
        {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "sunday"},
        weeks=20,
        deleted=(7,),
    ),
    Series(
        Entry("ken", "日報", -20, "17:30", 15, more=_FREE),
        {"type": "weekly", "interval": 1, "daysOfWeek": _WEEKDAYS, "firstDayOfWeek": "sunday"},
        weeks=12,
    ),
)
