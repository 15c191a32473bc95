"""What is kept of a person: shown, exported, deleted."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.commands.privacy import LARGEST_EXPORT_BYTES, as_text, kinds
from bot.settings import Settings
from bot.store import Owner, Store
from bot.store.tables import EVERYTHING_OF_A_PERSON
from cards.words import Words
from graph.sandbox import Sandbox
from tests.conftest import Clock
from tests.teams import ALEX, MEGAN, TENANT, Json, Shown, Talk
from tests.world import writes

OWNER = Owner(TENANT, ALEX.entra_id)


async def kept(settings: Settings, owner: Owner = OWNER) -> dict[str, list[Json]]:
    store = Store(settings.database_url)
    everything = await store.people.everything(owner)
    await store.close()
    return everything


def exported(shown: Shown) -> Json:
    text = next(each for each in shown.texts if "{" in each)
    content: Json = json.loads(text[text.index("{") :])
    return content


async def test_privacy_counts_what_is_kept_and_says_how_long(talk: Talk) -> None:
    await talk("move design review to 3pm tomorrow")
    await talk.press(await talk("settings"), "Save", zone="Asia/Tokyo")

    shown = await talk("privacy")

    said = shown.words_of_card
    for what, how_long in (
        ("How to reach you in Teams, your language and time zone", "1 kept, until you say “forget me”"),
        ("What you chose in the settings", "1 kept, until you say “forget me”"),
        ("Changes that I proposed or made, with title and times, and the way back", "1 kept, each for 30 d"),
        ("Keys of your online meetings", "0 kept, until you say “forget me”"),
        ("The sentence that waits for you to sign in", "0 kept, each for 15 min"),
        ("Reminders that I owe you or have sent, with title and time", "0 kept, each for 30 d"),
    ):
        assert said[said.index(what) + 1] == how_long


async def test_privacy_says_what_becomes_of_it_when_the_bot_is_removed(talk: Talk) -> None:
    shown = await talk("privacy")

    assert "If you remove me, all of it is deleted 30 d later." in shown.words_of_card


async def test_each_permission_has_its_reason(talk: Talk) -> None:
    shown = await talk("privacy")

    assert {"Calendar", "Online meetings", "Mailbox settings", "Bookings"} <= set(shown.words_of_card)
    assert "To know your time zone and working hours; they are only read." in shown.words_of_card


def test_every_table_of_a_person_is_explained() -> None:
    assert set(kinds(Words("en-US", "UTC"))) == {table.name for table in EVERYTHING_OF_A_PERSON}


async def test_export_holds_everything_that_is_stored(talk: Talk, settings: Settings) -> None:
    await talk("move design review to 3pm tomorrow")
    await talk("move design review")

    shown = await talk("export")

    stored, content = await kept(settings), exported(shown)
    assert shown.text.startswith("This is everything that I keep of you.\n\n{")
    assert (content.pop("tenant_id"), content.pop("person_id")) == (TENANT, ALEX.entra_id)
    assert {name: len(rows) for name, rows in content.items()} == {name: len(rows) for name, rows in stored.items()}
    assert "move design review" in [each["text"] for each in content["questions"]]
    assert content["plans"][0]["before"]["title"] == "Design review"


async def test_the_button_sends_the_export_too(talk: Talk) -> None:
    shown = await talk.press(await talk("privacy"), "Send me everything")

    assert len(exported(shown)["people"]) == 1


def test_a_long_export_is_cut_between_rows_and_says_how_much_is_missing() -> None:
    rows = [{"tenant_id": "t", "person_id": "p", "title": f"計画 {number}", "number": number} for number in range(2000)]

    text, left_out = as_text("t", "p", {"plans": rows, "people": [{"zone": "Asia/Tokyo"}]})

    content = json.loads(text)
    assert LARGEST_EXPORT_BYTES * 0.8 < len(text.encode("utf-16-le")) <= LARGEST_EXPORT_BYTES
    assert content["people"] == [{"zone": "Asia/Tokyo"}]
    assert [each["number"] for each in content["plans"]] == list(range(2000 - left_out))


async def test_the_person_is_told_what_an_export_leaves_out(talk: Talk, settings: Settings, clock: Clock) -> None:
    store = Store(settings.database_url)
    for _ in range(3):
        life = timedelta(days=1)
        await store.plans.keep(OWNER, kind="EventMove", change={"x": "y" * 4000}, before={}, now=clock(), life=life)
    await store.close()

    shown = await talk("export")

    assert shown.text.startswith("This is the newest of what I keep of you; 1 more do not fit into a message.")


async def test_forget_me_asks_first(talk: Talk, settings: Settings) -> None:
    before = await kept(settings)

    shown = await talk("forget me")

    assert shown.text_of_card == "Delete everything that I keep of you?"
    assert len((await kept(settings))["people"]) == len(before["people"]) + 1


async def test_forgetting_deletes_everything_and_signs_out(talk: Talk, settings: Settings, world: Sandbox) -> None:
    await talk("move design review to 3pm tomorrow")
    await talk.press(await talk("settings"), "Save", zone="Asia/Tokyo")

    shown = await talk.press(await talk("forget me"), "Yes, forget me")

    assert shown.text_of_card == "Everything that I kept of you is deleted, and you are signed out."
    assert not any((await kept(settings)).values())
    assert world.sign_ins.state(ALEX.teams_id, "graph") == "signedOut"


async def test_nobody_else_is_forgotten(talk: Talk, settings: Settings) -> None:
    await talk.as_member(MEGAN)("settings")

    await talk.press(await talk("forget me"), "Yes, forget me")

    assert len((await kept(settings, Owner(TENANT, MEGAN.entra_id)))["people"]) == 1


async def test_keeping_everything_deletes_nothing(talk: Talk, settings: Settings) -> None:
    await talk("move design review to 3pm tomorrow")

    shown = await talk.press(await talk("forget me"), "Keep everything")

    assert shown.text_of_card == "Nothing was deleted."
    assert len((await kept(settings))["plans"]) == 1


async def test_a_yes_pressed_twice_or_days_later_deletes_nothing(talk: Talk, settings: Settings, clock: Clock) -> None:
    too_old = "This card is too old, so nothing was changed. Ask again to get a fresh one."
    once, late = await talk("forget me"), await talk("forget me")
    await talk.press(once, "Yes, forget me")
    await talk("help")

    again = await talk.press(once, "Yes, forget me")
    clock.forward(days=2)
    later = await talk.press(late, "Yes, forget me")

    assert (again.text, later.text) == (too_old, too_old)
    assert len((await kept(settings))["people"]) == 1


async def test_somebody_elses_yes_deletes_nothing(talk: Talk, settings: Settings) -> None:
    shown = await talk("forget me")

    await talk.as_member(MEGAN).press(shown, "Yes, forget me")

    assert len((await kept(settings))["people"]) == 1


async def test_a_card_from_before_cannot_be_pressed_after_being_forgotten(talk: Talk, world: Sandbox) -> None:
    shown = await talk("move design review to 3pm tomorrow")
    await talk.press(await talk("forget me"), "Yes, forget me")

    await talk.press(shown, "Yes, move it")

    assert writes(world) == []


async def test_the_privacy_card_leads_to_the_question(talk: Talk) -> None:
    shown = await talk.press(await talk("privacy"), "Forget me")

    assert shown.text_of_card == "Delete everything that I keep of you?"


@pytest.mark.parametrize("typed", ["privacy", "export", "forget me"])
async def test_in_a_group_they_ask_for_the_private_chat(typed: str, talk: Talk) -> None:
    shown = await talk.in_chat("groupChat")(typed)

    assert shown.cards == []
    assert shown.texts == ["That is between you and me: please say it in our private chat."]


async def test_japanese(talk: Talk) -> None:
    japanese = talk.speaking("ja-JP")

    shown = await japanese("プライバシー")
    asked = await japanese.press(shown, "データを削除")
    forgotten = await japanese.press(asked, "はい、削除します")

    assert "0件。それぞれ30日保存します" in shown.words_of_card
    assert forgotten.text_of_card == "保存していた情報をすべて削除し、サインアウトしました。"
