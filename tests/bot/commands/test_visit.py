"""Virtual appointments."""

from __future__ import annotations

from graph.sandbox import Sandbox
from tests.teams import Talk
from tests.world import writes


async def test_the_form_shows_what_is_there(talk: Talk) -> None:
    shown = await talk("visit VISIT-1001")

    assert shown.text_of_card == "The virtual appointment of “VISIT-1001”."
    assert "Check the changes" in shown.buttons


async def test_a_change_is_asked_first_and_sent_with_the_version_that_was_shown(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-1001")
    shown = await talk.press(shown, "Check the changes", external_id="CRM-7")
    assert shown.text_of_card == "Change the virtual appointment of “VISIT-1001”?"
    assert "CRM-7" in shown.words_of_card

    shown = await talk.press(shown, "Yes, change it")

    assert shown.text_of_card == "The virtual appointment of “VISIT-1001” is changed."
    (call,) = writes(world)
    assert (call.method, call.status, call.body) == ("PATCH", 204, {"externalAppointmentId": "CRM-7"})
    assert call.headers["if-match"]


async def test_undo_puts_a_virtual_appointment_back(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-1001")
    before = next(words for words in shown.words_of_card if words.startswith("Your own appointment number"))
    shown = await talk.press(shown, "Check the changes", external_id="CRM-7")
    shown = await talk.press(shown, "Yes, change it")

    shown = await talk.press(shown, "Undo")

    assert shown.text_of_card == "The virtual appointment of “VISIT-1001” is as it was."
    assert before in (await talk("visit VISIT-1001")).words_of_card


async def test_a_change_by_somebody_else_gives_the_choice(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-1001")
    shown = await talk.press(shown, "Check the changes", external_id="MINE-1")
    await somebody_changes_the_visit(world)

    shown = await talk.press(shown, "Yes, change it")
    assert {"Was", "Theirs", "Yours", "MINE-1", "THEIRS-1"} <= set(shown.words_of_card)
    shown = await talk.press(shown, "Put mine on top")

    assert shown.text_of_card == "The virtual appointment of “VISIT-1001” is changed."
    assert "Your own appointment number: MINE-1" in (await talk("visit VISIT-1001")).words_of_card


async def test_theirs_can_be_kept(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-1001")
    shown = await talk.press(shown, "Check the changes", external_id="MINE-1")
    await somebody_changes_the_visit(world)
    shown = await talk.press(shown, "Yes, change it")

    await talk.press(shown, "Keep theirs")

    assert "Your own appointment number: THEIRS-1" in (await talk("visit VISIT-1001")).words_of_card


async def somebody_changes_the_visit(world: Sandbox) -> None:
    paths = [call.raw_path for call in world.requests if call.method == "GET"]
    path = next(path for path in paths if path.endswith("virtualAppointment"))
    answer = await world.change("alexw@contoso.com", "PATCH", path, {"externalAppointmentId": "THEIRS-1"})
    assert answer.status == 204


async def test_where_the_service_is_retired_the_join_link_is_given(talk: Talk, world: Sandbox) -> None:
    world.trouble.plan("retired", path="/virtualAppointment", count=None)

    shown = await talk("visit VISIT-1001")

    assert shown.text_of_card == "The client joins “VISIT-1001” with this link."
    assert "Microsoft has switched off the rest of virtual appointments; this link still works." in shown.words_of_card


async def test_an_unknown_key_is_not_created_without_asking(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-9999")

    assert shown.text_of_card == "Make the online meeting “VISIT-9999”?"
    assert writes(world) == []


async def test_a_form_without_differences_changes_nothing(talk: Talk, world: Sandbox) -> None:
    shown = await talk("visit VISIT-1001")

    shown = await talk.press(shown, "Check the changes")

    assert shown.text == "Nothing is different, so nothing was changed."
    assert writes(world) == []
