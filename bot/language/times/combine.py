"""Puts the pieces of one time phrase together."""

from __future__ import annotations

from bot.language.reading import Time
from bot.language.times.counted import DIRECTIONS, counted
from bot.language.times.points import point
from bot.language.times.scene import Scene
from bot.language.times.slots import Meanings, fill
from bot.language.times.stretches import stretch


def interpret(meanings: Meanings, scene: Scene) -> Time | None:
    """The time that `meanings` add up to, or None if they make no sense together or say nothing about time."""
    slots = fill(meanings, alone=scene.alone)
    found = (counted(slots, scene) if slots else None) or stretch(meanings, scene)
    if found or slots is None or slots.words & DIRECTIONS:
        return found
    return point(slots, scene)
