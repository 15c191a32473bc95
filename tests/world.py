"""Short questions about what the bot did to the sandbox."""

from __future__ import annotations

from typing import Any

from graph.sandbox import Sandbox


def graph_calls(world: Sandbox) -> list[Any]:
    """The calls that reached Graph, without those to the token service."""
    return [call for call in world.requests if call.raw_path.startswith(("/v1.0/", "/beta/"))]


def writes(world: Sandbox) -> list[Any]:
    """The calls that may have changed something at Graph."""
    return [call for call in graph_calls(world) if call.method != "GET" and not _only_reads(call)]


def _only_reads(call: Any) -> bool:
    """Graph asks some questions by POST."""
    path = call.raw_path.partition("?")[0]
    if path.endswith("/$batch"):
        return all(each["method"] == "GET" for each in call.body["requests"])
    return path.endswith(("/getSchedule", "/findMeetingTimes"))
