"""Giving something that is to be online its link: asked first, like every change."""

from __future__ import annotations

from bot.command import Reply, Turn
from bot.editing.event_changes import ask_to_change
from bot.editing.events import kept_of
from bot.movable import of_event
from bot.store import Json
from graph import events
from graph.model import EventChange


async def propose_link(turn: Turn, reference: Json) -> Reply:
    """The confirm card of a Teams meeting for an event, or for an appointment in Bookings."""
    words = turn.words
    seen = await events.details(turn.graph, reference["event"])
    title = of_event(seen.event).shown_title(words, is_private_chat=turn.chat.is_private)
    if seen.event.join_url:
        return Reply(words("“{title}” has a link by now.", title=title))
    change = EventChange(
        seen.event.id,
        seen.event.etag,
        seen=kept_of(seen, ()),
        is_online_meeting=True,
        online_meeting_provider="teamsForBusiness",
    )
    return await ask_to_change(turn, seen, change, words("Make “{title}” a Teams meeting?", title=title))
