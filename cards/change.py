"""The cards of a change: asked before, shown after, put back, and what is asked when something is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cards.action import ChooseOption, ConfirmPlan, DeclinePlan, FillIn, UndoChange, press
from cards.asking import Start, choice_buttons, when_fields
from cards.elements import (
    Card,
    OpenUrl,
    card,
    fact,
    folded,
    heading,
    line,
    note,
    title,
    warning,
)
from cards.words import Words
from graph.span import Span

# Only links of Teams itself become buttons: a join link comes from an invitation that anybody can write.
JOIN_HOSTS = (
    "teams.microsoft.com",
    "teams.live.com",
    "teams.cloud.microsoft",
    "teams.microsoft.us",
    "teams.microsoftonline.cn",
)


@dataclass(frozen=True)
class Moving:
    """What a move looks like."""

    subject: str
    old: Span
    new: Span
    zone: str  #: IANA, the reader's
    notes: Sequence[str] = ()  #: assumptions and who hears of it
    warnings: Sequence[str] = ()  #: overlaps, not the organiser, in the past
    other: OtherTimes | None = None


@dataclass(frozen=True)
class OtherTimes:
    """What may be chosen instead, as answers to a question."""

    question_id: str
    slots: Sequence[tuple[str, str]]  #: (option id, what it says)
    start: Start  #: what the fields for any other time are filled with
    series_option: str = ""  #: of moving the whole series, if that can be chosen


def join_button(words: Words, url: str) -> OpenUrl | None:
    """*Join*, if the link is one of Teams."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or not any(host == known or host.endswith("." + known) for known in JOIN_HOSTS):
        return None
    return OpenUrl(title=words("Join"), url=url)


def confirm_move(words: Words, plan_id: str, moving: Moving, question: str = "") -> Card:
    """Old → new, and everything that a person should know before saying yes."""
    new_length = words.length(moving.new.length)
    if moving.new.length != moving.old.length:
        new_length = words("{new:length} (was {old:length})", new=moving.new.length, old=moving.old.length)
    return card(
        heading(question or words("Move this?")),
        title(moving.subject),
        fact(words("Now"), words.span(moving.old), subtle=True),
        fact(words("New"), words.span(moving.new), weight="bolder"),
        fact(words("Length"), new_length),
        fact(words("Zone"), words.zonename(moving.zone)),
        *[line(each) for each in moving.notes],
        warning(*moving.warnings) if moving.warnings else None,
        *_slots(words, moving.other),
        actions=[
            # The fields of "Another time" are not part of a yes.
            press(words("Yes, move it"), ConfirmPlan(plan_id), style="positive", sends_inputs=False),
            press(words("Leave it"), DeclinePlan(plan_id), sends_inputs=False),
            *_other_actions(words, moving.other),
        ],
        language=words.language,
        says=words("Move “{title}” to {new:span}?", title=moving.subject, new=moving.new),
    )


def cannot_move(words: Words, moving: Moving) -> Card:
    """Where it cannot lie, why, and where it can."""
    says = words("“{title}” cannot move to {new:span}.", title=moving.subject, new=moving.new)
    return card(
        heading(words("That is not possible"), "attention"),
        line(says),
        fact(words("Now"), words.span(moving.old), subtle=True),
        warning(*moving.warnings),
        *_slots(words, moving.other),
        actions=_other_actions(words, moving.other),
        language=words.language,
        says=says,
    )


def _slots(words: Words, other: OtherTimes | None) -> list[Any]:
    if other is None or not other.slots:
        return []
    return [note(words("These times are free:")), *choice_buttons(other.question_id, other.slots)]


def _other_actions(words: Words, other: OtherTimes | None) -> list[Any]:
    if other is None:
        return []
    chosen = press(words("Continue"), FillIn(other.question_id), style="positive")
    actions: list[Any] = [folded(words("Another time"), *when_fields(words, other.start), actions=[chosen])]
    if other.series_option:
        series = ChooseOption(other.question_id, other.series_option)
        actions.append(press(words("The whole series"), series, sends_inputs=False))
    return actions


def moved(
    words: Words, change_id: str, subject: str, old: Span, new: Span, join_url: str, about_link: str = ""
) -> Card:
    """The result, with the way back."""
    says = words("“{title}” is now {new:when}.", title=subject, new=new.start)
    return card(
        heading(words("Moved"), "good"),
        line(says),
        fact(words("Now"), words.span(new)),
        fact(words("Before"), words.span(old)),
        warning(about_link) if about_link else None,
        actions=[
            press(words("Undo"), UndoChange(change_id)) if change_id else None,
            join_button(words, join_url),
        ],
        language=words.language,
        says=says,
    )


def series_moved(words: Words, change_id: str, subject: str, was: str, now: str, *, is_undo: bool) -> Card:
    """The result for all occurrences at once; `was` and `now` are clock times with their zone."""
    says = words("All of “{title}” are now at {now}.", title=subject, now=now)
    return card(
        heading(words("Undone") if is_undo else words("Moved"), "good"),
        line(says),
        None if is_undo else fact(words("Before"), was),
        actions=[press(words("Undo"), UndoChange(change_id))] if change_id else [],
        language=words.language,
        says=says,
    )


def series_changed_meanwhile(
    words: Words, plan_id: str, subject: str, theirs: str, yours: str, lost: Sequence[str]
) -> Card:
    """Somebody changed the series, or some of its occurrences, first; both times are of the clock, with their zone."""
    says = words("“{title}” was changed while you were deciding.", title=subject)
    return card(
        heading(words("Changed meanwhile"), "attention"),
        line(says),
        fact(words("Theirs"), theirs),
        fact(words("Yours"), yours, weight="bolder"),
        warning(*lost) if lost else None,
        actions=[
            press(words("Move it all the same"), ConfirmPlan(plan_id)),
            press(words("Keep theirs"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=says,
    )


def put_back(words: Words, subject: str, span: Span, join_url: str) -> Card:
    """The result of an undo."""
    says = words("“{title}” is back at {span:span}.", title=subject, span=span)
    return card(
        heading(words("Undone"), "good"),
        line(says),
        actions=[join_button(words, join_url)],
        language=words.language,
        says=says,
    )


def changed_meanwhile(words: Words, plan_id: str, moving: Moving, was: Span | None, button: str) -> Card:
    """Somebody else moved it first: was, theirs and yours, and one tap to put yours on top."""
    says = words("“{title}” was changed while you were deciding.", title=moving.subject)
    return card(
        heading(words("Changed meanwhile"), "attention"),
        line(says),
        fact(words("Was"), words.span(was), subtle=True) if was else None,
        fact(words("Theirs"), words.span(moving.old)),
        fact(words("Yours"), words.span(moving.new), weight="bolder"),
        *[line(each) for each in moving.notes],
        actions=[
            press(button, ConfirmPlan(plan_id)),
            press(words("Keep theirs"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=says,
    )


def left_alone(words: Words, subject: str) -> Card:
    """After *Leave it*."""
    says = words("“{title}” stays as it is.", title=subject)
    return card(line(says), language=words.language, says=says)


def nothing_made(words: Words) -> Card:
    """After *Not now*."""
    says = words("All right, nothing was made.")
    return card(note(says), language=words.language, says=says)
