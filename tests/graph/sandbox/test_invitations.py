"""Who hears of a change to an event, and how it reaches other people's calendars."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ADELE, ALEX, MEGAN, Ask, event_path, london, segment

LYNNE = "lynne@contoso.com"


@pytest.fixture
async def review(ask: Ask) -> Any:
    return await ask.event("Design review")


def person(address: str, kind: str = "required") -> dict[str, Any]:
    return {"type": kind, "emailAddress": {"address": address, "name": address}}


async def test_changing_attendees_alone_tells_only_those_it_concerns(ask: Ask, sandbox: Sandbox, review: Any) -> None:
    await ask("PATCH", event_path(review), {"attendees": [person(ADELE), person(LYNNE)]})

    mails = {(mail.kind, mail.to) for mail in sandbox.organisation.mails}
    assert mails == {("cancellation", (MEGAN,)), ("invitation", (LYNNE,))}


async def test_another_kind_of_attendance_concerns_that_attendee(ask: Ask, sandbox: Sandbox, review: Any) -> None:
    await ask("PATCH", event_path(review), {"attendees": [person(ADELE, "optional"), person(MEGAN)]})

    assert [(mail.kind, mail.to) for mail in sandbox.organisation.mails] == [("update", (ADELE,))]


@pytest.mark.parametrize("body", [{"subject": "New"}, {"attendees": [person(ADELE)], "importance": "high"}])
async def test_any_other_change_tells_everybody(ask: Ask, sandbox: Sandbox, review: Any, body: Any) -> None:
    await ask("PATCH", event_path(review), body)

    assert {address for mail in sandbox.organisation.mails for address in mail.to} == {ADELE, MEGAN}


async def test_taking_away_a_member_of_an_invited_list_tells_everybody(ask: Ask, sandbox: Sandbox) -> None:
    weekly = await ask.event("Marketing weekly")
    series = (await ask("GET", f"/v1.0/me/events/{segment(weekly['seriesMasterId'])}")).body
    kept = [one for one in series["attendees"] if one["emailAddress"]["address"] != MEGAN]
    await ask("PATCH", event_path(series), {"attendees": kept})

    told = {address for mail in sandbox.organisation.mails for address in mail.to}
    assert told == {MEGAN, ADELE, "studio@contoso.com"}


async def test_the_list_of_attendees_is_replaced(ask: Ask, review: Any) -> None:
    reply = await ask("PATCH", event_path(review), {"attendees": [person(ADELE)]})

    assert [one["emailAddress"]["address"] for one in reply.body["attendees"]] == [ADELE]
    assert reply.body["attendees"][0]["status"]["response"] == "accepted"


async def test_a_move_reaches_those_invited_and_asks_them_again(ask: Ask, review: Any) -> None:
    times = {"start": london("2026-03-07T15:00:00"), "end": london("2026-03-07T16:00:00")}
    await ask("PATCH", event_path(review), times)
    copy = await ask.event("Design review", who=ADELE)
    mine = await ask.event("Design review")

    assert copy["start"]["dateTime"] == "2026-03-07T15:00:00.0000000"
    assert (copy["isOrganizer"], copy["responseStatus"]["response"]) == (False, "notResponded")
    assert {one["status"]["response"] for one in mine["attendees"]} == {"none"}


async def test_an_attendees_change_stays_with_the_attendee(ask: Ask, sandbox: Sandbox, review: Any) -> None:
    copy = await ask.event("Design review", who=ADELE)
    reply = await ask("PATCH", event_path(copy), {"categories": ["Web"]}, who=ADELE)

    assert reply.body["categories"] == ["Web"]
    assert (await ask("GET", event_path(review))).body == review
    assert not sandbox.organisation.mails


async def test_deleting_cancels_it_for_those_invited(ask: Ask, sandbox: Sandbox, review: Any) -> None:
    reply = await ask("DELETE", event_path(review))
    copy = await ask.event("Design review", who=ADELE)

    assert reply.status == 204
    assert copy["isCancelled"]
    assert [mail.kind for mail in sandbox.organisation.mails] == ["cancellation"]


async def test_who_is_invited_by_name_answers_for_themselves_also_when_on_a_list(ask: Ask) -> None:
    copy = await ask.event("Marketing weekly", who=ADELE)

    assert copy["responseStatus"]["response"] == "accepted"


async def test_an_attendee_who_deleted_an_occurrence_does_not_get_it_back(ask: Ask) -> None:
    mine, theirs = [await ask.event("Daily standup", who=who, first="2026-03-09") for who in (ALEX, ADELE)]
    await ask("DELETE", event_path(theirs), who=ADELE)
    moved = await ask("PATCH", event_path(mine), {"start": london("2026-03-09T09:10:00")})
    next_one = await ask.event("Daily standup", who=ADELE, first="2026-03-09")

    assert moved.status == 200
    assert next_one["start"]["dateTime"].startswith("2026-03-10")


async def test_hidden_attendees_are_seen_by_the_organiser_alone(ask: Ask, review: Any) -> None:
    await ask("PATCH", event_path(review), {"hideAttendees": True})
    copy = await ask.event("Design review", who=ADELE)

    assert copy["attendees"] == []
    assert len((await ask("GET", event_path(review))).body["attendees"]) == 2
