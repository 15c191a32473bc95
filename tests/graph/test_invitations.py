"""Events made, answered, cancelled and taken out, and nothing done to what was not seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graph import bookings, events, invitations
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, NotFound, OutcomeUnknown, Refused, Unreachable
from graph.model import (
    AppointmentCancellation,
    Body,
    Confirmed,
    Decision,
    Event,
    EventAnswer,
    EventCancellation,
    EventChange,
    EventDetails,
    EventRemoval,
    NewEvent,
    ZonedTime,
)
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.conftest import ActAs
from tests.graph.looking import next_appointment, next_event, sent

LONDON = "Europe/London"
SPAN = Span(datetime(2026, 3, 20, 10, tzinfo=UTC), datetime(2026, 3, 20, 11, tzinfo=UTC))


def reply(event: Event, decision: Decision, **more: object) -> Confirmed[EventAnswer]:
    return Confirmed(EventAnswer(event.id, decision, event.span, event.answer, **more))  # type: ignore[arg-type]


def new_event(subject: str = "Planning", transaction_id: str = "t1") -> Confirmed[NewEvent]:
    times = {"start": ZonedTime(SPAN.start, LONDON), "end": ZonedTime(SPAN.end, LONDON)}
    return Confirmed(NewEvent(transaction_id, EventChange("", None, subject=subject, body=Body("Hello"), **times)))


async def details_of(graph: GraphClient, subject: str) -> EventDetails:
    return await events.details(graph, (await next_event(graph, subject)).id)


# --- answering --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["accepted", "tentativelyAccepted"])
async def test_an_answer_can_be_read_back(decision: Decision, alex: GraphClient) -> None:
    demo = await next_event(alex, "Vendor demo")

    await invitations.answer(alex, reply(demo, decision, comment="See you"))

    assert (await events.event(alex, demo.id)).answer == decision


async def test_a_declined_event_is_gone(alex: GraphClient) -> None:
    demo = await next_event(alex, "Vendor demo")

    await invitations.answer(alex, reply(demo, "declined"))

    with pytest.raises(NotFound):
        await events.event(alex, demo.id)


async def test_an_answer_that_is_not_sent_carries_no_comment(world: Sandbox, alex: GraphClient) -> None:
    demo = await next_event(alex, "Vendor demo")

    await invitations.answer(alex, reply(demo, "accepted", comment="unheard", is_sent=False))

    assert world.requests[-1].body == {"sendResponse": False}


async def test_another_time_is_proposed_in_the_zone_of_the_event(world: Sandbox, alex: GraphClient) -> None:
    demo = await next_event(alex, "Vendor demo")

    await invitations.answer(alex, reply(demo, "tentativelyAccepted", proposed=SPAN))

    proposed = world.requests[-1].body["proposedNewTime"]
    assert proposed["start"] == {"dateTime": "2026-03-20T03:00:00", "timeZone": "Pacific Standard Time"}


@pytest.mark.parametrize(("decision", "is_sent"), [("accepted", True), ("declined", False)])
def test_a_proposal_that_graph_would_refuse_cannot_be_built(decision: Decision, is_sent: bool) -> None:
    with pytest.raises(ValueError, match=r"propos"):
        EventAnswer("1", decision, SPAN, "none", is_sent=is_sent, proposed=SPAN)


async def test_an_event_that_was_moved_is_not_answered(act_as: ActAs, world: Sandbox, alex: GraphClient) -> None:
    demo = await next_event(alex, "Vendor demo")
    patti = act_as("patti@contoso.com")
    hers = await next_event(patti, "Vendor demo")
    later = {"start": ZonedTime(SPAN.start, LONDON), "end": ZonedTime(SPAN.end, LONDON)}
    await events.update(patti, Confirmed(EventChange(hers.id, None, **later)))

    with pytest.raises(ChangedMeanwhile):
        await invitations.answer(alex, reply(demo, "accepted"))

    assert not any(path.endswith("/accept") for _, path in sent(world, "POST"))


async def test_ones_own_meeting_is_not_answered(alex: GraphClient) -> None:
    with pytest.raises(Refused):
        await invitations.answer(alex, reply(await next_event(alex, "Design review"), "accepted"))


@pytest.mark.parametrize("decision", ["accepted", "declined"])
async def test_a_lost_answer_to_an_answer_is_settled_by_looking(
    decision: Decision, world: Sandbox, alex: GraphClient
) -> None:
    demo = await next_event(alex, "Vendor demo")
    world.trouble.plan("dropReply", method="POST")

    await invitations.answer(alex, reply(demo, decision))

    assert len(sent(world, "POST")) == 1


async def test_an_answer_that_graph_failed_to_keep_changed_nothing(world: Sandbox, alex: GraphClient) -> None:
    demo = await next_event(alex, "Vendor demo")
    world.trouble.plan("unknownError", method="POST")

    with pytest.raises(Unreachable):
        await invitations.answer(alex, reply(demo, "accepted"))


# --- cancelling and taking out ----------------------------------------------------------------------------------------


async def test_a_cancelled_meeting_is_gone_and_the_note_goes_out(world: Sandbox, alex: GraphClient) -> None:
    seen = await details_of(alex, "Design review")

    await invitations.cancel(alex, Confirmed(EventCancellation(seen.event.id, seen, "Sorry")))

    assert world.requests[-1].body == {"comment": "Sorry"}
    with pytest.raises(NotFound):
        await events.event(alex, seen.event.id)


async def test_one_occurrence_is_cancelled_and_its_neighbours_stay(alex: GraphClient) -> None:
    first = await details_of(alex, "Daily standup")

    await invitations.cancel(alex, Confirmed(EventCancellation(first.event.id, first)))

    left = await next_event(alex, "Daily standup")
    assert left.series_id == first.event.series_id
    assert left.span > first.event.span


async def test_a_whole_series_is_cancelled_by_its_master(alex: GraphClient) -> None:
    series_id = (await next_event(alex, "Daily standup")).series_id or ""
    seen = await events.details(alex, series_id)

    await invitations.cancel(alex, Confirmed(EventCancellation(series_id, seen)))

    ahead = await events.between(alex, Span(SPAN.start - timedelta(days=14), SPAN.end))
    assert "Daily standup" not in [event.subject for event in ahead]


async def test_a_meeting_that_somebody_changed_is_not_cancelled(alex: GraphClient) -> None:
    seen = await details_of(alex, "Design review")
    await events.update(alex, Confirmed(EventChange(seen.event.id, None, importance="high")))

    with pytest.raises(ChangedMeanwhile):
        await invitations.cancel(alex, Confirmed(EventCancellation(seen.event.id, seen)))

    assert (await events.event(alex, seen.event.id)).subject == "Design review"


async def test_an_event_that_changed_is_not_taken_out(alex: GraphClient) -> None:
    seen = await details_of(alex, "Dentist")
    await events.update(alex, Confirmed(EventChange(seen.event.id, None, importance="high")))

    with pytest.raises(ChangedMeanwhile):
        await invitations.remove(alex, Confirmed(EventRemoval(seen.event.id, seen)))

    assert (await events.event(alex, seen.event.id)).subject == "Dentist"


async def test_an_answer_of_an_attendee_is_no_obstacle(act_as: ActAs, alex: GraphClient) -> None:
    seen = await details_of(alex, "Design review")
    megan = act_as("megan@contoso.com")
    await invitations.answer(megan, reply(await next_event(megan, "Design review"), "tentativelyAccepted"))

    await invitations.cancel(alex, Confirmed(EventCancellation(seen.event.id, seen)))

    with pytest.raises(NotFound):
        await events.event(alex, seen.event.id)


async def test_an_event_of_ones_own_is_taken_out_of_the_version_that_was_read(
    world: Sandbox, alex: GraphClient
) -> None:
    seen = await details_of(alex, "Dentist")

    await invitations.remove(alex, Confirmed(EventRemoval(seen.event.id, seen)))

    assert world.requests[-1].headers["if-match"] == seen.event.etag
    with pytest.raises(NotFound):
        await events.event(alex, seen.event.id)


@pytest.mark.parametrize(("trouble", "error"), [("dropReply", None), ("dropRequest", OutcomeUnknown)])
async def test_a_lost_answer_to_a_removal_is_settled_by_looking(
    trouble: str, error: type[Exception] | None, world: Sandbox, alex: GraphClient
) -> None:
    seen = await details_of(alex, "Dentist")
    world.trouble.plan(trouble, method="DELETE")
    removal = Confirmed(EventRemoval(seen.event.id, seen))

    if error is None:
        await invitations.remove(alex, removal)
    else:
        with pytest.raises(error):
            await invitations.remove(alex, removal)

    assert len(sent(world, "DELETE")) == 1


# --- making -----------------------------------------------------------------------------------------------------------


async def test_a_new_event_comes_back_with_all_that_was_asked(alex: GraphClient) -> None:
    made = await invitations.create(alex, new_event())

    assert (made.event.subject, made.event.span, made.event.zone) == ("Planning", SPAN, LONDON)
    assert (await events.details(alex, made.event.id)).event.subject == "Planning"


async def test_a_lost_answer_makes_no_second_event(world: Sandbox, alex: GraphClient) -> None:
    world.trouble.plan("dropReply", method="POST")

    made = await invitations.create(alex, new_event())

    there = await events.between(alex, SPAN)
    assert [event.id for event in there if event.subject == "Planning"] == [made.event.id]


# --- bookings ---------------------------------------------------------------------------------------------------------


async def test_a_cancelled_appointment_is_gone_and_the_message_goes_out(world: Sandbox, alex: GraphClient) -> None:
    grady = await next_appointment(alex, "Grady Archie")

    await bookings.cancel(
        alex, Confirmed(AppointmentCancellation(grady.business_id, grady.id, grady.updated_at, "We are closed"))
    )

    assert world.requests[-1].body == {"cancellationMessage": "We are closed"}
    with pytest.raises(NotFound):
        await bookings.appointment(alex, grady.business_id, grady.id)


async def test_an_appointment_that_changed_is_not_cancelled(alex: GraphClient) -> None:
    grady = await next_appointment(alex, "Grady Archie")
    long_ago = grady.updated_at - timedelta(days=1)

    with pytest.raises(ChangedMeanwhile):
        await bookings.cancel(alex, Confirmed(AppointmentCancellation(grady.business_id, grady.id, long_ago)))

    assert (await bookings.appointment(alex, grady.business_id, grady.id)).id == grady.id


async def test_a_lost_answer_to_a_cancelled_appointment_is_settled_by_looking(
    world: Sandbox, alex: GraphClient
) -> None:
    grady = await next_appointment(alex, "Grady Archie")
    world.requests.clear()
    world.trouble.plan("dropReply", method="POST")

    await bookings.cancel(alex, Confirmed(AppointmentCancellation(grady.business_id, grady.id, grady.updated_at)))

    assert len(sent(world, "POST")) == 1
