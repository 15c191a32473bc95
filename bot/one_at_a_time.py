"""Two changes in one sentence: one card asks for the first, and says which one has to wait."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from bot.command import Said, Turn
from bot.language import Reading, read
from bot.turns import JAPANESE

CUT = re.compile(r"\s*(?:[,;]|\band\b|\bthen\b)(?:\s*(?:and|then)\b)*\s*|[、。]", re.IGNORECASE)
MOST_CUTS = 4  # each is read up to four times
WITHOUT_A_TIME = frozenset(("cancel_event", "respond"))  # what these are about is enough


def first_of(turn: Turn, said: Said) -> Said:
    """The sentence as one change, its first, with the one that waits beside it."""
    for cut in islice(CUT.finditer(said.text), MOST_CUTS):
        first, _ = _read(turn, said, said.text[: cut.start()])
        if _is_whole(first):
            rest, waits = _read(turn, said, said.text[cut.end() :])
            if _is_whole(rest):
                return replace(said, reading=first, waits=waits)
    return said


def _is_whole(reading: Reading) -> bool:
    """Whether it says what to change, and how."""
    names = bool(reading.title or reading.key or reading.people)
    return names and (reading.time.says_when or reading.time.shift is not None or reading.intent in WITHOUT_A_TIME)


def _read(turn: Turn, said: Said, part: str) -> tuple[Reading, str]:
    """A part, with the verb that it shares with the other where it has none."""
    with_verb = f"{part}移動" if JAPANESE.search(part) else f"move {part}"
    for text in (part, with_verb):
        reading = read(text, now=said.asked_at, zone=turn.words.zone, locale=turn.words.locale)
        if reading.intent in ("move", "rebook", *WITHOUT_A_TIME):
            break
    return reading, text
