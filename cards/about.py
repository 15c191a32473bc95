"""The answer to a question about one thing: the answer itself first, then when, where and who, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.action import ChooseOption, press
from cards.change import join_button
from cards.elements import Card, card, fact, line, note, quoted, title
from cards.words import Words, clean

MOVE = "move"  # the option that the card's question has for its button


@dataclass(frozen=True)
class About:
    """One thing, already masked for where it is shown."""

    answer: str  #: one sentence
    subject: str
    when: str
    place: str = ""
    people: Sequence[str] = ()  #: each with their answer
    more_people: int = 0
    join_url: str = ""
    question_id: str = ""  #: of the Move button; "" where it cannot be moved


def about(words: Words, thing: About) -> Card:
    """Answers directly, and adds what the answer does not say; nothing here changes anything."""
    move = press(words("Move"), ChooseOption(thing.question_id, MOVE)) if thing.question_id else None
    return card(
        line(thing.answer),
        None if clean(thing.subject) in thing.answer else title(thing.subject),
        None if thing.when in thing.answer else fact(words("When"), thing.when),
        quoted(words("Where"), thing.place) if thing.place else None,
        note(words("Who")) if thing.people else None,
        *[line(each, spacing="none") for each in thing.people],
        note(words("and {count} more", count=thing.more_people), "none") if thing.more_people else None,
        actions=[join_button(words, thing.join_url), move],
        language=words.language,
        says=thing.answer,
    )
