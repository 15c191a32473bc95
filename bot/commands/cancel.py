"""`cancel`, `no`: ends what is open; nothing happens without a yes anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.command import Reply, Said, Turn, command
from bot.commands.cancel_event import cancel_event
from bot.commands.undo import undo
from bot.language import NO_TIME

JUST_NOW = timedelta(minutes=10)


@command(
    "cancel", title=("cancel", "やめる"), examples=(("cancel", "やめる"),), also=("no",), in_manifest=False, place=85
)
async def cancel(turn: Turn, said: Said) -> Reply:
    """Leave everything as it is, or put the change back that was just made."""
    reading = said.reading
    if reading.intent == "cancel" and (reading.key or reading.people or reading.time.says_when):
        # "Cancel ACME-1234" and "cancel the 3pm" name something.
        return await cancel_event(turn, replace(said, reading=replace(reading, old_time=reading.time, time=NO_TIME)))
    await turn.store.people.take_pending(turn.owner, turn.now)
    if await turn.store.plans.find_last_change(turn.owner, turn.now - JUST_NOW) is not None:
        return await undo(turn, said)
    return Reply(turn.words("All right, I change nothing."))
