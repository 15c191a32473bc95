"""The settings card."""

from __future__ import annotations

import pytest

from bot.choices import Choices, choices_of
from bot.settings import Settings
from bot.store import Owner, Store
from cards.elements import LARGEST_CARD_BYTES, size_in_bytes
from cards.settings import ZONES
from graph.sandbox import Sandbox
from graph.zones import windows
from tests.teams import ALEX, TENANT, Json, Shown, Talk
from tests.world import graph_calls

OWNER = Owner(TENANT, ALEX.entra_id)


def input_of(shown: Shown, name: str) -> Json:
    return next(each for each in shown.card["body"] if each.get("id") == name)


async def kept(settings: Settings) -> Choices:
    store = Store(settings.database_url)
    choices = await choices_of(store, OWNER)
    await store.close()
    return choices


async def test_until_somebody_chooses_teams_is_followed(talk: Talk, world: Sandbox) -> None:
    shown = await talk("settings")

    assert {"Time zone: teams", "Language: teams", "Remind me before events: 0"} <= set(shown.words_of_card)
    assert {"Morning digest at (empty: off): ", "Quiet hours until: "} <= set(shown.words_of_card)
    assert graph_calls(world) == []


async def test_every_field_has_a_label(talk: Talk) -> None:
    shown = await talk("settings")

    inputs = [each for each in shown.card["body"] if each["type"].startswith("Input.")]
    assert len(inputs) == 6
    assert all(each["label"] for each in inputs)


async def test_the_zone_one_is_in_comes_right_after_following_teams(talk: Talk) -> None:
    shown = await talk.speaking("en-US", "Asia/Kathmandu")("settings")

    offered = input_of(shown, "zone")["choices"]
    assert [each["value"] for each in offered[:2]] == ["teams", "Asia/Kathmandu"]
    assert {"title": "Tokyo · Japan Time", "value": "Asia/Tokyo"} in offered
    assert size_in_bytes(shown.card) <= LARGEST_CARD_BYTES


async def test_what_is_chosen_is_kept_and_shown_again(talk: Talk, settings: Settings) -> None:
    chosen = {"zone": "Asia/Tokyo", "lead": "15", "digest_at": "08:30", "quiet_from": "19:00", "quiet_until": "07:00"}

    saved = await talk.press(await talk("settings"), "Save", **chosen)

    assert saved.text_of_card == "Your settings are saved."
    assert {"Tokyo · Japan Time", "15 min before", "8:30 AM", "7:00 PM – 7:00 AM"} <= set(saved.words_of_card)
    shown = await talk("settings")
    assert {name: input_of(shown, name)["value"] for name in chosen} == chosen
    assert (await kept(settings)).zone == "Asia/Tokyo"


async def test_the_card_answers_in_the_language_that_was_chosen(talk: Talk) -> None:
    shown = await talk("settings")

    shown = await talk.press(shown, "Save", language="ja", digest_at="08:30", lead="10")

    assert shown.text_of_card == "設定を保存しました。"
    assert {"日本語", "8:30", "10分前"} <= set(shown.words_of_card)


async def test_a_card_that_lets_go_of_a_language_answers_in_that_of_the_device(talk: Talk) -> None:
    await talk.press(await talk("settings"), "Save", language="ja")

    shown = await talk.press(await talk("settings"), "保存", language="teams", digest_at="08:30", lead="10")

    assert shown.text_of_card == "Your settings are saved."
    assert {"Follow Teams", "8:30 AM"} <= set(shown.words_of_card)
    assert (await talk("settings")).text_of_card.startswith("Your settings.")


async def test_a_card_in_the_language_of_a_typed_sentence_answers_in_it(talk: Talk) -> None:
    shown = await talk.press(await talk("設定"), "保存", digest_at="08:30")

    assert shown.text_of_card == "設定を保存しました。"


async def test_a_choice_can_be_taken_back(talk: Talk, settings: Settings) -> None:
    await talk.press(await talk("settings"), "Save", zone="Asia/Tokyo", digest_at="08:30")

    await talk.press(await talk("settings"), "Save", zone="teams", digest_at="", lead="0")

    assert await kept(settings) == Choices(lead_minutes=0)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"zone": "Mars/Olympus"}, "I do not know this time zone; nothing was saved."),
        ({"zone": "../../etc/passwd"}, "I do not know this time zone; nothing was saved."),
        ({"language": "tlh"}, "I do not speak this language; nothing was saved."),
        ({"lead": "-7"}, "Please choose one of the reminder times; nothing was saved."),
        ({"digest_at": "25:99"}, "A time of day looks like 08:30; nothing was saved."),
        ({"digest_at": "8 in the morning"}, "A time of day looks like 08:30; nothing was saved."),
        ({"quiet_from": "19:00"}, "Quiet hours need a beginning and a different end; nothing was saved."),
        (
            {"quiet_from": "19:00", "quiet_until": "19:00"},
            "Quiet hours need a beginning and a different end; nothing was saved.",
        ),
    ],
)
async def test_what_a_field_cannot_hold_is_said_in_a_sentence(
    fields: dict[str, str], sentence: str, talk: Talk, settings: Settings
) -> None:
    shown = await talk.press(await talk("settings"), "Save", **fields)

    assert shown.text == sentence
    assert await kept(settings) == Choices()


@pytest.mark.parametrize("typed", ["言語", "タイムゾーンを変更", "設定"])
async def test_it_opens_in_japanese(typed: str, talk: Talk) -> None:
    shown = await talk.speaking("ja-JP")(typed)

    assert shown.text_of_card == "あなたの設定です。選ばないものは、Teams とメールボックスの設定に合わせます。"
    assert {"title": "東京 · 日本時間", "value": "Asia/Tokyo"} in input_of(shown, "zone")["choices"]


async def test_speaking_of_a_language_opens_the_same_card(talk: Talk) -> None:
    shown = await talk("language japanese")

    assert "Save" in shown.buttons


async def test_an_older_teams_saves_too(talk: Talk, settings: Settings) -> None:
    await talk.submit(await talk("settings"), "Save", zone="Asia/Tokyo")

    assert (await kept(settings)).zone == "Asia/Tokyo"


async def test_in_a_group_it_asks_for_the_private_chat(talk: Talk) -> None:
    shown = await talk.in_chat("groupChat")("settings")

    assert shown.cards == []
    assert shown.text == "That is between you and me: please say it in our private chat."


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_that_is_offered_is_known_to_outlook(zone: str) -> None:
    assert windows(zone) is not None
