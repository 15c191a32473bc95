"""`today`, `agenda friday`, `where is the standup`: what is in the calendar, bookings included."""

from __future__ import annotations

from collections.abc import Sequence

from bot.asking import ask_when
from bot.choosing import named
from bot.command import Reply, Said, Turn, command
from bot.free_slots import gaps, working
from bot.language import match_titles
from bot.looking import show, span_title
from bot.movable import LOOK_AHEAD, Found, Movable, appointments_if_any, choose, of_appointment, of_event, spoken_of
from bot.replying import answer_to_when
from bot.spoken import spoken_time
from bot.suiting import NOT_TAKEN
from bot.telling import find_and_tell, next_event, tell
from bot.when import DAY, to_look_at, today
from cards.words import Words
from graph import days, events
from graph.model import Appointment, Event, Mailbox
from graph.span import Span
from graph.together import together

ABOUT_ONE = ("when", "where", "who")
FITS = 75.0  # of 100: how well a name has to fit to be listed under it


@command(
    "agenda",
    title=("today", "今日の予定"),
    examples=(
        ("today", "今日の予定"),
        ("agenda friday", "金曜の予定"),
        ("next week", "来週の予定"),
        ("what's next", "次の予定は？"),
        ("where is the standup", "定例はどこ？"),
    ),
    place=10,
)
async def agenda(turn: Turn, said: Said) -> Reply:
    """Show your events and bookings of a day or a week, or say when and where something is and who comes."""
    if (answered := await answer_to_when(turn, said)) is not None:
        return answered
    reading = said.reading
    names_one = bool(reading.title or reading.people or reading.key or reading.old_time.has_clock)
    if reading.asks in ABOUT_ONE and reading.time.status == "none" and (last := await spoken_of(turn, said)):
        return await tell(turn, said, last)
    if reading.asks == "next" or (reading.asks in ABOUT_ONE and not names_one):
        return await next_event(turn, said)
    if reading.asks in ABOUT_ONE:
        found = await find_and_tell(turn, said)
        return found if isinstance(found, Reply) else await _those(turn, said, found)
    if reading.title and reading.time.status == "none" and (meant := await _meant(turn, said)).movables:
        return await (tell(turn, said, meant.movables[0]) if meant.is_sure else _those(turn, said, meant.movables))
    spoken = spoken_time(said)
    if spoken.status == "ask" and spoken.choices:
        return await ask_when(turn, said, "", turn.now)
    return await _days(turn, said, to_look_at(spoken, turn.now, turn.words.zone))


async def _meant(turn: Turn, said: Said) -> Found:
    """The events of the next two weeks that a name alone may mean."""
    there = await events.between(turn.graph, Span(turn.now, turn.now + LOOK_AHEAD))
    return choose([of_event(each) for each in there], said, turn.now, turn.words.zone)


async def _days(turn: Turn, said: Said, span: Span) -> Reply:
    """Everything on these days, or what of it is with the people named."""
    words = turn.words
    (in_calendar, mailbox), booked = await together(days.look(turn.graph, span), appointments_if_any(turn, span))
    items: list[Event | Appointment] = [*in_calendar, *booked]
    if said.reading.people:
        with_them = [each for each in items if _is_with(each, said.reading.people)]
        if not with_them:
            title = span_title(words, span)
            return Reply(words("No, nothing with {names:list}: {days}.", names=said.reading.people, days=title))
        return await show(turn, said, span, words("Yes: {days}", days=span_title(words, span)), with_them)
    is_today = span == today(turn.now, words.zone)
    title = words("Today, {start:day}", start=span.start) if is_today else span_title(words, span)
    free = _free(turn, span, items, mailbox) if span.length < 2 * DAY else []
    return await show(turn, said, span, title, items, _zone_note(words, mailbox), free)


def _is_with(item: Event | Appointment, names: Sequence[str]) -> bool:
    movable = of_event(item) if isinstance(item, Event) else of_appointment(item)
    known = [name for name in movable.names if name]
    if isinstance(item, Event):
        known += [each.address.email for each in item.attendees] + [item.organizer.name, item.organizer.email]
    return any(match.score >= FITS for name in names for match in match_titles(name, known)[:1])


async def _those(turn: Turn, said: Said, found: Sequence[Movable]) -> Reply:
    """What may be meant, as a list."""
    words = turn.words
    things = [each.thing for each in found if isinstance(each.thing, Event | Appointment)]
    if not things:
        return Reply(words("I found nothing like “{title}” in the next two weeks.", title=named(said)))
    span = Span(min(each.span.start for each in things), max(each.span.end for each in things))
    return await show(turn, said, span, words("It may be one of these"), things)


def _free(turn: Turn, span: Span, items: Sequence[Event | Appointment], mailbox: Mailbox | None) -> list[Span]:
    """What is left of the day's working hours, from now on; whatever is listed counts as taken."""
    hours = mailbox.hours if mailbox else None
    if hours is None or span.end <= turn.now:
        return []
    taken = [each.span for each in items if isinstance(each, Appointment) or each.show_as not in NOT_TAKEN]
    left = Span(max(span.start, turn.now), span.end)
    return [gap for at_work in working(hours, left) for gap in gaps(taken, at_work)]


def _zone_note(words: Words, mailbox: Mailbox | None) -> str:
    """The zone, where the device and the mailbox disagree."""
    if mailbox is None or mailbox.zone in (None, words.zone):
        return ""
    return words("Times in {zone:zonename}.", zone=words.zone)
