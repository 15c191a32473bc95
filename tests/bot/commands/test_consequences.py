"""What a move brings with it stands on the card before anybody says yes, with free times where it hurts."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import Talk
from tests.world import graph_calls, writes

MOST_CALLS = 4


async def test_who_gets_mail_and_who_must_answer_again_is_said_first(talk: Talk) -> None:
    """Nobody can stop Graph's mails, so they are shown before the write (microsoftgraph/msgraph-sdk-dotnet#1549)."""
    shown = await talk("move design review to 15:00")

    assert "Gets mail: Megan Bowen and Adele Vance." in shown.words_of_card
    assert "Said yes and will be asked again: Megan Bowen and Adele Vance." in shown.words_of_card


async def test_everybody_sees_the_new_time_on_their_own_clock(talk: Talk) -> None:
    """Days differ by zone (lukevella/rallly#22)."""
    shown = await talk("move design review to sunday 22:00")

    assert "For Megan Bowen that is Sun, Mar 8, 5:30 PM." in shown.words_of_card
    assert "For Adele Vance that is Mon, Mar 9, 12:30 AM." in shown.words_of_card


async def test_somebody_who_is_busy_then_is_named(talk: Talk) -> None:
    shown = await talk("move design review to monday 6:45 am")

    assert "Busy then: Adele Vance." in shown.words_of_card


async def test_the_event_itself_does_not_make_its_attendees_busy(talk: Talk) -> None:
    shown = await talk("push design review back by 15 min")

    assert not [each for each in shown.words_of_card if each.startswith("Busy then")]


async def test_hours_outside_work_are_said_for_the_person_and_the_others(talk: Talk) -> None:
    shown = await talk("move design review to sunday 22:00")

    assert "That is outside your working hours." in shown.words_of_card
    assert "Outside the working hours of Megan Bowen and Adele Vance." in shown.words_of_card


async def test_a_public_holiday_is_named(talk: Talk) -> None:
    shown = await talk("move design review to april 3 at 10:00")

    assert "It is a public holiday: Good Friday." in shown.words_of_card


async def test_free_times_are_offered_where_it_hurts_and_one_tap_takes_one(talk: Talk) -> None:
    shown = await talk("move design review to sunday 22:00")
    # Half past one is nine o'clock for Megan, and three o'clock is half past five for Alex.
    assert shown.buttons[0] == "Mon, Mar 9, 2:00 PM – 3:00 PM"

    shown = await talk.press(shown, "Mon, Mar 9, 2:00 PM – 3:00 PM")

    assert shown.text_of_card == "Move “Design review” to Mon, Mar 9, 2:00 PM – 3:00 PM?"
    assert not [each for each in shown.words_of_card if "hours" in each or "Busy" in each]


async def test_where_nothing_speaks_against_it_no_other_times_are_pushed(talk: Talk) -> None:
    shown = await talk("move lunch with lynne to tuesday 8:00")

    assert shown.buttons[:2] == ["Yes, move it", "Leave it"]


@pytest.mark.parametrize(
    "said",
    [
        "move standup to 3pm tomorrow",
        "move design review to sunday 22:00",
        "move design review",
        "move standup on monday to thursday",
        "move the whole standup series to 10:00",
        "rebook Grady to next tuesday 10:00",
        "rebook Grady",
        "move dentist to 4pm",
    ],
)
async def test_no_move_needs_more_than_four_calls_before_it_answers(said: str, talk: Talk, world: Sandbox) -> None:
    await talk(said)

    assert len(graph_calls(world)) <= MOST_CALLS, [call.raw_path for call in graph_calls(world)]


async def test_calendars_that_cannot_be_read_do_not_stop_the_question(talk: Talk, world: Sandbox) -> None:
    world.trouble.plan("throttled", path="getSchedule", count=None, retry_after_seconds=300)

    shown = await talk("move design review to 15:00")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 3:00 PM – 4:00 PM?"
    assert "I cannot see the calendars of Megan Bowen and Adele Vance." in shown.words_of_card


