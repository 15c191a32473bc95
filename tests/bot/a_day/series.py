"""Before noon: one of many, all of them, and what lies between."""

from __future__ import annotations

from tests.bot.a_day.changes import (
    Change,
    asked_again,
    called_off,
    move_meeting,
    moved,
    on_wire,
    span,
)
from tests.bot.a_day.everything import Everything
from tests.bot.a_day.stage import YES_MOVE, Cast
from tests.teams import ALEX

NEIGHBOURS = "One occurrence cannot move onto or past the day of its neighbours: "
REFUSED = "One occurrence of a series cannot move onto or past the day of its neighbours, so nothing was changed. "


async def one_of_many(cast: Cast) -> None:
    """Where an occurrence may lie is said before, and once more where a neighbour moved in between."""
    day, alex = cast.day, cast.alex
    standup = day.event("Daily standup")
    await alex.says(
        "move standup on monday to thursday",
        "“Daily standup” cannot move to Thu, Mar 12, 6:45 AM – 7:00 AM.",
        f"{NEIGHBOURS}it may lie between Fri, Mar 6, 8:30 PM and Mon, Mar 9, 9:30 PM.",
    )
    await alex.says(
        "move standup on march 13 to sunday march 15 10:00", "Move “Daily standup” to Sun, Mar 15, 10:00 AM"
    )
    sunday = "2026-03-15 12:00", "2026-03-15 12:15"
    neighbour = moved(standup, *sunday, day="2026-03-16")
    await day.in_outlook(ALEX, "Daily standup", on_wire(*sunday), neighbour, day="2026-03-16")
    await alex.presses(YES_MOVE, f"{REFUSED}It may lie between Thu, Mar 12, 9:30 PM and Sat, Mar 14, 9:30 PM.")
    await alex.says("move standup on monday to 15:00", "Move “Daily standup” to Mon, Mar 9, 3:00 PM – 3:15 PM?")
    monday = moved(standup, "2026-03-09 17:30", "2026-03-09 17:45", day="2026-03-09")
    await alex.agrees(YES_MOVE, "“Daily standup” is now Mon, Mar 9, 3:00 PM.", to=monday)
    await alex.undoes("Undo", "“Daily standup” is back at Mon, Mar 9, 6:45 AM – 7:00 AM.", change=monday)
    await alex.says("cancel standup on march 10 with a note I am away", "This one or the whole series?")
    await alex.presses("Only Tue, Mar 10, 6:45 AM", "Cancel “Daily standup”, Tue, Mar 10, 6:45 AM – 7:00 AM?")
    await alex.agrees("Yes, cancel it", "“Daily standup” is cancelled.", to=called_off(standup, "2026-03-10"))
    await alex.says(
        "move the whole standup series to 13:00", "Move “Daily standup”", "Cancelled occurrences come back: 3."
    )
    await alex.presses("Leave it", "“Daily standup” stays as it is.")


def all_at(uid: str, start: str, end: str) -> Change:
    """Every occurrence of a series at these times on the clock of London, where that is UTC until March 29."""

    def write(there: Everything) -> None:
        for key in [key for key in there if key[1] == uid]:
            on = key[2] or there[key]["start"]["dateTime"][:10]
            hour_ahead = on >= "2026-03-29"
            times = [f"{on} {int(clock[:2]) - hour_ahead:02}{clock[2:]}" for clock in (start, end)]
            there[key] |= span(times[0], times[1])
            move_meeting(there, there[key])
            if key[2]:
                there[key]["originalStart"] = f"{times[0].replace(' ', 'T')}:00Z"
        ask_again(there)

    def ask_again(there: Everything) -> None:
        for key in [key for key in there if key[1] == uid]:
            asked_again(there[key])

    return Change(write, ask_again)


async def all_of_them(cast: Cast) -> None:
    """A series moves and comes back on its own clock, and never takes with it what somebody changed of one."""
    day, phone = cast.day, cast.phone
    weekly = day.event("Marketing weekly")
    await phone.says("move the whole marketing weekly series to 15:00", "Move “Marketing weekly” to Thu 19 Mar, 15:00")
    clock = "All of “Marketing weekly” are now at {} · United Kingdom Time.".format
    first, later = all_at(weekly, "15:00", "15:45"), all_at(weekly, "16:30", "17:15")
    await phone.agrees(YES_MOVE, clock("15:00 – 15:45"), to=first)
    await phone.undoes("Undo", clock("13:30 – 14:15"), change=first)
    await phone.says("move the whole marketing weekly series to 16:30", "Move “Marketing weekly” to Thu 19 Mar, 16:30")
    await phone.agrees(YES_MOVE, clock("16:30 – 17:15"), to=later)
    one = moved(weekly, "2026-03-19 16:00", "2026-03-19 16:45", day="2026-03-19")
    await day.in_outlook(ALEX, "Marketing weekly", on_wire("2026-03-19 16:00", "2026-03-19 16:45"), one, "2026-03-19")
    lost = "Occurrences changed on their own go back to the series, each with its own mail: 1."
    await phone.presses("Undo", "“Marketing weekly” was changed while you were deciding.", lost)
    await phone.presses("Keep theirs", "“Marketing weekly” stays as it is.")
