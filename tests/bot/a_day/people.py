"""Noon: Aoi invites in Japanese and Alex answers in English; in a group chat both ask for the same meeting."""

from __future__ import annotations

from tests.bot.a_day.changes import answered, appeared, moved, put
from tests.bot.a_day.everything import keys_of
from tests.bot.a_day.stage import NOT_YOURS, YES_MOVE, Actor, Cast

TALK = "ロードマップ相談会"
YES_JA = "はい、移動します"


async def an_invitation_that_moves(cast: Cast) -> None:
    """Alex answers the invitation that there is, not the one that there was; Aoi's undo asks everybody again."""
    day, alex, aoi = cast.day, cast.alex, cast.aoi
    talk = day.event(TALK)
    await aoi.says("来週の予定", "3月9日(月) – 3月15日(日)", TALK)
    await alex.says("accept", f"Accept “{TALK}”?")
    await aoi.says(f"{TALK}を3月13日16時に移動", f"「{TALK}」を3月13日(金) 16:00 – 17:00に移動しますか？")
    earlier = moved(talk, "2026-03-13 07:00", "2026-03-13 08:00")
    await aoi.agrees(YES_JA, f"「{TALK}」は3月13日(金) 16:00になりました。", to=earlier)
    result = aoi.shown
    await alex.presses(
        "Yes, accept", f"“{TALK}” was changed while you were deciding.", "Fri, Mar 13, 4:30 AM – 5:30 AM"
    )
    yes = answered(talk, "alexw@contoso.com", "accepted", "busy", day.clock.now)
    await alex.agrees("Put mine on top", f"You accepted “{TALK}”.", to=yes)
    day.goes(yes)  # the time that comes back asks everybody again, and Alex too
    await aoi.undoes("元に戻す", f"「{TALK}」を3月13日(金) 17:00 – 18:00に戻しました。", change=earlier, on=result)


async def an_answer_and_back(cast: Cast) -> None:
    """An answer that was given comes back; of what belongs to somebody else only one's own part changes."""
    day, alex, aoi = cast.day, cast.alex, cast.aoi
    demo = day.event("Vendor demo")
    await alex.says("accept vendor demo", "Accept “Vendor demo”?", "Patti Fernandez", "maybe")
    yes = answered(demo, "alexw@contoso.com", "accepted", "busy", day.clock.now)
    await alex.agrees("Yes, accept", "You accepted “Vendor demo”.", to=yes)
    day.comes(answered(demo, "alexw@contoso.com", "tentativelyAccepted", "tentative", day.clock.now))
    await alex.undoes("Undo", "Your answer to “Vendor demo” is again: maybe.", change=yes)
    await alex.says("accept design review", "You organise “Design review” yourself, so there is nothing to answer;")
    await aoi.says("定例を30分後ろにずらして", "「週次定例」を3月9日(月) 10:30 – 11:00に移動しますか？")
    await aoi.presses("そのままにする", "「週次定例」はそのままです。")


async def one_meeting_for_a_group(cast: Cast) -> None:
    """Who asks first makes it, in whichever language; only who asked can press, and only its owner can move it."""
    day, alex = cast.day, in_group(cast.alex)
    aoi = in_group(cast.aoi)
    his = await alex.says("meet ACME-77 on monday 15:00 for 45 min", "Make the online meeting “ACME-77”?")
    await aoi.says("会議 ACME-77 月曜23時から45分", "オンライン会議「ACME-77」を作りますか？")
    await aoi.presses("Yes, make it", NOT_YOURS, on=his)
    times = {"startDateTime": "2026-03-09T14:00:00.0000000Z", "endDateTime": "2026-03-09T14:45:00.0000000Z"}
    made = appeared(day.world, "meeting", externalId="ACME-77", subject="ACME-77", **times)
    await aoi.agrees("はい、作ります", "「ACME-77」を作成しました。", to=made)
    await alex.presses("Yes, make it", "“ACME-77” already exists, and nothing about it was changed.")
    await alex.says(
        "move ACME-77 to 16:00",
        "“ACME-77” was made by somebody else in this chat, so only they can move it; nothing was changed.",
    )
    await aoi.says("ACME-77を火曜の10時に移動", "「ACME-77」を3月10日(火) 10:00 – 10:45に移動しますか？")
    (meeting,) = keys_of(day.expected(), "meeting", externalId="ACME-77")
    times = {"startDateTime": "2026-03-10T01:00:00.0000000Z", "endDateTime": "2026-03-10T01:45:00.0000000Z"}
    tuesday = put(meeting, **times)
    await aoi.agrees(YES_JA, "「ACME-77」は3月10日(火) 10:00になりました。", to=tuesday)
    await aoi.undoes("元に戻す", "「ACME-77」を3月9日(月) 23:00 – 23:45に戻しました。", change=tuesday)
    await alex.says("move dentist to 3pm on march 10", "Move “Private appointment” to Tue, Mar 10, 3:00 PM – 4:00 PM?")
    await aoi.presses(YES_MOVE, NOT_YOURS, on=alex.shown)
    await alex.presses("Leave it", "“Private appointment” stays as it is.")
    await alex.says("edit design review", "That is between you and me: please say it in our private chat.")


def in_group(actor: Actor) -> Actor:
    """The same person and device in a group chat."""
    return Actor(actor.day, actor.talk.in_chat("groupChat"))
