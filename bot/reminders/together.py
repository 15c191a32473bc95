"""Does in one go what waits at the same time, so that many pay for one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


class Together(Generic[In, Out]):
    """Called with one thing, gives the answer to it; what is called meanwhile is done next, up to `most` together."""

    def __init__(self, do: Callable[[list[In]], Awaitable[list[Out]]], most: int) -> None:
        self._do = do
        self._most = most
        self._waiting: list[tuple[In, asyncio.Future[Out]]] = []
        self._work: asyncio.Task[None] | None = None

    async def __call__(self, one: In) -> Out:
        """The answer to this one. Raises what doing it raised."""
        answer: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, answer))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._until_all_is_done())
        return await answer

    async def stop(self) -> None:
        """Gives up what is still being done."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait([self._work])

    async def _until_all_is_done(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                answers: list[Out | Exception] = [*await self._do([one for one, _ in batch])]
            except Exception as problem:
                answers = [problem] * len(batch)
            for (_, future), answer in zip(batch, answers, strict=True):
                if future.done():
                    continue  # whoever asked does not wait any more
                if isinstance(answer, Exception):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)
