"""What happened to the calendar since one last looked (delta query)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from graph.answer import Json
from graph.client import GraphClient
from graph.errors import Retired, Unreachable
from graph.event_json import read_event
from graph.model import CalendarChanges, ChangeMark, Event
from graph.span import Span
from graph.zones import write_instant

# Both have to be said with every request: a link that Graph gives does not remember them.
_HEADERS = {"Prefer": 'outlook.timezone="UTC", odata.maxpagesize=100'}


async def first_look(graph: GraphClient, span: Span) -> CalendarChanges:
    """All events that overlap `span`, and the mark from which to ask for changes. The stretch cannot change later.

    Source: https://learn.microsoft.com/graph/api/event-delta
    """
    query = {"startDateTime": write_instant(span.start), "endDateTime": write_instant(span.end)}
    return await _read(graph.pages(graph.me.calendar_view.delta, query, _HEADERS), span, is_full=True)


async def since(graph: GraphClient, mark: ChangeMark) -> CalendarChanges:
    """What happened since `mark`; everything there is, once, where Graph has forgotten the mark.

    Raises SignInNeeded, NotAllowed, Throttled, Unreachable.
    Source: https://learn.microsoft.com/graph/api/event-delta
    """
    try:
        pages = graph.pages_of_link(mark.link, graph.me.calendar_view.delta, _HEADERS)
        return await _read(pages, mark.span, is_full=False)
    except Retired:
        # 410 SyncStateNotFound or resyncRequired: the mark is too old. https://learn.microsoft.com/graph/delta-query-overview
        return await first_look(graph, mark.span)


async def _read(pages: AsyncIterator[Json], span: Span, *, is_full: bool) -> CalendarChanges:
    found: dict[str, Json] = {}
    link = ""
    async for page in pages:
        for entry in page.get("value") or []:
            found.pop(str(entry["id"]), None)
            found[str(entry["id"])] = entry
        link = str(page.get("@odata.deltaLink") or "")
    if not link:
        raise Unreachable(code="noDeltaLink")
    return CalendarChanges(
        events=tuple(_events(found)),
        removed_ids=tuple(identity for identity, entry in found.items() if "@removed" in entry),
        mark=ChangeMark(span, link),
        is_full=is_full,
    )


def _events(found: dict[str, Json]) -> Iterator[Event]:
    """A series comes as its master, in full, and its occurrences with little more than their times."""
    for entry in found.values():
        if "start" not in entry or entry.get("type") == "seriesMaster":
            continue
        master = found.get(str(entry.get("seriesMasterId")), {})
        yield read_event({**master, **entry})
