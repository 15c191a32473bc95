"""A message with its islands and time phrases replaced by capital words, ready to be read as a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.courtesies import COURTESY
from bot.language.islands import Island, blanked, islands_in
from bot.language.normalise import Text
from bot.language.openings_en import OPENING
from bot.language.pattern import Pattern
from bot.language.spelling import corrected
from bot.language.times.phrases import Phrase, phrases_in
from bot.language.times.scene import Scene

_JAPANESE = Pattern(r"[\u3041-\u30ff\u3400-\u9fff々]")
#: A note belongs to no sentence, so it only ends one.
_MASKS = {"NOTE": ";"}


@dataclass(frozen=True)
class Mark:
    """One capital word of the masked sentence and what it stands for."""

    start: int  #: in the masked sentence
    end: int
    kind: str  #: TIME, LATER, SPAN, SHIFT, MAIL, LINK, NAME, KEY, QUOTE or NOTE
    island: Island | Phrase


@dataclass(frozen=True)
class Sentence:
    """A message, masked."""

    text: Text
    masked: str
    origin: tuple[int, ...]  #: for each character of `masked`, its index in `text.plain`
    marks: tuple[Mark, ...]
    japanese: bool
    body: int  #: where the sentence begins behind its courtesies
    requested: bool  #: "could you please …": a request, although it has the form of a question

    def original(self, start: int, end: int) -> str:
        """What was written where `masked[start:end]` is read."""
        return self.text.original_of(self.origin[start], self.origin[end]) if start < end else ""


def sentence_of(text: Text, scene: Scene) -> Sentence:
    """`text` with its islands and time phrases found and masked."""
    courtesy = COURTESY.match(text.plain)
    text = corrected(text, courtesy)
    islands = islands_in(text.plain, text.original)
    phrases = phrases_in(blanked(text.plain, islands) if islands else text.plain, scene)
    everything: list[Island | Phrase] = sorted([*islands, *phrases], key=lambda found: found.start)
    masked, origin, marks = _masked(text.plain, everything)
    if courtesy and everything and everything[0].start < courtesy.end():
        courtesy = COURTESY.match(masked)  # "hi <at>Nudge</at>, please …"
    body = courtesy.end() if courtesy else 0
    # "Move 定例 to 3pm" is English about something with a Japanese name.
    verb = OPENING.match(masked, body)
    english = text.plain.isascii() or (verb is not None and masked.startswith(" ", verb.end()))
    japanese = not english and bool(_JAPANESE.search(text.plain))
    return Sentence(text, masked, origin, marks, japanese, body, bool(courtesy and courtesy["asked"]))


def _kind(found: Island | Phrase, plain: str) -> str:
    if isinstance(found, Island):
        return found.kind
    if found.time.says_when:
        return "LATER" if plain.endswith("later", found.start, found.end) else "TIME"
    return "SPAN" if found.time.shift is None else "SHIFT"


def _masked(plain: str, everything: list[Island | Phrase]) -> tuple[str, tuple[int, ...], tuple[Mark, ...]]:
    out: list[str] = []
    origin: list[int] = []
    marks: list[Mark] = []
    at = 0
    for found in everything:
        out.append(plain[at : found.start])
        origin.extend(range(at, found.start))
        kind = _kind(found, plain)
        word = _MASKS.get(kind, kind)
        marks.append(Mark(len(origin), len(origin) + len(word), kind, found))
        out.append(word)
        origin.extend([found.start] * len(word))
        at = found.end
        if at < len(plain) and plain[at].isascii() and plain[at].isalnum():
            out.append(" ")
            origin.append(at)
    out.append(plain[at:])
    origin.extend(range(at, len(plain) + 1))
    return "".join(out), tuple(origin), tuple(marks)
