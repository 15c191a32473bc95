"""The cards of an edit: what will change and who hears of it, what was changed, and what putting back would lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.action import ConfirmPlan, DeclinePlan, UndoChange, press
from cards.change import join_button
from cards.difference import Difference, rows
from cards.elements import Card, card, heading, line, quoted, strong, title, warning
from cards.words import Words


@dataclass(frozen=True)
class Edit:
    """What an edit looks like."""

    subject: str
    says: str  #: the whole question in one sentence
    differences: Sequence[Difference]
    notes: Sequence[str] = ()  #: who gets mail, and what else to know
    warnings: Sequence[str] = ()


def confirm(words: Words, plan_id: str, edit: Edit) -> Card:
    """Was and new of each, and everything to know before saying yes."""
    return card(
        heading(words("Change this?")),
        title(edit.subject),
        *rows(words, edit.differences),
        *[line(each) for each in edit.notes],
        warning(*edit.warnings) if edit.warnings else None,
        actions=[
            press(words("Yes, change it"), ConfirmPlan(plan_id), style="positive"),
            press(words("Leave it"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=edit.says,
    )


def changed(words: Words, change_id: str, edit: Edit, join_url: str = "") -> Card:
    """The result, with the way back, and what became of the way into the meeting."""
    return card(
        heading(words("Changed"), "good"),
        line(edit.says),
        *rows(words, edit.differences),
        *[line(each) for each in edit.notes],
        warning(*edit.warnings) if edit.warnings else None,
        actions=[press(words("Undo"), UndoChange(change_id)), join_button(words, join_url)],
        language=words.language,
        says=edit.says,
    )


def put_back(words: Words, edit: Edit, join_url: str = "") -> Card:
    """The result of an undo: what it is again."""
    return card(
        heading(words("Undone"), "good"),
        line(edit.says),
        *[quoted(each.label, each.new or "–") for each in edit.differences],
        *[line(each) for each in edit.notes],
        warning(*edit.warnings) if edit.warnings else None,
        actions=[join_button(words, join_url)],
        language=words.language,
        says=edit.says,
    )


def would_lose(words: Words, plan_id: str, subject: str, differences: Sequence[Difference]) -> Card:
    """Somebody changed it since: what an undo would write over, asked before it does."""
    says = words("“{title}” was changed since, so I did not put it back.", title=subject)
    body = []
    for each in differences:
        lost, back = quoted(words("Would be lost"), each.theirs or "–"), quoted(words("Back to"), each.new or "–")
        body += [strong(each.label), lost, back]
    return card(
        heading(words("Changed meanwhile"), "attention"),
        line(says),
        *body,
        actions=[
            press(words("Put it back all the same"), ConfirmPlan(plan_id), style="positive"),
            press(words("Leave it"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=says,
    )
