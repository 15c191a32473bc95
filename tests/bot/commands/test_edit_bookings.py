"""Editing bookings: everything about them, who is told, and what Bookings itself does not allow."""

from __future__ import annotations

import pytest

from bot.editing.bookings import why_not
from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from cards.words import Words
from graph.model import CannotChange
from graph.sandbox import Sandbox
from tests.bot.commands.edits import booking, content, edited, somebody_changes_booking
from tests.teams import MEGAN, Talk
from tests.world import graph_calls, writes


async def test_the_form_holds_everything_about_a_booking(talk: Talk, world: Sandbox) -> None:
    shown = await talk("edit booking Grady")

    assert {
        "Hearing aid fitting – Grady Archie",
        "Length in minutes: 45",
        "Minutes kept free before: 5",
        "Customer 1: mail address: grady.archie@example.com",
        "The customer’s time zone: Europe/London",
        "Place: Contoso Clinic London",
        "Price: 60",
        "Invoice status: draft",
        "Notes of the staff: Please bring the old device.",
        "Reminder 1: minutes before (empty: none): 1440",
    } <= set(shown.words_of_card)
    assert writes(world) == []


async def test_four_calls_are_enough_to_show_the_form(talk: Talk, world: Sandbox) -> None:
    await talk("edit booking Grady")

    assert len(graph_calls(world)) == 4


async def test_only_what_changes_is_sent_and_the_invoice_through_beta(talk: Talk, world: Sandbox) -> None:
    await edited(talk, "edit booking Grady", service_notes="Ring twice")
    await edited(talk, "edit booking Grady", invoice_id="R-7")

    plain, invoice = writes(world)
    assert (plain.raw_path[:6], plain.body) == ("/v1.0/", {"serviceNotes": "Ring twice"})
    assert (invoice.raw_path[:6], invoice.body) == ("/beta/", {"invoiceId": "R-7"})


async def test_whether_the_customer_hears_of_it_is_said_before(talk: Talk, world: Sandbox) -> None:
    loud = await talk.press(await talk("edit booking Grady"), "Check the changes", price="80")
    quiet = await talk.press(
        await talk("edit booking Grady"), "Check the changes", price="80", opt_out_of_customer_email="true"
    )
    assert "Bookings mails the customer about this change." in loud.words_of_card
    assert "Bookings does not mail the customer." in quiet.words_of_card

    await talk.press(quiet, "Yes, change it")

    assert world.organisation.mails == []


async def test_a_booking_is_moved_and_reassigned_in_one_change(talk: Talk, world: Sandbox) -> None:
    kept = booking(world, "Grady Archie")
    staff = {each["displayName"]: each["id"] for each in world.organisation.businesses[CLINIC].staff.values()}
    shown = await talk.press(
        await talk("edit booking Grady"), "Check the changes", time="9:00", staff_member_ids=staff["Adele Vance"]
    )
    assert {"Sat, Mar 7, 9:00 AM – 9:45 AM · 45 min", "Alex Wilber", "Adele Vance"} <= set(shown.words_of_card)

    await talk.press(shown, "Yes, change it")

    assert (kept["startDateTime"]["dateTime"][:16], kept["staffMemberIds"]) == (
        "2026-03-07T12:30",
        [staff["Adele Vance"]],
    )


CLINIC = "ContosoClinicLondon@contoso.com"


async def test_a_customer_is_corrected_and_keeps_the_answers(talk: Talk, world: Sandbox) -> None:
    kept = booking(world, "Grady Archie")
    kept["customers"][0]["customQuestionAnswers"] = [{"questionId": "q", "question": "Which ear?", "answer": "Left"}]
    shown = await talk("edit booking Grady")
    assert "Which ear?: Left" in shown.words_of_card

    shown = await talk.press(shown, "Check the changes", customer0_phone="+44 1", customer0_answer0="Right")
    assert "Grady Archie · grady.archie@example.com · +44 1 · Which ear? Right" in shown.words_of_card
    await talk.press(shown, "Yes, change it")

    (customer,) = kept["customers"]
    assert (customer["phone"], customer["customQuestionAnswers"][0]["answer"]) == ("+44 1", "Right")
    assert customer["timeZone"] == "GMT Standard Time"


async def test_more_customers_than_seats_are_refused_in_the_form(talk: Talk) -> None:
    megan = talk.as_member(MEGAN)
    shown = await megan("edit booking algebra class")
    assert "Customer 3: name: Pradeep Gupta" in shown.words_of_card

    shown = await megan.press(shown, "Check the changes", maximum_attendees_count="2", customer0_phone="+1 5")

    assert "Only 2 customers fit into this booking." in shown.words_of_card


