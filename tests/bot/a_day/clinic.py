"""The afternoon at the clinic: two of its staff, one in each language, and the same appointment."""

from __future__ import annotations

from tests.bot.a_day.changes import gone, put, rebooked
from tests.bot.a_day.everything import keys_of
from tests.bot.a_day.stage import CHECK, YES_EDIT, YES_MOVE, Cast

GRADY = "Hearing aid fitting – Grady Archie"
MEANWHILE = f"“{GRADY}” was changed while you were deciding."
YES_EDIT_JA = "はい、変更します"


async def a_booking_that_two_move(cast: Cast) -> None:
    """Alex and Adele move it; hers goes on top of his; both go back in order, exactly."""
    day, alex, adele = cast.day, cast.alex, cast.adele
    grady = day.booking("Grady Archie", "2026-03-07")
    await adele.says("今日の予約", "予約 3月6日(金)")
    await adele.says("Gradyさんの予約を来週火曜の14時に変更", f"「{GRADY}」を3月10日(火) 14:00 – 14:45に移動しますか？")
    await alex.says("rebook Grady to next Tuesday 10:00", f"Move “{GRADY}” to Tue, Mar 10, 10:00 AM – 10:45 AM?")
    his = rebooked(grady, "2026-03-10 12:30", "2026-03-10 13:15")
    await alex.agrees(YES_MOVE, f"“{GRADY}” is now Tue, Mar 10, 10:00 AM.", to=his)
    result = alex.shown
    await adele.presses(
        "はい、移動します",
        f"確認中に「{GRADY}」が変更されました。",
        "変更前", "3月7日(土) 10:00 – 10:45",
        "相手の変更", "3月10日(火) 12:30 – 13:15",
        "自分の変更", "3月10日(火) 14:00 – 14:45",
    )  # fmt: skip
    hers = rebooked(grady, "2026-03-10 14:00", "2026-03-10 14:45")
    await adele.agrees("それでも移動する", f"「{GRADY}」は3月10日(火) 14:00になりました。", to=hers)
    await alex.presses("Undo", MEANWHILE, "Tue, Mar 10, 11:30 AM – 12:15 PM")
    await alex.presses("Keep theirs", f"“{GRADY}” stays as it is.")
    await adele.undoes("元に戻す", f"「{GRADY}」を3月10日(火) 12:30 – 13:15に戻しました。", change=hers)
    await alex.undoes("Undo", f"“{GRADY}” is back at Sat, Mar 7, 6:30 AM – 7:15 AM.", change=his, on=result)


async def a_price_and_a_note(cast: Cast) -> None:
    """Price and note of the same appointment both stand; the same price is asked about."""
    day, alex, adele = cast.day, cast.alex, cast.adele
    grady = day.booking("Grady Archie", "2026-03-07")
    await alex.says("edit booking Grady", f"Edit the booking: {GRADY}")
    await alex.presses(CHECK, f"Change “{GRADY}”?", "60.00", "75.00", price="75")
    await adele.says("Gradyさんの予約を編集", f"予約の編集：{GRADY}")
    await adele.presses("変更を確認", f"「{GRADY}」を変更しますか？", "Ring twice", service_notes="Ring twice")
    note = put(grady, serviceNotes="Ring twice")
    await adele.agrees(YES_EDIT_JA, f"「{GRADY}」を変更しました。", to=note)
    price = put(grady, price=75.0)
    await alex.agrees(YES_EDIT, f"“{GRADY}” is changed.", to=price)
    await adele.says("Gradyさんの予約を編集", f"予約の編集：{GRADY}")
    await adele.presses("変更を確認", f"「{GRADY}」を変更しますか？", "75.00", "80.00", price="80")
    await alex.undoes("Undo", f"“{GRADY}” is as it was.", change=price)
    await adele.presses(YES_EDIT_JA, f"確認中に「{GRADY}」が変更されました。", "75.00", "60.00", "80.00")
    await adele.agrees("自分の変更で上書き", f"「{GRADY}」を変更しました。", to=put(grady, price=80.0))


async def a_booking_that_is_gone(cast: Cast) -> None:
    """Adele cancels while Alex still looks at the card: that is said, and nothing comes back to life."""
    day, alex, adele = cast.day, cast.alex, cast.adele
    lee = day.booking("Lee Gu", "2026-03-14")
    await alex.says("move Lee Gu on march 14 to 11:00", "Move “Hearing test – Lee Gu” to Sat, Mar 14, 11:00 AM")
    asked = "「Hearing test – Lee Gu」（3月14日(土) 10:00 – 10:30）をキャンセルしますか？"
    await adele.says("3月14日のLee Guさんの予約をキャンセル", asked)
    await adele.agrees("はい、キャンセルします", "「Hearing test – Lee Gu」をキャンセルしました。", to=gone(lee[1]))
    await alex.presses(YES_MOVE, "It is not there any more, so nothing was changed. Somebody may have deleted it.")


async def a_virtual_appointment(cast: Cast) -> None:
    """The same number: was, theirs, yours. Another property: both stand, and undo takes back one's own alone."""
    day, alex = cast.day, cast.alex
    (visit,) = keys_of(day.start, "visit")
    path = f"/beta/me/onlineMeetings/{visit[1]}/virtualAppointment"
    form, changed = "The virtual appointment of “VISIT-1001”.", "The virtual appointment of “VISIT-1001” is changed."
    await alex.says("visit VISIT-1001", form)
    await alex.presses(CHECK, "Change the virtual appointment of “VISIT-1001”?", external_id="CRM-7")
    theirs = {"externalAppointmentId": "THEIRS-1"}
    await day.elsewhere("alexw@contoso.com", "PATCH", path, theirs, put(visit, **theirs))
    merge = "“VISIT-1001” was changed while you were deciding."
    await alex.presses(YES_EDIT, merge, "VISIT-1001", "THEIRS-1", "CRM-7")
    mine = put(visit, externalAppointmentId="CRM-7")
    await alex.agrees("Put mine on top", changed, to=mine)
    link = {"externalAppointmentUrl": "https://theirs.example/1"}
    await day.elsewhere("alexw@contoso.com", "PATCH", path, link, put(visit, **link))
    await alex.undoes("Undo", "The virtual appointment of “VISIT-1001” is as it was.", change=mine)
