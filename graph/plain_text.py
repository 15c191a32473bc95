"""What a person reads in an event's body, without the HTML that Outlook keeps it in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from graph.model import Body

_BREAKS = frozenset(["br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"])
_UNSEEN = frozenset(["head", "style", "script", "title"])
# What Outlook itself puts around words that nobody has formatted.
_PLAIN = frozenset(["html", "head", "meta", "body", "p", "div", "br", "span", "style", "title"])
_SPACES = re.compile(r"[ \t\r\n\f]+")


def plain_text(body: Body) -> str:
    """Its lines as they are read, without blank ones at either end; line ends are newlines."""
    if body.kind == "text":
        return body.content.replace("\r\n", "\n").strip()
    reader = _Reader()
    reader.feed(body.content)
    reader.close()
    lines = [_SPACES.sub(" ", line).replace("\xa0", " ").strip() for line in reader.text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def has_formatting(body: Body) -> bool:
    """Whether its HTML says more than its words, such as bold letters, a list, a link or a picture."""
    if body.kind == "text":
        return False
    reader = _Reader()
    reader.feed(body.content)
    reader.close()
    return not reader.tags <= _PLAIN


class _Reader(HTMLParser):
    """Collects the words and the tags of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden += tag in _UNSEEN
        if tag in _BREAKS and (tag == "br" or not self.text.endswith("\n")):
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _UNSEEN))
        if tag in _BREAKS and not self.text.endswith("\n"):
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            # In HTML a line end is a space; only tags break lines.
            self.text += _SPACES.sub(" ", data)
