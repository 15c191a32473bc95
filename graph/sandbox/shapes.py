"""A small checker for request bodies: what a resource's properties are called and what they may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.sandbox.calls import Json, RefusedError
from graph.sandbox.times import read_date_time, read_duration, read_instant

_PLAIN_CODE = "RequestBodyRead"

Check = Callable[[str, Any], None]  # (path of the property, its value) -> nothing, or raises RefusedError


@dataclass(frozen=True)
class Shape:
    """A type of Graph's: its properties, and which of them a caller may write."""

    name: str
    writable: Mapping[str, Check]
    read_only: frozenset[str] = frozenset()  #: accepted and ignored, as Graph does with what it computes itself
    required: frozenset[str] = frozenset()
    never_null: frozenset[str] = frozenset()
    error_code: str = _PLAIN_CODE  #: Outlook's; other parts of Graph have their own
    annotations: Mapping[str, Check] = field(default_factory=dict)  #: "@odata..." names that are checked

    @property
    def names(self) -> frozenset[str]:
        """Every property, writable or not."""
        return self.read_only | self.writable.keys()

    def __call__(self, path: str, value: Any) -> None:
        """Check a nested value of this type."""
        self.check(value, path)

    def check(self, body: Any, path: str = "") -> None:
        """Raises RefusedError (400) for the first property that is unknown, missing or of the wrong type."""
        if not isinstance(body, dict):
            raise wrong_type(path or "(root)", self.name, self.error_code)
        for name, value in body.items():
            self._check_one(name, value, f"{path}/{name}" if path else name)
        for name in sorted(self.required - body.keys()):
            raise RefusedError(400, self.error_code, f"The property '{name}' is required on type '{self.name}'.")

    def _check_one(self, name: str, value: Any, path: str) -> None:
        if "@odata." in name:
            if name in self.annotations:
                self.annotations[name](path, value)
            return
        if name in self.read_only:
            return
        if name not in self.writable:
            raise RefusedError(400, self.error_code, f"The property '{name}' does not exist on type '{self.name}'.")
        if value is None:
            if name in self.never_null:
                raise wrong_type(path, "a value", self.error_code)
            return
        try:
            self.writable[name](path, value)
        except RefusedError as refusal:
            if refusal.code != _PLAIN_CODE:
                raise
            raise RefusedError(refusal.status, self.error_code, refusal.message) from refusal

    def written(self, body: Json) -> Json:
        """What of `body` is really written: without annotations and read-only properties."""
        return {name: value for name, value in body.items() if name in self.writable}


def wrong_type(path: str, expected: str, code: str = _PLAIN_CODE) -> RefusedError:
    """The value is not of the property's type."""
    return RefusedError(400, code, f"Cannot convert the value of '{path}' to {expected}.")


def text(path: str, value: Any) -> None:
    """A string."""
    if not isinstance(value, str):
        raise wrong_type(path, "Edm.String")


def boolean(path: str, value: Any) -> None:
    """true or false."""
    if not isinstance(value, bool):
        raise wrong_type(path, "Edm.Boolean")


def lenient_boolean(path: str, value: Any) -> None:
    """true or false, or the same as a string."""
    if not (isinstance(value, bool) or (isinstance(value, str) and value.lower() in ("true", "false"))):
        raise wrong_type(path, "Edm.Boolean")


def whole(path: str, value: Any) -> None:
    """A 32-bit integer."""
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**31) <= value < 2**31:
        raise wrong_type(path, "Edm.Int32")


def number(path: str, value: Any) -> None:
    """A double."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_type(path, "Edm.Double")


def moment(path: str, value: Any) -> None:
    """A DateTimeOffset: a time with an offset."""
    _readable(path, value, read_instant, "Edm.DateTimeOffset")


def wall_time(path: str, value: Any) -> None:
    """The dateTime of a dateTimeTimeZone."""
    _readable(path, value, read_date_time, "a date and time")


def length(path: str, value: Any) -> None:
    """An ISO 8601 duration."""
    _readable(path, value, read_duration, "Edm.Duration")


def day(path: str, value: Any) -> None:
    """A calendar day."""
    if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value) is None:
        raise wrong_type(path, "Edm.Date")
    _readable(path, value, read_date_time, "Edm.Date")


def time_of_day(path: str, value: Any) -> None:
    """A time of day without a date."""
    if not isinstance(value, str) or re.fullmatch(r"\d\d:\d\d:\d\d(\.\d+)?", value) is None:
        raise wrong_type(path, "Edm.TimeOfDay")


def anything(path: str, value: Any) -> None:
    """Any JSON."""


def one_of(*names: str) -> Check:
    """One of an enumeration's names."""

    def check(path: str, value: Any) -> None:
        if value not in names:
            raise wrong_type(path, f"one of {', '.join(names)}")

    return check


def many(inner: Check) -> Check:
    """A collection; null is neither a collection nor one of its items."""

    def check(path: str, value: Any) -> None:
        if not isinstance(value, list):
            raise wrong_type(path, "a collection")
        for position, item in enumerate(value):
            inner(f"{path}/{position}", item)

    return check


def exactly(expected: str) -> Check:
    """This one string."""

    def check(path: str, value: Any) -> None:
        if value != expected:
            raise wrong_type(path, expected)

    return check


def _readable(path: str, value: Any, read: Callable[[str], object], expected: str) -> None:
    if not isinstance(value, str):
        raise wrong_type(path, expected)
    try:
        read(value)
    except ValueError:
        raise wrong_type(path, expected) from None
