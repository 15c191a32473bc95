"""From what is wanted of an event to the confirm card: who gets mail, who has to answer again, what else to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.command import Reply, Said, Turn
from bot.consequences import consequences, who_hears
from bot.editing.event_words import TIMES, applied, differences, touched
from bot.editing.events import event_form, kept_of, read_event_form
from bot.editing.forms import FormReader, show_again, show_form
from bot.editing.people import called, invited
from bot.editing.times import reader_zone
from bot.movable import of_event
from bot.plan import Before, from_json, propose, to_json
from cards.edit import Edit, confirm
from cards.words import Words
from graph import boundaries
from graph.boundaries import LegalWindow
from graph.join_block import without_block
from graph.model import Attendee, AttendeesChange, EventChange, EventDetails, SeriesExceptions
from graph.plain_text import has_formatting
from graph.span import Span

LOOK_AHEAD = timedelta(days=90)
ASK_AGAIN = TIMES | {"recurrence"}


class CannotLieThere(Exception):
    """An occurrence may not be moved there; the window says where it may."""

    def __init__(self, legal: LegalWindow) -> None:
        super().__init__("an occurrence stays between its neighbours")
        self.legal = legal


async def edit_event(turn: Turn, said: Said, seen: EventDetails) -> Reply:
    """The form of an event as it is now."""
    zone = reader_zone(turn.words, seen)
    return await show_form(turn, said, event_form(turn.words, seen, zone), {"seen": to_json(seen), "zone": zone})


async def check_event(turn: Turn, said: Said) -> Reply:
    """What was typed into the form: the confirm card, or the form again with all of it and what is wrong."""
    kept = said.answers["form"]
    seen, zone = from_json(EventDetails, kept["seen"]), str(kept["zone"])
    reader = FormReader(turn.words, turn.now, kept["filled"], said.answers.get("fields") or kept["filled"])
    change = await read_event_form(turn, reader, seen, zone)
    try:
        if change is not None:
            return await ask_to_change(turn, seen, change)
    except CannotLieThere as there:
        reader.wrong("date", _where_it_may_lie(turn.words, there.legal))
    if reader.problems:
        return await show_again(turn, said, event_form(turn.words, seen, zone), reader)
    return Reply(turn.words("Nothing is different, so nothing was changed."))


async def turn_reminder_off(turn: Turn, seen: EventDetails) -> Reply:
    """Outlook's own reminder of an event; Nudge's are another thing."""
    title = of_event(seen.event).shown_title(turn.words, is_private_chat=True)
    if not seen.is_reminder_on:
        return Reply(turn.words("“{title}” has no reminder in Outlook, so nothing was changed.", title=title))
    change = EventChange(seen.event.id, seen.event.etag, seen=kept_of(seen, ()), is_reminder_on=False)
    return await ask_to_change(turn, seen, change, turn.words("Turn off Outlook’s reminder of “{title}”?", title=title))


async def ask_to_change(
    turn: Turn, seen: EventDetails, change: EventChange, says: str = "", about: Sequence[str] = ()
) -> Reply:
    """The confirm card of a change; raises CannotLieThere for a time that its series does not allow.

    Where nothing but attendees change, only what is added and removed is kept, so that nobody else can get lost.
    """
    words, names = turn.words, touched(change)
    new = applied(seen, change)
    if seen.event.kind == "seriesMaster" and names & ASK_AGAIN:
        change = await _with_exceptions(turn, change)
    notes, warnings = await _to_know(turn, seen, new, change)
    plan_id = await propose(turn, only_attendees(seen, change), before(turn, seen, change))
    title = of_event(seen.event).shown_title(words, is_private_chat=True)
    question = says or words("Change “{title}”?", title=title)
    edit = Edit(
        title,
        question,
        differences(words, seen, new, names),
        [*_who_hears(words, seen, new, names), *notes],
        [*about, *warnings],
    )
    return Reply(card=confirm(words, plan_id, edit))


def _where_it_may_lie(words: Words, legal: LegalWindow) -> str:
    match legal.earliest, legal.latest:
        case datetime() as earliest, datetime() as latest:
            return words(
                "One occurrence cannot move onto or past the day of its neighbours: "
                "it may lie between {earliest:when} and {latest:when}.",
                earliest=earliest,
                latest=latest,
            )
        case None, datetime() as latest:
            return words("One occurrence cannot move onto or past the next one: until {latest:when}.", latest=latest)
        case datetime() as earliest, _:
            return words(
                "One occurrence cannot move onto or past the one before: from {earliest:when} on.", earliest=earliest
            )
    raise AssertionError("a window without ends allows everything")


def before(turn: Turn, seen: EventDetails, change: EventChange) -> Before:
    """How it was, as far as cards and undo need it; what was seen goes with the change, if there is room for it."""
    details = to_json(kept_of(seen, ())) if touched(change) == {"attendees"} else None
    return replace(of_event(seen.event).before(turn.words, turn.now), details=details)


def only_attendees(seen: EventDetails, change: EventChange) -> EventChange | AttendeesChange:
    """The change itself, or the same as people who come and go, where it is about nothing else."""
    if touched(change) != {"attendees"}:
        return change
    was, new = _by_email(invited(seen)), _by_email(invited(applied(seen, change)))
    remove = tuple(email for email, each in was.items() if email not in new or new[email].kind != each.kind)
    add = tuple(each for email, each in new.items() if email not in was or email in remove)
    return AttendeesChange(seen.event.id, add, remove)


def _by_email(people: Sequence[Attendee]) -> dict[str, Attendee]:
    return {each.address.email.casefold(): each for each in people}


async def _with_exceptions(turn: Turn, change: EventChange) -> EventChange:
    """A series whose times change forgets what was changed of single occurrences, so the plan names them."""
    ahead = change.exceptions.around if change.exceptions else Span(turn.now, turn.now + LOOK_AHEAD)
    return replace(change, exceptions=(await boundaries.series(turn.graph, change.event_id, ahead))[1])


async def _to_know(
    turn: Turn, seen: EventDetails, new: EventDetails, change: EventChange
) -> tuple[list[str], list[str]]:
    words, names = turn.words, touched(change)
    notes: list[str] = []
    warnings: list[str] = []
    if not seen.event.is_organizer:
        name = seen.event.organizer.name or seen.event.organizer.email
        warnings.append(words("{name} organises this: only your own calendar changes.", name=name))
    if names & ASK_AGAIN:
        notes.append(words("Times are in {zone:zonename}.", zone=reader_zone(words, seen)))
        more = _of_series(words, change.exceptions) if change.exceptions else await _of_time(turn, seen, new)
        notes, warnings = [*notes, *more[0]], list(dict.fromkeys([*warnings, *more[1]]))
    if "body" in names and has_formatting(without_block(seen.body, seen.event.join_url)):
        warnings.append(words("The text becomes plain: bold letters, links and pictures of the old one go."))
    return notes, warnings


def _of_series(words: Words, exceptions: SeriesExceptions) -> tuple[list[str], list[str]]:
    warnings = []
    if count := len(exceptions.changed):
        warnings.append(
            words(
                "Changed on their own: {count}. They go back to what the series says; undo does not bring that back.",
                count=count,
            )
        )
    if count := len(exceptions.cancelled):
        warnings.append(words("Cancelled occurrences come back: {count}.", count=count))
    return [words("All occurrences move, also those that are past.")], warnings


async def _of_time(turn: Turn, seen: EventDetails, new: EventDetails) -> tuple[list[str], list[str]]:
    if new.event.span == seen.event.span:
        return [], []
    movable = of_event(seen.event)
    brings = await consequences(turn, movable, new.event.span)
    if not brings.legal.allows(new.event.span):
        raise CannotLieThere(brings.legal)
    # Who hears of it depends on all that changes, and is said once.
    said_anyway = who_hears(turn, movable)
    return [each for each in brings.notes if each not in said_anyway], list(brings.warnings)


def _who_hears(words: Words, seen: EventDetails, new: EventDetails, names: frozenset[str]) -> list[str]:
    """Attendees alone mail whom they concern; anything else mails everybody.

    Source: https://learn.microsoft.com/graph/api/event-update
    """
    if not seen.event.is_organizer:
        return [words("Nobody gets mail.")]
    was, will = _by_email(invited(seen)), _by_email(invited(new))
    everybody = was | will
    concerned = {
        email: each for email, each in everybody.items() if was.get(email) != will.get(email) or names != {"attendees"}
    }
    if not concerned:
        return [words("Nobody else is invited, so nobody gets mail.")]
    notes = [words("Gets mail: {names:list}.", names=[called(each.address) for each in concerned.values()])]
    if names == {"attendees"} and len(concerned) < len(everybody):
        notes.append(words("Nobody else does, and their answers stay."))
        if was.keys() - will.keys():
            notes.append(words("Outlook writes to all if somebody belongs to an invited list."))
    answered = [called(each.address) for each in was.values() if each.answer in ("accepted", "tentativelyAccepted")]
    if names & ASK_AGAIN and answered:
        notes.append(words("Said yes and will be asked again: {names:list}.", names=answered))
    return notes
