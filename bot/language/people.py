"""The people in a sentence: addresses, mentions, and names in the places where names stand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.islands import Island
from bot.language.pattern import Pattern
from bot.language.sentence import Sentence

_MARK = r"(?:TIME|LATER|SPAN|SHIFT|KEY|QUOTE)"
_END = (
    r"(?=$| (?:to|at|on|for|from|by|in|about|called|titled|named|before|until|regarding|re|next|this|via|with"
    r"|a|an|is|wk|week|do|make|manage"
    rf"|are|be|please|attend|join|come|off|out)\b|(?<!\b[dm]r)(?<!\bm[rs]s)(?<!\bms)[.]|[?!;]| ?{_MARK})"
)
_NAMES = r"(?P<names>(?:[^.?!;]|(?<=\b[dm]r)\.|(?<=\bm[rs]s)\.|(?<=\bms)\.){1,80}?)"
_WITH = Pattern(rf"(?:\b(?:with|between|including)|(?<= )w/?) {_NAMES}{_END}")
#: Where guests are changed, or asked for, names also follow the verb.
_GUESTS = Pattern(
    rf"(?:^|\b)(?:add|invite|uninvite|un-invite|remove|include|exclude|take out|take|loop in|ask) {_NAMES}{_END}"
)
_FREE = Pattern(
    rf"\b(?:is|are|when is|when's|will|can|could|should|does|do) {_NAMES} (?:both )?(?:be )?(?:free|busy|available"
    rf"|meet|talk|speak|chat|have time|(?:do|make|manage)(?= {_MARK}))\b"
)
_MEETS = Pattern(rf"\b(?:meet|meeting|see|ok for|good for|fine for|free for|works? for|see) (?!with\b){_NAMES}{_END}")
#: "meet Megan", but not "meet budget": only a capital tells the one from the other.
_WHOM = Pattern(rf"^(?:let'?s )?meet (?!with\b|up\b){_NAMES}{_END}")
_SENDERS = Pattern(rf"\b(?:from|sent by|organi[sz]ed by|by) {_NAMES}{_END}")
_OWNERS = Pattern(r"\b(?P<names>[a-z]+)'s (?:invit(?:e|ation)s?|request)\b")
_BETWEEN = Pattern(r"\s*(?:,\s*and\s|,|\band\b|&|\+)\s*")
# What stands where a name could, but is none.
_NO_NAME = Pattern(
    r"^(?:for|to|from|of|at|on|in|only|two|the|a|an|my|our|your|his|her|their|this|that|these|it|i|me|we|us|you|him"
    r"|them|everyone|everybody|all|more|some"
    r"|another|attendees?|people|someone|participants?|guests?|whom?|teams|links?|rooms?|notes?|title|subject"
    r"|description|location|[a-z]*ing)\b"
    r"|[0-9]|^(?:予定|私の予定|自分|カレンダー|全員|みんな|みなさん|皆)$|^(?:TIME|SPAN|MAIL|NAME|KEY|QUOTE)$"
)
_SOMEONE = Pattern(
    r"\b(?:attendees?|participants?|recipients?|invitees?|guests?|people|someone|person)\b|参加者|出席者|メンバー"
    r"|ゲスト"
)
_REMOVED = Pattern(
    r"\b(?:remove|take|drop|delete|kick|exclude|un-?invite|disinvite|(?:don'?t|do not) (?:add|invite|include))\b"
    r"|外[しすせ]|はずし|除[いく外]|抜[いく]|削除|消し|取り消"
)
_ADDED = Pattern(r"\b(?:add|invite|include|send|forward|share|ask|put)\b|追加|招待|呼[んぶび]|加え|入れ|足し|転送|共有")
#: Guests without さん, where they are changed: 会議にジョンを追加.
_GUESTS_JA = Pattern(
    r"(?:[にへ]|から)(?P<name>(?!説明|メモ|場所|リンク|リマイン|参加者|出席者|詳細|議題|内容|タイトル|議事録|資料|添付"
    r"|ファイル|コメント|会議室|部屋|時間)[^をにはがのへと、 A-Z]{1,12}?)"
    r"[をも](?:追加|招待|加え|呼|外|除|削除|抜|消)"
)
_NAME_JA = r"[^\s、。をにがはのとへで,A-Z0-9]{1,12}?"
#: Whoever a free time is looked for with, also without さん: Meganと30分空いてる？
_WITH_JA = Pattern(rf"(?P<name>{_NAME_JA})と(?=(?:{_NAME_JA}と)*(?:{_MARK}|[会空合話]|都合|時間|予定))")
#: 15分だけMeganさん: how much stands before a name, and a name may hold the same letters further on.
_HOW_MUCH = Pattern("(?:だけ|くらい|ぐらい|ほど|ちょっと|少し)+")
_JAPANESE = Pattern(
    rf"(?P<name>{_NAME_JA})"
    r"(?:(?:さん|様|さま|氏|くん|君|ちゃん|先生|部長|課長|社長)(?:たち)?(?=$|[とをにがはのへもや、 A-Z]|空|忙"
    r"|って|いつ|来)"
    r"|(?=からの?(?:招待|依頼|会議))|(?=との?(?:会議|打ち?合わ?せ|ミーティング|mtg|1on1|面談|ランチ|商談|予定|定例"
    r"|約束|食事|会食)))"
)


@dataclass(frozen=True)
class Person:
    """A name or address and where it stands in the masked sentence."""

    start: int
    end: int
    name: str


def people_in(sentence: Sentence, intent: str) -> list[Person]:
    """The people of `sentence` in order, as they were written."""
    found = [
        Person(mark.start, mark.end, _as_written(sentence, mark.island))
        for mark in sentence.marks
        if isinstance(mark.island, Island) and mark.kind in ("MAIL", "NAME")
    ]
    if sentence.japanese:
        found += _japanese(sentence, _JAPANESE)
        if intent == "edit" and not found:
            found += _japanese(sentence, _GUESTS_JA)
        if intent == "find_time" and not found:
            found += _japanese(sentence, _WITH_JA)
        if intent == "meet" and not found:
            found += [each for each in _japanese(sentence, _WITH_JA) if each.name.istitle()]
    else:
        found += _listed(sentence, _WITH)
        if intent == "edit":
            found += _listed(sentence, _GUESTS)
        if intent == "meet":
            found += [each for each in _listed(sentence, _WHOM) if each.name.istitle()]
        if intent == "respond":
            found += [*_listed(sentence, _SENDERS), *_listed(sentence, _OWNERS)]
        if intent in ("find_time", "agenda"):
            found += [*_listed(sentence, _FREE), *_listed(sentence, _MEETS)]
    return sorted(found, key=lambda person: person.start)


def people_change(sentence: Sentence, intent: str, people: list[Person]) -> str:
    """ "add" or "remove" where an edit is about who takes part; "" if it is about something else."""
    if intent != "edit" or not (people or _SOMEONE.search(sentence.masked)):
        return ""
    if _REMOVED.search(sentence.masked):
        return "remove"
    return "add" if _ADDED.search(sentence.masked) else ""


def names_of(people: list[Person]) -> tuple[str, ...]:
    """Their names, each once."""
    return tuple(dict.fromkeys(person.name for person in people if person.name))


def _as_written(sentence: Sentence, island: Island) -> str:
    return sentence.text.original_of(island.inner_start, island.inner_end).strip("<>@ ")


def _listed(sentence: Sentence, pattern: Pattern) -> list[Person]:
    """Names in a list: "with Ann, Bob and Carol"."""
    found: list[Person] = []
    for group in pattern.finditer(sentence.masked):
        at, end = group.span("names")
        for gap in [*_BETWEEN.finditer(sentence.masked, at, end), None]:
            stop = gap.start() if gap else end
            name = sentence.masked[at:stop].strip()
            if name and len(name.split()) <= 3 and not _NO_NAME.search(name):
                found.append(Person(at, stop, sentence.original(at, stop).strip(" .,!?'\"")))
            at = gap.end() if gap else end
    return found


def _japanese(sentence: Sentence, pattern: Pattern) -> list[Person]:
    found: list[Person] = []
    for match in pattern.finditer(sentence.masked):
        # 定例から田中さん: only the particles of one character end a name by themselves.
        start, end = match.span("name")
        start = (
            max(start, sentence.masked.rfind("から", start, end) + len("から")) if "から" in match["name"] else start
        )
        start = amount.end() if (amount := _HOW_MUCH.match(sentence.masked, start, end)) else start
        if start < end and not _NO_NAME.search(sentence.masked[start:end]):
            found.append(Person(start, end if pattern is _GUESTS_JA else match.end(), sentence.original(start, end)))
    return found
