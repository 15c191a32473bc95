"""People of the organisation, by name."""

from __future__ import annotations

import pytest

from graph import colleagues
from graph.client import GraphClient
from graph.sandbox import Sandbox
from tests.graph.looking import sent


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Megan", ["Megan Bowen"]),
        ("megan bowen", ["Megan Bowen"]),
        ("Bowen", ["Megan Bowen"]),
        ("田中", ["田中 健"]),
        ("alexw@", ["Alex Wilber"]),
        ("A", ["Adele Vance", "Alex Wilber", "高橋 葵"]),  # whose address begins with aoi
        ("Hatsune", []),
        ("O'Neil", []),
    ],
)
async def test_people_are_found_by_any_of_their_names(alex: GraphClient, name: str, found: list[str]) -> None:
    assert [each.name for each in (await colleagues.find(alex, [name]))[name]] == found


async def test_three_names_take_one_request_and_a_fourth_another(world: Sandbox, alex: GraphClient) -> None:
    three = await colleagues.find(alex, ["Megan", "Adele", "Ken"])
    assert ([each.email for people in three.values() for each in people], len(sent(world))) == (
        ["megan@contoso.com", "adele@contoso.com", "ken@contoso.com"],
        1,
    )

    await colleagues.find(alex, ["Megan", "Adele", "Ken", "Patti"])

    assert len(sent(world)) == 3


async def test_nobody_is_asked_for_without_a_name(world: Sandbox, alex: GraphClient) -> None:
    assert await colleagues.find(alex, [" "]) == {" ": []}
    assert sent(world) == []
