"""`why`: one sentence for each reminder that came, came late, or did not come."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reminders.explain import reason
from cards.words import Words
from tests.bot.reminders.desk import Desk
from tests.conftest import NOW


async def reminded(desk: Desk, **more: Any) -> str:
    event_id = await desk.add("Budget", "2026-03-06T13:00", **more)
    await desk("remind me 10 min before")
    return event_id


async def test_what_was_sent_and_what_comes_next(desk: Desk) -> None:
    await reminded(desk)
    await desk.wait(minutes=21)

    assert (await desk("why")).text == (
        "“Budget”, Fri, Mar 6, 9:30 AM: sent at 9:20 AM, 10 min before it starts. "
        "“Hearing test – Joni Sherman”, Fri, Mar 6, 10:30 AM: due at Fri, Mar 6, 10:20 AM, in 59 min."
    )


async def test_what_came_late(desk: Desk) -> None:
    await reminded(desk)
    await desk.leap(minutes=27)

    said = (await desk("why budget")).text
    assert said == "“Budget”, Fri, Mar 6, 9:30 AM: sent at Fri, Mar 6, 9:27 AM, 7 min late; it was due at 9:20 AM."


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"showAs": "free"}, "your calendar shows you as free then"),
        ({"isAllDay": True}, "it takes whole days"),
    ],
    ids=["free", "all day"],
)
async def test_what_nobody_is_reminded_of(more: dict[str, Any], because: str, desk: Desk) -> None:
    await desk.add("Budget", "2026-03-07T00:00", 24 * 60, **more)
    await desk("remind me 10 min before")

    said = (await desk("why no reminder for budget")).text
    assert said.startswith("I do not remind you of “Budget”, ")
    assert said.endswith(f", because {because}.")


async def test_an_invitation_that_was_declined(desk: Desk) -> None:
    invited = [{"type": "required", "emailAddress": {"address": "alexw@contoso.com"}}]
    await desk.add("Budget", "2026-03-06T13:00", who="megan@contoso.com", attendees=invited)
    await desk("remind me 10 min before")
    row = next(row for row in await desk.rows() if row.facts.get("title") == "Budget")

    await desk.change("POST", f"{row.facts['reference']['event']}/tentativelyAccept", {"sendResponse": False})
    await desk.wait(minutes=16)

    assert (await desk("why budget")).text.startswith("“Budget”, Fri, Mar 6, 9:30 AM: due at Fri, Mar 6, 9:20 AM")


async def test_where_the_bot_stopped_in_the_middle(desk: Desk) -> None:
    """Another process died between the fence and the answer of Teams."""
    await reminded(desk)
    entry = next(row for row in await desk.rows() if row.facts.get("title") == "Budget")
    await _end_unknown(desk, entry.id)

    assert (await desk("why budget")).text == (
        "“Budget”, Fri, Mar 6, 9:30 AM: I do not know whether you got it. I stopped while I was sending it; "
        "I do not send twice."
    )


async def _end_unknown(desk: Desk, entry_id: str) -> None:
    from sqlalchemy import update

    from bot.store.tables import reminders

    ended = update(reminders).where(reminders.c.id == entry_id).values(state="unknown", why="stopped", ended_at=NOW)
    await desk.store.ledger._database.change(ended)


async def test_with_reminders_off_it_says_so(desk: Desk) -> None:
    assert (await desk("why")).text == "Reminders are off. Say “remind me 10 min before” to turn them on."


async def test_what_is_unknown_is_said_with_the_time_of_the_last_look(desk: Desk) -> None:
    await desk("remind me 10 min before")

    assert (await desk("why no reminder for the moon landing")).text == (
        "I know of nothing like “moon landing”; I looked at your calendar at Fri, Mar 6, 9:00 AM."
    )


async def test_a_digest_and_a_note_are_explained_too(desk: Desk) -> None:
    await desk("remind me in 5 minutes to stretch")
    await desk.wait(minutes=6)

    assert (await desk("why")).text == "“stretch”, Fri, Mar 6, 9:05 AM: sent at Fri, Mar 6, 9:05 AM."


async def test_it_asks_nobody_but_the_store(desk: Desk) -> None:
    await reminded(desk)
    desk.cut_off()
    desk.world.requests.clear()

    await desk("why budget")

    assert [call.raw_path for call in desk.world.requests if call.raw_path.startswith("/v1.0")] == []


async def test_in_japanese(desk: Desk) -> None:
    await desk.add("予算会議", "2026-03-06T13:00")
    await desk("リマインド 10分前")
    await desk.wait(minutes=20)

    assert (await desk("なぜ")).text.startswith("3月6日(金) 9:30の「予算会議」：開始の10分前の9:20に送りました。")


@pytest.mark.parametrize(
    "why",
    [
        "late",
        "unreachable",
        "throttled",
        "not_connected",
        "paused",
        "too_large",
        "refused",
        "gone",
        "moved",
        "off",
        "put_off",
        "read",
        "off_for_this",
    ],
)
def test_every_word_of_the_ledger_has_a_sentence(why: str) -> None:
    words = Words("en-US", "UTC")

    assert reason(words, why) != reason(words, "something else")


async def test_complaint_1_whatever_was_in_the_calendar_can_be_asked_about(desk: Desk) -> None:
    """https://github.com/mattermost/mattermost-plugin-mscalendar/issues/372: nothing came, and nobody could say why."""
    await desk("remind me 10 min before")
    await desk.leap(hours=10)

    expected = {
        "focus time": "because it had begun before I knew of it.",
        "lunch with lynne": "not sent, because I could not send it while it was still of use",
        "fabrikam call": "not sent, because I could not send it while it was still of use",
        "design review": "due at Sat, Mar 7, 7:20 AM, in 12 h 20 min.",
    }
    said = {title: (await desk(f"why no reminder for {title}")).text for title in expected}

    assert [title for title, because in expected.items() if because not in said[title]] == []
