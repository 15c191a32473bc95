"""Answers to invitations."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import writes

ALEX, PATTI = "alexw@contoso.com", "patti@contoso.com"


async def demo_of(world: Sandbox, who: str) -> dict[str, Any] | None:
    """The vendor demo in somebody's calendar; Patti organises it, and Alex has said maybe."""
    answer = await world.change(who, "GET", "/v1.0/me/events?$top=500", {})
    return next((each for each in answer.body["value"] if each["subject"] == "Vendor demo"), None)


async def patti_changes(world: Sandbox, **properties: object) -> None:
    demo = await demo_of(world, PATTI)
    assert demo is not None
    answer = await world.change(PATTI, "PATCH", f"/v1.0/me/events/{demo['id']}", properties)
    assert answer.status == 200


@pytest.mark.parametrize(
    ("said", "question", "yes", "result", "response"),
    [
        ("accept vendor demo", "Accept “Vendor demo”?", "Yes, accept", "You accepted “Vendor demo”.", "accepted"),
        (
            "tentative fabrikam vendor demo",
            "",
            "",
            "Your answer to “Vendor demo” is already: maybe.",
            "tentativelyAccepted",
        ),
    ],
)
async def test_an_answer_is_asked_first_then_given(
    said: str, question: str, yes: str, result: str, response: str, talk: Talk, world: Sandbox
) -> None:
    shown = await talk(said)
    if question:
        assert shown.text_of_card == question
        assert {"Organiser", "Patti Fernandez", "So far", "maybe"} <= set(shown.words_of_card)
        assert writes(world) == []
        shown = await talk.press(shown, yes)

    assert (shown.text_of_card if question else shown.text) == result
    demo = await demo_of(world, ALEX)
    assert demo is not None
    assert demo["responseStatus"]["response"] == response


async def test_undo_gives_the_former_answer_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("accept vendor demo"), "Yes, accept")

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "Your answer to “Vendor demo” is again: maybe."
    demo = await demo_of(world, ALEX)
    assert demo is not None
    assert demo["responseStatus"]["response"] == "tentativelyAccepted"


async def test_an_answer_that_was_none_has_no_way_back_and_the_card_says_so(talk: Talk) -> None:
    shown = await talk("ロードマップ相談会を承諾")
    assert "まだ返事をしていません。返事はあとで変えられますが、未回答には戻せません。" in shown.words_of_card

    shown = await talk.press(shown, "はい、承諾します")

    assert shown.text_of_card == "「ロードマップ相談会」を承諾しました。"
    assert "元に戻す" not in shown.buttons


async def test_a_declined_event_leaves_the_calendar_and_both_cards_say_so(talk: Talk, world: Sandbox) -> None:
    shown = await talk("decline vendor demo with a note I am on leave")
    assert "Outlook takes a declined event out of your calendar, and then this cannot be undone." in shown.words_of_card

    shown = await talk.press(shown, "Yes, decline")

    assert shown.text_of_card == "You declined “Vendor demo”."
    assert "Undo" not in shown.buttons
    assert writes(world)[-1].body == {"sendResponse": True, "comment": "I am on leave"}
    assert await demo_of(world, ALEX) is None


async def test_the_organiser_is_told_only_if_the_tick_stays(talk: Talk, world: Sandbox) -> None:
    shown = await talk("accept vendor demo")

    shown = await talk.press(shown, "Yes, accept", send="false", note="unheard")

    assert "The organiser was not told." in shown.words_of_card
    assert writes(world)[-1].body == {"sendResponse": False}


async def test_where_no_answer_is_wanted_none_is_sent(talk: Talk, world: Sandbox) -> None:
    await patti_changes(world, responseRequested=False)

    shown = await talk("accept vendor demo")

    assert "The organiser asked for no answers, so only your own calendar changes." in shown.words_of_card
    shown = await talk.press(shown, "Yes, accept")
    assert writes(world)[-1].body == {"sendResponse": False}


@pytest.mark.parametrize(
    ("said", "locale"),
    [
        ("decline vendor demo and propose friday march 13 10:00", "en-US"),
        ("3月13日10時を提案してVendor demoを辞退", "ja-JP"),
    ],
)
async def test_another_time_is_proposed_with_the_same_length(
    said: str, locale: str, talk: Talk, world: Sandbox
) -> None:
    speaking = talk.speaking(locale)
    shown = await speaking(said)

    await speaking.press(shown, next(title for title in shown.buttons if title in ("Yes, decline", "はい、辞退します")))

    proposed = writes(world)[-1].body["proposedNewTime"]
    assert proposed["start"] == {"dateTime": "2026-03-13T05:30:00", "timeZone": "Pacific Standard Time"}
    assert proposed["end"]["dateTime"] == "2026-03-13T06:15:00"


