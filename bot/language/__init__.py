"""Understands what people type about their calendar, in English and Japanese, without network or model.

    normalise → courtesies, and the spelling of the verb → islands (addresses, keys, quotes, notes) and time phrases
    → intents → roles of the times → people and sides (answer, note, scope …) → what is left is the title

`read` reads a message, `read_time` a time phrase alone, `match_titles` finds an event by a few words. Pure functions:
the moment, the zone and the locale are arguments. New ways of asking are rows in `wordings/`, new words of time in
`times/`. Try it: `python -m bot.language --help`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.language.intents import intent_of
from bot.language.islands import Island
from bot.language.matching import Match, match_titles, sole
from bot.language.normalise import normalise
from bot.language.openings_en import OPENING
from bot.language.people import names_of, people_change, people_in
from bot.language.picks import pick_of
from bot.language.reading import CHANGING, INTENTS, NO_TIME, REASONS, Choice, Reading, Time
from bot.language.roles import roles_of
from bot.language.scopes import scope_in
from bot.language.sentence import Sentence, sentence_of
from bot.language.sides import answer_of, asks_of, is_off
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
    whole = sentence_of(normalise(text), here)
    scope, bare = scope_in(whole)
    sentence = replace(whole, masked=bare) if bare.strip(" ;.") else whole
    intent, asked = intent_of(whole, phrases)
    if intent == "none" and scope:
        intent, asked = intent_of(sentence, phrases)
    if scope == "series" and intent == "meet" and not OPENING.match(sentence.masked, sentence.body):
        intent = "move"  # "standup at 9:30 from now on": a series is there already, and nothing here makes one
    roles = roles_of(sentence, intent, here)
    people = people_in(sentence, intent)
    asks = asks_of(sentence, intent)
    return Reading(
        intent,
        roles.time,
        roles.old_time,
        title=title_of(sentence, intent, people, asks),
        people=names_of(people),
        key=_written(sentence, "KEY"),
        lead=roles.lead,
        is_question=asked,
        pick=pick_of(sentence, intent),
        answer=answer_of(sentence, intent),
        asks=asks,
        is_off=is_off(sentence, intent),
        note=_written(sentence, "NOTE"),
        scope=scope,
        people_change=people_change(sentence, intent, people),
    )


def _written(sentence: Sentence, kind: str) -> str:
    """The first island of that kind, as it was written; "" if there is none."""
    for mark in sentence.marks:
        if mark.kind == kind and isinstance(mark.island, Island):
            return sentence.text.original_of(mark.island.inner_start, mark.island.inner_end).strip()
    return ""


def read_time(text: str, *, now: datetime, zone: str, locale: str, moving: bool = False) -> Time:
    """What the time phrase `text` means; NO_TIME if it is none. Raises ValueError as `read` does.

    Where something is being moved, "30 min later" is by so much, and else counted from now.
    """
    return time_alone(normalise(text), replace(scene(now, zone, locale, alone=True), moving=moving))
