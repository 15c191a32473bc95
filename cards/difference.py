"""What differs between two versions of a thing, property by property: was and new, theirs and yours, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.action import ConfirmPlan, DeclinePlan, UndoChange, press
from cards.elements import Card, card, heading, line, quoted, strong, title, warning
from cards.words import Words


@dataclass(frozen=True)
class Difference:
    """One property that is to change: what it is called, was, and will be; `theirs` where somebody else changed it."""

    label: str
    was: str
    new: str
    theirs: str = ""


def rows(words: Words, differences: Sequence[Difference]) -> list[Any]:
    """Was and new of each."""
    body: list[Any] = []
    for each in differences:
        body += [
            strong(each.label),
            quoted(words("Was"), each.was or "–"),
            quoted(words("New"), each.new or "–"),
        ]
    return body


def merge(words: Words, plan_id: str, subject: str, differences: Sequence[Difference]) -> Card:
    """Was, theirs and yours, side by side, and one tap to put yours on top."""
    says = words("“{title}” was changed while you were deciding.", title=subject)
    body: list[Any] = []
    for each in differences:
        body += [
            strong(each.label),
            quoted(words("Was"), each.was or "–"),
            quoted(words("Theirs"), each.theirs or "–"),
            quoted(words("Yours"), each.new or "–"),
        ]
    return card(
        heading(words("Changed meanwhile"), "attention"),
        line(says),
        *body,
        actions=[
            press(words("Put mine on top"), ConfirmPlan(plan_id), style="positive"),
            press(words("Keep theirs"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=says,
    )


def confirm_undo(words: Words, change_id: str, subject: str, differences: Sequence[Difference]) -> Card:
    """Asked when somebody types undo; a single difference is said in full."""
    says = words("Put “{title}” back as it was?", title=subject)
    body = [
        quoted(each.label, words("{new} → {was}", new=each.new or "–", was=each.was or "–")) for each in differences
    ]
    if len(differences) == 1:
        only = differences[0]
        says = words("Put “{title}” back to {was}?", title=subject, was=only.was or "–")
        body = [quoted(words("Now"), only.new or "–"), quoted(words("Back to"), only.was or "–")]
    return card(
        heading(words("Undo the last change?")),
        title(subject),
        *body,
        actions=[press(words("Yes, put it back"), UndoChange(change_id), style="positive")],
        language=words.language,
        says=says,
    )


def several_changed(
    words: Words, change_id: str, changes: Sequence[Difference], failed: Sequence[str], *, is_undo: bool
) -> Card:
    """The result of several changes: each with was and new, what was left and why, and one way back for all."""
    says = words("{count} put back.", count=len(changes)) if is_undo else words("{count} changed.", count=len(changes))
    done: list[Any] = []
    for each in changes:
        # An undo knows only what it leads back to.
        done += [title(each.label), line(each.new if is_undo else f"{each.was} → {each.new}")]
    return card(
        heading(words("Undone") if is_undo else words("Changed"), "good" if changes else "attention"),
        line(says),
        *done,
        warning(*failed) if failed else None,
        actions=[press(words("Undo"), UndoChange(change_id))] if change_id else [],
        language=words.language,
        says=says,
    )
