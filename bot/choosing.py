"""Asking which of several things is meant, and whether one occurrence of a series or all of them."""

from __future__ import annotations

from bot.asking import ask, ask_which
from bot.command import Reply, Said, Turn
from bot.movable import Found, Movable, named_days
from cards import asking as cards
from cards.words import clean
from graph.model import Event

LONGEST_TITLE = 60


def named(said: Said) -> str:
    """What the sentence calls the thing, for an answer that did not find it."""
    reading = said.reading
    return reading.title or reading.key or " ".join(reading.people) or said.text


def not_found(turn: Turn, said: Said, *, only_bookings: bool = False) -> str:
    """That nothing fits, and where it was looked for."""
    words, title = turn.words, named(said)
    if (looked_at := named_days(said, turn.now, words.zone)) is not None:
        return words(
            "{days:span}: I found nothing like “{title}”, so nothing was changed.", days=looked_at, title=title
        )
    if only_bookings:
        return words("I found no booking for “{title}” in the next two weeks, so nothing was changed.", title=title)
    return words(
        "I found nothing like “{title}” in the next two weeks, so nothing was changed. Try “today”.", title=title
    )


async def ask_which_one(turn: Turn, said: Said, found: Found) -> Reply:
    """One button for each thing that may be meant."""
    options = [(one_line(turn, each), each.reference()) for each in found.movables]
    return await ask_which(turn, said, turn.words("Which one do you mean?"), options)


def one_line(turn: Turn, movable: Movable) -> str:
    """A thing and when it is, short enough for a button."""
    title = movable.shown_title(turn.words, is_private_chat=turn.chat.is_private)
    return f"{clean(title, LONGEST_TITLE)} · {turn.words.when(movable.span.start)}"


def scope_of(said: Said, event: Event) -> str:
    """ "series" or "this", as it was answered or said; "" where that is open. A single event is always "this"."""
    if not event.series_id:
        return "this"
    return str(said.answers.get("scope", said.reading.scope))


async def ask_scope(turn: Turn, said: Said, movable: Movable) -> Reply:
    """This one or all of them."""
    words, which = turn.words, {"which": movable.reference()}
    options = {scope: {**which, "scope": scope} for scope in ("this", "series")}
    question_id = await ask(turn, said, options)
    buttons = [("this", words("Only {start:when}", start=movable.span.start)), ("series", words("The whole series"))]
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    return Reply(card=cards.pick_one(words, question_id, words("This one or the whole series?"), buttons, title))
