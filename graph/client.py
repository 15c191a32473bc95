"""The one client for Microsoft Graph: our JSON in, its JSON out, under one deadline."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass
from uuid import uuid4
from weakref import WeakValueDictionary

import orjson
from multidict import CIMultiDict

from graph import batch, sdk
from graph.answer import Answer, Json, claims_wanted, fault
from graph.errors import OutcomeUnknown, Refused, Right, Throttled, Unreachable
from graph.patience import MOST_TRIES, MailboxGate, pause_before_repeating
from graph.sdk import Builder
from graph.together import all_of
from graph.transport import NoAnswer, Transport

if TYPE_CHECKING:
    from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder
    from msgraph.graph_service_client import GraphServiceClient

__all__ = ["Builder", "Graph", "GraphClient", "TokenSource"]

_log = logging.getLogger("nudge.graph")

TokenSource = Callable[[Right, str], Awaitable[str]]
"""Gives the person's token for a right; the second argument is a claims challenge (JSON text) or "".

Raises SignInNeeded when the person has to sign in first.
"""

Kind = Literal["read", "repeatable write", "write"]
"""Whether a request changes something, and whether sending it twice is the same as sending it once."""

Headers = Mapping[str, str]
Query = Mapping[str, str | int]


class Graph:
    """The shared client. `base_url` has no version: https://graph.microsoft.com, or where a stand-in listens.

    Tokens go to that origin and to `extra_hosts` (https) alone. Every call ends within `deadline_seconds`.
    """

    def __init__(
        self, base_url: str, *, deadline_seconds: float = 12.0, extra_hosts: frozenset[str] = frozenset()
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.deadline_seconds = deadline_seconds
        self.remembered: dict[str, Any] = {}  #: what is the same for everybody, such as the supported zones
        self._origins = frozenset({sdk.origin(self.base_url), *(("https", host) for host in extra_hosts)})
        self.transport = Transport(idle_seconds=30, proxy=_proxy_for(self.base_url))
        self._gates: WeakValueDictionary[str, MailboxGate] = WeakValueDictionary()

    @cached_property
    def v1(self) -> GraphServiceClient:
        """The URLs of everything in v1.0."""
        return sdk.service(f"{self.base_url}/v1.0")

    @cached_property
    def beta(self) -> GraphServiceClient:
        """The URLs of everything in beta, as far as its paths are the same."""
        return sdk.service(f"{self.base_url}/beta")

    def acting_as(self, person_key: str, tokens: TokenSource) -> GraphClient:
        """The same client with one person's token; whoever shares a `person_key` shares a mailbox's limit."""
        return GraphClient(self, person_key, tokens)

    def as_app(self, user_id: str, tokens: TokenSource) -> GraphClient:
        """The same client with the app's own token, for one person's things at /users/{user_id}.

        For online meetings a Teams administrator has to allow it by an application access policy.
        Source: https://learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy
        """
        return GraphClient(self, user_id, tokens, user_id)

    def is_home(self, link: str) -> bool:
        """Whether a link leads to Graph and not somewhere else."""
        return sdk.origin(link) in self._origins

    async def warm(self) -> None:
        """Import what the first calls would import, off the loop."""
        await asyncio.to_thread(lambda: sdk.touch_builders(self.v1))

    async def close(self) -> None:
        """Close every socket."""
        await self.transport.close()

    def gate(self, mailbox_key: str) -> MailboxGate:
        """What bounds the requests to one mailbox at once, whoever sends them."""
        return self._gates.setdefault(mailbox_key, MailboxGate())


class GraphClient:
    """Microsoft Graph as one person sees it, or as the app sees one person."""

    def __init__(self, shared: Graph, mailbox_key: str, tokens: TokenSource, app_user_id: str = "") -> None:
        self.shared = shared
        self._mailbox_key = mailbox_key
        self._tokens = tokens
        self._app_user_id = app_user_id
        self.last_write_id = (
            ""  #: Graph's request id of the newest change; "" before one, and where its answer was lost
        )

    @cached_property
    def _gate(self) -> MailboxGate:
        # Made by the first request: most of what people say and press needs none.
        return self.shared.gate(self._mailbox_key)

    @property
    def is_app(self) -> bool:
        """Whether the app asks for itself, with nobody signed in."""
        return bool(self._app_user_id)

    @property
    def v1(self) -> GraphServiceClient:
        """Everything in v1.0."""
        return self.shared.v1

    @property
    def beta(self) -> GraphServiceClient:
        """Everything in beta, as far as its paths are the same."""
        return self.shared.beta

    @property
    def me(self) -> UserItemRequestBuilder:
        """The person, v1.0."""
        return self._person(self.shared.v1)

    @property
    def me_in_beta(self) -> UserItemRequestBuilder:
        """The person, beta."""
        return self._person(self.shared.beta)

    def _person(self, service: GraphServiceClient) -> UserItemRequestBuilder:
        return service.users.by_user_id(self._app_user_id) if self._app_user_id else service.me

    async def get(self, builder: Builder, query: Query | None = None, headers: Headers | None = None) -> Answer:
        """Read one resource."""
        return await self._send(sdk.Request("GET", builder, query or {}, headers or {}), "read")

    async def get_many(self, asked: Sequence[tuple[Builder, Query]], headers: Headers | None = None) -> list[Answer]:
        """Read several resources, twenty in one request, and give their answers in the order asked.

        What fails in a batch, throttled or not, is asked for again on its own, and then answers or raises as for `get`.
        """
        requests = [sdk.Request("GET", builder, query, headers or {}) for builder, query in asked]
        groups = batch.batches(requests)
        answers = await all_of(self._in_one([requests[number] for number in group]) for group in groups)
        by_number = {
            number: answer
            for group, answered in zip(groups, answers, strict=True)
            for number, answer in zip(group, answered, strict=True)
        }
        return [by_number[number] for number in range(len(requests))]

    async def _in_one(self, requests: Sequence[sdk.Request]) -> list[Answer]:
        try:
            answered = (await self._send(batch.in_one(requests), "read")).json if len(requests) > 1 else {}
        except Refused:
            answered = {}  # one that Graph cannot even parse spoils them all
        items = batch.by_place(answered)
        return await all_of(self._good_or_again(request, items.get(place)) for place, request in enumerate(requests))

    async def _good_or_again(self, request: sdk.Request, item: Json | None) -> Answer:
        """What a batch says of one of its reads, if it is good; else the answer to asking again."""
        if item is not None:
            headers = CIMultiDict({name: str(value) for name, value in (item.get("headers") or {}).items()})
            answer = Answer(int(item["status"]), headers, item.get("body"))
            if answer.is_success and answer.is_readable:
                return answer
            problem = fault(answer, right=request.right, is_write=False)
            if isinstance(problem, Throttled):
                self._gate.close_for(problem.retry_after_seconds)
        return await self._send(request, "read")

    async def pages(self, builder: Builder, query: Query, headers: Headers | None = None) -> AsyncIterator[Json]:
        """Every page of a collection, in order; the headers go with each."""
        page = (await self.get(builder, query, headers)).json
        yield page
        if next_link := page.get("@odata.nextLink"):
            async for page in self.pages_of_link(str(next_link), builder, headers):
                yield page

    async def pages_of_link(self, link: str, builder: Builder, headers: Headers | None = None) -> AsyncIterator[Json]:
        """Every page from a link that Graph gave."""
        while link:
            page = (await self.follow(link, builder, headers)).json
            yield page
            link = str(page.get("@odata.nextLink") or "")

    async def follow(self, link: str, builder: Builder, headers: Headers | None = None) -> Answer:
        """Read a link that Graph gave. Raises Unreachable if it leads away from Graph."""
        return await self._send(sdk.Request("GET", builder, headers=headers or {}, link=link), "read")

    async def post(self, builder: Builder, body: Json, kind: Kind, headers: Headers | None = None) -> Answer:
        """Call an action."""
        return await self._send(sdk.Request("POST", builder, {}, headers or {}, body), kind)

    async def patch(
        self, builder: Builder, body: Json, *, etag: str | None = None, headers: Headers | None = None
    ) -> Answer:
        """Change one resource, if it is still the version `etag` names. Never sent twice once it may have arrived."""
        conditions = {"If-Match": etag} if etag else {}
        request = sdk.Request("PATCH", builder, headers={**(headers or {}), **conditions}, body=body)
        return await self._send(request, "write")

    async def delete(self, builder: Builder, *, etag: str | None = None) -> Answer:
        """Delete one resource, if it is still the version `etag` names. Never sent twice once it may have arrived."""
        request = sdk.Request("DELETE", builder, headers={"If-Match": etag} if etag else {})
        return await self._send(request, "write")

    async def _send(self, request: sdk.Request, kind: Kind) -> Answer:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + self.shared.deadline_seconds
        if kind != "read":
            self.last_write_id = ""
        for tries in range(1, MOST_TRIES + 1):
            call = _Call(self.shared.transport, request, ends_at)
            try:
                async with asyncio.timeout_at(ends_at), self._gate.place(ends_at):
                    answer = await self._exchange(call, tries)
            except (NoAnswer, TimeoutError) as lost:
                if kind != "write" and call.may_have_arrived and tries < MOST_TRIES and loop.time() < ends_at:
                    continue
                raise (OutcomeUnknown() if kind != "read" and call.may_have_arrived else Unreachable()) from lost
            if kind != "read":
                self.last_write_id = answer.request_id
            if answer.is_success:
                return answer
            problem = fault(answer, right=request.right, is_write=kind != "read")
            if isinstance(problem, Throttled):
                self._gate.close_for(problem.retry_after_seconds)
            pause = pause_before_repeating(answer, tries, repeatable=kind != "write")
            if pause is None or loop.time() + pause >= ends_at:
                raise problem
            await asyncio.sleep(pause)
        raise AssertionError("every try returns, raises or repeats")

    async def _exchange(self, call: _Call, tries: int) -> Answer:
        """One request and its answer, and the line about it in the log."""
        request, loop = call.request, asyncio.get_running_loop()
        began_at, outcome = loop.time(), "no answer"
        try:
            answer = await call.send(await self._token(request))
            if claims := claims_wanted(answer):
                answer = await call.send(await self._token(request, claims))
            outcome = f"{answer.status} request-id {answer.request_id or '-'}"
            if answer.is_success and not answer.is_readable:
                raise NoAnswer("a success whose body is not JSON")
            return answer
        finally:
            took_ms = (loop.time() - began_at) * 1000
            about = (request.method, request.path_for_the_log, outcome, took_ms, tries, call.client_request_id)
            _log.info("%s %s %s, %.0f ms, try %d, client-request-id %s", *about)

    async def _token(self, request: sdk.Request, claims: str = "") -> str:
        # Whatever the request is: nobody else is shown a token.
        if not self.shared.is_home(request.url):
            raise Unreachable(code="foreignNextLink")
        return await self._tokens(request.right, claims)


@dataclass
class _Call:
    """One request under way."""

    transport: Transport
    request: sdk.Request
    ends_at: float  #: on the loop's clock
    client_request_id: str = field(default_factory=lambda: str(uuid4()))
    may_have_arrived: bool = False

    async def send(self, token: str) -> Answer:
        """The answer to sending it with that token. Raises NoAnswer."""
        headers = {
            "Accept": "application/json",
            "User-Agent": "Nudge",
            "client-request-id": self.client_request_id,
            **self.request.headers,
            "Authorization": f"Bearer {token}",
        }
        body = None
        if self.request.body is not None:
            headers["Content-Type"], body = "application/json", orjson.dumps(self.request.body)
        return await self.transport.send(
            self.request.method,
            self.request.url,
            headers,
            body,
            seconds_left=self.ends_at - asyncio.get_running_loop().time(),
            on_its_way=self._note_sending,
        )

    def _note_sending(self) -> None:
        self.may_have_arrived = True


def _proxy_for(url: str) -> str:
    """The proxy that the environment names for it, "" if none; this machine is never behind one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_direct = host in ("127.0.0.1", "localhost", "::1") or proxy_bypass(host)
    return "" if is_direct else getproxies().get(parts.scheme, "")
