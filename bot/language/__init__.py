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
from bot.language.phrases import phrases_in
from bot.language.reading import CHANGING, INTENTS, NO_TIME, Choice, Reading, Time
from bot.language.roles import roles_of
from bot.language.scene import scene
from bot.language.sentence import sentence_of
from bot.language.titles import people_of, title_of

__all__ = ["CHANGING", "INTENTS", "NO_TIME", "Choice", "Match", "Reading", "Time", "match_titles", "read", "read_time", "sole"]

_NO_PHRASES: Mapping[str, str] = {}


def read(text: str, *, now: datetime, zone: str, locale: str, phrases: Mapping[str, str] = _NO_PHRASES) -> Reading:
    """What `text` says.

    `now` is aware, `zone` an IANA name, `locale` such as "en-GB" or "ja-JP". `phrases` are wordings that commands bring along,
    in small letters, each with its intent. Raises ValueError for a naive `now` or an unknown zone, and for nothing else.
    """
    here = scene(now, zone, locale)
    sentence = sentence_of(normalise(text), here)
    intent, asked = intent_of(sentence, phrases)
    roles = roles_of(sentence, intent, here)
    key = next((sentence.original(m.start, m.end) for m in sentence.marks if m.kind == "KEY"), "")
    return Reading(intent, roles.time, roles.old_time, title_of(sentence, intent), people_of(sentence), key, roles.lead, asked)


def read_time(text: str, *, now: datetime, zone: str, locale: str) -> Time:
    """What the time phrase `text` means; NO_TIME if it is none. Raises ValueError as `read` does."""
    here = scene(now, zone, locale, alone=True)
    found = phrases_in(normalise(text).plain, here)
    return max(found, key=lambda phrase: phrase.end - phrase.start).time if found else NO_TIME
