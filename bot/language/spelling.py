"""Puts right the verb that a command begins with: mvoe, schdule, "would you mind moving"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.language.normalise import Text
from bot.language.pattern import Pattern

#: The verbs that are put right, and words that are theirs but for one letter and mean something else.
_VERBS = [
    "move",
    "book",
    "push",
    "cancel",
    "delete",
    "remove",
    "schedule",
    "reschedule",
    "postpone",
    "arrange",
    "organize",
    "create",
    "remind",
    "decline",
    "accept",
    "invite",
    "change",
    "update",
    "extend",
    "shorten",
    "snooze",
    "rename",
]
_MORE_VERBS = frozenset(
    [
        "add",
        "set",
        "put",
        "get",
        "let",
        "call",
        "bring",
        "take",
        "find",
        "make",
        "give",
        "tell",
        "show",
        "list",
        "join",
        "start",
        "shift",
    ]
)
_OTHERS = frozenset(
    [
        "back",
        "bock",
        "brook",
        "cancer",
        "canceled",
        "cancelled",
        "cancels",
        "crate",
        "accent",
        "except",
        "invites",
        "chance",
        "charge",
        "remote",
        "remand",
        "rewind",
        "extent",
        "shorter",
        "boot",
        "look",
        "bush",
        "rebook",
    ]
)
_FIRST_WORD = Pattern(r"[a-z]{4,14}(?![a-z'])")


def corrected(text: Text, courtesy: re.Match[str] | None) -> Text:
    """`text` with the first verb behind its `courtesy` as it is spelled where it is a command."""
    word = _FIRST_WORD.match(text.plain, courtesy.end() if courtesy else 0)
    if word is None:
        return text
    verb = _without_ing(word[0]) if courtesy and courtesy["thought"] else _meant(word[0])
    if verb is None:
        return text
    start, end = word.span()
    origin = [*text.origin[:start], *[text.origin[start]] * len(verb), *text.origin[end:]]
    return replace(text, plain=text.plain[:start] + verb + text.plain[end:], origin=origin)


def _without_ing(word: str) -> str | None:
    """Moving → move, cancelling → cancel, booking → book."""
    if not word.endswith("ing"):
        return None
    stem = word[:-3]
    tries = (stem, stem + "e", stem[:-1])
    return next((each for each in tries if each in _VERBS or each in _MORE_VERBS), stem)


@lru_cache(maxsize=1024)
def _meant(word: str) -> str | None:
    """The verb that `word` misspells; None if it is a word of its own."""
    if word in _OTHERS or word in _VERBS:
        return None
    return next((verb for verb in _VERBS if _misspells(word, verb)), None)


def _misspells(word: str, verb: str) -> bool:
    """Two letters swapped; or, in a longer word, one left out, doubled or mistyped, but none added at the end."""
    if word[0] != verb[0] or abs(len(word) - len(verb)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, verb, strict=False)) if a != b), min(len(word), len(verb)))
    rest, wanted = word[at:], verb[at:]
    if len(rest) == len(wanted) >= 2 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]:
        return True
    if len(verb) < 6:
        return False
    if len(word) > len(verb):
        return rest[1:] == wanted and rest != wanted and (wanted != "" or rest == verb[-1])
    return rest == wanted[1:] or (len(rest) == len(wanted) and rest[1:] == wanted[1:] and len(rest) > 1)
