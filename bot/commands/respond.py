"""`accept vendor demo`, `decline it with a note`: answers to invitations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answering import DECISIONS, ask_answer, confirm_answer, invitations, without_proposal
from bot.choosing import ask_which_one, named
from bot.command import Reply, Said, Turn, command, on
from bot.commands.confirm import confirmed
from bot.movable import of_event
from bot.plan import Before, Outcome, Plan, Told, carries_out, propose, shown_title
from bot.refilling import note_of, refill
from cards import invitation as cards
from cards.action import ConfirmPlan
from cards.difference import Difference, merge
from cards.invitation import SendAnswer
from cards.words import Words
from graph import events
from graph import invitations as invited
from graph.errors import ChangedMeanwhile, GraphError, NotFound
from graph.model import Event, EventAnswer


@command(
    "respond",
    title=("answer invitation", "招待に回答"),
    examples=(
        ("accept vendor demo", "ロードマップ相談会を承諾"),
        ("decline vendor demo with a note I am on leave", "ロードマップ相談会を辞退"),
        ("tentative vendor demo", "ロードマップ相談会を仮承諾"),
    ),
    in_manifest=False,
    in_help=True,
    place=36,
)
async def respond(turn: Turn, said: Said) -> Reply:
    """Accept or decline an invitation, or say maybe, with a note or another time."""
    words = turn.words
    said = without_proposal(turn, said)
    found = await invitations(turn, said)
    if not found.movables:
        if said.reading.title or said.reading.people:
            return Reply(words("I found no invitation like “{title}” in the next two weeks.", title=named(said)))
        return Reply(words("No invitation of the next two weeks waits for your answer."))
    if not found.is_sure:
        return await ask_which_one(turn, said, found)
    movable = found.movables[0]
    if isinstance(movable.thing, Event) and movable.thing.is_organizer:
        title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
        return Reply(
            words("You organise “{title}” yourself, so there is nothing to answer; nothing was changed.", title=title)
        )
    decision = DECISIONS.get(said.answers.get("answer", said.reading.answer))
    if decision is None:
        return await ask_answer(turn, said, movable)
    try:
        return await confirm_answer(turn, said, movable, decision)
    except ValueError:
        return Reply(words("I need a date and a time; nothing was changed."))


@on(SendAnswer)
async def send_answer(turn: Turn, button: SendAnswer, inputs: Mapping[str, str]) -> Reply:
    """The yes, with the note and the tick as they were left on the card."""

    def fill(change: EventAnswer) -> EventAnswer:
        if not change.is_sent:
            return change
        is_sent = change.proposed is not None or inputs.get("send", "true") == "true"
        return replace(change, is_sent=is_sent, comment=note_of(inputs.get("note", "")) if is_sent else "")

    await refill(turn, button.plan_id, EventAnswer, fill)
    return await confirmed(turn, ConfirmPlan(button.plan_id), {})


def _told(words: Words, _: Before, change: EventAnswer) -> Told:
    was, new = (cards.answer_word(words, each) for each in (change.seen_answer, change.answer))
    return Told(words("Answered"), [Difference(words("Your answer"), was, new)])


@carries_out(EventAnswer, _told)
async def answer(turn: Turn, plan: Plan[EventAnswer]) -> Outcome:
    """The way back is the former answer, as long as the event is in the calendar and there was one."""
    change = plan.change
    try:
        await invited.answer(turn.graph, plan.confirmed)
    except ChangedMeanwhile:
        return await _offer_theirs_or_yours(turn, plan)
    there, notes = await _afterwards(turn, change)
    undo = _way_back(change, there)
    title = shown_title(turn, plan.before)
    is_hidden = there is None or (of_event(there).private and not turn.chat.is_private)
    join_url = "" if is_hidden or there is None else there.join_url

    def reply(change_id: str) -> Reply:
        if not change_id:
            return Reply(card=cards.answered_as_before(turn.words, title, change.answer))
        can_undo = change_id if undo else ""
        return Reply(card=cards.answered(turn.words, can_undo, change.answer, title, notes, join_url))

    return Outcome(reply, undo)


async def _afterwards(turn: Turn, change: EventAnswer) -> tuple[Event | None, list[str]]:
    """The event as it is now, if it can be read, and what to say of it."""
    words = turn.words
    sent = [words("The organiser gets mail.")] if change.is_sent else [words("The organiser was not told.")]
    try:
        return await events.event(turn.graph, change.event_id), sent
    except NotFound:
        gone = words("It is out of your calendar now, so this cannot be undone; ask the organiser to invite you again.")
        return None, [*sent, gone]
    except GraphError:
        # The answer is given; whatever keeps the event from being read must not sound as if it were not.
        return None, sent


def _way_back(change: EventAnswer, there: Event | None) -> EventAnswer | None:
    former = next((each for each in DECISIONS.values() if each == change.seen_answer), None)
    if former is None or there is None:
        return None
    return EventAnswer(change.event_id, former, there.span, change.answer, is_sent=change.is_sent)


async def _offer_theirs_or_yours(turn: Turn, plan: Plan[EventAnswer]) -> Outcome:
    """What is there now, with the answer to it: a new plan, bound to that version."""
    words, change = turn.words, plan.change
    there = await events.event(turn.graph, change.event_id)
    again = replace(change, seen_span=there.span, seen_answer=there.answer)
    plan_id = await propose(turn, again, of_event(there).before(words, turn.now))
    was, theirs, yours = (cards.answer_word(words, each) for each in (change.seen_answer, there.answer, change.answer))
    differences = [
        Difference(words("When"), words.span(change.seen_span), words.span(there.span), words.span(there.span)),
        Difference(words("Your answer"), was, yours, theirs),
    ]
    shown = merge(words, plan_id, shown_title(turn, plan.before), differences)
    return Outcome(lambda _: Reply(card=shown), state="superseded")
