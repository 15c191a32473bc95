"""Microsoft's clouds."""

from __future__ import annotations

import pytest

from graph.clouds import CLOUDS, CloudName


@pytest.mark.parametrize(
    ("name", "url", "lacks"),
    [
        ("global", "https://graph.microsoft.com", set()),
        ("us-gov-l4", "https://graph.microsoft.us", {"visits"}),
        ("us-gov-l5", "https://dod-graph.microsoft.us", {"visits"}),
        ("21vianet", "https://microsoftgraph.chinacloudapi.cn", {"meetings", "bookings", "visits"}),
    ],
)
def test_one_setting_names_graph_and_what_it_lacks_there(name: CloudName, url: str, lacks: set[str]) -> None:
    cloud = CLOUDS[name]

    assert (cloud.graph_url, cloud.lacks) == (url, lacks)
    assert all(cloud.why_not(feature) for feature in cloud.lacks)


def test_what_a_cloud_has_needs_no_excuse() -> None:
    assert CLOUDS["global"].why_not("bookings") == ""
