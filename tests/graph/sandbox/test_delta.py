"""What changed in a calendar since the last look."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.graph.sandbox.asking import ALEX, MEGAN, Ask, event_path, london, pages
from tests.graph.sandbox.conftest import Clock

VIEW = "/v1.0/me/calendarView"
WEEKS = "startDateTime=2026-03-06T00:00:00Z&endDateTime=2026-03-20T00:00:00Z"


async def test_a_delta_runs_over_pages_to_a_link_for_the_changes(ask: Ask) -> None:
    first = await pages(ask, f"{VIEW}/delta?{WEEKS}", Prefer="odata.maxpagesize=7")
    rows = [row for body in first for row in body["value"]]
    events = await ask.view("2026-03-06", "2026-03-20")

    assert [len(body["value"]) for body in first[:-1]] == [7] * (len(first) - 1)
    assert {event["id"] for event in events} < {row["id"] for row in rows}
    assert "@odata.deltaLink" in first[-1]
    occurrence = next(row for row in rows if row["type"] == "occurrence")
    assert "subject" not in occurrence


async def test_a_delta_tells_what_changed_and_what_left_the_window(ask: Ask) -> None:
    first = await pages(ask, f"{VIEW}/delta()?{WEEKS}")
    moved, deleted, renamed = [await ask.event(name) for name in ("Dentist", "Supplier call", "Design review")]
    away = {"start": london("2026-05-01T10:00:00"), "end": london("2026-05-01T11:00:00")}
    await ask("PATCH", event_path(moved), away)
    await ask("DELETE", event_path(deleted))
    await ask("PATCH", event_path(renamed), {"subject": "Landing page"})
    news = await changes(ask, first[-1])
    nothing = await changes(ask, news)

    assert {row["id"]: row.get("subject", row.get("@removed")) for row in news["value"]} == {
        renamed["id"]: "Landing page",
        moved["id"]: {"reason": "deleted"},
        deleted["id"]: {"reason": "deleted"},
    }
    assert nothing["value"] == []


async def changes(ask: Ask, body: Any) -> Any:
    parts = urlsplit(body["@odata.deltaLink"])
    return (await ask("GET", f"{parts.path}?{parts.query}")).body


async def test_a_delta_keeps_its_window(ask: Ask) -> None:
    first = await pages(ask, f"{VIEW}/delta?{WEEKS}")
    later = {"start": london("2026-05-01T10:00:00"), "end": london("2026-05-01T11:00:00")}
    await ask("POST", "/v1.0/me/events", {"subject": "Outside", **later})
    link = urlsplit(first[-1]["@odata.deltaLink"])
    reply = await ask("GET", f"{link.path}?startDateTime=2026-05-01&endDateTime=2026-05-02&{link.query}")

    assert reply.body["value"] == []


@pytest.mark.parametrize("how", ["made up", "a month old", "of another mailbox"])
async def test_a_delta_token_that_is_no_good_is_gone(ask: Ask, clock: Clock, how: str) -> None:
    first = await pages(ask, f"{VIEW}/delta?{WEEKS}", who=MEGAN if how == "of another mailbox" else ALEX)
    query = "$deltatoken=x" if how == "made up" else urlsplit(first[-1]["@odata.deltaLink"]).query
    clock.forward(days=31 if how == "a month old" else 0)
    reply = await ask("GET", f"{VIEW}/delta?{query}")

    assert (reply.status, reply.code) == (410, "SyncStateNotFound")


async def test_a_delta_takes_no_query_options(ask: Ask) -> None:
    reply = await ask("GET", f"{VIEW}/delta?{WEEKS}&$select=subject")

    assert reply.status == 400
