"""`digest 8:30`, `digest off`: the day in order, each working morning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

from bot.asking import ask_when
from bot.choices import to_json
from bot.command import Reply, Said, Turn, command, on, run
from bot.linking import propose_link
from bot.privately import not_here
from bot.reminders import known as calendars
from bot.reminders import turning
from bot.reminders.items import Item
from bot.reminders.owed import DIGEST
from bot.reminders.owing import watch_or_not
from bot.spoken import spoken_time
from cards.action import StaleCard
from cards.digest import AddLink, MoveListed

USUALLY_AT = time(8, 30)


@command(
    "digest",
    title=("digest", "朝のまとめ"),
    examples=(("digest 8:30", "朝のまとめ 8:30"), ("digest off", "朝のまとめ オフ")),
    in_manifest=False,
    in_help=True,
    place=52,
)
async def digest(turn: Turn, said: Said) -> Reply:
    """Get your day each working morning: events, bookings, and what overlaps or lacks a link."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    words, choices = turn.words, turn.choices
    if said.reading.is_off:
        await turn.store.people.choose(turn.owner, to_json(replace(choices, digest_at=None)), turn.now)
        await turn.store.ledger.cancel(turn.owner, kind=DIGEST, why="off", now=turn.now)
        await watch_or_not(turn.store, turn.owner, turn.now)
        return Reply(words("The morning digest is off."))
    spoken = spoken_time(said)
    if spoken.status == "ask":
        return await ask_when(turn, said, words("Morning digest"), turn.now)
    at = spoken.start.time() if spoken.start is not None and spoken.has_clock else choices.digest_at or USUALLY_AT
    look = await turning.look(turn)
    await turn.store.people.choose(turn.owner, to_json(replace(choices, digest_at=at)), turn.now)
    await turning.keep(turn, look)
    return Reply(await _when_next(turn))


async def _when_next(turn: Turn) -> str:
    words = turn.words
    rows = await turn.store.ledger.of(turn.owner, item=DIGEST, since=turn.now)
    waiting = [row.due_at for row in rows if row.state in ("pending", "claimed")]
    if not waiting:
        return words("The morning digest is on; it comes each working day.")
    due_at = min(waiting)
    left = max(timedelta(), due_at - turn.now)
    return words(
        "The morning digest comes each working day; the next at {due:when}, in {left:length}.", due=due_at, left=left
    )


@on(MoveListed)
async def move_listed(turn: Turn, button: MoveListed, _: Mapping[str, str]) -> Reply:
    """The same as in the agenda; the digest stays as it is."""
    item = await _listed(turn, button.item_id)
    reply = await run(turn, "move", turn.now, {"which": item.reference})
    return Reply(reply.text, reply.card, stands_apart=True)


@on(AddLink)
async def add_link(turn: Turn, button: AddLink, _: Mapping[str, str]) -> Reply:
    """Asks before it makes the meeting online; the digest stays as it is."""
    item = await _listed(turn, button.item_id)
    return replace(await propose_link(turn, item.reference), stands_apart=True)


async def _listed(turn: Turn, item_id: str) -> Item:
    watch = await turn.store.watches.find(turn.owner)
    known = calendars.read(watch.known) if watch else None
    item = next((each for each in known.items if each.short_id == item_id), None) if known else None
    if item is None:
        raise StaleCard
    return item
