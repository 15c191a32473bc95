"""Puts the pieces of one time phrase together."""

from __future__ import annotations

from bot.language.counted import DIRECTIONS, counted
from bot.language.points import point
from bot.language.reading import Time
from bot.language.scene import Scene
from bot.language.slots import Meanings, fill
from bot.language.stretches import stretch


def interpret(meanings: Meanings, scene: Scene) -> Time | None:
    """The time that `meanings` add up to, or None if they make no sense together or say nothing about time."""
    found = counted(meanings, scene) or stretch(meanings, scene)
    if found is not None:
        return found
    slots = fill(meanings, alone=scene.alone)
    if slots is None or slots.words & DIRECTIONS:
        return None
    return point(slots, scene)
