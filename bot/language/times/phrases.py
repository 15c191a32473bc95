"""Time phrases in a text: which pieces belong together, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.language.courtesies import COURTESY, COURTESY_JA
from bot.language.islands import blanked, islands_in
from bot.language.normalise import Text
from bot.language.pattern import Pattern
from bot.language.reading import NO_TIME, Status, Time
from bot.language.times.clock_changes import settled
from bot.language.times.combine import interpret
from bot.language.times.pieces import Clock, Number, Piece, Role, Word
from bot.language.times.scan import scan
from bot.language.times.scene import Scene

#: Small words that may open or close a phrase because they change its meaning; the others are left outside.
_OPENING: tuple[Role, ...] = (
    "from", "between", "at", "for", "by", "in", "after", "before", "until", "about", "within", "the",
    "now", "fromnow", "plus", "repeats",
)  # fmt: skip
_CLOSING: tuple[Role, ...] = (
    "from", "until", "after", "before", "within", "about", "span", "now", "fromnow", "ago",
    "later", "earlier", "back", "ahead", "whichway",
)  # fmt: skip
# "At 5" is an hour, but "at 5 places" is not.
_AFTER_AN_HOUR = Pattern(
    r" *(?:$|[^a-z\s]|(?:with|for|to|on|at|and|or|in|by|from|until|till|please|instead|then|about|called|titled|named"
    r"|via|is|it|i|we)\b)"
)

#: Clock times and bare numbers in one phrase: "on the 17 from 2 to 4".
_MOST_HOURS = 4
#: Phrases that are looked for, and that are put together into one; a message that has more is no command.
_MOST_PHRASES = 12
_MOST_PARTS = 5
_OUTSIDE = (Word("to"), Word("from"))


@dataclass(frozen=True)
class Phrase:
    """A stretch of text that says something about time."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    time: Time


def phrases_in(plain: str, scene: Scene) -> list[Phrase]:
    """The time phrases of `plain`, in order, the first _MOST_PHRASES of them."""
    found = (phrase for run in scan(plain) for phrase in phrases_of(run, scene, plain))
    return list(islice(found, _MOST_PHRASES))


def phrases_of(run: Sequence[Piece], scene: Scene, plain: str = "") -> list[Phrase]:
    """The phrases that the pieces of `run` form: from the left, each as long as it makes sense."""
    found: list[Phrase] = []
    first = 0
    while first < len(run):
        phrase, used = _longest_from(run, first, scene, plain)
        if phrase:
            found.append(phrase)
        first += used
    return found


def _longest_from(run: Sequence[Piece], first: int, scene: Scene, plain: str) -> tuple[Phrase | None, int]:
    """The longest phrase that begins with piece `first`, and how many pieces are done with."""
    if run[first].meaning == Word("to"):
        if not _is_number(run[first + 1 : first + 2]):
            return None, 1
    elif _is_word(run[first], but=_OPENING):
        return None, 1
    # "To" and "from" help to read the hour in "to 4", but stay outside the phrase: they tell where something goes.
    inside = 1 if run[first].meaning in _OUTSIDE and first + 1 < len(run) else 0
    for last in range(_farthest(run, first), first + inside, -1):
        if _is_word(run[last - 1], but=_CLOSING):
            continue
        part = run[first:last]
        if all(isinstance(piece.meaning, (Word, Number)) for piece in part) and not _may_be_hours(part, plain):
            if last == len(run):
                return None, last - first  # "from 2 to 4 players"
            continue
        time = time_of(part, scene)
        if time != NO_TIME:
            return Phrase(part[inside].start, part[-1].end, tuple(part), time), last - first
    return None, 1


def _farthest(run: Sequence[Piece], first: int) -> int:
    """How far a phrase can reach: it has few hours, and knowing that keeps "1 1 1 1 …" from taking long."""
    hours = 0
    for i in range(first, len(run)):
        hours += isinstance(run[i].meaning, (Clock, Number))
        if hours > _MOST_HOURS:
            return i
    return len(run)


