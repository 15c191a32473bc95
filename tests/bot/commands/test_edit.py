"""Editing events: the form, the question before, and what is said afterwards."""

from __future__ import annotations

from bot.commands.edited import about_link
from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from cards.words import Words
from graph.event_json import read_details
from graph.model import ChangedEvent, EventDetails
from graph.sandbox import Sandbox
from tests.bot.commands.edits import content, edited, event, somebody_changes_event
from tests.conftest import Clock
from tests.teams import Shown, Talk
from tests.world import graph_calls, writes


def inputs(shown: Shown) -> list[dict[str, str]]:
    """Every input of the newest card."""

    def walk(node: object) -> list[dict[str, str]]:
        if isinstance(node, list):
            return [found for each in node for found in walk(each)]
        if not isinstance(node, dict):
            return []
        here = [node] if str(node.get("type", "")).startswith("Input.") else []
        return here + [found for value in node.values() for found in walk(value)]

    return walk(shown.card)


async def test_the_form_holds_everything_as_it_is_now(talk: Talk, world: Sandbox) -> None:
    shown = await talk("edit design review")

    assert {
        "Subject: Design review",
        "Importance: normal",
        "Date: 2026-03-07",
        "Time, such as 15:00: 7:30 AM",
        "Length in minutes: 60",
        "Show as: busy",
        "Minutes from the reminder to the start: 15",
        "Who has to come (a name or address a line): Megan Bowen <megan@contoso.com>\nAdele Vance <adele@contoso.com>",
        "Text of the invitation: The new landing page: Adele shows three variants, then we pick one.",
        "Times are in Newfoundland Time.",
    } <= set(shown.words_of_card)
    assert writes(world) == []


async def test_two_calls_are_enough_to_show_the_form(talk: Talk, world: Sandbox) -> None:
    await talk("edit design review")

    assert len(graph_calls(world)) == 2


async def test_what_is_wanted_is_asked_first_and_only_that_is_sent(talk: Talk, world: Sandbox) -> None:
    shown = await talk("edit design review")
    etag = f'W/"{event(world, "Design review")["changeKey"]}"'
    shown = await talk.press(shown, "Check the changes", subject="Design, again", importance="high")
    assert shown.text_of_card == "Change “Design review”?"
    assert {"Design, again", "Normal", "High", "Gets mail: Megan Bowen and Adele Vance."} <= set(shown.words_of_card)
    assert writes(world) == []

    shown = await talk.press(shown, "Yes, change it")

    assert shown.text_of_card == "“Design, again” is changed."
    (call,) = writes(world)
    assert call.body == {"subject": "Design, again", "importance": "high"}
    assert call.headers["if-match"] == etag


async def test_a_form_without_differences_changes_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("edit design review"), "Check the changes")

    assert shown.text == "Nothing is different, so nothing was changed."
    assert writes(world) == []


async def test_leaving_it_changes_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("edit design review"), "Check the changes", subject="Other")

    shown = await talk.press(shown, "Leave it")

    assert shown.text_of_card == "“Design review” stays as it is."
    assert writes(world) == []


async def test_what_cannot_be_is_said_in_the_form_and_nothing_that_was_typed_is_lost(
    talk: Talk, world: Sandbox
) -> None:
    shown = await talk("edit design review")

    shown = await talk.press(
        shown, "Check the changes", subject="New name", time="half past never", minutes="0", reminder_minutes="99999"
    )

    assert {
        "I do not understand “half past never” as a time; write it such as 15:00.",
        "“Length in minutes” is a whole number from 1 to 44640.",
        "“Minutes from the reminder to the start” is a whole number from 0 to 40320.",
        "Subject: New name",
        "Time, such as 15:00: half past never",
        "Length in minutes: 0",
    } <= set(shown.words_of_card)
    shown = await talk.press(shown, "Check the changes", time="3 pm", minutes="30", reminder_minutes="20")
    assert {"New name", "Sat, Mar 7, 3:00 PM – 3:30 PM · 30 min", "20 min before"} <= set(shown.words_of_card)


async def test_an_hour_after_midnight_is_not_taken_for_another_day(talk: Talk) -> None:
    shown = await talk.press(await talk("edit design review"), "Check the changes", time="25時")

    assert "I do not understand “25時” as a time; write it such as 15:00." in shown.words_of_card


async def test_every_field_has_a_label_for_screen_readers_and_no_time_picker(talk: Talk) -> None:
    """AdaptiveCards#7414, #6783: unnamed fields. msteams-docs#3806: time pickers that answer 02:30 for 2:30 pm."""
    for text in ("edit design review", "edit booking Grady"):
        shown = await talk(text)

        assert all(each.get("label") for each in inputs(shown))
        assert "Input.Time" not in {each["type"] for each in inputs(shown)}


