"""Open extensions of events: custom data under a name of the caller's."""

from __future__ import annotations

from graph.sandbox.calendar import find_event
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.events import EVENT_PATHS
from graph.sandbox.invitations import keep
from graph.sandbox.odata import collection
from graph.sandbox.open_extension import PREFIX, new_extension, values_of
from graph.sandbox.people import CALENDAR_READ, PAGES, mailbox


def _named(call: Call, name: str) -> Json:
    kept = _kept(call)
    full = name if name.startswith(PREFIX) else PREFIX + name
    for extension in kept:
        if extension["id"] == full:
            return extension
    raise RefusedError(404, "ErrorItemNotFound", "The extension was not found.")


def _kept(call: Call) -> list[Json]:
    event = find_event(mailbox(call), call.ids["event"])
    return list(event.get("extensions") or [])


def _keep(call: Call, extensions: list[Json]) -> None:
    box = mailbox(call)
    keep(call.organisation, box, {**find_event(box, call.ids["event"]), "extensions": extensions})


def list_extensions(call: Call) -> Answer:
    """GET events/{id}/extensions."""
    return Answer(200, collection(call, "extensions", _kept(call)))


def read_extension(call: Call) -> Answer:
    """GET events/{id}/extensions/{name}, by its short or full name."""
    context = call.context("extensions/$entity")
    return Answer(200, {"@odata.context": context, **_named(call, call.ids["extension"])})


def create_extension(call: Call) -> Answer:
    """POST events/{id}/extensions: 201; the same name replaces what was there."""
    extension = new_extension(call.body)
    rest = [one for one in _kept(call) if one["id"] != extension["id"]]
    _keep(call, [*rest, extension])
    return Answer(201, {"@odata.context": call.context("extensions/$entity"), **extension})


def change_extension(call: Call) -> Answer:
    """PATCH events/{id}/extensions/{name}: the values in the body replace those of the same name."""
    extension = _named(call, call.ids["extension"])
    after = {**extension, **values_of(call.body)}
    _keep(call, [after if one is extension else one for one in _kept(call)])
    return Answer(200, {"@odata.context": call.context("extensions/$entity"), **after})


def delete_extension(call: Call) -> Answer:
    """DELETE events/{id}/extensions/{name}."""
    extension = _named(call, call.ids["extension"])
    _keep(call, [one for one in _kept(call) if one is not extension])
    return Answer(204)


_WRITE = frozenset({"Calendars.ReadWrite"})
_ALL = tuple(f"{path}/extensions" for path in EVENT_PATHS)
_ONE = tuple(f"{path}/{{extension}}" for path in _ALL)

ROUTES = (
    Route("GET", _ALL, list_extensions, CALENDAR_READ, PAGES + "opentypeextension-get", "All of an event's."),
    Route("GET", _ONE, read_extension, CALENDAR_READ, PAGES + "opentypeextension-get", "By short or full name."),
    Route("POST", _ALL, create_extension, _WRITE, PAGES + "opentypeextension-post-opentypeextension", "201."),
    Route("PATCH", _ONE, change_extension, _WRITE, PAGES + "opentypeextension-update", "200; only what is sent."),
    Route("DELETE", _ONE, delete_extension, _WRITE, PAGES + "opentypeextension-delete", "204."),
)
