"""Languages laid over the English of the code: a folder each, with TOML files by subject, sentence = sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def overlay(language: str) -> Mapping[str, str]:
    """The sentences of a two-letter language by their English; empty for English and for languages not there."""
    if not language.isalpha():
        return {}
    sentences: dict[str, str] = {}
    for file in sorted((HERE / language).glob("*.toml")):
        sentences.update(tomllib.loads(file.read_text("utf-8")))
    return sentences
