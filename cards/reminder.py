"""A reminder: what starts when, and what one may want to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cards.action import button, press
from cards.change import join_button
from cards.elements import Card, card, fact, folded, heading, line, note, quoted, title, warning
from cards.words import Words
from graph.span import Span

SNOOZE = timedelta(minutes=5)
LATE_MINUTES = (5, 10, 15)
ABOUT_NOW = timedelta(seconds=30)
MOST_UNSURE = 4
SHORTEST = timedelta(minutes=1)  # "in 0 min" says nothing
# From here on the reminder itself says that it comes late.
LATE = timedelta(minutes=2)


@button("reminder.snooze")
@dataclass(frozen=True)
class SnoozeReminder:
    """Remind again in five minutes."""

    reminder_id: str


@button("reminder.move")
@dataclass(frozen=True)
class MoveReminded:
    """Move what the reminder is about."""

    reminder_id: str


@button("reminder.late")
@dataclass(frozen=True)
class RunLate:
    """Tell the others that one comes so many minutes late; asks first."""

    reminder_id: str
    minutes: str


@button("reminder.why")
@dataclass(frozen=True)
class WhyReminder:
    """Say why this was sent, and when."""

    reminder_id: str


@dataclass(frozen=True)
class Reminding:
    """What a reminder says."""

    reminder_id: str
    title: str
    span: Span
    place: str = ""
    people: str = ""  #: who is there, or who invited
    join_url: str = ""
    as_of: datetime | None = None  #: when this was read, where it could not be read again
    was_due_at: datetime | None = None  #: where it comes late


def reminder(words: Words, reminding: Reminding, now: datetime) -> Card:
    """What starts, when, where and with whom."""
    late = folded(
        words("Running late"),
        note(words("By how much? I show you who is told before anything is sent.")),
        actions=[
            press(words.length(timedelta(minutes=each)), RunLate(reminding.reminder_id, str(each)))
            for each in LATE_MINUTES
        ],
    )
    return card(
        heading(_how_soon(words, reminding.span.start - now), _color(reminding.span.start - now)),
        title(reminding.title),
        fact(words("When"), words.span(reminding.span), weight="bolder"),
        quoted(words("Where"), reminding.place) if reminding.place else None,
        quoted(words("With"), reminding.people) if reminding.people else None,
        *_notes(words, reminding, now),
        actions=[
            join_button(words, reminding.join_url),
            press(words("Snooze {length:length}", length=SNOOZE), SnoozeReminder(reminding.reminder_id)),
            press(words("Move"), MoveReminded(reminding.reminder_id)),
            late,
            press(words("Why?"), WhyReminder(reminding.reminder_id)),
        ],
        language=words.language,
        says=_says(words, reminding, now),
    )


def snoozed(words: Words, reminding: Reminding, again_at: datetime, now: datetime) -> Card:
    """The same after *Snooze*: when it comes again."""
    says = words(
        "I remind you of “{title}” again at {again:time}, in {left:length}.",
        title=reminding.title,
        again=again_at,
        left=again_at - now,
    )
    return card(
        heading(words("Snoozed")),
        title(reminding.title),
        fact(words("When"), words.span(reminding.span)),
        line(says),
        actions=[
            join_button(words, reminding.join_url),
            press(words("Move"), MoveReminded(reminding.reminder_id)),
        ],
        language=words.language,
        says=says,
    )


def noted(words: Words, text: str, was_due_at: datetime | None) -> Card:
    """What somebody asked to be reminded of, in their words."""
    says = words("You wanted to be reminded: {text}", text=text)
    late = words("This comes late: it was due at {due:when}.", due=was_due_at) if was_due_at else ""
    return card(
        heading(words("Reminder")),
        title(text),
        note(late) if late else None,
        language=words.language,
        says=says,
    )


@dataclass(frozen=True)
class Health:
    """How it stands with somebody's reminders."""

    lead: timedelta | None  #: None: off
    next_says: str  #: what comes next, in a sentence
    last_sent_at: datetime | None
    read_at: datetime | None  #: when the calendar was last read
    unsure: Sequence[str] = ()  #: what reminders were about of which nobody knows whether they arrived


def health(words: Words, health: Health) -> Card:
    """Whether reminders are on, what came last, what comes next, and how fresh that is."""
    on = words("{lead:length} before", lead=health.lead) if health.lead is not None else words("Off")
    never = words("Never")
    last = words.when(health.last_sent_at) if health.last_sent_at else never
    read = words.when(health.read_at) if health.read_at else never
    how = words("Say “remind me 10 min before” to turn them on.")
    if health.lead is not None:
        how = words("Say “remind me 5 min before standup” for one of them, or “reminders off”.")
    return card(
        heading(words("Your reminders")),
        fact(words("Reminder"), on, weight="bolder"),
        fact(words("Last sent"), last),
        fact(words("Looked"), read),
        line(health.next_says) if health.next_says else None,
        warning(unsure(words, health.unsure)) if health.unsure else None,
        note(how),
        language=words.language,
        says="\n".join([words("{what}: {title}", what=words("Your reminders"), title=on), health.next_says]).strip(),
    )


def unsure(words: Words, titles: Sequence[str]) -> str:
    """What became unknown, by name, the first few of it."""
    return words(
        "I do not know whether you got these reminders: {titles:list}.",
        titles=titles[:MOST_UNSURE],
    )


def unread(words: Words, known: tuple[datetime, datetime] | None) -> Card:
    """The calendar could not be read for long; `known`: when it was read last, and until when it is known."""
    if known is None:
        says = words("I cannot read your calendar yet, so I remind you of nothing.")
    else:
        says = words(
            "I could not read your calendar since {read:when}. Until {known:when} I remind you of what was in it then; "
            "after that I know nothing.",
            read=known[0],
            known=known[1],
        )
    return card(
        heading(words("Your reminders need you"), "attention"),
        line(says),
        note(words("Say “today”, and I look again; if I need it, I ask you to sign in.")),
        language=words.language,
        says=says,
    )


def _how_soon(words: Words, left: timedelta) -> str:
    if left >= ABOUT_NOW:
        return words("In {left:length}", left=left)
    return words("Starts now") if left > -ABOUT_NOW else words("Started {ago:length} ago", ago=-left)


def _color(left: timedelta) -> str:
    return "accent" if left >= ABOUT_NOW else "attention"


def _says(words: Words, reminding: Reminding, now: datetime) -> str:
    subject, start = reminding.title, reminding.span.start
    if start - now >= ABOUT_NOW:
        return words(
            "“{title}” starts in {left:length}, at {start:time}.", title=subject, left=start - now, start=start
        )
    if now - start < ABOUT_NOW:
        return words("“{title}” starts now.", title=subject)
    return words("“{title}” started {ago:length} ago, at {start:time}.", title=subject, ago=now - start, start=start)


def _notes(words: Words, reminding: Reminding, now: datetime) -> list[object]:
    notes = []
    if reminding.was_due_at is not None and now - reminding.was_due_at > LATE:
        notes.append(words("This comes late: it was due at {due:time}.", due=reminding.was_due_at))
    if reminding.as_of is not None:
        same_day = words.local(reminding.as_of).date() == words.local(now).date()
        as_of = words.time(reminding.as_of) if same_day else words.when(reminding.as_of)
        notes.append(words("As of {moment}: I could not read your calendar again.", moment=as_of))
    return [note(each) for each in notes]
