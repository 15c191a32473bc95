"""How msgraph-sdk is used: for the URLs of everything in Graph, and for nothing else.

Its models cost 5 ms of CPU per object and cannot say "clear this", so bodies are our own JSON and answers come out raw:
https://github.com/microsoftgraph/msgraph-sdk-python/issues/584 and /1262. What it does around a request takes longer
than the request, and we use none of it: we repeat requests ourselves, under one deadline, and follow no redirect.
It is imported on its first use, because that takes a tenth of a start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import quote, unquote, urlencode, urlsplit

from graph.answer import Json
from graph.errors import Right

if TYPE_CHECKING:
    from msgraph.graph_service_client import GraphServiceClient

_STANDS = "%:/?#[]@!$&'()*+,;=~"
_ME = "/users/me-token-to-replace"  # the SDK's own way to say /me

Method = Literal["GET", "POST", "PATCH", "DELETE"]
Origin = tuple[str, str]


class Builder(Protocol):
    """A request builder of the SDK: it knows the URL."""

    url_template: str
    path_parameters: dict[str, Any]
    request_adapter: Any  #: says where Graph is


@dataclass(frozen=True)
class Request:
    """What to ask of Graph, by our own words."""

    method: Method
    builder: Builder
    query: Mapping[str, str | int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Json | None = None
    link: str = ""  #: a whole URL, such as one that Graph gave, instead of template and query
    name_in_the_log: str = ""  #: instead of the builder's path

    @property
    def right(self) -> Right:
        """The consent that it needs."""
        return "bookings" if "/solutions/" in self.builder.url_template else "calendar"

    @property
    def base_url(self) -> str:
        """Graph with its version."""
        return str(self.builder.request_adapter.base_url)

    @property
    def path_for_the_log(self) -> str:
        """Such as /me/events/{event-id}: no ids, no query."""
        return self.name_in_the_log or _readable_path(
            self.builder.url_template, str(self.builder.path_parameters.get("user%2Did", ""))
        )

    @cached_property
    def url(self) -> str:
        """The whole URL."""
        # Graph's links are ready to use; should one not be, what may not stand in a URL does not reach the wire.
        return quote(self.link, safe=_STANDS) if self.link else self.base_url + self.relative_url

    @property
    def relative_url(self) -> str:
        """From the version on, such as /me/events?$top=5."""
        path = _path(self.builder.url_template)
        ids = self.builder.path_parameters
        path = _PLACE.sub(lambda place: quote(str(ids[place[1]]), safe=""), path).replace(_ME, "/me", 1)
        return f"{path}?{urlencode(self.query, quote_via=quote, safe='$,')}" if self.query else path


def service(base_url: str) -> GraphServiceClient:
    """The SDK's client for one version of Graph; it only builds URLs."""
    from msgraph.graph_service_client import GraphServiceClient

    adapter: Any = SimpleNamespace(base_url=base_url, enable_backing_store=lambda _: None)
    return GraphServiceClient(request_adapter=adapter)


def origin(url: str) -> Origin:
    """Scheme, and host with port."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def touch_builders(sdk: GraphServiceClient) -> None:
    """Have the SDK import what our calls need; it does so on first use, which would stop the loop."""
    me, business = sdk.me, sdk.solutions.booking_businesses.by_booking_business_id("")
    meeting = me.online_meetings.by_online_meeting_id("")
    appointment = business.appointments.by_booking_appointment_id("")
    event = me.events.by_event_id("")
    _ = (me.calendar_view.delta, me.mailbox_settings, event.extensions, event.instances)
    _ = (business.calendar_view, appointment)
    _ = (me.online_meetings.create_or_get, meeting.get_virtual_appointment_join_web_url)
    _ = (event.accept, event.cancel, event.decline, event.tentatively_accept, appointment.cancel)
    _ = (me.calendar.get_schedule, me.find_meeting_times, me.outlook.supported_time_zones)


_PLACE = re.compile(r"\{([^}]+)\}")


@lru_cache(maxsize=200)
def _path(template: str) -> str:
    path, _, _ = template.removeprefix("{+baseurl}").partition("?")
    return path.removesuffix("{")


@lru_cache(maxsize=200)
def _readable_path(template: str, user: str) -> str:
    path = unquote(_path(template))
    return path.replace("/users/{user-id}", "/me", 1) if f"/users/{user}" == _ME else path
