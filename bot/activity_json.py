"""Activities as the SDK's own models, read by a plan that is made once for each class.

msrest walks and copies the maps of every class for every object, which takes ten times as long. Whatever is not plain
text, a model or free JSON is still left to it, so that both read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any, TypeVar

from msrest.serialization import Deserializer

Json = Mapping[str, Any]
Model = TypeVar("Model")
Convert = Callable[[Any], Any]


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
