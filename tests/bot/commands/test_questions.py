"""Questions about the calendar: answered directly, and never a change."""

from __future__ import annotations

import pytest

from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from graph.sandbox import Sandbox
from tests.teams import MEGAN, Member, Talk
from tests.world import graph_calls, writes

AOI = Member("高橋 葵", "29:user-aoi", "33333333-3333-4333-8333-333333333336")  # her calendar is in Japanese


@pytest.mark.parametrize(
    ("asked", "locale", "answer"),
    [
        ("when is design review", "en-US", "“Design review”: Sat, Mar 7, 7:30 AM – 8:30 AM."),
        ("when is the fabrikam call", "en-US", "“Fabrikam call” starts in 3 h 30 min, at 12:30 PM."),
        ("where is the budget check-in", "en-US", "“Budget check-in” is here: Room Thames. Sat, Mar 7, 1:00 PM"),
        ("where is the standup", "en-US", "“Daily standup” is online, Mon, Mar 9, 6:45 AM – 7:00 AM."),
        ("what's next", "en-US", "“Lunch with Lynne” starts in 15 min, at 9:15 AM."),
        ("次の予定は？", "ja-JP", "「Lunch with Lynne」は"),
        ("週次定例はどこ？", "ja-JP", "「週次定例」"),
    ],
)
async def test_a_question_is_answered_in_the_first_line(
    asked: str, locale: str, answer: str, talk: Talk, world: Sandbox
) -> None:
    person = talk.as_member(AOI) if "週次" in asked else talk

    shown = await person.speaking(locale)(asked)

    assert shown.text_of_card.startswith(answer)
    assert shown.words_of_card[0] == shown.text_of_card
    assert writes(world) == []


async def test_who_comes_is_told_with_their_answers(talk: Talk) -> None:
    shown = await talk("who is in design review")

    assert {"Alex Wilber (organises it)", "Megan Bowen (accepted)", "Adele Vance (accepted)"} <= set(
        shown.words_of_card
    )
    assert {"Join", "Move"} <= set(shown.buttons)


async def test_an_answer_leads_on_to_moving(talk: Talk) -> None:
    shown = await talk.press(await talk("when is design review"), "Move")

    assert shown.text_of_card == "When?"


@pytest.mark.parametrize("asked", ["do I have a meeting with Megan this week", "今週Meganさんと会議ある？"])
async def test_what_is_with_somebody_is_listed(asked: str, talk: Talk) -> None:
    shown = await talk(asked)

    assert "Design review" in shown.text_of_card
    assert "Dentist" not in shown.text_of_card


async def test_nothing_with_somebody_is_a_no(talk: Talk) -> None:
    shown = await talk("do I have a meeting with Isaiah tomorrow")

    assert shown.text == "No, nothing with Isaiah: Sat, Mar 7."


async def test_several_that_may_be_meant_are_listed(talk: Talk) -> None:
    shown = await talk("when is the call")

    assert shown.text_of_card.startswith("It may be one of these")
    assert {"Fabrikam call", "Supplier call"} <= set(shown.words_of_card)


async def test_nothing_found_says_so(talk: Talk) -> None:
    shown = await talk("when is the quarterly yak shaving")

    assert shown.text == "I found nothing like “quarterly yak shaving” in the next two weeks."


async def test_a_private_thing_stays_private_in_a_group(talk: Talk, world: Sandbox) -> None:
    events = (await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=500", {})).body["value"]
    review = next(each["id"] for each in events if each["subject"] == "Design review")
    await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{review}", {"sensitivity": "private"})

    shown = await talk.in_chat("groupChat")("who is in design review")

    assert shown.text_of_card == "“Private appointment”: Sat, Mar 7, 7:30 AM – 8:30 AM."
    for secret in ("Design review", "Megan", "teams.microsoft.com"):
        assert secret not in str(shown.card)


async def test_a_question_costs_one_call_where_the_calendar_answers_it(talk: Talk, world: Sandbox) -> None:
    await talk("when is design review")

    assert len(graph_calls(world)) == 1


# --- free times on the agenda -----------------------------------------------------------------------------------------


async def test_a_days_agenda_shows_what_is_free_within_working_hours_and_from_now_on(talk: Talk) -> None:
    shown = await talk.speaking("en-GB", "Europe/London")("today")

    free = [each for each in shown.words_of_card if each.startswith("Free")]
    # Half past twelve in London, working until half past five; an hour is booked at two.
    assert free == ["Free 13:30 – 14:00", "Free 14:30 – 16:00", "Free 16:30 – 17:00"]


async def test_a_day_off_and_several_days_show_no_free_times(talk: Talk) -> None:
    saturday, week = await talk("tomorrow"), await talk("next week")

    assert not [each for each in (*saturday.words_of_card, *week.words_of_card) if each.startswith("Free")]


async def test_an_empty_working_day_is_free_as_a_whole(talk: Talk, world: Sandbox) -> None:
    megan = talk.as_member(MEGAN).speaking("en-US", "America/Los_Angeles")
    shown = await megan("agenda march 16")

    assert "Free 9:00 AM – 5:30 PM" in shown.words_of_card
    assert "Nothing here." in shown.words_of_card


async def test_a_full_day_with_its_free_times_fits_a_card(talk: Talk, world: Sandbox) -> None:
    for hour in range(9, 17):
        event = {
            "subject": "A rather long subject that goes on and on, as they do",
            "start": {"dateTime": f"2026-03-12T{hour:02}:00:00", "timeZone": "GMT Standard Time"},
            "end": {"dateTime": f"2026-03-12T{hour:02}:30:00", "timeZone": "GMT Standard Time"},
            "isOnlineMeeting": True,
            "location": {"displayName": "The large room on the second floor of the other building"},
        }
        assert (await world.change("alexw@contoso.com", "POST", "/v1.0/me/events", event)).status == 201

    shown = await talk("agenda march 12")
    pages = [shown.card]
    while "More" in shown.buttons:
        shown = await talk.press(shown, "More")
        pages.append(shown.card)

    assert len(pages) == 2
    assert max(size_in_bytes(page) for page in pages) <= LARGEST_CARD_BYTES
    assert all("Free" in page["speak"] for page in pages)


# --- am I free --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("am I free tomorrow at 3", "Yes, you are free: Sat, Mar 7, 3:00 PM – 3:30 PM."),
        ("am I free tomorrow at 8am", "No, you have “Design review” then: Sat, Mar 7, 7:30 AM – 8:30 AM."),
        ("明日15時空いてる？", "はい、空いています：3月7日(土) 15:00 – 15:30"),
    ],
)
async def test_free_or_not_is_a_yes_or_a_no(asked: str, answer: str, talk: Talk) -> None:
    assert (await talk(asked)).text == answer


async def test_what_keeps_somebody_is_not_named_in_a_group_where_it_is_private(talk: Talk) -> None:
    shown = await talk.in_chat("groupChat")("am I free on monday at 11am")

    assert shown.text == "No, you have “Private appointment” then: Mon, Mar 9, 10:30 AM – 11:30 AM."


async def test_a_day_is_answered_with_its_free_stretches(talk: Talk) -> None:
    shown = await talk("am i free on monday")

    assert shown.text_of_card == (
        "You are free, within your working hours:\nMon, Mar 9: 7:00 AM – 10:30 AM and 11:30 AM – 3:00 PM"
    )
