"""Which meeting a chat has for a topic: Graph keeps keys by person, so the chat's own claim is kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, null, update

from bot.store.database import Database, Json
from bot.store.tables import chat_meetings

# Whoever claimed a topic and did not come back with a meeting by then has crashed.
CLAIM_LIFE = timedelta(minutes=2)


@dataclass(frozen=True)
class Topic:
    """A topic in one chat."""

    tenant_id: str
    chat_id: str
    external_id: str


class ChatMeetings:
    """One meeting for each topic of a chat, whoever asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, topic: Topic, now: datetime) -> Json | None:
        """The meeting that the chat has, as it is shown, and that it was asked for now; None if there is none yet."""
        asked_for = update(chat_meetings).where(_is(topic), chat_meetings.c.meeting.is_not(null())).values(seen_at=now)
        row = await self._database.row(asked_for.returning(chat_meetings.c.meeting))
        return dict(row["meeting"]) if row and row["meeting"] else None

    async def claim(self, topic: Topic, now: datetime) -> bool:
        """Whether this person may make the meeting now: of any number at once exactly one gets True."""
        table = chat_meetings.c
        left_behind = and_(_is(topic), table.meeting.is_(null()), table.seen_at < now - CLAIM_LIFE)
        await self._database.change(delete(chat_meetings).where(left_behind))
        return await self._database.insert_if_new(chat_meetings, vars(topic), {"meeting": None, "seen_at": now})

    async def fill(self, topic: Topic, meeting: Json, now: datetime) -> None:
        """Keeps the meeting that the claim led to."""
        await self._database.change(update(chat_meetings).where(_is(topic)).values(meeting=meeting, seen_at=now))

    async def update_of_meeting(self, tenant_id: str, meeting_id: str, meeting: Json, now: datetime) -> int:
        """Keeps how a meeting is after it was changed, in every chat of the tenant that has it; gives in how many."""
        is_it = and_(chat_meetings.c.tenant_id == tenant_id, chat_meetings.c.meeting["id"].as_string() == meeting_id)
        return await self._database.change(update(chat_meetings).where(is_it).values(meeting=meeting, seen_at=now))

    async def forget_older_than(self, moment: datetime) -> int:
        """Deletes what nobody has asked for since; gives how many."""
        return await self._database.change(delete(chat_meetings).where(chat_meetings.c.seen_at < moment))

    async def release(self, topic: Topic) -> None:
        """Gives a claim back that led to nothing."""
        await self._database.change(delete(chat_meetings).where(_is(topic), chat_meetings.c.meeting.is_(null())))


def _is(topic: Topic) -> ColumnElement[bool]:
    return and_(*(chat_meetings.c[name] == value for name, value in vars(topic).items()))
