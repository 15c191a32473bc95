"""What tests look up: things in the seeded organisation by their names, and what was sent to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from graph import bookings, events
from graph.client import GraphClient
from graph.model import Appointment, Event
from graph.sandbox import Sandbox
from graph.span import Span

# A Friday morning in St John's (UTC-3:30), two days before its clocks change.
NOW = datetime(2026, 3, 6, 12, 30, tzinfo=UTC)


async def next_event(graph: GraphClient, subject: str) -> Event:
    """The first event of that name from now on."""
    ahead = await events.between(graph, Span(NOW, NOW + timedelta(days=28)))
    return next(event for event in ahead if event.subject == subject)


async def next_appointment(graph: GraphClient, customer: str) -> Appointment:
    """The first appointment of that customer from now on, at any business of the person."""
    for _, ahead in await bookings.look(graph, Span(NOW, NOW + timedelta(days=28))):
        for appointment in await bookings.with_customers(graph, ahead):
            if any(each.name == customer for each in appointment.customers):
                return appointment
    raise LookupError(customer)


def sent(world: Sandbox, *methods: str) -> list[tuple[str, str]]:
    """What arrived: method and path, without ids' encoding undone."""
    return [(one.method, one.raw_path) for one in world.requests if not methods or one.method in methods]


def bodies(world: Sandbox, method: str) -> list[Any]:
    """The bodies of what arrived with that method, in order."""
    return [one.body for one in world.requests if one.method == method]
