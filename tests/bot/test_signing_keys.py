"""The list of keys that Teams signs with: fetched in good time, not too often, and not believed once it is too old."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.channel_token import KEYS_LIFE, BadToken, SigningKeys
from bot.clouds import BOT_CLOUDS
from tests.bot.listed_keys import Microsoft
from tests.conftest import Clock


async def test_a_list_that_cannot_be_fetched_again_counts_for_another_day(
    keys: SigningKeys, microsoft: Microsoft, clock: Clock, key: RSAPrivateKey
) -> None:
    await keys.find("key-1")
    microsoft.is_down = True

    clock.forward(hours=47)
    known = await keys.find("key-1")
    clock.forward(hours=2)

    assert known is not None
    with pytest.raises(BadToken):
        await keys.find("key-1")


async def test_a_server_that_is_down_is_asked_once_in_five_minutes(
    keys: SigningKeys, microsoft: Microsoft, clock: Clock
) -> None:
    await keys.find("key-1")
    microsoft.is_down = True
    clock.forward(hours=25)

    for _ in range(5):
        await keys.find("key-1")

    assert microsoft.fetches == 3  # two for the list itself, one in vain


async def test_without_any_list_the_next_try_comes_soon(keys: SigningKeys, microsoft: Microsoft, clock: Clock) -> None:
    microsoft.is_down = True
    for _ in range(5):
        with pytest.raises(BadToken):
            await keys.find("key-1")
    tried = microsoft.fetches
    microsoft.is_down = False
    clock.forward(seconds=11)

    found = await keys.find("key-1")

    assert (tried, found is not None) == (1, True)


LISTS: dict[str, Any] = {
    "empty": {"keys": []},
    "none": {},
    "null": {"keys": None},
    "a number": {"keys": 5},
    "a word": {"keys": "key-1"},
    "without ids": {"keys": [{"kty": "RSA"}]},
    "of words": {"keys": ["key"]},
    "of broken keys": {"keys": [{"kty": "RSA", "kid": "key-1", "n": "!", "e": ""}]},
}


class Enough(Exception):
    """Ends the loop."""


async def test_the_list_is_fetched_before_anybody_asks_and_again_in_good_time(
    keys: SigningKeys, microsoft: Microsoft, clock: Clock
) -> None:
    pauses, at_hand = [], [keys.are_at_hand]

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        at_hand.append(keys.are_at_hand)
        clock.forward(seconds=seconds)
        if len(pauses) == 3:
            raise Enough

    with pytest.raises(Enough):
        await keys.keep_fresh(pause)

    assert (at_hand, pauses) == ([False, True, True, True], [12 * 3600.0] * 3)
    assert microsoft.fetches == 6  # each time the metadata and the list
    assert max(pauses) < KEYS_LIFE.total_seconds()


async def test_a_failed_fetch_is_tried_again_soon_and_then_less_often(
    keys: SigningKeys, microsoft: Microsoft, clock: Clock
) -> None:
    pauses = []
    microsoft.is_down = True

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        clock.forward(seconds=seconds)
        if len(pauses) == 10:
            microsoft.is_down = False
        if len(pauses) == 11:
            raise Enough

    with pytest.raises(Enough):
        await keys.keep_fresh(pause)

    assert pauses == [5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 12 * 3600]
    assert keys.are_at_hand


async def test_keys_that_are_too_old_are_not_at_hand(keys: SigningKeys, microsoft: Microsoft, clock: Clock) -> None:
    await keys.find("key-1")

    clock.forward(hours=47)
    before = keys.are_at_hand
    clock.forward(hours=2)

    assert (before, keys.are_at_hand) == (True, False)


@pytest.mark.parametrize("listed", LISTS)
async def test_a_useless_list_lets_nobody_in(listed: str, clock: Clock) -> None:
    async def fetch(url: str) -> dict[str, Any]:
        return {"jwks_uri": "https://login.botframework.com/keys"} if "openid" in url else LISTS[listed]

    with pytest.raises(BadToken):
        await SigningKeys(fetch, clock, BOT_CLOUDS["Public"].openid_metadata).find("key-1")


async def test_a_key_without_endorsements_or_that_cannot_be_read_does_not_hide_the_others(
    microsoft: Microsoft, clock: Clock
) -> None:
    async def fetch(url: str) -> dict[str, Any]:
        document = await microsoft.fetch(url)
        broken = [{"kty": "RSA", "kid": "broken", "n": "!"}, {"kty": "EC", "kid": "ec"}]
        return document if "openid" in url else {"keys": [*broken, *document["keys"]]}

    keys = SigningKeys(fetch, clock, BOT_CLOUDS["Public"].openid_metadata)

    assert (await keys.find("broken"), await keys.find("key-1") is not None) == (None, True)
