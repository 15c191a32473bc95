"""The business rules that app-only writes to Bookings obey, and when its staff are free."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from graph.sandbox.bookings import booking_scopes, find_business
from graph.sandbox.calls import Answer, Call, Json, RefusedError, Route
from graph.sandbox.organisation import Business
from graph.sandbox.outlook_types import date_time_time_zone
from graph.sandbox.people import PAGES
from graph.sandbox.shapes import Shape, many, text
from graph.sandbox.times import date_time_time_zone as written
from graph.sandbox.times import in_utc, read_duration
from graph.sandbox.zones import find_zone


def refuse_against_rules(business: Business, appointment: Json, now: datetime) -> None:
    """Raises RefusedError (400) for an appointment that the business would not offer.

    Source: https://learn.microsoft.com/graph/bookingsbusiness-business-rules
    """
    start, end = in_utc(appointment["startDateTime"]), in_utc(appointment["endDateTime"])
    policy = business.wire["schedulingPolicy"]
    service = business.services[appointment["serviceId"]]
    broken = {
        "is outside the business hours": not is_open(business, start, end),
        "is not as long as the service": end - start != read_duration(service["defaultDuration"]),
        "is too soon": start < now + read_duration(policy["minimumLeadTime"]),
        "is too far ahead": start > now + read_duration(policy["maximumAdvance"]),
        "names staff that customers may not pick": not policy["allowStaffSelection"],
    }
    for why, is_broken in broken.items():
        if is_broken:
            raise RefusedError(400, "BadRequest", f"The appointment {why}.")


def is_open(business: Business, start: datetime, end: datetime) -> bool:
    """Whether the business is open all of that time, which lies within one day."""
    zone = find_zone(business.zone_name)
    opens, closes = start.astimezone(zone), end.astimezone(zone)
    hours = business.wire["businessHours"][opens.weekday()]["timeSlots"]
    return opens.date() == closes.date() and any(
        time.fromisoformat(slot["startTime"][:8]) <= opens.time()
        and closes.time() <= time.fromisoformat(slot["endTime"][:8])
        for slot in hours
    )


_STAFF = Shape(
    "getStaffAvailability",
    {"staffIds": many(text), "startDateTime": date_time_time_zone, "endDateTime": date_time_time_zone},
    required=frozenset({"staffIds", "startDateTime", "endDateTime"}),
    never_null=frozenset({"staffIds", "startDateTime", "endDateTime"}),
    error_code="BadRequest",
)
_STEP = timedelta(minutes=15)


def staff_availability(call: Call) -> Answer:
    """POST getStaffAvailability: for each of the staff when they are available, busy or out of office."""
    business = find_business(call)
    _STAFF.check(call.body)
    start, end = in_utc(call.body["startDateTime"]), in_utc(call.body["endDateTime"])
    if end <= start:
        raise RefusedError(400, "BadRequest", "The end is not after the start.")
    rows = []
    for staff_id in call.body["staffIds"]:
        if staff_id not in business.staff:
            raise RefusedError(400, "BadRequest", "Invalid Staff")
        rows.append({"staffId": staff_id, "availabilityItems": _stretches(business, staff_id, start, end)})
    context = call.context("Collection(microsoft.graph.staffAvailabilityItem)")
    return Answer(200, {"@odata.context": context, "value": rows})


def _stretches(business: Business, staff_id: str, start: datetime, end: datetime) -> list[Json]:
    """The window as stretches of equal status, in quarters of an hour."""
    items: list[Json] = []
    begins = start
    while begins < end:
        finishes = min(begins + _STEP, end)
        status, service_id = _status(business, staff_id, begins, finishes)
        if items and (items[-1]["status"], items[-1]["serviceId"]) == (status, service_id):
            items[-1]["endDateTime"] = _zoned(business, finishes)
        else:
            times = {"startDateTime": _zoned(business, begins), "endDateTime": _zoned(business, finishes)}
            items.append({"status": status, **times, "serviceId": service_id})
        begins = finishes
    return items


def _status(business: Business, staff_id: str, start: datetime, end: datetime) -> tuple[str, str]:
    for appointment in business.appointments.values():
        before, after = read_duration(appointment["preBuffer"]), read_duration(appointment["postBuffer"])
        begins, finishes = in_utc(appointment["startDateTime"]) - before, in_utc(appointment["endDateTime"]) + after
        if staff_id in appointment["staffMemberIds"] and begins < end and start < finishes:
            free = appointment["filledAttendeesCount"] < appointment["maximumAttendeesCount"]
            return ("slotsAvailable" if free else "busy"), str(appointment["serviceId"])
    return ("available" if is_open(business, start, end) else "outOfOffice"), ""


def _zoned(business: Business, moment: datetime) -> Json:
    return written(moment, business.zone_name)


ROUTES = (
    Route(
        "POST",
        ("solutions/bookingBusinesses/{business}/getStaffAvailability",),
        staff_availability,
        booking_scopes("Bookings.Read.All"),
        PAGES + "bookingbusiness-getstaffavailability",
        "App-only tokens alone; hours, appointments and their buffers.",
        "Personal calendars of the staff; zones as display names.",
        delegated=False,
    ),
)
