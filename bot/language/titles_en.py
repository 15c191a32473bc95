"""Which words of a masked English sentence are the title of an event."""

from __future__ import annotations

from bot.language.courtesies import TELL_ME, TIME_FIRST
from bot.language.openings_en import OPENING
from bot.language.pattern import Pattern
from bot.language.wordings.en import KIND, WORDS

_MARK = r"(?:TIME|LATER|SPAN|SHIFT|KEY|LINK|MAIL|NAME)"
_PREPOSITION = r"(?:to|at|on|for|from|by|in|until|till|before|after|around|of|up|back|out|forward)"
_SMALL_WORDS = (
    "my the a an our this that it me please to on in at for from by of up back out forward into with and off now next"
    " is are am was will be do does have s 's can can't could would about called titled named regarding re take instead"
    " earlier later before after until start starting starts end ending ends last link go running late every each any"
    " still pls w/ through over happening held being taking place scheduled going coming attending joining else"
    " participating invited organi[sz]ed organi[sz]ing another further"
)
_SMALL = "|".join(_SMALL_WORDS.split())
_GENERIC = (
    rf"(?:{KIND}|{WORDS['calendar']}|{WORDS['attribute']}|bookings?|time|one|thing|stuff|something|anything|anyone|everything|all"
    rf"|it"
    r"|day|week|new|quick|instant|online|virtual|teams|(?:teams |meeting )?links?|private|public"
    r"|someone|people|invit(?:e|ation)s?|\d+)"
)
_NAMED = Pattern(r"\b(?:called|titled|named|about|regarding|subject) (?=\S)")
#: What a search for a time is for.
_TOPIC = Pattern(r"\b(?:for|about|regarding|called|titled|named) (?=\S)")
#: "The location of the" before the title; "the location to" is followed by its value.
_ATTRIBUTE = Pattern(
    rf" *(?:(?:the|a|an) )*(?:(?:teams|meeting|join) )?(?:{WORDS['attribute']}|time|date|length|duration|reminders?"
    rf"|links?)\b"
    r"(?P<value> to\b)?(?: (?:of|for|on))? ?"
)
#: The new value of a property behind the title: "to room 5", "private". Some verbs always have one.
_KIND_OF = "(?:private|public|online|virtual|remote|in person)"
_VALUE = Pattern(rf"(?<=[a-z0-9]) to (?!my |the ).*| {_KIND_OF}$")
_SURE_VALUE = Pattern(rf"(?:^| )(?:to|into|as) .*| {_KIND_OF}$")
_VALUED = ("rename", "change", "set", "update", "make", "turn", "convert", "modify", "edit")
_LEADING = Pattern(
    rf"[\s,.;:!?'\"-]+|(?:{_SMALL})(?![a-z0-9'-])"
    rf"|(?:{KIND}|invit(?:e|ation)s?)(?= (?:with|about|called|titled|named|for|on|from|to|at|in)\b|:)"
)
#: Small words at the end are none of the title, but for the "up" of a "catch up"; so too in the next pattern but one.
_TRAILING = Pattern(rf"(?:(?<![a-z0-9'-])(?!(?<=catch )up)(?:{_SMALL})|(?<=[a-z0-9]) thing|[\s,.;:!?>-])$")
_NO_TITLE = Pattern(rf"(?:(?:{_GENERIC})(?: |$))+$")
_CUTS = Pattern(
    rf"(?:(?<!catch )\b{_PREPOSITION} )*(?:(?:the|my) )?{_MARK}(?: ?' ?s)?|\b(?:earlier|later|longer|shorter|instead"
    rf"|please|same time)\b|\b(?:from|on|off|to|in|into|onto)(?: of)? (?:my|the|our) (?:{WORDS['calendar']})\b"
    r"|\b(?:should|must|needs? to|has to|have to) be \w+|\bbecause\b|→|[?!;]"
)
Part = tuple[int, int]


def title_in(masked: str, at: int, intent: str, *, asks: str = "") -> Part:
    """Start and end of the title in `masked`, whose sentence begins at `at`; equal if there is none."""
    begin = _begin(masked, at)
    if intent in ("edit", "move"):
        return _changed_title(masked, begin, has_value=intent == "edit" and masked.startswith(_VALUED, at))
    parts = _between_cuts(masked, begin)
    if intent == "find_time":
        return _named(masked, parts, _TOPIC) or (begin, begin)
    named = _named(masked, parts, _NAMED)
    if intent == "agenda" and asks not in ("when", "where", "who"):
        # What is left of "what do I have on my plate" names nothing.
        return named or (begin, begin)
    return named or _first(masked, parts)


def _changed_title(masked: str, at: int, *, has_value: bool) -> Part:
    """The title between the property that changes and its new value, if these are there."""
    attribute = _ATTRIBUTE.match(masked, at)
    if attribute and attribute["value"] and has_value:
        return at, at
    parts = _between_cuts(masked, attribute.end() if attribute else at)
    return _named(masked, parts, _NAMED) or _first(masked, parts, _SURE_VALUE if has_value else _VALUE)


def _named(masked: str, parts: list[Part], name: Pattern) -> Part | None:
    """What stands behind "called", "about" or the like."""
    for start, end in parts:
        if named := name.search(masked, start, end):
            return _stripped(masked, named.end(), end)
    return None


def _first(masked: str, parts: list[Part], value: Pattern | None = None) -> Part:
    """The first words between the cuts that are no small or general ones."""
    for start, end in parts:
        if value and (found := value.search(masked, start, end)):
            end = found.start()
        start, end = _stripped(masked, start, end)
        if start < end and not _NO_TITLE.match(masked[start:end]):
            return start, end
    return parts[0][0], parts[0][0]


def _begin(masked: str, at: int) -> int:
    """Behind "tell me", a time and the verb that stand before the title."""
    for before in (TELL_ME, TIME_FIRST):
        if (found := before.match(masked, at)) and OPENING.match(masked, found.end()):
            at = found.end()
    verb = OPENING.match(masked, at)
    return verb.end() if verb else at


def _between_cuts(masked: str, at: int) -> list[Part]:
    found: list[Part] = []
    for cut in _CUTS.finditer(masked, at):
        found.append((at, cut.start()))
        at = cut.end()
    return [*found, (at, len(masked))]


def _stripped(masked: str, start: int, end: int) -> Part:
    while start < end and (noise := _LEADING.match(masked, start, end)):
        start = noise.end()
    while start < end and (noise := _TRAILING.search(masked[start:end])):
        end = start + noise.start()
    return start, end
