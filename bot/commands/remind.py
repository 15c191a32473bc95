"""`remind me 10 min before`, `no reminder for standup`, `remind me at 3pm to call Bob`, `reminders off`."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from bot.asking import ask_when, next_half_hour
from bot.choices import USUAL_LEAD_MINUTES, to_json
from bot.choosing import ask_which_one, named
from bot.command import Reply, Said, Turn, command
from bot.movable import find
from bot.privately import not_here
from bot.reminders import items, turning
from bot.reminders.explain import UNSURE_SINCE, unsure_since
from bot.reminders.items import Item
from bot.reminders.owed import NOTE, NOTE_USEFUL
from bot.reminders.owing import MOST_ROWS
from bot.spoken import TIMES, spoken_time
from bot.store.entries import Owed
from bot.when import instant
from cards import reminder as cards
from graph.model import Meeting

LONGEST_LEAD = timedelta(days=2)  # so far ahead a calendar is known at any time
LONGEST_NOTE = 200
ON = re.compile(r"\bon\b|\bstart\b|オン|有効|始め|開始", re.IGNORECASE)


@command(
    "remind",
    title=("reminders", "リマインド"),
    examples=(
        ("remind me 10 min before", "リマインド 10分前"),
        ("remind me 5 min before standup", "定例の5分前にリマインド"),
        ("remind me at 3pm to call Bob", "15時に電話をリマインド"),
        ("reminders off", "リマインドオフ"),
    ),
    also=("reminders_off",),
    place=50,
)
async def remind(turn: Turn, said: Said) -> Reply:
    """Be reminded before events and bookings, or see what I remind you of."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    reading = said.reading
    if reading.is_off or reading.intent == "reminders_off":
        return await (_none_of_one(turn, said) if _names_one(said) else _off(turn))
    if reading.lead is not None and not timedelta() < reading.lead <= LONGEST_LEAD:
        return Reply(turn.words("I can remind you at most {most:length} before.", most=LONGEST_LEAD))
    says_when = reading.time.status == "ask" or reading.time.start is not None or said.answers.keys() & set(TIMES)
    if reading.lead is None and says_when:
        return await _note(turn, said)
    if _names_one(said):
        return await _one(turn, said)
    if reading.lead is not None:
        return await _on(turn, reading.lead)
    if ON.search(said.text):
        return await _on(turn, timedelta(minutes=USUAL_LEAD_MINUTES))
    return await _status(turn)


def _names_one(said: Said) -> bool:
    reading = said.reading
    names = reading.title or reading.key or reading.people or reading.old_time.start
    return bool(names) or "which" in said.answers or (reading.is_off and reading.time.start is not None)


async def _on(turn: Turn, lead: timedelta) -> Reply:
    words = turn.words
    look = await turning.look(turn)
    chosen = replace(turn.choices, lead_minutes=round(lead.total_seconds() / 60))
    await turn.store.people.choose(turn.owner, to_json(chosen), turn.now)
    await turning.keep(turn, look)
    says = words("I remind you {lead:length} before your events and bookings.", lead=lead)
    return Reply(words.text(says, await _next(turn)))


async def _off(turn: Turn) -> Reply:
    words, choices = turn.words, turn.choices
    await turn.store.people.choose(turn.owner, to_json(replace(choices, lead_minutes=0)), turn.now)
    await turning.off(turn)
    says = words("Reminders are off; nothing more of what is in your calendar is sent.")
    if choices.digest_at is not None:
        return Reply(words.text(says, words("Your morning digest still comes; say “digest off” to stop it.")))
    return Reply(says)


async def _one(turn: Turn, said: Said) -> Reply:
    """Another lead for one thing, or for every occurrence of a series."""
    words, found = turn.words, await find(turn, said)
    if not found.movables and said.reading.lead is None:
        # "Remind me to call Bob": not something in the calendar, so it is only open when.
        return await ask_when(turn, said, said.reading.title, next_half_hour(turn.now, words.zone))
    if not found.movables:
        return Reply(words("I found nothing like “{title}” in the next two weeks.", title=named(said)))
    if not found.is_sure:
        return await ask_which_one(turn, said, found)
    movable = found.movables[0]
    lead = said.reading.lead or timedelta(minutes=turn.choices.lead_minutes or USUAL_LEAD_MINUTES)
    if isinstance(movable.thing, Meeting):
        return await _note_down(turn, movable.span.start - lead, movable.title)
    item = items.of(movable.thing)
    if item.all_day:
        return Reply(words("“{title}” takes whole days; I remind of things that have a time.", title=item.title))
    await turning.choose(turn, _key(said, item), item, lead)
    due_at = await turning.due_at(turn, item)
    says = words("I remind you of “{title}” {lead:length} before.", title=item.title, lead=lead)
    if _key(said, item) == item.series_key:
        says = words("I remind you of “{title}” {lead:length} before, every time.", title=item.title, lead=lead)
    if due_at is None:
        return Reply(words.text(says, words("It starts {start:when}.", start=item.span.start)))
    next_says = words("Next at {due:when}, in {left:length}.", due=due_at, left=due_at - turn.now)
    return Reply(words.text(says, next_says))


