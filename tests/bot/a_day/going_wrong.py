"""The evening: Graph is busy, away, or silent; the bot is restarted; a day goes by."""

from __future__ import annotations

from tests.bot.a_day.changes import edited, moved
from tests.bot.a_day.stage import SPENT, UNSURE, YES_MOVE, Cast

NO_WORD = "Microsoft 365 did not say whether the change went through. Look at how it is now before you try again."


async def graph_in_trouble(cast: Cast) -> None:
    """What was not changed can be pressed again; what may have been is looked at, and never sent twice."""
    day, alex, trouble = cast.day, cast.alex, cast.day.world.trouble
    briefing = day.event("Press briefing")
    await alex.says("move press briefing to 11:00", "Move “Press briefing” to Wed, Mar 18, 11:00 AM – 12:00 PM?")
    trouble.plan("unavailable", method="PATCH")
    await alex.presses(
        YES_MOVE, "I could not reach Microsoft 365, so nothing was changed. Please try again in a minute."
    )
    trouble.plan("dropReply", method="PATCH")
    eleven = moved(briefing, "2026-03-18 13:30", "2026-03-18 14:30")
    await alex.agrees(YES_MOVE, "“Press briefing” is now Wed, Mar 18, 11:00 AM.", to=eleven)
    trouble.plan("changed", method="PATCH")
    await alex.undoes("Undo", "“Press briefing” is back at Wed, Mar 18, 11:30 AM – 12:30 PM.", change=eleven)
    await alex.says("move press briefing to 12:00", "Move “Press briefing” to Wed, Mar 18, 12:00 PM – 1:00 PM?")
    trouble.plan("dropRequest", method="PATCH")
    await alex.presses(YES_MOVE, NO_WORD)
    await alex.presses(YES_MOVE, UNSURE)


async def a_restart(cast: Cast) -> None:
    """Cards, forms and ways back outlive the process; so does what was answered already."""
    day, alex, aoi = cast.day, cast.alex, cast.aoi
    call = day.event("Fabrikam call")
    await alex.says("move fabrikam call to 2 pm", "Move “Fabrikam call” to Fri, Mar 6, 2:00 PM – 2:30 PM?")
    day.world.trouble.plan("throttled", method="PATCH", retry_after_seconds=300)
    await alex.presses(
        YES_MOVE, "Microsoft 365 is busy and asks to wait 5 min. Nothing was changed; please try again then."
    )
    await aoi.says("編集 歯科", "編集：歯科")
    await day.start_bot()
    question = alex.shown
    two = moved(call, "2026-03-06 17:30", "2026-03-06 18:00")
    await alex.agrees(YES_MOVE, "“Fabrikam call” is now Fri, Mar 6, 2:00 PM.", to=two)
    await alex.presses(YES_MOVE, SPENT, on=question)
    await aoi.presses("変更を確認", "「歯科」を変更しますか？", subject="歯科（健診）")
    await aoi.agrees(
        "はい、変更します", "「歯科（健診）」を変更しました。", to=edited(day.event("歯科"), subject="歯科（健診）")
    )
    await day.start_bot()
    await alex.undoes("Undo", "“Fabrikam call” is back at Fri, Mar 6, 12:30 PM – 1:00 PM.", change=two)


async def the_next_day(cast: Cast) -> None:
    """Yesterday's cards change nothing, and say so; what was not taken back stays."""
    day, alex, phone, adele = cast.day, cast.alex, cast.phone, cast.adele
    await phone.says("move standup on monday to 15:00", "Move “Daily standup” to Mon 9 Mar, 15:00 – 15:15?")
    open_question = phone.shown
    await phone.says("move press briefing to 14:30", "Move “Press briefing” to Wed 18 Mar, 14:30 – 15:30?")
    half_past = moved(day.event("Press briefing"), "2026-03-18 14:30", "2026-03-18 15:30")
    await phone.agrees(YES_MOVE, "“Press briefing” is now Wed 18 Mar, 14:30.", to=half_past)
    day.clock.forward(hours=25)
    await phone.presses("Undo", SPENT)
    await phone.presses(YES_MOVE, SPENT, on=open_question)
    await phone.presses("Leave it", "“Daily standup” stays as it is.", on=open_question)
    await alex.says("undo", "There is nothing that I can put back; that works for changes of the last 24 hours.")
    await adele.says("元に戻す", "元に戻せる変更がありません。")
