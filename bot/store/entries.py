"""What is owed to people and what became of it, as it stands in the ledger."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b, sha256

from sqlalchemy import RowMapping

from bot.store.database import Json, Owner, key_of
from bot.store.tables import LONGEST_ITEM, micros


@dataclass(frozen=True)
class Owed:
    """One message owed to one person; there is one for each item, start and kind."""

    item: str  #: what it is about, opaque: "event:<id>", "booking:<business>/<id>", "digest"
    starts_at: datetime  #: of the item; a thing that moves is owed anew
    kind: str  #: "reminder", "snooze", "digest" …; 16 characters at most
    due_at: datetime
    useless_after: datetime  #: dropped instead of sent after this
    facts: Json  #: what is needed to show it


@dataclass(frozen=True)
class Entry:
    """What became of a message that was owed."""

    id: str
    owner: Owner
    item: str
    kind: str
    starts_at: datetime
    due_at: datetime
    useless_after: datetime
    facts: Json
    state: str  #: pending, claimed, sending; and at the end sent, dropped, cancelled or unknown
    why: str | None  #: one word for what kept it, or ended it
    tries: int  #: sends that certainly failed
    ended_at: datetime | None
    message_id: str | None  #: in Teams; None unless sent

    @property
    def sent_at(self) -> datetime | None:
        """When Teams took it."""
        return self.ended_at if self.state == "sent" else None

    @property
    def late_by(self) -> timedelta | None:
        """How long after it was due Teams took it."""
        return self.sent_at - self.due_at if self.sent_at else None


@dataclass(frozen=True)
class Scope:
    """Which reminders a look into a calendar speaks for: whatever it does not show there is no longer."""

    items: str  #: how the names of its items begin: "event:"
    since: datetime  #: first start
    until: datetime  #: starts before this
    kind: str = "reminder"


@dataclass(frozen=True)
class Backlog:
    """How the sending keeps up, over all processes."""

    pending: int  #: owed and not yet due
    overdue: int  #: due and not yet sent, or being sent
    oldest_due_at: datetime | None  #: of the overdue
    unknown: int  #: ended since a moment without word whether Teams took them


def row_of(owner: Owner, owed: Owed) -> Json:
    """A new row of the table."""
    row = {**key_of(owner), **vars(owed), "item": short(owed.item), "run_at": owed.due_at}
    return {**row, "id": id_of(owner, owed), "state": "pending", "tries": 0}


def short(item: str) -> str:
    """The item as it is kept: where it is too long, a digest stands behind the colon."""
    if len(item) <= LONGEST_ITEM:
        return item
    return f"{item.partition(':')[0]}:{sha256(item.encode()).hexdigest()[:32]}"


def id_of(owner: Owner, owed: Owed) -> str:
    """The primary key: the same for the same person, item, start and kind."""
    return _of_person(owner) + _digest(8, owed.item, micros(owed.starts_at), owed.kind)[:10]


def ids_of(owner: Owner) -> tuple[str, str]:
    """From where to where a person's keys are, and few of others: so the primary key finds them, without an index."""
    return _of_person(owner) + "0" * 10, _of_person(owner) + "f" * 10


def id_on_card(said: str) -> str | None:
    """The primary key that a button carries; None where it is none. Cards from before 0007 carry more of the digits."""
    if re.fullmatch("[0-9a-f]{24}", said):
        return said[:5] + said[8:18]
    return said if re.fullmatch("[0-9a-f]{15}", said) else None


def _of_person(owner: Owner) -> str:
    return _digest(4, owner.tenant_id, owner.person_id)[:5]


def _digest(size: int, *parts: object) -> str:
    return blake2b(json.dumps(parts).encode(), digest_size=size).hexdigest()


def read_entry(row: RowMapping) -> Entry:
    """A row of the table, read."""
    same = ("id", "item", "kind", "starts_at", "due_at", "useless_after", "facts", "state")
    owner = Owner(row["tenant_id"], row["person_id"])
    more = {name: row[name] for name in ("why", "tries", "ended_at", "message_id")}
    return Entry(owner=owner, **{name: row[name] for name in same}, **more)
