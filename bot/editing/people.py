"""Who is invited: as lines of a form, and by the names and addresses that people say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.command import Turn
from bot.editing.forms import FULL_WIDTH, FormReader, is_address
from cards.edit_form import Field
from cards.words import Words
from graph import colleagues
from graph.errors import NotAllowed
from graph.model import Address, Attendee, EventDetails

# What fits into a card with everything else; more people are added and removed by saying so.
LONGEST_LIST = 1200
MOST_ATTENDEES = 500  # https://learn.microsoft.com/graph/api/resources/event
KINDS: tuple[Literal["required"], Literal["optional"]] = ("required", "optional")
_BETWEEN = re.compile(r"[\n;；、]|,(?![^<]*>)|，")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]+)>")


@dataclass(frozen=True)
class Sought:
    """A name, and who it may mean."""

    name: str
    found: Sequence[Address]

    @property
    def sole(self) -> Address | None:
        """The one that is certainly meant."""
        return self.found[0] if len(self.found) == 1 else None


def invited(seen: EventDetails) -> list[Attendee]:
    """Everybody who is asked to come; the organiser is not."""
    return [each for each in seen.event.attendees if each.answer != "organizer"]


def attendee_fields(words: Words, seen: EventDetails) -> list[Field]:
    """One field for those who have to come and one for those who may; none where they are too many for a card."""
    lists: dict[str, str] = {
        kind: "\n".join(line_of(each.address) for each in invited(seen) if each.kind == kind) for kind in KINDS
    }
    if sum(map(len, lists.values())) > LONGEST_LIST:
        return []
    labels = (words("Who has to come (a name or address a line)"), words("Who may come"))
    return [
        Field(kind, label, lists[kind], "lines", longest=LONGEST_LIST * 2)
        for kind, label in zip(KINDS, labels, strict=True)
    ]


def line_of(address: Address) -> str:
    """A name with its address, as a line of a form."""
    if not address.name or address.name.casefold() == address.email.casefold():
        return address.email
    return f"{address.name} <{address.email}>"


def called(address: Address) -> str:
    """How somebody is called."""
    return address.name or address.email


async def read_attendees(turn: Turn, reader: FormReader, seen: EventDetails) -> tuple[Attendee, ...]:
    """Everybody who is invited after what was typed; rooms, and who is in both lists, stay as they are."""
    known = {each.address.email.casefold(): each for each in seen.event.attendees}
    typed = {kind: [each.strip() for each in _BETWEEN.split(reader.text(kind)) if each.strip()] for kind in KINDS}
    names = [name for each in typed.values() for name in each if address_in(name) is None]
    sought = {each.name: each for each in await seek(turn, names, (each.address for each in known.values()))}
    wanted: dict[str, Attendee] = {}
    for kind in KINDS:
        for name in typed[kind]:
            address = address_in(name) or _sole(reader, kind, sought[name])
            if address is not None and (email := address.email.casefold()) not in wanted:
                wanted[email] = replace(known.get(email, Attendee(address)), kind=kind)
    untouched = [each for each in seen.event.attendees if each.answer == "organizer" or each.kind not in KINDS]
    staying = [wanted.pop(email, each) for email, each in known.items() if email in wanted or each in untouched]
    everybody = (*staying, *wanted.values())
    if len(everybody) > MOST_ATTENDEES:
        reader.wrong("required", turn.words("Outlook invites at most {most} people.", most=MOST_ATTENDEES))
    return everybody


def _sole(reader: FormReader, kind: str, sought: Sought) -> Address | None:
    if sought.sole is None:
        reader.wrong(kind, who_is(reader.words, sought))
    return sought.sole


def who_is(words: Words, sought: Sought) -> str:
    """What to say of a name that means nobody, or several."""
    if not sought.found:
        return words("I find nobody called “{name}”. Please write the mail address.", name=sought.name)
    named = [line_of(each) for each in sought.found]
    return words("“{name}” may be {people:list}. Please write the mail address.", name=sought.name, people=named)


def address_in(text: str) -> Address | None:
    """The address in a line such as `Megan Bowen <megan@contoso.com>` or `megan@contoso.com`; None for a name alone."""
    named = _NAMED.fullmatch(text)
    email = (named["email"] if named else text).translate(FULL_WIDTH).strip()
    return Address(named["name"].strip().strip('"') if named else "", email) if is_address(email) else None


async def seek(turn: Turn, names: Sequence[str], nearby: Iterable[Address]) -> list[Sought]:
    """Who these names mean: whoever is nearby and called so, else in the organisation."""
    near = list(nearby)
    there = {name: [each for each in near if fits(name, each)] for name in names}
    try:
        elsewhere = await colleagues.find(turn.graph, [name for name, found in there.items() if not found])
    except NotAllowed:
        # Looking people up is a right of its own; without it addresses still work.
        elsewhere = {}
    return [Sought(name, found or elsewhere.get(name, [])) for name, found in there.items()]


def fits(name: str, address: Address) -> bool:
    """Whether somebody is called so: by their whole name, a part of it, or the beginning of their address."""
    wanted = name.casefold().strip()
    parts = address.name.casefold().split()
    return bool(wanted) and (
        wanted in (" ".join(parts), address.email.casefold())
        or wanted in parts
        or address.email.casefold().partition("@")[0] == wanted
    )
