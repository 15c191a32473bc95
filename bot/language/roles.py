"""Which time phrase does what in a sentence: the time asked for, the name of an event, a length, a lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.language.moves import moving_roles
from bot.language.reading import NO_TIME, Time
from bot.language.sentence import Sentence
from bot.language.times.phrases import Phrase, merged, time_of
from bot.language.times.pieces import Piece, Word
from bot.language.times.scene import Scene

#: Where these are asked for, a time says which event is meant.
_NAMING = frozenset(["cancel_event", "edit", "respond", "join", "running_late", "why", "visit"])
_MOVING = frozenset(["move", "rebook"])
_LISTING = re.compile(r"\bbookings\b|予約(?:一覧|リスト|の一覧)?(?:を?(?:見せて|表示|一覧))?$")
_SNOOZE = re.compile(r"\d{1,3}")


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
        return Roles(_snooze(sentence, phrases, scene))
    if not phrases:
        return Roles()
    if intent in _MOVING and not _LISTING.search(sentence.masked):
        return Roles(*moving_roles(sentence, replace(scene, moving=True)))
    if intent in ("remind", "reminders_off"):
        return _remind(phrases, scene)
    time = phrases[0].time if len(phrases) == 1 else merged([phrase.pieces for phrase in phrases], scene)
    if intent in _NAMING and time.says_when:
        return Roles(old_time=time)
    return Roles(time)


def _snooze(sentence: Sentence, phrases: Sequence[Phrase], scene: Scene) -> Time:
    """How long: in "snooze 5" minutes are meant."""
    if phrases:
        return merged([phrase.pieces for phrase in phrases], scene)
    number = _SNOOZE.search(sentence.masked)
    if number is None:
        return NO_TIME
    return Time("certain", duration=timedelta(minutes=int(number[0])), grain="minute")


def _remind(phrases: Sequence[Phrase], scene: Scene) -> Roles:
    """A length before the event is the lead, the other times name the event; without a lead they are when to remind."""
    lead: timedelta | None = None
    rest: list[Sequence[Piece]] = []
    for phrase in phrases:
        length = _lead(phrase, scene) if lead is None else None
        if length is None:
            rest.append(phrase.pieces)
        else:
            lead = length
    time = merged(rest, scene)
    return Roles(time) if lead is None else Roles(NO_TIME, time, lead)


def _lead(phrase: Phrase, scene: Scene) -> timedelta | None:
    time = phrase.time
    if time.start is None and time.end is None and (time.duration or time.shift):
        return time.duration or abs(time.shift or timedelta())
    # 10分前 is ten minutes ago to the clock, but ten minutes before to a reminder.
    words = [piece for piece in phrase.pieces if isinstance(piece.meaning, Word)]
    if any(word.meaning in (Word("ago"), Word("before")) for word in words):
        return time_of([piece for piece in phrase.pieces if piece not in words], scene).duration
    return None
