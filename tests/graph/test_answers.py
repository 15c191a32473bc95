"""Which of our errors an answer of Graph is, and what of it stays inside."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from graph import errors
from graph.client import GraphClient
from graph.errors import (
    ChangedMeanwhile,
    CrossesNeighbour,
    GraphError,
    NotAllowed,
    NotFound,
    Refused,
    Retired,
    SignInNeeded,
    Unreachable,
    ZoneNotSupported,
)
from tests.graph.conftest import Connect
from tests.graph.scripted import Says, ScriptedGraph, ask


def body(code: str, inner: object = None) -> dict[str, Any]:
    return {"error": {"code": code, "message": "The secret of somebody", "innerError": inner}}


@pytest.mark.parametrize(
    ("status", "answer", "problem"),
    [
        (400, body("BadRequest"), Refused),
        (400, body("RequestBroker--ParseUri"), Refused),
        (400, body("ErrorInvalidIdMalformed"), NotFound),
        (400, body("TimeZoneNotSupportedException"), ZoneNotSupported),
        (400, body("ErrorOccurrenceCrossingBoundary"), CrossesNeighbour),
        (400, body("BadRequest", {"code": "ErrorOccurrenceCrossingBoundary"}), CrossesNeighbour),
        (400, body("ErrorPropertyValidationFailure"), Refused),
        (400, body("ErrorTimeIntervalTooBig"), Refused),
        (401, body("InvalidAuthenticationToken"), SignInNeeded),
        (403, body("ErrorAccessDenied"), NotAllowed),
        (404, body("ErrorItemNotFound"), NotFound),
        (405, body("BadRequest"), Refused),
        (409, body("conflict"), ChangedMeanwhile),
        (410, body("SyncStateNotFound"), Retired),
        (412, body("ErrorIrresolvableConflict"), ChangedMeanwhile),
        (412, body("PreconditionFailed"), ChangedMeanwhile),
        (413, body("RequestEntityTooLarge"), Refused),
        (500, body("UnknownError"), Unreachable),
        (504, body("gatewayTimeout"), Unreachable),
    ],
)
async def test_an_answer_is_exactly_one_of_our_errors(
    script: ScriptedGraph, connect: Connect, status: int, answer: object, problem: type[GraphError]
) -> None:
    script.says(Says(status=status, json=answer))

    with pytest.raises(GraphError) as caught:
        await ask(connect(deadline_seconds=0.4))

    assert type(caught.value) is problem


async def test_bookings_answers_401_to_a_missing_permission_where_signing_in_again_is_no_help(
    script: ScriptedGraph, graph: GraphClient
) -> None:
    script.says(Says(status=401))

    with pytest.raises(NotAllowed):
        await graph.get(graph.v1.solutions.booking_businesses)


@pytest.mark.parametrize(
    ("answer", "code", "request_id"),
    [
        (Says(status=403, text="<html><h1>Forbidden</h1></html>"), "", ""),
        (Says(status=403), "", ""),
        (Says(status=403, json=["what"]), "", ""),
        (Says(status=403, json={"Message": "no"}), "", ""),
        (Says(status=403, json={"error": None}), "", ""),
        (Says(status=403, json={"error": "denied"}), "", ""),
        (Says(status=403, json={"error": {"code": ""}}, headers={"request-id": "r"}), "", "r"),
        (Says(status=403, json={"error": {"code": "c", "innerError": {"request-id": "r"}}}), "c", "r"),
        (Says(status=403, json={"error": {"code": "c", "innererror": {"innererror": {"request-id": "r"}}}}), "c", "r"),
    ],
)
async def test_an_error_without_a_proper_body_is_an_error_all_the_same(
    script: ScriptedGraph, graph: GraphClient, answer: Says, code: str, request_id: str
) -> None:
    script.says(answer)

    with pytest.raises(NotAllowed) as caught:
        await ask(graph)

    assert (caught.value.status, caught.value.code, caught.value.request_id) == (403, code, request_id)


async def test_what_graph_says_to_developers_stays_inside(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(status=400, json=body("BadRequest", {"message": "The secret of somebody"})))

    with pytest.raises(Refused) as caught:
        await ask(graph)

    assert "secret" not in json.dumps([str(caught.value), repr(vars(caught.value)), *map(str, caught.value.args)])


async def test_half_a_character_is_replaced_and_the_rest_is_read(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(text='{"displayName": "Caf\\u00e9 \\ud83d"}'))

    assert await ask(graph) == "Café ?"


async def test_a_success_that_cannot_be_read_is_no_success(script: ScriptedGraph, graph: GraphClient) -> None:
    script.says(Says(text="<html>welcome to the hotel network</html>"))

    with pytest.raises(Unreachable):
        await ask(graph)


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    drawn = re.findall(r"^[│├└─ ]*(\w+)", (errors.__doc__ or "").partition("\n\n")[2], re.MULTILINE)
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, GraphError)]

    assert Counter(drawn) == Counter(kind.__name__ for kind in kinds)
