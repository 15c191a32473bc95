"""Our URLs are those that the SDK would make of its own builders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation

from graph import sdk

GRAPH = sdk.service("https://graph.microsoft.com/v1.0")
USERS: dict[str, Callable[[str], Any]] = {
    "a user's event": lambda key: GRAPH.users.by_user_id(key).events.by_event_id(key).instances,
    "an appointment": lambda key: GRAPH.solutions.booking_businesses.by_booking_business_id(
        key
    ).appointments.by_booking_appointment_id(key),
    "my meetings": lambda key: GRAPH.me.online_meetings.by_online_meeting_id(key).get_virtual_appointment_join_web_url,
}


def by_the_sdk(builder: Any) -> str:
    template = builder.url_template.partition("?")[0].removesuffix("{")
    made = RequestInformation(
        Method.GET, template, {**builder.path_parameters, "baseurl": GRAPH.request_adapter.base_url}
    )
    return str(made.url).replace("/users/me-token-to-replace", "/me", 1)


@pytest.mark.parametrize("which", USERS)
@given(key=st.text(min_size=1).filter(lambda key: key.isprintable()))
@example(key="AAMkAGI2=/+ %2F~._-")
@example(key="予約 1")
def test_ids_are_written_as_the_sdk_writes_them(which: str, key: str) -> None:
    builder = USERS[which](key)

    assert sdk.Request("GET", builder).url == by_the_sdk(builder)


def test_a_query_keeps_its_dollars_and_commas() -> None:
    asked = sdk.Request("GET", GRAPH.me.events, {"$top": 5, "$select": "id,subject", "$filter": "a eq 'b c'"})

    assert (
        asked.url == "https://graph.microsoft.com/v1.0/me/events?$top=5&$select=id,subject&$filter=a%20eq%20%27b%20c%27"
    )
