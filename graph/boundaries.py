"""What its other occurrences mean for moving one of a series, or the whole: how far, and what was changed on its own.

An occurrence stays strictly between the days of its neighbours; Graph refuses more with
ErrorOccurrenceCrossingBoundary.
Source: https://learn.microsoft.com/graph/api/event-update
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph.client import GraphClient
from graph.errors import ChangedMeanwhile
from graph.event_json import SELECT, read_event
from graph.model import Event, SeriesExceptions
from graph.span import Span
from graph.together import together
from graph.zones import write_instant

# What tells where an occurrence lies and whether it was changed on its own.
_SELECT = "id,start,end,originalStartTimeZone,isAllDay,isCancelled,type"
_IN_UTC = {"Prefer": 'outlook.timezone="UTC"'}
_MOST_A_PAGE = 1000

# Two months hold the neighbours of nearly every series; 400 days those of one that comes once a year.
_NEAR, _FAR = timedelta(days=62), timedelta(days=400)


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

    One request, and a second, wider one where it has no neighbour on a side within two months. Who moves it further
    than 400 days may still be refused.
    """
    if occurrence.series_id is None:
        return LegalWindow(None, None)
    here = occurrence.span
    before, after = await _neighbours(graph, occurrence, Span(here.start - _NEAR, here.end + _NEAR))
    if before is None or after is None:
        wider = Span(here.start - (_NEAR if before else _FAR), here.end + (_NEAR if after else _FAR))
        before, after = await _neighbours(graph, occurrence, wider)
    return legal_window(before, after, occurrence.zone)


async def series(graph: GraphClient, series_id: str, around: Span) -> tuple[Event, SeriesExceptions]:
    """The master of a series, and which of its occurrences are not as it says. Two requests at once.

    Each that was changed on its own is one more mail to everybody invited when the whole series changes.
    Raises NotFound when it is gone.
    Source: https://learn.microsoft.com/graph/api/event-update
    """
    master = graph.get(graph.me.events.by_event_id(series_id), {"$select": f"{SELECT},cancelledOccurrences"}, _IN_UTC)
    answer, there = await together(master, _occurrences(graph, series_id, around))
    changed = sorted(each.id for each in there if each.kind == "exception")
    cancelled = sorted(map(str, answer.json.get("cancelledOccurrences") or []))
    return read_event(answer.json), SeriesExceptions(around, tuple(changed), tuple(cancelled))


async def refuse_other_exceptions(graph: GraphClient, series_id: str, shown: SeriesExceptions | None) -> None:
    """Raises ChangedMeanwhile where a new time for a series would lose more than was shown.

    Its own version does not tell: Graph keeps what was changed of one occurrence apart from the series.
    """
    if shown is not None and (await series(graph, series_id, shown.around))[1] != shown:
        raise ChangedMeanwhile


async def _neighbours(graph: GraphClient, occurrence: Event, around: Span) -> tuple[Span | None, Span | None]:
    siblings = [
        each.span for each in await _occurrences(graph, occurrence.series_id or "", around) if each.id != occurrence.id
    ]
    before = [span for span in siblings if span.start < occurrence.span.start]
    after = [span for span in siblings if span.start > occurrence.span.start]
    return max(before, default=None), min(after, default=None)


async def _occurrences(graph: GraphClient, series_id: str, span: Span) -> list[Event]:
    """The occurrences of a series of one's own calendar that overlap `span`, without those that are cancelled.

    Source: https://learn.microsoft.com/graph/api/event-list-instances
    """
    query: dict[str, str | int] = {
        "startDateTime": write_instant(span.start),
        "endDateTime": write_instant(span.end),
        "$select": _SELECT,
        "$top": _MOST_A_PAGE,
    }
    instances = graph.me.events.by_event_id(series_id).instances
    found = [
        read_event(event) async for page in graph.pages(instances, query, _IN_UTC) for event in page.get("value") or []
    ]
    return [event for event in found if not event.cancelled]
