"""What a sentence asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.language import wordings_en, wordings_ja
from bot.language.reading import CHANGING
from bot.language.sentence import Sentence
from bot.language.wordings import Wording

_QUESTION_EN = re.compile(
    r"(?:what|when|where|who|whom|whose|which|why|how|is|are|am|was|were|do|does|did|will|would|should|shall|may|might"
    r"|has|have (?:i|we|you|they)|had|can|could)\b|(?:what|who|where|when)'?s\b"
)
_QUESTION_JA = re.compile(r"(?:か|かな|かしら|っけ|(?<!も)の|[?])[?。!]*$")
# "Could you move it" and 移動してもらえますか have the form of a question, but ask for the move.
_REQUEST_JA = re.compile(
    r"(?:もらえ|くれ|いただけ|頂け|くださ|下さ|もらっ|ほし|欲し|お願い)(?:る|ます|ません|ない|て(?:も)?いい|い|でき|し|いします)*"
    r"(?:でしょう|です|ます)?か?[?。!]*$"
)
_MARKS = re.compile(r"TIME|SPAN|KEY|MAIL|NAME|LINK|QUOTE|[\s,:;、。.!?]")
_ELSEWHERE_JA = re.compile(wordings_ja.ELSEWHERE)
_EVENT_JA = re.compile(rf"{wordings_ja.WORDS['event']}|{wordings_ja.WORDS['calendar']}")
_CONTEXT_JA = re.compile(wordings_ja.CONTEXT)
_NEEDS_CONTEXT_JA = re.compile(r"予約|打ち?合わ?せ|会いたい|会う")


def intent_of(sentence: Sentence, phrases: Mapping[str, str]) -> tuple[str, bool]:
    """The intent, and whether it came as a question; a question never has a changing intent.

    `phrases` are literal wordings of commands: they win if nothing but names and times follows, and are a last resort else.
    """
    asked = is_question(sentence)
    literal = _by_phrase(sentence.masked, phrases, alone=True)
    if literal:
        return literal, asked
    intent = _by_wording(sentence) or _by_phrase(sentence.masked[sentence.body :], phrases, alone=False) or "none"
    if asked and intent in CHANGING:
        return ("find_time" if intent == "meet" else "agenda"), True
    return intent, asked


def is_question(sentence: Sentence) -> bool:
    """Whether something is asked. A polite request is none."""
    said = sentence.masked.strip()
    if sentence.japanese:
        return bool(_QUESTION_JA.search(said)) and not _REQUEST_JA.search(said)
    if sentence.requested:
        return False
    return said.endswith("?") or bool(_QUESTION_EN.match(sentence.masked, sentence.body))


def _by_phrase(said: str, phrases: Mapping[str, str], *, alone: bool) -> str | None:
    for wording in sorted(phrases, key=len, reverse=True):
        if said.startswith(wording):
            rest = said[len(wording) :]
            if not _MARKS.sub("", rest) or not alone and not rest[:1].isalnum():
                return phrases[wording]
    return None


def _by_wording(sentence: Sentence) -> str | None:
    whole = sentence.masked.strip(" .!。、,")
    if not whole:
        return None
    if sentence.japanese:
        return _japanese(whole.replace(" ", "")) or _english(sentence, whole)
    return _english(sentence, whole)


def _english(sentence: Sentence, whole: str) -> str | None:
    return (
        _first(wordings_en.TALK_WORDINGS, whole.rstrip("?"), whole=True)
        or _first(wordings_en.WORDINGS, sentence.masked[sentence.body :].rstrip(" ?!.。"), whole=False)
    )


def _first(wordings: Iterable[Wording], said: str, *, whole: bool) -> str | None:
    for intent, pattern in wordings:
        if pattern.fullmatch(said) if whole else pattern.match(said):
            return intent
    return None


def _japanese(said: str) -> str | None:
    talk = _first(wordings_ja.TALK_WORDINGS, said, whole=True)
    if talk:
        return talk
    if _ELSEWHERE_JA.search(said) and not _EVENT_JA.search(said):
        return None
    last, length, best = -1, 0, None
    for intent, pattern in wordings_ja.WORDINGS:
        for match in pattern.finditer(said):
            if (match.end(), len(match[0])) > (last, length):
                last, length, best = match.end(), len(match[0]), intent
    if best == "meet" and not _CONTEXT_JA.search(said) and not _NEEDS_CONTEXT_JA.search(said):
        return None
    return best
