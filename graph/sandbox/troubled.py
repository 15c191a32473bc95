"""What a call gets that runs into planned trouble."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from graph.sandbox.calls import Answer, RefusedError
from graph.sandbox.trouble import Trouble

_HTML = "<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>"
_CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}'


def slow_seconds(struck: Iterable[Trouble]) -> float:
    """How long the answer is to take."""
    return sum(trouble.seconds for trouble in struck if trouble.kind == "slow")


def instead(struck: Iterable[Trouble]) -> Answer | RefusedError | None:
    """What is answered in place of the work; None where the work is done."""
    for trouble in struck:
        if trouble.kind == "throttled":
            headers = {"Retry-After": str(trouble.retry_after_seconds)}
            return RefusedError(429, "TooManyRequests", "Too many requests.", headers)
        if trouble.kind == "unavailable":
            return Answer(503, _HTML)
        if trouble.kind == "unknownError":
            return RefusedError(500, "UnknownError", "")
        if trouble.kind == "changed":
            return RefusedError(412, "ErrorIrresolvableConflict", "The change key does not match.")
        if trouble.kind == "retired":
            return RefusedError(trouble.status, "ResourceNotFound", "This API has been retired.")
        if trouble.kind == "claimsChallenge":
            claims = b64encode(_CLAIMS.encode()).decode()
            challenge = f'Bearer realm="", error="insufficient_claims", claims="{claims}"'
            message = "Continuous access evaluation resulted in a challenge."
            return RefusedError(401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": challenge})
    return None
