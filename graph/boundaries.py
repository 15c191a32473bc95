"""How far an occurrence may be moved: strictly between the days of its neighbours.

Graph refuses more with ErrorOccurrenceCrossingBoundary.
Source: https://learn.microsoft.com/graph/api/event-update
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph.client import GraphClient
from graph.event_json import SELECT_DETAILS, read_details
from graph.events import between
from graph.model import Event, Recurrence
from graph.span import Span


@dataclass(frozen=True)
class LegalWindow:
    """Where an occurrence may lie: it starts on or after `earliest` and ends by `latest`; None is no limit."""

    earliest: datetime | None
    latest: datetime | None

    def allows(self, span: Span) -> bool:
        """Whether Graph would take the occurrence there."""
        after_the_one_before = self.earliest is None or span.start >= self.earliest
        before_the_one_after = self.latest is None or span.end <= self.latest
        return after_the_one_before and before_the_one_after


def legal_window(previous: Span | None, following: Span | None, zone: str) -> LegalWindow:
    """From the midnight after the previous occurrence's day to the midnight before the next one's, in `zone` (IANA)."""
    here = ZoneInfo(zone)
    earliest = latest = None
    if previous is not None:
        # An occurrence that ends at midnight does not touch the day that begins then.
        last_day = (previous.end - timedelta(microseconds=1)).astimezone(here).date()
        earliest = datetime.combine(last_day + timedelta(days=1), time(0), here).astimezone(UTC)
    if following is not None:
        first_day = following.start.astimezone(here).date()
        latest = datetime.combine(first_day, time(0), here).astimezone(UTC)
    return LegalWindow(earliest, latest)


async def window_of(graph: GraphClient, occurrence: Event) -> LegalWindow:
    """Where an occurrence of one's own calendar may lie; anywhere, for what is no occurrence.

    Two requests: the series for its rhythm, and the calendar for as far as the neighbours can be.
    """
    if occurrence.series_id is None:
        return LegalWindow(None, None)
    series = await graph.get(graph.me.events.by_event_id(occurrence.series_id), {"$select": SELECT_DETAILS})
    recurrence = read_details(series.json).recurrence
    reach = _rhythm(recurrence) if recurrence else timedelta(days=7)
    around = Span(occurrence.span.start - reach, occurrence.span.end + reach)
    siblings = [
        event.span
        for event in await between(graph, around)
        if event.series_id == occurrence.series_id and event.id != occurrence.id
    ]
    before = [span for span in siblings if span.start < occurrence.span.start]
    after = [span for span in siblings if span.start > occurrence.span.start]
    return legal_window(max(before, default=None), min(after, default=None), occurrence.zone)


def _rhythm(recurrence: Recurrence) -> timedelta:
    """The longest way from one occurrence to the next, and a month to spare for those that were moved."""
    longest_days = {"daily": 1, "weekly": 7, "absoluteMonthly": 31, "relativeMonthly": 35}
    return timedelta(days=longest_days.get(recurrence.kind, 371) * recurrence.interval + 31)
