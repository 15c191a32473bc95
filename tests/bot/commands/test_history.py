"""The journal: what was changed, whether it stands, and the way back of each change."""

from __future__ import annotations

from datetime import timedelta

from bot.housekeeping import HOUSEKEEPING_EVERY
from bot.settings import Settings
from bot.store import CLAIM_LIFE, Owner, Store
from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import ALEX, MEGAN, TENANT, Talk
from tests.world import graph_calls

OWNER = Owner(TENANT, ALEX.entra_id)


async def do(talk: Talk, clock: Clock, said: str, yes: str) -> None:
    clock.forward(minutes=1)
    await talk.press(await talk(said), yes)


async def test_changes_are_listed_newest_first_with_was_and_new(talk: Talk, clock: Clock, world: Sandbox) -> None:
    await do(talk, clock, "move design review to 3pm tomorrow", "Yes, move it")
    await do(talk, clock, "accept vendor demo", "Yes, accept")
    calls = len(graph_calls(world))

    shown = await talk("history")

    assert shown.text_of_card.splitlines()[1:] == [
        "Fri, Mar 6, 9:02 AM: Answered, “Vendor demo”",
        "Fri, Mar 6, 9:01 AM: Moved, “Design review”",
    ]
    assert {
        "Your answer: maybe → accepted",
        "When: Sat, Mar 7, 7:30 AM – 8:30 AM → Sat, Mar 7, 3:00 PM – 4:00 PM",
    } <= set(shown.words_of_card)
    assert len(graph_calls(world)) == calls


async def test_any_of_them_can_be_put_back_and_not_only_the_last(talk: Talk, clock: Clock) -> None:
    await do(talk, clock, "move design review to 3pm tomorrow", "Yes, move it")
    await do(talk, clock, "cancel budget check-in", "Yes, cancel it")
    shown = await talk("history")
    assert shown.buttons == ["Undo"]

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“Design review” is back at Sat, Mar 7, 7:30 AM – 8:30 AM."
    again = await talk("history")
    assert "Put back." in again.words_of_card
    assert again.buttons == []


async def test_after_a_day_there_is_no_way_back(talk: Talk, clock: Clock) -> None:
    await do(talk, clock, "move design review to 3pm tomorrow", "Yes, move it")
    clock.forward(hours=25)

    shown = await talk("history")

    assert "Design review" in shown.words_of_card
    assert shown.buttons == []


async def test_what_was_declined_or_is_open_is_not_in_it(talk: Talk, clock: Clock) -> None:
    await do(talk, clock, "move design review to 3pm tomorrow", "Leave it")
    await talk("cancel dentist")

    assert (await talk("history")).text == "I have not changed anything for you in the last 30 days."


async def test_a_long_history_comes_in_pages_that_each_fit_a_card(talk: Talk, clock: Clock) -> None:
    for day in range(9, 21):
        await do(talk, clock, f"move design review to march {day} 3pm", "Yes, move it")

    shown = await talk("history")
    pages = [shown.card]
    while "Older" in shown.buttons:
        shown = await talk.press(shown, "Older")
        pages.append(shown.card)

    assert len(pages) == 3
    assert "Newer" in shown.buttons
    assert max(size_in_bytes(page) for page in pages) <= LARGEST_CARD_BYTES


async def test_a_change_that_a_crash_cut_short_is_called_unknown(talk: Talk, clock: Clock, settings: Settings) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    beside = Store(settings.database_url)
    (plan,) = await beside.plans.of(OWNER)
    assert await beside.plans.claim(OWNER, plan.id, clock.now)
    clock.now += CLAIM_LIFE + timedelta(minutes=1)

    await beside.forget_what_is_old(clock.now)

    (plan,) = await beside.plans.of(OWNER)
    assert plan.state == "unknown"
    assert "I am not sure whether this was done: look at how it is now." in (await talk("history")).words_of_card
    again = await talk.press(shown, "Yes, move it")
    assert again.text.startswith("I am not sure whether this went through.")
    await beside.close()


async def test_a_change_that_is_under_way_is_not_given_up(store: Store, clock: Clock) -> None:
    plan_id = await store.plans.keep(OWNER, kind="X", change={}, before={}, now=clock.now, life=timedelta(hours=1))
    await store.plans.claim(OWNER, plan_id, clock.now)

    await store.forget_what_is_old(clock.now + CLAIM_LIFE)

    (plan,) = await store.plans.of(OWNER)
    assert plan.state == "claimed"
    assert HOUSEKEEPING_EVERY <= CLAIM_LIFE


async def test_an_undo_that_a_crash_cut_short_is_called_unknown_once_none_can_be_under_way(
    store: Store, clock: Clock
) -> None:
    plan_id = await store.plans.keep(OWNER, kind="X", change={}, before={}, now=clock.now, life=timedelta(hours=1))
    await store.plans.claim(OWNER, plan_id, clock.now)
    await store.plans.settle(OWNER, plan_id, state="done", request_id="", undo={"kind": "X", "change": {}})
    await store.plans.claim_undo(OWNER, plan_id, clock.now - timedelta(hours=24))

    await store.forget_what_is_old(clock.now + timedelta(hours=24))
    early = (await store.plans.of(OWNER))[0].undo_state
    await store.forget_what_is_old(clock.now + timedelta(hours=25))
    late = (await store.plans.of(OWNER))[0].undo_state

    assert (early, late) == ("claimed", "unknown")


async def test_somebody_elses_changes_are_not_shown(talk: Talk, clock: Clock) -> None:
    await do(talk, clock, "move design review to 3pm tomorrow", "Yes, move it")

    assert (await talk.as_member(MEGAN)("history")).cards == []


async def test_in_a_group_nothing_is_told(talk: Talk, clock: Clock) -> None:
    await do(talk, clock, "move design review to 3pm tomorrow", "Yes, move it")

    shown = await talk.in_chat("groupChat")("history")

    assert shown.text == "That is between you and me: please say it in our private chat."


async def test_japanese(talk: Talk, clock: Clock) -> None:
    await do(talk, clock, "move design review to 3pm tomorrow", "Yes, move it")

    shown = await talk.speaking("ja-JP")("履歴")

    assert shown.text_of_card.startswith("この30日間の変更")
    assert shown.buttons == ["元に戻す"]
