"""What was measured, round by round, and what it comes to: medians, and ratios of what was measured side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from statistics import median as middle


class Figures:
    """Every figure by measure and bot, one for each round."""

    def __init__(self) -> None:
        self._by_measure: defaultdict[tuple[str, str], list[float]] = defaultdict(list)

    def add(self, measure: str, bot: str, value: float) -> None:
        """One more round."""
        self._by_measure[measure, bot].append(value)

    def has(self, measure: str, bot: str) -> bool:
        """Whether it was measured."""
        return bool(self._by_measure.get((measure, bot)))

    def median(self, measure: str, bot: str) -> float:
        """The middle of all rounds."""
        return middle(self._by_measure[measure, bot])

    def worst(self, measure: str, bot: str) -> float:
        """The largest of all rounds."""
        return max(self._by_measure[measure, bot])

    def ratio(self, measure: str, bot: str, to: str, pick: Callable[[list[float]], float] = middle) -> float:
        """How many times as much as the other in the same round; of all rounds the middle, or what `pick` takes."""
        pairs = zip(self._by_measure[measure, bot], self._by_measure[measure, to], strict=False)
        return pick([ours / theirs for ours, theirs in pairs])

    def spread(self, measure: str, bot: str, to: str) -> str:
        """The smallest and the largest of these ratios."""
        low, high = self.ratio(measure, bot, to, min), self.ratio(measure, bot, to, max)
        return f"{low:.2f}–{high:.2f}"
