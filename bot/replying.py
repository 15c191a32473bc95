"""Answers that are typed where a card is open: "the second one", or a time after "when?"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.asking import ask_when, chosen
from bot.command import Reply, Said, Turn, find_command, phrases, run
from bot.language import Reading, Time, read, read_time
from bot.movable import read_again
from bot.spoken import answered, to_json
from bot.store import Question
from cards.action import ChooseOption
from graph.errors import GraphError

STILL_OPEN = timedelta(minutes=10)  # a time typed later is a new sentence
NUMBERED = re.compile(r"(?:(?P<kind>[a-z]+) )?(?P<number>\d+)")
ASK_WHEN = ("move", "rebook", "meet", "respond")


async def pick(turn: Turn, number: int) -> Reply:
    """The answer to the newest open question, counted from 1; -1 is the last."""
    words = turn.words
    question = await turn.store.questions.find_newest(turn.owner, turn.now)
    options = _numbered(question) if question else []
    if question is None or not options:
        return Reply(words("There is nothing to choose from right now."))
    index = number - 1 if number > 0 else len(options) + number
    if not 0 <= index < len(options):
        return Reply(words("There are only {count} to choose from.", count=len(options)))
    return await chosen(turn, ChooseOption(question.id, options[index]), {})


def _numbered(question: Question) -> list[str]:
    """The options that stand one below the other, in that order: of several lists the first."""
    found = [match for name in question.options if (match := NUMBERED.fullmatch(name)) and match["kind"] != "page"]
    kinds = [match["kind"] for match in found]
    first = "which" if "which" in kinds else next(iter(kinds), None)
    return [match[0] for match in sorted(found, key=lambda match: int(match["number"])) if match["kind"] == first]


async def answer_to_when(turn: Turn, said: Said) -> Reply | None:
    """What follows from a time and nothing else, where a card asks when; None where none does."""
    words = turn.words
    # "Today" is a command, whatever is open.
    if said.answers or not turn.chat.is_private or said.text.strip().casefold() in phrases():
        return None
    typed = read_time(said.text, now=said.asked_at, zone=words.zone, locale=words.locale)
    if not typed.says_when and typed.status != "ask":
        return None
    question = await _open_when(turn)
    if question is None:
        return None
    asked = read(question.text, now=question.asked_at, zone=words.zone, locale=words.locale)
    command = find_command(asked.intent)
    if command is None or command.name not in ASK_WHEN:
        return None
    if typed.start is None:
        again = Said(question.text, Reading(asked.intent, typed), question.asked_at, question.answers)
        return await ask_when(turn, again, "", turn.now)
    start = await _filled_up(turn, question, asked.time, typed, typed.start)
    end = None if typed.end is None else start + (typed.end - typed.start)
    return await run(turn, question.text, question.asked_at, answered(question.answers, {"time": to_json(start, end)}))


async def _open_when(turn: Turn) -> Question | None:
    """The newest question, if it asks when, and nothing was decided since."""
    question = await turn.store.questions.find_newest(turn.owner, turn.now)
    if question is None or question.kept_at < turn.now - STILL_OPEN:
        return None
    asks_when = not question.options or any("time" in option for option in question.options.values())
    decided_at = await turn.store.plans.find_last_decision(turn.owner)
    is_open = decided_at is None or decided_at < question.kept_at
    return question if asks_when and is_open else None


async def _filled_up(turn: Turn, question: Question, asked: Time, typed: Time, start: datetime) -> datetime:
    """What was typed, with the day or the clock time that the sentence or the thing itself has for the rest."""
    if typed.has_date and typed.has_clock:
        return start
    now = await _start_now(turn, question)
    day, clock = start.date(), start.time()
    if not typed.has_date and asked.start is not None and asked.has_date:
        day = asked.start.date()
    elif not typed.has_date and now is not None:
        day = now.date()
    if not typed.has_clock and asked.start is not None and asked.has_clock:
        clock = asked.start.time()
    elif not typed.has_clock and asked.has_clock and now is not None:
        clock = now.time()
    return datetime.combine(day, clock)


async def _start_now(turn: Turn, question: Question) -> datetime | None:
    """When the thing in question starts, on the person's clock; None where there is none yet."""
    if "which" not in question.answers:
        return None
    try:
        movable = await read_again(turn, question.answers["which"])
    except GraphError:
        return None
    return turn.words.local(movable.span.start).replace(tzinfo=None)
