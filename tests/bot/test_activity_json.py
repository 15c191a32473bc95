"""Activities are read exactly as the SDK's own msrest reads them, whatever is in them."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from botbuilder.schema import Activity

from bot.activity_json import read
from tests.bot.test_odd_activities import CLIENT, MENTION, ODD, places, with_odd
from tests.teams import BOT, TENANT

FULL: dict[str, Any] = {
    "type": "message",
    "id": "1",
    "timestamp": "2026-03-06T12:30:00.123Z",
    "localTimestamp": "2026-03-06T09:00:00.123-03:30",
    "localTimezone": "America/St_Johns",
    "channelId": "msteams",
    "serviceUrl": "https://smba.trafficmanager.net/emea/",
    "from": {"id": "29:user-alex", "name": "Alex Wilber", "aadObjectId": "33333333", "tenantId": TENANT},
    "conversation": {"id": "a:1", "conversationType": "personal", "isGroup": False, "tenantId": TENANT},
    "recipient": BOT,
    "text": "<at>Nudge</at> help",
    "entities": [CLIENT, MENTION],
    "attachments": [{"contentType": "text/html", "content": "<p>help</p>"}],
    "membersAdded": [{"id": "29:user-alex"}],
    "value": {"action": {"data": {"nudge": "say", "list": [1, 2.5, None, True]}}},
    "channelData": {"tenant": {"id": TENANT}},
    "replyToId": "2",
    "importance": "normal",
    "expiration": "2026-03-07T12:30:00Z",
    "teamsOnly": {"not": "known"},
}
TIMES = ("2026-03-06T12:30:00", "2026-03-06", "yesterday", "2026-03-06T12:30:00.1234567Z", "20260306T123000Z", "")


def outcome(reads: Any, body: dict[str, Any]) -> Any:
    """Everything that was read, or that it was refused."""
    try:
        return everything(reads(copy.deepcopy(body)))
    except Exception:
        return "refused"


def everything(node: Any) -> Any:
    if hasattr(node, "_attribute_map"):
        own = {name: everything(value) for name, value in vars(node).items() if value is not None}
        return {**own, "additional_properties": node.additional_properties or {}}
    return [everything(each) for each in node] if isinstance(node, list) else node


def test_an_activity_is_read_as_msrest_reads_it() -> None:
    ours, theirs = outcome(lambda body: read(Activity, body), FULL), outcome(Activity().deserialize, FULL)

    assert ours == theirs
    assert ours["from_property"]["additional_properties"] == {"tenantId": TENANT}


@pytest.mark.parametrize("odd", [*ODD, *TIMES, [], {}, [{}], 2.5, ["text"]], ids=repr)
def test_an_odd_property_is_read_or_refused_as_by_msrest(odd: Any) -> None:
    differ = {}
    for path in places(FULL):
        body = with_odd(FULL, path, odd)
        ours, theirs = outcome(lambda body: read(Activity, body), body), outcome(Activity().deserialize, body)
        if ours != theirs:
            differ[path] = (ours, theirs)

    assert differ == {}
