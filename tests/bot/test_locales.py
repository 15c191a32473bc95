"""Every sentence that a person can read is there in every language, with the same values in it."""

from __future__ import annotations

import ast
import string
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.command import all_commands
from bot.locales import HERE, overlay

ROOT = HERE.parent.parent
LANGUAGES = sorted({file.parent.name for file in HERE.glob("*/*.toml")})


def sentences_in_code() -> Iterator[str]:
    for file in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "cards").rglob("*.py")]):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "words" and node.args:
                assert isinstance(node.args[0], ast.Constant), f"{file}:{node.lineno} words() needs the sentence itself"
                yield node.args[0].value
    yield from (command.help.en for command in all_commands())


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def values(sentence: str) -> set[str]:
    return {f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_lacks_a_translation(language: str) -> None:
    missing = set(sentences_in_code()) - set(overlay(language))

    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language: str) -> None:
    unused = set(overlay(language)) - set(sentences_in_code())

    assert unused == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_shows_the_same_values(language: str) -> None:
    different = {english for english, other in overlay(language).items() if values(english) != values(other)}

    assert different == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_translated_in_one_file_alone(language: str) -> None:
    files = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in (HERE / language).glob("*.toml")}
    homes = Counter(english for sentences in files.values() for english in sentences)

    assert [english for english, count in homes.items() if count > 1] == []
