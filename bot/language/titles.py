"""What is left of a sentence to find or name an event by."""

from __future__ import annotations

import re

from bot.language import titles_en, titles_ja
from bot.language.islands import Island
from bot.language.people import Person
from bot.language.sentence import Sentence

#: Intents that are about some event; the words of the others are no title.
_TITLED = frozenset(
    [
        "meet", "move", "rebook", "edit", "visit", "join", "remind", "running_late", "find_time", "cancel_event",
        "respond", "agenda", "why", "snooze",
    ]
)  # fmt: skip
_BEFORE_PERSON = re.compile(r"(?:\b(?:with|and|add|invite|between|including)|,| |と)* ?$")
_AFTER_PERSON = re.compile(r"との?|(?: ?' ?s)")


def title_of(sentence: Sentence, intent: str, people: list[Person]) -> str:
    """The words that are left, as they were written; "" if none are."""
    if intent not in _TITLED:
        return ""
    for mark in sentence.marks:
        if mark.kind == "QUOTE" and isinstance(mark.island, Island):
            return sentence.text.original_of(mark.island.inner_start, mark.island.inner_end).strip()
    masked = _without_people(sentence.masked, people)
    if sentence.japanese:
        start, end = titles_ja.title_in(masked)
    else:
        start, end = titles_en.title_in(masked, sentence.body, changes=intent in ("edit", "move"))
    return sentence.original(start, end).strip(' 　,.;:!?、。「」"')


def _without_people(masked: str, people: list[Person]) -> str:
    """`masked` with "with Ann and Bob" made into a cut, at the same length."""
    for person in people:
        before = _BEFORE_PERSON.search(masked[: person.start])
        after = _AFTER_PERSON.match(masked, person.end)
        start = before.start() if before else person.start
        end = after.end() if after else person.end
        masked = masked[:start] + ";" * (end - start) + masked[end:]
    return masked
