"""What can go wrong between us and Microsoft Graph, as one small tree.

GraphError
├── SignInNeeded        no token, or Graph wants a newer one
├── NotAllowed          signed in, but without the right to do this
├── NotFound            nothing has that id any more
├── Refused             Graph says the request itself is wrong
│   ├── CrossesNeighbour    an occurrence would touch its neighbour's day
│   ├── ZoneNotSupported    Graph does not know that time zone
│   └── IdWithSlash         Graph cannot address a booking whose id has a slash
├── ChangedMeanwhile    somebody changed it after we read it
├── Retired             Microsoft has switched this part of Graph off
├── Throttled           too many requests; says how long to wait
├── Unreachable         no usable answer, and nothing was changed
└── OutcomeUnknown      a write was sent and its answer was lost
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypedDict

Right = Literal["calendar", "bookings"]


class Facts(TypedDict):
    """What every error knows about the answer behind it."""

    status: int
    code: str
    request_id: str


class GraphError(Exception):
    """Something between us and Microsoft Graph went wrong."""

    def __init__(self, *, status: int = 0, code: str = "", request_id: str = "") -> None:
        super().__init__(f"{type(self).__name__} {status} {code}".strip())
        self.status = status  #: HTTP status, 0 if there was no answer
        self.code = code  #: Graph's error code, for the log only
        self.request_id = request_id  #: Graph's request id, for the log only

    @property
    def facts(self) -> Facts:
        """The same facts for another class of error."""
        return {"status": self.status, "code": self.code, "request_id": self.request_id}


class SignInNeeded(GraphError):
    """The person has to sign in before this can be done."""

    def __init__(
        self, right: Right, *, claims: str = "", status: int = 401, code: str = "", request_id: str = ""
    ) -> None:
        super().__init__(status=status, code=code, request_id=request_id)
        self.right = right  #: which consent is missing
        self.claims = claims  #: a claims challenge to hand to the sign-in, or ""


class NotAllowed(GraphError):
    """The person is signed in but may not do this."""


class NotFound(GraphError):
    """Nothing has that id any more."""


class Refused(GraphError):
    """Graph says the request itself is wrong."""


class CrossesNeighbour(Refused):
    """An occurrence may not be moved onto or past its neighbour's day."""

    def __init__(
        self,
        earliest: datetime | None = None,
        latest: datetime | None = None,
        *,
        status: int = 400,
        code: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(status=status, code=code, request_id=request_id)
        self.earliest = earliest  #: where it may lie, as far as that is known
        self.latest = latest


class ZoneNotSupported(Refused):
    """Graph does not know that time zone."""


class IdWithSlash(Refused):
    """Graph cannot address this booking, because its id has a slash; it can be changed in Bookings itself."""


class ChangedMeanwhile(GraphError):
    """Somebody changed it after it was read."""


class Retired(GraphError):
    """Microsoft has switched this part of Graph off."""


class Throttled(GraphError):
    """Too many requests."""

    def __init__(self, retry_after_seconds: float, *, status: int = 429, code: str = "", request_id: str = "") -> None:
        super().__init__(status=status, code=code, request_id=request_id)
        self.retry_after_seconds = retry_after_seconds


class Unreachable(GraphError):
    """There was no usable answer, and nothing was changed."""


class OutcomeUnknown(GraphError):
    """A write was sent and its answer was lost, so it may or may not have happened."""
