"""`visit VISIT-1001`: the virtual appointment of an online meeting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.asking import ask
from bot.command import Reply, Said, Turn, command
from bot.plan import Before, Outcome, Plan, Told, carries_out, from_json, propose, to_json
from bot.privately import not_here
from bot.when import MEETING_LENGTH, to_hold
from cards import meeting as meeting_cards
from cards import visit as cards
from cards.difference import Difference, merge
from cards.words import Words
from graph import events, meetings, visits
from graph.errors import ChangedMeanwhile, GraphError, NotFound, Retired
from graph.model import Event, MeetingRequest, Unchanged, Visit, VisitChange, VisitClient
from graph.span import Span

LOOK_AROUND = timedelta(days=30)
PROPERTIES = ("clients", "external_id", "external_url", "client_join_url", "browser_join")


@command(
    "visit",
    title=("visit", "来訪"),
    examples=(("visit VISIT-1001", "来訪 VISIT-1001"), ("visit link VISIT-1001", "来訪 リンク VISIT-1001")),
    place=50,
)
async def visit(turn: Turn, said: Said) -> Reply:
    """Show or change the virtual appointment of a meeting, by its key."""
    words = turn.words
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    titled = said.reading.title if said.reading.title != said.text.strip() else ""
    key = said.reading.key.upper() or titled
    if not key:
        return Reply(words("Which meeting? Say its key, such as “visit VISIT-1001”."))
    if (seen := said.answers.get("seen")) is not None:
        return await _confirm(turn, key, from_json(Visit, seen), said.answers.get("fields", {}))
    meeting_id = await _meeting_id(turn, key)
    if meeting_id is None:
        return await _offer_to_get(turn, key, to_hold(said.reading.old_time, words.zone, MEETING_LENGTH))
    try:
        there = await visits.visit(turn.graph, meeting_id)
        if _asks_for_link(said):
            return Reply(card=cards.link(words, key, there.client_join_url, ""))
    except Retired:
        note = words("Microsoft has switched off the rest of virtual appointments; this link still works.")
        return Reply(card=cards.link(words, key, await visits.join_url(turn.graph, meeting_id), note))
    except NotFound:
        return Reply(words("“{key}” is an online meeting without a virtual appointment.", key=key))
    known = {**said.answers, "seen": to_json(there)}
    question_id = await ask(turn, replace(said, answers=known), {})
    return Reply(card=cards.form(words, question_id, key, there))


def _asks_for_link(said: Said) -> bool:
    return "link" in said.text.casefold().split() or "リンク" in said.text


async def _meeting_id(turn: Turn, key: str) -> str | None:
    """By what the bot remembers, else by a calendar entry that names the key and has a join link."""
    known = await turn.store.people.find_meeting_id(turn.owner, key)
    if known is not None:
        return known
    around = Span(turn.now - LOOK_AROUND, turn.now + LOOK_AROUND)
    named = [each for each in await events.between(turn.graph, around) if _names(each, key)]
    for event in named[:1]:
        found = await meetings.find_by_join_url(turn.graph, event.join_url)
        if found is not None:
            await turn.store.people.remember_meeting(turn.owner, key, found.id, turn.now)
            return found.id
    return None


def _names(event: Event, key: str) -> bool:
    whole = rf"(?<!\w){re.escape(key)}(?!\w)"
    return bool(event.join_url) and re.search(whole, event.subject, re.IGNORECASE) is not None


async def _offer_to_get(turn: Turn, key: str, span: Span | None) -> Reply:
    """Graph finds a meeting by its key only by making it where there is none, so that is asked first."""
    words = turn.words
    start, end = (span.start, span.end) if span else (None, None)
    request = MeetingRequest(external_id=key, subject=key, start=start, end=end)
    plan_id = await propose(turn, request, Before(key))
    note = words("I have not seen this key before. I can get the meeting that has it, or make it if there is none.")
    return Reply(card=meeting_cards.confirm_meeting(words, plan_id, request, [note]))


async def _confirm(turn: Turn, key: str, seen: Visit, fields: Mapping[str, str]) -> Reply:
    words = turn.words
    wanted = _wanted(seen, fields)
    changed = {name: value for name, value in wanted.items() if value != getattr(seen, name)}
    if not changed:
        return Reply(words("Nothing is different, so nothing was changed."))
    change = VisitChange(seen.meeting_id, seen.etag, seen=seen, **changed)
    plan_id = await propose(turn, change, Before(key, details=to_json(seen)))
    return Reply(card=cards.confirm_change(words, plan_id, key, _differences(words, seen, change)))


def _wanted(seen: Visit, fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the form; an empty one may be missing altogether, and clears."""
    clients = [
        VisitClient(*(fields.get(f"client{index}_{part}", "").strip() for part in ("name", "email", "phone")))
        for index in range(cards.MOST_CLIENTS)
    ]
    shown = cards.MOST_CLIENTS - 1
    return {
        "clients": (*(each for each in clients if any(vars(each).values())), *seen.clients[shown:]),
        "external_id": fields.get("external_id", "").strip(),
        "external_url": fields.get("external_url", "").strip(),
        "client_join_url": fields.get("client_join_url", "").strip(),
        "browser_join": fields.get("browser_join", "false") == "true",
    }


