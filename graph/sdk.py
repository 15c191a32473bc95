"""How msgraph-sdk is used: for URLs, encoding, authentication and middleware, never for its models.

Its models cost 5 ms of CPU per object and cannot say "clear this": bodies are our own JSON, and answers come out raw.
https://github.com/microsoftgraph/msgraph-sdk-python/issues/584 and /1262
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, unquote, urlencode, urlsplit

import orjson
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_abstractions.response_handler import ResponseHandler
from kiota_http.middleware.options import RedirectHandlerOption, ResponseHandlerOption, RetryHandlerOption
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_request_adapter import options as default_options
from msgraph.graph_service_client import GraphServiceClient

from graph.answer import Answer, Json, plain_claims
from graph.errors import Right

if TYPE_CHECKING:
    from kiota_abstractions.request_adapter import RequestAdapter

TokenSource = Callable[[Right, str], Awaitable[str]]
"""Gives the person's token for a right; the second argument is a claims challenge (JSON text) or "".

Raises SignInNeeded when the person has to sign in first.
"""

# We repeat requests ourselves, under one deadline, and Graph has no business sending us elsewhere.
OPTIONS = {
    **default_options,
    RetryHandlerOption.get_key(): RetryHandlerOption(should_retry=False),
    RedirectHandlerOption.get_key(): RedirectHandlerOption(should_redirect=False),
}

_ME = "me-token-to-replace"  # the SDK's own user id of the signed-in person

Origin = tuple[str, str]


class Builder(Protocol):
    """A request builder of the SDK: it knows the URL."""

    url_template: str
    path_parameters: dict[str, Any]
    request_adapter: RequestAdapter


@dataclass
class Call:
    """One request under way; the SDK's extension points find it through `current_call`."""

    tokens: TokenSource
    right: Right
    seconds_left: float
    may_have_arrived: bool = False

    def note_sending(self) -> None:
        """Hears from the connection that it begins to send."""
        self.may_have_arrived = True


current_call: ContextVar[Call] = ContextVar("graph_call")


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
    def path_for_the_log(self) -> str:
        """Such as /me/events/{event-id}: no ids, no query."""
        return self.name_in_the_log or _readable_path(
            self.builder.url_template, str(self.builder.path_parameters.get("user%2Did", ""))
        )

    @property
    def url(self) -> str:
        """The whole URL."""
        if self.link:
            return self.link
        parameters = {**self.builder.path_parameters, "baseurl": self.builder.request_adapter.base_url}
        url = RequestInformation(self.method, _path(self.builder.url_template), parameters).url
        return f"{url}?{urlencode(self.query, quote_via=quote, safe='$,')}" if self.query else url

    @property
    def relative_url(self) -> str:
        """From the version on, such as /me/events?$top=5; the SDK turns its own word for "me" only on the wire."""
        path = self.url.removeprefix(self.builder.request_adapter.base_url)
        return path.replace(f"/users/{_ME}", "/me", 1)

    async def send(self, client_request_id: str) -> Answer:
        """Send it once through the SDK; it goes again only when a 401 asks for a token with more claims."""
        adapter: Any = self.builder.request_adapter
        answer: Answer = await adapter.send_no_response_content_async(self._prepared(client_request_id), {})
        return answer

    def _prepared(self, client_request_id: str) -> RequestInformation:
        # Said once and in full: the SDK would expand the template three times, letter by letter, queries and all.
        url = {RequestInformation.RAW_URL_KEY: self.url}
        prepared = RequestInformation(self.method, _path(self.builder.url_template), url)
        headers = {"Accept": "application/json", "client-request-id": client_request_id, **self.headers}
        for name, value in headers.items():
            prepared.headers.try_add(name, value)
        if self.body is not None:
            prepared.set_stream_content(orjson.dumps(self.body), "application/json")
        prepared.add_request_options([ResponseHandlerOption(_Raw())])
        return prepared


def service(http: Any, url: str, origins: frozenset[Origin]) -> GraphServiceClient:
    """The SDK's client for one version of Graph, over a shared HTTP client."""
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(_Tokens(origins)), client=http)
    adapter.base_url = url
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


class _Tokens(AccessTokenProvider):
    """Gives the SDK the token of whoever is asking, and only for our own origins."""

    def __init__(self, origins: frozenset[Origin]) -> None:
        self._origins = origins

    async def get_authorization_token(
        self,
        uri: str,
        additional_authentication_context: dict[str, Any] = {},  # noqa: B006 - the SDK's signature
    ) -> str:
        if origin(uri) not in self._origins:
            return ""
        call = current_call.get()
        return await call.tokens(call.right, plain_claims(str(additional_authentication_context.get("claims") or "")))

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        return AllowedHostsValidator([netloc for _, netloc in self._origins])


class _Raw(ResponseHandler):
    """Hands the answer out as it came."""

    async def handle_response_async(self, response: Any, error_map: object) -> Any:
        return Answer(response.status_code, response.headers, response.content)


@lru_cache(maxsize=200)
def _path(template: str) -> str:
    path, _, _ = template.partition("?")
    return path.removesuffix("{")


@lru_cache(maxsize=200)
def _readable_path(template: str, user: str) -> str:
    path = unquote(_path(template).removeprefix("{+baseurl}"))
    return path.replace("/users/{user-id}", "/me", 1) if user == _ME else path
