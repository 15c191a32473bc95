"""Virtual appointments: changed carefully while they are there, and told apart from those that are not."""

from __future__ import annotations

import pytest

from graph import meetings, visits
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, NotAllowed, NotFound, OutcomeUnknown, Refused, Retired
from graph.model import UNCHANGED, Confirmed, MeetingRequest, Visit, VisitChange, VisitClient, VisitDifference
from graph.sandbox import Sandbox
from tests.graph.looking import bodies, sent
from tests.graph.scripted import Says, ScriptedGraph


@pytest.fixture
async def there(alex: GraphClient) -> Visit:
    """The virtual appointment of the meeting VISIT-1001."""
    found = await meetings.create_or_get(alex, Confirmed(MeetingRequest("VISIT-1001")))
    return await visits.visit(alex, found.meeting.id)


async def test_a_visit_is_read_with_its_version(there: Visit) -> None:
    assert there.external_id == "VISIT-1001"
    assert there.clients[0] == VisitClient("Henrietta Mueller", "henrietta.mueller@example.com", "+447700900123")
    assert there.browser_join
    assert there.etag.startswith("W/")


async def test_only_what_changes_is_sent_and_only_over_what_was_seen(
    world: Sandbox, alex: GraphClient, there: Visit
) -> None:
    await visits.update(alex, Confirmed(VisitChange(there.meeting_id, there.etag, browser_join=False)))

    (request,) = [one for one in world.requests if one.method == "PATCH"]
    assert request.body == {"settings": {"allowClientToJoinUsingBrowser": False}}
    assert request.headers["if-match"] == there.etag
    assert not (await visits.visit(alex, there.meeting_id)).browser_join


async def test_all_five_properties_can_change(alex: GraphClient, there: Visit) -> None:
    client = VisitClient("Lee Gu", "lee.gu@example.com", "+447700900102")
    change = VisitChange(
        there.meeting_id, there.etag, (client,), "https://x.example/join", "X-1", "https://x.example/1", False
    )

    await visits.update(alex, Confirmed(change))

    now = await visits.visit(alex, there.meeting_id)
    assert now == Visit(
        there.meeting_id, now.etag, (client,), "https://x.example/join", "X-1", "https://x.example/1", False
    )


async def test_empty_clears_and_unchanged_leaves(world: Sandbox, alex: GraphClient, there: Visit) -> None:
    await visits.update(alex, Confirmed(VisitChange(there.meeting_id, there.etag, clients=(), external_url="")))

    now = await visits.visit(alex, there.meeting_id)
    assert bodies(world, "PATCH") == [{"appointmentClients": [], "externalAppointmentUrl": None}]
    assert (now.clients, now.external_url, now.external_id) == ((), "", "VISIT-1001")


async def test_a_change_of_nothing_sends_nothing(world: Sandbox, alex: GraphClient, there: Visit) -> None:
    await visits.update(alex, Confirmed(VisitChange(there.meeting_id, there.etag)))

    assert sent(world, "PATCH") == []


async def test_graphs_own_texts_are_asked_for_in_the_persons_language(
    world: Sandbox, alex: GraphClient, there: Visit
) -> None:
    await visits.update(alex, Confirmed(VisitChange(there.meeting_id, None, external_id="X")), "ja-JP")

    assert [one.headers["accept-language"] for one in world.requests if one.method == "PATCH"] == ["ja-JP"]


async def test_what_somebody_else_changed_is_shown_beside_what_was_and_what_is_wanted(
    alex: GraphClient, there: Visit
) -> None:
    await visits.update(alex, Confirmed(VisitChange(there.meeting_id, None, external_id="THEIRS", external_url="")))
    ours = VisitChange(there.meeting_id, there.etag, external_id="OURS", browser_join=False)

    with pytest.raises(ChangedMeanwhile):
        await visits.update(alex, Confirmed(ours))

    differences = visits.compare(there, await visits.visit(alex, there.meeting_id), ours)
    assert differences == (
        VisitDifference("external_id", "VISIT-1001", "THEIRS", "OURS"),
        VisitDifference("external_url", "https://visits.example.com/appointments/1001", "", UNCHANGED),
        VisitDifference("browser_join", True, True, False),
    )
    assert [one.name for one in differences if one.collides] == ["external_id"]


async def test_a_change_whose_answer_is_lost_is_read_again(world: Sandbox, alex: GraphClient, there: Visit) -> None:
    world.trouble.plan("dropReply", method="PATCH")

    await visits.update(alex, Confirmed(VisitChange(there.meeting_id, there.etag, external_id="X")))

    assert len(sent(world, "PATCH")) == 1


async def test_a_change_that_never_arrived_is_not_claimed(world: Sandbox, alex: GraphClient, there: Visit) -> None:
    world.trouble.plan("dropRequest", method="PATCH")

    with pytest.raises(OutcomeUnknown):
        await visits.update(alex, Confirmed(VisitChange(there.meeting_id, there.etag, external_id="X")))


@pytest.mark.parametrize("status", [400, 404, 410])
async def test_where_microsoft_has_switched_it_off_the_link_is_still_to_be_had(
    world: Sandbox, alex: GraphClient, there: Visit, status: int
) -> None:
    world.trouble.plan("retired", path="/virtualAppointment", count=None, status=status)

    with pytest.raises(Retired):
        await visits.visit(alex, there.meeting_id)
    with pytest.raises(Retired):
        await visits.update(alex, Confirmed(VisitChange(there.meeting_id, there.etag, external_id="X")))

    assert (await visits.join_url(alex, there.meeting_id)).startswith("https://visit.teams.microsoft.com/")


async def test_a_meeting_without_one_is_not_taken_for_switched_off(alex: GraphClient) -> None:
    made = await meetings.create_or_get(alex, Confirmed(MeetingRequest("PLAIN-1")))

    with pytest.raises(NotFound):
        await visits.visit(alex, made.meeting.id)


@pytest.mark.parametrize("status", [400, 404])
async def test_a_meeting_that_is_gone_is_not_taken_for_switched_off(
    script: ScriptedGraph, graph: GraphClient, status: int
) -> None:
    script.says(Says(status=status, json={"error": {"code": "BadRequest", "message": ""}}))

    with pytest.raises(NotFound):
        await visits.visit(graph, "gone")


async def test_where_even_the_link_is_gone_a_path_that_graph_no_longer_knows_is_switched_off(
    world: Sandbox, alex: GraphClient, there: Visit
) -> None:
    world.trouble.plan("retired", path="virtualAppointment", count=None, status=400)

    with pytest.raises(Retired):
        await visits.visit(alex, there.meeting_id)


async def test_a_wrong_value_is_not_taken_for_switched_off(world: Sandbox, alex: GraphClient, there: Visit) -> None:
    change = VisitChange(there.meeting_id, there.etag, external_id=7)  # type: ignore[arg-type]

    with pytest.raises(Refused) as caught:
        await visits.update(alex, Confirmed(change))

    assert type(caught.value) is Refused


async def test_an_app_without_a_person_is_refused_before_the_wire(world: Sandbox, app: GraphClient) -> None:
    with pytest.raises(NotAllowed):
        await visits.visit(app, "any")

    assert sent(world) == []
