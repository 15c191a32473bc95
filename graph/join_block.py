"""The block about the online meeting inside an event's body, kept when people write something else around it.

Graph takes an online meeting away from an event whose body loses it.
Source: https://learn.microsoft.com/graph/api/event-update
"""

from __future__ import annotations

import re
from html import escape, unescape

from graph.model import Body

# Teams rules its block off with long lines; the words between them are in the organiser's language.
_RULE = re.compile(r"_{20,}")
_ONLY_TAGS = re.compile(r"(?:<[^>]*>|\s|&nbsp;)*")
_PAGE = re.compile(r"</?(?:html|body)\b[^>]*>|<head\b.*?</head\s*>|<!doctype[^>]*>", re.IGNORECASE | re.DOTALL)


def has_block(body: Body, join_url: str) -> bool:
    """Whether the way into the meeting is still in the body."""
    return bool(join_url) and join_url in unescape(body.content)


def splice(new: Body, old: Body, join_url: str) -> Body:
    """`new` followed by the block of `old`; `new` itself where it has the block already, or `old` has none."""
    if has_block(new, join_url) or not has_block(old, join_url):
        return new
    if old.kind == "text":
        block = _between_rules(old.content, join_url) or old.content
        words = new.content if new.kind == "text" else unescape(re.sub(r"<[^>]*>", "", new.content))
        return Body(f"{words.rstrip()}\r\n\r\n{block}", "text")
    block = _with_tags(old.content, join_url) or _inside(old.content)
    words = _inside(new.content) if new.kind == "html" else f"<p>{escape(new.content)}</p>".replace("\n", "<br>\n")
    return Body(f"<html><body>{words}\r\n<br>\r\n{block}</body></html>", "html")


def without_block(body: Body, join_url: str) -> Body:
    """What people wrote themselves, for showing in a form."""
    if not has_block(body, join_url):
        return body
    if body.kind == "text":
        block = _between_rules(body.content, join_url)
        return Body(body.content.replace(block, "").strip() if block else "", "text")
    block = _with_tags(body.content, join_url)
    return Body(_inside(body.content).replace(block, "").strip() if block else "", "html")


def _between_rules(text: str, join_url: str) -> str:
    """From the rule before the join address to the rule after it, "" if it is not ruled off."""
    bounds = _rules_around(text, join_url)
    return text[bounds[0] : bounds[1]] if bounds else ""


def _with_tags(html: str, join_url: str) -> str:
    """The same with the elements that the rules stand in."""
    bounds = _rules_around(html, join_url)
    if bounds is None:
        return ""
    starts, ends = bounds
    opening = html.rfind("<div", 0, starts)
    if opening >= 0 and _ONLY_TAGS.fullmatch(html, opening, starts):
        starts = opening
    closing = html.find("</div>", ends)
    if closing >= 0 and _ONLY_TAGS.fullmatch(html, ends, closing):
        ends = closing + len("</div>")
    return html[starts:ends]


def _rules_around(text: str, join_url: str) -> tuple[int, int] | None:
    places = [text.find(form) for form in (escape(join_url), join_url) if form in text]
    if not places:
        return None
    at = places[0]
    before = [rule.start() for rule in _RULE.finditer(text, 0, at)]
    after = _RULE.search(text, at)
    return (before[-1], after.end()) if before and after else None


def _inside(html: str) -> str:
    return _PAGE.sub("", html).strip()
