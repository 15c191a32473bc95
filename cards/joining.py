"""The way into meetings: what is going on or about to start, each with its button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards.change import join_button
from cards.elements import ActionSet, Card, card, fact, line, note, title
from cards.words import Words
from graph.span import Span


@dataclass(frozen=True)
class WayIn:
    """One meeting, already masked for where it is shown."""

    subject: str
    span: Span
    join_url: str  #: "" where there is no way in from here
    about: str = ""  #: why there is none


def joining(words: Words, ways: Sequence[WayIn], first: str = "") -> Card:
    """Each meeting with its time and button; a single one's button is the card's own."""
    body: list[Any] = []
    for way in ways:
        body += [title(way.subject), fact(words("When"), words.span(way.span))]
        button = join_button(words, way.join_url)
        if button is not None:
            body.append(ActionSet(actions=[button]))
        if way.about:
            body.append(note(way.about))
    says = "\n".join(words("“{title}”: {span:span}.", title=way.subject, span=way.span) for way in ways)
    return card(
        line(first) if first else None,
        *body,
        language=words.language,
        says=f"{first}\n{says}" if first else says,
    )