def _is_number(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and isinstance(pieces[0].meaning, Number)


def _is_word(piece: Piece, but: tuple[Role, ...]) -> bool:
    return isinstance(piece.meaning, Word) and piece.meaning.role not in but


def _may_be_hours(part: Sequence[Piece], plain: str) -> bool:
    """Whether numbers and small words can be a time: a word must say so, and no noun may follow."""
    first = part[0].meaning
    if isinstance(first, Number) and first.minute is None and not first.ordinal:
        return False
    return bool(_AFTER_AN_HOUR.match(plain, part[-1].end))


def merged(parts: Sequence[Sequence[Piece]], scene: Scene) -> Time:
    """All of `parts` read as one phrase; where they contradict each other, the one that says most."""
    together: list[Piece] = []
    best = NO_TIME
    for part in parts[:_MOST_PARTS]:
        joined = time_of([*together, *part], scene)
        if joined != NO_TIME:
            together, best = [*together, *part], joined
            continue
        other = time_of(part, scene)
        if (other.has_clock, other.has_date) > (best.has_clock, best.has_date):
            together, best = list(part), other
    return best


def time_of(pieces: Sequence[Piece], scene: Scene) -> Time:
    """What `pieces` mean together, NO_TIME if that is nothing."""
    found = interpret([piece.meaning for piece in pieces], scene) if pieces else None
    return settled(found, scene.zone) if found else NO_TIME


# "5 to 6" is a stretch where nothing else is said; in a sentence it may be anything.
_HOURS = Pattern(r" *\d{1,2} (?:to|until|till) \d{1,2}[ .!]*")
# Small words beside a time phrase that take nothing from it, and what answers "when?" is put in.
_BESIDE = Pattern(
    r"\b(?:maybe|perhaps|(?:let'?s )?(?:say|do|go with|try|make it)|can (?:you|we) (?:do|make it)"
    r"|(?:would )?works?(?: (?:better|best|well|for me))*"
    r"|(?:is|would be|sounds) (?:fine|good|great|ok|okay|better|best)|(?:i'?d |i would )?prefer"
    r"|suits(?: me)?|if possible|some ?time|then|instead|better|rather|ok|okay|yes|sure"
    r"|at|on|the|of|for|in|by|from|to|a|an|please|is|it|that|and)\b"
    r"|から|まで|です|ます|お願い(?:し)?|して|(?:[がで]|でも|ほうが|方が)(?:いい|良い|大丈夫)"
    r"|いや|いいえ|でしょう|どう|にしよう|にしましょう|なら|かも(?:しれ(?:ない|ません))?"
    r"|[のにではがをへもとねてかよ]"
)
_HOW_ABOUT = Pattern(r"\b(?:how|what) about\b")


def time_alone(text: Text, scene: Scene) -> Time:
    """What `text`, a time phrase and nothing else, means; never certain if some of it was not understood."""
    islands = islands_in(text.plain, text.original)
    # "How about 3" is at three, and not about.
    plain = _HOW_ABOUT.sub(lambda m: "at".rjust(len(m[0])), blanked(text.plain, islands))
    found = phrases_in(plain, scene) or (phrases_in(f"from {plain}", scene) if _HOURS.fullmatch(plain) else [])
    if not found:
        return NO_TIME
    best = max(found, key=lambda phrase: phrase.end - phrase.start)
    courtesy = COURTESY_JA.match(plain) or COURTESY.match(plain)
    begins = min(courtesy.end(), best.start) if courtesy else 0
    rest = _BESIDE.sub("", plain[begins : best.start] + " " + plain[best.end :])
    if not any(c.isalnum() for c in rest):
        return best.time
    status: Status = "ask" if best.time.status == "ask" else "assumed"
    return replace(best.time, status=status, reasons=(*best.time.reasons, "partly_read"))
