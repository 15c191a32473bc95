"""What a reader may ask of a collection: a window, $select, $filter, $orderby, and pages that link to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from graph.sandbox.calls import Call, Json, RefusedError
from graph.sandbox.times import read_date_time

_OPTIONS = frozenset(["$select", "$filter", "$orderby", "$top", "$skip", "$count", "$expand"])
_COMPARISON = re.compile(r"([\w/]+)\s+(eq|ne|ge|gt|le|lt)\s+(.+)", re.IGNORECASE)
_FUNCTION = re.compile(r"(startswith|endswith|contains)\(\s*([\w/]+)\s*,\s*('(?:[^']|'')*')\s*\)", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?=(?:[^']*'[^']*')*[^']*$)", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+(?=(?:[^']*'[^']*')*[^']*$)", re.IGNORECASE)
_LITERAL = re.compile(r"'((?:[^']|'')*)'|(true|false|null)|([^\s']+)", re.IGNORECASE)


def refuse_unknown_options(call: Call) -> None:
    """Raises RefusedError (400) for a query option that OData does not have or the sandbox does not know."""
    for name in call.query:
        if name.startswith("$") and name not in _OPTIONS and name not in ("$deltatoken", "$skiptoken", "$search"):
            raise RefusedError(400, "BadRequest", f"The query parameter '{name}' is not supported.")
    if not call.query.get("$expand", "extensions").startswith("extensions"):
        raise RefusedError(400, "BadRequest", f"$expand={call.query['$expand']} is not supported.")
    if "$search" in call.query:
        raise RefusedError(400, "ErrorInvalidRequest", "The query parameter '$search' is not supported here.")


def collection(
    call: Call,
    context: str,
    rows: Iterable[Json],
    *,
    default_size: int = 100,
    names: frozenset[str] = frozenset(),
    unselectable: frozenset[str] = frozenset(),
) -> Json:
    """One page of `rows` as Graph answers it: filtered, ordered, selected, with a link to the next page.

    `names` are properties that may be selected although not every row has them, `unselectable` those that may not.
    """
    terms = _terms(call.query.get("$filter", ""))
    kept = _ordered([row for row in rows if all(holds(row) for holds in terms)], call.query.get("$orderby", ""))
    size, start = _whole(call, "$top", default_size, low=1, high=1000), _whole(call, "$skip", 0, low=0)
    answer: Json = {"@odata.context": call.context(context)}
    if call.query.get("$count", "").lower() == "true":
        answer["@odata.count"] = len(kept)
    answer["value"] = [selected(call, row, names, unselectable) for row in kept[start : start + size]]
    if len(kept) > start + size:
        answer["@odata.nextLink"] = next_link(call, {"$skip": str(start + size)})
    return answer


def selected(
    call: Call, row: Json, names: frozenset[str] = frozenset(), unselectable: frozenset[str] = frozenset()
) -> Json:
    """`row` with the properties of $select, its id and its annotations; the rest is as for `collection`."""
    wanted = [name.strip().split("/")[0] for name in call.query.get("$select", "").split(",") if name.strip()]
    if not wanted:
        return row
    known = {name.lower(): name for name in (*row, *names)}
    for name in wanted:
        if known.get(name.lower(), name) in unselectable or name.lower() not in known:
            raise RefusedError(400, "RequestBroker--ParseUri", f"Could not find a property named '{name}' to select.")
    keep = {known[name.lower()] for name in wanted} | {"id"} | ({"extensions"} if "$expand" in call.query else set())
    return {name: value for name, value in row.items() if name in keep or name.startswith("@")}


def next_link(call: Call, changed: dict[str, str]) -> str:
    """The address of this call with some query parameters changed, on the host that the caller used."""
    parts = urlsplit(call.raw_path)
    names = {name.lower() for name in changed}
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name.lower() not in names
    ]
    return f"{call.origin}{parts.path}?{urlencode(kept + list(changed.items()), quote_via=quote)}"


def bounds(call: Call, first: str, last: str) -> tuple[datetime, datetime]:
    """The window that two query parameters say, in UTC, which they are in if they carry no offset.

    Raises RefusedError (400) where one is missing, unreadable, or the window is empty.
    """
    moments = []
    for name in (first, last):
        text = call.query.get(name.lower())
        if not text:
            raise RefusedError(400, "ErrorInvalidParameter", f"The query parameter '{name}' is required.")
        try:
            moment = read_date_time(text)
        except ValueError:
            raise RefusedError(400, "ErrorInvalidParameter", f"The query parameter '{name}' is not a time.") from None
        moments.append(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    if moments[1] <= moments[0]:
        raise RefusedError(400, "ErrorInvalidParameter", "The end of the window has to be after its start.")
    return moments[0], moments[1]


def _whole(call: Call, name: str, default: int, low: int, high: int = 2**31) -> int:
    text = call.query.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise RefusedError(400, "ErrorInvalidUrlQuery", f"Invalid value '{text}' for {name}.")
    return int(text)


def _ordered(rows: list[Json], orderby: str) -> list[Json]:
    for clause in reversed([clause.split() for clause in orderby.split(",") if clause.strip()]):
        path = clause[0]
        rows = sorted(rows, key=lambda row: _sortable(_value(row, path)), reverse=clause[-1].lower() == "desc")
    return rows


def _terms(text: str) -> list[Callable[[Json], bool]]:
    """What a $filter wants, each of which has to hold; raises RefusedError (400) for what is not understood.

    Terms are joined by `and` or by `or`, not by both.
    """
    choices = [term.strip() for term in _OR.split(text)]
    if len(choices) > 1:
        either = [_term(term) for term in choices]
        return [lambda row: any(holds(row) for holds in either)]
    terms = [term.strip() for term in _AND.split(text)] if text.strip() else []
    return [_term(term if _FUNCTION.search(term) else term.strip("()")) for term in terms]


def _term(term: str) -> Callable[[Json], bool]:
    function = _FUNCTION.fullmatch(term)
    if function is not None:
        name, path, quoted = function.groups()
        needle = str(_literal(quoted)).lower()
        return lambda row: _holds(name.lower(), str(_value(row, path) or "").lower(), needle)
    comparison = _COMPARISON.fullmatch(term)
    if comparison is None:
        raise RefusedError(400, "ErrorInvalidUrlQueryFilter", f"The filter '{term}' is not supported.")
    path, operator, literal = comparison.groups()
    right = _literal(literal.strip())
    return lambda row: _compares(operator.lower(), _value(row, path), right)


def _holds(name: str, text: str, needle: str) -> bool:
    if name == "contains":
        return needle in text
    return text.startswith(needle) if name == "startswith" else text.endswith(needle)


def _literal(text: str) -> Any:
    match = _LITERAL.fullmatch(text)
    if match is None:
        raise RefusedError(400, "ErrorInvalidUrlQueryFilter", f"The literal {text} is not supported.")
    quoted, word, bare = match.groups()
    if quoted is not None:
        return quoted.replace("''", "'")
    if word is not None:
        return {"true": True, "false": False, "null": None}[word.lower()]
    return bare


def _value(row: Json, path: str) -> Any:
    value: Any = row
    for segment in path.split("/"):
        if not isinstance(value, dict):
            return None
        names = {name.lower(): name for name in value}
        if segment.lower() not in names:
            raise RefusedError(400, "BadRequest", f"Could not find a property named '{segment}'.")
        value = value[names[segment.lower()]]
    return value


def _compares(operator: str, left: Any, right: Any) -> bool:
    if operator in ("eq", "ne"):
        return (_sortable(left) == _sortable(right)) == (operator == "eq")
    if left is None or right is None:
        return False
    one, other = _sortable(left), _sortable(right)
    return {"ge": one >= other, "gt": one > other, "le": one <= other, "lt": one < other}[operator]


def _sortable(value: Any) -> tuple[int, Any]:
    """A key that puts times in order of time whatever way they are written, and never compares unlike things."""
    if value is None:
        return (0, 0)
    if isinstance(value, bool | int | float):
        return (1, value)
    text = str(value)
    try:
        moment: datetime = read_date_time(text)
    except ValueError:
        return (3, text)
    return (2, moment if moment.tzinfo else moment.replace(tzinfo=UTC))
