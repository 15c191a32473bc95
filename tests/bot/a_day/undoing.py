"""Late afternoon: late for several things at once, and ways back in order and out of order."""

from __future__ import annotations

from tests.bot.a_day.changes import all_of, appeared, edited, moved, on_wire, span, taken_out
from tests.bot.a_day.events import place
from tests.bot.a_day.stage import CHECK, SPENT, YES_EDIT, YES_MOVE, Cast
from tests.teams import ALEX

MISSING = "It is not there any more, so nothing was changed. Somebody may have deleted it."
BACK = "Yes, put it back"
YES_JA, UNDO_JA = "はい、移動します", "元に戻す"


async def late_for_three(cast: Cast) -> None:
    """What follows moves as well, and one undo takes all of it back, but not what somebody changed meanwhile."""
    day, alex = cast.day, cast.alex
    await new_entry(cast, "Review notes", "2026-03-06 13:30", "2026-03-06 13:45")
    await new_entry(cast, "Writing", "2026-03-06 13:50", "2026-03-06 14:20")
    await alex.says(
        "I'm 15 minutes late for lunch with lynne",
        "Running late by 15 min for “Lunch with Lynne”?",
        "Gets mail: Lynne Robbins.",
        "Review notes: 10:00 AM – 10:15 AM → 10:15 AM – 10:30 AM",
        "Writing: 10:20 AM – 10:50 AM → 10:35 AM – 11:05 AM",
    )
    question = alex.shown
    late = all_of(
        moved(day.event("Lunch with Lynne"), "2026-03-06 13:00", "2026-03-06 13:45"),
        moved(day.event("Review notes"), "2026-03-06 13:45", "2026-03-06 14:00"),
        moved(day.event("Writing"), "2026-03-06 14:05", "2026-03-06 14:35"),
    )
    await alex.agrees("Yes, and move what follows", "3 changed.", to=late)
    await alex.presses("Yes, and move what follows", SPENT, on=question)
    await alex.undoes("Undo", "3 put back.", change=late)
    await alex.says("I'm 15 minutes late for lunch with lynne", "Running late by 15 min for “Lunch with Lynne”?")
    await alex.agrees("Yes, and move what follows", "3 changed.", to=late)
    evening = "2026-03-06 19:00", "2026-03-06 19:30"
    theirs = moved(day.event("Writing"), *evening)
    await day.in_outlook(ALEX, "Writing", on_wire(*evening), theirs)
    left = "Writing: it was changed while you were deciding, so I left it."
    await alex.undoes("Undo", "2 put back.", left, change=late)


async def new_entry(cast: Cast, subject: str, start: str, end: str) -> None:
    """The assistant puts something into Alex's calendar."""
    new = appeared(cast.day.world, "alexw@contoso.com", subject=subject, **span(start, end))
    body = {"subject": subject, **on_wire(start, end)}
    await cast.day.elsewhere("alexw@contoso.com", "POST", "/v1.0/me/events", body, new)


async def back_in_order(cast: Cast) -> None:
    """Edited, moved, taken out: three times undo, and it is as in the morning, although Graph gave it a new name."""
    day, alex = cast.day, cast.alex
    dentist = day.event("Dentist")
    await alex.says("edit dentist", "Edit: Dentist")
    await alex.presses(CHECK, "Change “Dentist”?", location="14 Harley Street")
    cafe = edited(dentist, **place("14 Harley Street"))
    await alex.agrees(YES_EDIT, "“Dentist” is changed.", to=cafe)
    await alex.says("move dentist to 4pm", "Move “Dentist” to Mon, Mar 9, 4:00 PM – 5:00 PM?")
    later = moved(dentist, "2026-03-09 18:30", "2026-03-09 19:30")
    await alex.agrees(YES_MOVE, "“Dentist” is now Mon, Mar 9, 4:00 PM.", to=later)
    result = alex.shown
    await alex.says(
        "cancel dentist", "Cancel “Dentist”, Mon, Mar 9, 4:00 PM – 5:00 PM?", "Undo makes the same entry again."
    )
    out = taken_out(day.world, dentist, "alexw@contoso.com")
    await alex.agrees("Yes, cancel it", "“Dentist” is cancelled.", to=out)
    await alex.presses("Undo", MISSING, on=result)
    await alex.says("undo", "Put “Dentist” back to Mon, Mar 9, 4:00 PM – 5:00 PM?")
    await alex.undoes(BACK, "“Dentist” is back at Mon, Mar 9, 4:00 PM – 5:00 PM.", change=out)
    await alex.says("undo", "Put “Dentist” back to Mon, Mar 9, 10:30 AM – 11:30 AM?")
    await alex.undoes(BACK, "“Dentist” is back at Mon, Mar 9, 10:30 AM – 11:30 AM.", change=later)
    await alex.says("undo", "Put “Dentist” back to 12 Harley Street?")
    await alex.undoes(BACK, "“Dentist” is as it was.", change=cafe)


async def back_out_of_order(cast: Cast) -> None:
    """Of three changes the oldest goes back first, alone; of two of the same thing the newer has to go first."""
    day, aoi = cast.day, cast.aoi
    dentist = day.event("歯科")
    await aoi.says("東和商事 訪問を3月10日に移動", "「東和商事 訪問」を3月10日(火) 13:00 – 14:30に移動しますか？")
    visit = moved(day.event("東和商事 訪問"), "2026-03-10 04:00", "2026-03-10 05:30")
    oldest = await aoi.agrees(YES_JA, "「東和商事 訪問」は3月10日(火) 13:00になりました。", to=visit)
    await aoi.says("歯科を19時に移動", "「歯科」を3月9日(月) 19:00 – 20:00に移動しますか？")
    seven = moved(dentist, "2026-03-09 10:00", "2026-03-09 11:00")
    older = await aoi.agrees(YES_JA, "「歯科」は3月9日(月) 19:00になりました。", to=seven)
    await aoi.says("歯科を20時に移動", "「歯科」を3月9日(月) 20:00 – 21:00に移動しますか？")
    eight = moved(dentist, "2026-03-09 11:00", "2026-03-09 12:00")
    await aoi.agrees(YES_JA, "「歯科」は3月9日(月) 20:00になりました。", to=eight)
    await aoi.undoes(UNDO_JA, "「東和商事 訪問」を3月7日(土) 13:00 – 14:30に戻しました。", change=visit, on=oldest)
    await aoi.presses(UNDO_JA, "確認中に「歯科」が変更されました。", on=older)
    await aoi.presses("相手の変更を残す", "「歯科」はそのままです。")
    await aoi.says("履歴", "この30日間の変更", "元に戻しました。")
    await aoi.undoes(UNDO_JA, "「歯科」を3月9日(月) 19:00 – 20:00に戻しました。", change=eight)
    await aoi.says("履歴", "この30日間の変更")
    await aoi.undoes(UNDO_JA, "「歯科」を3月9日(月) 18:00 – 19:00に戻しました。", change=seven)
