"""Several reads in one request, which Graph calls JSON batching.

Written here: the SDK's own cannot be imported without a package that it does not name.
Source: https://learn.microsoft.com/graph/json-batching
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.answer import Json
from graph.errors import Right
from graph.sdk import Request

MOST = 20  #: reads that one request takes


def batches(requests: Sequence[Request]) -> list[list[int]]:
    """Which of these reads go together, by their numbers: one version of Graph, one right, no more than `MOST`."""
    alike: defaultdict[tuple[str, Right], list[int]] = defaultdict(list)
    for number, request in enumerate(requests):
        alike[request.base_url, request.right].append(number)
    return [numbers[at : at + MOST] for numbers in alike.values() for at in range(0, len(numbers), MOST)]


def in_one(requests: Sequence[Request]) -> Request:
    """The request that asks for all of these at once; each is known by its place in the sequence."""
    items: list[Json] = [
        {"id": str(place), "method": request.method, "url": request.relative_url}
        | ({"headers": dict(request.headers)} if request.headers else {})
        for place, request in enumerate(requests)
    ]
    url, name = f"{requests[0].base_url}/$batch", f"/$batch of {len(items)}"
    return Request("POST", requests[0].builder, body={"requests": items}, link=url, name_in_the_log=name)


def by_place(answered: Json) -> dict[int, Json]:
    """The answers by the places of what was asked; Graph gives them in any order, and may leave one out."""
    return {int(answer["id"]): answer for answer in answered.get("responses") or []}
