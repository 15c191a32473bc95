"""Whatever is edited and put back is as it was, to the byte; and where somebody changed it since, it is asked first.

A table over every field of the forms: what is typed, and what somebody else writes into the same place meanwhile.
"""

from __future__ import annotations

import copy
from typing import Any

from graph.sandbox import Sandbox
from tests.bot.commands.edits import (
    booking,
    content,
    edited,
    event,
    somebody_changes_booking,
    somebody_changes_event,
    without_answers,
)
from tests.teams import ALEX, Talk
from tests.world import writes

LATER = {
    "start": {"dateTime": "2026-03-07T18:00:00", "timeZone": "GMT Standard Time"},
    "end": {"dateTime": "2026-03-07T19:00:00", "timeZone": "GMT Standard Time"},
}
OTHERS = {"attendees": [{"emailAddress": {"address": f"{who}@contoso.com"}} for who in ("ken", "isaiah")]}

EVENT_FIELDS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "subject": ({"subject": "Another name"}, {"subject": "Theirs"}),
    "subject emptied": ({"subject": ""}, {"subject": "Theirs"}),
    "categories": ({"categories": "Red, Blue"}, {"categories": ["Theirs"]}),
    "importance": ({"importance": "high"}, {"importance": "low"}),
    "sensitivity": ({"sensitivity": "private"}, {"sensitivity": "personal"}),
    "date": ({"date": "2026-03-10"}, LATER),
    "time": ({"time": "10:00"}, LATER),
    "length": ({"minutes": "25"}, LATER),
    "whole day": ({"all_day": "true", "days": "3"}, {"isAllDay": False, **LATER}),
    "show as": ({"show_as": "oof"}, {"showAs": "tentative"}),
    "reminder": ({"is_reminder_on": "false", "reminder_minutes": "0"}, {"reminderMinutesBeforeStart": 7}),
    "reminder minutes": ({"reminder_minutes": "45"}, {"reminderMinutesBeforeStart": 5}),
    "place": ({"location": "Café"}, {"location": {"displayName": "Theirs"}}),
    "place emptied": ({"location": ""}, {"location": {"displayName": "Theirs"}}),
    "one more": ({"required": "lynne@contoso.com\nken@contoso.com"}, OTHERS),
    "one less": ({"required": ""}, OTHERS),
    "may come": ({"required": "", "optional": "lynne@contoso.com"}, OTHERS),
    "hidden attendees": ({"hide_attendees": "true", "subject": "x"}, {"subject": "Theirs"}),
    "no answer wanted": ({"response_requested": "false", "subject": "x"}, {"subject": "Theirs"}),
    "text": ({"body": "Bring\nsketches"}, {"body": {"contentType": "text", "content": "Theirs"}}),
    "several": (
        {"subject": "New", "importance": "high", "location": "Café", "body": "All of it"},
        {"subject": "Theirs"},
    ),
}
# Their times are not reset to what they were before they were asked again.
ASKED_AGAIN = {"date", "time", "length", "whole day", "one less", "may come"}


async def test_an_edited_event_put_back_is_exactly_as_it_was(talk: Talk, world: Sandbox) -> None:
    event_id = event(world, "Budget check-in")["id"]
    for name, (fields, _) in {**EVENT_FIELDS, "online": ({"is_online_meeting": "true"}, {})}.items():
        kept = copy.deepcopy(alexs(world)[event_id])
        shown = await edited(talk, "edit budget check-in", **fields)
        assert content(alexs(world)[event_id]) != content(kept), name

        shown = await talk.press(shown, "Undo")

        assert "Undone" in shown.words_of_card, name
        compared = without_answers if name in ASKED_AGAIN else content
        assert compared(alexs(world)[event_id]) == compared(kept), name
        alexs(world)[event_id] = kept


async def test_an_event_that_somebody_changed_since_is_not_put_back_without_asking(talk: Talk, world: Sandbox) -> None:
    event_id = event(world, "Budget check-in")["id"]
    for name, (fields, theirs) in EVENT_FIELDS.items():
        kept = copy.deepcopy(alexs(world)[event_id])
        shown = await edited(talk, "edit budget check-in", **fields)
        await somebody_changes_event(world, kept, theirs)
        now = content(alexs(world)[event_id])

        shown = await talk.press(shown, "Undo")

        assert shown.text_of_card.endswith("was changed since, so I did not put it back."), name
        assert {"Would be lost", "Back to"} <= set(shown.words_of_card), name
        assert content(alexs(world)[event_id]) == now, name
        alexs(world)[event_id] = kept


async def test_what_would_be_lost_is_put_back_when_that_is_wanted(talk: Talk, world: Sandbox) -> None:
    kept = event(world, "Budget check-in")
    shown = await edited(talk, "edit budget check-in", location="Café")
    await somebody_changes_event(world, kept, {"location": {"displayName": "Theirs"}})
    shown = await talk.press(shown, "Undo")
    assert {"Theirs", "Room Thames"} <= set(shown.words_of_card)

    await talk.press(shown, "Put it back all the same")

    assert event(world, "Budget check-in")["location"]["displayName"] == "Room Thames"


async def test_a_change_elsewhere_in_the_event_does_not_stand_in_the_way_of_undo(talk: Talk, world: Sandbox) -> None:
    shown = await edited(talk, "edit budget check-in", location="Café")
    await somebody_changes_event(world, event(world, "Budget check-in"), {"categories": ["Red"]})

    await talk.press(shown, "Undo")

    kept = event(world, "Budget check-in")
    assert (kept["location"]["displayName"], kept["categories"]) == ("Room Thames", ["Red"])


