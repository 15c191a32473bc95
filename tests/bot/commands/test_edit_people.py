"""Inviting people and taking them off, by name or address."""

from __future__ import annotations

import pytest

from graph.sandbox import Sandbox
from graph.sandbox.organisation import Person
from tests.bot.commands.edits import content, edited, event, somebody_changes_event
from tests.teams import Talk
from tests.world import writes

TWO_MEGANS = "Megan Bowen <megan@contoso.com>", "Megan Price <price@contoso.com>"


def invited(world: Sandbox, subject: str) -> list[str]:
    return [each["emailAddress"]["address"] for each in event(world, subject)["attendees"]]


@pytest.fixture
def another_megan(world: Sandbox) -> None:
    """A second Megan in the organisation."""
    megan = world.organisation.person("megan@contoso.com")
    other = Person(
        "33333333-3333-4333-8333-3333333333ff",
        "29:user-price",
        "Megan Price",
        "Megan",
        "Price",
        "price@contoso.com",
        megan.zone_name,
        megan.language,
        megan.job_title,
        megan.city,
    )
    world.organisation.people[other.id] = other


async def test_somebody_is_invited_by_address_and_nobody_else_hears_of_it(talk: Talk, world: Sandbox) -> None:
    shown = await talk("invite bob@contoso.com to design review")
    assert shown.text_of_card == "Invite bob@contoso.com to “Design review”?"
    assert {"Gets mail: bob@contoso.com.", "Nobody else does, and their answers stay."} <= set(shown.words_of_card)
    assert writes(world) == []

    await talk.press(shown, "Yes, change it")

    assert invited(world, "Design review") == ["megan@contoso.com", "adele@contoso.com", "bob@contoso.com"]
    assert [mail.to for mail in world.organisation.mails] == [("bob@contoso.com",)]


async def test_somebody_is_invited_by_name_and_found_in_the_organisation(talk: Talk, world: Sandbox) -> None:
    shown = await talk("add Megan to the budget check-in")
    assert shown.text_of_card == "Invite Megan Bowen to “Budget check-in”?"

    await talk.press(shown, "Yes, change it")

    assert invited(world, "Budget check-in") == ["lynne@contoso.com", "megan@contoso.com"]


async def test_somebody_is_invited_in_japanese(talk: Talk, world: Sandbox) -> None:
    ja = talk.speaking("ja-JP")
    shown = await ja("Budget check-inに田中さんを追加")
    assert shown.text_of_card == "田中 健を「Budget check-in」に招待しますか？"

    shown = await ja.press(shown, "はい、変更します")

    assert invited(world, "Budget check-in") == ["lynne@contoso.com", "ken@contoso.com"]


async def test_two_people_are_invited_at_once(talk: Talk, world: Sandbox) -> None:
    shown = await talk("add Megan and Adele to the budget check-in")

    await talk.press(shown, "Yes, change it")

    assert invited(world, "Budget check-in") == ["lynne@contoso.com", "megan@contoso.com", "adele@contoso.com"]
    assert len(writes(world)) == 1


async def test_of_several_with_a_name_one_is_chosen(talk: Talk, world: Sandbox, another_megan: None) -> None:
    shown = await talk("add Megan to the budget check-in")
    assert (shown.text_of_card, tuple(shown.buttons)) == ("Who is “Megan”?", TWO_MEGANS)

    shown = await talk.press(shown, "Megan Price <price@contoso.com>")

    assert shown.text_of_card == "Invite Megan Price to “Budget check-in”?"


async def test_nobody_of_that_name_is_said(talk: Talk, world: Sandbox) -> None:
    shown = await talk("add Hatsune to the budget check-in")

    assert shown.text == "I find nobody called “Hatsune”. Please write the mail address. Nothing was changed."
    assert writes(world) == []


async def test_who_may_not_look_people_up_can_still_write_addresses(talk: Talk, world: Sandbox) -> None:
    world.trouble.plan("retired", path="/users?", status=403)

    shown = await talk("add Megan to the budget check-in")

    assert shown.text == "I find nobody called “Megan”. Please write the mail address. Nothing was changed."


async def test_who_is_invited_already_is_not_invited_again(talk: Talk, world: Sandbox) -> None:
    shown = await talk("add Adele to design review")

    assert shown.text == "Invited already: Adele Vance. Nothing was changed."
    assert writes(world) == []


