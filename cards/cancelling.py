"""The cards of cancelling: who hears of it and what cannot be undone before, what happened after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.action import ConfirmPlan, DeclinePlan, UndoChange, button, press
from cards.elements import Card, InputText, card, fact, heading, line, title, warning
from cards.words import Words

LONGEST_NOTE = 500


@button("event.cancel")
@dataclass(frozen=True)
class CancelIt:
    """Cancel what the card describes, with the note that was typed on it."""

    plan_id: str


@dataclass(frozen=True)
class NoteField:
    """A note for others: what it is called and what is filled in."""

    label: str
    value: str


@dataclass(frozen=True)
class Cancelling:
    """What is to be cancelled, already masked for where it is shown."""

    subject: str
    when: str
    notes: Sequence[str]  #: who hears of it, and whether it can be undone
    warnings: Sequence[str] = ()
    note: NoteField | None = None  #: None where nobody hears of it


def confirm_cancel(words: Words, plan_id: str, cancelling: Cancelling) -> Card:
    """Who hears of it, with a note for them, and whether there is a way back."""
    note, yes = cancelling.note, ConfirmPlan(plan_id) if cancelling.note is None else CancelIt(plan_id)
    return card(
        heading(words("Cancel this?")),
        title(cancelling.subject),
        fact(words("When"), cancelling.when, weight="bolder"),
        *[line(each) for each in cancelling.notes],
        warning(*cancelling.warnings) if cancelling.warnings else None,
        InputText(id="note", label=note.label, value=note.value, max_length=LONGEST_NOTE) if note else None,
        actions=[
            press(words("Yes, cancel it"), yes, style="destructive"),
            press(words("Leave it"), DeclinePlan(plan_id), sends_inputs=False),
        ],
        language=words.language,
        says=words("Cancel “{title}”, {when}?", title=cancelling.subject, when=cancelling.when),
    )


def cancelled(words: Words, change_id: str, subject: str, when: str, notes: Sequence[str]) -> Card:
    """The result; with the way back, if there is one."""
    says = words("“{title}” is cancelled.", title=subject)
    return card(
        heading(words("Cancelled"), "good"),
        line(says),
        fact(words("When"), when, subtle=True),
        *[line(each) for each in notes],
        actions=[press(words("Undo"), UndoChange(change_id))] if change_id else [],
        language=words.language,
        says=says,
    )


def taken_out(words: Words, subject: str) -> Card:
    """The result of undoing that something was put into the calendar."""
    says = words("“{title}” is out of your calendar again.", title=subject)
    return card(heading(words("Undone"), "good"), line(says), language=words.language, says=says)
