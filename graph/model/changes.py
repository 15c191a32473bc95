"""What happened to a calendar since one last looked."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.events import Event
from graph.span import Span


@dataclass(frozen=True)
class ChangeMark:
    """Up to where a calendar was read; keep it and give it back. It holds no secrets, but a person's id."""

    span: Span  #: the stretch that is watched; it cannot change
    link: str  #: Graph's own


@dataclass(frozen=True)
class CalendarChanges:
    """What happened in the stretch that is watched."""

    events: tuple[Event, ...]  #: made or changed; cancelled ones included
    removed_ids: tuple[str, ...]  #: gone, or moved out of the stretch
    mark: ChangeMark
    is_full: bool  #: True: Graph had forgotten the mark, and these are all the events there are
