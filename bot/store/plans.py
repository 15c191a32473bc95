"""Plans in the store: changes that wait for a yes, and the ways back of those that were made."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, and_, delete, func, insert, or_, select, update

from bot.store.database import Database, Json, Owner, key_of, of_owner
from bot.store.tables import plans


@dataclass(frozen=True)
class StoredPlan:
    """One plan; `change`, `before` and `undo` are JSON made by bot/plan.py."""

    id: str
    kind: str
    change: Json
    before: Json
    state: str
    expires_at: datetime
    decided_at: datetime | None
    undo: Json | None
    undo_state: str | None


class Plans:
    """Every statement names the owner, and every taking is one statement, so that it happens once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, owner: Owner, *, kind: str, change: Json, before: Json, now: datetime, life: timedelta) -> str:
        """Keeps a change that waits for a yes; gives its id."""
        plan_id = secrets.token_urlsafe(12)
        values = {"id": plan_id, "kind": kind, "change": change, "before": before, "state": "open"}
        times = {"created_at": now, "expires_at": now + life}
        await self._database.change(insert(plans).values(**key_of(owner), **values, **times))
        return plan_id

    async def find(self, owner: Owner, plan_id: str) -> StoredPlan | None:
        """The plan with this id, if it is the person's."""
        row = await self._database.row(select(plans).where(of_owner(plans, owner), plans.c.id == plan_id))
        return _plan(row) if row else None

    async def owner_of(self, plan_id: str) -> Owner | None:
        """Whose plan this is, also where it is over; None if there is none."""
        query = select(plans.c.tenant_id, plans.c.person_id).where(plans.c.id == plan_id)
        row = await self._database.row(query)
        return Owner(row["tenant_id"], row["person_id"]) if row else None

    async def refill(self, owner: Owner, plan_id: str, change: Json, before: Json) -> bool:
        """Replaces what an open plan is to do, for what is typed on its card with the yes."""
        condition = and_(plans.c.id == plan_id, plans.c.state == "open")
        return await self._change(owner, condition, change=change, before=before)

    async def claim(self, owner: Owner, plan_id: str, now: datetime) -> bool:
        """Takes an open plan, once: of any number of presses exactly one gets True."""
        condition = and_(plans.c.id == plan_id, plans.c.state == "open", plans.c.expires_at > now)
        return await self._change(owner, condition, state="claimed", decided_at=now)

    async def settle(
        self, owner: Owner, plan_id: str, *, state: str, request_id: str, undo: Json | None = None
    ) -> None:
        """Writes down how a claimed plan ended, and Graph's id of the request; `open` gives it back for another try."""
        undo_state = "open" if undo else None
        condition = and_(plans.c.id == plan_id, plans.c.state == "claimed")
        await self._change(owner, condition, state=state, undo=undo, undo_state=undo_state, request_id=request_id[:64])

    async def decline(self, owner: Owner, plan_id: str, now: datetime) -> bool:
        """Closes an open plan without doing it."""
        condition = and_(plans.c.id == plan_id, plans.c.state == "open")
        return await self._change(owner, condition, state="declined", decided_at=now)

    async def claim_undo(self, owner: Owner, plan_id: str, since: datetime) -> bool:
        """Takes the way back of a change done after `since`, once."""
        condition = and_(plans.c.id == plan_id, plans.c.undo_state == "open", plans.c.decided_at >= since)
        return await self._change(owner, condition, undo_state="claimed")

    async def settle_undo(self, owner: Owner, plan_id: str, *, state: str, request_id: str) -> None:
        """Writes down how an undo ended, and Graph's id of the request; `open` gives it back for another try."""
        condition = and_(plans.c.id == plan_id, plans.c.undo_state == "claimed")
        await self._change(owner, condition, undo_state=state, request_id=request_id[:64])

    async def find_last_change(self, owner: Owner, since: datetime) -> StoredPlan | None:
        """The newest change of the person that can still be undone."""
        query = (
            select(plans)
            .where(of_owner(plans, owner), plans.c.undo_state == "open", plans.c.decided_at >= since)
            .order_by(plans.c.decided_at.desc())
            .limit(1)
        )
        row = await self._database.row(query)
        return _plan(row) if row else None

    async def find_last_decision(self, owner: Owner) -> datetime | None:
        """When the person last said yes or no to a plan; None if never."""
        query = select(func.max(plans.c.decided_at).label("decided_at")).where(of_owner(plans, owner))
        row = await self._database.row(query)
        return row["decided_at"] if row else None

    async def of(self, owner: Owner) -> list[StoredPlan]:
        """Everything that is kept of a person's plans, newest first."""
        query = select(plans).where(of_owner(plans, owner)).order_by(plans.c.created_at.desc())
        return [_plan(row) for row in await self._database.rows(query)]

    async def follow(self, owner: Owner, old_id: str, new_id: str) -> None:
        """Turns what is open for a thing that went, and what can be undone about it, to what was made in its place."""
        waits = or_(plans.c.state == "open", plans.c.undo_state.in_(("open", "gone")))
        for row in await self._database.rows(select(plans).where(of_owner(plans, owner), waits)):
            known = {name: row[name] for name in ("change", "before", "undo")}
            followed = json.loads(json.dumps(known).replace(json.dumps(old_id), json.dumps(new_id)))
            if followed != known:
                undo_state = row["undo_state"] and "open"
                await self._change(owner, plans.c.id == row["id"], undo_state=undo_state, **followed)

    async def give_up(self, claimed_before: datetime, undo_claimed_before: datetime) -> int:
        """Calls unknown what was claimed before a moment and never settled, as after a crash; gives how many.

        When an undo was claimed is not kept, but no change that was decided before the second moment can still be
        in the middle of its undo.
        """
        lost = and_(plans.c.state == "claimed", plans.c.decided_at < claimed_before)
        lost_undo = and_(plans.c.undo_state == "claimed", plans.c.decided_at < undo_claimed_before)
        given_up = await self._database.change(update(plans).where(lost).values(state="unknown"))
        return given_up + await self._database.change(update(plans).where(lost_undo).values(undo_state="unknown"))

    async def forget_older_than(self, moment: datetime) -> int:
        """Deletes plans made before a moment; gives how many."""
        return await self._database.change(delete(plans).where(plans.c.created_at < moment))

    async def _change(self, owner: Owner, condition: Any, **values: Any) -> bool:
        return await self._database.change(update(plans).where(of_owner(plans, owner), condition).values(**values)) == 1


def _plan(row: RowMapping) -> StoredPlan:
    names = ("id", "kind", "change", "before", "state", "expires_at", "decided_at", "undo", "undo_state")
    return StoredPlan(**{name: row[name] for name in names})
