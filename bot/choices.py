"""What a person chose in the settings card; whatever is not chosen follows Teams and the mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Any

from bot.locales import overlay
from bot.store import Json, Owner, Store
from cards.words import Words

USUAL_LEAD_MINUTES = 10
# Of each language that can be chosen: the locale for a device that speaks another one.
LOCALES = {"en": "en-US", "ja": "ja-JP"}


@dataclass(frozen=True)
class Choices:
    """None means not chosen."""

    zone: str | None = None  #: IANA
    language: str | None = None  #: one of LOCALES
    lead_minutes: int | None = None  #: from reminder to start; 0: no reminders
    digest_at: time | None = None  #: on the person's clock; None: no digest
    quiet_from: time | None = None  #: quiet hours may pass midnight; both ends or neither
    quiet_until: time | None = None


def to_json(choices: Choices) -> Json:
    """What is kept; only what was chosen."""
    chosen = {each.name: getattr(choices, each.name) for each in fields(Choices)}
    return {
        name: value.isoformat("minutes") if isinstance(value, time) else value
        for name, value in chosen.items()
        if value is not None
    }


def from_json(kept: Mapping[str, Any]) -> Choices:
    """What `to_json` made, also by an older or newer version with fewer or more fields."""
    chosen = {each.name: kept[each.name] for each in fields(Choices) if kept.get(each.name) is not None}
    for name in chosen.keys() & {"digest_at", "quiet_from", "quiet_until"}:
        chosen[name] = time.fromisoformat(chosen[name])
    return Choices(**chosen)


async def choices_of(store: Store, owner: Owner) -> Choices:
    """What the person chose so far."""
    return from_json(await store.people.choices(owner))


def speaking(words: Words, choices: Choices) -> Words:
    """The words in the language and zone that were chosen; a device's own locale stays where it fits the language."""
    zone, language = choices.zone or words.zone, choices.language or words.language
    if language == words.language:
        return replace(words, zone=zone)
    return Words(LOCALES[language], zone, overlay(language), words.this_year)
