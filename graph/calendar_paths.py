"""Where Graph keeps the events of a calendar."""

from __future__ import annotations

from typing import Any

from graph.client import GraphClient
from graph.model import CalendarPath


def events_at(graph: GraphClient, path: CalendarPath) -> Any:
    """The SDK's builder for the events of that calendar.

    Source: https://learn.microsoft.com/graph/api/event-update
    """
    if path.group:
        owner: Any = graph.v1.groups.by_group_id(path.group)
    elif path.user:
        owner = graph.v1.users.by_user_id(path.user)
    else:
        owner = graph.me
    if path.calendar_group:
        owner = owner.calendar_groups.by_calendar_group_id(path.calendar_group)
    if path.calendar == "":
        return owner.events
    if path.calendar == "default":
        return owner.calendar.events
    return owner.calendars.by_calendar_id(path.calendar).events