def _differences(words: Words, was: Visit, change: VisitChange, theirs: Visit | None = None) -> Sequence[Difference]:
    labels = {
        "clients": words("Clients"),
        "external_id": words("Your own appointment number"),
        "external_url": words("Link to your own system"),
        "client_join_url": words("Link that the client joins with"),
        "browser_join": words("Join in a browser"),
    }
    return [
        Difference(
            labels[name],
            _shown(words, getattr(was, name)),
            _shown(words, getattr(change, name)),
            _shown(words, getattr(theirs, name)) if theirs else "",
        )
        for name in PROPERTIES
        if not isinstance(getattr(change, name), Unchanged)
    ]


def _shown(words: Words, value: object) -> str:
    if isinstance(value, bool):
        return words("Yes") if value else words("No")
    if isinstance(value, tuple):
        return words.list([" ".join(part for part in (each.name, each.email, each.phone) if part) for each in value])
    return str(value)


def _told(words: Words, before: Before, change: VisitChange) -> Told:
    return Told(words("Changed"), _differences(words, from_json(Visit, before.details or {}), change))


@carries_out(VisitChange, _told)
async def change_visit(turn: Turn, plan: Plan[VisitChange]) -> Outcome:
    """Only what changes, bound to the version that was shown."""
    words, change, title = turn.words, plan.change, plan.before.title
    was = from_json(Visit, plan.before.details or {})
    try:
        await visits.update(turn.graph, plan.confirmed)
    except ChangedMeanwhile:
        return await _offer_theirs_or_yours(turn, plan, was)
    after = await _as_it_is_now(turn, change.meeting_id)
    old = {name: getattr(was, name) for name in PROPERTIES if not isinstance(getattr(change, name), Unchanged)}
    differences = _differences(words, was, change)

    def reply(change_id: str) -> Reply:
        if change_id:
            return Reply(card=cards.changed(words, change_id if after else "", title, differences))
        return Reply(card=cards.put_back(words, title))

    return Outcome(reply, VisitChange(change.meeting_id, after.etag, seen=after, **old) if after else None)


async def _as_it_is_now(turn: Turn, meeting_id: str) -> Visit | None:
    """What our change led to, for undo; None where it cannot be read, which must not undo the good news."""
    try:
        return await visits.visit(turn.graph, meeting_id)
    except GraphError:
        return None


async def _offer_theirs_or_yours(turn: Turn, plan: Plan[VisitChange], was: Visit) -> Outcome:
    words = turn.words
    theirs = await visits.visit(turn.graph, plan.change.meeting_id)
    again = replace(plan.change, etag=theirs.etag, seen=theirs)
    plan_id = await propose(turn, again, Before(plan.before.title, details=to_json(theirs)))
    shown = merge(words, plan_id, plan.before.title, _differences(words, was, again, theirs))
    return Outcome(lambda _: Reply(card=shown), state="superseded")
