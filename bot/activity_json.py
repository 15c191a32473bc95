"""Activities: what arrives as one, and the SDK's own models of it, read by a plan made once for each class.

msrest walks and copies the maps of every class for every object, which takes ten times as long. Whatever is not plain
text, a model or free JSON is still left to it, so that both read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any, TypeVar

import orjson
from msrest.serialization import Deserializer

DEEPEST_BODY = 64  # a card inside an activity comes to about 20

Json = Mapping[str, Any]
Model = TypeVar("Model")
Convert = Callable[[Any], Any]


class NotAnActivity(Exception):
    """The body of a request is none; the message says why."""


def parse(raw: bytes, addressed_types: Container[str]) -> Json:
    """The JSON of an activity, which may still have properties of wrong types.

    Those of `addressed_types` say who sent them, where, and to whom. Raises NotAnActivity.
    """
    try:
        # Strict: infinity is refused, and a lone surrogate, which would fail later, where it is stored or sent.
        body = orjson.loads(raw)
    except ValueError as problem:
        raise NotAnActivity("The body is not JSON.") from problem
    may_be_deep = raw.count(b"{") + raw.count(b"[") > DEEPEST_BODY
    if not isinstance(body, dict) or not isinstance(body.get("type"), str) or (may_be_deep and _is_deep(body)):
        raise NotAnActivity("The body is not an activity.")
    for name in ("from", "conversation", "recipient") if body["type"] in addressed_types else ():
        if not isinstance(body.get(name), dict) or not isinstance(body[name].get("id"), str):
            raise NotAnActivity(f"The activity has no {name}.")
    return body


def _is_deep(body: object) -> bool:
    level = [body]
    for _ in range(DEEPEST_BODY):
        inner = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list)]
        level = [each for values in inner for each in values]
        if not level:
            return False
    return True


def read(kind: Callable[..., Model], body: Json) -> Model:
    """An object of that class; what the class does not know is kept in its `additional_properties`.

    Raises whatever msrest raises for a value of a wrong type: its own errors, AttributeError or ValueError.
    """
    known = _plan(kind)
    values, more = {}, {}
    for key, value in body.items():
        if key not in known:
            more[key] = value
        elif value is not None:
            attribute, convert = known[key]
            values[attribute] = convert(value)
    made: Any = kind(**values)
    if more:
        made.additional_properties = more
    return made  # type: ignore[no-any-return]


@cache
def _plan(kind: Any) -> Mapping[str, tuple[str, Convert]]:
    """By key of the JSON: the attribute, and what makes its value."""
    models = kind._infer_class_models()
    return {
        about["key"]: (attribute, _reader(about["type"], models)) for attribute, about in kind._attribute_map.items()
    }


def _reader(kind: str, models: Mapping[str, Any]) -> Convert:
    slowly = partial(Deserializer(models).deserialize_data, data_type=kind)  # type: ignore[no-untyped-call]
    if kind == "object":
        return _as_it_is
    if kind == "str":
        return lambda value: value if type(value) is str else slowly(value)
    if kind == "iso-8601":
        return lambda value: _instant(value) or slowly(value)
    model: Any = models.get(kind.strip("[]"))
    if not hasattr(model, "_attribute_map"):
        return slowly
    inner = partial(read, model)
    if kind.startswith("["):
        return lambda value: [inner(each) for each in value] if _are_objects(value) else slowly(value)
    return lambda value: inner(value) if type(value) is dict else slowly(value)


def _as_it_is(value: Any) -> Any:
    return value


def _are_objects(value: Any) -> bool:
    return type(value) is list and all(type(each) is dict for each in value)


def _instant(text: Any) -> datetime | None:
    """What Teams writes; None for what only msrest may understand, or refuses."""
    if type(text) is not str or not Deserializer.valid_date.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
