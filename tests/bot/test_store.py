"""What the store promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from bot.store import PENDING_LIFE, QUESTION_LIFE, Owner, Store
from bot.store.chat_meetings import Topic
from bot.store.database import _upgrade, driver_url, newest_version
from bot.store.tables import metadata
from tests.conftest import NOW

ALEX = Owner("tenant", "alex")
MEGAN = Owner("tenant", "megan")
HOUR = timedelta(hours=1)


async def new_plan(store: Store, owner: Owner = ALEX) -> str:
    return await store.plans.keep(owner, kind="EventMove", change={"to": 1}, before={}, now=NOW, life=HOUR)


async def test_of_many_presses_at_once_exactly_one_takes_the_plan(store: Store) -> None:
    plan_id = await new_plan(store)

    taken = await asyncio.gather(*(store.plans.claim(ALEX, plan_id, NOW) for _ in range(8)))

    assert sorted(taken) == [False] * 7 + [True]


async def test_nobody_takes_a_plan_of_somebody_else(store: Store) -> None:
    plan_id = await new_plan(store)

    assert await store.plans.find(MEGAN, plan_id) is None
    assert not await store.plans.claim(MEGAN, plan_id, NOW)
    assert not await store.plans.claim(Owner("another tenant", "alex"), plan_id, NOW)


async def test_an_expired_plan_cannot_be_taken(store: Store) -> None:
    plan_id = await new_plan(store)

    assert not await store.plans.claim(ALEX, plan_id, NOW + HOUR)


async def test_a_plan_given_back_can_be_taken_again(store: Store) -> None:
    plan_id = await new_plan(store)
    await store.plans.claim(ALEX, plan_id, NOW)

    await store.plans.settle(ALEX, plan_id, state="open", request_id="")

    assert await store.plans.claim(ALEX, plan_id, NOW)


async def test_a_declined_plan_cannot_be_taken(store: Store) -> None:
    plan_id = await new_plan(store)
    await store.plans.decline(ALEX, plan_id, NOW)

    assert not await store.plans.claim(ALEX, plan_id, NOW)


async def test_the_way_back_is_taken_once_and_only_while_it_is_new(store: Store) -> None:
    plan_id = await new_plan(store)
    await store.plans.claim(ALEX, plan_id, NOW)
    await store.plans.settle(ALEX, plan_id, state="done", request_id="9f2c", undo={"back": 1})

    late = await store.plans.claim_undo(ALEX, plan_id, since=NOW + HOUR)
    first = await store.plans.claim_undo(ALEX, plan_id, since=NOW - HOUR)
    second = await store.plans.claim_undo(ALEX, plan_id, since=NOW - HOUR)

    assert (late, first, second) == (False, True, False)


async def test_the_last_change_is_the_newest_that_can_be_undone(store: Store) -> None:
    for number, undo in enumerate(({"n": 1}, {"n": 2}, None)):
        plan_id = await new_plan(store)
        await store.plans.claim(ALEX, plan_id, NOW + timedelta(minutes=number))
        await store.plans.settle(ALEX, plan_id, state="done", request_id="9f2c", undo=undo)

    last = await store.plans.find_last_change(ALEX, since=NOW - HOUR)

    assert last is not None
    assert last.undo == {"n": 2}
    assert await store.plans.find_last_change(MEGAN, since=NOW - HOUR) is None


async def test_a_question_keeps_what_each_button_answers_until_it_is_too_old(store: Store) -> None:
    question_id = await store.questions.keep(
        ALEX, text="移動", answers={"which": 1}, options={"0": {"time": None}}, asked_at=NOW, now=NOW
    )

    question = await store.questions.find(ALEX, question_id, NOW + HOUR)

    assert question is not None
    assert (question.text, question.answers, question.options) == ("移動", {"which": 1}, {"0": {"time": None}})
    assert question.asked_at == NOW
    assert await store.questions.find(ALEX, question_id, NOW + QUESTION_LIFE) is None
    assert await store.questions.find(MEGAN, question_id, NOW) is None


async def test_a_waiting_command_is_run_once(store: Store) -> None:
    await store.people.keep_pending(ALEX, "today", "graph", NOW)
    await store.people.keep_pending(ALEX, "tomorrow", "graph", NOW)

    taken = await asyncio.gather(*(store.people.take_pending(ALEX, NOW) for _ in range(4)))

    assert sorted(taken, key=str) == [("tomorrow", NOW), None, None, None]


async def test_a_waiting_command_is_forgotten_after_a_while(store: Store) -> None:
    await store.people.keep_pending(ALEX, "today", "graph", NOW)

    assert await store.people.find_pending(ALEX, NOW + PENDING_LIFE) is None
    assert await store.people.take_pending(ALEX, NOW + PENDING_LIFE) is None


async def test_the_newest_zone_of_a_person_counts(store: Store) -> None:
    for zone in ("Asia/Tokyo", "America/St_Johns"):
        await store.people.remember(ALEX, teams_id="29:x", zone=zone, locale="ja-JP", chat={"id": "a:1"}, now=NOW)

    assert await store.people.find_zone(ALEX) == "America/St_Johns"
    assert await store.people.find_zone(MEGAN) is None


async def test_a_key_stands_for_a_meeting_of_its_own_person(store: Store) -> None:
    await store.people.remember_meeting(ALEX, "ACME-1234", "meeting-1", NOW)
    await store.people.remember_meeting(ALEX, "ACME-1234", "meeting-2", NOW)

    assert await store.people.find_meeting_id(ALEX, "ACME-1234") == "meeting-2"
    assert await store.people.find_meeting_id(MEGAN, "ACME-1234") is None


async def test_of_many_deliveries_at_once_exactly_one_is_the_first(store: Store) -> None:
    first = await asyncio.gather(*(store.deliveries.first_time("activity 1", NOW) for _ in range(8)))

    assert sorted(first) == [False] * 7 + [True]
    assert await store.deliveries.first_time("activity 2", NOW)


async def test_a_delivery_that_failed_or_is_long_past_is_new_again(store: Store) -> None:
    await store.deliveries.first_time("failed", NOW)
    await store.deliveries.first_time("past", NOW)

    await store.deliveries.forget("failed")

    assert await store.deliveries.first_time("failed", NOW)
    await store.forget_what_is_old(NOW + HOUR)
    assert await store.deliveries.first_time("past", NOW + HOUR)


async def test_of_many_claims_of_a_topic_exactly_one_may_make_the_meeting(store: Store) -> None:
    topic = Topic("tenant", "19:chat", "budget")

    claimed = await asyncio.gather(*(store.chat_meetings.claim(topic, NOW) for _ in range(8)))

    assert sorted(claimed) == [False] * 7 + [True]
    assert await store.chat_meetings.find(topic, NOW) is None
    await store.chat_meetings.fill(topic, {"id": "meeting"}, NOW)
    assert await store.chat_meetings.find(topic, NOW) == {"id": "meeting"}
    assert not await store.chat_meetings.claim(topic, NOW + HOUR)


async def test_a_claim_that_was_given_back_or_left_behind_is_free_again(store: Store) -> None:
    topic = Topic("tenant", "19:chat", "budget")
    await store.chat_meetings.claim(topic, NOW)

    await store.chat_meetings.release(topic)

    assert await store.chat_meetings.claim(topic, NOW)
    assert await store.chat_meetings.claim(topic, NOW + HOUR)


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="only aware times"):
        await store.people.remember_meeting(ALEX, "KEY-1", "meeting", NOW.replace(tzinfo=None))


async def test_what_was_kept_is_there_after_a_restart(database_url: str) -> None:
    before = Store(database_url)
    await before.open()
    plan_id = await new_plan(before)
    await before.close()

    after = Store(database_url)
    await after.open()
    found = await after.plans.find(ALEX, plan_id)
    await after.close()

    assert found is not None
    assert found.change == {"to": 1}


OPEN = "import asyncio, sys; from bot.store import Store; asyncio.run(Store(sys.argv[1]).open())"


async def test_processes_may_start_on_an_empty_database_at_once(database_url: str) -> None:
    root = Path(__file__).parent.parent.parent

    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", OPEN, database_url, cwd=root) for _ in range(3)
    ]

    assert [await each.wait() for each in started] == [0, 0, 0]


def shape(connection: Connection) -> dict[str, Any]:
    """Tables with their columns, keys and indexes, as the database itself tells them."""
    found = inspect(connection)
    return {
        table: {
            "columns": sorted((each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(table)),
            "key": found.get_pk_constraint(table)["constrained_columns"],
            "indexes": {
                each["name"]: (
                    each["column_names"],
                    {name: str(value) for name, value in each["dialect_options"].items()},
                )
                for each in found.get_indexes(table)
            },
        }
        for table in found.get_table_names()
    }


async def test_the_migrations_make_the_same_tables_as_a_new_database_gets(database_url: str) -> None:
    engine = create_engine(driver_url(database_url))
    with engine.begin() as connection:
        metadata.create_all(connection)
        made = shape(connection)
        metadata.drop_all(connection)
    with engine.begin() as connection:
        _upgrade(connection)
        migrated = shape(connection)
    engine.dispose()

    assert migrated.pop("alembic_version") is not None
    assert migrated == made


async def test_a_new_database_is_at_the_newest_version(store: Store, database_url: str) -> None:
    engine = create_engine(driver_url(database_url))
    with engine.connect() as connection:
        versions = list(connection.scalars(text("SELECT version_num FROM alembic_version")))
    engine.dispose()

    assert versions == [newest_version()]
