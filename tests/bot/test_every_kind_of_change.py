"""Whatever kind of change is confirmed and then undone, everything is as before; and nothing newer is written over.

The table holds every kind there is, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot import plan
from bot.command import all_commands
from graph.sandbox import Sandbox
from tests.bot.a_day.changes import Change, all_of, answered, invited, moved, on_wire, taken_out
from tests.bot.a_day.everything import Everything, Json, differences, everything, keys_of, trace, uid_of
from tests.bot.commands.edits import CLINIC, booking, event
from tests.conftest import NOW
from tests.teams import Shown, Talk

ALEX = "alexw@contoso.com"
CHECK, YES_MOVE, YES_EDIT = "Check the changes", "Yes, move it", "Yes, change it"
SOMEWHEN = "2026-03-20 00:00"  # of a move that is undone only the answers that are gone stay, wherever it led
EVENING = "2026-03-07 20:00", "2026-03-07 21:00"
# Mails that were sent, and a link that stands in no calendar.
NO_WAY_BACK = {"EventCancellation", "AppointmentCancellation", "LateNote", "MeetingRequest"}

Make = Callable[[Talk], Awaitable[Shown]]


def saying(text: str, *titles: str, **fields: str) -> Make:
    """Says something and presses these buttons, the first with what is typed into its fields."""

    async def make(talk: Talk) -> Shown:
        shown = await talk(text)
        for number, title in enumerate(titles):
            shown = await talk.press(shown, title, **({} if number else fields))
        return shown

    return make


@dataclass(frozen=True)
class Way:
    """How one kind of change is made, what somebody else may do to the same thing then, and what undo leaves behind."""

    make: Make
    theirs: Callable[[Sandbox], tuple[str, Json]] | None  #: path and body; None where nothing is left to change
    leaves: Callable[[Sandbox, Everything], Change] = lambda *_: Change(lambda _: None)
    first: Make | None = None  #: what has to be there before


def of_event(subject: str, body: Json) -> Callable[[Sandbox], tuple[str, Json]]:
    """Somebody changes an event of Alex's."""
    return lambda world: (f"/v1.0/me/events/{event(world, subject)['id']}", body)


def of_booking(body: Json) -> Callable[[Sandbox], tuple[str, Json]]:
    """Somebody changes Grady's appointment."""
    path = f"/v1.0/solutions/bookingBusinesses/{CLINIC}/appointments"
    return lambda world: (f"{path}/{booking(world, 'Grady Archie')['id']}", body)


def of_meeting(body: Json, **properties: object) -> Callable[[Sandbox], tuple[str, Json]]:
    """Somebody changes the meeting or the virtual appointment with these properties."""
    kind, part = ("visit", "/virtualAppointment") if "externalAppointmentId" in body else ("meeting", "")

    def theirs(world: Sandbox) -> tuple[str, Json]:
        (key,) = keys_of(everything(world), kind, **properties)
        return f"/beta/me/onlineMeetings/{key[1]}{part}", body

    return theirs


def asked_again(*subjects: str) -> Callable[[Sandbox, Everything], Change]:
    """Those invited are asked again for each new time."""
    return lambda _, start: all_of(*(moved(uid_of(start, each), SOMEWHEN, SOMEWHEN) for each in subjects))


