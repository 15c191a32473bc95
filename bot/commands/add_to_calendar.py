"""*Add to my calendar* on an online meeting: an entry that links to it, because Graph makes none by itself."""

from __future__ import annotations

from collections.abc import Mapping

from bot.command import Reply, Turn, on
from bot.plan import Before, NotYours, from_json, propose, to_json
from cards import new_event as cards
from cards.action import StaleCard
from cards.meeting import AddToCalendar
from cards.new_event import Entry
from cards.words import Words
from graph import events
from graph.model import Body, EventChange, Meeting, NewEvent, Place, ZonedTime


async def offer(turn: Turn, meeting: Meeting) -> str:
    """Keeps a meeting for the button; gives what the button carries."""
    return await turn.store.questions.keep(
        turn.owner, text="", answers={"meeting": to_json(meeting)}, options={}, asked_at=turn.now, now=turn.now
    )


@on(AddToCalendar)
async def add_to_calendar(turn: Turn, button: AddToCalendar, _: Mapping[str, str]) -> Reply:
    """The confirm card of the entry; the meeting's own card stays."""
    question = await turn.store.questions.find(turn.owner, button.question_id, turn.now)
    if question is None:
        owner = await turn.store.questions.owner_of(button.question_id)
        raise StaleCard if owner in (None, turn.owner) else NotYours
    if "meeting" not in question.answers:
        raise StaleCard
    words, meeting = turn.words, from_json(Meeting, question.answers["meeting"])
    subject = meeting.subject or meeting.external_id
    there = await events.between(turn.graph, meeting.span)
    if any(meeting.join_url in (each.join_url, each.place_url) for each in there):
        return Reply(words("“{title}” is in your calendar already.", title=subject), stands_apart=True)
    # The same for presses at once, so that they make one entry; another one after it was taken out again.
    transaction_id = f"{question.id} {turn.now:%Y%m%d%H%M}"
    change = NewEvent(transaction_id, _entry(words, meeting, subject))
    plan_id = await propose(turn, change, Before(subject, meeting.span, words.zone, subject, meeting.join_url))
    note = words("The entry links to the online meeting; if you move the one, the other stays where it is.")
    entry = Entry(subject, meeting.span, words.zone, notes=[note])
    return Reply(card=cards.confirm_entry(words, plan_id, entry), stands_apart=True)


def _entry(words: Words, meeting: Meeting, subject: str) -> EventChange:
    """An entry with the join link in place and text: an event cannot take over an online meeting that exists."""
    lines = [words("Join the online meeting:"), meeting.join_url]
    if meeting.dial_in:
        number, conference = meeting.dial_in.toll_number, meeting.dial_in.conference_id
        lines.append(words("By phone: {number}, conference id {id}", number=number, id=conference))
    return EventChange(
        event_id="",
        etag=None,
        subject=subject,
        body=Body("\n".join(lines)),
        location=Place(words("Online meeting"), uri=meeting.join_url),
        start=ZonedTime(meeting.span.start, words.zone),
        end=ZonedTime(meeting.span.end, words.zone),
    )
