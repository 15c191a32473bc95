"""Which words of a masked Japanese sentence are the title of an event."""

from __future__ import annotations

from bot.language.courtesies import COURTESY_JA
from bot.language.pattern import Pattern

_MARK = r"(?:TIME|LATER|SPAN|SHIFT|KEY|LINK|MAIL|NAME)"
_VERBS = (
    r"変更|移動|動か|ずら|延期|前倒し|後ろ|繰り上げ|繰り下げ|リスケ|再スケジュール|振り?替え|遅らせ|早め|早く|遅く|変え"
    r"|[延伸]ば|短く|長く|縮め|延長|短縮|編集|更新|修正|回し|移[しす]|入れ替え|キャンセル|取り?消し?|取りやめ|とりやめ"
    r"|削除|消去|取り除"
    r"|消し|消す|中止|クリア|(?:な|無)しに|(?:な|無)しで|(?:な|無)くな[りっ]|[お1一]?回?休みに|登録|追加|作成|作っ|作り|入れ|設定|立て|組ん|組み|予約(?:[しをはがも]|って|一覧"
    r"|リスト|状況|$)"
    r"|セット|開催|手配|押さえ|確保|リマインド|リマインダー|アラーム|スヌーズ|知らせ|[にへ]?QUOTEと(?:メモ|書|記入|追記)|声を?かけ|したら|通知|仮(?:承諾|参加|出席|の予定"
    r"|で|$|(?= ))|不?参加"
    r"|出席|欠席|承諾|辞退|招待|受け入れ|断[るりっわ]|入り(?:たい|ます)|入る|つな[いぐが]|ジョイン|始め|話し?(?:を)?(?:たい|したい)|行け|行き?ま|出ま|出られ|出れ|遅刻|遅れ|止め|オフ(?=に|$|し)"
    r"|不要|いらない|教え|見せ|表示|確認"
    r"|知りた|開[いきく]|スケジュール(?:に|し)|お願い|してほし|したい|して|する|します|について|という|ください|ちょうだい|頂戴|送っ|いつ"
    r"|どこ|誰|何時|何|ですか"
    r"|です$|ある|あり|忙し|空い|空き(?:時間|状況|枠)|都合|(?:オンライン|リモート|teams|web|対面)(?:会議|ミーティング)?に|(?:非公開|公開|プライベート|社外秘)に|(?:予定表?"
    r"|カレンダー)[にへ]|(?:場所|タイトル|件名|名前|内容|説明|詳細|会場|会議室|参加者|終わり|終了|開始)(?:時[間刻])?[をはが]|→|➡|⇒|->|=>"
)
_CUTS = Pattern(
    rf"{_MARK}(?:[にへでをはがのもと]|から|まで|より)*|[をはがにへでのも、 ]?(?:{_VERBS}).*"
    r"|(?:の?同じ)?(?:時間帯?|時刻|曜日)に|[にへ](?=[^をにA-Z]{1,14}を?(?:追加|加え|付け|つけ))|[?!。;]"
)
#: What a message that begins with its verb begins with, and what stands before a title without being of it.
_VERB_FIRST = Pattern(
    r"(?:なぜ|なんで|どうして) *|(?:会議|ミーティング|打ち?合わ?せ|予定)?(?:編集|移動|変更|作成|設定|登録|追加"
    r"|キャンセル|削除|取消|参加|出席|欠席|仮?承諾|辞退|来訪|リマインド|振替|予約変更|会議|ミーティング|予定)[ :]+"
)
_BEFORE = Pattern(
    r"[ のをにへではが、。ともや]+|(?:カレンダー|予定表?)(?:[にへの]|から)+|(?:私|自分|僕|すべて|全て|全部|この|その"
    r"|次|今度|最初|最後|新しい|今後|各)の?|(?:あと|では?|それから|えっと)、"
)
_BEHIND = Pattern(
    r"(?:[ のをにへではが、。ともや]|から|まで|だけ|のみ|の前|の件"
    r"|の(?:予定|予約|イベント|アポ|日程|日時|時間|開始時[間刻]|終了時[間刻]|リマインド|リマインダー|通知|招待))$"
)
_NO_TITLE = Pattern(
    r"(?:会議室?|ミーティング|mtg|打ち?合わ?せ|打合せ|うちあわせ|予定|よてい|スケジュール|予約|アジェンダ|アポ"
    r"|イベント|カレンダー|件|もの"
    r"|やつ|さっき|先ほど|あれ|次|これ|それ|この|その|今後|私|自分|全部|すべて|全て|全員|各|招待|開始時間|時間|日程|日時|新しい|場所|会場"
    r"|内容|参加者|まとめ|少し|説明|詳細|タイトル|件名|名前|オンライン|[0-9]+番?|[ぁ-ん、 ])*$"
)


def title_in(masked: str) -> tuple[int, int]:
    """Start and end of the title in `masked`; equal if there is none."""
    courtesy = COURTESY_JA.match(masked)
    at = courtesy.end() if courtesy else 0
    opening = _VERB_FIRST.match(masked, at)
    at = opening.end() if opening else at
    for cut in [*_CUTS.finditer(masked, at), None]:
        start, end = at, cut.start() if cut else len(masked)
        while start < end and (before := _BEFORE.match(masked, start, end)) and not _NO_TITLE.match(masked[start:end]):
            start = before.end()
        while end > start and (behind := _BEHIND.search(masked, start, end)):
            end = behind.start()
        if not _NO_TITLE.match(masked[start:end]):
            return start, end
        at = cut.end() if cut else end
    return at, at
