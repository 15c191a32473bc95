"""Every call that the sandbox answers, and how an address finds its call."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote

from graph.sandbox import (
    answers,
    batch,
    booking_changes,
    booking_rules,
    bookings,
    delta,
    events,
    extensions,
    free_time,
    meeting_times,
    meetings,
    people,
    subscriptions,
    visits,
)
from graph.sandbox.calls import RefusedError, Route, no_segment

ROUTES: tuple[Route, ...] = (
    *people.ROUTES,
    *events.ROUTES,
    *answers.ROUTES,
    *extensions.ROUTES,
    *delta.ROUTES,
    *free_time.ROUTES,
    *meeting_times.ROUTES,
    *meetings.ROUTES,
    *visits.ROUTES,
    *bookings.ROUTES,
    *booking_changes.ROUTES,
    *booking_rules.ROUTES,
    *subscriptions.ROUTES,
    *batch.ROUTES,
)
VERSIONS = ("v1.0", "beta")

_FUNCTION = re.compile(r"(\w+)\((.*)\)")


@dataclass(frozen=True)
class _Node:
    """One place in the tree of addresses."""

    literal: dict[str, _Node] = field(default_factory=dict)
    anything: list[_Node] = field(default_factory=list)  #: at most one: below a placeholder
    by_method: dict[str, tuple[Route, tuple[str, ...]]] = field(default_factory=dict)  #: with its placeholders' names


@cache
def _tree(version: str) -> _Node:
    root = _Node()
    for route in ROUTES:
        for path in route.paths if version in route.versions else ():
            node, names = root, []
            for segment in path.split("/"):
                name = re.search(r"\{(\w+)\}", segment)
                if name is not None:
                    names.append(name[1])
                if segment.startswith("{"):
                    if not node.anything:
                        node.anything.append(_Node())
                    node = node.anything[0]
                else:
                    key = re.sub(r"\{\w+\}", "", segment).lower()
                    node = node.literal.setdefault(key, _Node())
            node.by_method[route.method] = (route, tuple(names))
    return root


def find_route(version: str, method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The call that the raw path names, with what its placeholders stand for.

    Names are compared without regard to case, and functions match with and without "()".
    Raises RefusedError: 400 for an address that this version does not have, 405 for the wrong method.
    """
    node, values = _tree(version), list[str]()
    for raw in path.strip("/").split("/"):
        segment = unquote(raw)
        # An encoded slash does not help: Graph splits after decoding, as often as it takes.
        if "/" in unquote(segment):
            raise no_segment(unquote(segment).split("/")[1])
        found = _step(node, segment, values)
        if found is None:
            raise no_segment(segment)
        node = found
    if not node.by_method:
        raise no_segment(unquote(path.rstrip("/").rpartition("/")[2]))
    if method not in node.by_method:
        raise RefusedError(405, "BadRequest", "The HTTP method is not allowed for this address.")
    route, names = node.by_method[method]
    return route, dict(zip(names, values, strict=True))


def _step(node: _Node, segment: str, values: list[str]) -> _Node | None:
    function = _FUNCTION.fullmatch(segment)
    if function is not None:
        name, argument = function.groups()
        key = f"{name}()" if argument else name
        if key.lower() in node.literal:
            values.extend([argument] if argument else [])
            return node.literal[key.lower()]
    if segment.lower() in node.literal:
        return node.literal[segment.lower()]
    if node.anything:
        values.append(segment)
        return node.anything[0]
    return None
