"""Online meetings: made once, found again, moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from graph import meetings
from graph.client import GraphClient
from graph.errors import NotAllowed, NotFound, OutcomeUnknown, Refused
from graph.model import ChatThread, Confirmed, MeetingAttendee, MeetingMove, MeetingRequest
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.conftest import ActAs
from tests.graph.looking import bodies, sent
from tests.graph.scripted import ScriptedGraph

THREE_PM = datetime(2026, 3, 7, 15, tzinfo=ZoneInfo("America/St_Johns"))
REQUEST = MeetingRequest("ACME-1234", "Acme", THREE_PM, THREE_PM + timedelta(minutes=45))


async def test_a_new_meeting_is_said_to_be_made(alex: GraphClient) -> None:
    answer = await meetings.create_or_get(alex, Confirmed(REQUEST))

    assert answer.created
    assert (answer.meeting.external_id, answer.meeting.subject) == ("ACME-1234", "Acme")
    assert answer.meeting.join_url.startswith("https://")


async def test_a_meeting_that_exists_is_said_to_exist_and_keeps_what_it_has(alex: GraphClient) -> None:
    first = await meetings.create_or_get(alex, Confirmed(REQUEST))

    second = await meetings.create_or_get(alex, Confirmed(MeetingRequest("ACME-1234", "Other", THREE_PM)))

    assert not second.created
    assert second.meeting == first.meeting


async def test_another_persons_key_is_another_meeting(act_as: ActAs) -> None:
    mine = await meetings.create_or_get(act_as("alexw@contoso.com"), Confirmed(REQUEST))

    theirs = await meetings.create_or_get(act_as("megan@contoso.com"), Confirmed(REQUEST))

    assert theirs.created
    assert theirs.meeting.id != mine.meeting.id


async def test_a_local_time_is_sent_in_utc(world: Sandbox, alex: GraphClient) -> None:
    await meetings.create_or_get(alex, Confirmed(REQUEST))

    (body,) = bodies(world, "POST")
    assert (body["startDateTime"], body["endDateTime"]) == ("2026-03-07T18:30:00Z", "2026-03-07T19:15:00Z")


async def test_without_times_none_are_sent_and_graph_says_now(world: Sandbox, alex: GraphClient) -> None:
    answer = await meetings.create_or_get(alex, Confirmed(MeetingRequest("NOW-1")))

    assert bodies(world, "POST") == [{"externalId": "NOW-1"}]
    assert answer.meeting.span == Span(
        datetime(2026, 3, 6, 12, 30, tzinfo=UTC), datetime(2026, 3, 6, 13, 30, tzinfo=UTC)
    )


async def test_attendees_come_with_their_roles(world: Sandbox, alex: GraphClient) -> None:
    who = (
        MeetingAttendee("megan@contoso.com", "33333333-3333-4333-8333-333333333331", "presenter"),
        MeetingAttendee("nina@example.com"),
    )

    await meetings.create_or_get(alex, Confirmed(MeetingRequest("WITH-1", attendees=who)))

    (body,) = bodies(world, "POST")
    assert body["participants"]["attendees"] == [
        {
            "upn": "megan@contoso.com",
            "role": "presenter",
            "identity": {"user": {"id": "33333333-3333-4333-8333-333333333331"}},
        },
        {"upn": "nina@example.com", "role": "attendee"},
    ]


async def test_a_meeting_of_a_chat_goes_to_beta_and_keeps_its_chat(world: Sandbox, alex: GraphClient) -> None:
    chat = ChatThread("19:thread@thread.v2", "1690000000000", "1690000000001")

    answer = await meetings.create_or_get(alex, Confirmed(MeetingRequest("CHAT-1", chat=chat)))

    assert sent(world, "POST") == [("POST", "/beta/me/onlineMeetings/createOrGet")]
    assert answer.meeting.chat == chat


async def test_a_lost_answer_is_asked_for_again_and_makes_no_second_meeting(world: Sandbox, alex: GraphClient) -> None:
    world.trouble.plan("dropReply", method="POST")
    before = len(world.organisation.meetings)

    answer = await meetings.create_or_get(alex, Confirmed(REQUEST))

    assert answer.meeting.external_id == "ACME-1234"
    assert len(world.organisation.meetings) == before + 1


async def test_where_every_answer_is_lost_the_outcome_is_unknown(world: Sandbox, alex: GraphClient) -> None:
    world.trouble.plan("dropReply", method="POST", count=None)

    with pytest.raises(OutcomeUnknown):
        await meetings.create_or_get(alex, Confirmed(REQUEST))


@pytest.mark.parametrize(
    "wrong",
    [
        {"external_id": ""},
        {"external_id": "  "},
        {"external_id": "A", "end": THREE_PM},
        {"external_id": "A", "start": THREE_PM, "end": THREE_PM - timedelta(hours=1)},
        {"external_id": "A", "start": THREE_PM, "end": THREE_PM},
        {"external_id": "A", "start": datetime.fromisoformat("2026-03-07T15:00")},
    ],
)
def test_a_request_that_graph_would_refuse_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="meeting"):
        MeetingRequest(**wrong)  # type: ignore[arg-type]


async def test_a_meeting_is_found_by_its_link(alex: GraphClient) -> None:
    made = (await meetings.create_or_get(alex, Confirmed(REQUEST))).meeting

    found = await meetings.find_by_join_url(alex, made.join_url)

    assert found is not None
    assert found.id == made.id
    assert await meetings.find_by_join_url(alex, "https://teams.example/l/o'hara") is None


async def test_a_quote_in_a_link_stays_inside_the_filter(script: ScriptedGraph, graph: GraphClient) -> None:
    await meetings.find_by_join_url(graph, "https://x/' or 1 eq 1")

    assert "JoinWebUrl%20eq%20%27https%3A%2F%2Fx%2F%27%27%20or%201%20eq%201%27" in script.seen[0].path


async def test_moving_a_meeting_sends_both_ends_and_keeps_the_link(world: Sandbox, alex: GraphClient) -> None:
    made = (await meetings.create_or_get(alex, Confirmed(REQUEST))).meeting
    later = made.span.moved_to(made.span.start + timedelta(hours=1))

    moved = await meetings.reschedule(alex, Confirmed(MeetingMove(made.id, later)))

    assert (moved.span, moved.join_url) == (later, made.join_url)
    assert bodies(world, "PATCH") == [{"startDateTime": "2026-03-07T19:30:00Z", "endDateTime": "2026-03-07T20:15:00Z"}]


async def test_a_move_of_a_meeting_whose_answer_is_lost_is_read_again(world: Sandbox, alex: GraphClient) -> None:
    made = (await meetings.create_or_get(alex, Confirmed(REQUEST))).meeting
    later = made.span.moved_to(made.span.start + timedelta(hours=1))
    world.trouble.plan("dropReply", method="PATCH")

    moved = await meetings.reschedule(alex, Confirmed(MeetingMove(made.id, later)))

    assert moved.span == later
    assert len(sent(world, "PATCH")) == 1


async def test_a_meeting_that_is_gone_is_not_found(alex: GraphClient) -> None:
    with pytest.raises((NotFound, Refused)):
        await meetings.meeting(alex, "gone")


async def test_an_app_makes_a_meeting_for_a_person_whose_policy_allows_it(world: Sandbox, app: GraphClient) -> None:
    answer = await meetings.create_or_get(app, Confirmed(REQUEST))

    assert answer.created
    assert sent(world, "POST") == [
        ("POST", "/v1.0/users/33333333-3333-4333-8333-333333333330/onlineMeetings/createOrGet")
    ]


async def test_an_app_without_a_policy_is_told_that_it_may_not(world: Sandbox, app: GraphClient) -> None:
    world.organisation.meeting_policies.clear()

    with pytest.raises(NotAllowed):
        await meetings.create_or_get(app, Confirmed(REQUEST))
