"""An event as Graph writes it to one reader: in the zone and body format that the reader prefers."""

from __future__ import annotations

from datetime import date

from graph.sandbox.calls import Call, Json, RefusedError
from graph.sandbox.ids import read_occurrence_id
from graph.sandbox.join_block import as_text
from graph.sandbox.times import date_time_time_zone, in_utc
from graph.sandbox.zones import find_zone


def preferred_zone(call: Call) -> str:
    """The zone that the reader wants times in; UTC if none is given; raises RefusedError (400) for an unknown one."""
    name = call.preference("outlook.timezone") or "UTC"
    if find_zone(name) is None:
        message = "A valid TimeZone value must be specified. The following TimeZone value is not supported: "
        raise RefusedError(400, "TimeZoneNotSupportedException", f"{message}'{name}'.")
    return name


def preferences_applied(call: Call) -> dict[str, str]:
    """The header that says which of the reader's preferences were followed."""
    names = ("outlook.timezone", "outlook.body-content-type")
    applied = [f'{name}="{value}"' for name in names if (value := call.preference(name)) is not None]
    return {"Preference-Applied": ", ".join(applied)} if applied else {}


def wire(call: Call, event: Json, zone_name: str | None = None) -> Json:
    """`event` as the reader gets it; `zone_name` overrules what the reader prefers."""
    zone = zone_name or preferred_zone(call)
    written = {"@odata.etag": etag(event), **event}
    written |= {"start": _moment(event, "start", zone), "end": _moment(event, "end", zone)}
    if (call.preference("outlook.body-content-type") or "").lower() == "text":
        written["body"] = {"contentType": "text", "content": as_text(event["body"])}
    if "$expand" not in call.query:
        written.pop("extensions", None)
    named = read_occurrence_id(event["id"])
    if named is not None:
        written["iCalUId"] = _uid_of_occurrence(event["iCalUId"], named[1])
    if call.version == "beta":
        written["uid"] = event["iCalUId"]
        written["occurrenceId"] = None if named is None else f"OID.{event['seriesMasterId']}.{named[1].isoformat()}"
    return written


def etag(event: Json) -> str:
    """The version of the event, as If-Match wants it."""
    return f'W/"{event["changeKey"]}"'


def _moment(event: Json, name: str, zone: str) -> Json:
    if event["isAllDay"]:
        # A day is a day: it keeps its midnight in whatever zone it is read.
        return {**event[name], "timeZone": zone}
    return date_time_time_zone(in_utc(event[name]), zone)


def _uid_of_occurrence(uid: str, day: date) -> str:
    return f"{uid[:32]}{day.year:04X}{day.month:02X}{day.day:02X}{uid[40:]}"
