"""`meet ACME-1234 tomorrow 15:00 for 45 min`: an online meeting that asking twice does not make twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.asking import ask, ask_when, next_half_hour
from bot.command import Reply, Said, Turn, command
from bot.commands.add_to_calendar import offer
from bot.movable import LOOK_AHEAD
from bot.plan import Before, Outcome, Plan, Told, carries_out, from_json, propose, to_json
from bot.spoken import assumptions, spoken_time
from bot.store.chat_meetings import Topic
from bot.when import MEETING_LENGTH, to_hold
from bot.whom import whom
from cards import meeting
from cards.words import Words
from graph import events, meetings
from graph.model import ChatThread, Meeting, MeetingAttendee, MeetingRequest
from graph.span import Span

LONGEST_KEY = 200  # the store keeps up to 255
# Kinds of meeting, which are no topic: a call with Megan is not the one with Bob.
KINDS = frozenset(("call", "chat", "talk", "sync", "catch-up", "video call", "通話", "電話", "面談", "打ち合わせ"))


@command(
    "meet",
    title=("meet", "会議"),
    examples=(
        ("meet ACME-1234 tomorrow 15:00 for 45 min with bob@contoso.com", "会議 ACME-1234 明日15時から45分"),
        ("meet now", "今すぐ会議"),
        ("meeting about budget", "予算の会議を作成"),
    ),
    place=20,
)
async def meet(turn: Turn, said: Said) -> Reply:
    """Make an online meeting, or get the one that is already there."""
    words, reading = turn.words, said.reading
    try:
        spoken = spoken_time(said)
    except ValueError:
        return Reply(words("I need a date and a time; nothing was changed."))
    topic = reading.title or reading.key
    span = to_hold(spoken, words.zone, MEETING_LENGTH)
    unclear = spoken.status == "ask" or (spoken.start is not None and span is None)
    if unclear:
        return await ask_when(turn, said, topic, next_half_hour(turn.now, words.zone))
    key = (reading.key.upper() or _key_of(topic))[:LONGEST_KEY]
    if key and (known := await meeting_of_this_chat(turn, key)) is not None:
        return await _shown(turn, known, created=False)
    emails, names = await _invited(turn, reading.people)
    request = MeetingRequest(
        external_id=key or f"{turn.owner.person_id} {turn.now.isoformat()}",
        subject=" ".join(part for part in (reading.key, reading.title) if part) or words("Meeting"),
        start=span.start if span else None,
        end=span.end if span else None,
        attendees=tuple(MeetingAttendee(email) for email in emails),
        chat=_thread(turn),
    )
    notes = assumptions(words, spoken) + _notes(turn, span, emails, names)
    plan_id = await propose(turn, request, Before(request.subject, span, words.zone))
    if turn.chat.is_private:
        await ask(turn, said, {})  # no button answers it, but a time that is typed next does
    return Reply(card=meeting.confirm_meeting(words, plan_id, request, notes))


async def _invited(turn: Turn, people: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The addresses of those who are named, and the names that fit nobody or several."""
    if all("@" in each for each in people):
        return tuple(people), []
    there = await events.between(turn.graph, Span(turn.now - LOOK_AHEAD, turn.now + LOOK_AHEAD))
    meant = await whom(turn, people, there, {})
    unclear = [meant.unclear.name] if meant.unclear else []
    return tuple(each.email for each in meant.found), [*meant.unknown, *unclear]


def _notes(turn: Turn, span: Span | None, emails: tuple[str, ...], names: list[str]) -> list[str]:
    words = turn.words
    notes = [words("That is in the past.")] if span and span.start < turn.now else []
    if names:
        notes.append(
            words("I cannot tell who {names:list} is: say the mail address to have them on the list.", names=names)
        )
    if emails:
        notes.append(words("Nobody gets mail: share the link with them."))
    return notes


def _key_of(topic: str) -> str:
    """The same key for the same topic, however it is typed; "" for what is none."""
    key = " ".join(unicodedata.normalize("NFKC", topic).casefold().split())
    return "" if key in KINDS else key


def _thread(turn: Turn) -> ChatThread | None:
    """The chat that the meeting belongs to; in a channel the post that started the thread."""
    if turn.chat.is_private:
        return None
    chat_id, _, post = turn.chat.id.partition(";messageid=")
    return ChatThread(chat_id, post)


def _topic(turn: Turn, key: str) -> Topic:
    return Topic(turn.owner.tenant_id, turn.chat.id.partition(";")[0], key)


async def meeting_of_this_chat(turn: Turn, key: str) -> Meeting | None:
    """What somebody in this group has made for the same topic."""
    kept = None if turn.chat.is_private else await turn.store.chat_meetings.find(_topic(turn, key), turn.now)
    return from_json(Meeting, kept) if kept else None


def _told(words: Words, _before: Before, _request: MeetingRequest) -> Told:
    return Told(words("Made"))


@carries_out(MeetingRequest, _told)
async def make_meeting(turn: Turn, plan: Plan[MeetingRequest]) -> Outcome:
    """createOrGet; in a group once for all who ask, because Graph itself tells keys of different people apart.

    There is no undo: nobody was told, and nothing stands in a calendar.
    """
    if turn.chat.is_private:
        return await _make(turn, plan)
    topic = _topic(turn, plan.change.external_id)
    if not await turn.store.chat_meetings.claim(topic, turn.now):
        return await _already_made(turn, topic)
    try:
        return await _make(turn, plan, topic)
    except BaseException:
        await turn.store.chat_meetings.release(topic)
        raise


async def _make(turn: Turn, plan: Plan[MeetingRequest], topic: Topic | None = None) -> Outcome:
    answer = await meetings.create_or_get(turn.graph, plan.confirmed)
    await turn.store.people.remember_meeting(turn.owner, plan.change.external_id, answer.meeting.id, turn.now)
    if topic is not None:
        await turn.store.chat_meetings.fill(topic, to_json(answer.meeting), turn.now)
    shown = await _shown(turn, answer.meeting, created=answer.created)
    return Outcome(lambda _: shown)


async def _already_made(turn: Turn, topic: Topic) -> Outcome:
    kept = await turn.store.chat_meetings.find(topic, turn.now)
    if kept is None:
        busy = turn.words("Somebody in this chat is making this meeting right now. Ask again in a moment.")
        return Outcome(lambda _: Reply(busy), state="open")
    shown = await _shown(turn, from_json(Meeting, kept), created=False)
    return Outcome(lambda _: shown)


async def _shown(turn: Turn, made: Meeting, *, created: bool) -> Reply:
    question_id = await offer(turn, made)
    return Reply(card=meeting.meeting_card(turn.words, made, question_id, created=created))
