"""One call to the sandbox, what is answered to it, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.sandbox.organisation import Organisation, Person

Json = dict[str, Any]


@dataclass(frozen=True)
class Grant:
    """What a bearer token allows: whose it is and which permissions it carries."""

    person: Person | None  #: None for an app-only token
    scopes: frozenset[str]
    expires_at: datetime


#: (method, path with version and query, headers with names in lower case, body) -> what Graph answers
Submit = Callable[[str, str, Mapping[str, str], bytes], Awaitable["Answer"]]


@dataclass(frozen=True)
class Call:
    """One call that found its route, on behalf of somebody who may make it."""

    method: str
    version: str  #: "v1.0" or "beta"
    raw_path: str  #: as it came, with the query
    ids: Mapping[str, str]  #: what the route's placeholders stood for, decoded
    query: Mapping[str, str]
    headers: Mapping[str, str]  #: names are lower case
    body: Json
    grant: Grant
    origin: str  #: scheme and host that the caller used
    organisation: Organisation
    submit: Submit  #: makes a further call with the same token, for batches

    @property
    def now(self) -> datetime:
        """The sandbox's time."""
        return self.organisation.clock()

    def context(self, path: str) -> str:
        """The @odata.context of an answer."""
        return f"{self.origin}/{self.version}/$metadata#{path}"

    def preference(self, name: str) -> str | None:
        """What the Prefer header says about `name`, without quotes."""
        for part in self.headers.get("prefer", "").split(","):
            key, found, value = part.partition("=")
            if found and key.strip().lower() == name.lower():
                return value.strip().strip('"')
        return None


@dataclass(frozen=True)
class Answer:
    """What goes back: JSON, plain text, or nothing."""

    status: int
    body: Json | list[Any] | str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """Graph answers with an error: its status, code and message."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}


def no_segment(segment: str) -> RefusedError:
    """The address names something that this version of Graph does not have."""
    return RefusedError(400, "BadRequest", f"Resource not found for the segment '{segment}'.")


def not_in_store() -> RefusedError:
    """Outlook has nothing with that id."""
    return RefusedError(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def access_denied() -> RefusedError:
    """The token is good but does not allow this."""
    return RefusedError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


Handler = Callable[[Call], Answer | Awaitable[Answer]]


@dataclass(frozen=True)
class Route:
    """One thing that Graph can be asked, and what the sandbox holds about it."""

    method: str
    paths: tuple[str, ...]  #: templates such as "me/events/{event}"; several where Graph has several for the same thing
    handler: Handler
    scopes: frozenset[str]  #: any one of them is enough; none: every token will do
    source: str  #: Microsoft's page
    rules: str  #: what is held, in words; numbers in brackets are the cases of tests/graph/sandbox/CASES.md
    gaps: str = ""  #: what the real service does and this does not
    versions: tuple[str, ...] = ("v1.0", "beta")
    app_only: bool = True  #: whether app-only tokens may call it at all
    delegated: bool = True  #: whether tokens of people may


@dataclass(frozen=True)
class RecordedCall:
    """A call as it came and as it was answered, for tests and for the page."""

    method: str
    raw_path: str
    headers: Mapping[str, str]  #: names are lower case; the bearer token is left out
    sent: bytes
    status: int  #: 0 where the connection was dropped
    person: str | None  #: mail address of the person of the token
    answered: bytes
    request_id: str
    at: datetime

    @property
    def body(self) -> Any:
        """What was sent, as JSON; None for nothing, and text where it was not JSON."""
        return _read(self.sent)

    @property
    def answer(self) -> Any:
        """What was answered, also where the connection was dropped, as for `body`."""
        return _read(self.answered)


def _read(raw: bytes) -> Any:
    if not raw:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        return raw.decode("utf-8", "replace")
