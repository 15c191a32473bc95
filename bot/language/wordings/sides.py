"""What else a sentence says beside its intent: how an invitation is answered, and what one thing is asked."""

from __future__ import annotations

from bot.language.wordings.table import Row

#: Words anywhere in a sentence that answers an invitation. The first row that fits wins.
ANSWERS: tuple[Row, ...] = (
    (
        "tentative",
        r"\btentativ\w*|\bprovisional\w*|\bmight\b|\b(?:maybe|perhaps|possibly|unsure|not (?:yet )?sure)\b",
        "tentative for standup | maybe for the demo",
    ),
    (
        "decline",
        r"\b(?:declin\w*|reject\w*|refuse|turn down|skip|can'?t|cannot|can not|won'?t|will not|unable|not able"
        r"|i'?m not|not (?:be |going |coming |attending|join)|(?:say|respond|reply|rsvp|answer)(?: with)? no|no to"
        r"|doesn'?t work|i already have|not make)\b",
        "decline the review | i can't make it to the offsite | rsvp no to the party",
    ),
    (
        "accept",
        r"\b(?:accept\w*|attend\w*|yes|i'?ll|i will|i can|i'?m (?:able|going|coming)|count me in|confirm)\b",
        "accept standup | i'll be at the review | rsvp yes to the party",
    ),
    ("tentative", r"仮|未定|たぶん|多分|おそらく|暫定|検討中|かもしれ", "仮承諾 定例 | 定例はたぶん参加します"),
    (
        "decline",
        r"欠席|辞退|拒否|断[るりっわ]|不参加|不可|行けな|行けません|行けず|行かな|行きません|出られな|出られません"
        r"|出れな"
        r"|出れません|出席?(?:しません|しない|できません|できない)|出ません|出ない|参加(?:は|を)?(?:でき(?:ません|ない"
        r"|ず)|しません|しない|見送)|見送|パス|休み|休む",
        "明日の定例は欠席します | 招待を辞退 | 定例に参加できません",
    ),
    (
        "accept",
        r"承諾|承認|受け|参加|出席|出ます|行きます|行けます|出られます|出れます|可能|ok",
        "招待を承諾して | 定例に参加します",
    ),
)

#: How a question about one thing begins, behind "tell me" and its kind.
ASKED_EN: tuple[Row, ...] = (
    (
        "next",
        r"(?:what|whats|what ?'s|when|when ?'s)(?: is| are| am i)?(?: (?:my|the|our|coming|doing))*(?: up)? next"
        r"(?: (?:{event}|thing|one|item|up|on .{1,30}))?$|(?:(?:show|my|the|me) )*next (?:{event}|one|up)$|up"
        r" next$|who(?: ?'?s| is)(?: up)? next$",
        "what's next | my next meeting | when is my next meeting",
    ),
    (
        "free",
        r"(?:am i|are we|is|are|will|do i have|do we have|have i|have we)\b.{0,80}"
        r"\b(?:free|busy|available|time|availability|booked|occupied)\b",
        "am i free TIME | is bob busy TIME",
    ),
    (
        "when",
        r"(?:when|whens)\b(?! (?:can|could|should|shall)\b)|(?:at )?(?:what|which) (?:times?|days?|dates?|hour)\b"
        r"|(?:the )?time (?:of|for|is)\b|how (?:much )?(?:long|time)\b.*\b(?:until|till|before|to go)\b",
        "when is the review | what time is standup",
    ),
    (
        "where",
        r"where(?:'?s)?\b|(?:what|which) (?:room|place|location|floor|building)\b"
        r"|(?:what ?'?s |what is |show me )?the (?:location|place|room|venue)\b",
        "where is standup | which room is the review in",
    ),
    (
        "who",
        r"who(?:'?s|se|m)?\b|(?:list |show |see )?(?:me )?(?:the |confirmed |all )*(?:attendees|participants|guests)\b"
        r"|(?:is|are|will|does) (?!(?:there|it|my|the|this)\b).{1,50}\b(?:attend\w*|participat\w*|invited|coming|going"
        r"|join|be (?:at|in|there)|in|at)\b",
        "who is in standup | is bob coming to the review",
    ),
)
#: What one thing is asked in Japanese: words anywhere.
ASKED_JA: tuple[Row, ...] = (
    (
        "free",
        r"空い(?:て|た)|あいて|暇|ひま|都合|手が空|大丈夫(?:です)?(?:か|[?])",
        "明日15時は空いていますか",
    ),
    (
        "where",
        r"どこ|何処|どちらで|場所(?:は|を|が|って)?(?:$|[?]|教|知|どこ|何|わか|分か)|(?:どの|何の)(?:部屋|会議室)"
        r"|(?:会議室|部屋|会場)は(?:$|[?]|何|教)",
        "定例はどこ？ | 会議の場所を教えて",
    ),
    (
        "who",
        r"誰|だれ|どなた|(?:参加者|出席者|メンバー|参加メンバー)(?:は|を|が|って|一覧|リスト)*(?:$|[?]|教|知|わか|分か"
        r"|見せ|表示)",
        "定例は誰が出る？ | 参加者を教えて",
    ),
    (
        "next",
        r"^次(?:の)?(?:予定|EVENT|やつ|件)?(?:は|って|を)?(?:(?:いつ|何|なに|何時|何時から)(?:ですか|だっけ|から)*"
        r"|教えて(?:ください)?|なん(?:ですか|だっけ|だ)?|見せて)*[?。]*$",
        "次の予定は？ | 次は何 | 次の会議は何時から？",
    ),
    (
        "when",
        r"いつ(?!も|でも|なら|が(?:空|いい|都合))|何時|なんじ|何曜日|何日|何月|(?:時間|日時|日程|日にち)(?:は|を|が"
        r"|って)?(?:$|[?]|教|知|わか|分か)|あと(?:何分|どれ|どの)|まで(?:何分|あと|どれ|どの)",
        "定例はいつ？ | 定例は何時から",
    ),
)
