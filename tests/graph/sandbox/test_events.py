"""Changing single events: what comes back, and what Outlook refuses."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from graph.sandbox.join_block import as_text
from tests.graph.sandbox.asking import ADELE, ALEX, MEGAN, Ask, event_path, london

LYNNE = "lynne@contoso.com"
COMPUTED = {"@odata.etag", "changeKey", "lastModifiedDateTime"}


@pytest.fixture
async def review(ask: Ask) -> Any:
    return await ask.event("Design review")


def without(event: Any, *names: str) -> Any:
    return {name: value for name, value in event.items() if name not in COMPUTED and name not in names}


async def test_a_new_subject_gives_a_new_version_and_changes_nothing_else(ask: Ask, review: Any) -> None:
    reply = await ask("PATCH", event_path(review), {"subject": "Landing page"})
    after = (await ask("GET", event_path(review))).body

    assert reply.status == 200
    assert without(reply.body) == without(after)
    assert after["subject"] == "Landing page"
    assert without(after, "subject") == without(review, "subject")
    assert after["changeKey"] != review["changeKey"]
    assert after["@odata.etag"] == f'W/"{after["changeKey"]}"'


async def test_a_change_answers_in_utc_and_a_read_in_the_zone_that_is_preferred(ask: Ask, review: Any) -> None:
    zone = {"Prefer": 'outlook.timezone="Tokyo Standard Time"'}
    changed = await ask("PATCH", event_path(review), {"start": london("2026-03-07T10:00:00")}, **zone)
    read = await ask("GET", event_path(review), **zone)

    assert changed.body["start"] == {"dateTime": "2026-03-07T10:00:00.0000000", "timeZone": "UTC"}
    assert read.body["start"] == {"dateTime": "2026-03-07T19:00:00.0000000", "timeZone": "Tokyo Standard Time"}
    assert read.headers["Preference-Applied"] == 'outlook.timezone="Tokyo Standard Time"'


async def test_a_body_without_the_join_block_ends_the_online_meeting(ask: Ask, review: Any) -> None:
    reply = await ask("PATCH", event_path(review), {"body": {"contentType": "html", "content": "<p>Hello</p>"}})

    assert (reply.body["isOnlineMeeting"], reply.body["onlineMeeting"]) == (False, None)


async def test_a_body_with_the_join_block_keeps_the_online_meeting(ask: Ask, review: Any) -> None:
    content = review["body"]["content"].replace("The new landing page", "The old landing page")
    reply = await ask("PATCH", event_path(review), {"body": {"contentType": "html", "content": content}})

    assert reply.body["onlineMeeting"] == review["onlineMeeting"]
    assert reply.body["bodyPreview"].startswith("The old landing page")


async def test_a_location_replaces_all_locations(ask: Ask, review: Any) -> None:
    both = [{"displayName": "Room A"}, {"displayName": "Room B"}]
    two = await ask("PATCH", event_path(review), {"locations": both})
    one = await ask("PATCH", event_path(review), {"location": {"displayName": "Room C"}})

    assert two.body["location"]["displayName"] == "Room A; Room B"
    assert one.body["locations"] == [one.body["location"]]
    assert one.body["location"]["displayName"] == "Room C"


@pytest.mark.parametrize(
    ("start", "named"),
    [
        ({"dateTime": "2026-03-07T10:00:00"}, "''"),
        ({"dateTime": "2026-03-07T10:00:00", "timeZone": "Mars Standard Time"}, "'Mars Standard Time'"),
    ],
)
async def test_a_time_needs_a_zone_that_outlook_knows(ask: Ask, review: Any, start: Any, named: str) -> None:
    reply = await ask("PATCH", event_path(review), {"start": start})

    assert (reply.status, reply.code) == (400, "TimeZoneNotSupportedException")
    assert reply.body["error"]["message"].endswith(f"{named}.")


@pytest.mark.parametrize("zone", ["Tokyo Standard Time", "Asia/Tokyo"])
async def test_windows_and_iana_zones_are_taken(ask: Ask, review: Any, zone: str) -> None:
    times = {
        name: {"dateTime": f"2026-03-07T{hour}:00:00", "timeZone": zone} for name, hour in (("start", 18), ("end", 19))
    }
    reply = await ask("PATCH", event_path(review), times)

    assert reply.body["start"]["dateTime"] == "2026-03-07T09:00:00.0000000"
    assert reply.body["originalStartTimeZone"] == zone


async def test_an_event_becomes_an_online_meeting_and_stays_one(ask: Ask) -> None:
    lunch = await ask.event("Lunch with Lynne")
    on = await ask("PATCH", event_path(lunch), {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"})
    off = await ask("PATCH", event_path(lunch), {"isOnlineMeeting": False})

    assert on.body["onlineMeeting"]["joinUrl"].startswith("https://teams.microsoft.com/l/meetup-join/")
    assert "Join the meeting now" in as_text(on.body["body"])
    assert (off.body["isOnlineMeeting"], off.body["onlineMeeting"]) == (True, on.body["onlineMeeting"])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"isAllDay": True}, id="with the times it had"),
        pytest.param(
            {"isAllDay": True, "start": london("2026-03-07T09:00:00"), "end": london("2026-03-08T09:00:00")},
            id="from nine to nine",
        ),
        pytest.param(
            {"isAllDay": True, "start": london("2026-03-07T00:00:00"), "end": london("2026-03-07T00:00:00")},
            id="of no length",
        ),
        pytest.param(
            {
                "isAllDay": True,
                "start": london("2026-03-07T00:00:00"),
                "end": {"dateTime": "2026-03-08T00:00:00", "timeZone": "Tokyo Standard Time"},
            },
            id="in two zones",
        ),
    ],
)
async def test_a_whole_day_is_from_midnight_to_midnight(ask: Ask, review: Any, body: Any) -> None:
    reply = await ask("PATCH", event_path(review), body)

    assert reply.status == 400
    assert (await ask("GET", event_path(review))).body == review


async def test_a_whole_day_keeps_its_midnights_in_every_zone(ask: Ask, review: Any) -> None:
    day = {"isAllDay": True, "start": london("2026-03-07T00:00:00"), "end": london("2026-03-08T00:00:00")}
    await ask("PATCH", event_path(review), day)
    read = await ask("GET", event_path(review), Prefer='outlook.timezone="Tokyo Standard Time"')

    assert read.body["start"] == {"dateTime": "2026-03-07T00:00:00.0000000", "timeZone": "Tokyo Standard Time"}


@pytest.mark.parametrize("matches", [True, False, None])
async def test_if_match_guards_against_somebody_elses_change(
    ask: Ask, sandbox: Sandbox, review: Any, matches: bool | None
) -> None:
    other = await sandbox.change(ALEX, "PATCH", event_path(review), {"importance": "high"})
    assert isinstance(other.body, dict)
    etag = other.body["@odata.etag"] if matches else review["@odata.etag"]
    headers = {} if matches is None else {"If-Match": etag}
    reply = await ask("PATCH", event_path(review), {"subject": "Mine"}, **headers)

    assert reply.status == (412 if matches is False else 200)
    subject = (await ask("GET", event_path(review))).body["subject"]
    assert subject == ("Design review" if matches is False else "Mine")


async def test_an_unknown_id_is_404_and_garbage_is_400(ask: Ask, review: Any) -> None:
    await ask("DELETE", event_path(review))
    replies = [await ask("GET", path) for path in (event_path(review), "/v1.0/me/events/Design%20review")]

    assert [(reply.status, reply.code) for reply in replies] == [
        (404, "ErrorItemNotFound"),
        (400, "ErrorInvalidIdMalformed"),
    ]


async def test_an_id_of_another_mailbox_is_malformed_here(ask: Ask, review: Any) -> None:
    reply = await ask("GET", event_path(review), who=MEGAN)

    assert (reply.status, reply.code) == (400, "ErrorInvalidIdMalformed")


@pytest.mark.parametrize(
    "body",
    [
        {"subjct": "x"},
        {"reminder_minutes_before_start": None},
        {"isAllDay": "true"},
        {"subject": 5},
        {"showAs": "sleeping"},
        {"attendees": None},
        {"attendees": [{"emailAddress": {"mail": "x"}}]},
        {"body": {"contentType": "markdown", "content": "x"}},
        {"start": None},
        {"reminderMinutesBeforeStart": 1.5},
        {"end": london("2026-03-07T09:00:00")},
        {"start": {"dateTime": "tomorrow", "timeZone": "UTC"}},
    ],
    ids=str,
)
async def test_what_outlook_does_not_know_is_refused(ask: Ask, review: Any, body: Any) -> None:
    reply = await ask("PATCH", event_path(review), body)

    assert reply.status == 400
    assert (await ask("GET", event_path(review))).body == review


async def test_null_clears(ask: Ask, review: Any) -> None:
    names = ("subject", "sensitivity", "reminderMinutesBeforeStart", "isReminderOn")
    reply = await ask("PATCH", event_path(review), dict.fromkeys((*names, "location")))

    assert reply.status == 200
    assert [reply.body[name] for name in names] == ["", "normal", 0, False]
    assert (reply.body["location"]["displayName"], reply.body["locations"]) == ("", [])


async def test_the_same_transaction_makes_one_event(ask: Ask) -> None:
    times = {"start": london("2026-03-09T15:00:00"), "end": london("2026-03-09T16:00:00")}
    made = [await ask("POST", "/v1.0/me/events", {"subject": "Once", "transactionId": "t", **times}) for _ in range(2)]

    assert [reply.status for reply in made] == [201, 201]
    assert made[0].body["id"] == made[1].body["id"]


@pytest.mark.parametrize(
    "place",
    ["me", "me/calendar", "me/calendars/{calendar}", "me/calendarGroups/{group}/calendars/{calendar}", "users/{user}"],
)
@pytest.mark.parametrize("version", ["v1.0", "beta"])
async def test_an_event_has_many_addresses(ask: Ask, sandbox: Sandbox, review: Any, place: str, version: str) -> None:
    box = sandbox.organisation.mailboxes[sandbox.organisation.person(ALEX).id]
    path = place.format(calendar=box.calendar_id, group=box.calendar_group_id, user=ALEX)
    reply = await ask("PATCH", event_path(review).replace("/v1.0/me", f"/{version}/{path}"), {"importance": "low"})

    assert (reply.status, reply.body["importance"]) == (200, "low")


async def test_a_groups_event_is_changed_by_its_members_only(ask: Ask, sandbox: Sandbox) -> None:
    group = next(iter(sandbox.organisation.groups))
    times = {"start": london("2026-03-09T15:00:00"), "end": london("2026-03-09T16:00:00")}
    made = await ask("POST", f"/v1.0/groups/{group}/events", {"subject": "Open studio", **times})
    path = event_path(made.body).replace("/me/", f"/groups/{group}/calendar/")
    replies = [await ask("PATCH", path, {"subject": "Closed studio"}, who=who) for who in (ADELE, LYNNE)]

    assert [reply.status for reply in replies] == [200, 403]


async def test_somebody_elses_calendar_is_closed(ask: Ask) -> None:
    reply = await ask("GET", "/v1.0/users/megan%40contoso.com/events")

    assert (reply.status, reply.code) == (403, "ErrorAccessDenied")


async def test_an_open_extension_is_kept_with_the_event(ask: Ask, review: Any) -> None:
    path = event_path(review)
    await ask("PATCH", path, {"extensions": [{"extensionName": "com.contoso.topic", "topic": "ACME-1"}]})
    changed = await ask("PATCH", f"{path}/extensions/com.contoso.topic", {"stage": 2})
    plain, expanded = [await ask("GET", path + query) for query in ("", "?$expand=extensions")]

    assert (changed.status, changed.body["topic"], changed.body["stage"]) == (200, "ACME-1", 2)
    assert "extensions" not in plain.body
    assert [one["stage"] for one in expanded.body["extensions"]] == [2]


async def test_the_body_comes_as_text_for_who_prefers_it(ask: Ask, review: Any) -> None:
    reply = await ask("GET", event_path(review), Prefer='outlook.body-content-type="text"')

    assert reply.body["body"]["contentType"] == "text"
    assert reply.body["body"]["content"].startswith("The new landing page: Adele shows three variants")
