"""Number words of both languages, as patterns and as values."""

from __future__ import annotations

import re

from bot.language.word_lists import alternatives, numbered

_ONES = numbered("zero one two three four five six seven eight nine")
_TEENS = numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", start=10)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50}
_FIRSTS = numbered("first second third fourth fifth sixth seventh eighth ninth", start=1)
_TENTHS = numbered(
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    start=10,
) | {"thirtieth": 30}
_VALUES = _ONES | _TEENS | _TENS | _FIRSTS | _TENTHS

#: Every number word of English.
ALL_WORDS_EN = tuple(_VALUES)
#: One to fifty-nine in English words.
WORDS_EN = rf"(?:{alternatives(_TENS)}(?:[ -]{alternatives(_ONES)}(?![a-z]))?|{alternatives(_TEENS | _ONES)})"
#: A cardinal number in English, in digits or words.
CARDINAL_EN = rf"(?:\d{{1,3}}(?!\d)|{WORDS_EN})"
#: First to thirty-first in English, in digits or words.
ORDINAL_EN = (
    rf"(?:\d{{1,2}} ?(?:st|nd|rd|th)|(?:twenty|thirty)[ -]{alternatives(_FIRSTS)}|{alternatives(_FIRSTS | _TENTHS)})"
)

_DIGITS_JA = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PLACES_JA = {"十": 10, "百": 100, "千": 1000}
#: The characters that numbers are written with in Japanese.
NUMERALS_JA = "0123456789" + "".join(_DIGITS_JA | _PLACES_JA)
#: A number in Japanese, in digits or kanji.
NUMBER_JA = f"(?:[0-9]{{1,4}}|[{''.join(_DIGITS_JA | _PLACES_JA)}]{{1,7}})"


def en_number(text: str) -> int:
    """The value of what CARDINAL_EN or ORDINAL_EN matched: "twenty-first" is 21."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    return sum(_VALUES.get(word, 0) for word in re.split(r"[ -]", text))


def ja_number(text: str) -> int:
    """The value of what NUMBER_JA matched: 二十三 is 23, 二〇二六 is 2026; 元, the first year of an era, is 1."""
    if text == "元":
        return 1
    if text.isascii():
        return int(text)
    if not any(c in _PLACES_JA for c in text):
        return int("".join(str(_DIGITS_JA[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _DIGITS_JA:
            digit = _DIGITS_JA[c]
        else:
            total += (digit or 1) * _PLACES_JA[c]
            digit = 0
    return total + digit
