"""What the store gives for typed answers, and what may still be filled in, on both databases."""

from __future__ import annotations

from datetime import timedelta

from bot.store import Owner, Store
from tests.conftest import Clock

ALEX, MEGAN = Owner("tenant", "alex"), Owner("tenant", "megan")
LIFE = timedelta(hours=24)


async def asked(store: Store, owner: Owner, text: str, clock: Clock) -> None:
    clock.forward(seconds=1)
    await store.questions.keep(owner, text=text, answers={}, options={}, asked_at=clock.now, now=clock.now)


async def test_the_newest_question_is_the_persons_own(store: Store, clock: Clock) -> None:
    for owner, text in ((ALEX, "first"), (ALEX, "second"), (MEGAN, "hers")):
        await asked(store, owner, text, clock)

    newest = await store.questions.find_newest(ALEX, clock.now)

    assert newest is not None
    assert (newest.text, newest.kept_at) == ("second", clock.now - timedelta(seconds=1))


async def test_a_question_that_is_too_old_is_not_the_newest(store: Store, clock: Clock) -> None:
    await asked(store, ALEX, "first", clock)

    assert await store.questions.find_newest(ALEX, clock.now + LIFE) is None


async def test_only_a_plan_that_waits_can_be_filled_in(store: Store, clock: Clock) -> None:
    keep = {"kind": "X", "change": {"note": ""}, "before": {"title": "old"}, "now": clock.now, "life": LIFE}
    waiting, done = await store.plans.keep(ALEX, **keep), await store.plans.keep(ALEX, **keep)
    await store.plans.claim(ALEX, done, clock.now)

    filled = [
        await store.plans.refill(owner, plan_id, {"note": "new"}, {"title": "new"})
        for owner, plan_id in ((ALEX, waiting), (ALEX, done), (MEGAN, waiting))
    ]

    plans = {each.id: (each.change["note"], each.before["title"]) for each in await store.plans.of(ALEX)}
    assert filled == [True, False, False]
    assert plans == {waiting: ("new", "new"), done: ("", "old")}


async def test_the_last_decision_is_a_yes_or_a_no(store: Store, clock: Clock) -> None:
    keep = {"kind": "X", "change": {}, "before": {}, "now": clock.now, "life": LIFE}
    first, second = await store.plans.keep(ALEX, **keep), await store.plans.keep(ALEX, **keep)
    never = await store.plans.find_last_decision(ALEX)
    await store.plans.claim(ALEX, first, clock.now)
    clock.forward(minutes=1)
    await store.plans.decline(ALEX, second, clock.now)

    assert never is None
    assert await store.plans.find_last_decision(ALEX) == clock.now
    assert await store.plans.find_last_decision(MEGAN) is None
