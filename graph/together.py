"""Several requests at once: if one fails, the others are stopped and gone before the failure goes on.

`asyncio.gather` leaves the others running, so that they would still use the connections of a turn that is over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from typing import Any, TypeVar, overload

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


@overload
async def together(first: Awaitable[A], second: Awaitable[B], /) -> tuple[A, B]: ...
@overload
async def together(first: Awaitable[A], second: Awaitable[B], third: Awaitable[C], /) -> tuple[A, B, C]: ...
async def together(*awaitables: Awaitable[Any]) -> tuple[Any, ...]:
    """All results in order; raises what the first failure raised."""
    return tuple(await all_of(awaitables))


async def all_of(awaitables: Iterable[Awaitable[A]]) -> list[A]:
    """The same for any number of one kind."""
    tasks = [asyncio.ensure_future(each) for each in awaitables]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
