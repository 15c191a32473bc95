"""Which words of a masked Japanese sentence are the title of an event."""

from __future__ import annotations

import re

_MARK = r"(?:TIME|LATER|SPAN|SHIFT|KEY|LINK|MAIL|NAME)"
_VERBS = (
    r"変更|移動|動か|ずら|延期|前倒し|後ろ|繰り上げ|繰り下げ|リスケ|振り?替え|遅らせ|早め|早く|遅く|変え|延ば|延長|短縮|編集|回し|移し"
    r"|キャンセル|取り?消し?|取りやめ|削除|消し|消す|中止|登録|追加|作成|作っ|作り|入れ|設定|立て|組ん|組み|予約(?:し|を|$)|セット|開催"
    r"|リマインド|リマインダー|知らせ|通知|参加|出席|欠席|承諾|辞退|招待|教え|見せ|表示|確認|知りた|スケジュール(?:に|し)|お願い|してほし"
    r"|したい|して|する|します|について|という|ください|いつ|どこ|誰|何時|何|ですか|ある|あり|遅れ|(?:場所|タイトル|件名|内容|説明)を"
)
_CUTS = re.compile(rf"{_MARK}(?:[にへでをはがのもと]|から|まで|より)*|[をはがにへでのも]?(?:{_VERBS}).*|[?!。;]")
_VERB_FIRST = re.compile(
    r"(?:編集|移動|変更|会議|ミーティング|キャンセル|取消|参加|来訪|リマインド|振替|予約変更|予定)[ :]+"
)
_EDGES = " のをにへではが、。ともや"
_NO_TITLE = re.compile(
    r"(?:会議室?|ミーティング|mtg|打ち?合わ?せ|打合せ|予定|スケジュール|予約|アジェンダ|アポ|カレンダー|件|もの|やつ|次|これ|それ|この|その"
    r"|今後|私|自分|全部|すべて|開始時間|時間|日程|日時|新しい|場所|内容|参加者|まとめ|[0-9]+番?|[ぁ-ん、 ])*$"
)


def title_in(masked: str) -> tuple[int, int]:
    """Start and end of the title in `masked`; equal if there is none."""
    opening = _VERB_FIRST.match(masked)
    at = opening.end() if opening else 0
    for cut in [*_CUTS.finditer(masked, at), None]:
        start, end = at, cut.start() if cut else len(masked)
        while start < end and masked[start] in _EDGES:
            start += 1
        while end > start and masked[end - 1] in _EDGES:
            end -= 1
        if not _NO_TITLE.match(masked[start:end]):
            return start, end
        at = cut.end() if cut else end
    return at, at
