"""Sends what is due, each once: claims it, has it made ready, passes the fence, sends it, writes down how it ended."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.connector import SendFailed
from bot.reminders import outcomes
from bot.reminders.together import Together
from bot.store import Json, Ledger, Owner
from bot.store.entries import Entry
from bot.store.reminder_queue import Claim, Outcome
from bot.store.send_limits import Limits

log = logging.getLogger("nudge.reminders")

LEASE = timedelta(seconds=10)
POLL = timedelta(seconds=1)  # how soon another process's new row, or its death, is noticed
AWAY = timedelta(seconds=1)  # how long to leave a database alone that does not answer
TICK = timedelta(seconds=0.1)  # those who wait in line go a few at a time, for one commit
GRACE = timedelta(seconds=10)
AT_ONCE = 100
FEW = 10
# More would save little, and what has passed its fence and is not yet on the wire is unknown after a crash.
AT_ONE_COMMIT = 10


@dataclass(frozen=True)
class Message:
    """Ready to be sent."""

    activity: Json


@dataclass(frozen=True)
class Drop:
    """Not to be sent after all."""

    why: str


@dataclass(frozen=True)
class Postpone:
    """To be made ready again later."""

    until: datetime
    why: str


Prepare = Callable[[Entry], Awaitable[Message | Drop | Postpone]]
Send = Callable[[Owner, Json], Awaitable[str]]  # the id of the message; raises SendFailed
Clock = Callable[[], datetime]
Pause = Callable[[float], Awaitable[object]]


class Sender:
    """One for each process; any number of processes share the ledger.

    `prepare` may read whatever it needs, for as long as it needs, and may fail: it is asked again. `send` is called at
    most once for each message that may have arrived; it must not try again by itself.
    """

    def __init__(
        self,
        ledger: Ledger,
        prepare: Prepare,
        send: Send,
        clock: Clock,
        *,
        limits: Limits | None = None,
        lease: timedelta = LEASE,
        poll: timedelta = POLL,
        at_once: int = AT_ONCE,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.worker = secrets.token_hex(8)  #: its name in the ledger, another in each life
        self.counted: Counter[str] = Counter()  #: how reminders ended since the start, by state
        self.looked_at: datetime | None = None  #: when it last saw the ledger
        self.is_well = True  #: whether it could, the last time, and still runs
        self._ledger = ledger
        self._queue = ledger.queue
        self._prepare = prepare
        self._send = send
        self._clock = clock
        self._limits = limits or Limits()
        self._lease = lease
        self._poll = poll
        self._at_once = at_once
        self._pause = pause
        self._write = Together(self._write_together, AT_ONE_COMMIT)
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._waiting: dict[str, tuple[datetime, asyncio.Event]] = {}  # which wait for their place in the limits
        self._on_its_way: set[str] = set()  # which are past that, and not to be cut short any more
        self._moved = asyncio.Event()  # set when the loop has to wait for something else than it thought
        self._look_at = self._renew_at = clock()
        self._behind = False  # whether there was no room to look; whoever makes room has the loop look again
        self._appetite = at_once  # less where the limits had places for few
        self._draining = False
        self._stopped = False

    async def run(self) -> None:
        """Sends until `stop`; whatever goes wrong, it goes on."""
        try:
            while not self._stopped:
                await self._look()
                await self._rest()
        finally:
            self.is_well = False  # whatever ended it, nothing is sent any more

    async def stop(self, grace: timedelta = GRACE) -> None:
        """Finishes what is on its way to Teams, gives the rest back, and ends `run`."""
        self._draining = True
        given_back = self._in_hand.keys() - self._on_its_way
        for each in given_back:
            self._in_hand[each].cancel()
        if self._in_hand:
            await asyncio.wait(self._in_hand.values(), timeout=grace.total_seconds())
        # What takes longer than the grace is cut short; another process will find it left behind.
        await self._write.stop()
        cut_short = list(self._in_hand.values())
        for task in cut_short:
            task.cancel()
        await asyncio.gather(*cut_short, return_exceptions=True)
        try:
            await self._queue.give_back(self.worker, given_back)
        except SQLAlchemyError as problem:
            log.error("what was claimed could not be given back: %s", _name(problem))
        self._stopped = True
        self._moved.set()

    async def idle(self) -> None:
        """Waits until everything in hand is done, or waits for its place: then time may pass."""
        while awake := [task for each, task in self._in_hand.items() if each not in self._waiting]:
            await asyncio.wait(awake)

    async def _look(self) -> None:
        try:
            await self._renew()
            if self._ledger.changed.is_set() or self._clock() >= self._look_at:
                self._ledger.changed.clear()
                await self._take()
                self.is_well = True
        except Exception as problem:
            # Whatever the database driver raises: it may be back in a moment.
            log.error("the ledger cannot be read: %s", _name(problem))
            self.is_well, self._look_at = False, self._clock() + AWAY

    async def _renew(self) -> None:
        now = self._clock()
        if now >= self._renew_at:
            self._renew_at = now + self._lease / 3
            if self._in_hand:
                await self._queue.renew(self.worker, self._in_hand, now + self._lease)

    async def _take(self) -> None:
        """Starts on what is due, as far as there is room, and notes when to look again."""
        now, room = self._clock(), 0 if self._draining else self._room()
        self._look_at = now + self._poll
        self._behind = not room
        if not room:
            return
        taken = await self._queue.take(self.worker, now, self._lease, self._limits, min(room, self._appetite))
        self.looked_at = now
        self._appetite = max(FEW, 2 * len(taken.claims)) if taken.refused else self._at_once
        if taken.next_at is not None:
            self._look_at = min(self._look_at, taken.next_at)
        for entry in taken.left_behind:
            self._count(Outcome(entry, entry.state, now, entry.why))
        if self._draining:  # since it was asked
            await self._queue.give_back(self.worker, [claim.entry.id for claim in taken.claims])
            return
        for claim in taken.claims:
            if claim.entry.id not in self._in_hand:
                self._in_hand[claim.entry.id] = asyncio.create_task(self._deliver(claim))

    def _room(self) -> int:
        # Not one at a time: a claim for many costs little more than a claim for one.
        room = self._at_once - len(self._in_hand) + len(self._waiting)
        return room if room >= max(1, self._at_once // 4) else 0

    async def _rest(self) -> None:
        now, until = self._clock(), self._look_at
        if self._in_hand:
            until = min(until, self._renew_at)
        if self._waiting:
            until = min(until, max(now + TICK, min(go_at for go_at, _ in self._waiting.values())))
        pause = self._pause(max(0.0, (until - now).total_seconds()))
        waits = [asyncio.ensure_future(each) for each in (self._ledger.changed.wait(), self._moved.wait(), pause)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for each in waits:
            each.cancel()
        self._moved.clear()
        for go_at, reached in self._waiting.values():
            if go_at <= self._clock():
                reached.set()

    async def _wait_for_place(self, claim: Claim) -> None:
        """Waits; only the loop pauses, so that it can be driven through any time."""
        if claim.go_at <= self._clock():
            return
        self._waiting[claim.entry.id] = claim.go_at, asyncio.Event()
        self._moved.set()
        try:
            await self._waiting[claim.entry.id][1].wait()
        finally:
            del self._waiting[claim.entry.id]

    async def _deliver(self, claim: Claim) -> None:
        entry = claim.entry
        try:
            outcome = await self._outcome(claim)
            if outcome is not None:
                await self._write(outcome)
                self._count(outcome)
                if outcome.run_at is not None:
                    self._ledger.changed.set()  # that may be sooner than the next look
        except Exception:
            log.exception("a reminder could not be dealt with")
        finally:
            self._on_its_way.discard(entry.id)
            del self._in_hand[entry.id]
            if self._behind and self._room():
                self._ledger.changed.set()

    async def _outcome(self, claim: Claim) -> Outcome | None:
        """How it ended; None if it is not this process's to send any more."""
        entry = claim.entry
        if self._is_useless(entry):
            return outcomes.dropped(entry, self._clock(), entry.why or "late")
        try:
            prepared = await self._prepare(entry)
        except Exception:
            log.exception("a reminder could not be made ready")
            return outcomes.tried(entry, self._clock(), "failed")
        match prepared:
            case Drop(why):
                return outcomes.dropped(entry, self._clock(), why)
            case Postpone(until, why):
                return outcomes.put_off(entry, self._clock(), why, until)
            case Message(activity):
                await self._wait_for_place(claim)
                return await self._send_once(entry, activity)

    async def _send_once(self, entry: Entry, activity: Json) -> Outcome | None:
        if self._is_useless(entry):
            return outcomes.dropped(entry, self._clock(), "late")
        self._on_its_way.add(entry.id)
        asked_at = self._clock()
        if not await self._write(entry):
            return None
        if self._clock() >= asked_at + self._lease:
            # The whole process stood still: others have given this up by now, and it may have been cancelled.
            return outcomes.put_off(entry, self._clock(), "paused", self._clock())
        try:
            message_id = await self._send(entry.owner, activity)
        except SendFailed as problem:
            return outcomes.refused(entry, self._clock(), problem)
        except SQLAlchemyError:
            # The store is asked where the person is before anything goes out.
            return outcomes.tried(entry, self._clock(), "failed")
        except Exception:
            log.exception("a reminder may have been sent")
            return outcomes.unknown(entry, self._clock())
        return outcomes.sent(entry, self._clock(), message_id)

    async def _write_together(self, steps: Sequence[Entry | Outcome]) -> list[bool]:
        """Whether each entry may be sent; the outcomes are written."""
        ready = [each for each in steps if isinstance(each, Entry)]
        ended = [each for each in steps if isinstance(each, Outcome)]
        while True:
            try:
                passed = await self._queue.advance(self.worker, ready, ended, self._clock(), self._lease)
                return [isinstance(each, Entry) and each.id in passed for each in steps]
            except SQLAlchemyError as problem:
                log.error("the ledger cannot be written: %s", _name(problem))
                await asyncio.sleep(AWAY.total_seconds())

    def _is_useless(self, entry: Entry) -> bool:
        return self._clock() > entry.useless_after

    def _count(self, outcome: Outcome) -> None:
        late_by = (outcome.at - outcome.entry.due_at).total_seconds()
        if outcome.state != "pending":
            self.counted[outcome.state] += 1
        level = logging.WARNING if outcome.state == "unknown" else logging.INFO
        log.log(level, "reminder %s %s, %.1f s after it was due", outcome.state, outcome.why or "", late_by)


def _name(problem: Exception) -> str:
    # The driver's own error says more than SQLAlchemy's around it, and its message may quote what people wrote.
    return type(problem.orig if isinstance(problem, DBAPIError) else problem).__name__


@asynccontextmanager
async def sending(sender: Sender, grace: timedelta = GRACE) -> AsyncIterator[Sender]:
    """Sends beside whatever runs inside, and stops with it."""
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        await sender.stop(grace)
        await running
