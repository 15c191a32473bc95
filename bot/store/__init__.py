"""What the bot remembers, in SQLite by default and in PostgreSQL by DATABASE_URL, with the same code."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.chat_meetings import ChatMeetings
from bot.store.database import Database, Json, Owner
from bot.store.deliveries import Deliveries
from bot.store.people import LOST_RETENTION, PENDING_LIFE, People
from bot.store.plans import Plans, StoredPlan
from bot.store.questions import QUESTION_LIFE, Question, Questions
from bot.store.reminders import REMINDER_RETENTION, Ledger
from bot.store.watches import Watch, Watches

PLAN_RETENTION = timedelta(days=30)
UNDO_LIFE = timedelta(hours=24)
CLAIM_LIFE = timedelta(minutes=10)  # whoever is still carrying out a change by then never will


class Store:
    """One database, by subject."""

    def __init__(self, database_url: str) -> None:
        self._database = Database(database_url)
        self.people = People(self._database)
        self.plans = Plans(self._database)
        self.questions = Questions(self._database)
        self.chat_meetings = ChatMeetings(self._database)
        self.deliveries = Deliveries(self._database)
        self.ledger = Ledger(self._database)
        self.watches = Watches(self._database)
        self.open = self._database.open
        self.close = self._database.close
        self.ping = self._database.ping

    async def forget_what_is_old(self, now: datetime) -> None:
        """Deletes what is past its time, as `privacy` promises, and gives up changes that a crash cut short."""
        await self.plans.forget_older_than(now - PLAN_RETENTION)
        await self.plans.give_up(now - CLAIM_LIFE, now - UNDO_LIFE - CLAIM_LIFE)
        await self.chat_meetings.forget_older_than(now - PLAN_RETENTION)
        await self.questions.forget_expired(now)
        await self.ledger.forget_older_than(now - REMINDER_RETENTION)
        await self.people.forget_expired_pending(now)
        await self.people.forget_lost_before(now - LOST_RETENTION)
        await self.deliveries.forget_old(now)


__all__ = [
    "LOST_RETENTION",
    "PENDING_LIFE",
    "PLAN_RETENTION",
    "QUESTION_LIFE",
    "REMINDER_RETENTION",
    "UNDO_LIFE",
    "Json",
    "Ledger",
    "Owner",
    "Question",
    "Store",
    "StoredPlan",
    "Watch",
    "Watches",
]
