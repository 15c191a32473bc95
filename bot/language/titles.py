"""What is left of a sentence to find an event by: its title, and the people in it."""

from __future__ import annotations

import re

from bot.language.sentence import Sentence

_MASK = r"(?:TIME|SPAN|KEY|LINK)"
_PREPOSITIONS = r"(?:to|at|on|for|from|by|in|until|till|before|after|around|of|up|back|out|forward|earlier|later|instead)"
_VERBS_EN = (
    r"(?:move|re-?schedule|postpone|push|shift|delay|defer|prepone|advance|slide|bring|put|pull|extend|shorten|change|update|modify"
    r"|edit|alter|adjust|rename|make|set|cancel|delete|remove|discard|clear|drop|call off|schedule|book|create|add|set ?up|setup"
    r"|arrange|organi[sz]e|plan|new|place|start|open|reserve|meet(?:ing)?|join|connect(?: me)?|accept|decline|reject|tentative|attend"
    r"|visit(?: link)?|re-?book|remind(?: me)?(?: of| about)?|reminders?|show(?: me)?|find|tell me|list|invite|include|forward|agenda"
    r"|snooze|why|enter|dial|call|respond|when(?:'s| is| are)?|where(?:'s| is| are)?|what(?:'s| is| are)?|who(?:'s| is| are)?)"
)
_STOP_EN = (
    r"(?:my|the|a|an|our|this|that|it|me|please|meeting|meetings|event|events|appointment|appointments|appt|called|titled|named|about"
    r"|with|and|to|on|in|at|for|from|by|of|up|back|out|forward|calendar|schedule|next|now|link|subject|title|is|will|be|before"
    r"|earlier|later|instead|time|length|start|starting|ending|last|off|want|need|would|like|can|could|you|i|call|'s|s)"
)
_WITH = re.compile(
    r"\b(?:with|and invite|invite|including) (?P<people>.+?)(?=$| (?:to|at|on|for|from|by|in|about|called|titled|named|before|until|every"
    r"|tomorrow|regarding|re|TIME|SPAN|KEY|QUOTE)\b|[.?!;]|TIME|SPAN|KEY)"
)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:,\s*and\s|,|\band\b|&|\+)\s*")
_OPENING_EN = re.compile(rf"{_VERBS_EN}\b")
_LEFT_EN = re.compile(rf"(?:\s|[,.;:!?'\"-])*(?:{_STOP_EN}(?![a-z0-9']))?")
_CUT_EN = re.compile(rf"(?:\b{_PREPOSITIONS} )*(?:(?:the|my|on|at) )?(?:{_MASK}|MAIL|NAME)(?: ?'s)?|\b(?:with|including)\b.*|\b(?:earlier|later|instead|please)\b")
_PEOPLE_JA = re.compile(
    r"(?P<who>NAME|MAIL|[^\s、。をにがはのとへで,A-Z]{1,12}?)(?P<honour>さん|様|氏|くん|君|ちゃん|先生|部長|課長|社長)?(?P<and>と(?!の?間)の?|も)"
)
_CUT_JA = re.compile(
    rf"(?:{_MASK}|MAIL|NAME)(?:[にへでをはがのもと]|から|まで|より)*"
    r"|(?:を|は|が|に|へ|で|の|って)?(?:変更|移動|動か|ずら|延期|前倒し|後ろ倒し|後ろ|繰り上げ|繰り下げ|リスケ|振り?替え|遅らせ|早め|早く|遅く|変え|延ば|延長|短縮|編集|"
    r"キャンセル|取り?消し?|削除|消し|中止|登録|追加|作成|作っ|作り|入れ|設定|立て|組ん|組み|予約し|予約を|セット|開催|リマインド|リマインダー|参加|出席|欠席|承諾|辞退|"
    r"教え|見せ|表示|確認|知りた|スケジュール(?:に|し)|お願い|してほし|したい|して|する|します|について|という|ください|いつ|どこ|誰|何時|ですか|ある).*"
)
#: Intents that are about some event; the words of the others are no title.
_TITLED = frozenset("meet move rebook edit visit join remind running_late find_time cancel_event respond agenda why".split())
_GENERIC_JA = re.compile(r"^(?:会議|ミーティング|打ち?合わ?せ|予定|スケジュール|予約|アジェンダ|アポ|件|もの|やつ|次|これ|それ|この|その|今後|私|自分|まとめ|[ぁ-ん])$")
_GENERIC_EN = re.compile(r"^(?:bookings?|running late|late|\d+|agenda|calendar|schedule)$")
_VERB_FIRST_JA = re.compile(r"^(?:編集|移動|変更|会議|ミーティング|キャンセル|取消|参加|来訪|リマインド|振替|予約変更|予定)[ :]+")


