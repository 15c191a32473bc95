"""A simulated month of three people in three zones whose clocks change, with everything out of order now and then.

The long form, for 200 people: `python tests/bot/reminders/month.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.bot.reminders.month import run
from tests.bot.reminders.month_check import judge
from tests.bot.reminders.month_run import Diary
from tests.bot.reminders.month_world import World, make

PEOPLE, DAYS, SEED = 3, 31, 1

Month = tuple[World, Diary]


@pytest.fixture(scope="module")
def month() -> Month:
    """The world, and what happened in it."""
    return run(PEOPLE, DAYS, SEED)


def test_every_reminder_came_once_and_none_was_untrue(month: Month) -> None:
    verdict = judge(*month)

    assert verdict.wrong == []
    assert verdict.counts["demanded"] > 150
    assert verdict.counts["snoozes"] > 5
    assert verdict.counts["digests"] > 20


def test_everything_was_out_of_order_and_in_every_zone_the_clocks_changed(month: Month) -> None:
    world, _ = month
    changes = {"America/Los_Angeles": "03-08", "Europe/London": "03-29", "Australia/Lord_Howe": "04-04"}

    assert {each.what for each in world.outages} == {"bot", "graph", "token", "refuse", "throttle", "silent"}
    assert {each.zone for each in world.people.values()} == set(changes)
    assert all(f"{world.until:%m-%d}" > day for day in changes.values())


def one_twice(world: World, diary: Diary) -> None:
    first = a_reminder(diary)
    diary.arrivals.append(replace(diary.arrivals[first], at=diary.arrivals[first].at + timedelta(seconds=1)))


def one_lost(world: World, diary: Diary) -> None:
    # Of the middle, where nothing is out of order: of what was sent while Teams was silent nothing is demanded.
    del diary.arrivals[a_reminder(diary)]


def one_an_hour_off(world: World, diary: Diary) -> None:
    change_card(diary, lambda text: text.replace("9:15 AM –", "10:15 AM –").replace("10:00 AM –", "11:00 AM –"))


def one_early(world: World, diary: Diary) -> None:
    first = a_reminder(diary)
    diary.arrivals[first] = replace(diary.arrivals[first], at=diary.arrivals[first].at - timedelta(hours=1))


def one_that_was_cancelled(world: World, diary: Diary) -> None:
    arrival = diary.arrivals[a_reminder(diary)]
    person = world.people[arrival.person_id]
    thing = next(each for each in person.things.values() if f"“{each.title}”" in arrival.card["speak"])
    at = replace(thing.versions[-1], since=arrival.at - timedelta(minutes=5), silent="cancelled")
    thing.versions.append(at)


def a_digest_twice(world: World, diary: Diary) -> None:
    index = next(n for n, each in enumerate(diary.arrivals) if "in your calendar" in each.card["speak"])
    diary.arrivals.append(diary.arrivals[index])


def a_digest_lost(world: World, diary: Diary) -> None:
    digests = [n for n, each in enumerate(diary.arrivals) if "in your calendar" in each.card["speak"]]
    del diary.arrivals[digests[len(digests) // 2]]


def a_reminder(diary: Diary) -> int:
    """A plain one, sent on time."""
    plain = [
        n
        for n, each in enumerate(diary.arrivals)
        if "Standup" in each.card["speak"] and "starts in" in each.card["speak"] and "As of" not in str(each.card)
    ]
    return plain[len(plain) // 2]


def change_card(diary: Diary, change: Callable[[str], str]) -> None:
    index = a_reminder(diary)
    card = json.loads(change(json.dumps(diary.arrivals[index].card, ensure_ascii=False)))
    diary.arrivals[index] = replace(diary.arrivals[index], card=card)


@pytest.mark.parametrize(
    "mistake",
    [one_twice, one_lost, one_an_hour_off, one_early, one_that_was_cancelled, a_digest_twice, a_digest_lost],
)
def test_a_planted_mistake_is_found(mistake: Callable[[World, Diary], None], month: Month) -> None:
    world = make(SEED, PEOPLE, DAYS)
    diary = Diary(list(month[1].arrivals), month[1].looks, month[1].snoozes)

    mistake(world, diary)

    assert judge(world, diary).wrong != []
