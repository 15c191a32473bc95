"""A change that is described but not yet made, and the one way from there to Graph.

A command calls `propose`; the card carries the plan's id; whoever owns it presses Yes; `take` hands out the
`Confirmed` change that the writers in graph/ accept, once. `carries_out` says which function makes which change.
"""

from __future__ import annotations

import types
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter

from bot.command import Reply, Turn
from bot.store import UNDO_LIFE, Json, StoredPlan
from cards.difference import Difference
from cards.words import Words
from graph.model import Confirmed, Unchanged
from graph.span import Span

PLAN_LIFE = timedelta(hours=24)

Change = TypeVar("Change", covariant=True)
Form = TypeVar("Form")


class PlanSpent(Exception):
    """The plan was already carried out, declined, or is too old."""


class PlanUnsure(Exception):
    """The plan is being carried out, or nobody knows whether it was."""


class NotYours(Exception):
    """The plan belongs to somebody else."""


class PlanGone(Exception):
    """There is no such plan, or no longer."""


@dataclass(frozen=True)
class Before:
    """What the thing looked like when the person was asked, as far as cards and undo need it."""

    title: str
    span: Span | None = None
    zone: str = ""  #: IANA, the one it was made in
    title_in_groups: str = ""  #: what others may read of it; "" where they may read nothing
    join_url: str = ""
    details: Json | None = None  #: what a kind of change needs beyond that
    asked_at: datetime | None = None  #: UTC; None where a later yes means the same


@dataclass(frozen=True)
class Plan(Generic[Change]):
    """A confirmed change on its way to Graph."""

    id: str
    confirmed: Confirmed[Change]
    before: Before

    @property
    def change(self) -> Change:
        """What is to be done."""
        return self.confirmed.change


@dataclass(frozen=True)
class Outcome:
    """How a change ended: what to show, and the change that puts it back (None: there is no way back)."""

    reply: Callable[[str], Reply]  #: gets the plan's id for the Undo button; "" when this was an undo
    undo: Any | None = None
    state: str = "done"  #: or "superseded": nothing was changed, and `reply` offers another plan


@dataclass(frozen=True)
class Told:
    """A change in the reader's words."""

    verb: str  #: what was done, such as "Moved"
    differences: Sequence[Difference] = ()
    in_groups: bool = False  #: whether others may read the differences too


CarryOut = Callable[[Turn, Plan[Any]], Awaitable[Outcome]]
Tell = Callable[[Words, Before, Any], Told]


@dataclass(frozen=True)
class Kind:
    """One kind of change: what is kept of it, how it is made and how it is told."""

    form: type[Any]
    carry_out: CarryOut
    tell: Tell


_kinds: dict[str, Kind] = {}


def carries_out(form: type[Any], tell: Tell) -> Callable[[CarryOut], CarryOut]:
    """Registers the function that makes this kind of change, with the one that tells it for undo and history."""

    def register(carry_out: CarryOut) -> CarryOut:
        _kinds[form.__name__] = Kind(form, carry_out, tell)
        return carry_out

    return register


def carry_out_of(change: object) -> CarryOut:
    """The function that makes this change."""
    return _kinds[type(change).__name__].carry_out


def told(words: Words, stored: StoredPlan) -> Told:
    """A kept change in words."""
    return tell(words, stored.kind, stored.before, stored.change)[1]


def tell(words: Words, kind: str, before: Json, change: Json) -> tuple[Before, Told]:
    """What a change was made from, and the change in words; both are given as they are kept."""
    was = from_json(Before, before)
    return was, _kinds[kind].tell(words, was, _change(kind, change))


def part_of(plan: Plan[Any], kind: str, change: Json, before: Json) -> Plan[Any]:
    """One change of a confirmed plan that holds several."""
    return Plan(plan.id, Confirmed(_change(kind, change)), from_json(Before, before))


