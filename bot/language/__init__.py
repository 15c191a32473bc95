"""Understands what people type about their calendar, in English and Japanese, without network or model.

    normalise → islands and time phrases (scan, phrases) → intents → roles of the times → what is left is the title

Pure functions: the moment, the zone and the locale are arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.language.intents import intent_of
from bot.language.matching import Match, match_titles, sole
from bot.language.normalise import normalise
from bot.language.people import names_of, people_in
from bot.language.picks import pick_of
from bot.language.reading import CHANGING, INTENTS, NO_TIME, REASONS, Choice, Reading, Time
from bot.language.roles import roles_of
from bot.language.sentence import sentence_of
from bot.language.times.phrases import time_alone
from bot.language.times.scene import scene
from bot.language.titles import title_of

__all__ = [
    "CHANGING",
    "INTENTS",
    "NO_TIME",
    "REASONS",
    "Choice",
    "Match",
    "Reading",
    "Time",
    "match_titles",
    "read",
    "read_time",
    "sole",
]

_NO_PHRASES: Mapping[str, str] = {}


def read(text: str, *, now: datetime, zone: str, locale: str, phrases: Mapping[str, str] = _NO_PHRASES) -> Reading:
    """What `text` says.

    `now` is aware, `zone` an IANA name, `locale` such as "en-GB" or "ja-JP". `phrases` are wordings that commands bring
    along, in small letters, each with its intent. Raises ValueError for a naive `now` or an unknown zone, else nothing.
    """
    here = scene(now, zone, locale)
    sentence = sentence_of(normalise(text), here)
    intent, asked = intent_of(sentence, phrases)
    roles = roles_of(sentence, intent, here)
    people = people_in(sentence, intent)
    return Reading(
        intent,
        roles.time,
        roles.old_time,
        title=title_of(sentence, intent, people),
        people=names_of(people),
        key=next((sentence.original(mark.start, mark.end) for mark in sentence.marks if mark.kind == "KEY"), ""),
        lead=roles.lead,
        is_question=asked,
        pick=pick_of(sentence, intent),
    )


def read_time(text: str, *, now: datetime, zone: str, locale: str) -> Time:
    """What the time phrase `text` means; NO_TIME if it is none. Raises ValueError as `read` does."""
    return time_alone(normalise(text), scene(now, zone, locale, alone=True))