WAYS: dict[str, Way] = {
    "EventMove": Way(
        saying("move design review to 3pm tomorrow", YES_MOVE),
        of_event("Design review", on_wire(*EVENING)),
        asked_again("Design review"),
    ),
    "AppointmentMove": Way(
        saying("rebook Grady to next Tuesday 10:00", YES_MOVE),
        of_booking({f"{name}DateTime": at for name, at in on_wire(*EVENING).items()}),
    ),
    "MeetingMove": Way(
        saying("move FABRIKAM-7 to 5pm", YES_MOVE),
        of_meeting(
            {"startDateTime": "2026-03-10T10:00:00Z", "endDateTime": "2026-03-10T11:00:00Z"}, externalId="FABRIKAM-7"
        ),
        first=saying("meet FABRIKAM-7", "Yes, make it"),
    ),
    "EventChange": Way(
        saying("edit budget check-in", CHECK, YES_EDIT, subject="Mine", location="Café", importance="high"),
        of_event("Mine", {"subject": "Theirs"}),
    ),
    "AttendeesChange": Way(
        saying("invite ken@contoso.com to supplier call", YES_EDIT),
        of_event(
            "Supplier call",
            {"attendees": [{"emailAddress": {"address": f"{each}@contoso.com"}} for each in ("ken", "isaiah")]},
        ),
        lambda _, start: invited(uid_of(start, "Supplier call"), "ken@contoso.com"),
    ),
    "BookingChange": Way(
        saying("edit booking Grady", CHECK, YES_EDIT, price="75", service_notes="Ring twice"),
        of_booking({"price": 10.0}),
    ),
    "VisitChange": Way(
        saying(
            "visit VISIT-1001",
            CHECK,
            YES_EDIT,
            external_id="CRM-7",
            external_url="",
            client_join_url="https://visits.example.com/join/7",
            browser_join="false",
            client0_name="Somebody Else",
            client1_email="",
        ),
        of_meeting({"externalAppointmentId": "THEIRS-1"}, externalAppointmentId="CRM-7"),
    ),
    "EventAnswer": Way(
        saying("accept vendor demo", "Yes, accept"),
        lambda world: (f"/v1.0/me/events/{event(world, 'Vendor demo')['id']}/decline", {"sendResponse": True}),
        lambda _, start: former_answer(uid_of(start, "Vendor demo")),
    ),
    "EventRemoval": Way(
        saying("cancel dentist", "Yes, cancel it"),
        None,
        lambda world, start: taken_out(world, uid_of(start, "Dentist"), ALEX),
    ),
    "NewEvent": Way(
        saying("meet ACME-1234 tomorrow 15:00", "Yes, make it", "Add to my calendar", "Yes, put it in"),
        of_event("ACME-1234", {"subject": "Theirs"}),
        first=saying("meet ACME-1234 tomorrow 15:00", "Yes, make it"),
    ),
    "Several": Way(
        saying("I'm 160 minutes late for lunch with lynne", "Yes, and move what follows"),
        of_event("Fabrikam call", on_wire(*EVENING)),
        asked_again("Lunch with Lynne", "Fabrikam call"),
    ),
}


def former_answer(uid: str) -> Change:
    """The answer that was given before, given once more."""
    again = answered(uid, ALEX, "tentativelyAccepted", "tentative", NOW)
    return Change(again.write, again.write)


def test_every_kind_of_change_is_in_the_table() -> None:
    all_commands()

    assert set(plan._kinds) == WAYS.keys() | NO_WAY_BACK


@pytest.mark.parametrize("kind", WAYS)
async def test_what_is_undone_leaves_no_trace(kind: str, talk: Talk, world: Sandbox) -> None:
    way = WAYS[kind]
    if way.first is not None:
        await way.first(talk)
    start = copy.deepcopy(everything(world))
    shown = await way.make(talk)
    assert differences(start, everything(world))

    shown = await talk.press(shown, "Undo")

    assert shown.words_of_card[0] == "Undone"
    way.leaves(world, start).for_good(start)
    assert differences(start, everything(world)) == []


@pytest.mark.parametrize("kind", [kind for kind, way in WAYS.items() if way.theirs and kind != "Several"])
async def test_what_somebody_changed_since_is_not_written_over(kind: str, talk: Talk, world: Sandbox) -> None:
    way = WAYS[kind]
    if way.first is not None:
        await way.first(talk)
    shown = await way.make(talk)
    await somebody_changes(world, way)
    now = trace(world)

    shown = await talk.press(shown, "Undo")

    assert trace(world) == now
    explained = "It is not there any more, so nothing was changed. Somebody may have deleted it."
    assert explained in shown.texts if kind == "EventAnswer" else shown.words_of_card[0] == "Changed meanwhile"


async def test_of_several_what_somebody_changed_since_is_left_and_the_rest_goes_back(
    talk: Talk, world: Sandbox
) -> None:
    lunch = event(world, "Lunch with Lynne")["start"]
    shown = await WAYS["Several"].make(talk)
    await somebody_changes(world, WAYS["Several"])

    shown = await talk.press(shown, "Undo")

    left = "Fabrikam call: it was changed while you were deciding, so I left it."
    assert (shown.text_of_card, left in shown.words_of_card) == ("1 put back.", True)
    assert event(world, "Lunch with Lynne")["start"] == lunch
    assert event(world, "Fabrikam call")["start"]["dateTime"].startswith("2026-03-07T20:00")


async def somebody_changes(world: Sandbox, way: Way) -> None:
    assert way.theirs is not None
    path, body = way.theirs(world)
    answer = await world.change(ALEX, "POST" if path.endswith("/decline") else "PATCH", path, body)
    assert answer.status < 300, answer.body
