"""Events changed and put back: everything that an undo needs is in the answer, and comes back as it was."""

from __future__ import annotations

import copy
from typing import Any

from graph import events
from graph.client import GraphClient
from graph.model import Address, Attendee, AttendeesChange, Body, Confirmed, EventChange, Place
from graph.sandbox import Sandbox
from tests.graph.looking import next_event, sent
from tests.graph.scripted import Says, ScriptedGraph

ALEX = "33333333-3333-4333-8333-333333333330"


def stored(world: Sandbox, event_id: str) -> dict[str, Any]:
    """The event as the sandbox keeps it, but for what every write makes new."""
    event = copy.deepcopy(world.organisation.mailboxes[ALEX].events[event_id])
    return {name: value for name, value in event.items() if name not in ("changeKey", "lastModifiedDateTime")}


async def test_an_edit_answers_with_everything_and_reads_nothing_again(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.requests.clear()

    changed = await events.edit(alex, Confirmed(EventChange(review.id, review.etag, importance="high")))

    assert [method for method, _ in sent(world)] == ["PATCH"]
    assert changed.details == await events.details(alex, review.id)
    assert (changed.details.importance, changed.was_repaired) == ("high", False)


async def test_an_edit_of_attendees_answers_with_everything(alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")

    changed = await events.edit_attendees(
        alex, Confirmed(AttendeesChange(review.id, add=(Attendee(Address("Ken", "ken@contoso.com")),)))
    )

    assert changed.details == await events.details(alex, review.id)
    assert [each.address.name for each in changed.details.event.attendees] == ["Megan Bowen", "Adele Vance", "Ken"]


async def test_a_meeting_that_had_to_be_put_back_is_said(script: ScriptedGraph, graph: GraphClient) -> None:
    def event(join_url: str | None, content: str) -> Says:
        times = {name: {"dateTime": f"2026-03-07T1{hour}:00:00", "timeZone": "UTC"} for name, hour in TIMES}
        online = {"joinUrl": join_url} if join_url else None
        return Says(
            json={"id": "1", **times, "onlineMeeting": online, "body": {"contentType": "html", "content": content}}
        )

    url = "https://teams.example/join"
    lost = event(None, "New")
    script.says(event(url, f"Old {url}"), lost, lost, event(url, f"New {url}"))

    changed = await events.edit(graph, Confirmed(EventChange("1", None, body=Body("New"))))

    assert (changed.was_repaired, changed.details.event.join_url) == (True, url)


TIMES = (("start", 1), ("end", 2))


async def test_a_room_that_was_read_is_written_back_whole(world: Sandbox, alex: GraphClient) -> None:
    check_in = await next_event(alex, "Budget check-in")
    before, seen = stored(world, check_in.id), await events.details(alex, check_in.id)
    await events.edit(alex, Confirmed(EventChange(check_in.id, None, location=Place("Café"))))

    await events.edit(alex, Confirmed(EventChange(check_in.id, None, location=seen.location)))

    assert stored(world, check_in.id) == before
    assert before["location"]["locationType"] == "conferenceRoom"


async def test_an_online_meeting_that_was_added_can_be_taken_away_again(world: Sandbox, alex: GraphClient) -> None:
    """Outlook ignores isOnlineMeeting once it was true; a body without the join block ends the meeting."""
    check_in = await next_event(alex, "Budget check-in")
    before, seen = stored(world, check_in.id), await events.details(alex, check_in.id)
    online = await events.edit(alex, Confirmed(EventChange(check_in.id, None, is_online_meeting=True)))
    assert online.details.event.join_url

    undo = EventChange(check_in.id, online.details.event.etag, body=seen.body, keeps_meeting=False)
    await events.edit(alex, Confirmed(undo))

    assert stored(world, check_in.id) == before