async def test_an_event_can_become_a_whole_day_and_back(talk: Talk, world: Sandbox) -> None:
    await edited(talk, "edit budget check-in", all_day="true", days="2")
    assert (event(world, "Budget check-in")["isAllDay"], event(world, "Budget check-in")["end"]["dateTime"][:10]) == (
        True,
        "2026-03-09",
    )

    await edited(talk, "edit budget check-in", all_day="false", time="10:00", minutes="45")

    kept = event(world, "Budget check-in")
    assert (kept["isAllDay"], kept["start"]["dateTime"][:16], kept["end"]["dateTime"][:16]) == (
        False,
        "2026-03-07T13:30",
        "2026-03-07T14:15",
    )


async def test_who_is_only_invited_is_told_that_only_their_calendar_changes(talk: Talk, world: Sandbox) -> None:
    shown = await talk("edit hiring sync")
    assert "Adele Vance organises this: only your own calendar changes." in shown.words_of_card
    assert "Who has to come (a name or address a line)" not in str(shown.card)

    shown = await talk.press(shown, "Check the changes", categories="Hiring", show_as="tentative")

    assert "Nobody gets mail." in shown.words_of_card
    await talk.press(shown, "Yes, change it")
    assert world.organisation.mails == []
    assert event(world, "Hiring sync")["categories"] == ["Hiring"]


async def test_an_event_of_ones_own_mails_nobody(talk: Talk) -> None:
    shown = await talk.press(await talk("edit dentist"), "Check the changes", location="14 Harley Street")

    assert "Nobody else is invited, so nobody gets mail." in shown.words_of_card


async def test_an_online_meeting_is_added_and_its_link_is_on_the_card(talk: Talk, world: Sandbox) -> None:
    shown = await edited(talk, "edit budget check-in", is_online_meeting="true")

    assert event(world, "Budget check-in")["onlineMeeting"]["joinUrl"]
    assert "Join" in shown.buttons


async def test_formatting_that_gets_lost_is_said_before(talk: Talk, world: Sandbox) -> None:
    bold = {"body": {"contentType": "html", "content": "<p>Bring <b>sketches</b></p>"}}
    await somebody_changes_event(world, event(world, "Budget check-in"), bold)

    shown = await talk.press(await talk("edit budget check-in"), "Check the changes", body="Bring sketches and pens")

    assert "The text becomes plain: bold letters, links and pictures of the old one go." in shown.words_of_card


async def test_a_text_too_long_for_a_card_stays_out_of_the_form(talk: Talk, world: Sandbox) -> None:
    long = {"body": {"contentType": "text", "content": "word " * 1000}}
    await somebody_changes_event(world, event(world, "Budget check-in"), long)

    shown = await talk("edit budget check-in")

    assert "The text is too long for a card; please edit it in Outlook." in shown.words_of_card
    assert "body" not in {each["id"] for each in inputs(shown)}


async def test_outlooks_reminder_of_an_event_is_turned_off(talk: Talk, world: Sandbox) -> None:
    shown = await talk("cancel reminder on design review")
    assert shown.text_of_card == "Turn off Outlook’s reminder of “Design review”?"

    await talk.press(shown, "Yes, change it")

    assert event(world, "Design review")["isReminderOn"] is False
    again = await talk("cancel reminder on design review")
    assert again.text == "“Design review” has no reminder in Outlook, so nothing was changed."


async def test_an_event_that_is_not_there_is_said_in_a_sentence(talk: Talk) -> None:
    shown = await talk("edit moon landing")

    assert shown.text == (
        "I found nothing like “moon landing” in the next two weeks, so nothing was changed. Try “today”."
    )


async def test_several_that_fit_are_offered(talk: Talk) -> None:
    shown = await talk("edit call")

    shown = await talk.press(shown, "Fabrikam call · Fri, Mar 6, 12:30 PM")

    assert "Subject: Fabrikam call" in shown.words_of_card


async def test_editing_is_between_the_person_and_the_bot(talk: Talk, world: Sandbox) -> None:
    shown = await talk.in_chat("groupChat")("edit design review")

    assert shown.text == "That is between you and me: please say it in our private chat."
    assert graph_calls(world) == []


