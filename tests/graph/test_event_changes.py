"""Events changed: exactly what was asked, and the way into the meeting never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from graph import events
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile
from graph.model import (
    Address,
    Attendee,
    AttendeesChange,
    Body,
    CalendarPath,
    CannotChange,
    Confirmed,
    EventChange,
    ExtensionChange,
    Place,
    Recurrence,
    ZonedTime,
)
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.looking import bodies, next_event, sent
from tests.graph.scripted import Says, ScriptedGraph

LONDON = "Europe/London"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


# --- changing ---------------------------------------------------------------------------------------------------------


async def test_a_change_sends_exactly_what_was_asked(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    changed = await events.update(
        alex, Confirmed(EventChange(review.id, review.etag, subject="Design, again", show_as="tentative"))
    )

    assert (changed.subject, changed.show_as) == ("Design, again", "tentative")
    assert bodies(world, "PATCH") == [{"showAs": "tentative", "subject": "Design, again"}]


async def test_clearing_sends_null_under_graphs_own_name(world: Sandbox, alex: GraphClient) -> None:
    check_in = await next_event(alex, "Budget check-in")

    changed = await events.update(
        alex,
        Confirmed(EventChange(check_in.id, check_in.etag, location=None, reminder_minutes_before_start=None)),
    )

    assert changed.place == ""
    assert bodies(world, "PATCH") == [{"reminderMinutesBeforeStart": None, "location": None}]


async def test_a_change_of_nothing_sends_nothing(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    await events.update(alex, Confirmed(EventChange(review.id, review.etag)))

    assert sent(world, "PATCH") == []


async def test_a_new_place_is_the_only_place(alex: GraphClient) -> None:
    check_in = await next_event(alex, "Budget check-in")
    both = (Place("Room Thames", email="thames@contoso.com"), Place("Room Severn"))
    await events.update(alex, Confirmed(EventChange(check_in.id, None, locations=both)))

    await events.update(alex, Confirmed(EventChange(check_in.id, None, location=Place("Café"))))

    assert (await events.details(alex, check_in.id)).locations == (Place("Café"),)


async def test_a_series_that_stops_repeating_is_a_single_event(alex: GraphClient) -> None:
    standup = await next_event(alex, "Daily standup")

    changed = await events.update(alex, Confirmed(EventChange(standup.series_id or "", None, recurrence=None)))

    assert changed.kind == "singleInstance"


async def test_a_single_event_can_begin_to_repeat(alex: GraphClient) -> None:
    check_in = await next_event(alex, "Budget check-in")
    weekly = Recurrence("weekly", date(2026, 3, 7), days=("saturday",), until=date(2026, 4, 30))

    await events.update(alex, Confirmed(EventChange(check_in.id, check_in.etag, recurrence=weekly)))

    assert (await events.details(alex, check_in.id)).recurrence == Recurrence(
        "weekly", date(2026, 3, 7), days=("saturday",), until=date(2026, 4, 30), zone=LONDON
    )


async def test_a_whole_day_is_written_from_midnight_to_midnight(world: Sandbox, alex: GraphClient) -> None:
    check_in = await next_event(alex, "Budget check-in")
    start, end = ZonedTime(at(9, 0), LONDON), ZonedTime(at(10, 0), LONDON)

    changed = await events.update(
        alex, Confirmed(EventChange(check_in.id, None, start=start, end=end, is_all_day=True))
    )

    assert (changed.all_day, changed.span) == (True, Span(at(9, 0), at(10, 0)))
    assert bodies(world, "PATCH")[0]["start"] == {"dateTime": "2026-03-09T00:00:00", "timeZone": "GMT Standard Time"}


async def test_a_conflict_elsewhere_in_the_event_is_no_obstacle(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    seen = await events.details(alex, review.id)
    await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{review.id}", {"categories": ["Red"]})

    changed = await events.update(
        alex, Confirmed(EventChange(review.id, seen.event.etag, subject="Design, again", seen=seen))
    )

    assert changed.subject == "Design, again"


async def test_a_conflict_in_what_we_change_is_for_the_person_to_settle(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    seen = await events.details(alex, review.id)
    await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{review.id}", {"subject": "Theirs"})

    with pytest.raises(ChangedMeanwhile):
        await events.update(alex, Confirmed(EventChange(review.id, seen.event.etag, subject="Ours", seen=seen)))

    assert (await events.event(alex, review.id)).subject == "Theirs"


async def test_a_change_whose_answer_is_lost_is_read_again(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.trouble.plan("dropReply", method="PATCH")

    changed = await events.update(alex, Confirmed(EventChange(review.id, review.etag, subject="Design, again")))

    assert changed.subject == "Design, again"
    assert len(sent(world, "PATCH")) == 1


@pytest.mark.parametrize(
    ("values", "property_name"),
    [
        ({"location": Place("A"), "locations": (Place("B"),)}, "locations"),
        ({"start": ZonedTime(at(7, 15), LONDON), "end": ZonedTime(at(7, 14), LONDON)}, "end"),
        ({"is_all_day": True, "start": ZonedTime(at(7, 1), LONDON), "end": ZonedTime(at(8, 1), LONDON)}, "start"),
        ({"is_all_day": True, "start": ZonedTime(at(7, 0), LONDON), "end": ZonedTime(at(8, 0), "Asia/Tokyo")}, "end"),
        ({"start": ZonedTime(at(7, 9), LONDON), "recurrence": Recurrence("daily", date(2026, 3, 8))}, "recurrence"),
    ],
)
def test_a_change_that_contradicts_itself_cannot_be_made(values: dict[str, object], property_name: str) -> None:
    with pytest.raises(CannotChange) as caught:
        EventChange("1", None, **values)  # type: ignore[arg-type]

    assert caught.value.property_name == property_name


# --- the body ---------------------------------------------------------------------------------------------------------


async def test_a_new_body_keeps_the_way_into_the_meeting(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    changed = await events.update(alex, Confirmed(EventChange(review.id, review.etag, body=Body("Bring sketches"))))

    there = await events.details(alex, review.id)
    assert changed.join_url == there.event.join_url == review.join_url
    assert "Bring sketches" in there.body.content
    assert "three variants" not in there.body.content


async def test_a_body_is_read_before_it_is_written_and_only_over_what_was_read(
    world: Sandbox, alex: GraphClient
) -> None:
    review = await next_event(alex, "Design review")
    world.requests.clear()

    await events.update(alex, Confirmed(EventChange(review.id, None, body=Body("Bring sketches"))))

    assert [method for method, _ in sent(world)] == ["GET", "PATCH", "GET"]
    assert [one.headers.get("if-match") for one in world.requests if one.method == "PATCH"] == [review.etag]


async def test_an_emptied_body_keeps_the_way_into_the_meeting(alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    await events.update(alex, Confirmed(EventChange(review.id, review.etag, body=None)))

    there = await events.details(alex, review.id)
    assert there.event.join_url == review.join_url
    assert "three variants" not in there.body.content


async def test_a_meeting_that_went_away_all_the_same_is_put_back(script: ScriptedGraph, graph: GraphClient) -> None:
    def event(join_url: str | None, content: str) -> Says:
        times = {name: {"dateTime": f"2026-03-07T1{hour}:00:00", "timeZone": "UTC"} for name, hour in TIMES}
        online = {"joinUrl": join_url} if join_url else None
        return Says(
            json={"id": "1", **times, "onlineMeeting": online, "body": {"contentType": "html", "content": content}}
        )

    url = "https://teams.example/join"
    lost, kept = event(None, "New"), event(url, f"New {url}")
    script.says(event(url, f"Old {url}"), lost, lost, kept)

    repaired = await events.update(graph, Confirmed(EventChange("1", None, body=Body("New"))))

    assert repaired.join_url == url
    assert [seen.method for seen in script.seen] == ["GET", "PATCH", "GET", "PATCH"]
    assert script.seen[3].body["isOnlineMeeting"] is True
    assert url in script.seen[3].body["body"]["content"]


TIMES = (("start", 1), ("end", 2))


# --- attendees --------------------------------------------------------------------------------------------------------


async def test_one_more_attendee_means_the_full_list_and_nothing_else(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.organisation.mails.clear()

    changed = await events.change_attendees(
        alex, Confirmed(AttendeesChange(review.id, add=(Attendee(Address("Ken", "ken@contoso.com"), "optional"),)))
    )

    (body,) = bodies(world, "PATCH")
    assert body.keys() == {"attendees"}
    assert [each.address.email for each in changed.attendees] == [
        "megan@contoso.com",
        "adele@contoso.com",
        "ken@contoso.com",
    ]
    assert [mail.to for mail in world.organisation.mails] == [("ken@contoso.com",)]


async def test_the_answers_of_the_others_stay(alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    changed = await events.change_attendees(alex, Confirmed(AttendeesChange(review.id, remove=("MEGAN@contoso.com",))))

    assert [(each.address.email, each.answer) for each in changed.attendees] == [("adele@contoso.com", "accepted")]


async def test_who_is_invited_already_is_not_invited_again(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    await events.change_attendees(
        alex, Confirmed(AttendeesChange(review.id, add=(Attendee(Address("", "Adele@contoso.com")),)))
    )

    assert sent(world, "PATCH") == []


async def test_attendees_are_worked_out_anew_when_the_list_changed_meanwhile(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.trouble.plan("changed", method="PATCH")

    changed = await events.change_attendees(alex, Confirmed(AttendeesChange(review.id, remove=("megan@contoso.com",))))

    assert [each.address.email for each in changed.attendees] == ["adele@contoso.com"]


# --- where events are -------------------------------------------------------------------------------------------------


async def test_an_event_is_changed_through_each_of_the_ten_paths(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    person = world.organisation.person("alexw@contoso.com")
    box = world.organisation.mailboxes[person.id]
    (group,) = world.organisation.groups
    made = await world.change(
        "alexw@contoso.com", "POST", f"/v1.0/groups/{group}/events", {"subject": "x", **GROUP_TIMES}
    )
    assert isinstance(made.body, dict)
    own = [
        (CalendarPath(user=user, calendar=calendar, calendar_group=calendar_group), review.id)
        for user in ("", person.id)
        for calendar, calendar_group in (
            ("", ""),
            ("default", ""),
            (box.calendar_id, ""),
            (box.calendar_id, box.calendar_group_id),
        )
    ]
    of_the_group = [(CalendarPath(group=group, calendar=calendar), made.body["id"]) for calendar in ("", "default")]

    for number, (path, event_id) in enumerate(own + of_the_group):
        changed = await events.update(alex, Confirmed(EventChange(event_id, None, path, subject=f"Way {number}")))
        assert changed.subject == f"Way {number}"

    assert len({path for _, path in sent(world, "PATCH")}) == 10


GROUP_TIMES = {
    "start": {"dateTime": "2026-03-09T08:00:00", "timeZone": "UTC"},
    "end": {"dateTime": "2026-03-09T09:00:00", "timeZone": "UTC"},
}


@pytest.mark.parametrize(
    "path",
    [
        {"user": "a", "group": "b"},
        {"group": "b", "calendar": "c"},
        {"calendar_group": "g"},
        {"calendar_group": "g", "calendar": "default"},
    ],
)
def test_a_path_that_graph_does_not_have_cannot_be_made(path: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="calendar"):
        CalendarPath(**path)


async def test_an_apps_own_data_on_an_event_is_written_beside_it(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(json={"id": "com.contoso.trip"}))

    await events.write_extension(graph, Confirmed(ExtensionChange("1", "com.contoso.trip", (("hotel", "Ritz"),))))

    (seen,) = script.seen
    assert (seen.method, seen.path) == ("PATCH", "/v1.0/me/events/1/extensions/com.contoso.trip")
    assert seen.body == {
        "@odata.type": "#microsoft.graph.openTypeExtension",
        "extensionName": "com.contoso.trip",
        "hotel": "Ritz",
    }


async def test_an_app_without_a_person_changes_events_by_the_persons_id(world: Sandbox, app: GraphClient) -> None:
    review = await next_event(app, "Design review")

    changed = await events.update(app, Confirmed(EventChange(review.id, review.etag, subject="By the app")))

    assert changed.subject == "By the app"
    assert all("/v1.0/users/33333333-3333-4333-8333-333333333330/" in path for _, path in sent(world, "PATCH"))
