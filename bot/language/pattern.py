"""A regular expression that is compiled when first needed: there are hundreds, and importing them must be quick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

Found = re.Match[str] | None


class Pattern:
    """Used as what `re.compile` returns; only the methods that are needed here."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.source)

    # Kept as bound methods, so that a match costs no more than one of a compiled pattern.
    @cached_property
    def match(self) -> Callable[..., Found]:
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., Found]:
        return self._compiled.fullmatch

    @cached_property
    def search(self) -> Callable[..., Found]:
        return self._compiled.search

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return self._compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        return self._compiled.sub
