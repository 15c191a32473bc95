"""What English messages ask for that only make sense in a conversation: each pattern is a whole message."""

from __future__ import annotations

from bot.language.wordings.table import Row

TALK: tuple[Row, ...] = (
    # Only words that say yes or please, and not only the latter.
    (
        "yes",
        r"(?!(?:(?:{thanks})(?![a-z'])[ ,.!]*+)++$)(?:(?:{yes}|{thanks})(?![a-z'])[ ,.!]*+)++",
        "yes | ok, do it | sounds great, thanks",
    ),
    (
        "no",
        r"(?!(?:(?:{thanks})(?![a-z'])[ ,.!]*+)++$)(?:(?:{no}|{thanks}|later)(?![a-z'])[ ,.!]*+)++",
        "no | no, not that | not today",
    ),
    (
        "thanks",
        r"(?:(?:thank(?:s| you| u)|thx|tks|ty|cheers|ta|much (?:appreciated|obliged)|(?:i )?appreciate (?:it|that)"
        r"|so much|very much|a lot|again|for (?:that|this|(?:your|the) help|everything)|you'?re (?:great|the best)"
        r"|that'?s (?:great|(?:very )?helpful)|you rock|good (?:job|work|bot|night)|well done|nudge|bye|goodbye|see you"
        r"|have a (?:good|nice) (?:day|one|evening|weekend)|great|perfect|awesome|ok|okay|oh|well|many)(?![a-z'])"
        r"[ ,.!]*+)++",
        "thanks | thank you so much | great, thanks a lot",
    ),
    (
        "cancel",
        r"(?=.*\b(?:{stop})\b)(?:(?:{stop}|{it}|{thanks}|no|ok|just|oh|my god|sorry|i (?:said|mean|want to)|and|app|off"
        r"|talking|listening|the|process|(?!meet|book|brief|train)[a-z]+ing)(?![a-z'])[ ,.!]*+)++",
        "cancel | never mind, stop | quit the moving",
    ),
    (
        "cancel",
        r"(?:please |sorry,? )*(?:do not|don'?t) (?:do|move|change|cancel|book|create|delete|send|touch|start"
        r"|reschedule|save)\b.*",
        "don't do that | do not move it",
    ),
    (
        "cancel",
        r"i (?:don'?t|do not|no longer)(?: want)* want(?: want)* to .*",
        "i don't want to change it anymore",
    ),
    (
        "select",
        r"(?:(?:i(?:'d|'ll)? |i would |let'?s )?(?:want|like|choose|pick|take|prefer|select|opt for|go (?:for"
        r"|with)|what about|how about)(?: to)? )+(?:the |a |an |no\.? ?|number |option |one )*(?:{nth}"
        r"|{number})\b.{0,24}",
        "i want the second one | choose number 3 | opt for the last",
    ),
    (
        "select",
        r"(?:the )?(?:{nth})(?: (?:left|right|one|choice|option|item|two|three))*",
        "the first one | upper left",
    ),
    ("select", r"(?:no\.?|number|#|option|item)? ?(?:{number})(?: please)?", "2 | no. 4 | three"),
    (
        "select",
        r"any(?:thing| one|one)?(?: of (?:it|them))?(?: (?:is|will) .{1,12})?|all of them|both|none of them",
        "any of them",
    ),
    ("select", r"(?:choose|pick|select|opt for) (?:one|any).{0,24}", "pick any one"),
    (
        "edit",
        r"(?:(?:yes|yeah|no|ok|sure),? )?but (?:remove|drop|delete) (?!(?:the|my|it|this|that|all|everything)\b)[a-z]+",
        "yes, but remove georgie",
    ),
    # "Yes, move it" is what the button says.
    (
        "yes",
        r"(?:yes|yeah|yep|yup|sure|ok|okay|right|go ahead),? (?:and )?(?:please )?(?:move|change|send|book|do|create"
        r"|save"
        r"|confirm|reschedule|update|accept|schedule|add|apply) (?:it|that|them|this|everything|all)(?: please| now)?"
        r"|(?:yes|yeah|yep|yup),? (?:please )?(?:cancel|delete|remove|decline) (?:it|that|them|this)(?: please)?",
        "yes, move it | yes please book it",
    ),
    (
        "help",
        r"(?:(?:i (?:need|want|could use)|please|can you|could you|some|more|me|get|real|manual|a|to) )*(?:help"
        r"(?: me)?|support|assistance)(?: (?:please|me|with this|out))*|\?+|(?:show me )?what you can do"
        r"|what commands\b.*|i(?:'m| am) (?:confused|lost)|i don'?t know (?:what|how) to .*",
        "help | i need some help",
    ),
    (
        "help",
        r"(?:(?:hi+|hello|hey+|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|morning|there|nudge|bot"
        r"|team|again|how are you(?: doing)?(?: today)?|what'?s up|who are you|are you there"
        r"|nice to meet you)(?![a-z'])[ ,.!]*+)++",
        "hello | good morning | hi there",
    ),
    (
        "help",
        r"(?:what|which) (?:can|could|do|should) (?:you|i|u|we) (?:do|say|ask|type)\b.*|how does (?:this|it) work",
        "what can you do",
    ),
    (
        "help",
        r".{0,30}\b(?:human|real person|a person|customer service|contact support)\b.{0,20}|do me a favou?r",
        "let me talk to a human",
    ),
    (
        "undo",
        r"(?:please )?(?:undo|revert|roll ?back)(?: (?:{it}|(?:the|my|your|that) last (?:change|move|one|thing|action)"
        r"|(?:the|that|my) (?:change|move)))?|(?:take|put|change|move|set) (?:it|that|everything) back"
        r"(?: (?:again|to (?:how|where|what) it was|please))?",
        "undo | undo that",
    ),
    (
        "history",
        r"(?:(?:show|see|view|my|the|me) )*(?:history|journal|recent changes)|what (?:did you|have you|you)(?:"
        r" (?:just|last))? changed?(?: (?:last|just now|today))?",
        "history",
    ),
    (
        "sign_in",
        r"(?:sign|log) ?-?(?:me )?in|(?:who|where|how|what) am i (?:signed|logged) ?in(?: as)?"
        r"|connect my (?:account|calendar)",
        "sign in | log in",
    ),
    ("sign_out", r"(?:sign|log) ?-?(?:me )?(?:out|off)|disconnect my (?:account|calendar)", "sign out | logout"),
    (
        "forget_me",
        r"(?:forget|delete|erase|wipe|clear|remove) everything (?:you(?:'ve)? (?:know|have|got|stored?|saved?"
        r"|keep|kept)|(?:about|on)"
        r" me\b).*|forget (?:about )?me"
        r"|(?:delete|erase|remove) (?:all )?(?:of )?my (?:data|account|information)",
        "forget me | delete my data",
    ),
    (
        "export",
        r"(?:(?:please|i want to|send|give|get|show)(?: me)? )*(?:export|download"
        r"|(?:a )?copy of)(?: all)?(?: of)?(?: my| the)*"
        r"(?: (?:personal )?(?:data|information|everything|account)(?: export)?)?|(?:my )?data export",
        "export my data | download my data",
    ),
    (
        "privacy",
        r"privacy(?: policy)?|permissions|what (?:data|information|info) (?:do you|is|are) .*|what (?:do you"
        r"|is) (?:know|stored?|keep|save)\b.*",
        "privacy | what do you know about me",
    ),
    (
        "language",
        r"(?:(?:change|switch|set|my|the|to|speak|use|in) )*(?:language|english|japanese|jp)(?: (?:to )?(?:english"
        r"|japanese))?",
        "language | speak japanese",
    ),
    (
        "settings",
        r"(?:(?:open|show|change|my|edit|set|the) )*(?:settings?|preferences|time ?zone|quiet hours|working hours)"
        r"(?: to \S+)?",
        "settings | change my time zone",
    ),
)  # fmt: skip
