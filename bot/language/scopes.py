"""Whether a whole series is meant or one of its occurrences."""

from __future__ import annotations

import re

from bot.language.sentence import Sentence
from bot.language.word_lists import Pattern
from bot.language.wordings.en import KIND

_OCCURRENCES = r"(?:occurr?[ea]nces?|instances?)"
_SERIES_EN = Pattern(
    rf"\b(?:for |in |of )?(?:all|every|each)(?: single)?(?: of)?(?: the| its| future| upcoming| coming)* {_OCCURRENCES}\b"
    rf"|\b(?:the |its )?(?:whole|entire|full)(?= (?:\S+ ){{0,4}}series\b)|\bseries\b|\b(?:all|every one) of them\b"
    rf"|\b(?:from now on|every time)\b|\b(?:every|each)(?: single)?(?= (?!(?:{KIND}|one|day|week|month|year|hour|time"
    r"|morning|afternoon|evening|night|other|few|so|TIME|SPAN|\d+)\b)[a-z])"
)
_THIS_EN = Pattern(
    rf"\b(?:(?:only|just) )(?:for )?(?:this|that|the next|the coming|the first|tomorrow'?s|today'?s)"
    rf"(?: (?:one|time|once|week|{_OCCURRENCES}|event|meeting)\b)?(?: only)?"
    rf"|\b(?:for |in )?(?:this|that|the next|a single|one|the) (?:{_OCCURRENCES}|one|time)(?: (?:only|alone)\b|$)"
    rf"|\bthis {_OCCURRENCES}\b|\b(?:just|only) (?:once|one|this once)\b|\bthis once\b"
    r"|(?<=TIME )only\b|\b(?:only|just)(?= (?:on |for )?(?:the )?TIME\b)"
)
_SERIES_JA = Pattern(
    r"(?:この)?(?:シリーズ|繰り返し|定期的?な?(?:予定|会議))(?:の)?(?:全体|すべて|全て|全部|丸ごと|ごと)|シリーズ(?:を|は|で)?"
    r"|毎回(?:の)?|全回|(?:すべて|全て|全部)の(?:回|繰り返し)"
    r"|(?:今後|これから|以降|これ以降|今回以降)(?:の|は|も)?(?:分)?(?:の|を|は)?(?:予定|回)?(?:を|は)?(?:すべて|全て|全部|ずっと|毎回)"
    r"|今後(?:は)?(?:ずっと|毎回)"
)
_THIS_JA = Pattern(
    r"(?:今回|この回|次回|その回|この日|その日|当日|一回|1回|一度|今度|これ|この予定|TIMEの?(?:分|回)?)(?:だけ|のみ|限り)(?:を|は|の)?"
)


def scope_in(sentence: Sentence) -> tuple[str, str]:
    """ "series", "this" or "" for neither, and the masked sentence with the words that say so made into a cut."""
    tried = ((_SERIES_JA, "series"), (_THIS_JA, "this")) if sentence.japanese else _ENGLISH
    for pattern, scope in tried:
        if pattern.compiled.search(sentence.masked):
            return scope, pattern.compiled.sub(lambda found: ";" * len(found[0]), sentence.masked)
    return "", sentence.masked


_ENGLISH = ((_SERIES_EN, "series"), (_THIS_EN, "this"))
