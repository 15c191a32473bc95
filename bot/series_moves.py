"""A whole series at another time of day: what that loses for good, and the plan that loses no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.command import Turn
from bot.movable import of_event
from bot.plan import propose
from bot.when import instant
from cards.words import Words
from graph.model import Event, EventMove, SeriesExceptions
from graph.span import Span

HALF_A_YEAR = timedelta(days=183)


def long_around(occurrence: Span) -> Span:
    """Where occurrences that were changed on their own are looked for."""
    return Span(occurrence.start - HALF_A_YEAR, occurrence.end + HALF_A_YEAR)


async def propose_series(turn: Turn, master: Event, exceptions: SeriesExceptions, example: Span) -> str:
    """Keeps the move of a series to the clock times of `example`; gives the plan's id."""
    series = of_event(master)
    first = _at_clock_of(series.span, example, series.zone)
    before = series.before(turn.words, turn.now)
    if exceptions.changed or exceptions.cancelled:
        # Outlook rebuilds the series, so putting the clock time back does not bring these back.
        before = replace(before, details={"no_way_back": True})
    move = EventMove(master.id, first, series.zone, master.etag, master.span, exceptions)
    return await propose(turn, move, before)


def what_is_lost(words: Words, exceptions: SeriesExceptions) -> list[str]:
    """What a new time for a series takes away from single occurrences."""
    changed, cancelled = len(exceptions.changed), len(exceptions.cancelled)
    lost = []
    if changed:
        each = words(
            "Occurrences changed on their own go back to the series, each with its own mail: {count}.", count=changed
        )
        lost.append(each)
    if cancelled:
        lost.append(words("Cancelled occurrences come back: {count}.", count=cancelled))
    return [*lost, words("That cannot be undone.")] if lost else []


def _at_clock_of(old: Span, example: Span, zone: str) -> Span:
    """The day of `old` with the clock times of `example`, in `zone`."""
    day = old.start.astimezone(ZoneInfo(zone)).date()
    clock = example.start.astimezone(ZoneInfo(zone)).time()
    start = instant(datetime.combine(day, clock), zone)
    return Span(start, start + example.length)