async def test_editing_in_japanese(talk: Talk, world: Sandbox) -> None:
    ja = talk.speaking("ja-JP")
    shown = await ja("編集 Design review")
    assert {"件名: Design review", "時刻（例 15:00）: 7:30"} <= set(shown.words_of_card)
    shown = await ja.press(shown, "変更を確認", time="午後3時", location="会議室A")
    assert shown.text_of_card == "「Design review」を変更しますか？"
    assert {"3月7日(土) 15:00 – 16:00 · 1時間", "会議室A", "メールが届く人：Megan Bowen、Adele Vance"} <= set(
        shown.words_of_card
    )

    shown = await ja.press(shown, "はい、変更します")

    assert shown.text_of_card == "「Design review」を変更しました。"
    assert content(event(world, "Design review"))["location"]["displayName"] == "会議室A"
    shown = await ja.press(shown, "元に戻す")
    assert shown.text_of_card == "「Design review」を元どおりにしました。"


async def test_a_time_that_went_by_while_the_card_was_open_is_asked_again(
    talk: Talk, world: Sandbox, clock: Clock
) -> None:
    shown = await talk.press(await talk("edit fabrikam call"), "Check the changes", time="10:00")
    clock.forward(hours=2)

    shown = await talk.press(shown, "Yes, change it")

    assert "That is in the past." in shown.words_of_card
    assert writes(world) == []


async def test_a_link_that_is_gone_or_another_is_said(talk: Talk, world: Sandbox) -> None:
    """Whoever dropped it: the person learns it from the card of their own change."""
    shown = await talk.press(await talk("edit design review"), "Check the changes", categories="Red")
    await somebody_changes_event(world, event(world, "Design review"), {"body": {"contentType": "html", "content": ""}})
    gone = await talk.press(shown, "Yes, change it")
    shown = await talk.press(await talk("edit fabrikam call"), "Check the changes", categories="Red")
    for change in ({"body": {"contentType": "html", "content": ""}}, {"isOnlineMeeting": True}):
        await somebody_changes_event(world, event(world, "Fabrikam call"), change)
    another = await talk.press(shown, "Yes, change it")

    assert "The join link is gone: Outlook dropped it. “edit” can make a new one." in gone.words_of_card
    assert "The join link is another one now: share it again." in another.words_of_card


async def test_a_link_that_had_to_be_put_back_is_said(talk: Talk, world: Sandbox) -> None:
    details = await seen(world, "Design review")
    english = Words("en-US", "UTC")

    repaired, untouched = (about_link(english, details, ChangedEvent(details, was)) for was in (True, False))

    assert (repaired, untouched) == (["Outlook had dropped the join link; I put it back."], [])


async def seen(world: Sandbox, subject: str) -> EventDetails:
    """An event as the bot reads it."""
    answer = await world.change("alexw@contoso.com", "GET", f"/v1.0/me/events/{event(world, subject)['id']}", {})
    return read_details(answer.body)


async def test_an_edit_is_not_put_back_where_others_read_along(talk: Talk, world: Sandbox) -> None:
    await edited(talk, "edit dentist", location="14 Harley Street")
    group = talk.in_chat("groupChat")

    shown = await group.press(await group("undo"), "Yes, put it back")

    assert shown.text == "That is between you and me: please say it in our private chat."
    assert len(writes(world)) == 1
    await talk.press(await talk("undo"), "Yes, put it back")
    assert event(world, "Dentist")["location"]["displayName"] == "12 Harley Street"


async def test_the_largest_forms_and_questions_fit_into_a_card(talk: Talk, world: Sandbox) -> None:
    ja = talk.speaking("ja-JP")
    crowd = [{"emailAddress": {"address": f"person.number.{number}@contoso.com"}} for number in range(40)]
    body = {"contentType": "text", "content": "案内 " * 660}
    name = "Budget check-in " + "件" * 230
    full = {"subject": name, "body": body, "attendees": crowd, "location": {"displayName": "場" * 255}}
    await somebody_changes_event(world, event(world, "Budget check-in"), full)
    more = "\n".join(f"somebody.else.{number}@contoso.com" for number in range(55))
    long = {"categories": "分" * 255, "subject": "新" * 255, "location": "所" * 255}

    form = await ja("編集 Budget check-in")
    typed = {"body": "長" * 2000, "required": more, "optional": more, **long}
    again = await ja.press(form, "変更を確認", **typed, minutes="0", time="x" * 255)
    asked = await ja.press(again, "変更を確認", time="15:00", minutes="60")
    await somebody_changes_event(world, event(world, "Budget check-in"), {"subject": "Budget check-in " + "彼" * 230})
    merging = await ja.press(asked, "はい、変更します")

    assert "その間に変更がありました" in merging.words_of_card
    sizes = [size_in_bytes(shown.card) for shown in (form, again, asked, merging)]
    assert max(sizes) <= LARGEST_CARD_BYTES, sizes
