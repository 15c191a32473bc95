"""Changes of the sandbox as a person would write them down by hand: what a day is measured by.

Values are replaced, never changed inside, so that a copy of a thing's properties is a copy of the thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from graph.sandbox import Sandbox
from tests.bot.a_day.everything import Everything, Json, Key, copies, everything, keys_of

Write = Callable[[Everything], None]

NEVER: Json = {"time": "0001-01-01T00:00:00Z"}
# What Graph names and counts anew with every entry that is made.
MADE_ANEW = ("iCalUId", "createdDateTime", "transactionId")


@dataclass(frozen=True)
class Change:
    """A change that is meant to stand, and what of it stays when it is taken back, such as answers that are gone."""

    write: Write
    for_good: Write = lambda _: None


def span(start: str, end: str) -> Json:
    """Times as Outlook keeps them; both are written as on a clock in UTC, such as "2026-03-07 18:30"."""
    return {
        name: {"dateTime": f"{at.replace(' ', 'T')}:00.0000000", "timeZone": "UTC"}
        for name, at in (("start", start), ("end", end))
    }


def moved(uid: str, start: str, end: str, day: str = "") -> Change:
    """An event of its organiser's at another time, in every calendar; whoever is invited is asked again."""

    def write(there: Everything) -> None:
        for _, kept in copies(there, uid, day):
            kept |= span(start, end)
            move_meeting(there, kept)
        ask_again(there)

    def ask_again(there: Everything) -> None:
        for _, kept in copies(there, uid, day):
            asked_again(kept)

    return Change(write, ask_again)


def asked_again(kept: Json) -> None:
    """Outlook forgets what attendees answered when an event gets another time."""
    kept["attendees"] = [{**each, "status": {"response": "none", **NEVER}} for each in kept["attendees"]]
    if not kept["isOrganizer"] and kept["responseStatus"] != {"response": "notResponded", **NEVER}:
        kept |= {"responseStatus": {"response": "notResponded", **NEVER}, "showAs": "tentative"}


def move_meeting(there: Everything, kept: Json) -> None:
    """The online meeting of an event has its time and subject."""
    if "originalStart" in kept or not kept["onlineMeeting"]:
        return  # one occurrence has none of its own
    for key in keys_of(there, "meeting", joinWebUrl=kept["onlineMeeting"]["joinUrl"]):
        at = {f"{name}DateTime": f"{kept[name]['dateTime']}Z" for name in ("start", "end")}
        there[key] |= {**at, "subject": kept["subject"]}


def edited(uid: str, **properties: object) -> Change:
    """Properties of an event that its organiser decides, in every calendar."""

    def write(there: Everything) -> None:
        for _, kept in copies(there, uid):
            kept |= properties
            move_meeting(there, kept)

    return Change(write)


def noted(uid: str, whose: str, **properties: object) -> Change:
    """Properties of an event that are each person's own, in one calendar."""

    def write(there: Everything) -> None:
        for address, kept in copies(there, uid):
            if address == whose:
                kept |= properties

    return Change(write)


def rebooked(key: Key, start: str, end: str) -> Change:
    """An appointment at another time, as on a clock in UTC, as long as before."""
    times = {
        f"{name}DateTime": {
            "@odata.type": "#microsoft.graph.dateTimeTimeZone",
            "dateTime": f"{at['dateTime']}Z",
            "timeZone": "UTC",
        }
        for name, at in span(start, end).items()
    }
    return put(key, **times)


def on_wire(start: str, end: str, zone: str = "GMT Standard Time") -> Json:
    """Times as Graph takes them, on the clock of that zone."""
    return {
        name: {"dateTime": f"{at.replace(' ', 'T')}:00", "timeZone": zone}
        for name, at in (("start", start), ("end", end))
    }


def answered(uid: str, whose: str, response: str, shown_as: str, at: datetime) -> Change:
    """Somebody's answer, in their own calendar and in the organiser's."""
    status = {"response": response, "time": f"{at:%Y-%m-%dT%H:%M:%SZ}"}

    def write(there: Everything) -> None:
        for address, kept in copies(there, uid):
            if address == whose:
                kept |= {"responseStatus": status, "showAs": shown_as}
            if kept["isOrganizer"]:
                kept["attendees"] = [
                    {**each, "status": status} if each["emailAddress"]["address"] == whose else each
                    for each in kept["attendees"]
                ]

    return Change(write)


def put(key: Key, **properties: object) -> Change:
    """Properties of an appointment, a meeting or a virtual appointment."""
    return Change(lambda there: there[key].update(properties))


def all_of(*changes: Change) -> Change:
    """Several changes as one."""

    def write(there: Everything) -> None:
        for each in changes:
            each.write(there)

    def for_good(there: Everything) -> None:
        for each in changes:
            each.for_good(there)

    return Change(write, for_good)


def invited(uid: str, address: str) -> Change:
    """Somebody more who is invited. Who is uninvited again keeps a cancelled entry."""
    guest = {
        "type": "required",
        "status": {"response": "none", **NEVER},
        "emailAddress": {"name": address, "address": address},
    }

    def write(there: Everything) -> None:
        for _, kept in list(copies(there, uid)):
            kept["attendees"] = [*kept["attendees"], guest]
        deliver(there)

    def deliver(there: Everything, **more: object) -> None:
        original = next(kept for _, kept in copies(there, uid) if kept["isOrganizer"])
        there[address, uid, ""] = original | {
            "isOrganizer": False,
            "categories": [],
            "transactionId": None,
            "showAs": "tentative",
            "responseStatus": {"response": "notResponded", **NEVER},
            **more,
        }

    def for_good(there: Everything) -> None:
        original = next(kept for _, kept in copies(there, uid) if kept["isOrganizer"])
        deliver(there, isCancelled=True, showAs="free", attendees=[*original["attendees"], guest])

    return Change(write, for_good)


# --- what comes and goes --------------------------------------------------------------------------------------------


def appeared(world: Sandbox, where: str, **properties: object) -> Change:
    """One new thing: as it was asked for in these properties, and in the rest as Graph filled it in at first."""
    made: Everything = {}

    def write(there: Everything) -> None:
        if not made:
            new = {key: kept for key, kept in everything(world).items() if key[0] == where and key not in there}
            assert len(new) == 1, new
            made.update({key: kept | properties for key, kept in new.items()})
        there |= {key: dict(kept) for key, kept in made.items()}

    return Change(write)


def gone(identity: str) -> Change:
    """An event that is out of every calendar, or an appointment that is no more."""

    def write(there: Everything) -> None:
        for key in [key for key in there if key[1] == identity]:
            del there[key]

    return Change(write)


def called_off(uid: str, day: str = "") -> Change:
    """A meeting that its organiser cancelled: gone there, and marked in the calendars of all others."""

    def write(there: Everything) -> None:
        for key in [key for key in there if key[1] == uid and key[2:] == (day,)]:
            if there[key]["isOrganizer"]:
                del there[key]
            else:
                there[key] |= {"isCancelled": True, "showAs": "free"}

    return Change(write)


def taken_out(world: Sandbox, uid: str, whose: str) -> Change:
    """An entry of one's own that is taken out; when it comes back it is the same one, under another name of Graph's."""
    new_names: Json = {}

    def come_back(there: Everything) -> None:
        was = there.pop((whose, uid, ""))
        if not new_names:
            (new,) = (kept for key, kept in everything(world).items() if key[0] == whose and key not in there)
            new_names.update({name: new[name] for name in MADE_ANEW})
        there[whose, new_names["iCalUId"], ""] = was | new_names

    return Change(gone(uid).write, come_back)