async def test_somebody_is_taken_off_and_put_back(talk: Talk, world: Sandbox) -> None:
    before = content(event(world, "Design review"))
    shown = await talk("remove Megan from design review")
    assert shown.text_of_card == "Take Megan Bowen off “Design review”?"
    assert {
        "Gets mail: Megan Bowen.",
        "Outlook writes to all if somebody belongs to an invited list.",
    } <= set(shown.words_of_card)

    shown = await talk.press(shown, "Yes, change it")
    assert invited(world, "Design review") == ["adele@contoso.com"]
    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "“Design review” is as it was."
    after = content(event(world, "Design review"))
    for each in (before, after):
        each["attendees"][0].pop("status")  # she is asked again
    assert after == before


async def test_who_is_not_invited_cannot_be_taken_off(talk: Talk, world: Sandbox) -> None:
    shown = await talk("remove Isaiah from design review")

    assert shown.text == "“Isaiah” is not invited. Nothing was changed."


async def test_only_the_organiser_invites(talk: Talk, world: Sandbox) -> None:
    shown = await talk("invite bob@contoso.com to hiring sync")

    assert shown.text == (
        "Adele Vance organises “Hiring sync”, so only they can change who is invited. Nothing was changed."
    )


async def test_people_come_to_one_occurrence_or_to_all(talk: Talk, world: Sandbox) -> None:
    shown = await talk("add Megan to standup")
    assert shown.text_of_card == "This one or the whole series?"

    shown = await talk.press(shown, "The whole series")
    await talk.press(shown, "Yes, change it")

    assert invited(world, "Daily standup") == ["adele@contoso.com", "lynne@contoso.com", "megan@contoso.com"]


async def test_names_typed_into_the_form_are_looked_up(talk: Talk, world: Sandbox) -> None:
    shown = await talk.press(
        await talk("edit budget check-in"), "Check the changes", required="Lynne Robbins\nMegan", optional="Hatsune"
    )
    assert "I find nobody called “Hatsune”. Please write the mail address." in shown.words_of_card
    assert "Who has to come (a name or address a line): Lynne Robbins\nMegan" in shown.words_of_card

    shown = await talk.press(shown, "Check the changes", optional="ken@contoso.com")
    await talk.press(shown, "Yes, change it")

    kept = event(world, "Budget check-in")["attendees"]
    assert [(each["emailAddress"]["address"], each["type"], each["status"]["response"]) for each in kept] == [
        ("lynne@contoso.com", "required", "accepted"),
        ("megan@contoso.com", "required", "none"),
        ("ken@contoso.com", "optional", "none"),
    ]


async def test_several_of_a_name_in_the_form_are_named(talk: Talk, another_megan: None) -> None:
    shown = await talk.press(await talk("edit budget check-in"), "Check the changes", required="Megan")

    assert f"“Megan” may be {TWO_MEGANS[0]} and {TWO_MEGANS[1]}. Please write the mail address." in shown.words_of_card


async def test_a_room_stays_booked_when_people_change(talk: Talk, world: Sandbox) -> None:
    room = {"emailAddress": {"name": "Room Thames", "address": "room.thames@contoso.com"}, "type": "resource"}
    kept = event(world, "Budget check-in")
    await somebody_changes_event(world, kept, {"attendees": [*kept["attendees"], room]})

    await edited(talk, "edit budget check-in", required="ken@contoso.com")

    assert invited(world, "Budget check-in") == ["room.thames@contoso.com", "ken@contoso.com"]


async def test_too_many_people_for_a_card_are_changed_by_saying_so(talk: Talk, world: Sandbox) -> None:
    crowd = [{"emailAddress": {"address": f"person.number.{number}@contoso.com"}} for number in range(80)]
    await somebody_changes_event(world, event(world, "Budget check-in"), {"attendees": crowd})
    shown = await talk("edit budget check-in")
    assert (
        "These are too many people for a card. Say “invite megan@contoso.com to Budget check-in” instead."
        in shown.words_of_card
    )

    await talk.press(await talk("add Megan to the budget check-in"), "Yes, change it")

    assert len(invited(world, "Budget check-in")) == 81
