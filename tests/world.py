"""Short questions about what the bot did to the sandbox."""

from __future__ import annotations

from typing import Any

from graph.sandbox import Sandbox


def graph_calls(world: Sandbox) -> list[Any]:
    """The calls that reached Graph, without those to the token service."""
    return [call for call in world.requests if call.raw_path.startswith(("/v1.0/", "/beta/"))]


def writes(world: Sandbox) -> list[Any]:
    """The calls that may have changed something at Graph."""
    return [call for call in graph_calls(world) if call.method != "GET"]
