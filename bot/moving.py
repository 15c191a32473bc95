"""Moving one thing: from "where to?" to the confirm card, for events, bookings and meetings alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.asking import Candidate, ask, ask_when, ask_which_and_when, ask_which_way, is_stretch, opening
from bot.command import Reply, Said, Turn
from bot.consequences import Consequences, consequences
from bot.language import Time
from bot.movable import Found, Movable
from bot.plan import propose
from bot.series_moves import long_around, propose_series, what_is_lost
from bot.spoken import assumptions, slot_json, spoken_time
from bot.store import Json
from bot.surroundings import alternatives, around
from bot.when import DAY, days, instant, to_move_to
from cards import change
from cards.asking import Start
from cards.words import Words, clean
from graph import boundaries
from graph.model import Event
from graph.span import Span


async def move(turn: Turn, said: Said, found: Found) -> Reply:
    """Asks what is open, all at once, or shows the confirm card."""
    words = turn.words
    try:
        spoken = spoken_time(said)
    except ValueError:
        return Reply(words("I need a date and a time; nothing was changed."))
    if not found.is_sure:
        candidates = [Candidate(_one_line(turn, each), each.reference(), each.span.start) for each in found.movables]
        return await ask_which_and_when(turn, said, spoken, candidates)
    movable = found.movables[0]
    if _means_series(said) and isinstance(movable.thing, Event) and movable.thing.series_id:
        return await _move_series(turn, said, found, movable.thing.series_id, spoken)
    new = None if opening(spoken) else _aim(movable, spoken, words.zone)
    if new is None:
        return await _ask_where_to(turn, said, found, spoken)
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    if new == movable.span:
        at = movable.shown(new, words.zone)
        return Reply(words("“{title}” is already at {span:span}.", title=title, span=at))
    return await _confirm(turn, said, found, new, [*_assumptions(words, spoken), *_waiting(words, said)])


async def _ask_where_to(turn: Turn, said: Said, found: Found, spoken: Time) -> Reply:
    """Which way, or when: with free times as buttons."""
    words, movable = turn.words, found.movables[0]
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    open_part = opening(spoken)
    if open_part == "way" and spoken.shift is not None:
        return await ask_which_way(turn, said, title, movable.span.start, spoken.shift, movable.reference())
    if not open_part and spoken.start is None and (spoken.duration or spoken.end):
        return Reply(words("Nothing would be left of “{title}”, so nothing was changed.", title=title))
    slots: list[Span] = []
    all_day = isinstance(movable.thing, Event) and movable.thing.all_day
    if open_part == "when" and not all_day:
        within = _window(spoken, words.zone)
        near = movable.span.moved_to(within.start) if within else movable.span
        seen = await around(turn, movable, near, found.looked)
        slots = alternatives(turn, movable, seen, near, within)
    return await ask_when(turn, said, title, movable.span.start, movable.reference(), slots)


def _window(spoken: Time, zone: str) -> Span | None:
    """The stretch that was said to choose from, such as tomorrow morning."""
    if not is_stretch(spoken) or spoken.start is None or spoken.end is None or spoken.end <= spoken.start:
        return None
    return Span(instant(spoken.start, zone), instant(spoken.end, zone))


async def _confirm(turn: Turn, said: Said, found: Found, new: Span, notes: list[str]) -> Reply:
    """Old → new and what it brings with it; where it cannot lie there, why, and where it can."""
    words, movable = turn.words, found.movables[0]
    brings = await consequences(turn, movable, new, found.looked)
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    other = await _offer_others(turn, said, movable, brings, new)
    old, shown = (movable.shown(span, words.zone) for span in (movable.span, new))
    if not brings.legal.allows(new):
        why = _why_not(words, brings)
        return Reply(card=change.cannot_move(words, change.Moving(title, old, shown, words.zone, [], [why], other)))
    plan_id = await propose(turn, movable.move_to(new, movable.zone), movable.before(words, turn.now))
    moving = change.Moving(title, old, shown, words.zone, [*notes, *brings.notes], brings.warnings, other)
    return Reply(card=change.confirm_move(words, plan_id, moving))


async def _offer_others(turn: Turn, said: Said, movable: Movable, brings: Consequences, new: Span) -> change.OtherTimes:
    """Free times and the series as answers of one tap, and fields for any other time."""
    words, which = turn.words, {"which": movable.reference()}
    options: dict[str, Json] = {
        f"slot {index}": which | {"time": slot_json(words, slot)} for index, slot in enumerate(brings.slots)
    }
    slots = [(f"slot {index}", words.span(slot)) for index, slot in enumerate(brings.slots)]
    event = movable.thing
    if isinstance(event, Event) and event.series_id and event.is_organizer and _same_day(movable.span, new, event.zone):
        options["series"] = which | {"scope": "series", "time": slot_json(words, new)}
    asked = Said(said.text, said.reading, said.asked_at, {**said.answers, **which})
    question_id = await ask(turn, asked, options)
    local = words.local(new.start)
    start = Start(local.date().isoformat(), local.strftime("%H:%M"))
    return change.OtherTimes(question_id, slots, start, "series" if "series" in options else "")


def _same_day(old: Span, new: Span, zone: str) -> bool:
    return old.start.astimezone(ZoneInfo(zone)).date() == new.start.astimezone(ZoneInfo(zone)).date()


def _why_not(words: Words, brings: Consequences) -> str:
    """Where one occurrence of a series may lie."""
    match brings.legal.earliest, brings.legal.latest:
        case datetime() as earliest, datetime() as latest:
            if words.local(earliest).time() == words.local(latest).time() == time():
                return words(
                    "One occurrence cannot move onto or past the day of its neighbours: it may lie on {window:span}.",
                    window=Span(earliest, latest),
                )
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


def _waiting(words: Words, said: Said) -> list[str]:
    return [words("One change at a time: please say “{rest}” after this one.", rest=said.waits)] if said.waits else []


def _assumptions(words: Words, spoken: Time) -> list[str]:
    # A clock time alone keeps the day of what moves, so that it is past today says nothing.
    moves_day = tuple(each for each in spoken.reasons if spoken.has_date or each != "past_today")
    return assumptions(words, replace(spoken, reasons=moves_day))


def _aim(movable: Movable, spoken: Time, zone: str) -> Span | None:
    if isinstance(movable.thing, Event) and movable.thing.all_day:
        old, last = (at.astimezone(ZoneInfo(movable.zone)) for at in (movable.span.start, movable.span.end))
        if spoken.shift and spoken.shift % DAY == timedelta() and "which_way" not in spoken.reasons:
            first = old.replace(tzinfo=None) + spoken.shift
        elif spoken.start is not None and spoken.has_date:
            first = spoken.start
        else:
            return None
        return days(first, (last.date() - old.date()).days, movable.zone)
    return to_move_to(spoken, movable.span, zone)


def _one_line(turn: Turn, movable: Movable) -> str:
    title = movable.shown_title(turn.words, is_private_chat=turn.chat.is_private)
    return f"{clean(title, 60)} · {turn.words.when(movable.span.start)}"


# --- a whole series -------------------------------------------------------------------------------------------------


def _means_series(said: Said) -> bool:
    return str(said.answers.get("scope", said.reading.scope)) == "series"


async def _move_series(turn: Turn, said: Said, found: Found, series_id: str, spoken: Time) -> Reply:
    """Every occurrence to another time of day, on the clock of the series' own zone, so also across DST."""
    words, occurrence = turn.words, found.movables[0]
    new = None if opening(spoken) else _aim(occurrence, spoken, words.zone)
    if new is None:
        return await _ask_where_to(turn, said, found, spoken)
    title = occurrence.shown_title(words, is_private_chat=turn.chat.is_private)
    if not _same_day(occurrence.span, new, occurrence.zone):
        return Reply(
            words(
                "I can move all of “{title}” to another time of day, not to another day; nothing was changed. "
                "Say “edit {title}” to change the days.",
                title=title,
            )
        )
    master, exceptions = await boundaries.series(turn.graph, series_id, long_around(occurrence.span))
    plan_id = await propose_series(turn, master, exceptions, new)
    notes = [words("All occurrences move, also those that are past."), *_assumptions(words, spoken)]
    if master.zone != words.zone:
        notes.append(words("The series keeps to the clock of {zone:zonename}.", zone=master.zone))
    brings = await consequences(turn, occurrence, new, found.looked)
    warnings = [*what_is_lost(words, exceptions), *brings.warnings]
    moving = change.Moving(title, occurrence.span, new, words.zone, [*notes, *brings.notes], warnings)
    return Reply(card=change.confirm_move(words, plan_id, moving, words("Move the whole series?")))
