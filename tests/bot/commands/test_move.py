"""Moving events, bookings and meetings."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from tests.teams import MEGAN, Talk
from tests.world import writes


async def test_moving_an_event_asks_first_and_shows_old_new_zone_and_who_gets_mail(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 3:00 PM – 4:00 PM?"
    assert {"Newfoundland Time", "1 h", "Gets mail: Megan Bowen and Adele Vance."} <= set(shown.words_of_card)
    assert writes(world) == []


async def test_later_by_a_while_and_of_another_length_is_one_move(talk: Talk) -> None:
    await talk.press(await talk("move design review to 3pm tomorrow"), "Yes, move it")

    shown = await talk("move design review 30 min later for 45 min")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 3:30 PM – 4:15 PM?"


async def test_pressing_yes_moves_it_and_the_card_becomes_the_result(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")

    pressed = await talk.press(shown, "Yes, move it")

    assert pressed.text_of_card == "“Design review” is now Sat, Mar 7, 3:00 PM."
    assert [call.method for call in writes(world)] == ["PATCH"]


async def test_undo_puts_it_back(talk: Talk) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    was = next(words for words in shown.words_of_card if words.startswith("Sat, Mar 7"))
    shown = await talk.press(shown, "Yes, move it")

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == f"“Design review” is back at {was}."


async def test_a_second_press_changes_nothing_and_says_why(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    await talk.press(shown, "Yes, move it")

    again = await talk.press(shown, "Yes, move it")

    assert again.text == "This was already answered or has expired, so nothing was changed."
    assert [call.method for call in writes(world)] == ["PATCH"]


async def test_somebody_elses_press_changes_nothing_and_says_why(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")

    pressed = await talk.as_member(MEGAN).press(shown, "Yes, move it")

    assert pressed.text == "Only the person who asked can press this, so nothing was changed."
    assert writes(world) == []


@pytest.mark.parametrize(
    ("said", "locale"),
    [("move design review to 3pm tomorrow", "en-GB"), ("Design reviewを明日の15時に移動", "ja-JP")],
)
async def test_both_languages_ask_for_the_same_change(said: str, locale: str, talk: Talk) -> None:
    shown = await talk.speaking(locale)(said)

    assert "15:00" in shown.text_of_card


async def test_a_move_sends_start_and_end_only_and_names_the_version_it_saw(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")

    await talk.press(shown, "Yes, move it")

    (call,) = writes(world)
    assert set(call.body) == {"start", "end"}
    assert call.headers["if-match"].startswith("W/")


async def test_leaving_it_changes_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")

    shown = await talk.press(shown, "Leave it")

    assert shown.text_of_card == "“Design review” stays as it is."
    assert writes(world) == []


async def test_a_card_pressed_after_somebody_else_moved_the_event_shows_theirs_and_yours(
    talk: Talk, world: Sandbox
) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    await somebody_moves_design_review(world)

    shown = await talk.press(shown, "Yes, move it")

    assert shown.text_of_card == "“Design review” was changed while you were deciding."
    assert {"Theirs", "Yours"} <= set(shown.words_of_card)
    shown = await talk.press(shown, "Move it all the same")
    assert shown.text_of_card == "“Design review” is now Sat, Mar 7, 3:00 PM."


async def test_undo_after_somebody_else_moved_it_asks_first(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    shown = await talk.press(shown, "Yes, move it")
    await somebody_moves_design_review(world)

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“Design review” was changed while you were deciding."


async def somebody_moves_design_review(world: Sandbox) -> None:
    event_id = next(
        each["id"]
        for each in (await world.change("alexw@contoso.com", "GET", "/v1.0/me/events?$top=200", {})).body["value"]
        if each["subject"] == "Design review"
    )
    times = {
        "start": {"dateTime": "2026-03-07T20:00:00", "timeZone": "UTC"},
        "end": {"dateTime": "2026-03-07T21:00:00", "timeZone": "UTC"},
    }
    answer = await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{event_id}", times)
    assert answer.status == 200


async def test_a_series_is_moved_by_its_occurrence_on_the_day_spoken_of(talk: Talk) -> None:
    shown = await talk("move standup to 3pm on monday")

    assert shown.text_of_card.startswith("Move “Daily standup” to Mon, Mar 9, 3:00 PM")


async def test_a_clock_time_alone_keeps_the_day_and_the_length(talk: Talk) -> None:
    shown = await talk("move design review to 15:00")

    assert shown.text_of_card == "Move “Design review” to Sat, Mar 7, 3:00 PM – 4:00 PM?"


async def test_a_day_alone_keeps_the_clock_time(talk: Talk) -> None:
    shown = await talk("move design review to march 12")

    # 11:00 in London on the 7th is 7:30 in St John's, and stays 7:30 there although its clocks change in between.
    assert shown.text_of_card == "Move “Design review” to Thu, Mar 12, 7:30 AM – 8:30 AM?"


async def test_without_a_time_the_card_asks_for_one_and_the_answer_leads_on(talk: Talk) -> None:
    shown = await talk("move design review")
    assert "Date: 2026-03-07" in shown.words_of_card

    shown = await talk.press(shown, "Continue", date="2026-03-08", time="09:00")

    assert shown.text_of_card == "Move “Design review” to Sun, Mar 8, 9:00 AM – 10:00 AM?"


@pytest.mark.parametrize("fields", [{"date": "2026-13-41"}, {"time": "25:99"}, {"date": "tomorrow"}, {"time": ""}])
async def test_fields_that_hold_no_time_are_refused_in_a_sentence(fields: dict[str, str], talk: Talk) -> None:
    shown = await talk("move design review")

    shown = await talk.press(shown, "Continue", **fields)

    assert shown.text == "I need a date and a time; nothing was changed."


async def test_nothing_found_says_so(talk: Talk) -> None:
    shown = await talk("move quarterly yak shaving to 3pm")

    assert shown.text == (
        "I found nothing like “quarterly yak shaving” in the next two weeks, so nothing was changed. Try “today”."
    )


async def test_a_sandbox_that_dies_leads_to_one_honest_sentence(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    world.trouble.plan("dropRequest", method="PATCH", count=None)

    shown = await talk.press(shown, "Yes, move it")

    # The request may have arrived, so it would be untrue to say that nothing was changed.
    assert shown.text == (
        "Microsoft 365 did not say whether the change went through. Look at how it is now before you try again."
    )


async def test_a_lost_answer_is_settled_by_looking_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    world.trouble.plan("dropReply", method="PATCH")

    shown = await talk.press(shown, "Yes, move it")

    assert shown.text_of_card == "“Design review” is now Sat, Mar 7, 3:00 PM."
    assert len(writes(world)) == 1


async def test_a_busy_graph_says_how_long_to_wait(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    world.trouble.plan("throttled", method="PATCH", retry_after_seconds=300)

    shown = await talk.press(shown, "Yes, move it")

    assert shown.text == "Microsoft 365 is busy and asks to wait 5 min. Nothing was changed; please try again then."


async def test_after_a_failure_that_changed_nothing_the_card_can_be_pressed_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    world.trouble.plan("unavailable", method="PATCH")

    refused = await talk.press(shown, "Yes, move it")
    shown = await talk.press(shown, "Yes, move it")

    assert refused.text == ("I could not reach Microsoft 365, so nothing was changed. Please try again in a minute.")
    assert shown.text_of_card == "“Design review” is now Sat, Mar 7, 3:00 PM."


@pytest.mark.parametrize(("way", "time"), [("Later: ", "8:00 AM – 9:00 AM"), ("Earlier: ", "7:00 AM – 8:00 AM")])
async def test_a_move_that_says_no_direction_asks_which_way(way: str, time: str, talk: Talk) -> None:
    shown = await talk("move design review by 30 minutes")
    button = next(title for title in shown.buttons if title.startswith(way))

    shown = await talk.press(shown, button)

    assert shown.text_of_card == f"Move “Design review” to Sat, Mar 7, {time}?"


async def test_a_part_of_a_day_is_a_stretch_to_choose_from(talk: Talk) -> None:
    shown = await talk("move design review to monday afternoon")

    assert shown.text_of_card == "When?"
    assert "Date: 2026-03-09" in shown.words_of_card


async def test_what_was_taken_for_granted_is_said(talk: Talk) -> None:
    shown = await talk("move design review to 4")

    assert "I took the time as the afternoon." in shown.words_of_card


async def test_where_a_day_was_said_only_that_was_looked_at_and_the_answer_says_so(talk: Talk) -> None:
    shown = await talk("move tomorrow's standup to 3pm")

    assert shown.text == "Sat, Mar 7: I found nothing like “standup”, so nothing was changed."


async def test_next_weeks_is_on_any_day_of_it(talk: Talk) -> None:
    shown = await talk("move next week's wine tasting committee to 4pm")

    assert shown.text_of_card == "Move “Wine tasting committee” to Thu, Mar 12, 4:00 PM – 4:30 PM?"


async def test_nothing_in_a_whole_week_says_which(talk: Talk) -> None:
    shown = await talk("move next week's moon landing to 4pm")

    assert shown.text == "Mon, Mar 9 – Sun, Mar 15: I found nothing like “moon landing”, so nothing was changed."


async def test_days_from_one_to_another_are_all_looked_at(talk: Talk) -> None:
    shown = await talk("cancel the moon landing from Monday to Wednesday")

    assert shown.text == "Mon, Mar 9 – Wed, Mar 11: I found nothing like “moon landing”, so nothing was changed."
