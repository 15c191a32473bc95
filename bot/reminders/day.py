"""A day as the digest shows it: what is in it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import combinations

from bot.reminders.items import Item
from bot.reminders.known import Known
from bot.store.entries import Entry
from bot.when import days
from cards.digest import AddLink, Digest, Line, MoveListed, Problem
from cards.reminder import LATE
from cards.words import Words, clean
from graph.span import Span

LONGEST_TITLE = 60
ELSEWHERE = ("cancelled", "declined", "not_yours")


def day_of(words: Words, known: Known, entry: Entry, *, is_fresh: bool, now: datetime, lost: Sequence[Item]) -> Digest:
    """The day that a digest is about. `lost` is what reminders were about that may not have arrived."""
    day = entry.starts_at.date()
    there = on_the_day(known, day, words.zone)
    return Digest(
        day=day,
        lines=[_line(words, each) for each in there],
        problems=[*_double(words, there, now), *_without_link(words, there, now)],
        with_bookings=known.with_bookings,
        as_of=None if is_fresh else known.read_at,
        unsure=[_title(words, each) for each in lost],
        was_due_at=entry.due_at if now - entry.due_at > LATE else None,
    )


def on_the_day(known: Known, day: date, zone: str) -> list[Item]:
    """What takes place on a day, earliest first, whole days before it."""
    span = days(datetime.combine(day, datetime.min.time()), 1, zone)
    there = [each for each in known.items if each.silent not in ELSEWHERE and each.as_read(zone).overlaps(span)]
    return sorted(there, key=lambda each: (not each.all_day, each.span, each.title))


def _line(words: Words, item: Item) -> Line:
    return Line(None if item.all_day else item.span.start, _title(words, item), _about(words, item))


def _about(words: Words, item: Item) -> str:
    kind = words("Booking") if item.is_booking else ""
    place = item.place or (words("Online") if item.join_url else "")
    return " · ".join(part for part in (kind, place) if part)


def _title(words: Words, item: Item) -> str:
    return item.title or words("(no title)")


def _double(words: Words, there: Sequence[Item], now: datetime) -> list[Problem]:
    """Two things at the same time; the button moves the one that the person organises, else the later one."""
    timed = [each for each in there if not each.silent and each.span.end > now]
    found = []
    for first, second in combinations(timed, 2):
        if not first.span.overlaps(second.span):
            continue
        both = Span(max(first.span.start, second.span.start), min(first.span.end, second.span.end))
        moved = first if second.organizer and not first.organizer else second
        says = words(
            "“{first}” and “{second}” are at the same time: {both:clocks}.",
            first=clean(_title(words, first), LONGEST_TITLE),
            second=clean(_title(words, second), LONGEST_TITLE),
            both=both,
        )
        fix = words("Move “{title}”", title=clean(_title(words, moved), LONGEST_TITLE))
        found.append(Problem(says, fix, MoveListed(moved.short_id)))
    return found


def _without_link(words: Words, there: Sequence[Item], now: datetime) -> list[Problem]:
    """What is to be online, or is nowhere, and has no link to join by."""
    return [
        Problem(
            words("“{title}” has no place and no link to join by.", title=clean(_title(words, each), LONGEST_TITLE)),
            words("Add a Teams link"),
            AddLink(each.short_id),
        )
        for each in there
        if each.lacks_link and not each.silent and each.span.start > now
    ]
