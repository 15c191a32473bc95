"""Putting something into the calendar: made once, and taken out again by undo while nobody changed it."""

from __future__ import annotations

from bot.command import Reply, Turn
from bot.movable import of_event
from bot.plan import Before, Outcome, Plan, Told, carries_out, find, from_json, shown_title
from cards import new_event as cards
from cards.difference import Difference
from cards.words import Words
from graph import invitations
from graph.model import EventCancellation, EventRemoval, NewEvent


def _told(words: Words, before: Before, _: NewEvent) -> Told:
    when = words.span(before.span) if before.span else ""
    return Told(words("Put into the calendar"), [Difference(words("When"), "", when)])


@carries_out(NewEvent, _told)
async def make_event(turn: Turn, plan: Plan[NewEvent]) -> Outcome:
    """Undo cancels it for those who were invited, and just takes it out where nobody was."""
    made = await invitations.create(turn.graph, plan.confirmed)
    event, words = made.event, turn.words
    await _follow(turn, plan.id, event.id)
    invited = [each.address.name or each.address.email for each in event.attendees if each.answer != "organizer"]
    undo = EventCancellation(event.id, made) if invited else EventRemoval(event.id, made)
    title = shown_title(turn, plan.before)
    span = of_event(event).shown(event.span, words.zone)
    notes = [words("Gets mail: {names:list}.", names=invited)] if invited else []

    def reply(change_id: str) -> Reply:
        if not change_id:
            return Reply(card=cards.back_again(words, title, span))
        return Reply(card=cards.made(words, change_id, title, span, notes, event.join_url or event.place_url))

    return Outcome(reply, undo)


async def _follow(turn: Turn, plan_id: str, new_id: str) -> None:
    """An entry that was taken out comes back under another id: what can be undone about the old one is for the new."""
    stored = await find(turn, plan_id)
    if stored.kind == EventRemoval.__name__:
        await turn.store.plans.follow(turn.owner, from_json(EventRemoval, stored.change).event_id, new_id)
