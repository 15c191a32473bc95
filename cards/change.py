"""The cards of a change: asked before, shown after, put back, and what is asked when something is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cards.action import ChooseOption, ConfirmPlan, DeclinePlan, FillIn, UndoChange, press
from cards.elements import (
    ActionSet,
    Card,
    InputDate,
    InputTime,
    OpenUrl,
    card,
    fact,
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


def join_button(words: Words, url: str) -> OpenUrl | None:
    """*Join*, if the link is one of Teams."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or not any(host == known or host.endswith("." + known) for known in JOIN_HOSTS):
        return None
    return OpenUrl(title=words("Join"), url=url)


def confirm_move(words: Words, plan_id: str, moving: Moving) -> Card:
    """Old → new, and everything that a person should know before saying yes."""
    new_length = words.length(moving.new.length)
    if moving.new.length != moving.old.length:
        new_length = words("{new:length} (was {old:length})", new=moving.new.length, old=moving.old.length)
    return card(
        heading(words("Move this?")),
        title(moving.subject),
        fact(words("Now"), words.span(moving.old), subtle=True),
        fact(words("New"), words.span(moving.new), weight="bolder"),
        fact(words("Length"), new_length),
        fact(words("Zone"), words.zonename(moving.zone)),
        *[line(each) for each in moving.notes],
        warning(*moving.warnings) if moving.warnings else None,
        actions=[
            press(words("Yes, move it"), ConfirmPlan(plan_id), style="positive"),
            press(words("Leave it"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=words("Move “{title}” to {new:span}?", title=moving.subject, new=moving.new),
    )


def moved(words: Words, change_id: str, subject: str, old: Span, new: Span, join_url: str) -> Card:
    """The result, with the way back."""
    says = words("“{title}” is now {new:when}.", title=subject, new=new.start)
    return card(
        heading(words("Moved"), "good"),
        line(says),
        fact(words("Now"), words.span(new)),
        fact(words("Before"), words.span(old)),
        actions=[press(words("Undo"), UndoChange(change_id)), join_button(words, join_url)],
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


def changed_meanwhile(words: Words, plan_id: str, moving: Moving, button: str) -> Card:
    """Somebody else moved it first: was, theirs and yours, and one tap to put yours on top."""
    says = words("“{title}” was changed while you were deciding.", title=moving.subject)
    return card(
        heading(words("Changed meanwhile"), "attention"),
        line(says),
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


def pick_one(
    words: Words, question_id: str, prompt: str, choices: Sequence[tuple[str, str]], subject: str = ""
) -> Card:
    """A question, about `subject` if there is one, with a button for each answer: (option id, what it says)."""
    return card(
        heading(prompt),
        title(subject) if subject else None,
        *[
            ActionSet(actions=[press(says, ChooseOption(question_id, option), sends_inputs=False)])
            for option, says in choices
        ],
        language=words.language,
        says=prompt,
    )


def ask_time(words: Words, question_id: str, subject: str, start: tuple[str, str], prompt: str) -> Card:
    """Date and time fields, filled with `start` (YYYY-MM-DD, HH:MM on the reader's clock)."""
    day, clock = start
    return card(
        heading(prompt),
        title(subject),
        InputDate(
            id="date", label=words("Date"), value=day, is_required=True, error_message=words("Please choose a date.")
        ),
        InputTime(
            id="time", label=words("Time"), value=clock, is_required=True, error_message=words("Please choose a time.")
        ),
        actions=[press(words("Continue"), FillIn(question_id), style="positive")],
        language=words.language,
        says=prompt,
    )
