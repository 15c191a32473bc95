"""The people in a sentence: addresses, mentions, and names in the places where names stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language.islands import Island
from bot.language.sentence import Sentence

_MARK = r"(?:TIME|LATER|SPAN|SHIFT|KEY|QUOTE)"
_END = (
    r"(?=$| (?:to|at|on|for|from|by|in|about|called|titled|named|before|until|regarding|re|next|this|via|with|a|an|is"
    rf"|are|be|please|attend|join|come)\b|[.?!;]| ?{_MARK})"
)
_NAMES = r"(?P<names>[^.?!;]{1,80}?)"
_WITH = re.compile(rf"\b(?:with|between|including) {_NAMES}{_END}")
#: Where guests are changed, or asked for, names also follow the verb.
_GUESTS = re.compile(rf"(?:^|\b)(?:add|invite|uninvite|un-invite|remove|include|take out|ask) {_NAMES}{_END}")
_FREE = re.compile(rf"\b(?:is|are|when is|will|can) {_NAMES} (?:be )?(?:free|busy|available|meet)\b")
_BETWEEN = re.compile(r"\s*(?:,\s*and\s|,|\band\b|&|\+)\s*")
# What stands where a name could, but is none.
_NO_NAME = re.compile(
    r"^(?:the|a|an|my|our|your|his|her|their|this|that|these|it|i|me|we|us|you|him|them|everyone|everybody|all|more|some"
    r"|another|attendees?|people|someone|participants?|guests?|whom?|teams|link|room|[a-z]*ing)\b"
    r"|[0-9]|^(?:TIME|SPAN|MAIL|NAME|KEY|QUOTE)$"
)
_JAPANESE = re.compile(
    r"(?P<name>[^\s、。をにがはのとへで,A-Z0-9]{1,12}?)"
    r"(?:(?:さん|様|さま|氏|くん|君|ちゃん|先生|部長|課長|社長)(?:たち)?(?=$|[とをにがはのへもや、 A-Z])"
    r"|(?=との?(?:会議|打ち?合わ?せ|ミーティング|mtg|1on1|面談|ランチ|商談|予定|定例|約束|食事|会食)))"
)


@dataclass(frozen=True)
class Person:
    """A name or address and where it stands in the masked sentence."""

    start: int
    end: int
    name: str


def people_in(sentence: Sentence, intent: str) -> list[Person]:
    """The people of `sentence` in order, as they were written."""
    found = [
        Person(mark.start, mark.end, _as_written(sentence, mark.island))
        for mark in sentence.marks
        if isinstance(mark.island, Island) and mark.kind in ("MAIL", "NAME")
    ]
    if sentence.japanese:
        found += _japanese(sentence)
    else:
        found += _listed(sentence, _WITH)
        if intent == "edit":
            found += _listed(sentence, _GUESTS)
        if intent in ("find_time", "agenda"):
            found += _listed(sentence, _FREE)
    return sorted(found, key=lambda person: person.start)


def names_of(people: list[Person]) -> tuple[str, ...]:
    """Their names, each once."""
    return tuple(dict.fromkeys(person.name for person in people if person.name))


def _as_written(sentence: Sentence, island: Island) -> str:
    return sentence.text.original_of(island.inner_start, island.inner_end).strip("<>@ ")


def _listed(sentence: Sentence, pattern: re.Pattern[str]) -> list[Person]:
    """Names in a list: "with Ann, Bob and Carol"."""
    found: list[Person] = []
    for group in pattern.finditer(sentence.masked):
        at, end = group.span("names")
        for gap in [*_BETWEEN.finditer(sentence.masked, at, end), None]:
            stop = gap.start() if gap else end
            name = sentence.masked[at:stop].strip()
            if name and len(name.split()) <= 3 and not _NO_NAME.search(name):
                found.append(Person(at, stop, sentence.original(at, stop).strip(" .,!?'\"")))
            at = gap.end() if gap else end
    return found


def _japanese(sentence: Sentence) -> list[Person]:
    return [
        Person(match.start(), match.end(), sentence.original(*match.span("name")))
        for match in _JAPANESE.finditer(sentence.masked)
        if not _NO_NAME.search(match["name"])
    ]