# --- series ---------------------------------------------------------------------------------------------------------


async def test_where_an_occurrence_may_lie_is_said_before_anything_is_sent(talk: Talk, world: Sandbox) -> None:
    """ErrorOccurrenceCrossingBoundary is not understood (microsoftgraph/microsoft-graph-docs#2285)."""
    shown = await talk("move standup on monday to thursday")

    assert shown.text_of_card == "“Daily standup” cannot move to Thu, Mar 12, 6:45 AM – 7:00 AM."
    assert (
        "One occurrence cannot move onto or past the day of its neighbours: "
        "it may lie between Fri, Mar 6, 8:30 PM and Mon, Mar 9, 9:30 PM."
    ) in shown.words_of_card
    assert "Yes, move it" not in shown.buttons
    assert writes(world) == []


async def test_a_legal_time_is_one_tap_away(talk: Talk) -> None:
    shown = await talk("move standup on monday to thursday")

    shown = await talk.press(shown, shown.buttons[0])

    assert shown.text_of_card.startswith("Move “Daily standup” to Mon, Mar 9")
    assert "Yes, move it" in shown.buttons


async def test_one_occurrence_is_meant_unless_the_series_is_chosen(talk: Talk, world: Sandbox) -> None:
    """Occurrence and series are told apart by asking (handley-lab/mcp-handley-lab#49)."""
    shown = await talk("move standup on monday to 15:00")
    assert "The whole series" in shown.buttons

    shown = await talk.press(shown, "The whole series")
    assert shown.words_of_card[0] == "Move the whole series?"
    shown = await talk.press(shown, "Yes, move it")

    (write,) = writes(world)
    # 15:00 in St John's after its clocks went forward, on the clock of the series.
    assert write.body["start"] == {"dateTime": "2026-01-30T17:30:00", "timeZone": "GMT Standard Time"}


async def test_a_moved_series_keeps_its_local_time_after_the_clocks_change(talk: Talk, clock: Clock) -> None:
    """A weekly series drifts an hour at DST (mpalermiti/outlook-mcp#71)."""
    shown = await talk.speaking("en-GB", "Europe/London")("move the whole standup series to 11:00")
    await talk.press(shown, "Yes, move it")

    shown = await talk.speaking("en-GB", "Europe/London")("agenda 31 march")

    assert "11:00" in shown.words_of_card


async def test_undo_puts_the_whole_series_back(talk: Talk) -> None:
    london = talk.speaking("en-GB", "Europe/London")
    shown = await london("move the whole marketing weekly series to 15:00")
    shown = await london.press(shown, "Yes, move it")
    assert shown.text_of_card == "All of “Marketing weekly” are now at 15:00 – 15:45 · United Kingdom Time."

    shown = await london.press(shown, "Undo")

    assert shown.text_of_card == "All of “Marketing weekly” are now at 13:30 – 14:15 · United Kingdom Time."


async def test_what_a_series_loses_for_good_is_said_before_and_has_no_undo_after(talk: Talk) -> None:
    shown = await talk("move the whole standup series to 13:00")
    assert "Occurrences changed on their own go back to the series, each with its own mail: 2." in shown.words_of_card
    assert "Cancelled occurrences come back: 2." in shown.words_of_card
    assert "That cannot be undone." in shown.words_of_card

    shown = await talk.press(shown, "Yes, move it")

    assert "Undo" not in shown.buttons


# --- what happens while the card is open ----------------------------------------------------------------------------


async def test_a_yes_that_comes_after_the_new_time_has_passed_is_asked_again(
    talk: Talk, clock: Clock, world: Sandbox
) -> None:
    shown = await talk("move design review to 10:00 today")
    clock.forward(hours=3)

    shown = await talk.press(shown, "Yes, move it")

    assert shown.words_of_card[0] == "Move this?"
    assert "That is in the past." in shown.words_of_card
    assert writes(world) == []
