"""What is known of a calendar: the next days of it, as they were when it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.plan import from_json, to_json
from bot.reminders import items
from bot.reminders.items import Item
from bot.reminders.owed import WORK_DAYS
from bot.store import Json
from graph import bookings, changes, events, people
from graph.client import GraphClient
from graph.errors import NotAllowed, NotFound, Refused, SignInNeeded
from graph.model import CalendarChanges, ChangeMark
from graph.span import Span
from graph.staff import staff
from graph.together import all_of

# Two days are what reminders need; four last over a weekend on which nobody speaks and no token is to be had.
AHEAD = timedelta(days=4)
STILL_AHEAD = timedelta(days=3)  # with less than this a calendar is looked at anew
BACK = timedelta(days=1)  # all of today, in every zone


@dataclass(frozen=True)
class Known:
    """A stretch of one person's calendar."""

    items: tuple[Item, ...]  #: events and appointments, also those that nobody is reminded of
    window: Span  #: all that is in it is known
    read_at: datetime
    work_days: tuple[int, ...] = tuple(WORK_DAYS)  #: Monday is 0
    with_bookings: bool = False  #: Bookings could be looked at too
    staff_ids: tuple[str, ...] = ()  #: who the person is in Bookings; empty where that is not known

    def find(self, key: str) -> Item | None:
        """The item that the ledger calls so, as it was when it was read."""
        return next((each for each in self.items if each.key == key), None)


@dataclass(frozen=True)
class Look:
    """What a look gives: what is known now, and from where to ask what changes."""

    known: Known
    mark: ChangeMark


def kept(look: Look) -> tuple[Json, Json]:
    """The two as they are stored."""
    return to_json(look.known), to_json(look.mark)


def read(known: Json | None) -> Known | None:
    """What is stored; None where nothing is."""
    return from_json(Known, known) if known else None


def read_mark(mark: Json | None) -> ChangeMark | None:
    """The mark that is stored."""
    return from_json(ChangeMark, mark) if mark else None


async def look(graph: GraphClient, now: datetime, before: Known | None = None, mark: ChangeMark | None = None) -> Look:
    """The calendar as it is now: a short question where nothing has changed, else all of the next days.

    Raises SignInNeeded, NotAllowed, Throttled, Unreachable.
    """
    if before is not None and mark is not None and mark.span.end - now >= STILL_AHEAD:
        news = await _since(graph, mark)
        if news is not None and not (news.is_full or news.events or news.removed_ids):
            known = replace(before, read_at=now)
            return Look(await _with_bookings(graph, known), news.mark)
    # Whatever has changed, all is looked at: of a series Graph tells what is new without saying what it is part of.
    window = Span(now - BACK, now + AHEAD)
    seen = await changes.first_look(graph, window)
    found = tuple(items.of(event) for event in seen.events)
    older = tuple(each for each in before.items if each.is_booking) if before else ()
    known = Known((*found, *older), window, now, await _work_days(graph))
    return Look(await _with_bookings(graph, known), seen.mark)


async def again(graph: GraphClient, item: Item) -> Item:
    """The same as it is now. Raises NotFound where it is gone, and what reading raises."""
    reference = item.reference
    if "event" in reference:
        return items.of(await events.event(graph, reference["event"]))
    return items.of(await bookings.appointment(graph, reference["business"], reference["appointment"], item.zone))


async def _since(graph: GraphClient, mark: ChangeMark) -> CalendarChanges | None:
    try:
        return await changes.since(graph, mark)
    except (Refused, NotAllowed):
        # The mark of a look at /me is of no use to the app, which reads next where an administrator allowed it.
        return None


async def _work_days(graph: GraphClient) -> tuple[int, ...]:
    try:
        hours = (await people.mailbox(graph)).hours
    except (NotAllowed, NotFound):
        hours = None
    return tuple(sorted(hours.days if hours else WORK_DAYS))


async def _staff_ids(graph: GraphClient) -> tuple[str, ...]:
    """Whom the bookings of the person name as staff; nobody where Bookings does not say."""
    try:
        me, businesses = await people.me(graph), await bookings.businesses(graph)
        members = await all_of(staff(graph, each.id) for each in businesses)
    except (NotAllowed, NotFound):
        return ()
    return tuple(each.id for one in members for each in one if each.email.casefold() == me.email.casefold())


async def _with_bookings(graph: GraphClient, known: Known) -> Known:
    """The same with the appointments that there are now; those that have not changed are not read again."""
    in_calendar = [each for each in known.items if not each.is_booking]
    # Bookings puts an appointment into the calendar of its staff as well: the one with the same link is the same.
    links = {each.join_url for each in in_calendar if each.join_url}
    older = {(each.key, each.version): each for each in known.items if each.is_booking and each.join_url not in links}
    try:
        booked = [each for _, one in await bookings.look(graph, known.window) for each in one]
        new = [each for each in booked if items.version_of(each) not in older and each.join_url not in links]
        staff_ids = known.staff_ids or (await _staff_ids(graph) if new else ())
        named = await bookings.with_customers(graph, new)
    except SignInNeeded:
        # Bookings has a token of its own. What was known of it is still owed; that the person did not come is no news.
        known_so_far = [each for each in older.values() if each.span.overlaps(known.window)]
        return replace(known, items=(*in_calendar, *known_so_far), with_bookings=False)
    except (NotAllowed, NotFound):
        return replace(known, items=tuple(in_calendar), with_bookings=False)
    same = [older[items.version_of(each)] for each in booked if items.version_of(each) in older]
    found = [items.of(each, is_yours=not staff_ids or bool({*each.staff_ids} & {*staff_ids})) for each in named]
    return replace(known, items=(*in_calendar, *same, *found), with_bookings=True, staff_ids=staff_ids)
