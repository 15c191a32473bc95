"""Changes of an event made: written once, never over what somebody else changed, and with an exact way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from bot.command import Reply, Turn
from bot.editing.event_changes import ask_to_change, before
from bot.editing.event_words import TIMES, applied, differences, touched, value_of
from bot.editing.events import kept_of
from bot.editing.forms import went_by
from bot.editing.people import invited
from bot.movable import of_event
from bot.plan import Before, Outcome, Plan, Told, carries_out, from_json, propose
from bot.privately import not_here
from cards.difference import merge
from cards.edit import Edit, changed, put_back, would_lose
from cards.words import Words
from graph import events
from graph.errors import ChangedMeanwhile
from graph.model import Attendee, AttendeesChange, ChangedEvent, EventChange, EventDetails, SeriesExceptions, ZonedTime

ONLINE = frozenset({"is_online_meeting", "online_meeting_provider"})


def _seen(change: EventChange) -> EventDetails:
    if change.seen is None:
        raise ValueError("an edit keeps what was shown")
    return change.seen


def _told(words: Words, _before: Before, change: EventChange) -> Told:
    seen = _seen(change)
    return Told(words("Changed"), differences(words, seen, applied(seen, change), touched(change)))


@carries_out(EventChange, _told)
async def change_event(turn: Turn, plan: Plan[EventChange]) -> Outcome:
    """Only what changes, bound to the version that was shown."""
    if (elsewhere := not_here(turn)) is not None:
        return Outcome(lambda _: elsewhere, state="open")
    if went_by(plan.before, plan.change.start, turn.now):
        # The time went by while the card was open, so the yes was for something else.
        again = await ask_to_change(turn, _seen(plan.change), plan.change)
        return Outcome(lambda _: again, state="superseded")
    try:
        answer = await events.edit(turn.graph, plan.confirmed)
    except ChangedMeanwhile:
        return await _offer_theirs_or_yours(turn, plan)
    return _outcome(turn, _seen(plan.change), answer, touched(plan.change), plan.change)


def _attendees_told(words: Words, before: Before, change: AttendeesChange) -> Told:
    seen = from_json(EventDetails, before.details or {})
    return Told(words("Changed"), differences(words, seen, _inviting(seen, _with(seen, change)), ["attendees"]))


@carries_out(AttendeesChange, _attendees_told)
async def change_attendees(turn: Turn, plan: Plan[AttendeesChange]) -> Outcome:
    """Who comes and who goes; everybody else stays, whatever the list is by now."""
    if (elsewhere := not_here(turn)) is not None:
        return Outcome(lambda _: elsewhere, state="open")
    answer = await events.edit_attendees(turn.graph, plan.confirmed)
    seen = from_json(EventDetails, plan.before.details or {})
    was = _inviting(seen, _without(seen, answer.details, plan.change))
    return _outcome(turn, was, answer, frozenset({"attendees"}))


def _outcome(
    turn: Turn, was: EventDetails, answer: ChangedEvent, names: frozenset[str], change: EventChange | None = None
) -> Outcome:
    words, after = turn.words, answer.details
    title = of_event(after.event).shown_title(words, is_private_chat=True)
    shown = differences(words, was, after, names)
    link = about_link(words, was, answer) if change is None or change.keeps_meeting else []
    asked_again = names & TIMES and after.event.is_organizer and invited(after)

    def reply(change_id: str) -> Reply:
        if change_id:
            edit = Edit(title, words("“{title}” is changed.", title=title), shown, (), link)
            return Reply(card=changed(words, change_id, edit, after.event.join_url))
        notes = [words("Everybody invited is asked again.")] if asked_again else []
        edit = Edit(title, words("“{title}” is as it was.", title=title), shown, notes, link)
        return Reply(card=put_back(words, edit, after.event.join_url))

    undo = _undo(was, after, names)
    if change is not None and change.exceptions is not None:
        # The series has just been made anew: an occurrence that differs by then was changed by somebody since.
        undo = replace(undo, exceptions=SeriesExceptions(change.exceptions.around))
    return Outcome(reply, undo)


def about_link(words: Words, was: EventDetails, answer: ChangedEvent) -> list[str]:
    """What happened to the way into the meeting, if anything did."""
    old, new = was.event.join_url, answer.details.event.join_url
    if old and not new:
        return [words("The join link is gone: Outlook dropped it. “edit” can make a new one.")]
    if old and new != old:
        return [words("The join link is another one now: share it again.")]
    return [words("Outlook had dropped the join link; I put it back.")] if answer.was_repaired else []


def _undo(was: EventDetails, after: EventDetails, names: Collection[str]) -> EventChange:
    """Everything that was touched as it was before, as long as it still is as it is now."""
    event = was.event
    made_of_several = ONLINE | TIMES | {"location", "locations"}
    values: dict[str, Any] = {name: value_of(was, name) for name in names if name not in made_of_several}
    if ONLINE & set(names):
        # Outlook does not take an online meeting away when asked to, but its block out of the text does.
        values |= {"body": was.body, "keeps_meeting": False}
    if TIMES & set(names):
        values |= {"start": ZonedTime(event.span.start, event.zone), "end": ZonedTime(event.span.end, was.end_zone)}
    if "is_all_day" in names:
        values["is_all_day"] = event.all_day
    if {"location", "locations"} & set(names):
        several = len(was.locations) > 1
        values |= {"locations": was.locations} if several else {"location": was.location}
    return EventChange(after.event.id, after.event.etag, seen=kept_of(after, values), **values)


async def _offer_theirs_or_yours(turn: Turn, plan: Plan[EventChange]) -> Outcome:
    """Was, theirs and yours: a new plan, bound to the version that is there now."""
    words, seen = turn.words, _seen(plan.change)
    theirs = await events.details(turn.graph, plan.change.event_id)
    again = replace(plan.change, etag=theirs.event.etag, seen=kept_of(theirs, touched(plan.change)))
    if "attendees" in touched(plan.change):
        again = replace(again, attendees=_rebased(plan.change, seen, theirs))
    title = of_event(theirs.event).shown_title(words, is_private_chat=True)
    yours = applied(theirs, again)
    if yours == theirs:
        same = words("“{title}” is like that already, so nothing was changed.", title=title)
        return Outcome(lambda _: Reply(same), state="superseded")
    rows = differences(words, seen, yours, touched(again), theirs)
    if again.exceptions is not None and all(each.theirs == each.was for each in rows):
        # The series is as it was, but single occurrences are not, and the new times would take that from them.
        meanwhile = words("“{title}” was changed while you were deciding.", title=title)
        asked = await ask_to_change(turn, theirs, again, meanwhile, [meanwhile])
        return Outcome(lambda _: Reply(card=asked.card), state="superseded")
    plan_id = await propose(turn, again, before(turn, theirs, again))

    def reply(change_id: str) -> Reply:
        asked = merge if change_id else would_lose
        return Reply(card=asked(words, plan_id, title, rows))

    return Outcome(reply, state="superseded")


# --- who is invited -------------------------------------------------------------------------------------------------


def _inviting(seen: EventDetails, people: tuple[Attendee, ...]) -> EventDetails:
    return replace(seen, event=replace(seen.event, attendees=people))


def _with(seen: EventDetails, change: AttendeesChange) -> tuple[Attendee, ...]:
    """Who is invited after the change; who only comes in another way keeps the place."""
    added = _by_email(change.add)
    gone = {email.casefold() for email in change.remove} - added.keys()
    kept = [added.pop(email, each) for email, each in _by_email(seen.event.attendees).items() if email not in gone]
    return (*kept, *added.values())


def _without(seen: EventDetails, after: EventDetails, change: AttendeesChange) -> tuple[Attendee, ...]:
    """Who would be invited without the change: in the old order, and with all whom others have added since."""
    was, now = _by_email(seen.event.attendees), _by_email(after.event.attendees)
    ours = {email.casefold() for email in change.remove}
    stayed = [each if email in ours else now[email] for email, each in was.items() if email in ours | now.keys()]
    added = _by_email(change.add).keys()
    return (*stayed, *(each for email, each in now.items() if email not in was and email not in added))


def _rebased(change: EventChange, seen: EventDetails, theirs: EventDetails) -> tuple[Attendee, ...]:
    """Theirs, with those who were to come and without those who were to go: nobody gets lost between two changes."""
    old, new = _by_email(seen.event.attendees), _by_email(applied(seen, change).event.attendees)
    add = tuple(each for email, each in new.items() if email not in old or old[email].kind != each.kind)
    return _with(theirs, AttendeesChange(change.event_id, add, tuple(email for email in old if email not in new)))


def _by_email(people: Iterable[Attendee]) -> dict[str, Attendee]:
    return {each.address.email.casefold(): each for each in people}
