"""Days of the calendar together with how their owner works, in one request."""

from __future__ import annotations

from graph.client import GraphClient
from graph.errors import GraphError
from graph.events import IN_UTC, between, read_view, view_query
from graph.model import Event, Mailbox
from graph.people import read_mailbox
from graph.span import Span


async def look(graph: GraphClient, span: Span) -> tuple[list[Event], Mailbox | None]:
    """What `events.between` gives, and the person's settings; None where these cannot be read.

    One request, and one for each further page of a busy calendar.
    Source: https://learn.microsoft.com/graph/json-batching
    """
    try:
        view, settings = await graph.get_many(
            [(graph.me.calendar_view, view_query(span)), (graph.me.mailbox_settings, {})], IN_UTC
        )
        mailbox = read_mailbox(settings.json)
    except GraphError:
        # The calendar answers, or says what is wrong, also where the settings may not be read.
        return await between(graph, span), None
    link = str(view.json.get("@odata.nextLink") or "")
    more = [page async for page in graph.pages_of_link(link, graph.me.calendar_view, IN_UTC)]
    return read_view([view.json, *more]), mailbox
