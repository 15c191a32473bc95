"""What editing an event and editing a booking share: a form is kept with what it was filled with, so that what comes
back says exactly what the person touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.asking import ask
from bot.command import Reply, Said, Turn
from bot.language import read_time
from bot.plan import Before
from bot.store import Json
from cards.edit_form import LONGEST_TEXT, Form, Problem, form_card
from cards.words import Words
from graph.model import Unchanged, ZonedTime

MINUTE = timedelta(minutes=1)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_NUMBER = re.compile(r"\d{1,6}")
_AMOUNT = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?")
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")
FULL_WIDTH = str.maketrans("０１２３４５６７８９：．，＠", "0123456789:.,@")


async def show_form(turn: Turn, said: Said, form: Form, kept: Json) -> Reply:
    """The form; `kept` is what its answer needs to know of the thing as it is now."""
    filled = {each.name: each.value for each in form.fields}
    answers = {**said.answers, "form": {**kept, "filled": filled}}
    question_id = await ask(turn, replace(said, answers=answers), {})
    return Reply(card=form_card(turn.words, question_id, form))


async def show_again(turn: Turn, said: Said, form: Form, reader: FormReader) -> Reply:
    """The same form with all that was typed, and what is wrong with it."""
    answers = {name: value for name, value in said.answers.items() if name != "fields"}
    question_id = await ask(turn, replace(said, answers=answers), {})
    return Reply(card=form_card(turn.words, question_id, form, reader.typed, reader.problems))


@dataclass(frozen=True)
class FormReader:
    """What came back from a form. Reading a field that makes no sense adds to `problems` and gives a stand-in."""

    words: Words
    now: datetime
    filled: dict[str, str]
    typed: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def touched(self, *names: str) -> bool:
        """Whether one of these fields was in the form and says something else now."""
        return any(name in self.filled and self.text(name) != _tidy(self.filled[name]) for name in names)

    def offered(self, name: str) -> bool:
        """Whether the form has this field."""
        return name in self.filled

    def wrong(self, name: str, sentence: str) -> None:
        """Notes what is wrong with a field."""
        self.problems.append(Problem(name, sentence))

    def text(self, name: str) -> str:
        """What the field holds; clients leave an empty one out."""
        return _tidy(self.typed.get(name, ""))

    def line(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """A text that is not too long."""
        text = self.text(name)
        if len(text) > longest:
            self.wrong(name, self.words("This is longer than {longest} characters.", longest=longest))
        return text

    def needed(self, name: str) -> str:
        """A text that may not be empty."""
        if not (text := self.line(name)):
            self.wrong(name, self.words("Please fill this in."))
        return text

    def flag(self, name: str) -> bool:
        """A toggle."""
        return self.text(name) == "true"

    def choice(self, name: str, allowed: Collection[str]) -> str:
        """One of the choices that were offered."""
        if (value := self.text(name)) not in allowed:
            self.wrong(name, self.words("Please choose one of what is offered."))
        return value

    def several(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Any of the choices that were offered, in their order."""
        chosen = {each.strip() for each in self.text(name).split(",")}
        return tuple(each for each in allowed if each in chosen)

    def number(self, name: str, label: str, least: int, most: int) -> int:
        """A whole number between two bounds."""
        text = self.text(name).translate(FULL_WIDTH)
        value = int(text) if _NUMBER.fullmatch(text) else -1
        if not least <= value <= most:
            sentence = self.words(
                "“{label}” is a whole number from {least} to {most}.", label=label, least=least, most=most
            )
            self.wrong(name, sentence)
        return value

    def amount(self, name: str, label: str) -> float:
        """An amount of money; nothing is zero."""
        text = self.text(name).translate(FULL_WIDTH)
        if text and not _AMOUNT.fullmatch(text):
            self.wrong(name, self.words("“{label}” is an amount such as 60 or 60.50.", label=label))
            return 0.0
        return float(text.replace(",", ".") or 0)

    def day(self, name: str) -> date | None:
        """A day; None where the field is empty or makes no sense."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong(name, self.words("Please choose a date."))
            return None

    def clock(self, name: str, zone: str) -> time | None:
        """A clock time, such as 15:00, 3 pm or 午後3時."""
        text = self.needed(name).translate(FULL_WIDTH)
        exact = _CLOCK.fullmatch(text)
        if exact and int(exact[1]) < 24 and int(exact[2]) < 60:
            return time(int(exact[1]), int(exact[2]))
        if not text:
            return None
        spoken = read_time(text, now=self.now, zone=zone, locale=self.words.locale)
        # 25時 is one o'clock of another day than the one in the field above.
        is_clock = spoken.start is not None and spoken.has_clock and not spoken.has_date
        if not exact and spoken.start is not None and is_clock and "after_midnight" not in spoken.reasons:
            return spoken.start.time()
        self.wrong(name, self.words("I do not understand “{text}” as a time; write it such as 15:00.", text=text))
        return None

    def address(self, name: str) -> str:
        """A mail address, or nothing."""
        text = self.line(name).translate(FULL_WIDTH)
        if text and not is_address(text):
            self.wrong(name, self.words("“{text}” is not a mail address.", text=text))
        return text


def went_by(before: Before, start: ZonedTime | Unchanged, now: datetime) -> bool:
    """Whether the new start was ahead when the person was asked, and is past now."""
    return isinstance(start, ZonedTime) and before.asked_at is not None and before.asked_at < start.at <= now


def is_address(text: str) -> bool:
    """Whether it has the form of a mail address."""
    return _ADDRESS.fullmatch(text) is not None


def clock_in(words: Words, moment: datetime, zone: str) -> str:
    """A clock time as a field is filled with it, in a zone."""
    return replace(words, zone=zone).time(moment.astimezone(ZoneInfo(zone)))


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
