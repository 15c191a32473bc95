"""Which time phrase does what in a sentence: the time asked for, the name of an event, a length, a lead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.language.intents import lists_bookings
from bot.language.moves import moving_roles
from bot.language.reading import NO_TIME, Time
from bot.language.reminding import lead_and_time, snooze, time_of_day
from bot.language.sentence import Sentence
from bot.language.times.phrases import Phrase, merged
from bot.language.times.scene import Scene

#: Where these are asked for, a time says which event is meant.
_NAMING = frozenset(["cancel_event", "edit", "respond", "join", "running_late", "why", "visit"])


@dataclass(frozen=True)
class Roles:
    """The times of a sentence by what they do."""

    time: Time = NO_TIME
    old_time: Time = NO_TIME
    lead: timedelta | None = None


def roles_of(sentence: Sentence, intent: str, scene: Scene) -> Roles:
    """The roles of the time phrases of `sentence`, given what it asks for."""
    phrases = [mark.island for mark in sentence.marks if isinstance(mark.island, Phrase)]
    if intent == "snooze":
        return Roles(snooze(sentence, phrases, scene))
    if intent == "digest":
        return Roles(time_of_day(sentence, phrases, scene))
    if not phrases and intent != "remind":
        return Roles()
    if intent == "move" or (intent == "rebook" and not lists_bookings(sentence)):
        return Roles(*moving_roles(sentence, replace(scene, moving=True)))
    if intent in ("remind", "reminders_off"):
        lead, time = lead_and_time(sentence, phrases, scene)
        # Without a lead the time is when to remind; with one it names the event.
        return Roles(time) if lead is None else Roles(NO_TIME, time, lead)
    time = phrases[0].time if len(phrases) == 1 else merged([phrase.pieces for phrase in phrases], scene)
    if intent in _NAMING and time.says_when:
        return Roles(old_time=time)
    return Roles(time)
