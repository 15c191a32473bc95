"""What is owed to a person: a pure function of what is in the calendar, what they want, and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.plan import to_json
from bot.reminders.items import Item, Silent
from bot.store.entries import Owed
from bot.when import DAY, instant

REMINDER, DIGEST, UNREAD, NOTE = "reminder", "digest", "unread", "note"

# After the start a reminder still says "started 6 min ago", until this.
USEFUL_AFTER_START = timedelta(minutes=10)
# A digest is about the morning.
DIGEST_USEFUL = timedelta(hours=4)
# "24 hours before" must not come two hours before, only because it was not known earlier: then it is this long before.
# https://github.com/calcom/cal.diy/issues/10749
AT_THE_LATEST = timedelta(minutes=10)
# From when on a person hears that their calendar could not be read; until then nothing is missing.
UNREAD_AFTER = timedelta(hours=18)
UNREAD_AT = time(9)
UNREAD_USEFUL = timedelta(hours=12)
NOTE_USEFUL = timedelta(days=1)

WORK_DAYS = frozenset(range(5))

Verdict = Silent | Literal["owed", "past", "off", "off_for_this"]


@dataclass(frozen=True)
class Wishes:
    """What a person wants to hear of, and when."""

    zone: str  #: IANA
    lead: timedelta | None = None  #: None: no reminders
    leads: Mapping[str, timedelta | None] = field(default_factory=dict)  #: by key of an item or a series; None: none
    digest_at: time | None = None  #: on the person's clock
    quiet: tuple[time, time] | None = None  #: from, until; may pass midnight
    work_days: frozenset[int] = WORK_DAYS  #: Monday is 0

    def lead_of(self, item: Item) -> timedelta | None:
        """How long before this one; what was said of the one counts more than what was said of its series."""
        for key in (item.key, item.series_key):
            if key in self.leads:
                return self.leads[key]
        return self.lead


@dataclass(frozen=True)
class Decided:
    """Whether an item is reminded of, when, and why not."""

    item: Item
    verdict: Verdict
    due_at: datetime | None = None  #: None unless owed


def decide(item: Item, wishes: Wishes, now: datetime, planned: datetime | None = None) -> Decided:
    """What becomes of one item. `planned` is when a reminder of it is due that was owed before and not sent yet."""
    lead = wishes.lead_of(item)
    if item.silent:
        return Decided(item, item.silent)
    if wishes.lead is None and item.key not in wishes.leads and item.series_key not in wishes.leads:
        return Decided(item, "off")
    if lead is None:
        return Decided(item, "off_for_this")
    if planned is not None and planned <= now:
        # It is late, but it was owed in time: whether it is still of use is seen when it is sent.
        return Decided(item, "owed", planned)
    starts_at = item.span.start
    if starts_at <= now:
        return Decided(item, "past")
    due_at = starts_at - lead
    if due_at < now:
        due_at = max(now, starts_at - min(lead, AT_THE_LATEST))
    return Decided(item, "owed", due_at)


def reminders(decided: Sequence[Decided]) -> list[Owed]:
    """The reminders among what was decided."""
    return [
        Owed(
            item=each.item.key,
            starts_at=each.item.span.start,
            kind=REMINDER,
            due_at=each.due_at,
            useless_after=each.item.span.start + USEFUL_AFTER_START,
            facts=to_json(each.item),
        )
        for each in decided
        if each.due_at is not None
    ]


def digests(wishes: Wishes, now: datetime, until: datetime, planned: Mapping[date, datetime]) -> list[Owed]:
    """One digest for each working day; `planned` are those that were owed before and not sent yet, by day.

    Its day is its name in the ledger, so that a day never has two, whatever is changed and whenever this is asked.
    """
    found = []
    for day in _days(now, until, wishes.zone):
        due_at = _digest_moment(day, wishes)
        if due_at is None or day.weekday() not in wishes.work_days:
            continue
        if (was := planned.get(day)) is not None and was <= now:
            due_at = was
        elif due_at < now:
            continue
        found.append(Owed(DIGEST, day_start(day), DIGEST, due_at, due_at + DIGEST_USEFUL, {}))
    return found


def unread(wishes: Wishes, read_at: datetime, now: datetime) -> list[Owed]:
    """The word that the calendar could not be read since `read_at`; each reading puts it off."""
    if wishes.lead is None and wishes.digest_at is None and not any(wishes.leads.values()):
        return []
    for day in _days(read_at + UNREAD_AFTER, read_at + 10 * DAY, wishes.zone):
        due_at = instant(datetime.combine(day, UNREAD_AT), wishes.zone)
        if due_at >= read_at + UNREAD_AFTER and day.weekday() in wishes.work_days:
            if due_at < now:
                return []
            return [Owed(UNREAD, day_start(day), UNREAD, due_at, due_at + UNREAD_USEFUL, {})]
    return []


def day_start(day: date) -> datetime:
    """What stands for a day in the ledger: the same instant wherever the person is."""
    return datetime.combine(day, time(), UTC)


def _digest_moment(day: date, wishes: Wishes) -> datetime | None:
    """When the digest of a day is due; quiet hours hold it until they end."""
    if wishes.digest_at is None:
        return None
    clock = wishes.digest_at
    if wishes.quiet is not None:
        begins, ends = wishes.quiet
        is_quiet = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
        clock = ends if is_quiet else clock
    return instant(datetime.combine(day, clock), wishes.zone)


def _days(since: datetime, until: datetime, zone: str) -> Iterator[date]:
    day, last = (moment.astimezone(ZoneInfo(zone)).date() for moment in (since, until))
    while day <= last:
        yield day
        day += DAY
