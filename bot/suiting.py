"""Times that suit the person and others: from their calendars and working hours, nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.command import Turn
from bot.free_slots import free_slots, working
from bot.language import Time
from bot.when import days, instant, to_look_at
from graph import free_time
from graph.free_time import LONGEST_SCHEDULE
from graph.model import Address, Event, Mailbox, Schedule, WorkingHours
from graph.span import Span

MOST_SLOTS = 5
USUAL_LENGTH = timedelta(minutes=30)
A_WEEK = 7  # days, where no time was said
NOT_TAKEN = ("free", "workingElsewhere")


@dataclass(frozen=True)
class Wish:
    """What a time has to suit."""

    within: Span
    length: timedelta
    near: datetime


@dataclass(frozen=True)
class Other:
    """Somebody else, and what can be seen of their time."""

    address: Address
    schedule: Schedule

    @property
    def name(self) -> str:
        """How they are called."""
        return self.address.name or self.address.email

    def taken(self) -> list[Span]:
        """When they cannot come."""
        return [each.span for each in self.schedule.busy if each.show_as not in NOT_TAKEN]

    def is_away(self, span: Span) -> bool:
        """Whether it is outside their working hours, as far as those are known."""
        return self.schedule.hours is not None and span not in working(self.schedule.hours, span)


def wish_of(spoken: Time, now: datetime, zone: str) -> Wish | None:
    """Where to look for how long; None where all of it is past."""
    if spoken.start is None:
        within = days(now.astimezone(ZoneInfo(zone)).replace(tzinfo=None), A_WEEK, zone)
    elif spoken.end is not None and spoken.end > spoken.start and ("window" in spoken.reasons or spoken.has_clock):
        within = Span(instant(spoken.start, zone), instant(spoken.end, zone))
    else:
        within = to_look_at(spoken, now, zone)
    start = max(within.start, now)
    end = min(within.end, start + LONGEST_SCHEDULE)
    if start >= end:
        return None
    # "Between two and four" is a stretch to look in, not a length.
    is_stretch = spoken.start is not None and spoken.end is not None and spoken.has_clock
    length = USUAL_LENGTH if is_stretch or spoken.duration is None else spoken.duration
    is_point = spoken.start is not None and spoken.has_clock and not is_stretch
    near = instant(spoken.start, zone) if is_point and spoken.start is not None else start
    return Wish(Span(start, end), min(length, end - start), near)


async def others(turn: Turn, people: Sequence[Address], span: Span) -> list[Other]:
    """When these people are taken."""
    schedules = await free_time.schedules(turn.graph, [each.email for each in people], span)
    return [Other(address, schedule) for address, schedule in zip(people, schedules, strict=True)]


def suiting(wish: Wish, mine: Sequence[Event], mailbox: Mailbox | None, with_whom: Sequence[Other]) -> list[Span]:
    """Up to five times at which nobody is taken: in everybody's working hours, else in the person's own."""
    taken = [each.span for each in mine if each.show_as not in NOT_TAKEN and each.answer != "declined"]
    taken += [span for other in with_whom for span in other.taken()]
    own = [mailbox.hours] if mailbox and mailbox.hours else []
    theirs: list[WorkingHours] = [other.schedule.hours for other in with_whom if other.schedule.hours]
    return free_slots(taken, wish.within, wish.length, own, wish.near, MOST_SLOTS, theirs=theirs)
