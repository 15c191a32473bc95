"""Answers to invitations, and cancelling."""

from __future__ import annotations

from typing import Any

import pytest

from graph.sandbox import Sandbox
from tests.graph.sandbox.asking import ADELE, ALEX, MEGAN, Ask, event_path, london

PATTI = "patti@contoso.com"
FRIDAY = {"start": london("2026-03-13T10:00:00"), "end": london("2026-03-13T11:00:00")}


@pytest.fixture
async def demo(ask: Ask) -> Any:
    """Patti's event, to which Alex has said maybe."""
    return await ask.event("Vendor demo")


async def answer_of(ask: Ask, subject: str, who: str, whose: str) -> str:
    """What `who` sees as the answer of `whose`."""
    event = await ask.event(subject, who=who)
    return next(str(one["status"]["response"]) for one in event["attendees"] if one["emailAddress"]["address"] == whose)


@pytest.mark.parametrize(
    ("action", "response", "shown"),
    [("accept", "accepted", "busy"), ("tentativelyAccept", "tentativelyAccepted", "tentative")],
)
async def test_an_answer_is_kept_and_reaches_the_organiser(
    ask: Ask, sandbox: Sandbox, demo: Any, action: str, response: str, shown: str
) -> None:
    reply = await ask("POST", f"{event_path(demo)}/{action}", {"comment": "Fine", "sendResponse": True})

    after = await ask.event("Vendor demo")
    assert (reply.status, reply.body) == (202, "")
    assert (after["responseStatus"]["response"], after["showAs"]) == (response, shown)
    assert await answer_of(ask, "Vendor demo", PATTI, ALEX) == response
    assert [(mail.to, mail.kind) for mail in sandbox.organisation.mails] == [((PATTI,), "response")]


async def test_a_declined_event_leaves_the_calendar_and_the_organiser_sees_it(ask: Ask, demo: Any) -> None:
    await ask("POST", f"{event_path(demo)}/decline", {"sendResponse": True})

    gone = await ask("GET", event_path(demo))
    assert (gone.status, gone.code) == (404, "ErrorItemNotFound")
    assert await answer_of(ask, "Vendor demo", PATTI, ALEX) == "declined"


async def test_an_answer_that_is_not_sent_stays_with_whoever_gave_it(ask: Ask, sandbox: Sandbox, demo: Any) -> None:
    await ask("POST", f"{event_path(demo)}/accept", {"sendResponse": False})

    assert (await ask.event("Vendor demo"))["responseStatus"]["response"] == "accepted"
    assert await answer_of(ask, "Vendor demo", PATTI, ALEX) == "tentativelyAccepted"
    assert sandbox.organisation.mails == []


async def test_one_occurrence_can_be_declined_alone(ask: Ask) -> None:
    first = await ask.event("Megan and Alex")

    await ask("POST", f"{event_path(first)}/decline", {"sendResponse": True})

    left = await ask.event("Megan and Alex")
    assert left["seriesMasterId"] == first["seriesMasterId"]
    assert left["start"] != first["start"]


@pytest.mark.parametrize("action", ["accept", "decline", "tentativelyAccept"])
async def test_the_organiser_cannot_answer_their_own_meeting(ask: Ask, action: str) -> None:
    reply = await ask("POST", f"{event_path(await ask.event('Design review'))}/{action}", {})

    assert (reply.status, reply.code) == (400, "ErrorInvalidRequest")


async def test_an_answer_that_nobody_asked_for_cannot_be_sent(ask: Ask, demo: Any) -> None:
    hers = await ask.event("Vendor demo", who=PATTI)
    await ask("PATCH", event_path(hers), {"responseRequested": False}, who=PATTI)

    sent = await ask("POST", f"{event_path(demo)}/accept", {"sendResponse": True})
    unsent = await ask("POST", f"{event_path(demo)}/accept", {"sendResponse": False})

    assert (sent.status, sent.code, unsent.status) == (400, "ErrorInvalidRequest", 202)


async def test_a_comment_goes_only_with_an_answer_that_is_sent(ask: Ask, demo: Any) -> None:
    reply = await ask("POST", f"{event_path(demo)}/accept", {"comment": "Fine", "sendResponse": False})

    assert (reply.status, reply.code) == (400, "ErrorInvalidParameter")


async def test_another_time_is_proposed_to_the_organiser(ask: Ask, demo: Any) -> None:
    body = {"sendResponse": True, "proposedNewTime": FRIDAY}

    reply = await ask("POST", f"{event_path(demo)}/tentativelyAccept", body)

    hers = await ask.event("Vendor demo", who=PATTI)
    proposed = next(one["proposedNewTime"] for one in hers["attendees"] if one["emailAddress"]["address"] == ALEX)
    assert (reply.status, proposed) == (202, FRIDAY)


@pytest.mark.parametrize("action", ["decline", "tentativelyAccept"])
@pytest.mark.parametrize(("allows", "is_sent"), [(False, True), (True, False)])
async def test_another_time_is_refused_unless_it_is_allowed_and_sent(
    ask: Ask, demo: Any, action: str, allows: bool, is_sent: bool
) -> None:
    hers = await ask.event("Vendor demo", who=PATTI)
    await ask("PATCH", event_path(hers), {"allowNewTimeProposals": allows}, who=PATTI)

    reply = await ask("POST", f"{event_path(demo)}/{action}", {"sendResponse": is_sent, "proposedNewTime": FRIDAY})

    assert reply.status == 400


async def test_who_accepts_proposes_nothing(ask: Ask, demo: Any) -> None:
    reply = await ask("POST", f"{event_path(demo)}/accept", {"proposedNewTime": FRIDAY})

    assert reply.status == 400


async def test_a_cancelled_meeting_is_gone_and_those_invited_hear_of_it(ask: Ask, sandbox: Sandbox) -> None:
    review = await ask.event("Design review")

    reply = await ask("POST", f"{event_path(review)}/cancel", {"Comment": "Sorry"})

    assert reply.status == 202
    assert (await ask("GET", event_path(review))).status == 404
    assert (await ask.event("Design review", who=ADELE))["isCancelled"] is True
    assert [(mail.kind, set(mail.to)) for mail in sandbox.organisation.mails] == [("cancellation", {MEGAN, ADELE})]


async def test_only_the_organiser_cancels(ask: Ask, demo: Any) -> None:
    reply = await ask("POST", f"{event_path(demo)}/cancel", {})

    assert (reply.status, reply.code) == (400, "ErrorInvalidRequest")


async def test_a_transaction_makes_one_event_only(ask: Ask) -> None:
    times = {"start": london("2026-03-20T10:00:00"), "end": london("2026-03-20T11:00:00")}
    made = await ask("POST", "/v1.0/me/events", {"subject": "One", **times, "transactionId": "t1"})

    again = await ask("POST", "/v1.0/me/events", {"subject": "One", **times, "transactionId": "t1"})
    other = await ask("POST", "/v1.0/me/events", {"subject": "Two", **times, "transactionId": "t1"})

    assert (again.status, again.body["id"]) == (201, made.body["id"])
    assert (other.status, other.code) == (400, "ErrorDuplicateTransactionId")
