"""Activities in which one property is not what it should be: never an error of ours, and the next message works."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.teams import BOT, Json, Talk, Teams

ODD: tuple[Any, ...] = (None, "x" * 5000, 5, True, [None], {"a": {"b": 1}})

CLIENT = {"type": "clientInfo", "locale": "en-US", "platform": "Web", "timezone": "America/St_Johns"}
MENTION = {"type": "mention", "text": "<at>Nudge</at>", "mentioned": {"id": BOT["id"], "name": "Nudge"}}
KINDS: dict[str, tuple[str, Json]] = {
    "a message": ("message", {"text": "<at>Nudge</at> help", "textFormat": "plain", "entities": [CLIENT, MENTION]}),
    "a press": ("message", {"value": {"nudge": "say", "command": "today"}, "replyToId": "1"}),
    "an installation": ("installationUpdate", {"action": "add"}),
    "a removal": ("conversationUpdate", {"membersRemoved": [{"id": BOT["id"]}]}),
    "an execute": (
        "invoke",
        {"name": "adaptiveCard/action", "value": {"action": {"type": "Action.Execute", "data": {"nudge": "say"}}}},
    ),
    "a code": ("invoke", {"name": "signin/verifyState", "value": {"state": "123456"}}),
    "an exchange": (
        "invoke",
        {"name": "signin/tokenExchange", "value": {"id": "1", "connectionName": "graph", "token": "an-sso-token"}},
    ),
    "a failure": ("invoke", {"name": "signin/failure", "value": {"code": "resourcematchfailed"}}),
}


def places(node: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, *path, key)


def with_odd(activity: Json, path: tuple[Any, ...], odd: Any) -> Json:
    changed = copy.deepcopy(activity)
    node: Any = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = odd
    return changed


@pytest.mark.parametrize("kind", KINDS)
async def test_one_odd_property_is_no_error_of_ours(
    kind: str, talk: Talk, teams: Teams, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    type_, own = KINDS[kind]
    usual = talk.activity(type_, **own)

    answers = {}
    for path in places(usual if kind == "a message" else own):
        for odd in ODD:
            different_id = {} if path == ("id",) else {"id": f"{path} {odd!r}"[:200]}
            answers[path, repr(odd)[:20]] = (await teams.send({**with_odd(usual, path, odd), **different_id})).status

    assert {where: status for where, status in answers.items() if status >= 500 and status != 501} == {}
    assert [record.getMessage() for record in caplog.records] == []
    assert (await talk("help")).text_of_card.startswith("I make online meetings")
