"""The morning: one calendar, two devices, and an assistant who writes into it too."""

from __future__ import annotations

from tests.bot.a_day.changes import answered, edited, invited, moved, noted, on_wire
from tests.bot.a_day.everything import Json
from tests.bot.a_day.stage import ADELE, CHECK, SPENT, UNSURE, YES_EDIT, YES_MOVE, Cast
from tests.teams import ALEX

EVENING = "2026-03-07 20:00", "2026-03-07 21:00"


async def an_event_that_two_move(cast: Cast) -> None:
    """Alex moves the design review while an assistant moves it too, and theirs is kept."""
    day, alex = cast.day, cast.alex
    await alex.says("today", "Today, Fri, Mar 6")
    mine = await alex.says(
        "move design review to 3pm tomorrow", "Move “Design review” to Sat, Mar 7, 3:00 PM – 4:00 PM?"
    )
    theirs = moved(day.event("Design review"), *EVENING)
    await day.in_outlook(ALEX, "Design review", on_wire(*EVENING), theirs)
    await alex.presses(
        YES_MOVE,
        "“Design review” was changed while you were deciding.",
        "Was", "Sat, Mar 7, 7:30 AM – 8:30 AM",
        "Theirs", "Sat, Mar 7, 4:30 PM – 5:30 PM",
        "Yours", "Sat, Mar 7, 3:00 PM – 4:00 PM",
    )  # fmt: skip
    kept = await alex.presses("Keep theirs", "“Design review” stays as it is.")
    assert kept.buttons == []
    await alex.presses(YES_MOVE, SPENT, on=mine)


async def two_devices_and_one_change(cast: Cast) -> None:
    """An answer of somebody invited is no reason to ask again; a change is made once, and put back once."""
    day, alex, phone = cast.day, cast.alex, cast.phone
    review = day.event("Design review")
    await alex.says("move design review to 3pm tomorrow", "Move “Design review” to Sat, Mar 7, 3:00 PM – 4:00 PM?")
    answer = answered(review, "adele@contoso.com", "accepted", "busy", day.clock.now)
    path = f"/v1.0/me/events/{day.own_id(ADELE, 'Design review')}/accept"
    await day.elsewhere("adele@contoso.com", "POST", path, {"sendResponse": True}, answer)
    mine = moved(review, "2026-03-07 18:30", "2026-03-07 19:30")
    others = await alex.agrees_at_once(YES_MOVE, phone, to=mine)
    assert {each.text for each in others} <= {SPENT, UNSURE}
    await phone.undoes("Undo", "“Design review” is back at Sat 7 Mar, 20:00 – 21:00.", change=mine, on=alex.shown)
    await alex.presses("Undo", SPENT)
    await alex.says("move design review to 4pm tomorrow", "Move “Design review” to Sat, Mar 7, 4:00 PM – 5:00 PM?")
    again = moved(review, "2026-03-07 19:30", "2026-03-07 20:30")
    await alex.agrees(YES_MOVE, "“Design review” is now Sat, Mar 7, 4:00 PM.", to=again)
    others = await alex.undoes_at_once("Undo", phone, change=again)
    assert {each.text for each in others} <= {SPENT, UNSURE}


async def a_place_and_a_category(cast: Cast) -> None:
    """Changes of different properties both stand, and undo takes back one's own alone."""
    day, alex, phone = cast.day, cast.alex, cast.phone
    check_in = day.event("Budget check-in")
    await alex.says("edit budget check-in", "Edit: Budget check-in")
    await alex.presses(
        CHECK, "I do not understand “half past never” as a time; write it such as 15:00.", time="half past never"
    )
    await alex.presses(CHECK, "Change “Budget check-in”?", "Gets mail: Lynne Robbins.", location="Café", time="1:00 PM")
    red = noted(check_in, "alexw@contoso.com", categories=["Red"])
    await day.in_outlook(ALEX, "Budget check-in", {"categories": ["Red"]}, red)
    cafe = edited(check_in, **place("Café"))
    await alex.agrees(YES_EDIT, "“Budget check-in” is changed.", to=cafe)
    await phone.says("undo", "Put “Budget check-in” back to Room Thames?")
    await phone.undoes("Yes, put it back", "“Budget check-in” is as it was.", change=cafe)


def place(name: str) -> Json:
    """How Outlook keeps a place that it knows by its name alone."""
    there = {"displayName": name, "locationType": "default", "uniqueId": name, "uniqueIdType": "private"}
    return {"location": there, "locations": [there]}


async def a_subject_that_two_change(cast: Cast) -> None:
    """Mine on top of theirs, and then theirs on top of mine: undo says what would be lost."""
    day, alex = cast.day, cast.alex
    check_in = day.event("Budget check-in")
    await alex.says("edit budget check-in", "Edit: Budget check-in")
    await alex.presses(CHECK, "Change “Budget check-in”?", subject="Budget, round two")
    theirs = edited(check_in, subject="Budget for Q2")
    await day.in_outlook(ALEX, "Budget check-in", {"subject": "Budget for Q2"}, theirs)
    merge = "“Budget for Q2” was changed while you were deciding."
    await alex.presses(YES_EDIT, merge, "Budget check-in", "Budget for Q2", "Budget, round two")
    mine = edited(check_in, subject="Budget, round two")
    await alex.agrees("Put mine on top", "“Budget, round two” is changed.", to=mine)
    changed = alex.shown
    last = edited(check_in, subject="Budget, final")
    await day.in_outlook(ALEX, "Budget check-in", {"subject": "Budget, final"}, last)
    since = "“Budget, final” was changed since, so I did not put it back."
    await alex.presses("Undo", since, "Would be lost", "Back to", "Budget for Q2", on=changed)
    await alex.presses("Leave it", "“Budget, final” stays as it is.")


async def who_comes(cast: Cast) -> None:
    """Alex invites Ken while the assistant invites Isaiah: both come, and only Ken goes again."""
    day, alex = cast.day, cast.alex
    call = day.event("Supplier call")
    await alex.says("invite ken@contoso.com to supplier call", "Invite ken@contoso.com to “Supplier call”?")
    both = [{"emailAddress": {"address": each}} for each in ("sam@tailspin.example", "isaiah@contoso.com")]
    await day.in_outlook(ALEX, "Supplier call", {"attendees": both}, invited(call, "isaiah@contoso.com"))
    ken = invited(call, "ken@contoso.com")
    await alex.agrees(YES_EDIT, "“Supplier call” is changed.", to=ken)
    await alex.undoes("Undo", "“Supplier call” is as it was.", change=ken)
