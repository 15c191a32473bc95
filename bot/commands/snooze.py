"""`snooze`, `snooze 10`: the reminder that came last comes again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.command import Reply, Said, Turn, command, on, run
from bot.plan import to_json
from bot.privately import not_here
from bot.reminders.items import Item
from bot.reminders.owed import USEFUL_AFTER_START
from bot.reminders.prepare import reminding
from bot.reminders.pressed import latest, next_snooze, pressed, too_late
from bot.spoken import spoken_time
from bot.store.entries import Entry, Owed
from bot.when import instant
from cards import reminder as cards
from cards.reminder import MoveReminded, SnoozeReminder


@command(
    "snooze",
    title=("snooze", "スヌーズ"),
    examples=(("snooze", "スヌーズ"), ("snooze 10 minutes", "スヌーズ 10分")),
    in_manifest=False,
    in_help=True,
    place=51,
)
async def snooze(turn: Turn, said: Said) -> Reply:
    """Get the last reminder again a little later."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    last = await latest(turn)
    if last is None:
        return Reply(turn.words("I have not reminded you of anything lately, so there is nothing to snooze."))
    return await _again(turn, *last, _length(turn, said))


@on(SnoozeReminder)
async def snoozed(turn: Turn, button: SnoozeReminder, _: Mapping[str, str]) -> Reply:
    """Five minutes more; the card says when."""
    return await _again(turn, *await pressed(turn, button.reminder_id), cards.SNOOZE)


@on(MoveReminded)
async def move_it(turn: Turn, button: MoveReminded, _: Mapping[str, str]) -> Reply:
    """The same as in the agenda; the reminder stays as it is."""
    item = (await pressed(turn, button.reminder_id))[1]
    reply = await run(turn, "move", turn.now, {"which": item.reference})
    return Reply(reply.text, reply.card, stands_apart=True)


async def _again(turn: Turn, entry: Entry, item: Item, length: timedelta) -> Reply:
    words, again_at = turn.words, turn.now + length
    title = item.title or words("(no title)")
    if too_late(item, again_at):
        return Reply(
            words(
                "“{title}” starts at {start:time}; I do not remind you of it that much later.",
                title=title,
                start=item.span.start,
            )
        )
    owed = Owed(
        item=entry.item,
        starts_at=entry.starts_at,
        kind=await next_snooze(turn, entry),
        due_at=again_at,
        useless_after=item.span.start + USEFUL_AFTER_START,
        facts=to_json(item),
    )
    await turn.store.ledger.owe(turn.owner, [owed], turn.now)
    return Reply(card=cards.snoozed(words, reminding(words, entry, item, None), again_at, turn.now))


def _length(turn: Turn, said: Said) -> timedelta:
    """How long, as it was said: for so long, or until then."""
    spoken = spoken_time(said)
    if spoken.duration:
        return spoken.duration
    moment = spoken.start or spoken.end  # "snooze until 10" says the end of a stretch
    until = instant(moment, turn.words.zone) - turn.now if moment else cards.SNOOZE
    return until if until > timedelta() else cards.SNOOZE
