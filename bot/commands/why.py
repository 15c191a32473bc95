"""`why`, `why no reminder for standup`: what became of a reminder, and what is owed next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.command import Reply, Said, Turn, command, on
from bot.language import match_titles
from bot.movable import WORTH_SHOWING
from bot.privately import not_here
from bot.reminders import items
from bot.reminders import known as calendars
from bot.reminders.explain import explain, explain_none
from bot.reminders.items import Item
from bot.reminders.owed import decide
from bot.reminders.owing import wishes_of
from bot.reminders.pressed import is_reminder, pressed
from bot.store.entries import Entry, short
from cards.reminder import WhyReminder

LOOK_BACK = timedelta(days=30)
MOST_ROWS = 2000


@command(
    "why",
    title=("why", "なぜ"),
    examples=(("why", "なぜ"), ("why no reminder for standup", "なぜ定例のリマインドが来なかったの")),
    in_manifest=False,
    in_help=True,
    place=53,
)
async def why(turn: Turn, said: Said) -> Reply:
    """Hear why a reminder came, came late or did not come."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    if said.reading.title:
        return Reply(await _of_one(turn, said.reading.title))
    rows = await turn.store.ledger.of(turn.owner, since=turn.now - LOOK_BACK, limit=MOST_ROWS)
    over = [row for row in rows if row.due_at <= turn.now]
    next_due = min((row for row in rows if _waits(turn, row)), key=lambda row: row.due_at, default=None)
    said_of = [explain(turn.words, row, turn.now) for row in (*over[:1], next_due) if row is not None]
    return Reply(" ".join(said_of) or await _nothing(turn))


@on(WhyReminder)
async def why_this(turn: Turn, button: WhyReminder, _: Mapping[str, str]) -> Reply:
    """In a sentence beside the card."""
    entry = (await pressed(turn, button.reminder_id))[0]
    return Reply(explain(turn.words, entry, turn.now), stands_apart=True)


def _waits(turn: Turn, row: Entry) -> bool:
    return row.due_at > turn.now and row.state in ("pending", "claimed") and (is_reminder(row) or "text" in row.facts)


async def _of_one(turn: Turn, title: str) -> str:
    """What is known of the thing that is called so, nearest to now."""
    words = turn.words
    rows = await turn.store.ledger.of(turn.owner, since=turn.now - LOOK_BACK, limit=MOST_ROWS)
    watch = await turn.store.watches.find(turn.owner)
    known = calendars.read(watch.known) if watch else None
    owed = [row for row in rows if is_reminder(row)]
    there = [*(known.items if known else ()), *(items.read(row.facts) for row in owed)]
    item = _meant(title, there, turn)
    if item is None:
        if known is None:
            return await _nothing(turn)
        return words(
            "I know of nothing like “{title}”; I looked at your calendar at {read:when}.",
            title=title,
            read=known.read_at,
        )
    there_now = known.find(item.key) if known else None
    start = (there_now or item).span.start
    of_it = [row for row in owed if row.item == short(item.key)]
    if of_it:
        # One for each time at which it was to be: what counts is when it is now.
        return explain(words, max(of_it, key=lambda row: (row.starts_at == start, row.due_at)), turn.now)
    wishes = await wishes_of(turn.store, turn.owner, watch, known)
    return explain_none(words, decide(item, wishes, turn.now))


def _meant(title: str, there: list[Item], turn: Turn) -> Item | None:
    names = [" ".join([each.title, *each.names]) for each in there]
    fitting = [there[match.index] for match in match_titles(title, names) if match.score >= WORTH_SHOWING]
    return min(fitting, key=lambda each: abs(each.span.start - turn.now), default=None)


async def _nothing(turn: Turn) -> str:
    words, choices = turn.words, turn.choices
    if not choices.lead_minutes:
        return words("Reminders are off. Say “remind me 10 min before” to turn them on.")
    watch = await turn.store.watches.find(turn.owner)
    if watch is None or watch.read_at is None:
        return words("I cannot read your calendar yet. Say “today”; if I need it, I ask you to sign in.")
    return words("I looked at your calendar at {read:when} and found nothing to remind you of.", read=watch.read_at)
