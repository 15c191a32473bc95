"""What is to be told to others: "… with a note sorry, I am ill", 「体調不良のため」と伝えて."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.pattern import Pattern

_SHORT = r"(?:short |quick |brief |little )?"
_TOLD = (
    r"(?:them|him|her|everyone|everybody|people|all|the (?:team|others|rest|organi[sz]er|attendees|group|guests)"
    r"|[a-z]+(?= (?:that|know|i|i'm|we|it|it's|sorry)\b))"
)
_EN = Pattern(
    r"(?<=[^\s,;.-])[\s,;.-]*+(?:and )?"
    rf"(?:with (?:an? |the |this |my )?{_SHORT}(?:note|message|comment|reason|explanation)\b(?: (?:saying|says"
    rf"|that says))?"
    r"|saying\b|(?<=and )(?:say|reply|write)\b(?! (?:yes|no)\b)(?! to\b)"
    rf"|(?<=and )(?:tell|let) {_TOLD}\b(?: know)?|(?:note|message|comment|reason)(?=:))"
    r"(?: that)?[\s:,-]*+(?:\"(?P<quoted>[^\"]{1,300})\"|(?P<rest>.*))"
)
_TELL = r"(?:伝え|つたえ|言っ|いっ|連絡|返信|返事|回答|コメント|メッセージ|添え|書い|送っ|知らせ)"
_POLITE = (
    r"(?:を?(?:付け|つけ|添え|送っ|書い|入れ|残し))?(?:し)?(?:てて|て|で)?(?:おい(?:て)?)?"
    r"(?:ください|下さい|くれ(?:る|ます|ませんか)?|もらえ(?:る|ます|ません)|いただけ(?:る|ます|ません)"
    r"|ほしい(?:です)?)?か?[、。]?"
)
# 欠席と伝えて is the answer itself, and 遅れると伝えて another command.
_NO_NOTE = r"遅れ|遅刻|欠席|参加|出席|辞退|承諾|行け|出られ|出れ"
_KINDS_JA = r"(?:メモ|メッセージ|コメント|伝言|理由)"
_JA = Pattern(
    rf"[「『\"](?P<quoted>[^」』\"]{{1,300}})[」』\"](?:と(?:いう|の)?{_TELL}{_POLITE}"
    rf"|(?:と(?:いう|の))?{_KINDS_JA}(?:を|で|も|付きで|つきで|とともに|と一緒に)?{_POLITE})"
    rf"|(?<=[、。 てで])(?P<said>(?:(?!{_NO_NOTE})[^、。「」 ]){{1,80}}?)と(?:伝え|つたえ|言っ|いっ|連絡し){_POLITE}"
    rf"|(?<=.)[、。 ]*{_KINDS_JA}(?:は|:) ?(?:「(?P<inner>[^」]{{1,300}})」{_POLITE}|(?P<rest>[^「].*))"
)
_MAY_HOLD_ONE = Pattern(r"note|message|comment|reason|explanation|saying|and (?:say|reply|write|tell|let) ")
_MAY_HOLD_ONE_JA = Pattern(rf"{_TELL}|{_KINDS_JA}")


@dataclass(frozen=True)
class Note:
    """Where a note stands, with the words that make it one, and where its own words do."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def note_in(plain: str) -> Note | None:
    """The part of `plain` that is to be told to others; None if there is none."""
    match = _EN.search(plain) if _MAY_HOLD_ONE.search(plain) else None
    if match is None and not plain.isascii() and _MAY_HOLD_ONE_JA.search(plain):
        match = _JA.search(plain)
    if match is None:
        return None
    return Note(*match.span(), *match.span(match.lastgroup or 0))
