"""Editing a series: its rule in simple terms, on the clock of its own zone, and what its single occurrences lose."""

from __future__ import annotations

from graph.sandbox import Sandbox
from tests.bot.commands.edits import content, event, without_answers
from tests.teams import Member, Shown, Talk
from tests.world import writes


async def series(talk: Talk, **fields: str) -> Shown:
    """The confirm card for a change of the whole standup series, or the form again."""
    return await talk.press(await talk("edit the whole standup series"), "Check the changes", **fields)


def rule(world: Sandbox) -> tuple[object, ...]:
    recurrence = event(world, "Daily standup")["recurrence"]
    pattern, span = recurrence["pattern"], recurrence["range"]
    return pattern["type"], pattern["interval"], pattern.get("daysOfWeek"), span["startDate"], span["endDate"]


async def test_the_form_of_a_series_says_how_it_repeats(talk: Talk) -> None:
    shown = await talk("edit the whole standup series")

    assert {
        "The whole series: every week · Mon Tue Wed Thu Fri · until Fri, May 8",
        "Every: 1",
        "Weekdays: monday,tuesday,wednesday,thursday,friday",
        "Last day (empty: no end): 2026-05-08",
        "Times are in United Kingdom Time.",
    } <= set(shown.words_of_card)
    assert not any(words.startswith("Date:") for words in shown.words_of_card)


async def test_weekdays_and_rhythm_change_and_come_back_exactly(talk: Talk, world: Sandbox) -> None:
    before = without_answers(event(world, "Daily standup"))
    shown = await series(talk, every="2", weekdays="tuesday,friday", until="2026-04-30")
    assert "every 2 weeks · Tue Fri · until Thu, Apr 30" in shown.words_of_card
    assert "All occurrences move, also those that are past." in shown.words_of_card

    shown = await talk.press(shown, "Yes, change it")
    assert rule(world)[:3] == ("weekly", 2, ["tuesday", "friday"])
    await talk.press(shown, "Undo")

    assert without_answers(event(world, "Daily standup")) == before


async def test_a_series_begins_on_the_first_day_that_its_rule_names(talk: Talk, world: Sandbox) -> None:
    """Graph wants the start of the range to be the day of the first event."""
    first = event(world, "Daily standup")["start"]["dateTime"]

    await talk.press(await series(talk, weekdays="wednesday"), "Yes, change it")

    kept = event(world, "Daily standup")
    assert (first[:10], kept["start"]["dateTime"][:16]) == ("2026-01-30", "2026-02-04T09:15")
    assert rule(world) == ("weekly", 1, ["wednesday"], "2026-02-04", "2026-05-08")


async def test_every_so_many_days_without_an_end(talk: Talk, world: Sandbox) -> None:
    shown = await series(talk, unit="daily", every="3", until="")
    assert "every 3 days" in shown.words_of_card

    await talk.press(shown, "Yes, change it")

    assert event(world, "Daily standup")["recurrence"]["range"]["type"] == "noEnd"


async def test_a_series_keeps_the_clock_of_its_own_zone(talk: Talk, world: Sandbox) -> None:
    shown = await series(talk, time="10:00")
    assert {"10:00 AM – 10:15 AM · 15 min", "Times are in United Kingdom Time."} <= set(shown.words_of_card)

    await talk.press(shown, "Yes, change it")

    kept = event(world, "Daily standup")
    assert (kept["start"]["dateTime"][:16], kept["originalStartTimeZone"]) == ("2026-01-30T10:00", "GMT Standard Time")


async def test_what_single_occurrences_lose_is_counted_before(talk: Talk) -> None:
    shown = await series(talk, time="10:00")

    assert (
        "Changed on their own: 1. They go back to what the series says; undo does not bring that back."
        in shown.words_of_card
    )


async def test_a_rule_that_makes_no_sense_is_said(talk: Talk, world: Sandbox) -> None:
    shown = await series(talk, every="0", weekdays="", until="2026-01-01")

    assert {
        "“Every” is a whole number from 1 to 99.",
        "Please choose at least one weekday.",
        "The last day of a series is not before its first, Fri, Jan 30.",
    } <= set(shown.words_of_card)
    assert writes(world) == []


async def test_a_monthly_series_keeps_its_pattern_and_may_come_more_rarely(talk: Talk, world: Sandbox) -> None:
    lynne = talk.as_member(Member("Lynne Robbins", "29:user-lynne", "33333333-3333-4333-8333-333333333335"))
    shown = await lynne("edit the whole month-end close series on march 27")
    assert "The whole series: every month · until Fri, Nov 6" in shown.words_of_card

    shown = await lynne.press(shown, "Check the changes", every="2")
    assert "every 2 months · until Fri, Nov 6" in shown.words_of_card
    await lynne.press(shown, "Yes, change it")

    kept = world.organisation.mailboxes[lynne.who.entra_id].events.values()
    pattern = next(each for each in kept if each["subject"] == "Month-end close")["recurrence"]["pattern"]
    assert (pattern["type"], pattern["interval"], pattern["index"]) == ("relativeMonthly", 2, "last")


async def test_a_series_of_somebody_elses_has_no_rule_to_edit(talk: Talk) -> None:
    shown = await talk("edit the whole Megan and Alex series")

    assert "Megan Bowen organises this: only your own calendar changes." in shown.words_of_card
    assert not any(words.startswith("Every:") for words in shown.words_of_card)


async def test_one_occurrence_has_no_rule_to_edit(talk: Talk) -> None:
    shown = await talk("edit only this standup")

    assert "Date: 2026-03-09" in shown.words_of_card
    assert not any(words.startswith("Every:") for words in shown.words_of_card)


async def test_one_occurrence_put_back_reads_as_before(talk: Talk, world: Sandbox) -> None:
    before = content(event(world, "Daily standup"))
    shown = await talk.press(await talk("edit only this standup"), "Check the changes", location="Café")
    shown = await talk.press(shown, "Yes, change it")

    await talk.press(shown, "Undo")

    assert content(event(world, "Daily standup")) == before
    assert not any("Café" in words for words in (await talk("agenda monday")).words_of_card)


async def test_a_series_in_japanese(talk: Talk) -> None:
    ja = talk.speaking("ja-JP")
    shown = await ja("Daily standupのシリーズ全体を編集")

    assert "すべての回：毎週 · 月 火 水 木 金 · 5月8日(金)まで" in shown.words_of_card
