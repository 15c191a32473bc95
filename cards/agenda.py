"""The agenda: days, entries in time order, the gaps between them, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    free: Sequence[Span] = ()  #: free times of the same stretch


def agenda(words: Words, title: str, page: Page, about: str = "") -> Card:
    """Entries by day, with the free time between them."""
    body: list[Any] = [heading(title)]
    if about:
        body.append(note(about))
    if not page.entries:
        body.append(note(words("Nothing here.")))
    days = {_day(words, entry) for entry in page.entries}
    for day, group in groupby(_in_order(page), key=lambda each: words.local(_start(each)).date()):
        if len(days) > 1:
            body.append(strong(words.day(day)))
        body += [_free(words, each) if isinstance(each, Span) else _row(words, each, page) for each in group]
    actions = [
        press(label, ChooseOption(page.question_id, f"page {number}"))
        for number, label in ((page.number - 1, words("Earlier")), (page.number + 1, words("More")))
        if 1 <= number <= page.count
    ]
    return card(*body, actions=actions, language=words.language, says=_says(words, title, page))


def _day(words: Words, entry: Entry) -> date:
    return words.local(entry.span.start).date()


def _says(words: Words, title: str, page: Page) -> str:
    lines = [
        words("Free {gap:clocks}", gap=each) if isinstance(each, Span) else f"{_clock(words, each)} {clean(each.title)}"
        for each in _in_order(page)
    ]
    nothing = [] if page.entries else [words("Nothing here.")]
    return "\n".join([title, *nothing, *lines])


def _clock(words: Words, entry: Entry) -> str:
    return words("All day") if entry.all_day else words.time(entry.span.start)


def _in_order(page: Page) -> list[Entry | Span]:
    both: list[Entry | Span] = [*page.entries, *page.free]
    return sorted(both, key=_start)


def _start(each: Entry | Span) -> datetime:
    return each.start if isinstance(each, Span) else each.span.start


def _free(words: Words, gap: Span) -> Any:
    return note(words("Free {gap:clocks}", gap=gap))


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
