"""Bookings: the right version of Graph, the full list of customers, and nothing believed before it is read again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph import bookings
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, OutcomeUnknown, Unreachable
from graph.model import (
    AppointmentMove,
    BookingChange,
    BookingReminder,
    CannotChange,
    Confirmed,
    Customer,
    CustomersChange,
    Place,
    ZonedTime,
)
from graph.sandbox import Sandbox
from graph.span import Span
from tests.graph.conftest import ActAs
from tests.graph.looking import bodies, next_appointment, sent

LONDON = "Europe/London"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_the_availability_of_staff_is_never_asked_for_with_a_persons_token() -> None:
    """Graph does not answer it: https://learn.microsoft.com/graph/api/bookingbusiness-getstaffavailability"""
    code = [file.read_text("utf-8") for file in (Path(__file__).parents[2] / "graph").glob("*.py")]

    assert not any("get_staff_availability" in text for text in code)


# --- moving -----------------------------------------------------------------------------------------------------------


async def test_moving_sends_both_ends_on_v1_and_reads_the_appointment_again(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    there = fitting.span.moved_to(at(10, 10))
    world.requests.clear()

    moved = await bookings.reschedule(
        alex, Confirmed(AppointmentMove(fitting.business_id, fitting.id, there, LONDON, fitting.updated_at))
    )

    assert (moved.span, moved.zone, moved.customers) == (there, LONDON, fitting.customers)
    assert [method for method, _ in sent(world)] == ["GET", "PATCH", "GET"]
    assert sent(world, "PATCH")[0][1].startswith("/v1.0/solutions/bookingBusinesses/ContosoClinicLondon%40contoso.com/")
    assert bodies(world, "PATCH") == [
        {
            "startDateTime": {"dateTime": "2026-03-10T10:00:00", "timeZone": "GMT Standard Time"},
            "endDateTime": {"dateTime": "2026-03-10T10:45:00", "timeZone": "GMT Standard Time"},
        }
    ]


async def test_what_somebody_else_changed_meanwhile_stays(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    path = f"/v1.0/solutions/bookingBusinesses/{fitting.business_id}/appointments/{fitting.id}"
    await world.change("alexw@contoso.com", "PATCH", path, {"serviceNotes": "Ring twice"})

    with pytest.raises(ChangedMeanwhile):
        await bookings.reschedule(
            alex,
            Confirmed(
                AppointmentMove(
                    fitting.business_id, fitting.id, fitting.span.moved_to(at(10, 10)), LONDON, fitting.updated_at
                )
            ),
        )

    assert sent(world, "PATCH") == []


async def test_a_move_whose_answer_is_lost_is_read_again_and_not_sent_again(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    there = fitting.span.moved_to(at(10, 10))
    world.trouble.plan("dropReply", method="PATCH")

    moved = await bookings.reschedule(
        alex, Confirmed(AppointmentMove(fitting.business_id, fitting.id, there, LONDON, None))
    )

    assert moved.span == there
    assert len(sent(world, "PATCH")) == 1


@pytest.mark.parametrize(("trouble", "problem"), [("dropRequest", OutcomeUnknown), ("unknownError", Unreachable)])
async def test_a_move_that_did_not_happen_is_not_claimed(
    world: Sandbox, alex: GraphClient, trouble: str, problem: type[Exception]
) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    there = fitting.span.moved_to(at(10, 10))
    world.trouble.plan(trouble, method="PATCH")

    with pytest.raises(problem):
        await bookings.reschedule(
            alex, Confirmed(AppointmentMove(fitting.business_id, fitting.id, there, LONDON, None))
        )


# --- changing ---------------------------------------------------------------------------------------------------------


async def test_another_length_is_written_as_another_end(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")

    answer = await bookings.update(
        alex, Confirmed(BookingChange(fitting.business_id, fitting.id, duration=timedelta(minutes=30)))
    )

    assert answer.appointment.span == Span(fitting.span.start, fitting.span.start + timedelta(minutes=30))
    assert [set(body) for body in bodies(world, "PATCH")] == [{"startDateTime", "endDateTime"}]


async def test_another_start_alone_keeps_the_length(alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")

    answer = await bookings.update(
        alex, Confirmed(BookingChange(fitting.business_id, fitting.id, start=ZonedTime(at(10, 14), LONDON)))
    )

    assert answer.appointment.span == fitting.span.moved_to(at(10, 14))


async def test_lengths_of_time_are_iso_8601(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    reminder = BookingReminder("See you", timedelta(hours=2), "customer")

    await bookings.update(
        alex,
        Confirmed(
            BookingChange(fitting.business_id, fitting.id, pre_buffer=timedelta(minutes=5), reminders=(reminder,))
        ),
    )

    (body,) = bodies(world, "PATCH")
    assert (body["preBuffer"], body["reminders"][0]["offset"]) == ("PT5M", "PT2H")


async def test_an_invoice_is_written_on_beta_where_start_has_another_name(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")

    await bookings.update(
        alex,
        Confirmed(
            BookingChange(
                fitting.business_id,
                fitting.id,
                start=ZonedTime(at(10, 14), LONDON),
                invoice_id="INV-7",
                customer_location=Place("At home"),
            )
        ),
    )

    ((_, path),) = sent(world, "PATCH")
    (body,) = bodies(world, "PATCH")
    assert path.startswith("/beta/")
    assert body.keys() == {"start", "end", "invoiceId", "customerLocation"}


@pytest.mark.parametrize(
    ("values", "property_name", "why"),
    [
        ({"filled_attendees_count": 2}, "filled_attendees_count", "computed"),
        ({"service_id": "x"}, "service_id", "immutable"),
        ({"customer_notes": "x"}, "customer_notes", "immutable"),
        ({"end": ZonedTime(at(7, 9), LONDON), "duration": timedelta(hours=1)}, "duration", "conflict"),
        ({"pre_buffer": timedelta(minutes=-5)}, "pre_buffer", "conflict"),
        ({"start": ZonedTime(at(7, 9), LONDON), "end": ZonedTime(at(7, 9), LONDON)}, "end", "conflict"),
    ],
)
def test_what_bookings_never_changes_cannot_be_asked_for(
    values: dict[str, object], property_name: str, why: str
) -> None:
    with pytest.raises(CannotChange) as caught:
        BookingChange("b", "a", **values)  # type: ignore[arg-type]

    assert (caught.value.property_name, caught.value.why) == (property_name, why)
    assert str(caught.value).endswith(".")


async def test_an_appointment_keeps_its_customer(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")

    with pytest.raises(CannotChange):
        await bookings.update(alex, Confirmed(BookingChange(fitting.business_id, fitting.id, customer_id="other")))

    assert sent(world, "PATCH") == []


async def test_a_class_has_no_number_of_the_customers_own(act_as: ActAs) -> None:
    megan = act_as("megan@contoso.com")
    lesson = await next_appointment(megan, "Henrietta Mueller")

    with pytest.raises(CannotChange):
        await bookings.update(
            megan, Confirmed(BookingChange(lesson.business_id, lesson.id, self_service_appointment_id="7"))
        )


# --- customers --------------------------------------------------------------------------------------------------------


async def test_one_more_customer_means_the_full_list_with_types_names_and_addresses(
    world: Sandbox, act_as: ActAs
) -> None:
    megan = act_as("megan@contoso.com")
    lesson = await next_appointment(megan, "Henrietta Mueller")
    gone = lesson.customers[2]
    await bookings.change_customers(
        megan, Confirmed(CustomersChange(lesson.business_id, lesson.id, remove=(gone.customer_id,)))
    )
    world.requests.clear()

    answer = await bookings.change_customers(
        megan, Confirmed(CustomersChange(lesson.business_id, lesson.id, add=(gone,)))
    )

    assert answer.appointment.customers == lesson.customers
    ((written),) = [body["customers"] for body in bodies(world, "PATCH")]
    assert {customer["@odata.type"] for customer in written} == {"#microsoft.graph.bookingCustomerInformation"}
    assert [(each["customerId"], each["name"], each["emailAddress"], each["phone"]) for each in written] == [
        (each.customer_id, each.name, each.email, each.phone) for each in lesson.customers
    ]


async def test_what_only_bookings_knows_of_a_customer_stays(world: Sandbox, act_as: ActAs) -> None:
    megan = act_as("megan@contoso.com")
    lesson = await next_appointment(megan, "Henrietta Mueller")
    stored = world.organisation.businesses[lesson.business_id].appointments[lesson.id]
    stored["customers"][0]["customQuestionAnswers"] = [{"question": "Level?", "answer": "A2"}]

    await bookings.change_customers(
        megan,
        Confirmed(CustomersChange(lesson.business_id, lesson.id, remove=("PRADEEP.GUPTA@example.com",))),
    )

    kept = world.organisation.businesses[lesson.business_id].appointments[lesson.id]["customers"]
    assert kept[0]["customQuestionAnswers"] == [{"question": "Level?", "answer": "A2"}]
    assert [customer["name"] for customer in kept] == ["Henrietta Mueller", "Johanna Lorenz"]


async def test_customers_that_bookings_drops_silently_are_told(act_as: ActAs) -> None:
    megan = act_as("megan@contoso.com")
    lesson = await next_appointment(megan, "Henrietta Mueller")
    stranger = Customer("Nobody Known", "nobody@example.com", customer_id="00000000-0000-4000-8000-000000000000")

    answer = await bookings.change_customers(
        megan, Confirmed(CustomersChange(lesson.business_id, lesson.id, add=(stranger,)))
    )

    assert answer.dropped_customers == (stranger,)
    assert answer.appointment.customers == lesson.customers
