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
        r"|the) )*(?:remind(?: me)?|reminders?|alerts?|alarms?|wake me|notify me|ping me)\b",
        "remind me 10 min before lunch | set a reminder for 3pm | show my reminders",
    ),
    (
        "digest",
        r"(?:(?:set|turn|switch|send|change|start|stop|disable|enable)(?: (?:me|on|off))? )?(?:the |my )?(?:"
        r"(?:daily|morning|TIME) )?(?:digest|summary)\b",
        "digest 8:30 | stop the morning digest",
    ),
    (
        "running_late",
        r"(?:(?:i'?m|i am|we'?re|we are|i'?ll be|i will be|(?:running|going to be|a bit|a little|SPAN)) )*late\b",
        "running late 5 min | i'll be SPAN late",
    ),
    (
        "running_late",
        r"(?:tell|let|notify|inform) .{1,60}\b(?:late|delayed|pushed back SPAN)\b",
        "tell everyone i am late",
    ),
    ("why", r"why\b", "why did i get no reminder"),
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
        r"(?:.{0,20}\b)?(?:when|what times?|which days?) (?:am|are|is|will|does|do|would) .{1,40}\b(?:free"
        r"|available|time to|time for|have time|breaks?|availability)\b",
        "when is bob free",
    ),
    (
        "find_time",
        r"(?:(?:tell me )?when )?(?:are|is) my (?:next )?breaks?|(?:tell me )?(?:when|what|any|which|do (?:i"
        r"|we) have)\b.{0,20}\b(?:breaks?|free time|free slots?)\b",
        "when are my breaks",
    ),
    (
        "find_time",
        r"when can (?:i|we|you)\b|do (?:i|we) have (?:the |any )?time\b|.*\bavailability\b|(?:find|suggest|propose"
        r"|search(?: for)?|look for)\b.{0,40}\b(?:times?|slots?|openings?)\b|(?:what|when) ?(?:'s|is|are"
        r"|would be) (?:a |the )?(?:good|best|better) times?\b|how (?:does|is) .{1,30}'s (?:{calendar}|TIME)\b",
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
        r"(?:can|could|may|shall|should) (?:i|we) (?:please )?(?:reserve|book|take|have time|schedule|meet|move"
        r"|reschedule)\b",
        "can i book a room TIME",
    ),
    (
        "find_time",
        r"is there (?:a |an |any )?.{0,60}\b(?:reserve|available|free|slot|time|room)\b",
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
        r"|participating|(?:i|am i|we) EVENT)\b|(?:TIME )?(?:{event}) with who",
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
        r"(?:(?:tell me|show me|know) )?(?:when(?: ?'? ?s)?(?! (?:was|were|did|had))|what times?|(?:which|what) "
        r"(?:days?|dates?|weeks?|months?|TIME))\b(?! is it\b)(?!.*\b(?:shop|store|bank|restaurant|bus|train|movie"
        r"|sun|moon|open|close)\b)",
        "when is my next call | what day is the offsite",
    ),
    (
        "agenda",
        r"(?:(?:tell me|show me|know) )?(?:where(?: ?'? ?s)?\b(?! can)(?=.*\b(?:(?:am|do|will|should|is|are) (?:i"
        r"|we)|my|our|{event}|TIME|QUOTE)\b)|(?:what|which) (?:room|place|location)\b|what ?'? ?i?s the "
        r"(?:location|place|room))|show me the place of",
        "where is the review",
    ),
    (
        "agenda",
        r"(?:what|whats|what ?'s|which|tell me|show|list|see|view|display|check|find|search|look ?up|lookup|obtain"
        r"|get(?! me (?:an?|in|into)\b)|give|read(?: me)?|let me|i want to (?:see|know)|do|does|is there|are there"
        r"|have (?:i|we)|bring up|pull up|any|open)\b(?=.*\b(?:{event}|{calendar}|planned|scheduled|up next"
        r"|attend\w*|participants?|my day|birthdays?|going on TIME|happening TIME)\b)",
        "what's on my calendar TIME | show my meetings",
    ),
    (
        "agenda",
        r"(?:what|whats|what ?'s)\b.{0,30}\b(?:(?:i|we) (?:have|doing|got|do)|(?:have|am|are|do) (?:i|we)\b.{0,20}"
        r"(?:have|doing|got|do|planned)?|on$|on TIME|on with|next|on my|is my)\b",
        "what do i have TIME | what's on",
    ),
    (
        "agenda",
        r"how (?:does|is) (?:my|the) (?:TIME|day|week|{calendar})\b|how (?:busy|full|booked)\b|am i (?:scheduled"
        r"|booked|EVENT|seeing|doing)\b|(?:is|are|was) (?:my|our) (?:\S+ ){0,3}(?:{event})\b|(?:what|how) (?:does"
        r"|is|'s) (?:my )?TIME (?:look|shape)|(?:show|give|read|tell)(?: me)? TIME$|who'?s? .*\b(?:in|at) (?:my "
        r"|the )?TIME|(?:is|are) (?:the|my|our) .{1,40} (?:still )?(?:on|happening|cancel?led|moved)\b"
        r"|did .{1,40} (?:accept|decline|reply|answer|respond|cancel)\b",
        "am i meeting bob TIME | is the demo still on | show me TIME | how does my day look",
    ),
    (
        "agenda",
        r"(?:do|have) (?:i|we) (?:have |got )?(?:anything|something|plans)\b|anything (?:on |for )?TIME"
        r"|am i doing anything",
        "do i have anything TIME",
    ),
)  # fmt: skip
