"""Logs say what happened, how long it took and how it ended; never words people wrote, addresses, tokens or codes."""

from __future__ import annotations

import copy
import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

OURS = "nudge"

# The lines that are counted, by their text: what their values are called in JSON and in telemetry.
COUNTED: Mapping[str, tuple[str, ...]] = {
    "turn %s %s: %s in %s ms": ("activity", "name", "outcome", "ms"),
    "%s %s %s, %.0f ms, try %d, client-request-id %s": ("method", "path", "outcome", "ms", "try", "client_request_id"),
    "reminder %s %s, %.1f s after it was due": ("state", "why", "late_seconds"),
}
LONGEST_CHAIN = 8  # causes of one error

# A last net: nothing of ours writes any of these. Lengths are limited so that no line takes long to search, and before
# each stands what no such line is without, in small letters: few have it, and then nothing is searched.
SECRETS = (
    ("eyj", re.compile(r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*"), "[token]"),
    ("bearer", re.compile(r"\b(Bearer)\s+[^\s\"',]+", re.IGNORECASE), r"\1 [token]"),
    (
        "=",
        re.compile(r"\b((?:\w{1,32}_)?token|code|assertion|secret|password)=[^\s&\"',;]+", re.IGNORECASE),
        r"\1=[hidden]",
    ),
    ("@", re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), "[address]"),
)

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(level: str, stream: TextIO | None = None, form: str = "text") -> logging.Handler:
    """Sends the log to `stream` (standard error if none), ours from `level` on; gives the handler that does it.

    `form`: text for people, or json, one object on each line, for programs.
    Below WARNING many libraries write addresses, headers, bodies or the parameters of statements, so none may.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetJson() if form == "json" else Discreet(FORMAT))
    handler.setLevel(level)  # telemetry may hear more than is written
    logging.getLogger().addHandler(handler)
    logging.getLogger(OURS).setLevel(level)
    logging.getLogger().setLevel(max(logging.WARNING, logging.getLogger(OURS).level))
    return handler


def counted(record: logging.LogRecord) -> dict[str, object]:
    """The values of a line about a turn, a call to Graph or a reminder, by name; of other lines none."""
    names = COUNTED.get(record.msg) if isinstance(record.msg, str) else None
    return dict(zip(names, record.args, strict=True)) if names and isinstance(record.args, tuple) else {}


def redact(line: str) -> str:
    """The line without what looks like a token, a code or a mail address."""
    small = line.lower()
    for sign, secret, instead in SECRETS:
        if sign in small:
            line = secret.sub(instead, line)
    return line


class Discreet(logging.Formatter):
    """Formats a record so that it can be shown to anybody."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted. What another handler keeps in the record is left as it is."""
        if record.exc_info or record.exc_text:
            # Another handler may have kept its own form of the error in the record, message and all.
            record = copy.copy(record)
            record.exc_text = None
        return redact(super().format(record))

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 - the name that logging calls
        """Where it went wrong and the classes of the errors, the last first; messages may quote what people wrote."""
        parts, problem = [], ei[1]
        for _ in range(LONGEST_CHAIN):
            if problem is None:
                break
            kind = type(problem)
            parts.append("".join(traceback.format_tb(problem.__traceback__)) + f"{kind.__module__}.{kind.__qualname__}")
            problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
        return "\nwhich came from\n".join(parts)


class DiscreetJson(Discreet):
    """The same as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line. Each text is redacted by itself, so that what is left is still JSON."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **counted(record),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        plain = {name: redact(value) if isinstance(value, str) else value for name, value in fields.items()}
        return json.dumps(plain, ensure_ascii=False, default=lambda other: redact(str(other)))
