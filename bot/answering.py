"""Answering an invitation: from the sentence to the confirm card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.asking import ask, ask_when
from bot.choosing import ask_scope, scope_of
from bot.command import Reply, Said, Turn
from bot.language import NO_TIME, Time, read, read_time
from bot.movable import LOOK_AHEAD, Found, Movable, choose, named_days, of_event, read_again
from bot.plan import propose
from bot.spoken import spoken_time
from bot.when import to_move_to
from cards import asking
from cards import invitation as cards
from cards.words import Words
from graph import events
from graph.model import Decision, Event, EventAnswer, EventDetails
from graph.span import Span

DECISIONS: dict[str, Decision] = {
    "accept": "accepted",
    "decline": "declined",
    "tentative": "tentativelyAccepted",
}
UNANSWERED = ("none", "notResponded")
# "… and propose friday 10:00", "…を提案して": the rest of the sentence is about the invitation.
_PROPOSAL_EN = re.compile(
    r"[\s,;]*\b(?:and |but |then )?(?:propos(?:e|ing)|suggest(?:ing)?)(?: (?:a )?(?:new|another|different) time)?:?"
    r"(?: instead)?\s+(?P<time>.+?)(?: instead)?[\s.!]*$",
    re.IGNORECASE,
)
_PROPOSAL_JA = re.compile(r"(?P<time>[^、。]{1,30}?)(?:を|に)(?:代わりに)?(?:提案|再提案)(?:して|し|する)?[、。]?")


async def invitations(turn: Turn, said: Said) -> Found:
    """The invitation that is meant; of a series its next occurrence. One's own events only where nothing else fits."""
    if (chosen := said.answers.get("which")) is not None:
        return Found([await read_again(turn, chosen)], is_sure=True)
    reading = said.reading
    window = named_days(said, turn.now, turn.words.zone) or Span(turn.now, turn.now + LOOK_AHEAD)
    there = await events.between(turn.graph, window)
    invited = [each for each in there if not each.is_organizer]
    if not (reading.title or reading.people or reading.key or reading.old_time.start):
        invited = _one_per_series([each for each in invited if each.answer in UNANSWERED])
    for some in (invited, there):
        found = choose([of_event(each) for each in some], said, turn.now, turn.words.zone)
        if found.movables:
            return found
    return found


def _one_per_series(there: Sequence[Event]) -> list[Event]:
    first = {each.series_id or each.id: each for each in reversed(there)}
    return sorted(first.values(), key=lambda event: event.span)


def without_proposal(turn: Turn, said: Said) -> Said:
    """The sentence without the time it proposes, which becomes the time it speaks of."""
    match = _PROPOSAL_EN.search(said.text) or _PROPOSAL_JA.search(said.text)
    words = turn.words
    if match is None or match["time"] in said.reading.note:
        return replace(said, reading=replace(said.reading, time=NO_TIME))
    proposed = read_time(match["time"], now=said.asked_at, zone=words.zone, locale=words.locale)
    if proposed == NO_TIME:
        proposed = Time("ask")
    rest = f"{said.text[: match.start()]} {said.text[match.end() :]}".strip()
    reading = read(rest, now=said.asked_at, zone=words.zone, locale=words.locale)
    answer = reading.answer or said.reading.answer or "tentative"
    return replace(said, reading=replace(reading, time=proposed, answer=answer))


async def ask_answer(turn: Turn, said: Said, movable: Movable) -> Reply:
    """Yes, maybe or no, where the sentence does not say."""
    words = turn.words
    which = {"which": movable.reference()}
    question_id = await ask(turn, said, {answer: {**which, "answer": answer} for answer in DECISIONS})
    buttons = [("accept", words("Accept")), ("tentative", words("Maybe")), ("decline", words("Decline"))]
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    return Reply(card=asking.pick_one(words, question_id, words("What do you want to answer?"), buttons, title))


async def confirm_answer(
    turn: Turn, said: Said, movable: Movable, decision: Decision, notes: Sequence[str] = ()
) -> Reply:
    """Asks whether one occurrence or all are meant, and when a proposal is; then shows the confirm card.

    Raises ValueError where the fields of a proposal hold no time.
    """
    words, event = turn.words, movable.thing
    if not isinstance(event, Event):
        raise TypeError("only an event is an invitation")
    scope = scope_of(said, event)
    if not scope:
        return await ask_scope(turn, _answering(said, decision), movable)
    seen = await events.details(turn.graph, event.series_id if scope == "series" and event.series_id else event.id)
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    spoken = spoken_time(said)
    proposed = None
    if spoken is not NO_TIME:
        proposed = to_move_to(spoken, event.span, words.zone) if spoken.status != "ask" else None
        if proposed is None:
            return await ask_when(turn, _answering(said, decision), title, event.span.start, movable.reference())
    return await _confirm(turn, said, movable, seen, decision, proposed, notes)


def _answering(said: Said, decision: Decision) -> Said:
    """The sentence with the decision kept for when its question is answered."""
    answer = next(name for name, known in DECISIONS.items() if known == decision)
    return replace(said, answers={**said.answers, "answer": answer})


async def _confirm(
    turn: Turn,
    said: Said,
    movable: Movable,
    seen: EventDetails,
    decision: Decision,
    proposed: Span | None,
    notes: Sequence[str],
) -> Reply:
    words, event = turn.words, seen.event
    said_about = [*notes, *_about(words, seen, decision, proposed)]
    if not (seen.response_requested and event.takes_proposals) or decision == "accepted":
        proposed = None
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    if event.answer == decision and proposed is None and not said.reading.note:
        already = cards.answer_word(words, decision)
        return Reply(words("Your answer to “{title}” is already: {answer}.", title=title, answer=already))
    note = said.reading.note if seen.response_requested else ""
    is_sent = seen.response_requested
    change = EventAnswer(event.id, decision, event.span, event.answer, note, is_sent, proposed)
    plan_id = await propose(turn, change, movable.before(words, turn.now))
    hidden = movable.private and not turn.chat.is_private
    answering = cards.Answering(
        decision,
        title,
        movable.shown(movable.span, words.zone),
        "" if hidden else event.organizer.name or event.organizer.email,
        event.answer,
        note,
        is_sent,
        proposed,
        said_about,
        _warnings(turn, seen, decision, proposed),
    )
    return Reply(card=cards.confirm_answer(words, plan_id, answering))


def _about(words: Words, seen: EventDetails, decision: Decision, proposed: Span | None) -> list[str]:
    notes = []
    if seen.recurrence is not None:
        notes.append(words("The answer is for all occurrences."))
    if not seen.response_requested:
        notes.append(words("The organiser asked for no answers, so only your own calendar changes."))
    if proposed is not None and decision == "accepted":
        notes.append(words("A yes carries no other time, so the proposal is left out."))
    elif proposed is not None and not (seen.event.takes_proposals and seen.response_requested):
        notes.append(words("The organiser takes no proposals, so the other time is left out."))
    return notes


def _warnings(turn: Turn, seen: EventDetails, decision: Decision, proposed: Span | None) -> list[str]:
    words = turn.words
    past = [words("That is in the past.")] if proposed is not None and proposed.start < turn.now else []
    if decision == "declined":
        return [*past, words("Outlook takes a declined event out of your calendar, and then this cannot be undone.")]
    if seen.event.answer in UNANSWERED:
        return [*past, words("You have not answered yet: this can be changed, but not be taken back.")]
    return past
