"""Every error has its own sentence, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.locales import overlay
from cards.errors import SENTENCES, sentence
from cards.words import Words
from graph.errors import GraphError, SignInNeeded, Throttled


def tree(kind: type[GraphError] = GraphError) -> Iterator[type[GraphError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree(below)


def example(kind: type[GraphError]) -> GraphError:
    if issubclass(kind, Throttled):
        return kind(90)
    if issubclass(kind, SignInNeeded):
        return kind("calendar")
    return kind(status=418, code="SecretCode", request_id="SecretRequest")


@pytest.mark.parametrize("kind", list(tree()))
@pytest.mark.parametrize("language", ["en-US", "ja-JP"])
def test_an_error_has_a_sentence_without_codes(kind: type[GraphError], language: str) -> None:
    words = Words(language, "UTC", overlay(language[:2]))

    said = sentence(words, example(kind))

    assert said.endswith((".", "。"))
    assert not any(secret in said for secret in ("418", "Secret", kind.__name__))


def test_no_sentence_is_for_a_class_that_is_gone() -> None:
    assert set(SENTENCES) <= set(tree())
