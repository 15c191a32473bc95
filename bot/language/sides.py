"""What a sentence says beside its intent: the answer to an invitation, the one thing that is asked, what is off."""

from __future__ import annotations

from bot.language.courtesies import TELL_ME
from bot.language.pattern import Pattern
from bot.language.sentence import Sentence
from bot.language.wordings import en, ja
from bot.language.wordings.sides import ANSWERS, ASKED_EN, ASKED_JA
from bot.language.wordings.table import Table

_ANSWERS = Table(ANSWERS, {})
_ASKED_EN = Table(ASKED_EN, en.WORDS)
_ASKED_JA = Table(ASKED_JA, ja.WORDS)
_OFF = Pattern(
    r"\b(?:off|no|not|don'?t|stop|disable|mute|without|never|cancel|remove|delete|clear|drop|quit|unsubscribe|end)\b"
    r"|オフ|off|不要|いらない|要らない|いりません|停止|止め|やめ|無効|(?<!締)(?<!締め)切[るっり]|なし|無し|しない"
    r"|しません|解除|キャンセル|削除|消し|消す|取り?消"
)
_REMINDER = Pattern(r"remind|alarm|リマインド|リマインダー|アラーム|通知")


def answer_of(sentence: Sentence, intent: str) -> str:
    """ "accept", "decline" or "tentative" where an invitation is answered; "" if it is not said how."""
    return _ANSWERS.anywhere(sentence.masked) or "" if intent == "respond" else ""


def asks_of(sentence: Sentence, intent: str) -> str:
    """The one thing that is asked: "when", "where", "who", "next", "free"; "" if it is none of them."""
    if intent not in ("agenda", "find_time", "rebook"):
        return ""
    if sentence.japanese:
        asked = _ASKED_JA.anywhere(ja.NOUNS.sub("EVENT", sentence.masked.replace(" ", "")))
    else:
        body = en.NOUNS.sub("EVENT", sentence.masked[sentence.body :].rstrip(" ?!."))
        opening = TELL_ME.match(body)
        asked = _ASKED_EN.opening(body[opening.end() if opening else 0 :])
    # "When is Bob free" asks for a time, not when something is.
    return "" if asked is None or (intent == "find_time" and asked != "free") else asked


def is_off(sentence: Sentence, intent: str) -> bool:
    """Whether reminders or the digest shall stop."""
    if intent == "reminders_off":
        return True
    turned = intent == "digest" or (intent == "edit" and _REMINDER.search(sentence.masked))
    return bool(turned and _OFF.search(sentence.masked))
