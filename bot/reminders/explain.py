"""Why a reminder came, came late or did not come, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.reminders import items
from bot.reminders.items import Item
from bot.reminders.owed import DIGEST, Decided
from bot.reminders.owing import WAITING
from bot.reminders.pressed import is_reminder
from bot.store.entries import Entry
from cards.reminder import LATE
from cards.words import Words

NOT_OVER = (*WAITING, "sending")
UNSURE_SINCE = timedelta(days=7)


def explain(words: Words, entry: Entry, now: datetime) -> str:
    """What became of something that was owed."""
    about = about_of(words, entry)
    if entry.sent_at is not None:
        return _sent(words, entry, about, entry.sent_at)
    if entry.state in NOT_OVER:
        return _waiting(words, entry, about, now)
    if entry.state == "unknown":
        return _unknown(words, entry, about)
    return words("{about}: not sent, because {reason}.", about=about, reason=_reason(words, entry))


def explain_none(words: Words, decided: Decided) -> str:
    """Why something in the calendar has nothing in the ledger."""
    title, start = decided.item.title or words("(no title)"), decided.item.span.start
    if decided.verdict == "owed":
        return words("I will remind you of “{title}”, {start:when}.", title=title, start=start)
    return words(
        "I do not remind you of “{title}”, {start:when}, because {reason}.",
        title=title,
        start=start,
        reason=reason(words, decided.verdict),
    )


def unsure_since(rows: Sequence[Entry], since: datetime | None) -> list[Item]:
    """What those reminders were about of which nobody knows whether they arrived; of all, or that ended since then."""
    lost = [row for row in rows if row.state == "unknown" and is_reminder(row)]
    return [items.read(row.facts) for row in lost if since is None or (row.ended_at or since) > since]


def about_of(words: Words, entry: Entry) -> str:
    """What it was about, and when that starts."""
    if is_reminder(entry):
        title = str(entry.facts.get("title") or "") or words("(no title)")
        return words("“{title}”, {start:when}", title=title, start=entry.starts_at)
    if entry.kind == DIGEST:
        return words("Your digest of {day:day}", day=entry.starts_at.date())
    if "text" in entry.facts:
        return words("“{title}”, {start:when}", title=str(entry.facts["text"]), start=entry.starts_at)
    return words("The word that I could not read your calendar")


def reason(words: Words, why: str) -> str:
    """The rest of a sentence that begins with "because"."""
    reasons = {
        "all_day": words("it takes whole days"),
        "free": words("your calendar shows you as free then"),
        "declined": words("you declined it"),
        "cancelled": words("it was cancelled"),
        "not_yours": words("it is booked with somebody else"),
        "gone": words("it is not in the next days of your calendar any more"),
        "moved": words("it was moved to another time, and I remind you of that"),
        "off": words("you turned it off"),
        "off_for_this": words("you wanted no reminder of it"),
        "past": words("it had begun before I knew of it"),
        "put_off": words("the plan changed before it was due"),
        "read": words("I could read your calendar after all"),
        "late": words("I could not send it while it was still of use"),
        "unreachable": words("Teams says that you blocked or removed me"),
        "too_large": words("Teams did not take it"),
        "refused": words("Teams did not take it"),
        "failed": words("something went wrong on my side"),
        "throttled": words("Teams asked me to wait"),
        "not_connected": words("I could not reach Teams"),
        "paused": words("I had to wait myself"),
    }
    return reasons.get(why, reasons["failed"])


def _reason(words: Words, entry: Entry) -> str:
    because = reason(words, entry.why or "late")
    if entry.ended_at is None:
        return because
    return words("{because} ({at:when})", because=because, at=entry.ended_at)


def _sent(words: Words, entry: Entry, about: str, sent_at: datetime) -> str:
    late_by = sent_at - entry.due_at
    if late_by > LATE:
        return words(
            "{about}: sent at {at:when}, {late:length} late; it was due at {due:time}.",
            about=about,
            at=sent_at,
            late=late_by,
            due=entry.due_at,
        )
    if is_reminder(entry) and entry.starts_at > sent_at:
        return words(
            "{about}: sent at {at:time}, {lead:length} before it starts.",
            about=about,
            at=sent_at,
            lead=entry.starts_at - sent_at,
        )
    return words("{about}: sent at {at:when}.", about=about, at=sent_at)


def _waiting(words: Words, entry: Entry, about: str, now: datetime) -> str:
    if entry.due_at > now:
        left = entry.due_at - now
        return words("{about}: due at {due:when}, in {left:length}.", about=about, due=entry.due_at, left=left)
    if entry.why:
        return words(
            "{about}: due at {due:when} and not sent yet, because {reason}.",
            about=about,
            due=entry.due_at,
            reason=reason(words, entry.why),
        )
    return words("{about}: due at {due:when}; I am about to send it.", about=about, due=entry.due_at)


def _unknown(words: Words, entry: Entry, about: str) -> str:
    if entry.why == "no_answer":
        return words(
            "{about}: I do not know whether you got it. I sent it, and Teams did not answer; I do not send twice.",
            about=about,
        )
    return words(
        "{about}: I do not know whether you got it. I stopped while I was sending it; I do not send twice.",
        about=about,
    )
