"""What a sentence asks for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.language.courtesies import COURTESY_JA, TELL_ME, TIME_FIRST
from bot.language.pattern import Pattern
from bot.language.reading import CHANGING
from bot.language.sentence import Sentence
from bot.language.wordings import en, ja

_QUESTION_EN = Pattern(
    r"(?:what|when|where|who|whom|whose|which|why|how|is|are|am|was|were|do|does|did|will|would|should|shall|may|might"
    r"|has|have (?:i|we|you|they)|had|can(?!'?t (?:make|attend|come|do|be|go)\b)|could)\b|(?:what|who|where|when)'?s\b"
)
_QUESTION_JA = Pattern(r"(?:か|かな|かしら|っけ|(?<!も)の|[?])[?。!]*$")
_MAY_I = Pattern(
    r"(?:can|could|should|shall|may|must|do|did|will|would|is it (?:ok|okay|possible|fine|all right)(?: if| to| for)*)"
    r"(?: (?:i|we|you))? "
)
# "Could you move it" and 移動してもらえますか have the form of a question, but ask for the move.
_REQUEST_JA = Pattern(
    r"(?:もらえ|くれ|いただけ|頂け|くださ|下さ|もらっ|ほし|欲し|お願い)(?:る|ます|ません|ない|て(?:も)?いい|い|でき|し"
    r"|いします)*"
    r"(?:でしょう|です|ます)?か?[?。!]*$"
)
#: Bookings are asked for or listed, and not changed.
_CHANGE = r"re-?book|move|change|cancel|(?:re)?schedule"
_LISTING_EN = Pattern(rf"(?!{_CHANGE}|can |could |may |should |shall ).*\bbookings?\b")
_CHANGING_EN = Pattern(_CHANGE)
_LISTING_JA = Pattern(
    r"予約(?:一覧|リスト|の一覧)?(?:を?(?:見せて|表示|一覧)|[はがもって]*(?:いつ|何時|何件|どこ|誰|あ[るっり]|ない"
    r"|入って|どう).{0,12})?[はがもって?。]*$"
)
#: The appointment of somebody with a name is one of a customer, "my doctor's appointment" is not.
_CUSTOMER = Pattern(r"(?<![Mm]y )\b(?!(?:My|The|Today|Tomorrow)\b)[A-Z][a-z]+['’]s (?:appointment|booking)\b")
#: What is on is asked, and nothing is turned on.
_REMINDED = Pattern(
    r"(?:今の|私の)?リマイン(?:ド|ダー)(?:の(?:設定|状況|状態|予定))?(?:は|って)?(?:今)?(?:どう(?:なって(?:い?る|い?ます))?|いつ|何時|何分前"
    r"|あ[るり](?:ます)?)?(?:です)?か?[?]*$"
)
_MARKS = Pattern(r"TIME|LATER|SPAN|SHIFT|KEY|MAIL|NAME|LINK|QUOTE|[\s,:;、。.!?]")
_OUTSIDE = " .!。、,;"
_PLEASE = Pattern(r" (?:please|pls|thanks|for me|now)$")


def intent_of(sentence: Sentence, phrases: Mapping[str, str]) -> tuple[str, bool]:
    """The intent, and whether it came as a question.

    A question never has a changing intent, with one exception: to "rebook" it asks to see bookings.

    `phrases` are literal wordings of commands: they win if nothing but names and times follows, and come last else.
    """
    asked = is_question(sentence)
    literal = _by_phrase(sentence.masked, phrases, alone=True)
    if literal:
        return literal, asked
    if asked and _REMINDED.match(sentence.masked.strip(_OUTSIDE)):
        return "remind", True
    intent = _by_wording(sentence) or _by_phrase(sentence.masked[sentence.body :], phrases, alone=False) or "none"
    if asked and intent == "agenda" and _CUSTOMER.search(sentence.text.original):
        return "rebook", True
    if asked and intent in CHANGING and not (intent == "rebook" and lists_bookings(sentence)):
        return ("find_time" if intent == "meet" else "agenda"), True
    return intent, asked


def lists_bookings(sentence: Sentence) -> bool:
    """Whether a sentence about bookings only wants to see them."""
    if sentence.japanese:
        return bool(_LISTING_JA.search(sentence.masked.replace(" ", "")))
    if _LISTING_EN.match(sentence.masked, sentence.body):
        return True
    changes = _CHANGING_EN.match(sentence.masked, sentence.body)
    return not changes and bool(_CUSTOMER.search(sentence.text.original))


def is_question(sentence: Sentence) -> bool:
    """Whether something is asked. A polite request is none."""
    said = sentence.masked.strip(" ;")
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
    whole = sentence.masked.strip(_OUTSIDE)
    if not whole:
        return None
    if sentence.japanese:
        return _japanese(ja.NOUNS.sub("EVENT", whole.replace(" ", ""))) or _english(sentence, whole)
    return _english(sentence, whole)


def _english(sentence: Sentence, whole: str) -> str | None:
    body = sentence.masked[sentence.body :].strip(_OUTSIDE + "?")
    talk = en.TALKING.whole(whole.rstrip("? ") or whole)
    plain = _PLEASE.sub("", body)
    if talk is None and plain != whole and (talk := en.TALKING.whole(plain)) == "cancel" and sentence.requested:
        talk = None  # "I need to cancel" is about something in the calendar, and not about the question before
    body = en.NOUNS.sub("EVENT", body)
    if talk or (en.ELSEWHERE.search(whole) and not en.OWN.search(body)):
        return talk
    found = en.ASKING.opening(body)
    if found is None:
        # "Should I cancel it" is about a change, and the caller knows it for a question.
        before = _MAY_I.match(body) or TELL_ME.match(body) or TIME_FIRST.match(body)
        found = en.ASKING.opening(body[before.end() :]) if before else None
    return None if found in CHANGING and _elsewhere(en.THINGS, en.DATED, body) else found


def _elsewhere(things: Pattern, context: Pattern, said: str) -> bool:
    """Whether `said` is about things that no calendar holds, and nothing else in it is of a calendar."""
    return bool(things.search(said)) and not context.search(said)


def _japanese(said: str) -> str | None:
    talk = ja.TALKING.whole(said)
    if talk is None and (courtesy := COURTESY_JA.match(said)) and courtesy.end() < len(said):
        said = said[courtesy.end() :]
        talk = ja.TALKING.whole(said)
    if talk or (ja.ELSEWHERE.search(said) and not ja.OWN.search(said)):
        return talk
    found = ja.NAMING.anywhere(said) or ja.ASKING.last(said)
    if found == "meet":
        return found if ja.CONTEXT.search(said) else None
    vague = found in ("move", "cancel_event") and not ja.PLAIN.search(said)
    return None if vague and not ja.CONTEXT.search(said) else found
