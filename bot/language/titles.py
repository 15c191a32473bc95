"""What is left of a sentence to find or name an event by."""

from __future__ import annotations

from bot.language import titles_en, titles_ja
from bot.language.islands import Island
from bot.language.pattern import Pattern
from bot.language.people import Person
from bot.language.sentence import Sentence

#: Intents that are about some event; the words of the others are no title.
_TITLED = frozenset(
    [
        "meet", "move", "rebook", "edit", "visit", "join", "remind", "running_late", "find_time", "cancel_event",
        "respond", "agenda", "why", "reminders_off",
    ]
)  # fmt: skip
_BEFORE_PERSON = Pattern(r"(?:(?:\b(?:don'?t|do not) )?\b(?:with|and|add|invite|include|between|including)|,| |と)* ?$")
#: Behind the customer whose booking it is.
_BOOKING = Pattern(r"(?i)(?:['’]s)? (?:bookings?|appointments?)$")
#: Before what a property shall be: rename standup to "Daily", タイトルを「朝会」に.
_NEW_VALUE = Pattern(r"\b(?:to|as|into|say|be) $|(?:名前|タイトル|件名|場所|会場|内容|説明|メモ|議題)[をは] ?$")
#: What one wants to be reminded of, told by its verb: 15時に…に電話するのをリマインドして.
_TO_DO_JA = Pattern(
    r"(?:TIME|SPAN)(?:後に|に|には|、| )+(?P<what>[^;]{2,60}?[うくすつぬぶむるぐ])(?:の|こと)?(?:を|は|も)?(?:よう)?に?"
    r"(?:リマインド|思い出|忘れ(?:ない|ず)|知らせ|通知|教え)"
)
_WRITTEN_JA = Pattern(r" ?と ?(?:メモ|書[いき]|記入|追記)")
_AFTER_PERSON = Pattern(r"との?|(?: ?' ?s)")


def title_of(sentence: Sentence, intent: str, people: list[Person], asks: str = "") -> str:
    """The words that are left, as they were written; "" if none are. `asks` is what one thing the sentence asks."""
    if intent not in _TITLED:
        return ""
    for mark in sentence.marks:
        if mark.kind == "QUOTE" and isinstance(mark.island, Island):
            written = _WRITTEN_JA.match(sentence.masked, mark.end)
            if intent == "edit" and (written or _NEW_VALUE.search(sentence.masked[: mark.start])):
                continue
            return sentence.text.original_of(mark.island.inner_start, mark.island.inner_end).strip()
    if intent == "remind" and sentence.japanese and (to_do := _TO_DO_JA.search(sentence.masked)):
        return sentence.original(*to_do.span("what")).strip()
    masked = _without_people(sentence.masked, people)
    if sentence.japanese:
        start, end = titles_ja.title_in(masked)
    else:
        start, end = titles_en.title_in(masked, sentence.body, intent, asks=asks)
    title = sentence.original(start, end).strip(' 　,.;:!?、。「」"')
    return _BOOKING.sub("", title) if intent == "rebook" else title


def _without_people(masked: str, people: list[Person]) -> str:
    """`masked` with "with Ann and Bob" made into a cut, at the same length."""
    for person in people:
        before = _BEFORE_PERSON.search(masked[: person.start])
        after = _AFTER_PERSON.match(masked, person.end)
        start = before.start() if before else person.start
        end = after.end() if after else person.end
        masked = masked[:start] + ";" * (end - start) + masked[end:]
    return masked
