"""The agenda: days, entries in time order, the gaps between them, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from cards.action import ChooseOption, press
from cards.change import join_button
from cards.elements import (
    ActionSet,
    Card,
    Column,
    ColumnSet,
    Container,
    ToggleVisibility,
    card,
    heading,
    line,
    note,
    strong,
)
from cards.words import Words, clean
from graph.span import Span

WORTH_CALLING_FREE = timedelta(minutes=30)
LONGEST_TEXT = 80


@dataclass(frozen=True)
class Entry:
    """One line of an agenda, already masked for where it is shown."""

    title: str
    span: Span
    about: str = ""  #: kind, place, people
    join_url: str = ""
    all_day: bool = False
    move_option: str = ""  #: of the agenda's question; "" where it cannot be moved


@dataclass(frozen=True)
class Page:
    """The part of an agenda that one card holds."""

    entries: Sequence[Entry]
    number: int = 1
    count: int = 1
    question_id: str = ""  #: the buttons' question


def agenda(words: Words, title: str, page: Page, about: str = "") -> Card:
    """Entries by day, with the free time between them."""
    body: list[Any] = [heading(title)]
    if about:
        body.append(note(about))
    if not page.entries:
        body.append(note(words("Nothing here.")))
    by_day = [(day, list(group)) for day, group in groupby(page.entries, key=lambda entry: _day(words, entry))]
    for day, entries in by_day:
        if len(by_day) > 1:
            body.append(strong(words.day(day)))
        body += _rows(words, entries, page)
    actions = [
        press(label, ChooseOption(page.question_id, f"page {number}"))
        for number, label in ((page.number - 1, words("Earlier")), (page.number + 1, words("More")))
        if 1 <= number <= page.count
    ]
    return card(*body, actions=actions, language=words.language, says=_says(words, title, page))


def _day(words: Words, entry: Entry) -> date:
    return words.local(entry.span.start).date()


def _says(words: Words, title: str, page: Page) -> str:
    lines = [f"{_clock(words, entry)} {clean(entry.title)}" for entry in page.entries]
    return "\n".join([title, *(lines or [words("Nothing here.")])])


def _clock(words: Words, entry: Entry) -> str:
    return words("All day") if entry.all_day else words.time(entry.span.start)


def _rows(words: Words, entries: Sequence[Entry], page: Page) -> list[Any]:
    rows: list[Any] = []
    busy_until = None
    for entry in entries:
        if not entry.all_day:
            if busy_until is not None and entry.span.start - busy_until >= WORTH_CALLING_FREE:
                gap = Span(busy_until, entry.span.start)
                rows.append(note(words("Free {gap:clocks}", gap=gap)))
            busy_until = max(busy_until or entry.span.end, entry.span.end)
        rows.append(_row(words, entry, page))
    return rows


def _row(words: Words, entry: Entry, page: Page) -> Container:
    times = [strong(_clock(words, entry))]
    if not entry.all_day:
        times.append(note(words.time(entry.span.end), spacing="none"))
    what = [line(clean(entry.title, LONGEST_TEXT))]
    if entry.about:
        what.append(line(clean(entry.about, LONGEST_TEXT), spacing="none"))
    columns = [Column(width="76px", items=times), Column(width="stretch", items=what)]
    actions = [action for action in (join_button(words, entry.join_url), _move(words, entry, page)) if action]
    if not actions:
        return Container(separator=True, items=[ColumnSet(columns=columns)])
    buttons = ActionSet(id=f"buttons-{entry.move_option or id(entry)}", actions=actions)
    buttons.visible = False
    show = ToggleVisibility(title=words("Show what can be done"), target_elements=[buttons.id])
    more = Column(width="auto", verticalContentAlignment="center", items=[note("⋯")])
    row = ColumnSet(columns=[*columns, more])
    row.set_data("selectAction", show)
    return Container(separator=True, items=[row, buttons])


def _move(words: Words, entry: Entry, page: Page) -> Any:
    if not entry.move_option:
        return None
    return press(words("Move"), ChooseOption(page.question_id, entry.move_option))
