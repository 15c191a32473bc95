"""How the sending of a reminder ends: what Teams' answer means for whether it arrived, and for another try."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.connector import SendFailed
from bot.store.entries import Entry
from bot.store.reminder_queue import UNREACHABLE, Outcome
from bot.store.send_limits import NEVER
from bot.store.tables import LONGEST_MESSAGE_ID

LONGEST_WAIT = timedelta(minutes=1)
PRECONDITION_FAILED, UNAUTHORIZED = 412, 401
# By the names of aiohttp: no connection was made, so nothing was written to it. Of any other end without an answer
# nobody can say whether the message arrived.
NOT_CONNECTED = frozenset(
    {
        "ClientConnectorCertificateError",
        "ClientConnectorDNSError",
        "ClientConnectorError",
        "ClientConnectorSSLError",
        "ClientProxyConnectionError",
        "ConnectionTimeoutError",
        "NoBotToken",
    }
)


def sent(entry: Entry, now: datetime, message_id: str) -> Outcome:
    """Teams took it."""
    # As much of the id as can be kept: an outcome that is refused would be written again and again.
    return Outcome(entry, "sent", now, message_id=message_id.replace("\0", "")[:LONGEST_MESSAGE_ID])


def dropped(entry: Entry, now: datetime, why: str) -> Outcome:
    """It is not sent, and there is no other try."""
    return Outcome(entry, "dropped", now, why)


def unknown(entry: Entry, now: datetime) -> Outcome:
    """It may have arrived. It is not sent again: in every counted run it had arrived."""
    return Outcome(entry, "unknown", now, "no_answer")


def put_off(entry: Entry, now: datetime, why: str, until: datetime) -> Outcome:
    """Another time."""
    return Outcome(entry, "pending", now, why, run_at=until)


def tried(entry: Entry, now: datetime, why: str, at_least: timedelta = timedelta(), *, alone: bool = True) -> Outcome:
    """It certainly did not arrive: another try, each after twice the time; meanwhile nothing else, unless `alone`."""
    again_at = now + max(at_least, min(LONGEST_WAIT, timedelta(seconds=1 << min(entry.tries, 6))))
    closed_until = None if alone else again_at
    return Outcome(entry, "pending", now, why, run_at=again_at, failed=True, closed_until=closed_until)


def refused(entry: Entry, now: datetime, problem: SendFailed) -> Outcome:
    """What a failed send comes to.

    Source: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-code-responses
    (read 2026-11-20)
    """
    if problem.reason in ("blocked", "not_in_roster", "gone"):
        return Outcome(entry, "pending", now, UNREACHABLE, run_at=now, failed=True, closed_until=NEVER)
    if problem.reason == "throttled":
        return tried(entry, now, "throttled", timedelta(seconds=problem.retry_after_seconds), alone=False)
    if problem.status in (PRECONDITION_FAILED, UNAUTHORIZED) or problem.code in NOT_CONNECTED:
        return tried(entry, now, "not_connected", timedelta(seconds=problem.retry_after_seconds))
    if problem.reason == "unreachable":
        return unknown(entry, now)
    return dropped(entry, now, problem.reason)
