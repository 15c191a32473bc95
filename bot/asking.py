"""Asking back: a question is kept with what was typed, and its answer runs the command again.

Every button of a question stands for one set of answers, so an answer may come hours later, after a restart, and
still means what it meant when it was asked. What is open is asked on one card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.command import Reply, Said, Turn, on, run
from bot.language import Time
from bot.plan import NotYours
from bot.spoken import answered, choice_json, choice_title, slot_json
from bot.store import Json, Question
from cards import asking as cards
from cards.action import ChooseOption, FillIn, StaleCard
from cards.words import Words
from graph.span import Span

HALF_HOUR = timedelta(minutes=30)
SAYS = "says"  # an option with this starts another command, and its answer does not replace the card

Opening = Literal["", "choices", "way", "when"]


@dataclass(frozen=True)
class Candidate:
    """One thing that may be meant."""

    says: str
    reference: Json  #: how a question remembers it
    start: datetime


async def ask(turn: Turn, said: Said, options: Mapping[str, Json]) -> str:
    """Keeps a question; `options` says what each button answers. Gives the id that the buttons carry."""
    return await turn.store.questions.keep(
        turn.owner,
        text=said.text,
        answers=dict(said.answers),
        options=dict(options),
        asked_at=said.asked_at,
        now=turn.now,
    )


@on(ChooseOption)
async def chosen(turn: Turn, button: ChooseOption, _: Mapping[str, str]) -> Reply:
    """One of the offered answers."""
    question = await _find(turn, button.question_id)
    if button.option not in question.options:
        raise StaleCard
    option = question.options[button.option]
    if SAYS not in option:
        return await run(turn, question.text, question.asked_at, answered(question.answers, option))
    reply = await run(turn, option[SAYS], turn.now, option)
    return replace(reply, stands_apart=True)


@on(FillIn)
async def filled_in(turn: Turn, button: FillIn, inputs: Mapping[str, str]) -> Reply:
    """What was chosen and typed on one card; the command checks what was typed."""
    question = await _find(turn, button.question_id)
    answers, typed = dict(question.answers), {}
    for name, value in inputs.items():
        if (option := question.options.get(f"{name} {value}")) is not None:
            answers = answered(answers, option)
        else:
            typed[name] = value
    if typed or not inputs:
        answers = answered(answers, {"fields": typed})
    return await run(turn, question.text, question.asked_at, answers)


async def _find(turn: Turn, question_id: str) -> Question:
    question = await turn.store.questions.find(turn.owner, question_id, turn.now)
    if question is None:
        raise StaleCard if await turn.store.questions.owner_of(question_id) in (None, turn.owner) else NotYours
    return question


def opening(spoken: Time) -> Opening:
    """What a sentence leaves open about when: which of several times, which way, or all of it."""
    if spoken.shift is not None:
        return "way" if "which_way" in spoken.reasons else ""
    if spoken.status == "ask" and spoken.choices:
        return "choices"
    # "Tomorrow morning" is a stretch to choose from, not a time to move to.
    says_when = spoken.start is not None or spoken.duration is not None or spoken.end is not None
    return "" if says_when and spoken.status != "ask" and not is_stretch(spoken) else "when"


def is_stretch(spoken: Time) -> bool:
    """Whether it is a stretch to choose from: tomorrow morning, next week."""
    return "window" in spoken.reasons or (spoken.grain in ("week", "month") and spoken.end is not None)


async def ask_which(turn: Turn, said: Said, prompt: str, options: Sequence[tuple[str, Json]]) -> Reply:
    """One button for each thing that may be meant: (what it says, how it is remembered)."""
    kept = {str(index): {"which": reference} for index, (_, reference) in enumerate(options)}
    question_id = await ask(turn, said, kept)
    buttons = [(str(index), title) for index, (title, _) in enumerate(options)]
    return Reply(card=cards.pick_one(turn.words, question_id, prompt, buttons))


async def ask_which_and_when(turn: Turn, said: Said, spoken: Time, candidates: Sequence[Candidate]) -> Reply:
    """Everything that is open on one card; buttons alone, where the time is clear."""
    words, open_part = turn.words, opening(spoken)
    if not open_part:
        return await ask_which(
            turn, said, words("Which one do you mean?"), [(each.says, each.reference) for each in candidates]
        )
    options: dict[str, Json] = {f"which {index}": {"which": each.reference} for index, each in enumerate(candidates)}
    picks = [cards.Pick("which", words("Which one?"), [each.says for each in candidates])]
    if open_part == "choices":
        options |= {f"when {i}": {"time": choice_json(each, spoken)} for i, each in enumerate(spoken.choices)}
        picks.append(cards.Pick("when", words("When?"), [choice_title(words, each, spoken) for each in spoken.choices]))
    elif open_part == "way" and spoken.shift is not None:
        seconds = abs(spoken.shift).total_seconds()
        options |= {"way 0": {"shift": seconds}, "way 1": {"shift": -seconds}}
        ways = [
            words("{shift:length} later", shift=abs(spoken.shift)),
            words("{shift:length} earlier", shift=abs(spoken.shift)),
        ]
        picks.append(cards.Pick("way", words("Which way?"), ways))
    start = _prefilled(words, spoken, candidates[0].start) if open_part == "when" else None
    question_id = await ask(turn, said, options)
    return Reply(card=cards.ask_all(words, question_id, words("Which one, and when?"), "", picks, start))


async def ask_when(
    turn: Turn, said: Said, title: str, around: datetime, which: Json | None = None, slots: Sequence[Span] = ()
) -> Reply:
    """The readings of an unclear time as buttons, or free times as buttons and fields filled with `around`."""
    words, spoken = turn.words, said.reading.time
    known = {"which": which} if which else {}
    if spoken.status == "ask" and spoken.choices and "time" not in said.answers:
        options = {str(index): known | {"time": choice_json(each, spoken)} for index, each in enumerate(spoken.choices)}
        question_id = await ask(turn, said, options)
        buttons = [(str(index), choice_title(words, each, spoken)) for index, each in enumerate(spoken.choices)]
        return Reply(card=cards.pick_one(words, question_id, words("When do you mean?"), buttons, title))
    free = {f"slot {index}": known | {"time": slot_json(words, slot)} for index, slot in enumerate(slots)}
    question_id = await ask(turn, replace(said, answers={**said.answers, **known}), free)
    buttons = [(f"slot {index}", words.span(slot)) for index, slot in enumerate(slots)]
    prefilled = _prefilled(words, spoken, around)
    note = words("I change one time only; it does not repeat.") if "repeats" in spoken.reasons else ""
    return Reply(card=cards.ask_all(words, question_id, words("When?"), title, [], prefilled, buttons, note))


async def ask_which_way(turn: Turn, said: Said, subject: str, around: datetime, shift: timedelta, which: Json) -> Reply:
    """Later or earlier, as two buttons that say where each leads."""
    words, seconds = turn.words, abs(shift).total_seconds()
    options = {"later": {"which": which, "shift": seconds}, "earlier": {"which": which, "shift": -seconds}}
    question_id = await ask(turn, said, options)
    buttons = [
        ("later", words("Later: {start:when}", start=around + abs(shift))),
        ("earlier", words("Earlier: {start:when}", start=around - abs(shift))),
    ]
    return Reply(card=cards.pick_one(words, question_id, words("Which way?"), buttons, subject))


def _prefilled(words: Words, spoken: Time, around: datetime) -> cards.Start:
    """What is known of a time, for the fields; the rest is that of `around`."""
    local = words.local(around)
    if spoken.start is not None:
        day = spoken.start.date() if spoken.has_date else local.date()
        in_window = "window" in spoken.reasons and spoken.start.time() != time()
        is_inside = in_window and spoken.end is not None and spoken.start <= local.replace(tzinfo=None) < spoken.end
        says_clock = (spoken.has_clock or in_window) and not is_inside
        local = datetime.combine(day, spoken.start.time() if says_clock else local.time())
    return cards.Start(local.date().isoformat(), local.strftime("%H:%M"))


def next_half_hour(now: datetime, zone: str) -> datetime:
    """The next full or half hour on the clock of a zone, as something to fill a field with."""
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    return local + HALF_HOUR - timedelta(minutes=local.minute % 30)