async def test_customers_that_bookings_drops_are_said(talk: Talk, world: Sandbox) -> None:
    shown = await edited(talk, "edit booking Grady", maximum_attendees_count="3", customer0_name="Grady")
    assert "Changed" in shown.words_of_card

    shown = await edited(talk, "edit booking Grady", customer1_name="Somebody New", customer1_email="new@example.com")

    assert "Bookings left out Somebody New: it does not know them as customers." in shown.words_of_card


async def test_a_customer_whom_somebody_adds_meanwhile_stays_when_mine_goes_on_top(talk: Talk, world: Sandbox) -> None:
    kept = booking(world, "Grady Archie")
    await edited(talk, "edit booking Grady", maximum_attendees_count="3")
    shown = await talk.press(await talk("edit booking Grady"), "Check the changes", customer0_phone="+44 1")
    joni = booking(world, "Joni Sherman")["customers"]
    await somebody_changes_booking(world, kept, {"customers": [*kept["customers"], *joni]})
    shown = await talk.press(shown, "Yes, change it")
    assert "Changed meanwhile" in shown.words_of_card

    await talk.press(shown, "Put mine on top")

    assert [(each["name"], each["phone"]) for each in kept["customers"]] == [
        ("Grady Archie", "+44 1"),
        ("Joni Sherman", joni[0]["phone"]),
    ]


async def test_what_cannot_be_is_said_in_the_form_and_nothing_is_lost(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(
        await talk("edit booking Grady"),
        "Check the changes",
        price="a lot",
        customer0_email="grady at home",
        customer_time_zone="Mars",
        service_name="",
        reminder1_message="Do not forget",
        service_notes="Kept",
    )

    assert {
        "“Price” is an amount such as 60 or 60.50.",
        "“grady at home” is not a mail address.",
        "“Mars” is no time zone; write it such as Asia/Tokyo.",
        "Please fill this in.",
        "Notes of the staff: Kept",
    } <= set(shown.words_of_card)
    assert writes(world) == []


async def test_a_booking_that_graph_cannot_address_is_said_in_a_sentence(talk: Talk) -> None:
    patti = talk.as_member(MEGAN)

    shown = await patti("edit booking one-to-one tutoring on monday")

    assert shown.text == ("Microsoft 365 lets nobody change this booking from outside Bookings; please do it there.")


async def test_a_booking_in_japanese(talk: Talk, world: Sandbox) -> None:
    ja = talk.speaking("ja-JP")
    shown = await ja("Gradyさんの予約を編集")
    assert {"予約の編集", "料金: 60", "担当者のメモ: Please bring the old device."} <= set(shown.words_of_card)

    shown = await ja.press(shown, "変更を確認", price="８０")
    assert {"料金", "80.00", "この変更は、Bookings からお客様にメールで通知されます。"} <= set(shown.words_of_card)
    shown = await ja.press(shown, "はい、変更します")

    assert shown.text_of_card == "「Hearing aid fitting – Grady Archie」を変更しました。"
    assert content(booking(world, "Grady Archie"))["price"] == 80.0


@pytest.mark.parametrize(
    "name",
    [
        "filled_attendees_count",
        "service_id",
        "customer_notes",
        "duration",
        "end",
        "customer_id",
        "self_service_appointment_id",
        "pre_buffer",
    ],
)
def test_whatever_bookings_never_changes_has_its_sentence(name: str) -> None:
    english = Words("en-US", "UTC")

    sentence = why_not(english, CannotChange(name, "computed", "not for people"))

    assert sentence.endswith(".")
    assert sentence != "not for people"


async def test_the_largest_form_of_a_booking_fits_into_a_card(talk: Talk, world: Sandbox) -> None:
    megan = talk.as_member(MEGAN).speaking("ja-JP")
    school = world.organisation.businesses["ContosoTutoringSeattle@contoso.com"].appointments.values()
    kept = next(each for each in school if each["serviceName"] == "Algebra class")
    answers = [{"questionId": f"q{i}", "question": "質問" * 40, "answer": "答え" * 60} for i in range(4)]
    kept["customers"] = [{**each, "customQuestionAnswers": answers} for each in kept["customers"]] * 2
    reminder = {"message": "文" * 255, "offset": "P1D", "recipients": "customer"}
    kept |= {"serviceNotes": "注" * 1500, "customerNotes": "注" * 500, "reminders": [reminder] * 3}

    form = await megan("algebra classの予約を編集")
    again = await megan.press(form, "変更を確認", price="たくさん", service_notes="注" * 1499)

    assert "ほか3名のお客様はそのままです。" in form.words_of_card
    sizes = [size_in_bytes(shown.card) for shown in (form, again)]
    assert max(sizes) <= LARGEST_CARD_BYTES, sizes
