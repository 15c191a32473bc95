"""Everything about an appointment: read whole, changed only where it still is as it was shown, put back exactly."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph import bookings
from graph.client import GraphClient
from graph.errors import ChangedMeanwhile, IdWithSlash
from graph.model import (
    BookingChange,
    BookingReminder,
    Confirmed,
    Customer,
    CustomerAnswer,
    Place,
    ZonedTime,
)
from graph.sandbox import Sandbox
from tests.graph.looking import bodies, next_appointment, sent

CLINIC = "ContosoClinicLondon@contoso.com"
QUESTION = {"questionId": "q1", "question": "Which ear?", "answer": "Left", "isRequired": True}


def stored(world: Sandbox, appointment_id: str) -> dict[str, Any]:
    return world.organisation.businesses[CLINIC].appointments[appointment_id]


async def test_an_appointment_is_read_with_all_that_can_be_changed(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    invoice = {"dateTime": "2026-03-07T12:00:00", "timeZone": "GMT Standard Time"}
    stored(world, fitting.id).update(invoiceAmount=60.0, invoiceDate=invoice, invoiceStatus="paid")

    there = await bookings.details(alex, CLINIC, fitting.id)

    assert there.appointment == fitting
    assert (there.pre_buffer, there.post_buffer) == (timedelta(minutes=5), timedelta(minutes=10))
    assert (there.price, there.price_type, there.service_notes) == (60.0, "fixedPrice", "Please bring the old device.")
    assert there.reminders == (BookingReminder("See you soon.", timedelta(days=1), "customer"),)
    assert there.service_location == Place("Contoso Clinic London")
    assert (there.invoice_amount, there.invoice_status) == (60.0, "paid")
    assert there.invoice_date == ZonedTime(datetime(2026, 3, 7, 12, tzinfo=UTC), "Europe/London")


async def test_the_staff_of_a_business_come_by_name_with_the_same_request(world: Sandbox, alex: GraphClient) -> None:
    fitting = await next_appointment(alex, "Grady Archie")
    world.requests.clear()

    there, staff = await bookings.details_and_staff(alex, CLINIC, fitting.id)

    assert there.appointment == fitting
    assert [each.name for each in staff] == ["Adele Vance", "Alex Wilber", "Lynne Robbins"]
    assert sent(world) == [("POST", "/beta/$batch")]


async def test_details_of_an_appointment_that_graph_cannot_address_are_not_asked_for(
    world: Sandbox, alex: GraphClient
) -> None:
    with pytest.raises(IdWithSlash):
        await bookings.details_and_staff(alex, CLINIC, "AAMk/1")

    assert sent(world) == []


async def test_what_somebody_else_changed_elsewhere_is_no_obstacle(world: Sandbox, alex: GraphClient) -> None:
    seen = await details_of_grady(alex)
    await somebody_writes(world, seen.appointment.id, {"serviceNotes": "Ring twice"})

    answer = await bookings.update(alex, Confirmed(change_of(seen, price=75.0)))

    assert (stored(world, answer.appointment.id)["price"], stored(world, answer.appointment.id)["serviceNotes"]) == (
        75.0,
        "Ring twice",
    )


async def test_what_somebody_else_changed_in_the_same_place_is_for_the_person_to_settle(
    world: Sandbox, alex: GraphClient
) -> None:
    seen = await details_of_grady(alex)
    await somebody_writes(world, seen.appointment.id, {"price": 10.0})

    with pytest.raises(ChangedMeanwhile):
        await bookings.update(alex, Confirmed(change_of(seen, price=75.0)))

    assert stored(world, seen.appointment.id)["price"] == 10.0


async def test_a_customer_taken_off_and_put_back_keeps_all_that_bookings_knew(
    world: Sandbox, alex: GraphClient
) -> None:
    appointment_id = (await next_appointment(alex, "Grady Archie")).id
    stored(world, appointment_id)["customers"][0] |= {"notes": "Deaf in one ear", "customQuestionAnswers": [QUESTION]}
    seen, before = await details_of_grady(alex), copy.deepcopy(stored(world, appointment_id))
    await bookings.update(alex, Confirmed(change_of(seen, customers=(Customer("Nina", "nina@example.com"),))))

    again = BookingChange(CLINIC, appointment_id, None, customers=seen.appointment.customers)
    await bookings.update(alex, Confirmed(again))

    assert stored(world, appointment_id) | {"lastUpdatedDateTime": ""} == before | {"lastUpdatedDateTime": ""}


async def test_an_answer_of_a_customer_changes_and_its_question_stays(world: Sandbox, alex: GraphClient) -> None:
    appointment_id = (await next_appointment(alex, "Grady Archie")).id
    stored(world, appointment_id)["customers"][0]["customQuestionAnswers"] = [QUESTION]
    seen = await details_of_grady(alex)
    (grady,) = seen.appointment.customers
    assert grady.answers == (CustomerAnswer("q1", "Which ear?", "Left"),)

    other = replace(grady, answers=(CustomerAnswer("q1", "Which ear?", "Right"),))
    await bookings.update(alex, Confirmed(change_of(seen, customers=(other,))))

    assert stored(world, appointment_id)["customers"][0]["customQuestionAnswers"] == [{**QUESTION, "answer": "Right"}]


async def test_a_place_that_was_read_is_written_back_whole(world: Sandbox, alex: GraphClient) -> None:
    seen = await details_of_grady(alex)
    stored(world, seen.appointment.id)["serviceLocation"] = {
        "displayName": "Clinic",
        "locationType": "hotel",
        "address": {"street": "1 Way", "city": "London"},
    }
    seen = await details_of_grady(alex)
    await bookings.update(alex, Confirmed(change_of(seen, service_location=None)))

    again = BookingChange(CLINIC, seen.appointment.id, None, service_location=seen.service_location)
    await bookings.update(alex, Confirmed(again))

    assert bodies(world, "PATCH")[-1]["serviceLocation"]["locationType"] == "hotel"
    assert bodies(world, "PATCH")[-1]["serviceLocation"]["address"]["city"] == "London"


async def details_of_grady(graph: GraphClient) -> Any:
    fitting = await next_appointment(graph, "Grady Archie")
    return await bookings.details(graph, CLINIC, fitting.id)


def change_of(seen: Any, **values: Any) -> BookingChange:
    return BookingChange(CLINIC, seen.appointment.id, seen.appointment.updated_at, seen, **values)


async def somebody_writes(world: Sandbox, appointment_id: str, body: dict[str, Any]) -> None:
    path = f"/v1.0/solutions/bookingBusinesses/{CLINIC}/appointments/{appointment_id}"
    answer = await world.change("lynne@contoso.com", "PATCH", path, body)
    assert answer.status == 204
