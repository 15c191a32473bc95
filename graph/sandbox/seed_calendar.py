"""How the seeded calendars are filled: the tables of `seed_entries`, written as their organisers would."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from graph.sandbox.calendar import find_event
from graph.sandbox.calls import Json
from graph.sandbox.events import add_event, remove_event, write_event
from graph.sandbox.ids import occurrence_id
from graph.sandbox.organisation import Mailbox, Organisation
from graph.sandbox.recurrence import days
from graph.sandbox.seed_entries import SERIES, SINGLES, Entry, Series
from graph.sandbox.times import wall

_ROOM = {
    "displayName": "Room Thames",
    "locationEmailAddress": "room.thames@contoso.com",
    "locationType": "conferenceRoom",
}


def add_calendars(organisation: Organisation, today: date, visit: Json) -> None:
    """Fill every calendar; `visit` is an online meeting that gets an event of its own."""
    for entry in SINGLES:
        box = _mailbox(organisation, entry)
        event = _add(organisation, box, entry, today + timedelta(entry.day))
        if entry.cancelled:
            remove_event(organisation, box, event)
    entry = Entry("alexw", visit["subject"], 2, "14:00", 30, "henrietta.mueller@example.com:accepted")
    _add(organisation, _mailbox(organisation, entry), entry, today + timedelta(entry.day), meeting=visit)
    for series in SERIES:
        _add_series(organisation, series, today)


def _mailbox(organisation: Organisation, entry: Entry) -> Mailbox:
    return organisation.mailboxes[organisation.person(_address(entry.by)).id]


def _address(alias: str) -> str:
    return alias if "@" in alias else f"{alias}@contoso.com"


def _add(
    organisation: Organisation,
    box: Mailbox,
    entry: Entry,
    day: date,
    *,
    meeting: Json | None = None,
    recurrence: Json | None = None,
) -> Json:
    invited = [part.partition(":") for part in entry.invited.split()]
    written: Json = {
        **_times(box, entry, day),
        "subject": entry.subject,
        "body": {"contentType": "html", "content": f"<p>{entry.notes}</p>" if entry.notes else ""},
        "attendees": [_attendee(organisation, _address(alias)) for alias, _, _ in invited],
        "isOnlineMeeting": entry.online,
        "recurrence": recurrence,
        **entry.more,
    }
    if entry.place:
        written["location"] = _ROOM if entry.place == "Room Thames" else {"displayName": entry.place}
    answers = {_address(alias): answer for alias, _, answer in invited if answer}
    label = f"{entry.by} {entry.subject}"
    return add_event(organisation, box, written, label=label, answers=answers, meeting=meeting)


def _attendee(organisation: Organisation, address: str) -> Json:
    person = organisation.find_person(address)
    name = person.name if person is not None else address
    return {"type": "required", "emailAddress": {"name": name, "address": address}}


def _times(box: Mailbox, entry: Entry, day: date) -> Json:
    if not entry.at:
        start = datetime.combine(day, time.min)
        end = start + timedelta(days=entry.length)
    else:
        start = datetime.combine(day, time.fromisoformat(entry.at))
        end = start + timedelta(minutes=entry.length)
    return {
        "isAllDay": not entry.at,
        "start": {"dateTime": wall(start), "timeZone": box.zone_name},
        "end": {"dateTime": wall(end), "timeZone": box.zone_name},
    }


def _add_series(organisation: Organisation, series: Series, today: date) -> None:
    box = _mailbox(organisation, series.first)
    begin = today + timedelta(series.first.day)
    unbounded = {"pattern": series.pattern, "range": {"type": "noEnd", "startDate": begin.isoformat()}}
    first = next(days(unbounded, begin + timedelta(days=366)))
    end = first + timedelta(weeks=series.weeks)
    span = {"type": "endDate", "startDate": first.isoformat(), "endDate": end.isoformat()}
    master = _add(organisation, box, series.first, first, recurrence={"pattern": series.pattern, "range": span})
    for offset, at in series.moved.items():
        event = _from_day(box, master, today + timedelta(offset))
        moved = Entry(series.first.by, series.first.subject, 0, at, series.first.length)
        times = _times(box, moved, date.fromisoformat(event["originalStart"][:10]))
        write_event(organisation, box, event, times)
    for offset in series.deleted:
        remove_event(organisation, box, _from_day(box, master, today + timedelta(offset)))


def _from_day(box: Mailbox, master: Json, earliest: date) -> Json:
    """The first occurrence of the series on or after that day."""
    day = next(day for day in days(master["recurrence"], earliest + timedelta(days=366)) if day >= earliest)
    return find_event(box, occurrence_id(master["id"], day))
