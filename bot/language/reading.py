"""What the language package answers with: a reading of one message, the times in it, and how sure it is of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Status = Literal["certain", "assumed", "ask", "none"]
Grain = Literal["minute", "hour", "day", "week", "month"]

#: What leads to something being written, after a confirm card. A question never asks for one of these.
CHANGING = frozenset(
    [
        "meet", "move", "rebook", "edit", "cancel_event", "respond", "remind", "reminders_off", "snooze",
        "running_late", "digest", "undo", "language", "sign_out", "forget_me",
    ]
)  # fmt: skip
#: Everything a message can ask for.
INTENTS = CHANGING | frozenset(
    [
        "agenda", "find_time", "visit", "join", "history", "why", "help", "settings", "privacy", "sign_in",
        "yes", "no", "cancel", "select", "none",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One of several things a time phrase may mean, for a button."""

    start: datetime  #: local, naive; `fold` tells the two 01:30s of an autumn night apart
    end: datetime | None
    label: str  #: what sets it apart, such as "morning" or "next_week"; the bot words it


@dataclass(frozen=True)
class Time:
    """What a time phrase means.

    A point has `start`; a stretch has `start` and `end`; a length alone has `duration`; half an hour later has `shift`.
    `end` is the last instant spoken of: the last day of a range of days, but the first instant after a week or month.
    """

    status: Status
    start: datetime | None = None  #: local, naive; None when status is "ask" or "none"
    end: datetime | None = None
    duration: timedelta | None = None  #: said, or the length from `start` to `end` for clock times
    shift: timedelta | None = None  #: move by this much; with the reason "which_way" its sign is open
    grain: Grain | None = None
    reasons: tuple[str, ...] = ()  #: stable keys of what was assumed or is unclear, such as "taken_as_morning"
    choices: tuple[Choice, ...] = ()
    has_date: bool = False  #: a day was spoken of, so `start.date()` is meant
    has_clock: bool = False  #: a clock time was spoken of, so `start.time()` is meant

    @property
    def says_when(self) -> bool:
        """Whether it says when, and not only how long or how far."""
        return self.has_date or self.has_clock or self.grain == "hour"


NO_TIME = Time("none")


@dataclass(frozen=True)
class Reading:
    """What one message says."""

    intent: str  #: one of INTENTS, or of the intents that commands brought along
    time: Time = NO_TIME  #: asked for, or to move to
    old_time: Time = NO_TIME  #: by which an existing event is named: "my 2pm", "tomorrow's standup", 明日の定例を
    title: str = ""  #: what is left to find an event by, as it was written
    people: tuple[str, ...] = ()  #: names or mail addresses, as written
    key: str = ""  #: a ticket key such as ACME-1234
    lead: timedelta | None = None  #: remind this long before
    is_question: bool = False
    #: which of several, counted from 1, with -1 for the last: "the second one", 2番; None if not said
    pick: int | None = None
