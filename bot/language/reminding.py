"""The times of a sentence about reminders: how long before, for how long, and at what time of day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.language.pattern import Pattern
from bot.language.reading import NO_TIME, Time
from bot.language.sentence import Sentence
from bot.language.times.phrases import Phrase, merged, time_of
from bot.language.times.pieces import Clock, Day, Piece, Word
from bot.language.times.scene import Scene
from bot.language.times.settle import at

_MINUTES = Pattern(r"\d{1,3}")
_CLOCK = Pattern(r"(?<![\d.:])(?P<h>1[01]|0?[4-9])(?:[.:]?(?P<min>[0-5]\d))?(?![\d.:]|[a-z])")
_DAY_BEFORE = Pattern(r"\bthe (?P<unit>day|week) before\b")


def lead_and_time(sentence: Sentence, phrases: Sequence[Phrase], scene: Scene) -> tuple[timedelta | None, Time]:
    """How long before the event, if that is said, and what the other times of the sentence mean."""
    before = _DAY_BEFORE.search(sentence.masked)
    lead = timedelta(days=1 if before["unit"] == "day" else 7) if before else None
    rest: list[Sequence[Piece]] = []
    for phrase in phrases:
        length = _lead(phrase, scene) if lead is None else None
        if length is None:
            rest.append(phrase.pieces)
        else:
            lead = length
    return lead, merged(rest, scene)


def _lead(phrase: Phrase, scene: Scene) -> timedelta | None:
    time = phrase.time
    if time.start is None and time.end is None and (time.duration or time.shift):
        return time.duration or abs(time.shift or timedelta())
    match [piece.meaning for piece in phrase.pieces if piece.meaning != Word("of")]:
        case [Day(days_on=-1, of_event=True)]:
            return timedelta(days=1)
        case [Day(weeks_on=-1, of_event=True)]:
            return timedelta(weeks=1)
    # 10分前 is ten minutes ago to the clock, but ten minutes before to a reminder.
    words = [piece for piece in phrase.pieces if isinstance(piece.meaning, Word)]
    if any(word.meaning in (Word("ago"), Word("before")) for word in words):
        return time_of([piece for piece in phrase.pieces if piece not in words], scene).duration
    return None


def snooze(sentence: Sentence, phrases: Sequence[Phrase], scene: Scene) -> Time:
    """How long: in "snooze 5" minutes are meant."""
    if phrases:
        return merged([phrase.pieces for phrase in phrases], scene)
    number = _MINUTES.search(sentence.masked)
    if number is None:
        return NO_TIME
    return Time("certain", duration=timedelta(minutes=int(number[0])), grain="minute")


def time_of_day(sentence: Sentence, phrases: Sequence[Phrase], scene: Scene) -> Time:
    """The clock time of a digest, which comes each day: today's, also where it is past; in doubt in the morning.

    Nothing else in it has a number, so that "8" and "7.45" are clock times.
    """
    said = [piece for phrase in phrases for piece in phrase.pieces if not _is_day(piece)]
    morning = replace(scene, now=at(scene.today))
    time, number = time_of(said, morning), _CLOCK.search(sentence.masked)
    if not time.has_clock and number:
        clock = Clock(int(number["h"]), int(number["min"] or 0), half="am", sure=True)
        time = time_of([Piece(*number.span(), clock)], morning)
    if not time.has_clock:
        return NO_TIME
    if time.status == "ask" and time.choices:
        first = time.choices[0]
        return replace(time, status="assumed", start=first.start, end=first.end, reasons=("taken_as_morning",))
    return time


def _is_day(piece: Piece) -> bool:
    return isinstance(piece.meaning, Day) or piece.meaning == Word("repeats")
