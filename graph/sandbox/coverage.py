"""COVERAGE.md: every call that the sandbox answers, its page of Microsoft's, what is held of it and what is not."""

from __future__ import annotations

from pathlib import Path

from graph.sandbox.calls import Route
from graph.sandbox.routes import ROUTES
from graph.sandbox.token_service import ROUTES as TOKEN_ROUTES
from graph.sandbox.trouble import KINDS

FILE = Path(__file__).with_name("COVERAGE.md")

_HEAD = """# What the sandbox covers

Made by `python -m graph.sandbox --coverage`; do not edit. A number in brackets is a case that a test holds
(tests/graph/sandbox/CASES.md says which). Every other address is answered with 400, "Resource not found for the
segment", every other method with 405, and an unknown property in a body with 400.

For every call: bearer tokens (401), permissions (403), `request-id` and `client-request-id`, `Prefer`. Where the
answer is a list: `$select`, `$filter` (comparisons, `contains`, `startswith`, `endswith`, joined by `and`), `$orderby`,
`$top`, `$skip` and `$count`. On a mailbox four calls at once (75) and 10,000 in ten minutes (76).

`me/…` stands for `users/{user}/…` as well, and a calendar for all the addresses that Graph has for it: `calendar`,
`calendars/{calendar}`, `calendarGroups/{calendarGroup}/calendars/{calendar}`, and `groups/{group}/calendar`.

## Microsoft Graph

| call | versions | Microsoft's page | held | not covered |
|---|---|---|---|---|
"""


def coverage() -> str:
    """The whole file as text."""
    calls = "".join(_row(route) for route in ROUTES)
    tokens = "".join(f"| `{method} {path}` | {_sentence(handler)} |\n" for method, path, handler in TOKEN_ROUTES)
    trouble = "".join(f"| `{kind}` | {what} |\n" for kind, what in KINDS.items())
    return (
        f"{_HEAD}{calls}\n## User-token service of the Bot Framework\n\n| call | held |\n|---|---|\n{tokens}"
        f"\n## Trouble on request\n\n| kind | what happens |\n|---|---|\n{trouble}"
    )


def write_coverage() -> None:
    """Write the file beside this one."""
    FILE.write_text(coverage(), encoding="utf-8")


def _row(route: Route) -> str:
    name = route.source.rpartition("/")[2]
    versions = "both" if len(route.versions) > 1 else route.versions[0]
    cells = (f"`{route.method} {route.paths[0]}`", versions, f"[{name}]({route.source})", route.rules, route.gaps)
    return "| " + " | ".join(cells) + " |\n"


def _sentence(handler: object) -> str:
    return (handler.__doc__ or "").partition(": ")[2].strip()