async def test_a_proposal_that_is_unclear_is_asked_about(talk: Talk) -> None:
    shown = await talk("decline vendor demo and propose friday 10:00")

    shown = await talk.press(shown, "Fri, Mar 13, 10:00 AM")

    assert shown.text_of_card == "Decline “Vendor demo”?"
    assert "Fri, Mar 13, 10:00 AM – 10:45 AM" in shown.words_of_card


async def test_a_proposal_that_names_no_time_is_asked_about(talk: Talk) -> None:
    shown = await talk("decline vendor demo and propose another day")

    assert {"Date: 2026-03-11", "Time: 12:30"} <= set(shown.words_of_card)
    shown = await talk.press(shown, "Continue", date="2026-03-13", time="10:00")
    assert "Fri, Mar 13, 10:00 AM – 10:45 AM" in shown.words_of_card


async def test_what_a_note_proposes_is_left_in_the_note(talk: Talk) -> None:
    shown = await talk("decline vendor demo with a note I suggest friday march 13")

    assert "Note for the organiser: I suggest friday march 13" in shown.words_of_card
    assert "Proposed" not in shown.words_of_card


async def test_a_proposal_that_the_organiser_takes_none_of_is_left_out_and_the_card_says_so(
    talk: Talk, world: Sandbox
) -> None:
    await patti_changes(world, allowNewTimeProposals=False)

    shown = await talk("decline vendor demo and propose march 13 10:00")

    assert "The organiser takes no proposals, so the other time is left out." in shown.words_of_card
    await talk.press(shown, "Yes, decline")
    assert "proposedNewTime" not in writes(world)[-1].body


async def test_the_organiser_has_nothing_to_answer(talk: Talk, world: Sandbox) -> None:
    shown = await talk("accept design review")

    assert shown.text == "You organise “Design review” yourself, so there is nothing to answer; nothing was changed."
    assert writes(world) == []


async def test_accept_alone_is_about_what_waits_for_an_answer(talk: Talk) -> None:
    shown = await talk("accept")

    assert shown.text_of_card == "Accept “ロードマップ相談会”?"


async def test_of_a_series_it_is_asked_whether_one_or_all_are_meant(talk: Talk, world: Sandbox) -> None:
    shown = await talk("tentative megan and alex")
    assert shown.text_of_card == "This one or the whole series?"

    shown = await talk.press(shown, "The whole series")

    assert shown.text_of_card == "Answer “maybe” to “Megan and Alex”?"
    assert "The answer is for all occurrences." in shown.words_of_card


async def test_an_invitation_that_moved_meanwhile_is_shown_before_it_is_answered(talk: Talk, world: Sandbox) -> None:
    shown = await talk("accept vendor demo")
    times = {
        name: {"dateTime": f"2026-03-12T{clock}", "timeZone": "UTC"}
        for name, clock in (("start", "18:00:00"), ("end", "19:00:00"))
    }
    await patti_changes(world, **times)

    shown = await talk.press(shown, "Yes, accept")

    assert shown.text_of_card == "“Vendor demo” was changed while you were deciding."
    assert "Thu, Mar 12, 3:30 PM – 4:30 PM" in shown.words_of_card
    shown = await talk.press(shown, "Put mine on top")
    assert shown.text_of_card == "You accepted “Vendor demo”."


async def test_undo_does_not_run_over_another_answer(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(await talk("accept vendor demo"), "Yes, accept")
    demo = await demo_of(world, ALEX)
    assert demo is not None
    await world.change(ALEX, "POST", f"/v1.0/me/events/{demo['id']}/tentativelyAccept", {"sendResponse": True})

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“Vendor demo” was changed while you were deciding."


async def test_a_private_invitation_stays_private_in_a_group(talk: Talk, world: Sandbox) -> None:
    await patti_changes(world, sensitivity="private")

    shown = await talk.in_chat("groupChat")("decline vendor demo")

    assert shown.text_of_card == "Decline “Private appointment”?"
    assert "Patti" not in str(shown.card)


async def test_an_invitation_of_next_week_may_be_on_any_day_of_it(talk: Talk, world: Sandbox) -> None:
    start, end = ({"dateTime": f"2026-03-11T{clock}:00", "timeZone": "UTC"} for clock in ("10:00", "11:00"))
    await patti_changes(world, start=start, end=end)

    shown = await talk("accept the vendor demo next week")

    assert shown.text_of_card == "Accept “Vendor demo”?"


@pytest.mark.parametrize(("said", "text"), [("accept yak shaving", "I found no invitation like “yak shaving”")])
async def test_nothing_found_says_so(said: str, text: str, talk: Talk) -> None:
    assert (await talk(said)).text.startswith(text)
