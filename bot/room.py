"""How many turns are answered at once, and how many of them may belong to one tenant.

Whoever finds no room is told so at once: an answer that comes later than Teams waits for it helps nobody, and makes
everybody else's late too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

# Four hundred turns take a core some three seconds, and Teams waits for fifteen.
MOST_AT_ONCE = 400
RETRY_AFTER_SECONDS = 2


class NoRoom(Exception):
    """There is more to do than can be done in time; `is_own_fault` where it is the tenant's own doing."""

    def __init__(self, *, is_own_fault: bool) -> None:
        super().__init__("too many turns of one tenant" if is_own_fault else "too many turns")
        self.is_own_fault = is_own_fault


class Room:
    """The places for turns, and who has them."""

    def __init__(self, most_at_once: int = MOST_AT_ONCE) -> None:
        self._free = most_at_once
        self._taken: Counter[str] = Counter()  # by tenant

    @contextmanager
    def place_for(self, tenant_id: str) -> Iterator[None]:
        """A place as long as the turn lasts. Raises NoRoom.

        A tenant gets no more places than are still free: alone it comes to half of them, beside one that floods the bot
        to a third, and there is always one for a tenant that has none.
        Source: Choudhury and Hahne, Dynamic Queue Length Thresholds, https://doi.org/10.1109/90.664262
        """
        if self._taken[tenant_id] >= self._free:
            raise NoRoom(is_own_fault=self._free > 0)
        self._free -= 1
        self._taken[tenant_id] += 1
        try:
            yield
        finally:
            self._free += 1
            self._taken[tenant_id] -= 1
            if not self._taken[tenant_id]:
                del self._taken[tenant_id]
