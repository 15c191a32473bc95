"""Which words of a masked English sentence are the title of an event."""

from __future__ import annotations

import re

from bot.language.wordings.en import KIND, WORDS

_MARK = r"(?:TIME|LATER|SPAN|SHIFT|KEY|LINK|MAIL|NAME)"
_PREPOSITION = r"(?:to|at|on|for|from|by|in|until|till|before|after|around|of|up|back|out|forward)"
_VERBS = (
    r"move|re-?schedule|resched|postpone|push|shift|delay|defer|prepone|advance|slide|bring|put|pull|extend|shorten"
    r"|change|update"
    r"|modify|edit|alter|adjust|rename|make|set ?up|set|cancel|delete|remove|discard|clear|drop|call off|schedule"
    r"|book|create|add"
    r"|arrange|organi[sz]e|plan|new|place|start|open|reserve|block|meet(?:ing)?(?= about| with| on| for| KEY| TIME"
    r"|$)|join|connect"
    r"|accept|decline|reject|tentatively|attend|visit|re-?book|remind|reminders?|show|find|tell|list|invite|include"
    r"|forward|snooze"
    r"|why|enter|dial|call(?= the| my)|respond|what time|(?:when|where|what|who)(?: ?'?s)?|how long|let|i'll|i(?:'m)?"
)
_SMALL = (
    r"my|the|a|an|our|this|that|it|me|please|to|on|in|at|for|from|by|of|up|back|out|forward|into|with|and|off|now"
    r"|next|is|are|am"
    r"|was|will|be|do|does|have|s|'s|can|can't|could|would|about|called|titled|named|regarding|re|take|instead"
    r"|earlier|later"
    r"|before|after|until|start|starting|ending|last|link|go|running|late"
)
_GENERIC = (
    rf"(?:{KIND}|{WORDS['calendar']}|{WORDS['attribute']}|bookings?|time|one|something|everything|all|it|day|week|\d+)"
)
OPENING = re.compile(rf"(?:{_VERBS})\b")
_NAMED = re.compile(r"\b(?:called|titled|named|about|regarding|subject) (?=\S)")
#: "The location of the", and the value behind it: "to room 5".
_ATTRIBUTE = re.compile(
    rf" *(?:the |a |an )*(?:{WORDS['attribute']}|time|date|length|duration|reminders?)\b(?: (?:of|for|on|to))? ?"
)
_VALUE = re.compile(r" to (?!my |the ).*")
_LEADING = re.compile(
    rf"[\s,.;:!?'\"-]+|(?:{_SMALL})(?![a-z0-9'-])"
    rf"|(?:{KIND})(?= (?:with|about|called|titled|named|for|on|from|to|at|in)\b)"
)
_TRAILING = re.compile(rf"(?:(?<![a-z0-9'-])(?:{_SMALL})|[\s,.;:!?])$")
_NO_TITLE = re.compile(rf"(?:(?:{_GENERIC})(?: |$))+$")
_CUTS = re.compile(
    rf"(?:\b{_PREPOSITION} )*(?:(?:the|my) )?{_MARK}(?: ?' ?s)?|\b(?:earlier|later|instead|please)\b|[?!;]"
)
Part = tuple[int, int]


def title_in(masked: str, at: int, *, changes: bool) -> Part:
    """Start and end of the title in `masked`, which begins at `at`; equal if there is none.

    `changes`: a property may stand before the title, and its new value behind it.
    """
    verb = OPENING.match(masked, at)
    at = verb.end() if verb else at
    if changes and (attribute := _ATTRIBUTE.match(masked, at)):
        at = attribute.end()
    parts = [_stripped(masked, start, end) for start, end in _between_cuts(masked, at)]
    for start, end in parts:
        if named := _NAMED.search(masked, start, end):
            return _stripped(masked, named.end(), end)
    for start, end in parts:
        if start < end and not _NO_TITLE.match(masked[start:end]):
            value = _VALUE.search(masked, start, end) if changes else None
            return start, value.start() if value else end
    return at, at


def _between_cuts(masked: str, at: int) -> list[Part]:
    found = []
    for cut in _CUTS.finditer(masked, at):
        found.append((at, cut.start()))
        at = cut.end()
    return [*found, (at, len(masked))]


def _stripped(masked: str, start: int, end: int) -> Part:
    while start < end and (noise := _LEADING.match(masked, start, end)):
        # "About" and "called" are what tells a title, so they stay for the search.
        if _NAMED.match(masked, start, end):
            break
        start = noise.end()
    while start < end and (noise := _TRAILING.search(masked[start:end])):
        end = start + noise.start()
    return start, end
