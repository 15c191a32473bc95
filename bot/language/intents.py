"""What a sentence asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.language.reading import CHANGING
from bot.language.sentence import Sentence
from bot.language.wordings import en, ja

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
    talk = en.TALKING.whole(whole.rstrip("?"))
    body = en.NOUNS.sub("EVENT", sentence.masked[sentence.body :].rstrip(" ?!.。"))
    if talk or (en.ELSEWHERE.search(whole) and not en.OWN.search(body)):
        return talk
    found = en.ASKING.opening(body)
    if found is None and (may := _MAY_I.match(body)):
        # "Should I cancel it" is about a change, and the caller knows it for a question.
        return en.ASKING.opening(body[may.end() :])
    return found


def _japanese(said: str) -> str | None:
    talk = ja.TALKING.whole(said)
    if talk or (ja.ELSEWHERE.search(said) and not ja.OWN.search(said)):
        return talk
    found = ja.NAMING.anywhere(said) or ja.ASKING.last(said)
    return None if found == "meet" and not ja.CONTEXT.search(said) else found
