"""Answers that are typed where a card is open: "the second one", or a time after "when?"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.asking import chosen, is_stretch
from bot.at_hand import names_nothing
from bot.command import Reply, Said, Turn, find_command, phrases, run
from bot.language import CHANGING, Time, read, read_time
from bot.movable import Movable, read_again
from bot.spoken import TIMES, answered, slot_json, spoken_time, to_json
from bot.store import Json, Question
from bot.when import DAY, MEETING_LENGTH, to_hold, to_move_to
from cards.action import ChooseOption
from graph.errors import GraphError

STILL_OPEN = timedelta(minutes=10)  # a time typed later is a new sentence
NUMBERED = re.compile(r"(?:(?P<kind>[a-z]+) )?(?P<number>\d+)")
PROPOSES = re.compile(r"\b(?:how|what) about\b|\b(?:can|could) (?:you|we)\b|どう|でもいい")
LOOKS = 4  # cards that may lie between a question and its answer
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


async def answer_to_when(turn: Turn, said: Said, *, behind_looks: bool = False) -> Reply | None:
    """What follows from a time and nothing else, where a card asks when; None where none does.

    `behind_looks`: also where the calendar was looked at since, before the day was chosen.
    """
    words = turn.words
    # "Today" is a command, whatever is open.
    if said.answers or said.text.strip().casefold() in phrases():
        return None
    # "Is it on Tuesday" wants to know, "how about Tuesday" proposes.
    if said.reading.is_question and not PROPOSES.search(said.text.casefold()):
        return None
    typed = read_time(said.text, now=said.asked_at, zone=words.zone, locale=words.locale, moving=True)
    # "What do I have on Tuesday" looks at the calendar before it is decided.
    return None if "partly_read" in typed.reasons else await _answered_by(turn, typed, behind_looks=behind_looks)


async def another_time(turn: Turn, said: Said) -> Reply | None:
    """The same where the sentence also says to move: "make it 4 instead", やっぱり30分後ろにして."""
    return await _answered_by(turn, said.reading.time, behind_looks=False) if names_nothing(said) else None


async def _answered_by(turn: Turn, typed: Time, *, behind_looks: bool) -> Reply | None:
    says_how_much = not typed.says_when and (typed.shift is not None or typed.duration is not None)
    if not turn.chat.is_private or not (typed.says_when or typed.status == "ask" or says_how_much):
        return None
    # How much later is said of what was shown last.
    asked = await _open_when(turn, LOOKS if behind_looks and not says_how_much else 0)
    if asked is None:
        return None
    if says_how_much:
        return await _changed(turn, asked, typed)
    if typed.start is None or is_stretch(typed):
        return await _with_time(turn, asked, typed)
    start = await _filled_up(turn, asked, typed, typed.start)
    end = None if typed.end is None else start + (typed.end - typed.start)
    return await _again(turn, asked, to_json(start, end))


async def _with_time(turn: Turn, asked: Said, typed: Time) -> Reply | None:
    """The same sentence with a time that leaves something open, which its command asks about."""
    command = find_command(asked.reading.intent)
    kept = {name: value for name, value in asked.answers.items() if name not in TIMES}
    # "Before four" is no new end.
    left_open = typed if typed.start or typed.choices else replace(typed, status="ask", end=None)
    if all(each.end is None for each in typed.choices):
        left_open = await _each_filled_up(turn, asked, left_open)
    meant = replace(asked, reading=replace(asked.reading, time=left_open), answers=kept)
    return await command.run(turn, meant) if command else None


async def _again(turn: Turn, asked: Said, when: Json) -> Reply:
    return await run(turn, asked.text, asked.asked_at, answered(asked.answers, {"time": when}))


async def _changed(turn: Turn, asked: Said, typed: Time) -> Reply | None:
    """Later, earlier, longer or shorter than the card proposes; None where there is nothing to begin with."""
    spoken, zone, proposed = spoken_time(asked), turn.words.zone, None
    if there := await _thing(turn, asked):
        proposed = to_move_to(spoken, there.span, zone) or (there.span if typed.shift else None)
    elif asked.reading.intent == "meet":
        proposed = to_hold(spoken, zone, MEETING_LENGTH)
    too_long = typed.duration is not None and typed.duration > DAY
    if proposed is None or typed.status == "ask" or too_long:
        return None
    changed = to_move_to(typed, proposed, zone)
    return await _again(turn, asked, slot_json(turn.words, changed)) if changed else None


async def _open_when(turn: Turn, looks: int) -> Said | None:
    """What asks when, if only so many looks at the calendar came after it, and nothing was decided since."""
    words = turn.words
    for question in await turn.store.questions.find_latest(turn.owner, turn.now, looks + 1):
        if question.kept_at < turn.now - STILL_OPEN:
            return None
        reading = read(question.text, now=question.asked_at, zone=words.zone, locale=words.locale)
        command = find_command(reading.intent)
        if command is not None and command.name in ASK_WHEN and _asks_when(question):
            decided_at = await turn.store.plans.find_last_decision(turn.owner)
            is_open = decided_at is None or decided_at < question.kept_at
            return Said(question.text, reading, question.asked_at, question.answers) if is_open else None
        if reading.intent in CHANGING:
            return None
    return None


def _asks_when(question: Question) -> bool:
    return not question.options or any("time" in option for option in question.options.values())


async def _filled_up(turn: Turn, asked: Said, typed: Time, start: datetime) -> datetime:
    """What was typed, with the day or the clock time that the card or the thing itself has for the rest."""
    if typed.has_date and typed.has_clock:
        return start
    there, proposed = await _thing(turn, asked), spoken_time(asked)
    now = turn.words.local(there.span.start).replace(tzinfo=None) if there else None
    day, clock, meant = start.date(), start.time(), proposed.start or _meant(proposed, typed, start)
    if not typed.has_date and meant is not None and proposed.has_date:
        day = meant.date()
    elif not typed.has_date and now is not None:
        day = now.date()
    if not typed.has_clock and meant is not None and proposed.has_clock:
        clock = meant.time()
    elif not typed.has_clock and proposed.has_clock and now is not None:
        clock = now.time()
    return datetime.combine(day, clock)


async def _each_filled_up(turn: Turn, asked: Said, typed: Time) -> Time:
    """The same for each of several times that may be meant."""
    proposed = spoken_time(asked)
    choices = [replace(each, start=await _filled_up(turn, asked, typed, each.start)) for each in typed.choices]
    return replace(
        typed,
        choices=tuple(choices),
        has_date=typed.has_date or proposed.has_date,
        has_clock=typed.has_clock or proposed.has_clock,
    )


def _meant(asked: Time, typed: Time, start: datetime) -> datetime | None:
    """Of several times that are asked about the one with the day or the clock time that was typed, else the first."""

    def fits(offered: datetime) -> bool:
        return offered.date() == start.date() if typed.has_date else offered.time() == start.time()

    starts = [choice.start for choice in asked.choices]
    return next(filter(fits, starts), starts[0] if starts else None)


async def _thing(turn: Turn, asked: Said) -> Movable | None:
    """What the question is about, as it is now; None where there is none yet."""
    if "which" not in asked.answers:
        return None
    try:
        return await read_again(turn, asked.answers["which"])
    except GraphError:
        return None
