"""A change that somebody has said yes to, and the word for "leave this as it is"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Change = TypeVar("Change", covariant=True)


@dataclass(frozen=True)
class Confirmed(Generic[Change]):
    """A change that a person has said yes to: the only thing a writer accepts.

    Only `bot/plan.py` makes these; `tests/test_architecture.py` holds that.
    """

    change: Change


class Unchanged:
    """Leave this property as it is; `UNCHANGED` is the only one. None is something else: clear it."""

    def __repr__(self) -> str:
        return "UNCHANGED"


UNCHANGED = Unchanged()


class CannotChange(ValueError):
    """A property was asked to change that cannot; the text is a sentence for a person."""

    def __init__(self, property_name: str, why: Literal["computed", "immutable", "conflict"], sentence: str) -> None:
        super().__init__(sentence)
        self.property_name = property_name  #: as in our patch types
        self.why = why