async def propose(turn: Turn, change: object, before: Before) -> str:
    """Keeps a change that waits for a yes; gives the id that the card's buttons carry."""
    return await turn.store.plans.keep(
        turn.owner,
        kind=type(change).__name__,
        change=to_json(change),
        before=to_json(before),
        now=turn.now,
        life=PLAN_LIFE,
    )


async def find(turn: Turn, plan_id: str) -> StoredPlan:
    """The plan with this id; raises NotYours where it is somebody else's, PlanGone where there is none."""
    stored = await turn.store.plans.find(turn.owner, plan_id)
    if stored is None:
        raise PlanGone if await turn.store.plans.owner_of(plan_id) is None else NotYours
    return stored


def shown_title(turn: Turn, before: Before) -> str:
    """What a changed thing is called, or a stand-in where others could read it."""
    if turn.chat.is_private:
        return before.title
    return before.title_in_groups or turn.words("Private appointment")


async def take(turn: Turn, plan_id: str) -> Plan[Any]:
    """Takes an open plan, once; raises PlanSpent, PlanUnsure, NotYours or PlanGone."""
    stored = await find(turn, plan_id)
    if stored.state in ("claimed", "unknown"):
        raise PlanUnsure
    if not await turn.store.plans.claim(turn.owner, plan_id, turn.now):
        raise PlanSpent
    return Plan(plan_id, Confirmed(_change(stored.kind, stored.change)), from_json(Before, stored.before))


async def take_undo(turn: Turn, plan_id: str) -> Plan[Any]:
    """Takes the way back of a change, once; the press on Undo is the yes. Raises as `take` does."""
    stored = await find(turn, plan_id)
    if stored.undo_state in ("claimed", "unknown"):
        raise PlanUnsure
    if stored.undo is None or not await turn.store.plans.claim_undo(turn.owner, plan_id, turn.now - UNDO_LIFE):
        raise PlanSpent
    undo = _change(stored.undo["kind"], stored.undo["change"])
    return Plan(plan_id, Confirmed(undo), from_json(Before, stored.before))


def _change(kind: str, change: Json) -> Any:
    return from_json(_kinds[kind].form, change)


def undo_json(undo: object | None) -> Json | None:
    """How a way back is kept."""
    return None if undo is None else {"kind": type(undo).__name__, "change": to_json(undo)}


# --- JSON -----------------------------------------------------------------------------------------------------------


def to_json(value: object) -> Json:
    """A frozen dataclass as JSON; properties that are left UNCHANGED are left out."""
    plain: Json = _converter.unstructure(value)
    return plain


def from_json(kind: type[Form], value: Json) -> Form:
    """The dataclass that `to_json` was given."""
    return _converter.structure(value, kind)


def _leaves_out_unchanged(kind: type[Any]) -> Callable[[Any], Json]:
    omit: dict[str, Any] = {
        each.name: override(omit_if_default=True) for each in fields(kind) if isinstance(each.default, Unchanged)
    }
    made: Callable[[Any], Json] = make_dict_unstructure_fn(kind, _converter, **omit)
    return made


def _may_be_unchanged(kind: Any) -> bool:
    return get_origin(kind) in (Union, types.UnionType) and Unchanged in get_args(kind)


def _structure_the_rest(kind: Any) -> Callable[[Any, Any], Any]:
    rest: Any = Union.__getitem__(tuple(each for each in get_args(kind) if each is not Unchanged))
    return lambda value, _: _converter.structure(value, rest)


def _make_converter() -> Converter:
    converter = make_converter()
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
    converter.register_structure_hook(timedelta, lambda value, _: timedelta(seconds=value))
    converter.register_unstructure_hook(timedelta, lambda length: length.total_seconds())
    converter.register_structure_hook_factory(_may_be_unchanged, _structure_the_rest)
    converter.register_unstructure_hook_factory(
        lambda kind: is_dataclass(kind) and any(isinstance(each.default, Unchanged) for each in fields(kind)),
        _leaves_out_unchanged,
    )
    return converter


_converter = _make_converter()
