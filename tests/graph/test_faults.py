"""A bad day at Graph: calls are throttled, answers are lost, and still every change is made, and made once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

import pytest

from graph import bookings, events, meetings, visits
from graph.client import GraphClient
from graph.errors import GraphError, OutcomeUnknown, Unreachable
from graph.model import (
    AppointmentMove,
    AttendeesChange,
    BookingChange,
    Confirmed,
    EventChange,
    EventMove,
    MeetingMove,
    MeetingRequest,
    VisitChange,
    ZonedTime,
)
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.conftest import ActAs
from tests.graph.looking import NOW, next_appointment, next_event

PEOPLE = ("alexw@contoso.com", "megan@contoso.com", "adele@contoso.com", "lynne@contoso.com")
ROUNDS = 6
LONDON = "Europe/London"


Result = TypeVar("Result")


def hour(number: int) -> Span:
    """An hour of its own for each round."""
    starts_at = NOW + timedelta(days=30, hours=number)
    return Span(starts_at, starts_at + timedelta(hours=1))


async def insist(change: Callable[[], Awaitable[Result]]) -> Result:
    """What a person does who is told that nobody knows: ask again. Reading again has shown that it did not happen."""
    while True:
        with suppress(OutcomeUnknown):
            return await change()


async def a_day_at_work(world: Sandbox, graph: GraphClient, person: str) -> int:
    """Moves and renames an event, makes and moves meetings, checks each answer; says how many changes that were."""
    made = await world.change(person, "POST", "/v1.0/me/events", {"subject": "Mine", **EVENT_TIMES})
    assert isinstance(made.body, dict)
    identity = str(made.body["id"])
    for number in range(ROUNDS):
        move = Confirmed(EventMove(identity, hour(number), LONDON, None))
        moved = await insist(lambda move=move: events.reschedule(graph, move))
        name = Confirmed(EventChange(identity, moved.etag, subject=f"Round {number}"))
        renamed = await insist(lambda name=name: events.update(graph, name))
        request = Confirmed(MeetingRequest(f"FAULT-{number}", f"Round {number}"))
        found = await insist(lambda request=request: meetings.create_or_get(graph, request))
        later = Confirmed(MeetingMove(found.meeting.id, hour(number)))
        postponed = await insist(lambda later=later: meetings.reschedule(graph, later))
        assert (moved.span, renamed.subject) == (hour(number), f"Round {number}")
        assert (found.meeting.subject, postponed.span) == (f"Round {number}", hour(number))
    return ROUNDS * 3


EVENT_TIMES = {
    "start": {"dateTime": "2026-04-01T08:00:00", "timeZone": "UTC"},
    "end": {"dateTime": "2026-04-01T09:00:00", "timeZone": "UTC"},
}


def done(world: Sandbox) -> int:
    """How many changes Graph has made, those whose answer was lost included."""
    answers = [one.answer for one in world.requests if one.method == "PATCH"]
    return sum(1 for answer in answers if not (isinstance(answer, dict) and "error" in answer))


async def test_four_people_lose_nothing_and_double_nothing(world: Sandbox, act_as: ActAs) -> None:
    world.trouble.plan("throttled", every=3, count=None, retry_after_seconds=0)
    world.trouble.plan("dropReply", every=10, count=None)
    before = len(world.organisation.meetings)

    changes = [await a_day_at_work(world, act_as(person), person) for person in PEOPLE]

    assert done(world) == sum(changes)
    assert len(world.organisation.meetings) == before + ROUNDS * len(PEOPLE)
    assert {0, 429} <= {one.status for one in world.requests}


async def test_bookings_and_visits_come_through_as_well(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    visit = (await meetings.create_or_get(alex, Confirmed(MeetingRequest("VISIT-1001")))).meeting
    world.trouble.plan("throttled", every=3, count=None, retry_after_seconds=0)
    world.trouble.plan("dropReply", every=10, count=None)
    world.requests.clear()

    for number in range(ROUNDS):
        move = Confirmed(AppointmentMove(fitting.business_id, fitting.id, hour(number), LONDON, None))
        moved = await insist(lambda move=move: bookings.reschedule(alex, move))
        note = Confirmed(BookingChange(fitting.business_id, fitting.id, moved.updated_at, invoice_id=f"Round {number}"))
        noted = await insist(lambda note=note: bookings.update(alex, note))
        change = Confirmed(VisitChange(visit.id, None, external_id=f"Round {number}"))
        await insist(lambda change=change: visits.update(alex, change))
        assert noted.appointment.span == hour(number)
        assert (await visits.visit(alex, visit.id)).external_id == f"Round {number}"

    assert done(world) == ROUNDS * 3


@pytest.mark.parametrize("trouble", ["unavailable", "slow", "unknownError", "dropRequest"])
async def test_no_trouble_lasts_longer_than_the_deadline(world: Sandbox, alex: GraphClient, trouble: str) -> None:
    review = await next_event(alex, "Design review")
    alex.shared.deadline_seconds = 0.5
    world.trouble.plan(trouble, count=None, **({"seconds": 20.0} if trouble == "slow" else {}))
    start = ZonedTime(review.span.start, LONDON)

    began = asyncio.get_running_loop().time()
    with pytest.raises(GraphError) as caught:
        await events.update(alex, Confirmed(EventChange(review.id, None, start=start)))

    assert isinstance(caught.value, Unreachable | OutcomeUnknown)
    assert asyncio.get_running_loop().time() - began < 3 * 0.5 + 0.5


async def test_attendees_survive_a_bad_day(world: Sandbox, alex: GraphClient) -> None:
    review = await next_event(alex, "Design review")
    world.trouble.plan("throttled", every=2, count=None, retry_after_seconds=0)
    world.trouble.plan("dropReply", every=5, count=None)

    change = Confirmed(AttendeesChange(review.id, remove=("megan@contoso.com",)))
    for _ in range(ROUNDS):
        await insist(lambda: events.change_attendees(alex, change))

    assert [each.address.email for each in (await events.event(alex, review.id)).attendees] == ["adele@contoso.com"]