async def test_undo_typed_as_a_command_shows_what_goes_back(talk: Talk, world: Sandbox) -> None:
    before = content(event(world, "Budget check-in"))
    await edited(talk, "edit budget check-in", location="Café", importance="high")

    shown = await talk("undo")
    assert "Café → Room Thames" in shown.words_of_card
    await talk.press(shown, "Yes, put it back")

    assert content(event(world, "Budget check-in")) == before


async def test_pressing_undo_twice_writes_once(talk: Talk, world: Sandbox) -> None:
    shown = await edited(talk, "edit budget check-in", location="Café")
    await talk.press(shown, "Undo")

    again = await talk.press(shown, "Undo")

    assert again.text == "This was already answered or has expired, so nothing was changed."
    assert len(writes(world)) == 2


def alexs(world: Sandbox) -> dict[str, dict[str, Any]]:
    return world.organisation.mailboxes[ALEX.entra_id].events


# --- bookings ---------------------------------------------------------------------------------------------------------

BOOKING_FIELDS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "date": ({"date": "2026-03-10"}, {"startDateTime": LATER["start"], "endDateTime": LATER["end"]}),
    "time": ({"time": "11:30"}, {"startDateTime": LATER["start"], "endDateTime": LATER["end"]}),
    "length": ({"minutes": "60"}, {"startDateTime": LATER["start"], "endDateTime": LATER["end"]}),
    "before": ({"pre_buffer": "15"}, {"preBuffer": "PT20M"}),
    "after": ({"post_buffer": "0"}, {"postBuffer": "PT20M"}),
    "customer": (
        {"customer0_name": "Grady Archie Jr", "customer0_email": "jr@example.com", "customer0_phone": ""},
        {"customers": []},
    ),
    "no customer": ({"customer0_name": "", "customer0_email": "", "customer0_phone": ""}, {}),
    "how many": ({"maximum_attendees_count": "4"}, {"maximumAttendeesCount": 9}),
    "zone": ({"customer_time_zone": "Asia/Tokyo"}, {"customerTimeZone": "Pacific Standard Time"}),
    "staff": ({"staff_member_ids": "adele,lynne"}, {"staffMemberIds": []}),
    "nobody": ({"staff_member_ids": ""}, {}),
    "place": ({"service_location": "Room 2"}, {"serviceLocation": {"displayName": "Theirs"}}),
    "place emptied": ({"service_location": ""}, {"serviceLocation": {"displayName": "Theirs"}}),
    "online": ({"is_location_online": "true"}, {}),
    "at the customer's": ({"customer_location": "12 High Street"}, {}),
    "price": ({"price": "75.5"}, {"price": 10.0}),
    "kind of price": ({"price_type": "hourly"}, {"priceType": "free"}),
    "invoice": (
        {
            "invoice_amount": "75,50",
            "invoice_date": "2026-03-31",
            "invoice_id": "R-7",
            "invoice_status": "paid",
            "invoice_url": "https://pay.example/7",
        },
        {},
    ),
    "name of the service": ({"service_name": "Fitting, long"}, {"serviceName": "Theirs"}),
    "notes": ({"service_notes": "Ring twice"}, {"serviceNotes": "Theirs"}),
    "no notes": ({"service_notes": ""}, {"serviceNotes": "Theirs"}),
    "no mail": ({"opt_out_of_customer_email": "true"}, {}),
    "texts": ({"sms_notifications_enabled": "true"}, {}),
    "managing": ({"is_customer_allowed_to_manage_booking": "false"}, {}),
    "reminders": (
        {
            "reminder0_minutes": "60",
            "reminder1_minutes": "10",
            "reminder1_recipients": "staff",
            "reminder1_message": "Hi",
        },
        {"reminders": []},
    ),
    "no reminder": (
        {"reminder0_minutes": ""},
        {"reminders": [{"message": "x", "offset": "PT1H", "recipients": "staff"}]},
    ),
}


def typed(world: Sandbox, name: str) -> dict[str, str]:
    """The fields, with people of the staff by their ids."""
    fields = dict(BOOKING_FIELDS[name][0])
    if "staff_member_ids" in fields:
        staff = world.organisation.businesses["ContosoClinicLondon@contoso.com"].staff.values()
        ids = {each["emailAddress"].partition("@")[0]: each["id"] for each in staff}
        names = [each for each in fields["staff_member_ids"].split(",") if each]
        fields["staff_member_ids"] = ",".join(ids[each] for each in names)
    return fields


async def test_an_edited_booking_put_back_is_exactly_as_it_was(talk: Talk, world: Sandbox) -> None:
    kept = booking(world, "Grady Archie")
    for name in BOOKING_FIELDS:
        before = content(kept)
        shown = await edited(talk, "edit booking Grady", **typed(world, name))
        assert content(kept) != before, name

        shown = await talk.press(shown, "Undo")

        assert "Undone" in shown.words_of_card, name
        assert content(kept) == before, name


async def test_a_booking_that_somebody_changed_since_is_not_put_back_without_asking(talk: Talk, world: Sandbox) -> None:
    kept = booking(world, "Grady Archie")
    for name, (_, theirs) in BOOKING_FIELDS.items():
        if not theirs:
            continue
        before = copy.deepcopy(kept)
        shown = await edited(talk, "edit booking Grady", **typed(world, name))
        await somebody_changes_booking(world, kept, theirs)
        now = content(kept)

        shown = await talk.press(shown, "Undo")

        assert {"Would be lost", "Back to"} <= set(shown.words_of_card), name
        assert content(kept) == now, name
        kept |= before
