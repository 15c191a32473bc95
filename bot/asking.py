"""Asking back: a question is kept with what was typed, and its answer runs the command again.

Every button of a question stands for one set of answers, so an answer may come hours later, after a restart, and
still means what it meant when it was asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.command import Reply, Said, Turn, on, run
from bot.language import Choice, Time
from bot.plan import NotYours
from bot.store import Json, Question
from bot.when import instant
from cards import change
from cards.action import ChooseOption, FillIn, StaleCard
from cards.words import Words
from graph.span import Span

HALF_HOUR = timedelta(minutes=30)
SAYS = "says"  # an option with this starts another command, and its answer does not replace the card


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
        return await run(turn, question.text, question.asked_at, {**question.answers, **option})
    reply = await run(turn, option[SAYS], turn.now, option)
    return replace(reply, stands_apart=True)


@on(FillIn)
async def filled_in(turn: Turn, button: FillIn, inputs: Mapping[str, str]) -> Reply:
    """What was typed into the fields; the command checks it."""
    question = await _find(turn, button.question_id)
    return await run(turn, question.text, question.asked_at, {**question.answers, "fields": dict(inputs)})


async def _find(turn: Turn, question_id: str) -> Question:
    question = await turn.store.questions.find(turn.owner, question_id, turn.now)
    if question is None:
        raise StaleCard if await turn.store.questions.owner_of(question_id) in (None, turn.owner) else NotYours
    return question


async def ask_which(turn: Turn, said: Said, prompt: str, options: Sequence[tuple[str, Json]]) -> Reply:
    """One button for each thing that may be meant: (what it says, how it is remembered)."""
    kept = {str(index): {"which": reference} for index, (_, reference) in enumerate(options)}
    question_id = await ask(turn, said, kept)
    buttons = [(str(index), title) for index, (title, _) in enumerate(options)]
    return Reply(card=change.pick_one(turn.words, question_id, prompt, buttons))


async def ask_when(turn: Turn, said: Said, title: str, around: datetime, which: Json | None = None) -> Reply:
    """The readings of an unclear time as buttons, or date and time fields filled with `around`."""
    words, spoken = turn.words, said.reading.time
    known = {"which": which} if which else {}
    if spoken.status == "ask" and spoken.choices and "time" not in said.answers:
        options = {str(index): known | {"time": _to_json(choice)} for index, choice in enumerate(spoken.choices)}
        question_id = await ask(turn, said, options)
        buttons = [(str(index), _choice_title(words, choice)) for index, choice in enumerate(spoken.choices)]
        return Reply(card=change.pick_one(words, question_id, words("Which one do you mean?"), buttons, title))
    question_id = await ask(turn, Said(said.text, said.reading, said.asked_at, {**said.answers, **known}), {})
    local = words.local(around)
    if spoken.start is not None:
        day = spoken.start.date() if spoken.has_date else local.date()
        says_clock = spoken.has_clock or ("window" in spoken.reasons and spoken.start.time() != time())
        local = datetime.combine(day, spoken.start.time() if says_clock else local.time())
    prefilled = (local.date().isoformat(), local.strftime("%H:%M"))
    return Reply(card=change.ask_time(words, question_id, title, prefilled, words("When?")))


async def ask_which_way(turn: Turn, said: Said, subject: str, around: datetime, shift: timedelta, which: Json) -> Reply:
    """Later or earlier, as two buttons that say where each leads."""
    words, seconds = turn.words, abs(shift).total_seconds()
    options = {"later": {"which": which, "shift": seconds}, "earlier": {"which": which, "shift": -seconds}}
    question_id = await ask(turn, said, options)
    buttons = [
        ("later", words("Later: {start:when}", start=around + abs(shift))),
        ("earlier", words("Earlier: {start:when}", start=around - abs(shift))),
    ]
    return Reply(card=change.pick_one(words, question_id, words("Which way?"), buttons, subject))


def spoken_time(said: Said) -> Time:
    """The time as it was answered, else as it was said. Raises ValueError if the fields do not hold a time."""
    if (fields := said.answers.get("fields")) is not None:
        start = datetime.combine(date.fromisoformat(fields.get("date", "")), time.fromisoformat(fields.get("time", "")))
        said_length = said.reading.time.duration
        return Time("certain", start, None, said_length, grain="minute", has_date=True, has_clock=True)
    if (shift := said.answers.get("shift")) is not None:
        return Time("certain", shift=timedelta(seconds=shift), grain="minute")
    if (answer := said.answers.get("time")) is not None:
        start = datetime.fromisoformat(answer["start"])
        end = datetime.fromisoformat(answer["end"]) if answer["end"] else None
        spoken = said.reading.time
        clock = spoken.has_clock or start.time() != time()
        return Time("certain", start, end, spoken.duration, grain=spoken.grain, has_date=True, has_clock=clock)
    return said.reading.time


def assumptions(words: Words, spoken: Time) -> list[str]:
    """What was taken for granted, in words; what needs no words is left out."""
    sentences = {
        "taken_as_morning": words("I took the time as the morning."),
        "taken_as_afternoon": words("I took the time as the afternoon."),
        "taken_as_noon": words("I took it as noon."),
        "taken_as_coming": words("I took the next one that comes."),
        "taken_as_next_year": words("I took it as next year, because this year’s is past."),
        "counted_from_now": words("I counted from now."),
        "after_midnight": words("That is after midnight, so it counts to the next day."),
        "ends_next_day": words("It ends on the next day."),
        "weekday_differs": words("The weekday you said is another one; I went by the date."),
        "clocks_go_forward": words("The clocks go forward that night, so I took the next time that exists."),
        "clocks_go_back": words("The clocks go back that night, so this time comes twice; I took the first."),
        "month_first": words("I read the month first, then the day."),
        "day_first": words("I read the day first, then the month."),
    }
    return [sentences[reason] for reason in spoken.reasons if reason in sentences and spoken.status == "assumed"]


def _to_json(choice: Choice) -> Json:
    return {"start": choice.start.isoformat(), "end": choice.end.isoformat() if choice.end else None}


def _choice_title(words: Words, choice: Choice) -> str:
    start = instant(choice.start, words.zone)
    if choice.start.time() == time() and (choice.end is None or choice.end - choice.start >= timedelta(days=1)):
        return words.day(start)
    if choice.end is not None and choice.end > choice.start:
        return words.span(Span(start, instant(choice.end, words.zone)))
    return words.when(start)


def next_half_hour(now: datetime, zone: str) -> datetime:
    """The next full or half hour on the clock of a zone, as something to fill a field with."""
    local = now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    return local + HALF_HOUR - timedelta(minutes=local.minute % 30)
