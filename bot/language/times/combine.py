"""Puts the pieces of one time phrase together."""

from __future__ import annotations

from dataclasses import replace

from bot.language.reading import Choice, Time
from bot.language.times.counted import DIRECTIONS, counted, from_event
from bot.language.times.pieces import Clock, Day, Half, Number, Part, Word, Zone
from bot.language.times.points import point
from bot.language.times.scene import Scene
from bot.language.times.slots import Meanings, fill
from bot.language.times.stretches import stretch
from bot.language.times.zones import brought_home, there

#: The small words that are a time by themselves.
_NOW = ("now", "fromnow")


def interpret(meanings: Meanings, scene: Scene) -> Time | None:
    """The time that `meanings` add up to, or None if they make no sense together or say nothing about time."""
    if all(isinstance(meaning, Word) and meaning.role not in _NOW for meaning in meanings):
        return None
    # 15時前 is before three, 30分前 half an hour ago.
    meanings = [
        Word("before") if meaning == Word("ago") and isinstance(earlier, Clock) else meaning
        for earlier, meaning in zip([None, *meanings], meanings, strict=False)
    ]
    zones = {meaning for meaning in meanings if isinstance(meaning, Zone)}
    if zones:
        return _elsewhere(meanings, zones.pop(), scene) if len(zones) == 1 else None
    slots = fill(meanings, alone=scene.alone)
    if slots and slots.day and slots.day.of_event and scene.moving:
        return from_event(slots, scene)
    found = (counted(slots, scene) if slots else None) or stretch(meanings, scene)
    if found or slots is None or slots.words & DIRECTIONS:
        return found
    return point(slots, scene)


def _elsewhere(meanings: Meanings, zone: Zone, scene: Scene) -> Time | None:
    """A clock time in the zone that was named; None if there is no clock time that it belongs to."""
    at = meanings.index(zone)
    if zone.follows and not any(isinstance(meaning, (Clock, Number, Half, Part)) for meaning in meanings[:at]):
        return None
    rest = [meaning for meaning in meanings if meaning != zone]
    names = (scene.zone.key,) if scene.zone.key in zone.names else zone.names
    keeps_today = any(isinstance(meaning, Day) for meaning in rest)
    found: list[Time] = []
    for name in names:
        away = there(scene, name, keeps_today=keeps_today)
        time = interpret(rest, away)
        if time is None or not (time.has_clock or time.grain == "hour"):
            return None
        found.append(time if name == scene.zone.key else brought_home(time, away.zone, scene))
    if len(found) == 1 or found[0].status == "ask":
        return found[0]
    choices = tuple(
        Choice(time.start, time.end, name) for time, name in zip(found, names, strict=True) if time.start is not None
    )
    return replace(found[0], status="assumed", reasons=(*found[0].reasons, "zone_taken"), choices=choices)
