"""What a person chose, as it is kept and as it changes the words."""

from __future__ import annotations

from datetime import time

import pytest

from bot.choices import Choices, from_json, speaking, to_json
from bot.locales import overlay
from cards.words import Words

EVERYTHING = Choices("Asia/Tokyo", "ja", 15, time(8, 30), time(22), time(6, 45))


@pytest.mark.parametrize("choices", [Choices(), EVERYTHING, Choices(lead_minutes=0, digest_at=time(0))])
def test_choices_come_back_as_they_were_kept(choices: Choices) -> None:
    assert from_json(to_json(choices)) == choices


def test_only_what_was_chosen_is_kept() -> None:
    assert to_json(Choices(lead_minutes=0)) == {"lead_minutes": 0}


def test_fields_of_other_versions_do_no_harm() -> None:
    assert from_json({"zone": "Asia/Tokyo", "theme": "dark", "language": None}) == Choices(zone="Asia/Tokyo")


@pytest.mark.parametrize(
    ("locale", "language", "spoken"),
    [("en-US", "ja", "ja-JP"), ("ja-JP", "en", "en-US"), ("en-GB", "en", "en-GB"), ("ja-JP", None, "ja-JP")],
)
def test_the_chosen_language_is_spoken_and_the_devices_locale_stays_where_it_fits(
    locale: str, language: str | None, spoken: str
) -> None:
    device = Words(locale, "Europe/London", overlay(locale[:2]), 2026)

    words = speaking(device, Choices(language=language))

    assert (words.locale, words.zone, words.overlay) == (spoken, "Europe/London", overlay(spoken[:2]))


def test_times_are_in_the_chosen_zone() -> None:
    assert speaking(Words("en-US", "Europe/London"), Choices(zone="Asia/Tokyo")).zone == "Asia/Tokyo"
