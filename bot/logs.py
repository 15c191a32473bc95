"""Logs say what happened, how long it took and how it ended; never words people wrote, addresses, tokens or codes."""

from __future__ import annotations

import copy
import logging
import re
import traceback
from types import TracebackType
from typing import TextIO

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

# Below WARNING these write addresses, headers, bodies or the parameters of statements.
CHATTY = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "asyncio",
    "azure",
    "botbuilder",
    "botframework",
    "httpcore",
    "httpx",
    "msal",
    "msrest",
    "psycopg",
    "sqlalchemy",
    "urllib3",
)
LONGEST_CHAIN = 8  # causes of one error

# A last net: nothing of ours writes any of these. Lengths are limited so that no line takes long to search.
SECRETS = (
    (re.compile(r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*"), "[token]"),
    (re.compile(r"\b(Bearer)\s+[^\s\"',]+", re.IGNORECASE), r"\1 [token]"),
    (re.compile(r"\b((?:\w{1,32}_)?token|code|assertion|secret|password)=[^\s&\"',;]+", re.IGNORECASE), r"\1=[hidden]"),
    (re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), "[address]"),
)

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Sends the log to `stream` (standard error if none) from `level` on; gives the handler that does it."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet(FORMAT))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler


def redact(line: str) -> str:
    """The line without what looks like a token, a code or a mail address."""
    for secret, instead in SECRETS:
        line = secret.sub(instead, line)
    return line


class Discreet(logging.Formatter):
    """Formats a record so that it can be shown to anybody."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted. The record is left as it is."""
        # Another handler may have kept its own form of the error in the record, message and all.
        own = copy.copy(record)
        own.exc_text = None
        return redact(super().format(own))

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
