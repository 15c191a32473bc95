"""The cards of a new calendar entry: asked before, shown after, back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.action import ConfirmPlan, DeclinePlan, UndoChange, button, press
from cards.change import join_button
from cards.elements import Card, InputText, InputToggle, card, fact, heading, line, quoted, title, warning
from cards.words import Words
from graph.span import Span

LONGEST_SUBJECT = 255  # Outlook keeps no more


@button("event.make")
@dataclass(frozen=True)
class MakeEvent:
    """Make the event that the card describes, with the title and the tick as they are on it."""

    plan_id: str


@dataclass(frozen=True)
class Entry:
    """What is to be made."""

    subject: str
    span: Span
    zone: str  #: IANA, the reader's
    people: Sequence[str] = ()
    notes: Sequence[str] = ()
    warnings: Sequence[str] = ()
    can_be_edited: bool = False  #: the title, and whether it is online


def confirm_entry(words: Words, plan_id: str, entry: Entry) -> Card:
    """What will be in the calendar, who is invited, and what to know before."""
    fields = []
    if entry.can_be_edited:
        fields = [
            InputText(id="subject", label=words("Title"), value=entry.subject, max_length=LONGEST_SUBJECT),
            InputToggle(id="online", label=words("Online"), title=words("As a Teams meeting"), value="true"),
        ]
    return card(
        heading(words("Put this into your calendar?")),
        *(fields or [title(entry.subject)]),
        fact(words("When"), words.span(entry.span), weight="bolder"),
        fact(words("Length"), words.length(entry.span.length)),
        fact(words("Zone"), words.zonename(entry.zone)),
        quoted(words("With"), words.list(entry.people)) if entry.people else None,
        *[line(each) for each in entry.notes],
        warning(*entry.warnings) if entry.warnings else None,
        actions=[
            press(
                words("Yes, put it in"),
                MakeEvent(plan_id) if entry.can_be_edited else ConfirmPlan(plan_id),
                style="positive",
            ),
            press(words("Not now"), DeclinePlan(plan_id), sends_inputs=False),
        ],
        language=words.language,
        says=words("Put “{title}” into your calendar, {span:span}?", title=entry.subject, span=entry.span),
    )


def made(words: Words, change_id: str, subject: str, span: Span, notes: Sequence[str], join_url: str) -> Card:
    """The result, with the way back."""
    says = words("“{title}” is in your calendar, {span:span}.", title=subject, span=span)
    return card(
        heading(words("In your calendar"), "good"),
        line(says),
        *[line(each) for each in notes],
        actions=[press(words("Undo"), UndoChange(change_id)), join_button(words, join_url)],
        language=words.language,
        says=says,
    )


def back_again(words: Words, subject: str, span: Span) -> Card:
    """The result of undoing that something was taken out."""
    says = words("“{title}” is back at {span:span}.", title=subject, span=span)
    return card(heading(words("Undone"), "good"), line(says), language=words.language, says=says)
