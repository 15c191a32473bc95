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
        "help",
        r"(?:(?:i (?:need|want|could use)|please|can you|could you|some|more|me|get|real|manual|a|to) )*(?:help"
        r"(?: me)?|support|assistance)(?: (?:please|me|with this|out))*|\?+|(?:show me )?what you can do"
        r"|what commands\b.*|i(?:'m| am) (?:confused|lost)|i don'?t know (?:what|how) to .*",
        "help | i need some help",
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
        r"(?:please )?(?:undo|revert|roll ?back)(?: (?:{it}|the last (?:change|move|one)|my last change))?|take "
        r"(?:it|that) back",
        "undo | undo that",
    ),
    (
        "history",
        r"(?:(?:show|see|view|my|the|me) )*(?:history|journal|recent changes)|what (?:did you|have you) changed?",
        "history",
    ),
    ("sign_in", r"(?:sign|log) ?-?(?:me )?in|connect my (?:account|calendar)", "sign in | log in"),
    ("sign_out", r"(?:sign|log) ?-?(?:me )?(?:out|off)|disconnect my (?:account|calendar)", "sign out | logout"),
    (
        "forget_me",
        r"forget (?:about )?me|(?:delete|erase|remove) (?:all )?(?:of )?my (?:data|account|information)",
        "forget me | delete my data",
    ),
    (
        "privacy",
        r"privacy(?: policy)?|permissions|what (?:do you|is) (?:know|stored?|keep|save)\b.*|export my data",
        "privacy | what do you know about me",
    ),
    (
        "language",
        r"(?:(?:change|switch|set|my|the|to|speak|use|in) )*(?:language|english|japanese)(?: (?:to )?(?:english"
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
