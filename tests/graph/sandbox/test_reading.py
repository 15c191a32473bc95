"""Reading: agendas and their pages, people, zones, and what every answer has."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ALEX, AOI, Ask, pages

VIEW = "/v1.0/me/calendarView"
WEEKS = "startDateTime=2026-03-06T00:00:00Z&endDateTime=2026-03-20T00:00:00Z"


@pytest.mark.parametrize(
    "query",
    ["", "startDateTime=2026-03-06", "endDateTime=2026-03-06", "startDateTime=x&endDateTime=2026-03-06"],
)
async def test_a_view_needs_both_bounds(ask: Ask, query: str) -> None:
    reply = await ask("GET", f"{VIEW}?{query}")

    assert reply.status == 400


async def test_a_view_has_what_overlaps_it_with_occurrences_for_series(ask: Ask) -> None:
    events = await ask.view("2026-03-07T11:59:00Z", "2026-03-09T09:16:00Z")

    assert [
        (event["subject"], event["type"]) for event in events if event["organizer"]["emailAddress"]["address"] == ALEX
    ] == [
        ("Design review", "singleInstance"),
        ("Budget check-in", "singleInstance"),
        ("Supplier call", "singleInstance"),
        ("Remote consultation VISIT-1001", "singleInstance"),
        ("Daily standup", "occurrence"),
    ]


async def test_what_only_touches_a_bound_is_outside(ask: Ask) -> None:
    events = await ask.view("2026-03-07T12:00:00Z", "2026-03-07T16:30:00Z")

    assert events == []


async def test_a_bound_without_an_offset_is_in_utc_whatever_zone_is_preferred(ask: Ask) -> None:
    zone = {"Prefer": 'outlook.timezone="Tokyo Standard Time"'}
    events = await ask.view("2026-03-07T11:00:00", "2026-03-07T12:00:00", **zone)

    assert [(event["subject"], event["start"]["dateTime"]) for event in events] == [
        ("Design review", "2026-03-07T20:00:00.0000000")
    ]


async def test_pages_of_ten_follow_each_other_in_order_of_time(ask: Ask) -> None:
    bodies = await pages(ask, f"{VIEW}?{WEEKS}&$select=subject,start")
    starts = [event["start"]["dateTime"] for body in bodies for event in body["value"]]
    ids = [event["id"] for body in bodies for event in body["value"]]

    assert [len(body["value"]) for body in bodies[:-1]] == [10] * (len(bodies) - 1)
    assert len(bodies) >= 3
    assert (starts, len(set(ids))) == (sorted(starts), len(ids))


async def test_selected_properties_come_with_id_and_etag_alone(ask: Ask) -> None:
    reply = await ask("GET", f"{VIEW}?{WEEKS}&$select=subject,originalStart&$top=1")

    assert reply.body["value"][0].keys() <= {"@odata.etag", "id", "subject", "originalStart"}
    assert reply.body["value"][0].keys() >= {"@odata.etag", "id", "subject"}


@pytest.mark.parametrize(
    "query",
    ["$select=topic", "$select=createdDateTime", "$top=0", "$top=1001", "$top=x", "$skip=-1", "$foo=1", "$expand=x"],
)
async def test_a_query_option_that_is_wrong_is_refused(ask: Ask, query: str) -> None:
    reply = await ask("GET", f"{VIEW}?{WEEKS}&{query}")

    assert reply.status == 400


async def test_a_view_can_be_filtered_ordered_and_counted(ask: Ask) -> None:
    query = "$filter=isOnlineMeeting%20eq%20true%20and%20contains(subject,'standup')&$orderby=start/dateTime%20desc"
    reply = await ask("GET", f"{VIEW}?{WEEKS}&{query}&$count=true&$top=2")

    assert reply.body["@odata.count"] == 9
    assert [event["start"]["dateTime"][:10] for event in reply.body["value"]] == ["2026-03-18", "2026-03-17"]


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        ("start/dateTime ge '2026-03-07T11:00' and start/dateTime lt '2026-03-07T16:30:00Z'", ["Design review"]),
        ("subject eq 'Dentist'", ["Dentist"]),
        ("startswith(subject,'budget')", ["Budget check-in"]),
        ("sensitivity ne 'normal'", ["Dentist"]),
    ],
)
async def test_events_are_found_by_what_they_are(ask: Ask, wanted: str, subjects: list[str]) -> None:
    reply = await ask("GET", f"/v1.0/me/events?$top=100&$filter={wanted.replace(' ', '%20')}")

    assert [event["subject"] for event in reply.body["value"]] == subjects


@pytest.mark.parametrize(
    ("form", "known", "unknown"),
    [
        ("", "Tokyo Standard Time", "Asia/Tokyo"),
        ("()", "Tokyo Standard Time", "Asia/Tokyo"),
        ("(TimeZoneStandard=microsoft.graph.timeZoneStandard'Windows')", "Tokyo Standard Time", "Asia/Tokyo"),
        ("(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')", "Asia/Tokyo", "Tokyo Standard Time"),
        ("(TimeZoneStandard='Iana')", "Asia/Tokyo", "Tokyo Standard Time"),
        ("(TimeZoneStandard=%27Iana%27)", "Asia/Tokyo", "Tokyo Standard Time"),
    ],
)
async def test_zones_are_windows_ones_unless_iana_is_asked_for(ask: Ask, form: str, known: str, unknown: str) -> None:
    reply = await ask("GET", f"/v1.0/me/outlook/supportedTimeZones{form}")
    names = [zone["alias"] for zone in reply.body["value"]]

    assert known in names
    assert unknown not in names


async def test_mailbox_settings_name_a_windows_zone(ask: Ask) -> None:
    settings = (await ask("GET", "/v1.0/me/mailboxSettings", who=AOI)).body

    assert (settings["timeZone"], settings["language"]["locale"]) == ("Tokyo Standard Time", "ja-JP")


async def test_colleagues_can_be_looked_up(ask: Ask) -> None:
    one = await ask("GET", "/v1.0/users/megan%40contoso.com?$select=displayName")
    nobody = await ask("GET", "/v1.0/users/nobody%40contoso.com")

    assert one.body["displayName"] == "Megan Bowen"
    assert nobody.status == 404


async def test_an_app_has_no_me(ask: Ask, sandbox: Sandbox) -> None:
    me = await ask("GET", f"{VIEW}?{WEEKS}", token=sandbox.app_token())
    user = await ask("GET", f"/v1.0/users/megan%40contoso.com/calendarView?{WEEKS}", token=sandbox.app_token())

    assert (me.status, user.status) == (400, 200)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1.0/me/mailFolders", 400),
        ("GET", "/v1.0/solutions", 400),
        ("GET", "/v1.0/me/events/x/attachments", 400),
        ("PUT", "/v1.0/me/events", 405),
        ("POST", "/v1.0/me", 405),
    ],
)
async def test_other_addresses_and_methods_are_refused(ask: Ask, method: str, path: str, status: int) -> None:
    reply = await ask(method, path)

    assert reply.status == status


@pytest.mark.parametrize("zone", ["Mars Standard Time", "GMT+6:30"])
async def test_a_preferred_zone_has_to_be_known(ask: Ask, zone: str) -> None:
    reply = await ask("GET", f"{VIEW}?{WEEKS}", Prefer=f'outlook.timezone="{zone}"')

    assert (reply.status, reply.code) == (400, "TimeZoneNotSupportedException")


async def test_every_answer_has_request_ids(ask: Ask) -> None:
    good = await ask("GET", "/v1.0/me", client_request_id="mine")
    bad = await ask("GET", "/v1.0/nothing", client_request_id="mine")

    assert (good.headers["client-request-id"], bad.headers["client-request-id"]) == ("mine", "mine")
    inner = bad.body["error"]["innerError"]
    assert (inner["request-id"], inner["client-request-id"]) == (bad.headers["request-id"], "mine")
    assert good.headers["request-id"] != bad.headers["request-id"]
