"""What stands out of a sentence by its form alone: addresses, mentions, ticket keys, quoted titles, notes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.notes import note_in
from bot.language.pattern import Pattern

_ISLANDS = Pattern(
    r"(?P<mail><?[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}>?)|(?P<link>https?://\S+)"
    r"|<at[^>]{0,80}>(?P<name>[^<]{1,80})</at>|(?<![a-z0-9@.])@(?P<handle>[^\W\d_][\w.-]{0,40})"
    r"|(?<![a-z0-9-])(?P<key>[a-z][a-z0-9]{1,14}-\d{1,9})(?![a-z0-9-])"
    r'|"(?P<quote>[^"]{1,200})"'
    r"|「(?P<bracket>[^」]{1,200})」|『(?P<double>[^』]{1,200})』"
)
#: One of these signs is in everything that stands out; looking for them first is quick.
_HAS_A_SIGN = Pattern(r"[@<\"「『-]|://")
# Without capitals only a longer number makes a key: not "top-10", not "may-2026".
_SURE_KEY = Pattern(r"-(?!(?:19|20|21)\d\d$)\d{3,}$")
# Here a key is what follows, so a short one in small letters is one too: "visit case-17", 来訪 case-17. Behind "meet"
# nothing but when and with whom may follow it: "meet case-17 tomorrow", not "meet top-10 clients".
_BEFORE_KEY = Pattern(
    r"(?:^| )(?:visit(?: links?)?(?: (?:for|of))?|来訪(?: ?リンク)?|訪問リンク|(?P<meet>meet|会議))[: ]*$"
)
_AFTER_KEY = Pattern(
    r" (?=\d|(?:today|tonight|tomorrow|tmrw|now|next|this|on|at|in|from|for|with|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b"
    r"|[今明来再月火水木金土日午本次])"
)
_MONTH_OR_DAY = Pattern(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*-")
_KINDS = {"mail": "MAIL", "link": "LINK", "name": "NAME", "handle": "NAME", "key": "KEY"}


@dataclass(frozen=True)
class Island:
    """A part of the text that is not read as words: `kind` is MAIL, LINK, NAME, KEY, QUOTE or NOTE."""

    start: int
    end: int
    kind: str
    inner_start: int
    inner_end: int


def islands_in(plain: str, original: str) -> list[Island]:
    """The islands of `plain`, in order. A ticket key has capitals in `original`, or a number that leaves no doubt."""
    note = note_in(plain)
    found = [Island(note.start, note.end, "NOTE", note.inner_start, note.inner_end)] if note else []
    for match in _ISLANDS.finditer(plain) if _HAS_A_SIGN.search(plain) else ():
        group = match.lastgroup or ""
        inner = match.span(group)
        if group == "key" and match["key"].upper() not in original and not _is_key(match["key"], plain, match.span()):
            continue
        if note and match.start() < note.end and note.start < match.end():
            continue
        found.append(Island(match.start(), match.end(), _KINDS.get(group, "QUOTE"), *inner))
    return sorted(found, key=lambda island: island.start) if note else found


def _is_key(word: str, plain: str, at: tuple[int, int]) -> bool:
    """Whether a word in small letters is a ticket key: by its number, or by what stands before and behind it."""
    if _SURE_KEY.search(word):
        return True
    before = _BEFORE_KEY.search(plain[: at[0]])
    if before is None or _MONTH_OR_DAY.match(word):
        return False
    return not before["meet"] or _AFTER_KEY.match(plain, at[1]) is not None


def blanked(plain: str, islands: list[Island]) -> str:
    """`plain` with every island made unreadable for the time scanner, at the same length."""
    for island in islands:
        plain = plain[: island.start] + "\x00" * (island.end - island.start) + plain[island.end :]
    return plain
