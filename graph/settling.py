"""What to believe when the answer to a write was lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any, TypeVar

from graph.errors import GraphError, OutcomeUnknown, Unreachable
from graph.zones import read_moment

Read = TypeVar("Read")


async def settle(
    unknown: OutcomeUnknown,
    again: Awaitable[Read],
    *,
    is_done: Callable[[Read], bool],
    is_untouched: Callable[[Read], bool],
) -> Read:
    """What is there now, if reading again shows the change; the write itself is never sent twice.

    Raises Unreachable when Graph did answer, with a fault, and nothing was changed. Raises the same OutcomeUnknown
    when reading fails too, or when there was no answer and the change does not show: it may still be under way.
    """
    try:
        there = await again
    except GraphError as lost_too:
        raise unknown from lost_too
    if is_done(there):
        return there
    if unknown.status and is_untouched(there):
        raise Unreachable(**unknown.facts) from unknown
    raise unknown


def shows(there: Any, wanted: Any) -> bool:
    """Whether what Graph has is what a request body asked for; what the body does not name does not count."""
    if wanted is None or wanted in ("", []):
        return not there or (isinstance(there, dict) and not there.get("displayName"))
    if isinstance(wanted, dict):
        if not isinstance(there, dict):
            return False
        if "dateTime" in wanted:
            return _same_moment(there, wanted)
        return all(_shows_property(there, name, value) for name, value in wanted.items() if "@" not in name)
    if isinstance(wanted, list):
        return isinstance(there, list) and len(there) == len(wanted) and all(map(shows, there, wanted))
    return bool(there == wanted)


def _shows_property(there: dict[str, Any], name: str, wanted: Any) -> bool:
    if name == "contentType":
        return True  # Outlook makes HTML of text where it adds something of its own
    if name == "content":
        return unescape(str(wanted)).strip() in unescape(str(there.get(name)))
    return shows(there.get(name), wanted)


def _same_moment(there: dict[str, Any], wanted: dict[str, Any]) -> bool:
    # Whole days keep their midnight whatever the zone.
    same_day = wanted["dateTime"].endswith("T00:00:00") and str(there.get("dateTime")).startswith(wanted["dateTime"])
    return same_day or read_moment(there) == read_moment(wanted)
