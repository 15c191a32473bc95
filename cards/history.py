"""The journal: what was changed for a person, newest first, each with its way back while there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.action import ChooseOption, UndoChange, press
from cards.difference import Difference
from cards.elements import ActionSet, Card, Container, card, heading, line, note, strong, warning
from cards.words import Words, clean

MOST_DIFFERENCES = 4
LONGEST_TEXT = 100


@dataclass(frozen=True)
class Change:
    """One change that was made."""

    verb: str  #: such as "Moved"
    subject: str
    when: str  #: it was made
    differences: Sequence[Difference] = ()
    about: str = ""  #: such as that it was put back
    doubt: str = ""  #: why nobody knows whether it was made
    undo_id: str = ""  #: "" where there is no way back


@dataclass(frozen=True)
class Page:
    """The part of the journal that one card holds."""

    changes: Sequence[Change]
    number: int
    count: int
    question_id: str  #: of the buttons to other pages; "" for a single page


def history(words: Words, page: Page) -> Card:
    """Newest first."""
    says = words("What I changed for you in the last 30 days")
    lines = [
        words("{when}: {verb}, “{title}”", when=each.when, verb=each.verb, title=each.subject) for each in page.changes
    ]
    actions = [
        press(label, ChooseOption(page.question_id, f"page {number}"))
        for number, label in ((page.number - 1, words("Newer")), (page.number + 1, words("Older")))
        if page.question_id and 1 <= number <= page.count
    ]
    return card(
        heading(says),
        *[_row(words, each) for each in page.changes],
        actions=actions,
        language=words.language,
        says="\n".join([says, *lines]),
    )


def _row(words: Words, change: Change) -> Container:
    items: list[Any] = [strong(f"{change.verb} · {change.when}"), line(clean(change.subject), spacing="none")]
    items += [line(_difference(words, each), spacing="none") for each in change.differences[:MOST_DIFFERENCES]]
    if len(change.differences) > MOST_DIFFERENCES:
        items.append(note(words("and {count} more", count=len(change.differences) - MOST_DIFFERENCES), "none"))
    if change.about:
        items.append(note(change.about, "none"))
    if change.doubt:
        items.append(warning(change.doubt))
    if change.undo_id:
        items.append(ActionSet(actions=[press(words("Undo"), UndoChange(change.undo_id), sends_inputs=False)]))
    return Container(separator=True, items=items)


def _difference(words: Words, each: Difference) -> str:
    was, new = (clean(side, LONGEST_TEXT) or "–" for side in (each.was, each.new))
    label = words("{what}: {title}", what=each.label, title="") if each.label else ""
    return f"{label}{was} → {new}"
