"""How an organiser's event reaches the calendars of those invited, and whom Outlook writes to about it."""

from __future__ import annotations

from graph.sandbox.calendar import exceptions_of, find_event, occurrence
from graph.sandbox.calls import Json, RefusedError
from graph.sandbox.event_changes import address_of, stamp
from graph.sandbox.ids import occurrence_id, outlook_id, read_occurrence_id
from graph.sandbox.organisation import Mail, Mailbox, Organisation

# What the organiser decides; everything else in a copy belongs to whoever was invited.
_SHARED = (
    "subject",
    "body",
    "bodyPreview",
    "start",
    "end",
    "isAllDay",
    "location",
    "locations",
    "importance",
    "sensitivity",
    "isOnlineMeeting",
    "onlineMeetingProvider",
    "onlineMeeting",
    "originalStartTimeZone",
    "originalEndTimeZone",
    "responseRequested",
    "hideAttendees",
    "allowNewTimeProposals",
    "isCancelled",
    "type",
    "recurrence",
    "organizer",
)
_SHARED_BY_OCCURRENCES = tuple(name for name in _SHARED if name not in ("type", "recurrence"))
SHOWN = {"accepted": None, "tentativelyAccepted": "tentative", "declined": "free"}


def deliver(organisation: Organisation, sender: Mailbox, event: Json) -> None:
    """Put the organiser's event, series or changed occurrence into the calendars of those invited."""
    # Who is invited by name answers for themselves, whatever list they are on as well.
    for attendee in sorted(event["attendees"], key=lambda one: organisation.find_person(address_of(one)) is not None):
        for box in _mailboxes(organisation, address_of(attendee)):
            if box.id != sender.id:
                _deliver_to(organisation, box, event, attendee)


def withdraw(organisation: Organisation, sender: Mailbox, event: Json, attendees: list[Json]) -> None:
    """Mark the event as cancelled in the calendars of these attendees."""
    for attendee in attendees:
        for box in _mailboxes(organisation, address_of(attendee)):
            copy = None if box.id == sender.id else _find_copy(box, event)
            if copy is not None:
                keep(organisation, box, copy | {"isCancelled": True, "showAs": "free"})


def keep(organisation: Organisation, box: Mailbox, event: Json) -> Json:
    """Keep `event` under its id with its next version; of an occurrence only what differs from its series is kept."""
    stamp(organisation, event)
    if event["type"] in ("singleInstance", "seriesMaster"):
        box.events[event["id"]] = event
        return event
    master = box.events[event["seriesMasterId"]]
    plain = _without_exception(box, master, event["id"])
    differing = {name: value for name, value in event.items() if value != plain.get(name)}
    box.exceptions[event["id"]] = {name: value for name, value in differing.items() if name != "type"}
    return {**event, "type": "exception"}


def _without_exception(box: Mailbox, master: Json, identity: str) -> Json:
    named = read_occurrence_id(identity)
    if named is None:
        return master
    return occurrence(Mailbox(box.id, box.name, box.email, box.zone_name), master, named[1])


def forget_exceptions(box: Mailbox, master_id: str) -> None:
    """Let every occurrence of the series be as the series says, as Outlook does when its times change."""
    for identity in exceptions_of(box, master_id):
        del box.exceptions[identity]
    box.removed.difference_update({one for one in box.removed if (read_occurrence_id(one) or ("",))[0] == master_id})


def send_mail(organisation: Organisation, event: Json, attendees: list[Json], kind: str, copies: int = 1) -> None:
    """Note that Outlook wrote to these attendees, if there are any."""
    to = tuple(address_of(attendee) for attendee in attendees)
    if to:
        organisation.mails.extend([Mail(to, event["id"], kind)] * copies)


def told_about(organisation: Organisation, before: Json, after: Json, only_attendees: bool) -> list[Json]:
    """Who hears of an update: everybody, or those it concerns where nothing but the attendees was written."""
    old = {address_of(attendee): attendee for attendee in before["attendees"]}
    new = {address_of(attendee): attendee for attendee in after["attendees"]}
    gone = old.keys() - new.keys()
    everybody = list((old | new).values())
    if not only_attendees or any(_in_a_list(organisation, address, set(old)) for address in gone):
        return everybody
    changed = {address for address in old.keys() & new.keys() if old[address]["type"] != new[address]["type"]}
    concerned = gone | (new.keys() - old.keys()) | changed
    return [attendee for attendee in everybody if address_of(attendee) in concerned]


def _in_a_list(organisation: Organisation, address: str, invited: set[str]) -> bool:
    """Whether the address is a distribution list, or belongs to a member of an invited one."""
    person = organisation.find_person(address)
    return any(
        group["mail"] == address or (group["mail"] in invited and person is not None and person.id in group["members"])
        for group in organisation.groups.values()
    )


def _mailboxes(organisation: Organisation, address: str) -> list[Mailbox]:
    group = next((group for group in organisation.groups.values() if group["mail"] == address), None)
    if group is not None:
        return [organisation.mailboxes[member] for member in group["members"]]
    box = organisation.find_mailbox(address)
    return [] if box is None else [box]


def _find_copy(box: Mailbox, event: Json) -> Json | None:
    """What this mailbox has of the organiser's event, or None if it has nothing or deleted it."""
    master_id = outlook_id(box.id, event["iCalUId"])
    named = read_occurrence_id(event["id"])
    if master_id not in box.events or named is None:
        return box.events.get(master_id)
    try:
        return find_event(box, occurrence_id(master_id, named[1]))
    except RefusedError:  # deleted there, or the series is another one there by now
        return None


def _deliver_to(organisation: Organisation, box: Mailbox, event: Json, attendee: Json) -> None:
    whole = event["type"] in ("singleInstance", "seriesMaster")
    before = _find_copy(box, event)
    if before is None and not whole:
        return
    copy = dict(
        before or {**event, "id": outlook_id(box.id, event["iCalUId"]), "categories": [], "responseStatus": None}
    )
    copy |= {name: event[name] for name in (_SHARED if whole else _SHARED_BY_OCCURRENCES)}
    answer = attendee["status"]
    if answer["response"] == "none":
        answer = {**answer, "response": "notResponded"}
    if copy["responseStatus"] != answer:
        copy["showAs"] = SHOWN.get(answer["response"], "tentative") or event["showAs"]
    copy |= {"isOrganizer": False, "transactionId": None, "responseStatus": answer}
    copy["attendees"] = [] if event["hideAttendees"] else event["attendees"]
    copy["webLink"] = event["webLink"].replace(event["id"], copy["id"])
    if before is not None and any(before[name] != copy[name] for name in ("start", "end", "recurrence")) and whole:
        forget_exceptions(box, copy["id"])
    keep(organisation, box, copy)
