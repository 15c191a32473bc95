"""`find time with Megan next week for 30 min`, `am I free tomorrow at 3`: computed from calendars and hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from bot.asking import ask, ask_when
from bot.command import Reply, Said, Turn, command, on
from bot.commands.confirm import confirmed
from bot.editing.people import Sought
from bot.free_slots import WORTH_CALLING_FREE, gaps, working
from bot.language import Time
from bot.movable import of_event
from bot.plan import Before, propose
from bot.refilling import refill
from bot.spoken import assumptions, spoken_time
from bot.store import Json
from bot.suiting import NOT_TAKEN, USUAL_LENGTH, Other, Wish, others, suiting, wish_of
from bot.when import instant
from bot.whom import Whom, whom
from cards import asking, new_event
from cards import free_time as cards
from cards.action import ConfirmPlan
from cards.new_event import LONGEST_SUBJECT, MakeEvent
from cards.words import Words, clean
from graph import events, people
from graph.client import GraphClient
from graph.errors import GraphError
from graph.model import Address, Attendee, Event, EventChange, Mailbox, NewEvent, ZonedTime
from graph.span import Span
from graph.together import together

MET_SINCE = timedelta(days=30)


@command(
    "find_time",
    title=("find a time", "空き時間"),
    examples=(
        ("find time with Megan next week for 30 min", "Meganさんと来週30分空いてる時間"),
        ("am I free tomorrow at 3", "明日15時空いてる？"),
    ),
    in_manifest=False,
    in_help=True,
    place=25,
)
async def find_time(turn: Turn, said: Said) -> Reply:
    """Find a time that suits you and others, or see when you are free."""
    words = turn.words
    if (slot := said.answers.get("slot")) is not None:
        return await _confirm(turn, said, Span(*(datetime.fromisoformat(slot[side]) for side in ("start", "end"))))
    try:
        spoken = spoken_time(said)
    except ValueError:
        return Reply(words("I need a date and a time; nothing was changed."))
    if spoken.status == "ask" and spoken.choices:
        return await ask_when(turn, said, "", turn.now)
    wish = wish_of(spoken, turn.now, words.zone)
    if wish is None:
        return Reply(words("That is in the past."))
    if not said.reading.people:
        return await _am_i_free(turn, spoken, wish)
    return await _with_others(turn, said, spoken, wish)


# --- with others ----------------------------------------------------------------------------------------------------


async def _with_others(turn: Turn, said: Said, spoken: Time, wish: Wish) -> Reply:
    words = turn.words
    around = Span(min(turn.now - MET_SINCE, wish.within.start), wish.within.end)
    there, mailbox = await together(events.between(turn.graph, around), _mailbox(turn.graph))
    found = await whom(turn, said.reading.people, there, said.answers.get("people", {}))
    if found.unclear is not None:
        return await _ask_who(turn, said, found.unclear)
    if not found.found:
        return Reply(words("I do not know {names:list}. Say it with their mail address, please.", names=found.unknown))
    with_whom = await others(turn, found.found, wish.within)
    slots = suiting(wish, there, mailbox, with_whom)
    names = [each.name for each in with_whom]
    length = wish.length
    if not slots:
        return Reply(
            words(
                "Then no {length:length} suit everybody: you, {names:list}. Try a longer stretch.",
                length=length,
                names=names,
            )
        )
    says = words("{length:length} with {names:list}:", length=length, names=names)
    invite = [{"name": each.name, "email": each.email} for each in found.found]
    options: dict[str, Json] = {f"slot {i}": {"slot": _kept(slot), "invite": invite} for i, slot in enumerate(slots)}
    question_id = await ask(turn, said, options)
    shown = [cards.Slot(f"slot {i}", slot, _on_their_clocks(words, with_whom, slot)) for i, slot in enumerate(slots)]
    warnings = [*assumptions(words, spoken), *_not_seen(words, found, with_whom)]
    return Reply(card=cards.suggestions(words, question_id, says, shown, warnings))


async def _ask_who(turn: Turn, said: Said, unclear: Sought) -> Reply:
    """Which of several people of that name."""
    words, known = turn.words, said.answers.get("people", {})
    options = {str(i): {"people": {**known, unclear.name: each.email}} for i, each in enumerate(unclear.found)}
    question_id = await ask(turn, said, options)
    buttons = [(str(i), clean(f"{each.name} · {each.email}")) for i, each in enumerate(unclear.found)]
    return Reply(card=asking.pick_one(words, question_id, words("Who do you mean?"), buttons, unclear.name))


def _on_their_clocks(words: Words, with_whom: Sequence[Other], slot: Span) -> list[str]:
    """What the time is for those who live by another clock, and who is away then."""
    lines = []
    for other in with_whom:
        zone = other.schedule.hours.zone if other.schedule.hours else words.zone
        if slot.start.astimezone(ZoneInfo(zone)).utcoffset() != words.local(slot.start).utcoffset():
            when = replace(words, zone=zone).when(slot.start)
            lines.append(words("{name}: {when}", name=other.name, when=when))
        if other.is_away(slot):
            lines.append(words("Outside the working hours of {names:list}.", names=[other.name]))
    return lines


def _not_seen(words: Words, found: Whom, with_whom: Sequence[Other]) -> list[str]:
    unseen = [other.name for other in with_whom if not other.schedule.is_known]
    lines = [words("I cannot see the calendars of {names:list}.", names=unseen)] if unseen else []
    if found.unknown:
        lines.append(words("I do not know {names:list}, so they are left out.", names=found.unknown))
    return lines


async def _confirm(turn: Turn, said: Said, slot: Span) -> Reply:
    """The invitation, with what has changed since the time was offered."""
    words = turn.words
    invited = [Address(each["name"], each["email"]) for each in said.answers["invite"]]
    names = [each.name or each.email for each in invited]
    there, with_whom = await together(events.between(turn.graph, slot), others(turn, invited, slot))
    warnings = [words("That is in the past.")] if slot.start < turn.now else []
    for each in there:
        if each.show_as not in NOT_TAKEN and each.answer != "declined":
            title = of_event(each).shown_title(words, is_private_chat=turn.chat.is_private)
            warnings.append(words("Overlaps with “{title}”, {span:clocks}.", title=title, span=each.span))
    taken = [other.name for other in with_whom if any(span.overlaps(slot) for span in other.taken())]
    if taken:
        warnings.append(words("Busy then: {names:list}.", names=taken))
    subject = said.reading.title or words("Meeting with {names:list}", names=names)
    properties = EventChange(
        event_id="",
        etag=None,
        subject=subject[:LONGEST_SUBJECT],
        start=ZonedTime(slot.start, words.zone),
        end=ZonedTime(slot.end, words.zone),
        attendees=tuple(Attendee(each) for each in invited),
        is_online_meeting=True,
        online_meeting_provider="teamsForBusiness",
    )
    change = NewEvent(token_urlsafe(12), properties)
    plan_id = await propose(turn, change, Before(subject, slot, words.zone, subject))
    notes = [words("Gets mail: {names:list}.", names=names), *_on_their_clocks(words, with_whom, slot)]
    entry = new_event.Entry(subject, slot, words.zone, names, notes, warnings, can_be_edited=True)
    return Reply(card=new_event.confirm_entry(words, plan_id, entry))


@on(MakeEvent)
async def make_event(turn: Turn, button: MakeEvent, inputs: Mapping[str, str]) -> Reply:
    """The yes, with the title and the tick as they were left on the card."""

    title = inputs.get("subject", "").strip()[:LONGEST_SUBJECT]

    def fill(change: NewEvent) -> NewEvent:
        is_online = inputs.get("online", "true") == "true"
        properties = replace(
            change.properties,
            subject=title or change.properties.subject,
            is_online_meeting=is_online,
            online_meeting_provider="teamsForBusiness" if is_online else "unknown",
        )
        return replace(change, properties=properties)

    await refill(turn, button.plan_id, NewEvent, fill, title)
    return await confirmed(turn, ConfirmPlan(button.plan_id), {})


def _kept(slot: Span) -> Json:
    return {"start": slot.start.isoformat(), "end": slot.end.isoformat()}


# --- alone ----------------------------------------------------------------------------------------------------------


async def _am_i_free(turn: Turn, spoken: Time, wish: Wish) -> Reply:
    words = turn.words
    is_point = spoken.start is not None and spoken.has_clock and (spoken.end is None or spoken.duration is not None)
    if is_point and spoken.start is not None and "window" not in spoken.reasons:
        start = instant(spoken.start, words.zone)
        return await _free_then(turn, Span(start, start + (spoken.duration or USUAL_LENGTH)))
    there, mailbox = await together(events.between(turn.graph, wish.within), _mailbox(turn.graph))
    taken = [each.span for each in there if each.show_as not in NOT_TAKEN and each.answer != "declined"]
    at_work = working(mailbox.hours, wish.within) if mailbox and mailbox.hours else [wish.within]
    free = [gap for each in at_work for gap in gaps(taken, each) if gap.length >= WORTH_CALLING_FREE]
    if not free:
        return Reply(words("You have no free time then, within your working hours."))
    by_day = [
        (words.day(day), words.list([words.clocks(gap) for gap in group]))
        for day, group in groupby(free, key=lambda gap: words.local(gap.start).date())
    ]
    return Reply(card=cards.free_times(words, words("You are free, within your working hours:"), by_day))


async def _free_then(turn: Turn, span: Span) -> Reply:
    words = turn.words
    there = await events.between(turn.graph, span)
    in_the_way: list[Event] = [each for each in there if each.show_as not in NOT_TAKEN and each.answer != "declined"]
    if not in_the_way:
        return Reply(words("Yes, you are free: {span:span}.", span=span))
    first = of_event(in_the_way[0])
    title = first.shown_title(words, is_private_chat=turn.chat.is_private)
    at = first.shown(first.span, words.zone)
    return Reply(words("No, you have “{title}” then: {span:span}.", title=title, span=at))


async def _mailbox(graph: GraphClient) -> Mailbox | None:
    try:
        return await people.mailbox(graph)
    except GraphError:
        return None
