"""Answers to invitations, and cancelling: what an attendee and an organiser may do with a meeting."""

from __future__ import annotations

from graph.sandbox import calendar
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.event_changes import address_of
from graph.sandbox.events import EVENT_PATHS, WRITE, remove_event
from graph.sandbox.ids import occurrence_id, outlook_id, read_occurrence_id
from graph.sandbox.invitations import SHOWN, keep, send_mail
from graph.sandbox.organisation import Mailbox, Organisation
from graph.sandbox.outlook_types import TIME_SLOT
from graph.sandbox.people import PAGES, mailbox
from graph.sandbox.shapes import Shape, boolean, text
from graph.sandbox.times import short_instant

_ACCEPT = Shape("accept", {"comment": text, "sendResponse": boolean})
_PROPOSE = Shape("decline", {**_ACCEPT.writable, "proposedNewTime": TIME_SLOT})
_CANCEL = Shape("cancel", {"comment": text})


def accept(call: Call) -> Answer:
    """POST accept: 202."""
    return _answer(call, "accepted", _ACCEPT)


def accept_tentatively(call: Call) -> Answer:
    """POST tentativelyAccept: 202, with or without another time."""
    return _answer(call, "tentativelyAccepted", _PROPOSE)


def decline(call: Call) -> Answer:
    """POST decline: 202, and the event leaves the calendar."""
    return _answer(call, "declined", _PROPOSE)


def cancel(call: Call) -> Answer:
    """POST cancel: 202 for the organiser alone; everybody invited hears of it."""
    box = mailbox(call)
    event = calendar.find_event(box, call.ids["event"])
    _CANCEL.check(_named_small(call.body))
    if not event["isOrganizer"]:
        raise _refused("You need to be an organizer to cancel a meeting.")
    remove_event(call.organisation, box, event)
    return Answer(202)


def _answer(call: Call, response: str, shape: Shape) -> Answer:
    box = mailbox(call)
    event = calendar.find_event(box, call.ids["event"])
    body = _named_small(call.body)
    shape.check(body)
    is_sent = body.get("sendResponse", True)
    _refuse(event, body, is_sent=is_sent)
    status = {"response": response, "time": short_instant(call.now)}
    if is_sent:
        _reach_organiser(call.organisation, box, event, status, body.get("proposedNewTime"))
    if response == "declined":
        # https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7924
        remove_event(call.organisation, box, event)
    else:
        shown = SHOWN[response] or "busy"
        keep(call.organisation, box, {**event, "responseStatus": status, "showAs": shown})
    return Answer(202)


def _named_small(body: Json) -> Json:
    """The page's own examples write some names with a capital letter, and Graph takes both."""
    return {name[:1].lower() + name[1:]: value for name, value in body.items()}


def _refuse(event: Json, body: Json, *, is_sent: bool) -> None:
    if event["isOrganizer"]:
        raise _refused("You can't respond to this meeting because you're the meeting organizer.")
    if is_sent and not event["responseRequested"]:
        raise _refused("The meeting organizer hasn't requested a response.")
    if not is_sent and body.get("comment") is not None:
        raise RefusedError(400, "ErrorInvalidParameter", "'SendResponse' must be true when 'Comment' is not null.")
    if body.get("proposedNewTime") is not None and not (is_sent and event["allowNewTimeProposals"]):
        raise RefusedError(400, "ErrorInvalidParameter", "A new time cannot be proposed for this event.")


def _refused(message: str) -> RefusedError:
    return RefusedError(400, "ErrorInvalidRequest", f"Your request can't be completed. {message}")


def _reach_organiser(
    organisation: Organisation, box: Mailbox, event: Json, status: Json, proposed: Json | None
) -> None:
    """The organiser gets mail, and sees the answer in their own copy."""
    organizer = {"emailAddress": event["organizer"]["emailAddress"]}
    send_mail(organisation, event, [organizer], "response")
    theirs = organisation.find_mailbox(address_of(organizer))
    original = None if theirs is None else _original(theirs, event)
    if theirs is None or original is None:
        return
    heard = {"status": status} if proposed is None else {"status": status, "proposedNewTime": proposed}
    attendees = [
        {**attendee, **heard} if address_of(attendee) == box.email else attendee for attendee in original["attendees"]
    ]
    keep(organisation, theirs, {**original, "attendees": attendees})


def _original(theirs: Mailbox, event: Json) -> Json | None:
    """The organiser's own copy, or None where there is none any more."""
    master_id = outlook_id(theirs.id, event["iCalUId"])
    named = read_occurrence_id(event["id"])
    try:
        return calendar.find_event(theirs, occurrence_id(master_id, named[1]) if named else master_id)
    except RefusedError:
        return None


ROUTES = tuple(
    Route("POST", tuple(f"{path}/{name}" for path in EVENT_PATHS), handler, WRITE, PAGES + page, rules)
    for name, handler, page, rules in (
        (
            "accept",
            accept,
            "event-accept",
            "202; the organiser hears of it and sees it, unless sendResponse is false; refused to the organiser, and "
            "where no response is requested.",
        ),
        (
            "tentativelyAccept",
            accept_tentatively,
            "event-tentativelyaccept",
            "As accept; another time only where it is sent and the organiser allows proposals.",
        ),
        ("decline", decline, "event-decline", "As tentativelyAccept; the event leaves the calendar."),
        ("cancel", cancel, "event-cancel", "202; the organiser alone; everybody invited hears of it."),
    )
)
