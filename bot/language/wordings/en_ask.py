"""What English sentences ask for that are about reminders, or that are questions."""

from __future__ import annotations

from bot.language.wordings.table import Row

QUESTIONS: tuple[Row, ...] = (
    # --- reminders
    (
        "reminders_off",
        r"(?:(?:turn|switch) off|disable|stop|no(?: more)?|mute) (?:the |my |all )*remind(?:ers?|ing)\b",
        "turn off reminders",
    ),
    (
        "reminders_off",
        r"(?:(?:turn|switch) )?(?:my |all )?reminders? off|don'?t remind me|(?:cancel|delete|remove|clear) (?:"
        r"(?:all|my|the|any) )*(?:reminders?|alarms?)$",
        "reminders off | delete all reminders",
    ),
    (
        "edit",
        r"(?:cancel|remove|delete|drop) (?:the |my )?reminders? (?:on|for|from|of) ",
        "cancel reminder on standup",
    ),
    ("snooze", r"snooze\b|remind me (?:again|later)\b", "snooze 10 | remind me again in 5 minutes"),
    (
        "remind",
        r"(?:(?:set|add|create|make|put|give|show|list|see|i need|i want|what are)(?: me)? )?(?:(?:an?|my|all"
        r"|the) )*(?:remind(?! me (?:what|who|where|which)\b)(?: me)?|reminders?|alerts?(?: me)?|alarms?|wake me"
        r"|notify me|ping me|buzz me|let me know SPAN|can i get a reminder|(?:give me )?(?:a )?heads[ -]?up"
        r"|nudge me)\b",
        "remind me 10 min before lunch | set a reminder for 3pm | show my reminders",
    ),
    (
        "digest",
        r"(?:(?:set|turn|switch|send|change|start|stop|disable|enable|give|get|no|mute"
        r"|move)(?: sending)?(?: me)?(?: on| off)?"
        r" )?(?:the |my |an? )?(?:(?:daily|morning|TIME) )?(?:digest|(?:(?<=daily )|(?<=morning )|(?<=TIME )"
        r"|(?<=my ))summary)\b",
        "digest 8:30 | stop the morning digest",
    ),
    (
        "running_late",
        r"(?:(?:i'?m|i am|we'?re|we are|i'?ll be|i will be|(?:running|going to be|a bit|a little|SPAN|\d+))"
        r" )*late\b|(?!.*\b(?:is|are) SPAN late\b).{1,40}\bSPAN late\b(?: (?:for|to) .*)?$",
        "running late 5 min | i'll be SPAN late",
    ),
    (
        "running_late",
        r"(?:tell|let|notify|inform) .{1,60}\b(?:late|delayed|pushed back SPAN)\b",
        "tell everyone i am late",
    ),
    (
        "why",
        r"why\b(?=.*\b(?:remind\w*|notif\w*|alert\w*|alarms?|digest|pinged|told|tell|messaged?|moved?|changed?"
        r"|cancel\w*|{event})\b)|why$",
        "why did i get no reminder",
    ),
    # --- questions
    (
        "help",
        r"how (?:do|can|does|should|would) (?:i|you|we|one)\b(?=.*\b(?:{event}|{calendar}|this|it|you|use"
        r"|reminders?|bookings?|move|reschedule|sign|undo)\b)",
        "how do i move a meeting",
    ),
    ("visit", r"(?:(?:show|open|get|send) (?:me )?(?:the )?)?visit\b", "visit ACME-7 | show the visit KEY"),
    (
        "rebook",
        r"re-?book\b|(?:(?:show|list|my|see|view|all|the|me|what|are) )*(?:TIME )?bookings?(?: (?:for |on "
        r"|do i have )?TIME| list)?$",
        "rebook Grady to TIME | bookings TIME",
    ),
    (
        "rebook",
        r"(?:(?:do|have|has|are|is|what|which|when|where|how many|any|show|list|there|me|i|we|my|the|all|got) )*"
        r"(?:\S+(?:'s|s') )?(?:next )?bookings?\b(?! (?:a|an) )",
        "any bookings TIME | when is my next booking | when is grady's booking",
    ),
    (
        "edit",
        r"find (?:me )?(?:another|a new|a different|a bigger|a) room for (?:my|the)\b",
        "find another room for my TIME meeting",
    ),
    (
        "find_time",
        r"(?:(?:tell me|see|check|know|and|can you|if|whether) )*(?:am i|are we|is|are|will)\b.{0,80}\b(?:free"
        r"|busy|available|open|availability)\b",
        "am i free TIME | is bob available TIME",
    ),
    (
        "find_time",
        r"(?:.{0,20}\b)?(?:when|what times?|which days?)(?: ?'s| am| are| is|will|does|do|would) .{1,40}\b(?:free"
        r"|available|time to|time for|have time|breaks?|availability)\b",
        "when is bob free",
    ),
    (
        "find_time",
        r"(?:(?:tell me )?when )?(?:are|is) my (?:next )?breaks?|(?:tell me )?(?:when|what|any|which|do (?:i"
        r"|we) have)\b.{0,20}\b(?:breaks?|gaps?|free time|free slots?)\b",
        "when are my breaks",
    ),
    ("find_time", r"SPAN with \S.*", "SPAN with bob TIME"),
    (
        "edit",
        r"(?:give|hand|assign|reassign) .{1,40}\b(?:{event}|bookings?) (?:over )?to (?!me\b)\S+$",
        "give grady's appointment to adele",
    ),
    (
        "find_time",
        r"when (?:can|could|should) (?:i|we|you|.{1,30} (?:meet|talk|speak|chat|catch up))\b|(?:what|which)"
        r" (?:times?|days?|slots?) (?:works?"
        r"|suits?|would work|(?:are|is) (?:open|free|available))\b"
        r"|(?:is|are|would|does|will) TIME (?:be )?(?:ok(?:ay)?|good|fine|work|suit|possible|alright)\b"
        r"|(?:find|look for|search for)\b(?: me)?.{0,30}\bSPAN\b|(?:can|could|would) (?!you|we|i\b).{1,30} (?:do|make"
        r"|manage) TIME\b|do(?:es)? .{1,30} have (?:any |some )?(?:time|availability"
        r"|room)\b|what(?:'s| is) the (?:earliest|soonest|first|next|best)\b.{0,40}\b(?:meet|free|available|slot"
        r"|time)\b|how (?:does|is|about|would) TIME (?:look |work )?for \S+|(?:am i|are we"
        r"|is .{1,30}) double[ -]?booked|do (?:i|we) have (?:the |any )?time\b"
        r"|.*\bavailability\b|(?:find|suggest|propose"
        r"|search(?: for)?|look for)\b.{0,40}\b(?:times?|slots?|openings?)\b|(?:what|when) ?(?:'s|is|are"
        r"|would be) (?:a |the )?(?:good|best|better) (?:times?|slots?|days?)\b|how (?:does"
        r"|is) .{1,30}'s (?:{calendar}|TIME)\b",
        "when can i meet with bob | suggest a time for the review | when is a good time for lunch",
    ),
    (
        "find_time",
        r"(?:find|suggest|propose|search for|search|look for|get|check|show|display|see)\b.{0,40}\b(?:free|times?"
        r"|slots?|availability|available|openings?)\b(?! (?:before|until|of|for (?:my|the) {event}))(?!.*\btime "
        r"(?:is|are|do)\b)",
        "find a time for lunch with bob",
    ),
    (
        "find_time",
        r"(?:tell me|tell|see|check|know|let me know|find out)\b.{0,20} (?:if|whether|when)\b.*\b(?:free|busy"
        r"|available|open)\b",
        "check if room 3 is free TIME",
    ),
    (
        "find_time",
        r"(?:free|open|available) (?:slots?|times?)\b|(?:my |.{1,20} )?availability$|what(?: else)? is available",
        "free slots TIME",
    ),
    (
        "find_time",
        r"(?:can|could|may|shall|should) (?:i|we) (?:please )?(?:have time|schedule|meet|move|reschedule"
        r"|(?:reserve|book)\b|take\b(?=.*\b(?:{event}|rooms?|TIME|SPAN|it|this|that)\b))",
        "can i book a room TIME",
    ),
    (
        "find_time",
        r"(?:is|are) there (?:a |an |any )?.{0,60}\b(?:gaps?|reserve|available|free|slot|time|room)\b",
        "is there a room i can reserve",
    ),
    (
        "agenda",
        r"(?:(?:tell me|show me|show|i want to know|let me know|know) )*(?:how (?:much|many) (?:more |free )*"
        r"(?:time|hours?|minutes?|days?|weeks?|{event})|how (?:much )?long(?:er)?\b(?=.*\b(?:{event}|until|till"
        r"|before|TIME))|(?:the )?time (?:before|until|till|remaining|left))\b",
        "how long until my next meeting",
    ),
    (
        "agenda",
        r"(?:(?:show me|tell me|let me see|see|list) )*(?:who|whose|who'?s)\b.*\b(?:{event}|attend\w*|coming"
        r"|participating|(?:i|am i|we) EVENT)\b|(?:TIME )?(?:{event}) with who|(?:and )?who(?:'s|s| is| are| will be"
        r"| else is)"
        r" (?:(?:going|coming|invited) to (?:the|my|our|TIME)|joining|attending)\b",
        "who is coming to the review",
    ),
    (
        "agenda",
        r"(?:is|are|will|did|does|has) .{1,50}\b(?:(?:attend\w*|participat\w*|invited|signed? up|sign up) |"
        r"(?:coming|come|going|join|be|in|at)\b.{0,40}\b(?:{event}|TIME|(?:at|to) the)\b)",
        "will amy be at the review",
    ),
    (
        "agenda",
        r"(?:(?:tell|show|give) me )?(?:the )?(?:details?|info(?:rmation)?) (?:of|about|on|for) |(?:(?:tell me|show me"
        r"|know) )?(?:when(?: ?'? ?s)?(?! (?:was|were|did|had))|what times?|(?:which|what) "
        r"(?:days?|dates?|weeks?|months?|TIME))\b(?! is it\b)(?!.*\b(?:shop|store|bank|restaurant|bus|train|movie"
        r"|sun|moon|open|close)\b)",
        "when is my next call | what day is the offsite",
    ),
    (
        "agenda",
        r"(?:(?:tell me|show me|know) )?(?:where(?: ?'? ?s)?\b(?! can)(?! am i$)(?=.*\b(?:(?:am|do|will|should|is"
        r"|are) (?:i|we)|my|our|{event}|TIME|QUOTE)\b)|(?:what|which) (?:room|place|location)\b|what ?'? ?i?s the "
        r"(?:location|place|room))|show me the place of",
        "where is the review",
    ),
    (
        "agenda",
        r"(?:what|whats|what ?'s|which|tell me|show|list|see|view|display|check|find|search|look ?up|lookup|obtain"
        r"|get(?! me (?:an?|in|into)\b)(?! rid\b| .*\b(?:moved|pushed|rescheduled|postponed|cancel?led|on the books)\b"
        r"| .*\boff (?:of )?(?:my|the)\b)|give|read(?: me)?|let me(?! in(?:to)?\b)|i want to (?:see|know)"
        r"|do(?! (?:it|the|this|that|my)\b.*instead$)(?! (?:an? |some |our )?(?:quick |team )?(?:{event})\b.*TIME)"
        r"|does|is there|are there"
        r"|have (?:i|we)|bring up|pull up|any|open)\b(?=.*\b(?:{event}|{calendar}|planned|plans|scheduled|up next"
        r"|attend\w*|participants?|my day|birthdays?|going on TIME|happening TIME)\b)",
        "what's on my calendar TIME | show my meetings",
    ),
    (
        "agenda",
        r"(?:what|whats|wat|what ?'s)\b.{0,30}\b(?:(?:i|we) (?:have|doing|got|do)|(?:have|am|are|do) (?:i"
        r"|we)\b(?:.{0,20}"
        r"\b(?:have|doing|got|do|planned|scheduled|booked|going|meeting|supposed)| ?TIME| ?$)|on$|on TIME|on with|next"
        r"|on my|is my)\b|(?:(?:what|whats) )?next up$|what(?:'s| is)? (?:up )?for TIME$|(?:what|whats|what"
        r" ?'s|what is|anything|who|whos|who ?'s|who is)(?: else)?"
        r" left(?: for)? TIME|who(?: ?'?s| is)(?: up)? next$",
        "what do i have TIME | what's on",
    ),
    (
        "agenda",
        r"how(?: does| is|'s|s) (?:my|the|our) (?:TIME|day|week|month|{calendar})\b|how(?: does| is|'s|s) TIME (?:look"
        r"|shap)|how (?:busy|full|booked) (?:am|are|is|do|does|will) (?:i|we|my|our|it|TIME|the (?:TIME|day|week"
        r"|{calendar}))\b|am i (?:scheduled"
        r"|booked|EVENT|seeing|doing)\b|(?:is|are|was) (?:my|our) (?:\S+ ){0,3}(?:{event})\b|(?:what|how) (?:does"
        r"|is|'s) (?:my )?TIME (?:look|shape)|(?:show|give|read|tell)(?: me)? TIME$|who'?s? .*\b(?:in|at) (?:my "
        r"|the )?TIME|is .{1,40} still (?:TIME|on|coming|happening)$|(?:is|are) (?:the|my|our) .{1,40}"
        r" (?:still )?(?:on|happening|cancel?led|moved)\b"
        r"|did .{1,40} (?:accept|decline|reply|answer|respond|cancel)\b",
        "am i meeting bob TIME | is the demo still on | show me TIME | how does my day look",
    ),
    (
        "agenda",
        r"did (?:i|we) have\b|(?:do|have) (?:i|we) (?:have |got )?(?:anything|something|plans)\b"
        r"|anything (?:else )?(?:on |for |at )?TIME|(?:is|are) there anything\b|do (?:i|we) (?:need"
        r"|have) to be (?:anywhere|somewhere)|what (?:was|am|were|are) (?:i|we) supposed to|am i doing anything",
        "do i have anything TIME",
    ),
)  # fmt: skip
