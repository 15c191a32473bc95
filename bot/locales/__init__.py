"""Languages laid over the English of the code: one TOML file each, sentence = sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def overlay(language: str) -> Mapping[str, str]:
    """The sentences of a two-letter language by their English; empty for English and for languages not there."""
    file = HERE / f"{language}.toml"
    if not language.isalpha() or not file.is_file():
        return {}
    sentences: dict[str, str] = {}
    for section in tomllib.loads(file.read_text("utf-8")).values():
        sentences.update(section)
    return sentences
