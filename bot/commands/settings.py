"""`settings`: what a person chooses once; until then Teams and the mailbox are followed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import time

from bot.choices import Choices, speaking, to_json
from bot.command import Reply, Said, Turn, command, on
from bot.privately import not_here
from bot.reminders import turning
from bot.reminders.owing import wants, watch_or_not
from cards import settings as cards
from cards.action import SaveSettings
from cards.settings import FOLLOW, LANGUAGES, Filled
from cards.words import Words
from graph.errors import GraphError, SignInNeeded
from graph.zones import iana

CLOCK = re.compile(r"\d\d:\d\d")
MINUTES = re.compile(r"\d{1,4}")
LONGEST_LEAD_MINUTES = 2 * 24 * 60


class NotASetting(Exception):
    """A field holds what it cannot hold; the message is a sentence for the person."""


@command(
    "settings",
    title=("settings", "設定"),
    examples=(("settings", "設定"), ("change my time zone", "タイムゾーンを変更"), ("language", "言語")),
    also=("language",),
    place=72,
)
async def settings(turn: Turn, _: Said) -> Reply:
    """Choose your time zone, language, reminders, digest and quiet hours."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    return Reply(card=cards.form(turn.words, _filled(turn.choices)))


@on(SaveSettings)
async def save(turn: Turn, _: SaveSettings, inputs: Mapping[str, str]) -> Reply:
    """Checks the fields and keeps them; the card answers in the language that was chosen."""
    try:
        choices = _read(turn.words, inputs)
    except NotASetting as problem:
        return Reply(str(problem))
    before = turn.choices
    await turn.store.people.choose(turn.owner, to_json(choices), turn.now)
    # Who lets go of a chosen language follows the device from now on, also where this card was in the chosen one.
    follows_again = before.language is not None and choices.language is None
    words = speaking(turn.device_words if follows_again else turn.words, choices)
    return Reply(card=cards.saved(words, _filled(choices), await _follow(turn, words, before, choices)))


async def _follow(turn: Turn, words: Words, before: Choices, choices: Choices) -> str:
    """Reminders follow what was chosen; gives what to say where the calendar cannot be read for them."""
    if before.lead_minutes and not choices.lead_minutes:
        await turning.off(turn)
    try:
        if wants(choices):
            await turning.keep(turn, await turning.look(turn))
            return ""
    except SignInNeeded:
        await watch_or_not(turn.store, turn.owner, turn.now)
        return words("I cannot read your calendar yet. Say “today”; if I need it, I ask you to sign in.")
    except GraphError:
        pass  # it is tried again by itself
    await watch_or_not(turn.store, turn.owner, turn.now)
    return ""


def _filled(choices: Choices) -> Filled:
    return Filled(
        zone=choices.zone,
        language=choices.language,
        lead_minutes=choices.lead_minutes or 0,
        digest_at=choices.digest_at,
        quiet_from=choices.quiet_from,
        quiet_until=choices.quiet_until,
    )


def _read(words: Words, inputs: Mapping[str, str]) -> Choices:
    """What the fields say; a client leaves empty ones out."""
    quiet_from, quiet_until = _time(words, inputs, "quiet_from"), _time(words, inputs, "quiet_until")
    ends = (quiet_from, quiet_until)
    if ends != (None, None) and (None in ends or quiet_from == quiet_until):
        raise NotASetting(words("Quiet hours need a beginning and a different end; nothing was saved."))
    return Choices(
        zone=_zone(words, inputs.get("zone", FOLLOW)),
        language=_language(words, inputs.get("language", FOLLOW)),
        lead_minutes=_lead(words, inputs.get("lead", "0")),
        digest_at=_time(words, inputs, "digest_at"),
        quiet_from=quiet_from,
        quiet_until=quiet_until,
    )


def _zone(words: Words, text: str) -> str | None:
    if text == FOLLOW:
        return None
    zone = iana(text)
    if zone is None:
        raise NotASetting(words("I do not know this time zone; nothing was saved."))
    return zone


def _language(words: Words, text: str) -> str | None:
    if text == FOLLOW:
        return None
    if text not in LANGUAGES:
        raise NotASetting(words("I do not speak this language; nothing was saved."))
    return text


def _lead(words: Words, text: str) -> int:
    if not MINUTES.fullmatch(text) or int(text) > LONGEST_LEAD_MINUTES:
        raise NotASetting(words("Please choose one of the reminder times; nothing was saved."))
    return int(text)


def _time(words: Words, inputs: Mapping[str, str], name: str) -> time | None:
    text = inputs.get(name, "")
    if not text:
        return None
    with suppress(ValueError):
        if CLOCK.fullmatch(text):
            return time.fromisoformat(text)
    raise NotASetting(words("A time of day looks like 08:30; nothing was saved."))
