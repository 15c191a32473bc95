"""Giving something that is to be online its link: asked first, like every change."""

from __future__ import annotations

from bot.command import Reply, Turn
from bot.editing import booking_changes, event_changes
from bot.editing.events import kept_of
from bot.movable import of_appointment, of_event
from bot.store import Json
from graph import bookings, events
from graph.model import BookingChange, EventChange


async def propose_link(turn: Turn, reference: Json) -> Reply:
    """The confirm card of a Teams meeting for an event, or for an appointment in Bookings."""
    return await (_for_event if "event" in reference else _for_appointment)(turn, reference)


async def _for_event(turn: Turn, reference: Json) -> Reply:
    words = turn.words
    seen = await events.details(turn.graph, reference["event"])
    title = of_event(seen.event).shown_title(words, is_private_chat=True)
    if seen.event.join_url:
        return Reply(words("“{title}” has a link by now.", title=title))
    change = EventChange(
        seen.event.id,
        seen.event.etag,
        seen=kept_of(seen, ()),
        is_online_meeting=True,
        online_meeting_provider="teamsForBusiness",
    )
    says = words("Make “{title}” a Teams meeting?", title=title)
    return await event_changes.ask_to_change(turn, seen, change, says)


async def _for_appointment(turn: Turn, reference: Json) -> Reply:
    words = turn.words
    seen, staff = await bookings.details_and_staff(turn.graph, reference["business"], reference["appointment"])
    there = seen.appointment
    title = of_appointment(there).title
    if there.join_url:
        return Reply(words("“{title}” has a link by now.", title=title))
    change = BookingChange(there.business_id, there.id, there.updated_at, seen=seen, is_location_online=True)
    says = words("Make “{title}” a Teams meeting?", title=title)
    return await booking_changes.ask_to_change(turn, seen, change, staff, says)
