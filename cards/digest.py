"""The morning digest: the day in order, what is wrong with it, and a button that proposes to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cards.action import Say, button, press
from cards.elements import ActionSet, Card, Column, ColumnSet, Container, card, heading, line, note, strong, warning
from cards.reminder import unsure
from cards.words import Words, clean

MOST_LINES = 12
MOST_PROBLEMS = 4
LONGEST_TEXT = 80


@button("digest.move")
@dataclass(frozen=True)
class MoveListed:
    """Move one of two that overlap."""

    item_id: str


@button("digest.link")
@dataclass(frozen=True)
class AddLink:
    """Give something that is to be online its link; asks first."""

    item_id: str


@dataclass(frozen=True)
class Line:
    """One thing of the day."""

    starts_at: datetime | None  #: None: all day
    title: str
    about: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and the button that mends it."""

    says: str
    fix: str  #: the button's title
    mends: MoveListed | AddLink


@dataclass(frozen=True)
class Digest:
    """A day, as it was looked at."""

    day: date
    lines: Sequence[Line]
    problems: Sequence[Problem] = ()
    with_bookings: bool = False  #: Bookings was looked at too
    as_of: datetime | None = None  #: when it was read, where it could not be read again
    unsure: Sequence[str] = ()  #: what reminders were about of which nobody knows whether they arrived
    was_due_at: datetime | None = None  #: where it comes late


def digest(words: Words, shown: Digest) -> Card:
    """The day in order; a day with nothing says what was looked at."""
    body: list[Any] = [heading(words("Your day, {day:day}", day=shown.day)), *_notes(words, shown)]
    if not shown.lines:
        body.append(line(_nothing(words, shown)))
    body += [_row(words, each) for each in shown.lines[:MOST_LINES]]
    if len(shown.lines) > MOST_LINES:
        body.append(note(words("and {count} more", count=len(shown.lines) - MOST_LINES)))
    for problem in shown.problems[:MOST_PROBLEMS]:
        mend = ActionSet(actions=[press(problem.fix, problem.mends)])
        body.append(Container(style="warning", items=[line(problem.says), mend]))
    if shown.unsure:
        body.append(warning(unsure(words, shown.unsure)))
    open_day = press(words("Open today"), Say("今日の予定" if words.language == "ja" else "today"))
    return card(*body, actions=[open_day], language=words.language, says=_says(words, shown))


def _notes(words: Words, digest: Digest) -> list[Any]:
    notes = []
    if digest.was_due_at is not None:
        notes.append(words("This comes late: it was due at {due:time}.", due=digest.was_due_at))
    if digest.as_of is not None:
        notes.append(words("As of {moment}: I could not read your calendar again.", moment=words.when(digest.as_of)))
    return [note(each) for each in notes]


def _row(words: Words, entry: Line) -> Container:
    clock = words("All day") if entry.starts_at is None else words.time(entry.starts_at)
    what = [line(clean(entry.title, LONGEST_TEXT))]
    if entry.about:
        what.append(line(clean(entry.about, LONGEST_TEXT), spacing="none"))
    columns = [Column(width="76px", items=[strong(clock)]), Column(width="stretch", items=what)]
    return Container(separator=True, items=[ColumnSet(columns=columns)])


def _nothing(words: Words, digest: Digest) -> str:
    if digest.with_bookings:
        return words("I looked at your calendar and your bookings of this day and found nothing.")
    return words("I looked at your calendar of this day and found nothing.")


def _says(words: Words, digest: Digest) -> str:
    if not digest.lines:
        return _nothing(words, digest)
    first = next((each.starts_at for each in digest.lines if each.starts_at is not None), None)
    count = len(digest.lines)
    if first is None:
        return words("{day:day}: {count} in your calendar.", day=digest.day, count=count)
    return words(
        "{day:day}: {count} in your calendar, the first at {first:time}.", day=digest.day, count=count, first=first
    )