async def _none_of_one(turn: Turn, said: Said) -> Reply:
    words = turn.words
    if said.reading.old_time.start is None:
        # "No reminder for tomorrow's standup": the only time in it names the event.
        said = replace(said, reading=replace(said.reading, old_time=said.reading.time))
    found = await find(turn, said)
    if not found.movables:
        return Reply(words("I found nothing like “{title}” in the next two weeks.", title=named(said)))
    if not found.is_sure:
        return await ask_which_one(turn, said, found)
    movable = found.movables[0]
    if isinstance(movable.thing, Meeting):
        return Reply(words("“{title}” is not in your calendar, so I do not remind you of it.", title=movable.title))
    item = items.of(movable.thing)
    await turning.choose(turn, _key(said, item), item, None)
    if _key(said, item) == item.series_key:
        return Reply(words("I do not remind you of “{title}” any more, whenever it is.", title=item.title))
    return Reply(words("I do not remind you of “{title}”, {start:when}.", title=item.title, start=item.span.start))


def _key(said: Said, item: Item) -> str:
    """The series, unless one day of it was spoken of."""
    reading = said.reading
    one_only = reading.scope == "this" or (reading.old_time.has_date and reading.scope != "series")
    return item.key if one_only else item.series_key or item.key


async def _note(turn: Turn, said: Said) -> Reply:
    """A reminder of anything, at a time."""
    spoken = spoken_time(said)
    if spoken.status == "ask" or spoken.start is None or (spoken.has_date and not spoken.has_clock):
        return await ask_when(turn, said, said.reading.title, turn.now)
    return await _note_down(turn, instant(spoken.start, turn.words.zone), said.reading.title)


async def _note_down(turn: Turn, at: datetime, text: str) -> Reply:
    words = turn.words
    if at <= turn.now:
        return Reply(words("{at:when} is past, so I would never remind you; nothing was noted.", at=at))
    text = text[:LONGEST_NOTE] or words("what you asked me at {asked:when}", asked=turn.now)
    item = f"note:{secrets.token_urlsafe(9)}"
    owed = Owed(item, at, NOTE, at, at + NOTE_USEFUL, {"text": text})
    await turn.store.ledger.owe(turn.owner, [owed], turn.now)
    left = at - turn.now
    return Reply(words("I remind you at {at:when}, in {left:length}: {text}", at=at, left=left, text=text))


async def _next(turn: Turn) -> str:
    words, next_due = turn.words, await turning.next_reminder(turn)
    if next_due is None:
        return words("There is nothing to remind you of in the next days.")
    item = items.read(next_due.facts)
    return words(
        "The next: “{title}”, at {due:when}, in {left:length}.",
        title=item.title or words("(no title)"),
        due=next_due.due_at,
        left=max(cards.SHORTEST, next_due.due_at - turn.now),
    )


async def _status(turn: Turn) -> Reply:
    """What is on, what was sent last and what comes next, so that silence is never a riddle."""
    words, choices = turn.words, turn.choices
    watch = await turn.store.watches.find(turn.owner)
    last = await turn.store.ledger.last_sent(turn.owner)
    lead = timedelta(minutes=choices.lead_minutes) if choices.lead_minutes else None
    rows = await turn.store.ledger.of(turn.owner, since=turn.now - UNSURE_SINCE, limit=MOST_ROWS)
    shown = cards.Health(
        lead=lead,
        next_says=await _next(turn) if watch is not None and lead is not None else "",
        last_sent_at=last.sent_at if last else None,
        read_at=watch.read_at if watch else None,
        unsure=[each.title or words("(no title)") for each in unsure_since(rows, None)],
    )
    return Reply(card=cards.health(words, shown))
