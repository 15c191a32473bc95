"""A meeting that several chats know is told to all of them as it is now, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from bot.store import PLAN_RETENTION, Store
from bot.store.chat_meetings import Topic
from tests.conftest import NOW

HOUR = timedelta(hours=1)
HERE, THERE = Topic("tenant", "19:here", "ACME-1"), Topic("tenant", "19:there", "ACME-1")
BUDGET, ELSEWHERE = Topic("tenant", "19:here", "budget"), Topic("another tenant", "19:here", "ACME-1")
AT_NINE, AT_TEN = ({"id": "meeting 'x'", "span": {"start": hour}} for hour in (9, 10))


async def fill(store: Store, topic: Topic, meeting: dict[str, object]) -> None:
    await store.chat_meetings.claim(topic, NOW)
    await store.chat_meetings.fill(topic, meeting, NOW)


async def test_a_meeting_that_was_moved_is_moved_in_every_chat_that_has_it(store: Store) -> None:
    for topic in (HERE, THERE, ELSEWHERE):
        await fill(store, topic, AT_NINE)
    await fill(store, BUDGET, {"id": "another", "span": {"start": 9}})

    changed = await store.chat_meetings.update_of_meeting("tenant", "meeting 'x'", AT_TEN, NOW + HOUR)

    assert changed == 2
    assert [await store.chat_meetings.find(each, NOW) for each in (HERE, THERE)] == [AT_TEN, AT_TEN]
    assert await store.chat_meetings.find(BUDGET, NOW) == {"id": "another", "span": {"start": 9}}
    assert await store.chat_meetings.find(ELSEWHERE, NOW) == AT_NINE


async def test_a_meeting_no_chat_has_changes_nothing(store: Store) -> None:
    await fill(store, HERE, AT_NINE)
    await store.chat_meetings.claim(THERE, NOW)

    changed = await store.chat_meetings.update_of_meeting("tenant", "unknown", AT_TEN, NOW)

    assert (changed, await store.chat_meetings.find(HERE, NOW)) == (0, AT_NINE)
    assert await store.chat_meetings.find(THERE, NOW) is None


async def test_a_meeting_that_is_still_moved_is_not_forgotten_with_what_nobody_asks_for(store: Store) -> None:
    await fill(store, HERE, AT_NINE)
    await store.chat_meetings.update_of_meeting("tenant", "meeting 'x'", AT_TEN, NOW + PLAN_RETENTION)

    await store.forget_what_is_old(NOW + PLAN_RETENTION + HOUR)

    assert await store.chat_meetings.find(HERE, NOW) == AT_TEN
