"""Whether a whole series is meant or one of its occurrences."""

from __future__ import annotations

from bot.language.pattern import Pattern
from bot.language.sentence import Sentence
from bot.language.wordings.en import KIND

_OCCURRENCES = r"(?:occurr?[ea]nces?|instances?)"
_SERIES_EN = Pattern(
    rf"\b(?:all|every|each)(?: single)?(?: of)?(?: the| its| future| upcoming| coming)* {_OCCURRENCES}\b"
    r"|(?<=TIME) on$|\b(?:the |its )?(?:whole|entire|full)(?= (?:\S+ ){0,4}series\b)|\bseries\b(?! [a-z0-9]\b)"
    r"|\b(?:from now on"
    r"|every time)\b"
    # "Every standup" is the series, but "every meeting tomorrow" is several things.
    rf"|\b(?:every|each)(?: single)?(?= (?!(?:{KIND}|one|day|week|month|year|hour|time|morning|afternoon|evening|night"
    r"|other|few|so|TIME|SPAN|\d+)\b)[a-z])"
)
_THIS_EN = Pattern(
    r"\b(?:only|just) (?:for )?(?:this|that|the (?:next|coming|first))"
    rf"(?: (?:one|time|once|week|event|meeting|{_OCCURRENCES})\b)?(?: only)?"
    rf"|\b(?:this|that|the next|a single|one) (?:{_OCCURRENCES}\b|(?:one|time) (?:only|alone)\b)"
    r"|\b(?:just|only) (?:once|one)\b|\bthis once\b|(?<=TIME) only\b|\b(?:only|just)(?= (?:on |for )?(?:the )?TIME\b)"
)
_ALL_JA = "(?:すべて|全て|全部|全体|丸ごと|ごと|ずっと|毎回)"
_SERIES_JA = Pattern(
    rf"(?:この)?(?:シリーズ|繰り返し|定期的?な?(?:予定|EVENT))(?:の予定)?(?:の)?{_ALL_JA}|シリーズ(?=[をはでにも]|$)"
    rf"|の?(?:すべて|全て|全部)の回|毎回の?|全回|(?:今後|これから|以降|今回以降)(?:の|は|も)?(?:分|予定|回)?[のはを]?{_ALL_JA}"
    r"|(?<=定例)(?:会|会議|ミーティング)?を?(?:すべて|全て|全部)|毎[週月日朝](?:TIME)?の(?=定例|朝会|夕会|朝礼|EVENT)"
    r"|TIME毎回"
)
_THIS_JA = Pattern(
    r"(?:今回|この回|次回|その回|この日|その日|一回|1回|一度|今度|これ|この予定|TIMEの?(?:分|回)?)(?:だけ|のみ"
    r"|限り)[をはの]?|今回は"
)
_ENGLISH = ((_SERIES_EN, "series"), (_THIS_EN, "this"))
_JAPANESE = ((_SERIES_JA, "series"), (_THIS_JA, "this"))


def scope_in(sentence: Sentence) -> tuple[str, str]:
    """ "series", "this" or "" for neither, and the masked sentence with the words that say so made into a cut."""
    for pattern, scope in _JAPANESE if sentence.japanese else _ENGLISH:
        if pattern.search(sentence.masked):
            return scope, pattern.sub(lambda found: _cut(found[0]), sentence.masked)
    return "", sentence.masked


def _cut(words: str) -> str:
    """`words` blanked at the same length; a time in them is still a time."""
    return words[:4] + ";" * (len(words) - 4) if words.startswith("TIME") else ";" * len(words)