def people_of(sentence: Sentence) -> tuple[str, ...]:
    """Names and addresses of the people in the sentence, as they were written, each once."""
    found: list[tuple[int, str]] = []
    for mark in sentence.marks:
        if mark.kind in ("MAIL", "NAME"):
            inner = mark.island
            name = sentence.text.original_of(getattr(inner, "inner_start", inner.start), getattr(inner, "inner_end", inner.end))
            found.append((mark.start, name.strip("<>@ ")))
    found.extend(_named_ja(sentence) if sentence.japanese else _named_en(sentence))
    names = dict.fromkeys(name for _, name in sorted(found) if name)
    return tuple(names)


def _named_en(sentence: Sentence) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for group in _WITH.finditer(sentence.masked):
        at = group.start("people")
        end = group.end("people")
        for gap in [*_BETWEEN_PEOPLE.finditer(sentence.masked, at, end), None]:
            stop = gap.start() if gap else end
            name = sentence.masked[at:stop]
            if name and not name.isupper() and len(name.split()) <= 3:
                found.append((at, sentence.original(at, stop).strip(" .,!?'\"")))
            at = gap.end() if gap else end
    return found


def _named_ja(sentence: Sentence) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for who in _PEOPLE_JA.finditer(sentence.masked):
        event_follows = re.match(r"(?:会議|打ち?合わ?せ|ミーティング|1on1|面談|ランチ|商談|予定|定例|約束)", sentence.masked[who.end() :])
        if not who["who"].isupper() and (who["honour"] or event_follows):
            found.append((who.start(), sentence.original(*who.span("who"))))
    return found


def title_of(sentence: Sentence, intent: str) -> str:
    """The words that are left to find or name an event by, as they were written; "" if none are."""
    if intent not in _TITLED:
        return ""
    for mark in sentence.marks:
        if mark.kind == "QUOTE":
            inner = mark.island
            return sentence.text.original_of(getattr(inner, "inner_start", 0), getattr(inner, "inner_end", 0)).strip()
    start, end = (_span_ja if sentence.japanese else _span_en)(sentence)
    title = sentence.original(start, end).strip(" 　,.;:!?、。「」")
    return "" if (_GENERIC_JA if sentence.japanese else _GENERIC_EN).match(title.casefold()) else title


def _span_en(sentence: Sentence) -> tuple[int, int]:
    masked = sentence.masked
    at = sentence.body
    verb = _OPENING_EN.match(masked, at)
    if verb:
        at = verb.end()
    best = (at, at)
    for cut in [*_CUT_EN.finditer(masked, at), None]:
        end = cut.start() if cut else len(masked)
        left, right = _stripped_en(masked, at, end)
        if right - left > best[1] - best[0]:
            best = (left, right)
        at = cut.end() if cut else end
    return best


def _stripped_en(masked: str, at: int, end: int) -> tuple[int, int]:
    while at < end:
        noise = _LEFT_EN.match(masked, at, end)
        if noise is None or noise.end() == at:
            break
        at = noise.end()
    while True:
        tail = re.search(rf"(?:(?<![a-z0-9']){_STOP_EN}|[\s,.;:!?])$", masked[at:end])
        if tail is None or not tail[0]:
            return at, end
        end = at + tail.start()


def _span_ja(sentence: Sentence) -> tuple[int, int]:
    masked = sentence.masked
    opening = _VERB_FIRST_JA.match(masked)
    at = opening.end() if opening else 0
    best = (at, at)
    for cut in [*_CUT_JA.finditer(masked, at), None]:
        end = cut.start() if cut else len(masked)
        left, right = at, end
        while left < right and masked[left] in " 　のをにへではが、。と":
            left += 1
        while right > left and masked[right - 1] in " 　のをにへではが、。とも":
            right -= 1
        if right - left > best[1] - best[0]:
            best = (left, right)
        at = cut.end() if cut else end
    return best
