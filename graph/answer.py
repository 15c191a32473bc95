"""What Graph answered to one request, and which of our errors a refusal is."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any

import orjson
from multidict import MultiMapping

from graph.errors import (
    ChangedMeanwhile,
    CrossesNeighbour,
    Facts,
    GraphError,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    Refused,
    Retired,
    Right,
    SignInNeeded,
    Throttled,
    Unreachable,
    ZoneNotSupported,
)

Json = dict[str, Any]

# Codes are the only thing in an error that Graph promises to keep; messages may change and may quote what people wrote.
# https://learn.microsoft.com/graph/errors
_REFUSALS: Mapping[str, type[GraphError]] = {
    "ErrorOccurrenceCrossingBoundary": CrossesNeighbour,
    "TimeZoneNotSupportedException": ZoneNotSupported,
    "ErrorInvalidIdMalformed": NotFound,
}
_BY_STATUS: Mapping[int, type[GraphError]] = {
    403: NotAllowed,
    404: NotFound,
    409: ChangedMeanwhile,
    410: Retired,
    412: ChangedMeanwhile,
}


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, whatever its status."""

    status: int
    headers: MultiMapping[str]  #: names in any case; a name may come more than once
    content: Any  #: bytes, or in a batch the JSON that was read with the whole

    @property
    def is_success(self) -> bool:
        """Whether Graph did what it was asked."""
        return 200 <= self.status < 300

    @property
    def is_readable(self) -> bool:
        """Whether there is no body, or one that is a JSON object."""
        try:
            return self.json is not None
        except ValueError:
            return False

    @cached_property
    def json(self) -> Json:
        """The body as a JSON object; {} when there is none. Raises ValueError when the body is something else."""
        if self.content in (b"", None):
            return {}
        read = _read(self.content) if isinstance(self.content, bytes) else self.content
        if not isinstance(read, dict):
            raise ValueError("Graph answers with objects only")
        return read

    @property
    def etag(self) -> str:
        """The version of what was answered, "" if it has none."""
        return str(self.headers.get("ETag") or self.json.get("@odata.etag") or "")

    @property
    def request_id(self) -> str:
        """The service's own id of this request, for its support and our log."""
        return self.headers.get("request-id", "")

    @property
    def retry_after_seconds(self) -> float | None:
        """How long Graph wants us to wait; None if it does not say. Both forms of the header are read."""
        value = self.headers.get("Retry-After", "").strip()
        if not value:
            return None
        try:
            return max(0.0, float(value))
        except ValueError:
            pass
        try:
            # The answer's own Date is the clock here: ours may be wrong, and it need not be read.
            until = parsedate_to_datetime(value)
            return max(0.0, (until - parsedate_to_datetime(self.headers.get("Date", ""))).total_seconds())
        except (ValueError, TypeError):
            return None


def _read(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except ValueError:
        # Half a character, as where a text was cut, cannot be stored or sent: the other reader lets it be replaced.
        whole = json.dumps(json.loads(content), ensure_ascii=False).encode(errors="replace")
        return orjson.loads(whole)


def fault(answer: Answer, *, right: Right, is_write: bool) -> GraphError:
    """The error that a refusal is. HTML, empty and nested bodies are all read as far as they go."""
    outer, inner_codes, request_id = _read_error(answer)
    about: Facts = {"status": answer.status, "code": outer, "request_id": request_id}
    wait_seconds = answer.retry_after_seconds
    if answer.status == 401:
        return _sign_in_fault(answer, outer, right, request_id)
    if answer.status == 429 or (wait_seconds is not None and answer.status in (409, 503)):
        return Throttled(
            wait_seconds if wait_seconds is not None else 1.0,
            status=answer.status,
            code=outer,
            request_id=request_id,
        )
    for code in (outer, *inner_codes):
        if answer.status < 500 and code in _REFUSALS:
            return _REFUSALS[code](**about)
    if answer.status in _BY_STATUS:
        return _BY_STATUS[answer.status](**about)
    if 400 <= answer.status < 500 and answer.status != 408:
        return Refused(**about)
    return OutcomeUnknown(**about) if is_write else Unreachable(**about)


def plain_claims(challenge: str) -> str:
    """A claims challenge as JSON text, which is what token libraries want; Graph sends it as base64."""
    try:
        return base64.b64decode(challenge + "=" * (-len(challenge) % 4), validate=True).decode()
    except ValueError:
        return challenge


def claims_wanted(answer: Answer) -> str:
    """What a refused token lacks, as JSON text: a token that has it may do; "" where no other would."""
    if answer.status != 401:
        return ""
    _, _, rest = ", ".join(answer.headers.getall("WWW-Authenticate", ())).partition('claims="')
    return plain_claims(rest.partition('"')[0])


def _sign_in_fault(answer: Answer, code: str, right: Right, request_id: str) -> GraphError:
    # Bookings answers a bare 401 when the permission is missing; signing in again would not help then.
    # https://learn.microsoft.com/answers/questions/2283013
    if right == "bookings" and code != "InvalidAuthenticationToken" and "WWW-Authenticate" not in answer.headers:
        return NotAllowed(status=401, code=code, request_id=request_id)
    return SignInNeeded(right, claims=claims_wanted(answer), status=401, code=code, request_id=request_id)


def _read_error(answer: Answer) -> tuple[str, list[str], str]:
    """Code, more specific codes inside it, and the request id."""
    try:
        body = answer.json
    except ValueError:
        body = {}
    level = body.get("error")
    outer = str(level.get("code") or "") if isinstance(level, dict) else ""
    inner_codes: list[str] = []
    request_id = answer.request_id
    while isinstance(level, dict):
        # Both spellings are on the wire, depending on the workload behind Graph.
        level = level.get("innerError") or level.get("innererror")
        if isinstance(level, dict):
            inner_codes.append(str(level.get("code") or ""))
            request_id = request_id or str(level.get("request-id") or "")
    return outer, inner_codes, request_id
