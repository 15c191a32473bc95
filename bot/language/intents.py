"""What a sentence asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.language.reading import CHANGING
from bot.language.sentence import Sentence
from bot.language.wordings import en, ja
from bot.language.wordings.table import Wording

_QUESTION_EN = re.compile(
    r"(?:what|when|where|who|whom|whose|which|why|how|is|are|am|was|were|do|does|did|will|would|should|shall|may|might"
    r"|has|have (?:i|we|you|they)|had|can|could)\b|(?:what|who|where|when)'?s\b"
)
_QUESTION_JA = re.compile(r"(?:か|かな|かしら|っけ|(?<!も)の|[?])[?。!]*$")
_MAY_I = re.compile(
    r"(?:can|could|should|shall|may|must|do|did|will|would|is it (?:ok|okay|possible|fine|all right)(?: if| to| for)*)"
    r"(?: (?:i|we|you))? "
)
# "Could you move it" and 移動してもらえますか have the form of a question, but ask for the move.
_REQUEST_JA = re.compile(
    r"(?:もらえ|くれ|いただけ|頂け|くださ|下さ|もらっ|ほし|欲し|お願い)(?:る|ます|ません|ない|て(?:も)?いい|い|でき|し|いします)*"
    r"(?:でしょう|です|ます)?か?[?。!]*$"
)
_MARKS = re.compile(r"TIME|LATER|SPAN|SHIFT|KEY|MAIL|NAME|LINK|QUOTE|[\s,:;、。.!?]")


def intent_of(sentence: Sentence, phrases: Mapping[str, str]) -> tuple[str, bool]:
    """The intent, and whether it came as a question; a question never has a changing intent.

    `phrases` are literal wordings of commands: they win if nothing but names and times follows, and come last else.
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
            if not _MARKS.sub("", rest) or (not alone and not rest[:1].isalnum()):
                return phrases[wording]
    return None


def _by_wording(sentence: Sentence) -> str | None:
    whole = sentence.masked.strip(" .!。、,")
    if not whole:
        return None
    if sentence.japanese:
        return _japanese(ja.NOUNS.sub("EVENT", whole.replace(" ", ""))) or _english(sentence, whole)
    return _english(sentence, whole)


def _english(sentence: Sentence, whole: str) -> str | None:
    talk = _first(en.TALK_WORDINGS, whole.rstrip("?"), whole=True)
    body = en.NOUNS.sub("EVENT", sentence.masked[sentence.body :].rstrip(" ?!.。"))
    if talk or (en.ELSEWHERE.search(whole) and not en.OWN.search(body)):
        return talk
    found = _first(en.WORDINGS, body, whole=False)
    if found is None and (may := _MAY_I.match(body)):
        # "Should I cancel it" is about a change, and the caller knows it for a question.
        found = _first(en.WORDINGS, body[may.end() :], whole=False)
    return found


def _first(wordings: Iterable[Wording], said: str, *, whole: bool) -> str | None:
    for intent, pattern in wordings:
        if pattern.compiled.fullmatch(said) if whole else pattern.compiled.match(said):
            return intent
    return None


def _japanese(said: str) -> str | None:
    found = _first(ja.TALK_WORDINGS, said, whole=True)
    if found or (ja.ELSEWHERE.search(said) and not ja.OWN.search(said)):
        return found
    for intent, pattern in ja.TOPIC_WORDINGS:
        if pattern.compiled.search(said):
            return intent
    last, best = -1, None
    for intent, pattern in ja.WORDINGS:
        end = max((match.end() for match in pattern.compiled.finditer(said)), default=-1)
        if end > last:
            last, best = end, intent
    return None if best == "meet" and not ja.CONTEXT.search(said) else best
