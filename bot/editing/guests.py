"""`invite bob@contoso.com to standup`, `remove Adele from standup`: by name or address, and everybody else stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.asking import ask
from bot.command import Reply, Said, Turn
from bot.editing.event_changes import ask_to_change
from bot.editing.events import kept_of
from bot.editing.people import Sought, address_in, called, fits, invited, line_of, seek, who_is
from bot.movable import of_event
from bot.plan import from_json, to_json
from cards.asking import pick_one
from cards.words import clean
from graph.model import Address, Attendee, EventChange, EventDetails

MOST_CHOICES = 5


async def change_guests(turn: Turn, said: Said, seen: EventDetails) -> Reply:
    """Asks who is meant, or shows who comes or goes and who hears of it."""
    words, event = turn.words, seen.event
    title = of_event(event).shown_title(words, is_private_chat=True)
    if not event.is_organizer:
        return Reply(
            words(
                "{name} organises “{title}”, so only they can change who is invited. Nothing was changed.",
                name=called(event.organizer),
                title=title,
            )
        )
    if not said.reading.people:
        return Reply(words("Who is it about? Say a name or a mail address; nothing was changed."))
    adding = said.reading.people_change == "add"
    people: list[Address] = []
    for each in await _sought(turn, said, seen, adding=adding):
        if 1 < len(each.found) <= MOST_CHOICES:
            return await _ask_who(turn, said, seen, each)
        if each.sole is None:
            unknown = who_is(words, each) if adding else words("“{name}” is not invited.", name=each.name)
            return Reply(words("{problem} Nothing was changed.", problem=unknown))
        people.append(each.sole)
    return await (_add if adding else _remove)(turn, seen, title, people)


async def _sought(turn: Turn, said: Said, seen: EventDetails, *, adding: bool) -> list[Sought]:
    """Who each of the names means; who is to go is one of those invited."""
    here = [each.address for each in invited(seen)]
    chosen = {name: from_json(Address, each) for name, each in said.answers.get("people", {}).items()}
    known = {name: chosen.get(name) or address_in(name) for name in said.reading.people}
    if not adding:
        return [
            Sought(name, [chosen[name]] if name in chosen else [each for each in here if fits(name, each)])
            for name in known
        ]
    looked_up = await seek(turn, [name for name, address in known.items() if address is None], here)
    return [*looked_up, *(Sought(name, [address]) for name, address in known.items() if address)]


async def _ask_who(turn: Turn, said: Said, seen: EventDetails, sought: Sought) -> Reply:
    """One button for each person of that name."""
    title = of_event(seen.event).shown_title(turn.words, is_private_chat=True)
    known = {**said.answers, "which": {"event": seen.event.id}, "scope": "this"}
    others = said.answers.get("people", {})
    options = {str(i): {"people": {**others, sought.name: to_json(each)}} for i, each in enumerate(sought.found)}
    question_id = await ask(turn, replace(said, answers=known), options)
    buttons = [(str(i), clean(line_of(each), 80)) for i, each in enumerate(sought.found)]
    prompt = turn.words("Who is “{name}”?", name=sought.name)
    return Reply(card=pick_one(turn.words, question_id, prompt, buttons, title))


async def _add(turn: Turn, seen: EventDetails, title: str, people: Sequence[Address]) -> Reply:
    there = {each.address.email.casefold() for each in seen.event.attendees}
    new = [each for each in people if each.email.casefold() not in there]
    names = [called(each) for each in new or people]
    if not new:
        return Reply(turn.words("Invited already: {names:list}. Nothing was changed.", names=names))
    attendees = (*seen.event.attendees, *map(Attendee, new))
    return await _ask(turn, seen, attendees, turn.words("Invite {names:list} to “{title}”?", names=names, title=title))


async def _remove(turn: Turn, seen: EventDetails, title: str, people: Sequence[Address]) -> Reply:
    going = {each.email.casefold() for each in people}
    staying = tuple(each for each in seen.event.attendees if each.address.email.casefold() not in going)
    names = [called(each) for each in people]
    return await _ask(turn, seen, staying, turn.words("Take {names:list} off “{title}”?", names=names, title=title))


async def _ask(turn: Turn, seen: EventDetails, attendees: tuple[Attendee, ...], says: str) -> Reply:
    change = EventChange(seen.event.id, seen.event.etag, seen=kept_of(seen, ()), attendees=attendees)
    return await ask_to_change(turn, seen, change, says)
