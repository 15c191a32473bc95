"""Questions in the store: what was asked back, and what each of its buttons answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, insert, select

from bot.store.database import Database, Json, Owner, key_of, of_owner
from bot.store.tables import questions

QUESTION_LIFE = timedelta(hours=24)


@dataclass(frozen=True)
class Question:
    """Something that was asked: what was typed, what is answered so far, and what each button would answer."""

    id: str
    text: str
    answers: Json
    options: Json
    asked_at: datetime
    kept_at: datetime  #: when it was asked back


_KEEP = insert(questions)


class Questions:
    """Open questions of people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(
        self, owner: Owner, *, text: str, answers: Json, options: Json, asked_at: datetime, now: datetime
    ) -> str:
        """Keeps an open question; gives its id. `asked_at` is when the sentence was typed."""
        question_id = secrets.token_urlsafe(12)
        values = {"id": question_id, "text": text, "answers": answers, "options": options, "asked_at": asked_at}
        row = {**key_of(owner), **values, "expires_at": now + QUESTION_LIFE}
        await self._database.run(lambda connection: connection.execute(_KEEP, row))
        return question_id

    async def find(self, owner: Owner, question_id: str, now: datetime) -> Question | None:
        """The question with this id, if it is the person's and not too old."""
        query = select(questions).where(
            of_owner(questions, owner), questions.c.id == question_id, questions.c.expires_at > now
        )
        row = await self._database.row(query)
        return _question(row) if row else None

    async def find_newest(self, owner: Owner, now: datetime) -> Question | None:
        """What the person was asked last, if it is not too old."""
        return next(iter(await self.find_latest(owner, now, 1)), None)

    async def find_latest(self, owner: Owner, now: datetime, count: int) -> list[Question]:
        """The last questions, the newest first, so many at most."""
        still = (of_owner(questions, owner), questions.c.expires_at > now)
        query = select(questions).where(*still).order_by(questions.c.expires_at.desc()).limit(count)
        return [_question(row) for row in await self._database.rows(query)]

    async def owner_of(self, question_id: str) -> Owner | None:
        """Whose question this is, also where it is over; None if there is none."""
        query = select(questions.c.tenant_id, questions.c.person_id).where(questions.c.id == question_id)
        row = await self._database.row(query)
        return Owner(row["tenant_id"], row["person_id"]) if row else None

    async def forget_expired(self, now: datetime) -> int:
        """Deletes questions that can no longer be answered; gives how many."""
        return await self._database.change(delete(questions).where(questions.c.expires_at <= now))


def _question(row: RowMapping) -> Question:
    names = ("id", "text", "answers", "options", "asked_at")
    return Question(**{name: row[name] for name in names}, kept_at=row["expires_at"] - QUESTION_LIFE)
