"""What is in a mailbox's calendar: single events, series, and the occurrences that a series has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from graph.sandbox.calls import Json, RefusedError, not_in_store
from graph.sandbox.ids import is_outlook_id, occurrence_id, read_occurrence_id
from graph.sandbox.organisation import Mailbox
from graph.sandbox.recurrence import days
from graph.sandbox.times import date_time_time_zone, in_utc, midnight, read_date_time, wall
from graph.sandbox.zones import find_zone

_A_YEAR = timedelta(days=366)  # no two occurrences of a series are further apart, unless years are left out


def zone_of(event: Json) -> ZoneInfo:
    """The time zone that the event was made in."""
    zone = find_zone(event["originalStartTimeZone"])
    if zone is None:
        raise ValueError(event["originalStartTimeZone"])
    return zone


def span_of(event: Json) -> tuple[datetime, datetime]:
    """Start and end in UTC; an all-day event lasts from midnight to midnight of its own zone."""
    if event["isAllDay"]:
        zone = zone_of(event)
        first, last = (read_date_time(event[name]["dateTime"]) for name in ("start", "end"))
        return midnight(first, zone).astimezone(UTC), midnight(last, zone).astimezone(UTC)
    return in_utc(event["start"]), in_utc(event["end"])


def find_event(mailbox: Mailbox, event_id: str) -> Json:
    """The event, series or occurrence with this id, as it is kept.

    Raises RefusedError: 400 for an id of another mailbox or of no mailbox, 404 for one that is not there.
    """
    if not is_outlook_id(event_id, mailbox.id):
        raise RefusedError(400, "ErrorInvalidIdMalformed", "Id is malformed.")
    if event_id in mailbox.events:
        return mailbox.events[event_id]
    named = read_occurrence_id(event_id)
    if named is None or event_id in mailbox.removed:
        raise not_in_store()
    master, day = mailbox.events.get(named[0]), named[1]
    if master is None or not master["recurrence"] or day not in days(master["recurrence"], day):
        raise not_in_store()
    return occurrence(mailbox, master, day)


def occurrence(mailbox: Mailbox, master: Json, day: date) -> Json:
    """The occurrence that the series has on `day`, with what was changed about it alone."""
    identity = occurrence_id(master["id"], day)
    starts, ends = span_of(master)
    local = starts.astimezone(zone_of(master))
    begins = datetime.combine(day, local.time(), zone_of(master))
    event = {
        **master,
        "id": identity,
        "type": "occurrence",
        "seriesMasterId": master["id"],
        "recurrence": None,
        "start": date_time_time_zone(begins),
        "end": date_time_time_zone(begins + (ends.astimezone(zone_of(master)) - local)),
        "originalStart": date_time_time_zone(begins)["dateTime"][:-8] + "Z",
        "webLink": master["webLink"].replace(master["id"], identity),
    }
    if master["isAllDay"]:
        length = read_date_time(master["end"]["dateTime"]) - read_date_time(master["start"]["dateTime"])
        first = datetime.combine(day, datetime.min.time())
        event["start"], event["end"] = ({"dateTime": wall(at), "timeZone": "UTC"} for at in (first, first + length))
    if identity in mailbox.exceptions:
        event |= {**mailbox.exceptions[identity], "type": "exception"}
    return event


def occurrences(mailbox: Mailbox, master: Json, until: date) -> list[Json]:
    """The occurrences of the series up to `until`, without the deleted ones."""
    series = days(master["recurrence"], until)
    return [
        occurrence(mailbox, master, day) for day in series if occurrence_id(master["id"], day) not in mailbox.removed
    ]


def exceptions_of(mailbox: Mailbox, master_id: str) -> list[str]:
    """The ids of the occurrences that differ from their series."""
    return [identity for identity in mailbox.exceptions if (read_occurrence_id(identity) or ("",))[0] == master_id]


def cancelled_occurrences(mailbox: Mailbox, master_id: str) -> list[str]:
    """The occurrence ids of those that are deleted from the series."""
    named = (read_occurrence_id(identity) for identity in mailbox.removed)
    return sorted(f"OID.{master_id}.{each[1].isoformat()}" for each in named if each and each[0] == master_id)


def view(mailbox: Mailbox, start: datetime, end: datetime) -> list[Json]:
    """Everything that overlaps start..end, earliest first, with each series as its occurrences."""
    found: list[tuple[datetime, str, Json]] = []
    for entry in mailbox.events.values():
        for event in _single_events(mailbox, entry, start, end):
            begins, finishes = span_of(event)
            if begins < end and (start < finishes or start <= begins):
                found.append((begins, event["id"], event))
    found.sort(key=lambda row: row[:2])
    return [event for _, _, event in found]


def _single_events(mailbox: Mailbox, entry: Json, start: datetime, end: datetime) -> list[Json]:
    if not entry["recurrence"]:
        return [entry]
    begins, finishes = span_of(entry)
    first = (start - (finishes - begins)).date() - timedelta(days=1)
    series = days(entry["recurrence"], end.date() + timedelta(days=1))
    identities = {occurrence_id(entry["id"], day): day for day in series if day >= first}
    # A moved occurrence may be far from the day that its id names.
    for identity in exceptions_of(mailbox, entry["id"]):
        named = read_occurrence_id(identity)
        if named is not None:
            identities[identity] = named[1]
    return [occurrence(mailbox, entry, day) for identity, day in identities.items() if identity not in mailbox.removed]


def neighbouring_days(mailbox: Mailbox, event: Json) -> tuple[date | None, date | None]:
    """The days that an occurrence has to stay between: its neighbours', as they are now."""
    master = mailbox.events[event["seriesMasterId"]]
    named = read_occurrence_id(event["id"])
    if named is None:
        return None, None
    zone = zone_of(master)
    before: date | None = None
    for other in days(master["recurrence"], named[1] + _A_YEAR):
        if other == named[1] or occurrence_id(master["id"], other) in mailbox.removed:
            continue
        current = span_of(occurrence(mailbox, master, other))[0].astimezone(zone).date()
        if other > named[1]:
            return before, current
        before = current
    return before, None
