"""The cards of an invitation: which answer, what it brings with it, and how it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.action import DeclinePlan, UndoChange, button, press
from cards.cancelling import LONGEST_NOTE
from cards.change import join_button
from cards.elements import (
    Card,
    InputText,
    InputToggle,
    card,
    fact,
    heading,
    line,
    quoted,
    title,
    warning,
)
from cards.words import Words
from graph.model import Answer, Decision
from graph.span import Span


@button("invitation.answer")
@dataclass(frozen=True)
class SendAnswer:
    """Give the answer that the card describes, with what was typed and ticked on it."""

    plan_id: str


@dataclass(frozen=True)
class Answering:
    """An answer that waits for a yes, already masked for where it is shown."""

    decision: Decision
    subject: str
    when: Span
    organizer: str  #: "" where others may not read it
    so_far: Answer
    note: str
    can_be_sent: bool  #: the organiser wants to hear of it
    proposed: Span | None = None  #: another time, which has to be sent
    notes: Sequence[str] = ()
    warnings: Sequence[str] = ()


def answer_word(words: Words, answer: Answer) -> str:
    """How somebody answered."""
    return {
        "organizer": words("organises it"),
        "accepted": words("accepted"),
        "tentativelyAccepted": words("maybe"),
        "declined": words("declined"),
    }.get(answer, words("no answer yet"))


def confirm_answer(words: Words, plan_id: str, answering: Answering) -> Card:
    """The answer, the one given so far, a note and whether the organiser hears of it."""
    question, says, yes = _wording(words, answering)
    fields = []
    if answering.can_be_sent:
        label = words("Note for the organiser")
        fields.append(InputText(id="note", label=label, value=answering.note, max_length=LONGEST_NOTE))
    if answering.can_be_sent and answering.proposed is None:
        fields.append(
            InputToggle(id="send", label=words("Answer"), title=words("Tell the organiser by mail"), value="true")
        )
    return card(
        heading(question),
        title(answering.subject),
        fact(words("When"), words.span(answering.when), weight="bolder"),
        quoted(words("Organiser"), answering.organizer) if answering.organizer else None,
        fact(words("So far"), answer_word(words, answering.so_far), subtle=True),
        fact(words("Proposed"), words.span(answering.proposed), weight="bolder") if answering.proposed else None,
        *[line(each) for each in answering.notes],
        warning(*answering.warnings) if answering.warnings else None,
        *fields,
        actions=[
            press(yes, SendAnswer(plan_id), style="positive"),
            press(words("Leave it"), DeclinePlan(plan_id), sends_inputs=False),
        ],
        language=words.language,
        says=says,
    )


def _wording(words: Words, answering: Answering) -> tuple[str, str, str]:
    """Heading, whole sentence and button."""
    subject = answering.subject
    match answering.decision:
        case "accepted":
            says = words("Accept “{title}”?", title=subject)
            return words("Accept this invitation?"), says, words("Yes, accept")
        case "declined":
            says = words("Decline “{title}”?", title=subject)
            return words("Decline this invitation?"), says, words("Yes, decline")
    says = words("Answer “maybe” to “{title}”?", title=subject)
    return words("Answer “maybe” to this invitation?"), says, words("Yes, say maybe")


def answered(
    words: Words, change_id: str, decision: Decision, subject: str, notes: Sequence[str], join_url: str
) -> Card:
    """The result; with the way back, if there is one."""
    says = {
        "accepted": words("You accepted “{title}”.", title=subject),
        "declined": words("You declined “{title}”.", title=subject),
        "tentativelyAccepted": words("You said “maybe” to “{title}”.", title=subject),
    }[decision]
    undo = press(words("Undo"), UndoChange(change_id)) if change_id else None
    return card(
        heading(words("Answered"), "good"),
        line(says),
        *[line(each) for each in notes],
        actions=[undo, join_button(words, join_url)],
        language=words.language,
        says=says,
    )


def answered_as_before(words: Words, subject: str, answer: Answer) -> Card:
    """The result of an undo."""
    says = words("Your answer to “{title}” is again: {answer}.", title=subject, answer=answer_word(words, answer))
    return card(heading(words("Undone"), "good"), line(says), language=words.language, says=says)
