"""Trouble on request: how Graph misbehaves, when, and how often."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

KINDS = {
    "throttled": "429 with Retry-After, before any work",
    "unavailable": "503 with a page of HTML, before any work",
    "unknownError": "500 UnknownError with an empty message, before any work",
    "changed": "412 ErrorIrresolvableConflict, before any work, whatever If-Match says",
    "retired": "404 (or the status given) as if this part of Graph were switched off",
    "claimsChallenge": "401 with a claims challenge, before any work",
    "dropRequest": "the connection is closed before any work",
    "dropReply": "the work is done and then the connection is closed without an answer",
    "slow": "the answer waits for so many seconds",
}


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble, the calls that it befalls, and for how long."""

    kind: str
    method: str = ""  #: "" for any
    path: str = ""  #: a part of the path with its query; "" for any, and of "retired" for virtual appointments
    count: int | None = 1  #: how many calls it befalls; None for all until it is cleared
    every: int = 1  #: of the matching calls only each n-th
    retry_after_seconds: int = 1  #: of "throttled"
    seconds: float = 0.0  #: of "slow"
    status: int = 404  #: of "retired"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"There is no trouble of the kind {self.kind!r}; there are {', '.join(KINDS)}.")
        if self.every < 1 or (self.count is not None and self.count < 1) or not 0 <= self.seconds <= 300:
            raise ValueError("every and count are at least 1, and seconds are between 0 and 300.")

    def concerns(self, method: str, raw_path: str) -> bool:
        """Whether this call is one that it may befall."""
        path = self.path or ("/virtualAppointment" if self.kind == "retired" else "")
        return self.method.upper() in ("", method.upper()) and path.lower() in raw_path.lower()


@dataclass(frozen=True)
class _Planned:
    trouble: Trouble
    seen: int = 0  #: how many calls it might have befallen
    struck: int = 0  #: how many it did


@dataclass(frozen=True)
class Troubles:
    """What is planned, in the order it was asked for."""

    planned: list[_Planned] = field(default_factory=list)

    def plan(self, kind: str, **details: Any) -> Trouble:
        """Plan trouble; the details are the fields of `Trouble`. Raises ValueError for a kind there is not."""
        trouble = Trouble(kind, **details)
        self.add(trouble)
        return trouble

    def add(self, trouble: Trouble) -> None:
        """Plan this trouble."""
        self.planned.append(_Planned(trouble))

    def clear(self) -> None:
        """No more trouble."""
        self.planned.clear()

    def strike(self, method: str, raw_path: str) -> list[Trouble]:
        """What befalls this call; counts it."""
        struck: list[Trouble] = []
        for position, one in enumerate(self.planned):
            if one.trouble.concerns(method, raw_path):
                strikes = (one.seen + 1) % one.trouble.every == 0
                self.planned[position] = replace(one, seen=one.seen + 1, struck=one.struck + strikes)
                struck += [one.trouble] if strikes else []
        self.planned[:] = [one for one in self.planned if one.struck != one.trouble.count]
        return struck


def read_trouble(wire: Mapping[str, Any]) -> Trouble:
    """Trouble from JSON with camelCase names; raises ValueError, with a sentence, for what it is not."""
    names = {"retryAfterSeconds": "retry_after_seconds"}
    kinds = {"kind": str, "method": str, "path": str, "count": int | None, "every": int, "status": int}
    kinds |= {"retryAfterSeconds": int, "seconds": int | float}
    for name, value in wire.items():
        if name not in kinds or not isinstance(value, kinds[name]) or isinstance(value, bool):
            raise ValueError(f"{name} is not known, or {value!r} is not what it may be.")
    if "kind" not in wire:
        raise ValueError(f"kind is missing; there are {', '.join(KINDS)}.")
    return Trouble(**{names.get(name, name): value for name, value in wire.items()})


def read_header(text: str) -> Trouble:
    """Trouble from the header Sandbox-Trouble, such as "throttled; retryAfterSeconds=7"; raises ValueError."""
    kind, *details = (part.strip() for part in text.split(";"))
    wire: dict[str, Any] = {"kind": kind}
    for detail in details:
        name, _, value = detail.partition("=")
        wire[name.strip()] = float(value) if re.fullmatch(r"\d*\.\d+", value.strip()) else int(value)
    return read_trouble(wire)
