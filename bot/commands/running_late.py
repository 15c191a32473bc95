"""`running late 10 min`: tells those who wait, moves what follows, and takes it back as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.asking import ask
from bot.being_late import LateNote, ask_late
from bot.choosing import ask_which_one
from bot.command import Reply, Said, Turn, command, on
from bot.movable import Movable, find, of_event
from bot.plan import Before, Outcome, Plan, Told, carries_out, part_of, to_json
from bot.privately import not_here
from bot.reminders.pressed import latest, pressed, too_late
from bot.spoken import spoken_time
from bot.store import Json
from cards import asking
from cards import late as cards
from cards.action import StaleCard
from cards.difference import Difference
from cards.reminder import LATE_MINUTES, RunLate
from cards.words import Words
from graph import events, invitations
from graph.model import EventAnswer
from graph.span import Span

SOON = timedelta(hours=1)
LONGEST = timedelta(hours=4)


@command(
    "running_late",
    title=("running late", "遅れます"),
    examples=(("running late 10 min", "10分遅れます"), ("I'm 5 minutes late for standup", "定例に5分遅れます")),
    in_manifest=False,
    in_help=True,
    place=54,
)
async def running_late(turn: Turn, said: Said) -> Reply:
    """Tell those who wait that you come late, and move what follows."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    words, reference = turn.words, await _meant(turn, said)
    if isinstance(reference, Reply):
        return reference
    if reference is None:
        return Reply(words("Nothing of yours is on now or starts within an hour, so nobody was told."))
    by = _by(said)
    if by is None:
        return await _ask_by(turn, said, reference)
    if not timedelta() < by <= LONGEST:
        return Reply(words("That is not late but another time: say “move” and when; nobody was told."))
    return await ask_late(turn, reference, by, said.reading.note)


@on(RunLate)
async def late_for_this(turn: Turn, button: RunLate, _: Mapping[str, str]) -> Reply:
    """Asks first; the reminder stays as it is."""
    item = (await pressed(turn, button.reminder_id))[1]
    if button.minutes not in {str(each) for each in LATE_MINUTES}:
        raise StaleCard
    reply = await ask_late(turn, item.reference, timedelta(minutes=int(button.minutes)))
    return Reply(reply.text, reply.card, stands_apart=True)


async def _meant(turn: Turn, said: Said) -> Json | Reply | None:
    """What one is late for: what was named, else what the last reminder was about, else what is on or comes next."""
    reading = said.reading
    if "which" in said.answers:
        which: Json = said.answers["which"]
        return which
    if reading.title or reading.people or reading.key or reading.old_time.start:
        found = await find(turn, said)
        if not found.movables:
            return None
        return found.movables[0].reference() if found.is_sure else await ask_which_one(turn, said, found)
    last = await latest(turn)
    if last is not None and not too_late(last[1], turn.now):
        return last[1].reference
    there = await events.between(turn.graph, Span(turn.now, turn.now + SOON))
    timed = [of_event(each) for each in there if not each.all_day and each.show_as != "free"]
    nearest: Movable | None = min(timed, key=lambda each: abs(each.span.start - turn.now), default=None)
    return nearest.reference() if nearest else None


def _by(said: Said) -> timedelta | None:
    if (minutes := said.answers.get("late")) is not None:
        return timedelta(minutes=minutes)
    spoken = spoken_time(said)
    return spoken.duration or spoken.shift


async def _ask_by(turn: Turn, said: Said, reference: Json) -> Reply:
    words = turn.words
    options: dict[str, Json] = {str(each): {"which": reference, "late": each} for each in LATE_MINUTES}
    question_id = await ask(turn, said, options)
    buttons = [(str(each), words.length(timedelta(minutes=each))) for each in LATE_MINUTES]
    return Reply(card=asking.pick_one(words, question_id, words("How late are you?"), buttons))


def _told(words: Words, _: Before, change: LateNote) -> Told:
    by = words.length(timedelta(minutes=change.minutes))
    return Told(words("Told"), [Difference(words("Late by"), "", by)])


@carries_out(LateNote, _told)
async def tell_organizer(turn: Turn, plan: Plan[LateNote]) -> Outcome:
    """The answer that was given once more, with a note; a mail has no way back."""
    change = plan.change
    answer = EventAnswer(change.event_id, change.answer, change.seen_span, change.seen_answer, change.comment)
    again = part_of(plan, EventAnswer.__name__, to_json(answer), to_json(plan.before))
    await invitations.answer(turn.graph, again.confirmed)
    title, by = plan.before.title, timedelta(minutes=change.minutes)
    shown = cards.told(turn.words, title, change.organizer, by, plan.before.join_url)
    return Outcome(lambda _: Reply(card=shown))
