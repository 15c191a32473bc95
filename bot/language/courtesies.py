"""Words before a request that ask for nothing by themselves: "hey, could you please …", すみません、…"""

from __future__ import annotations

from bot.language.pattern import Pattern

_PLEASE = r"(?:please|pls|plz|kindly|possibly|maybe|perhaps|just|also|quickly)"
_GREETING = (
    r"(?:(?:hey|hi|hello|ok|okay|(?:yes|yeah|yep)(?! to (?:the|my)\b)|no(?! to (?:the|my)\b)(?! (?:stand-?up"
    r"|meetings?|sync|review|lunch|demo|call)\b)(?! (?:more )?(?:remind"
    r"|alarm|digest|summar|notif))|sure|so|well|also|and"
    r"|but|just|then|now|sorry|thanks|its ok|it's ok|actually|oh|ah|um+|uh+|hmm+|btw|by the way|fyi|excuse me"
    r"|good morning"
    r"|good afternoon|if possible|if you can|when you (?:can|get a chance)|one more thing|quick question"
    r"|nudge(?! me\b))\b"
    r"[,.!:]?|please|pls|plz|kindly),?"
)
_WISH = (
    rf"(?:can|could|would|will) (?:you|u|ya)(?: {_PLEASE})*(?: help me(?: to)?| go ahead and)?"
    rf"|(?:can|could) (?:i|we) (?:please|pls|plz|ask you to|get you to)|(?:can|could) we"
    r"|please (?:can|could) (?:i|we)(?! (?:reserve|book|take|have))|let'?s|help me(?: to)?|go ahead and"
    r"|(?:i'?m|i am|we'?re) going to (?:need|have) to|(?:i|we) (?:must|gotta|should|need to|have to|have got to"
    r"|got to)|i wanna|i'?m trying to|i am trying to"
    r"|i(?:'d| would)? (?:really |just )?(?:want|need|like|love|have|wish|prefer|was hoping)(?: you)? to"
    r"|i was wondering if you (?:can|could|would)|(?:any|is there any) chance you (?:can|could)"
    r"|do you think you (?:can|could)"
)
#: Behind these the verb ends in -ing: "would you mind moving it".
_THOUGHT = (
    r"(?:would|do) you mind|(?:how|what) about(?= [a-z]+ing\b)|(?:i'?m|i am|i was|we'?re|we are) thinking (?:of|about)"
)
#: Group `asked`: it has the form of a question or a wish, but is a request. Group `thought`: a verb in -ing follows.
COURTESY = Pattern(rf"(?:(?:(?P<asked>(?P<thought>{_THOUGHT})|{_WISH})(?= ),?|{_GREETING}) +(?=\S))+")
#: Before what one wants to know: "tell me when …".
TELL_ME = Pattern(
    r"(?:(?:and|so|please|can you|could you) )*(?:(?:tell|show|remind|inform) me|let me know|do you (?:know|remember)"
    r"|i (?:want|need|would like) to know|any idea|know|check|see)(?: (?=(?:what|when|where|who|which|how)))"
)
#: The time may come first: "tomorrow at 3 book a call".
TIME_FIRST = Pattern(r"(?:(?:at |on |for |from |by )?TIME[ ,]+)+(?:please |pls )?(?=[a-z])")
#: すみません、明日の…
COURTESY_JA = Pattern(
    r"(?:(?:すみません|すいません|ごめんなさい|ごめん|申し訳(?:ありません|ないです)?が?|恐れ入りますが|お手数ですが"
    r"|お忙しいところ|悪いけど|悪いんだけど"
    r"|できれば|可能(?:で(?:した|あれ)ば|なら)|えっと|えーと|あの[ー、]|あのさ|ねえ|ちょっと|では、|じゃあ|じゃ、|それでは"
    r"|それじゃ|あと、|あ、|やっぱり?"
    r"|お疲れ(?:さま|様)です|おはようございます|こんにちは|こんばんは|ありがとう(?:ございます)?|はい、|ok、"
    r"|了解(?:です)?、|nudge)[、。!, ]*)+"
)
