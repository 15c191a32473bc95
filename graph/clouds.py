"""Microsoft's clouds: where Graph is in each, and what it cannot do there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

CloudName = Literal["global", "us-gov-l4", "us-gov-l5", "21vianet"]
Feature = Literal["meetings", "bookings", "visits"]


@dataclass(frozen=True)
class Cloud:
    """One of Microsoft's clouds."""

    name: CloudName
    graph_url: str  #: without a version
    login_url: str
    lacks: frozenset[Feature] = frozenset()

    def why_not(self, feature: Feature) -> str:
        """A sentence for a person if this cloud lacks the feature, else ""."""
        return _SENTENCES[feature] if feature in self.lacks else ""


_SENTENCES: Mapping[Feature, str] = {
    "meetings": "Microsoft's cloud in China has no online meetings by key; make a calendar event instead.",
    "bookings": "Microsoft's cloud in China has no Bookings.",
    "visits": "Microsoft has virtual appointments in its global cloud only.",
}

# createOrGet and Bookings: global and US Government, not China. Join links of virtual appointments: global only.
# https://learn.microsoft.com/graph/deployments, https://learn.microsoft.com/graph/api/onlinemeeting-createorget,
# https://learn.microsoft.com/graph/api/bookingappointment-update,
# https://learn.microsoft.com/graph/api/virtualappointment-getvirtualappointmentjoinweburl
CLOUDS: Mapping[CloudName, Cloud] = MappingProxyType(
    {
        cloud.name: cloud
        for cloud in (
            Cloud("global", "https://graph.microsoft.com", "https://login.microsoftonline.com"),
            Cloud("us-gov-l4", "https://graph.microsoft.us", "https://login.microsoftonline.us", frozenset({"visits"})),
            Cloud(
                "us-gov-l5",
                "https://dod-graph.microsoft.us",
                "https://login.microsoftonline.us",
                frozenset({"visits"}),
            ),
            Cloud(
                "21vianet",
                "https://microsoftgraph.chinacloudapi.cn",
                "https://login.partner.microsoftonline.cn",
                frozenset({"meetings", "bookings", "visits"}),
            ),
        )
    }
)
