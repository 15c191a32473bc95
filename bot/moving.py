"""Moving one thing: from "where to?" over the confirm card to the result, for events, bookings and meetings alike."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.asking import ask_when, ask_which, ask_which_way, assumptions, spoken_time
from bot.command import Reply, Said, Turn
from bot.consequences import to_know, who_hears
from bot.language import Time
from bot.movable import Found, Movable
from bot.plan import propose
from bot.when import DAY, days, to_move_to
from cards import change
from cards.words import clean
from graph.model import Event
from graph.span import Span
from graph.together import together


async def move(turn: Turn, said: Said, found: Found) -> Reply:
    """Asks which, asks when, or shows the confirm card."""
    words = turn.words
    if not found.is_sure:
        options = [(_one_line(turn, each), each.reference()) for each in found.movables]
        return await ask_which(turn, said, words("Which one do you mean?"), options)
    movable = found.movables[0]
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    try:
        spoken = spoken_time(said)
    except ValueError:
        return Reply(words("I need a date and a time; nothing was changed."))
    # "Tomorrow morning" is a stretch to choose from, not a time to move to.
    is_open = spoken.status in ("ask", "none") or "window" in spoken.reasons
    new = None if is_open and spoken.shift is None else _aim(movable, spoken, words.zone)
    if new is None and spoken.shift and "which_way" in spoken.reasons:
        return await ask_which_way(turn, said, title, movable.span.start, spoken.shift, movable.reference())
    if new is None:
        return await ask_when(turn, said, title, movable.span.start, movable.reference())
    if new == movable.span:
        at = movable.shown(new, words.zone)
        return Reply(words("“{title}” is already at {span:span}.", title=title, span=at))
    return await _confirm(turn, movable, new, assumptions(words, spoken))


async def _confirm(turn: Turn, movable: Movable, new: Span, notes: list[str]) -> Reply:
    words = turn.words
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    plan_id, warnings = await together(
        propose(turn, movable.move_to(new, movable.zone), movable.before(words)), to_know(turn, movable, new)
    )
    old, shown = (movable.shown(span, words.zone) for span in (movable.span, new))
    moving = change.Moving(title, old, shown, words.zone, [*notes, *who_hears(turn, movable)], warnings)
    return Reply(card=change.confirm_move(words, plan_id, moving))


def _aim(movable: Movable, spoken: Time, zone: str) -> Span | None:
    if isinstance(movable.thing, Event) and movable.thing.all_day:
        old, last = (at.astimezone(ZoneInfo(movable.zone)) for at in (movable.span.start, movable.span.end))
        if spoken.shift and spoken.shift % DAY == timedelta() and "which_way" not in spoken.reasons:
            first = old.replace(tzinfo=None) + spoken.shift
        elif spoken.start is not None and spoken.has_date:
            first = spoken.start
        else:
            return None
        return days(first, (last.date() - old.date()).days, movable.zone)
    return to_move_to(spoken, movable.span, zone)


def _one_line(turn: Turn, movable: Movable) -> str:
    title = movable.shown_title(turn.words, is_private_chat=turn.chat.is_private)
    return f"{clean(title, 60)} · {turn.words.when(movable.span.start)}"
