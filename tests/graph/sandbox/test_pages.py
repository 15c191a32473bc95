"""The pages that a person looks at."""

from __future__ import annotations

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ALEX, Ask, event_path


async def test_the_overview_shows_calendars_bookings_visits_and_the_last_calls(ask: Ask) -> None:
    await ask("GET", "/v1.0/me/nothing")
    page = (await ask("GET", "/")).body

    for shown in ("Design review", "Grady Archie", "Henrietta Mueller", "FABRIKAM-7", "/v1.0/me/nothing", "400"):
        assert shown in page


async def test_the_overview_shows_what_was_written_to_graph_but_no_tokens(ask: Ask) -> None:
    await ask("PATCH", event_path(await ask.event("Design review")), {"subject": "Landing page"})
    await ask("POST", "/api/usertoken/exchange?userId=x&connectionName=graph", {"token": "a-secret"})
    page = (await ask("GET", "/")).body

    assert "{&quot;subject&quot;: &quot;Landing page&quot;}" in page
    assert "a-secret" not in page


async def test_the_overview_shows_the_person_that_is_picked(ask: Ask) -> None:
    page = (await ask("GET", "/?person=aoi%40contoso.com")).body

    assert "週次定例" in page
    assert "Design review" not in page


async def test_what_people_write_is_never_markup(ask: Ask) -> None:
    evil = "<script>alert(1)</script>"
    review = await ask.event("Design review")
    await ask("PATCH", event_path(review), {"subject": evil, "categories": [evil]})
    await ask("POST", "/v1.0/me/onlineMeetings/createOrGet", {"externalId": evil, "subject": evil})
    await ask("GET", "/v1.0/me/%3Cscript%3E?x=<script>")
    page = (await ask("GET", "/?person=<script>")).body

    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page


async def test_the_overview_needs_nothing_from_elsewhere(ask: Ask) -> None:
    page = (await ask("GET", "/")).body

    assert "prefers-color-scheme: dark" in page
    assert 'http-equiv="refresh"' in page
    assert "src=" not in page
    assert '<link rel="stylesheet"' not in page


async def test_looking_does_not_count_as_a_call(ask: Ask, sandbox: Sandbox) -> None:
    await ask("GET", "/")
    await ask("POST", "/sandbox/change", {"person": ALEX, "method": "GET", "path": "/v1.0/me"})

    assert list(sandbox.requests) == []
