"""What the language package answers with: a reading of one message, the times in it, and how sure it is of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Status = Literal["certain", "assumed", "ask", "none"]
Grain = Literal["minute", "hour", "day", "week", "month"]

#: What leads to something being written, after a confirm card. A question never asks for one of these, but for
#: "rebook", which then lists bookings (`is_question` tells).
CHANGING = frozenset(
    [
        "meet", "move", "rebook", "edit", "cancel_event", "respond", "remind", "reminders_off", "snooze",
        "running_late", "digest", "undo", "language", "sign_out", "forget_me",
    ]
)  # fmt: skip
#: Everything a message can ask for.
INTENTS = CHANGING | frozenset(
    [
        "agenda", "find_time", "visit", "join", "history", "why", "help", "settings", "privacy", "export", "sign_in",
        "yes", "no", "cancel", "select", "thanks", "none",
    ]
)  # fmt: skip


#: Why a time is assumed or asked. The bot words these for people; whatever has no words is left out.
REASONS = {
    # taken for granted
    "taken_as_morning": "no am or pm was said",
    "taken_as_afternoon": "no am or pm was said",
    "taken_as_noon": "twelve, with nothing else, is taken for noon",
    "taken_after_start": "the end of a stretch is the first such time after its start",
    "taken_before_end": "the start of a stretch is in the half of the day that its end suggests",
    "taken_as_coming": "yesterday was such a weekday, and the coming one is taken",
    "taken_as_next_year": "the date was not long ago, and next year's is taken",
    "taken_as_month_first": "5/6 is taken for the 6th of May",
    "taken_as_day_first": "5/6 is taken for the 5th of June",
    "taken_as_length": "a length alone may also mean so long from now",
    "taken_as_clock": "15h is taken for a clock time, although it may be a length",
    "order_by_weekday": "the weekday tells whether 5/6 is in May or June",
    "unusual_order": "the year stands last, which is unusual in Japanese",
    "two_digit_year": "27 is taken for 2027",
    "past_today": "that time is past today, and tomorrow is taken",
    "in_the_past": "that is past already",
    "after_midnight": "25 o'clock is one o'clock of the next day",
    "midnight": "twelve am is the beginning of a day",
    "ends_next_day": "the stretch ends on the next day",
    "first_thing": "nine o'clock is taken for first thing in the morning",
    "first_after_lunch": "one o'clock is taken for first thing after lunch",
    "first_in_evening": "five o'clock is taken for first thing in the evening",
    "start_of_week": "the week is taken to begin on Monday",
    "weekday_later": "the next day with that number is another weekday",
    "weeks_counted": "weeks are counted on the calendar",
    "counted_from_now": "a length with a plus, or the next day of something without a day, is counted from now",
    "no_such_day_this_month": "this month has no such day",
    "partly_read": "some of the words were not understood",
    "zone_said": "the time was said in another zone and is shown in the person's own",
    "zone_taken": "CST and the like stand for several zones, and the likeliest is taken",
    # no exact time
    "about": "about that time",
    "window": "somewhen in that stretch",
    "not_before": "that time or later",
    "not_after": "that time or earlier",
    # another length
    "lengthen": "make it longer by so much",
    "shorten": "make it shorter by so much",
    "new_length": "make it so long",
    "new_end": "the start stays, and it ends then",
    # asked
    "same_weekday": "today is that weekday",
    "this_week_is_past": "this week's is past",
    "next_weekday": "the coming one or next week's",
    "weekday_differs": "the date is another weekday",
    "which_order": "the locale does not tell the 5th of June from the 6th of May",
    "morning_or_evening": "both are outside working hours",
    "noon_or_midnight": "12 am and 12 pm are read both ways in Japanese",
    "which_midnight": "the midnight that begins the day or that ends it",
    "half_past_or_to": "half seven is 7:30 or 6:30",
    "which_way": "earlier or later",
    "no_such_day": "no such month has that day",
    "either": "one of several",
    "repeats": "it happens again and again",
    "clocks_go_forward": "the clocks skip that time",
    "clocks_go_back": "that time comes twice",
}


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
    reasons: tuple[str, ...] = ()  #: keys of REASONS
    choices: tuple[Choice, ...] = ()
    has_date: bool = False  #: a day was spoken of, so `start.date()` is meant
    has_clock: bool = False  #: a clock time was spoken of, so `start.time()` is meant
    zone_said: str = ""  #: the IANA zone that was named, if it is another than the person's; the times are converted

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
    answer: str = ""  #: to an invitation: "accept", "decline" or "tentative"
    #: the one thing a question is about: "when", "where", "who", "next" (the coming event) or "free" (free or busy)
    asks: str = ""
    is_off: bool = False  #: reminders or the digest shall stop
    note: str = ""  #: what is to be told to others, as written: "… with a note sorry, I am ill"
    scope: str = ""  #: "series" for the whole series, "this" for one occurrence alone
    people_change: str = ""  #: "add" or "remove" where the `people` of an event change
