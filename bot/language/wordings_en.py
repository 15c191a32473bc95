"""What English sentences ask for. The first row that fits wins.

TALK rows are the whole message; the others begin it, behind courtesies such as "could you please".
"""

from __future__ import annotations

from bot.language.number_words import CARDINAL_EN, ORDINAL_EN
from bot.language.wordings import Row, compiled

WORDS = {
    "event": (
        r"meetings?|events?|appoint?m[en]+ts?|appts?|calls?|sessions?|interviews?|invit(?:e|ation)s?|stand-?ups?|reviews?|syncs?"
        r"|1:1s?|one on ones?|conferences?|entry|entries|gatherings?|workshops?|trainings?|webinars?|classe?s?|lessons?"
        r"|lunch|dinner|breakfast|coffee|part(?:y|ies)|demos?|retros?|check-?ins?|catch-?ups?|briefings?|visits?|meetups?"
    ),
    "calendar": r"calendars?|schedules?|agendas?|diary|planner",
    "attribute": (
        r"titles?|names?|subjects?|location|place|venue|rooms?|description|body|contents?|notes?|details|attendees?"
        r"|participants?|recipients?|invitees?|guests?|importance|sensitivity|categor(?:y|ies)|price|staff"
    ),
    "people": r"attendees?|participants?|recipients?|invitees?|guests?|people|someone|person",
    "it": r"it|this|that|them|everything|all",
    "nth": rf"{ORDINAL_EN}|last|left|right|top|bottom|upper|lower|middle|next|random|any(?:one)?",
    "number": CARDINAL_EN,
    "yes": (
        r"y|yes|yeah|yep|yup|ok(?:ay)?|sure(?: thing)?|right|correct|confirm(?:ed)?|perfect|great|good|cool|fine|exactly|agreed"
        r"|do it|go ahead|go for it|come on|of course|absolutely|definitely|please do|alright|all right|why not"
        r"|(?:that )?(?:sounds|looks|works|is|'s)(?: (?:good|great|perfect|fine|right|correct|ok(?:ay)?|for me))+"
        r"|that'?s (?:all|fine|right|it|correct|good|great|ok(?:ay)?)|it is|it does"
    ),
    "thanks": r"thanks?(?: you)?(?: (?:very|so) much)?|please|to me|for me|it|so|now|then|that",
    "no": (
        r"n|no|nope|nah|never|not?(?: (?:really|exactly|at all|that|this|even close|for me|now|yet|him|her|way|later|quite|much))+"
        r"|not|don'?t|wrong(?: \w+)?|reject(?: it)?|i reject|leave it|i don'?t (?:need|want)(?: it| that| this)?|nothing much"
        r"|maybe (?:another|next) time|another time|not this (?:time|TIME)|not TIME|i'?d rather not|it'?s (?:the )?wrong \w+"
    ),
    "stop": (
        r"cancel(?:l?ed)?|stop|quit|exit|abort|dismiss|never ?mind|nevermind|forget (?:it|about it|that)|skip(?: it)?"
        r"|(?:be )?quiet|silence|shut up|enough|drop it|(?:i am|i'?m|all|we'?re) (?:done|set|finished)|it'?s (?:done|finished)"
        r"|do nothing|nothing|turn off|no more|leave"
    ),
}  # fmt: skip

TALK: tuple[Row, ...] = (
    ("yes", r"(?:(?:{yes}|{thanks})[ ,.!]*)*(?<![a-z])(?:{yes})[ ,.!]*(?:(?:{yes}|{thanks})[ ,.!]*)*", "yes | ok, do it | sounds great"),
    ("no", r"(?:(?:{no}|{thanks}|later)[ ,.!]*)*(?<![a-z])(?:{no})[ ,.!]*(?:(?:{no}|{thanks})[ ,.!]*)*", "no | no, not that | not TIME"),
    (
        "cancel",
        r"(?:(?:no|ok|just|please|oh|oh my god|sorry|i (?:said|mean|want to)|that|and)[ ,.!]+)*(?:{stop})"
        r"(?:[ ,.!]+(?:{stop}|{it}|{thanks}|app|talking|listening|the \w+ing(?: process)?|\w+ing(?: {it}| the \w+)?|off))*[.! ]*",
        "cancel | never mind, stop | quit the moving",
    ),
    (
        "cancel",
        r"(?:please |sorry,? )*(?:do not|don'?t) (?:do|move|change|cancel|book|create|delete|send|touch|start|reschedule|save)\b.*",
        "don't do that | do not move it",
    ),
    ("cancel", r"i (?:don'?t|do not|no longer)(?: want)* want(?: want)* to .*|just be", "i don't want to change it anymore"),
    (
        "select",
        r"(?:(?:i(?:'d)? |i would )?(?:want|like|choose|pick|take|prefer|select|opt for|go (?:for|with)|what about|how about)(?: to)? )+"
        r"(?:the |a |an |no\.? ?|number |option |one )*(?:{nth}|{number})\b.{0,24}",
        "i want the second one | choose number 3 | opt for the last",
    ),
    ("select", r"(?:the )?(?:{nth})(?: (?:left|right|one|choice|option|item|two|three))*", "the first one | upper left"),
    ("select", r"(?:no\.?|number|#|option|item)? ?(?:{number})(?: please)?", "2 | no. 4 | three"),
    ("select", r"any(?:thing| one|one)?(?: of (?:it|them))?(?: (?:is|will) .{1,12})?|all of them|both|none of them", "any of them"),
    ("select", r"(?:choose|pick|select|opt for) (?:one|any).{0,24}", "pick any one"),
    (
        "help",
        r"(?:(?:i (?:need|want|could use)|please|can you|could you|some|more|me|get|real|manual|a|to) )*"
        r"(?:help(?: me)?|support|assistance)(?: (?:please|me|with this|out))*|\?+",
        "help | i need some help",
    ),
    ("help", r"(?:what|which) (?:can|could|do|should) (?:you|i|u|we) (?:do|say|ask|type)\b.*|how does (?:this|it) work", "what can you do"),
    ("help", r".{0,30}\b(?:human|real person|a person|customer service|contact support)\b.{0,20}|do me a favou?r", "let me talk to a human"),
    ("undo", r"(?:please )?(?:undo|revert|roll ?back)(?: (?:{it}|the last (?:change|move|one)|my last change))?|take (?:it|that) back", "undo | undo that"),
    ("history", r"(?:(?:show|see|view|my|the|me) )*(?:history|journal|recent changes)|what (?:did you|have you) changed?", "history"),
    ("sign_in", r"(?:sign|log) ?-?(?:me )?in|connect my (?:account|calendar)", "sign in | log in"),
    ("sign_out", r"(?:sign|log) ?-?(?:me )?(?:out|off)|disconnect my (?:account|calendar)", "sign out | logout"),
    ("forget_me", r"forget (?:about )?me|(?:delete|erase|remove) (?:all )?(?:of )?my (?:data|account|information)", "forget me | delete my data"),
    ("privacy", r"privacy(?: policy)?|permissions|what (?:do you|is) (?:know|stored?|keep|save)\b.*|export my data", "privacy | what do you know about me"),
    ("language", r"(?:(?:change|switch|set|my|the|to|speak|use|in) )*(?:language|english|japanese)(?: (?:to )?(?:english|japanese))?", "language | speak japanese"),
    ("settings", r"(?:(?:open|show|change|my|edit|set|the) )*(?:settings?|preferences|time ?zone|quiet hours|working hours)(?: to \S+)?", "settings | change my time zone"),
)  # fmt: skip

ROWS: tuple[Row, ...] = (
    # --- reminders
    ("reminders_off", r"(?:(?:turn|switch) off|disable|stop|no(?: more)?|mute) (?:the |my |all )*remind(?:ers?|ing)\b", "turn off reminders"),
    ("reminders_off", r"(?:(?:turn|switch) )?(?:my |all )?reminders? off|don'?t remind me", "reminders off"),
    ("edit", r"(?:cancel|remove|delete|drop) (?:the |my )?reminders? (?:on|for|from|of) ", "cancel reminder on standup"),
    ("snooze", r"snooze\b|remind me (?:again|later)\b", "snooze 10 | remind me again in 5 minutes"),
    ("remind", r"(?:(?:set|add|create|make|put|give)(?: me)? )?(?:an? )?(?:remind(?: me)?|reminders?|alerts?|alarms?|wake me|notify me|ping me)\b", "remind me 10 min before lunch | set a reminder for 3pm"),
    ("digest", r"(?:(?:set|turn|switch|send|change|start|stop|disable|enable)(?: (?:me|on|off))? )?(?:the |my )?(?:(?:daily|morning) )?(?:digest|summary)\b", "digest 8:30 | stop the morning digest"),
    ("running_late", r"(?:(?:i'?m|i am|we'?re|we are|i'?ll be|i will be|(?:running|going to be|a bit|a little|SPAN)) )*late\b", "running late 5 min | i'll be SPAN late"),
    ("running_late", r"(?:tell|let|notify|inform) .{1,60}\b(?:late|delayed|pushed back SPAN)\b", "tell everyone i am late"),
    ("why", r"why\b", "why did i get no reminder"),
    # --- questions
    ("help", r"how (?:do|can|does|should|would) (?:i|you|we|one)\b", "how do i move a meeting"),
    ("visit", r"(?:(?:show|open|get|send) (?:me )?(?:the )?)?visit\b", "visit ACME-7 | show the visit KEY"),
    ("rebook", r"re-?book\b|(?:(?:show|list|my|see|view|all|the|me|what|are) )*(?:TIME )?bookings?(?: (?:for |on |do i have )?TIME| list)?$", "rebook Grady to TIME | bookings TIME"),
    ("find_time", r"(?:(?:tell me|see|check|know|and|can you|if|whether) )*(?:am i|are we|is|are|will)\b.{0,80}\b(?:free|busy|available|open|availability)\b", "am i free TIME | is bob available TIME"),
    ("find_time", r"(?:.{0,20}\b)?(?:when|what times?|which days?) (?:am|are|is|will|does|do|would) .{1,40}\b(?:free|available|time to|time for|breaks?|availability)\b", "when is bob free"),
    ("find_time", r"(?:(?:tell me )?when )?(?:are|is) my (?:next )?breaks?|(?:tell me )?(?:when|what|any|which|do (?:i|we) have)\b.{0,20}\b(?:breaks?|free time|free slots?)\b", "when are my breaks"),
    ("find_time", r"(?:find|suggest|propose|search for|search|look for|get|check|show|display|see)\b.{0,40}\b(?:free|times?|slots?|availability|available|openings?)\b(?! (?:before|until|of|for (?:my|the) {event}))(?!.*\btime (?:is|are|do)\b)", "find a time for lunch with bob"),
    ("find_time", r"(?:free|open|available) (?:slots?|times?)\b|(?:my |.{1,20} )?availability$|what(?: else)? is available", "free slots TIME"),
    ("find_time", r"(?:can|could|may|shall|should) (?:i|we) (?:please )?(?:reserve|book|take|have time|schedule|meet|move|reschedule)\b", "can i book a room TIME"),
    ("find_time", r"is there (?:a |an |any )?.{0,60}\b(?:reserve|available|free|slot|time|room)\b", "is there a room i can reserve"),
    ("agenda", r"(?:(?:tell me|show me|show|i want to know|let me know|know) )*(?:how (?:much|many|long)|(?:the )?time (?:before|until|till|remaining|left))\b.*\b(?:{event}|{calendar}|i|until|till|before|remaining|left|TIME)\b|time remaining$", "how long until my next meeting"),
    ("agenda", r"(?:(?:show me|tell me|let me see|see|list) )*(?:who|whose|who'?s)\b.*\b(?:{event}|attend\w*|coming|going|present|at|in|with|meeting|participating|list|picnic)\b|(?:TIME )?{event} with who", "who is coming to the review"),
    ("agenda", r"(?:is|are|will|did|does|has) .{1,50}\b(?:attend\w*|coming|come|going|participat\w*|at|in|join|sign(?:ed)? up|accepted|invited|be at)\b.{0,40}\b(?:{event}|TIME|picnic|it)\b", "will amy be at the review"),
    ("agenda", r"(?:(?:tell me|show me|know) )?(?:when|what time|what times|(?:which|what) (?:day|days|date|week|weekend|month))(?: ?'? ?s)?\b(?!.*\b(?:shop|store|bank|restaurant|bus|train|flight|movie|sun|moon)\b)", "when is my next call | what day is the offsite"),
    ("agenda", r"(?:(?:tell me|show me|know) )?(?:where(?: ?'? ?s)? (?:is|are|am|do|does|will|i|my|the)|(?:what|which) (?:room|place|location)|what ?'? ?i?s the (?:location|place|room))\b|show me the place of", "where is the review"),
    ("agenda", r"(?:what|whats|what ?'s|which|tell me|show|list|see|view|display|check|find|search|look ?up|lookup|obtain|get|give|let me|i want to (?:see|know)|do|does|is there|are there|have|bring up|pull up|any|open)\b(?!.*\b(?:screen|page|aloud|out ?loud|weather|music|song|news)\b)(?=.*\b(?:{event}|{calendar}|planned|scheduled|up next|attend\w*|participants?|my day|this day|going on|happening|first|birthdays?)\b)", "what's on my calendar TIME | show my meetings"),
    ("agenda", r"(?:what|whats|what ?'s)\b.{0,30}\b(?:(?:i|we) (?:have|doing|got|do)|(?:have|am|are|do) (?:i|we)\b.{0,20}(?:have|doing|got|do|planned)?|on$|on TIME|on with|next|on my|is my)\b", "what do i have TIME | what's on"),
    ("agenda", r"(?:do|have) (?:i|we) (?:have |got )?(?:anything|something|plans)\b|anything (?:on |for )?TIME|am i doing anything", "do i have anything TIME"),
    # --- answers to an invitation, and joining
    ("respond", r"(?:accept|decline|tentative(?:ly)?|rsvp|respond|attend|maybe attend|reject (?:the|this|that|my))\b", "decline the review | accept TIME"),
    ("respond", r"(?:i'?ll|i will|i can|i'?m able to|i can'?t|i cannot|i won'?t|i'?m not able to|i am unable to|i'?m unable to) (?:not )?(?:be at|be there|attend|make|go|come)\b", "i'll be at the review | i can't make it"),
    ("respond", r"(?:tell|let) .{1,30} i (?:can|can'?t|cannot|won'?t|will) (?:make|attend|be|come)\b|.{0,40}\bdoesn'?t work for me|i already have", "tell bob i can't make the review"),
    ("join", r"(?:join|connect (?:me|to|with|us)|dial|call (?:in|into|the)|get me in(?:to)?|add me to (?:the )?conference)\b|call \w+ conference", "join my next call | connect me to the review"),
    ("join", r"(?:start|open|enter|launch) (?:the |my |this )?(?:TIME )?(?:\w+ )?(?:{event})\b(?! (?:with|for|at|on|to|about|TIME))", "start the meeting"),
    # --- changes: who is there, and what else is in the entry
    ("edit", r"(?:un-?invite|invite|send (?:an? )?invit|forward|share|ask|take out)\b|(?:don'?t|do not) (?:invite|add)\b|include\b(?!.*\bin (?:my|the) (?:{calendar}))", "invite bob to the review | uninvite bob"),
    ("edit", r"(?:remove|take|drop|delete) (?:(?:an?|the|some|all) )?(?:{people})\b|(?:remove|take|drop) .{1,60} (?:from|off|out of) (?!.*\b(?:{calendar})\b).{0,40}\b(?:{event}|{it}|QUOTE|list|TIME)", "remove bob from the review"),
    ("edit", r"(?:add|include|put)\b.{0,30}\b(?:link|teams)\b|(?:make|turn|convert)\b.{1,60}\b(?:online|virtual|teams|private|public|in person|remote)\b", "make it a teams meeting | add a link to the review"),
    ("move", r"(?:make|change|update|set|adjust|modify|edit)\b.{0,60}\b(?:earlier|later|last|longer|shorter|go until|go to|start(?:s|ing)? (?:at )?TIME|length|duration|SPAN)\b", "make the review SPAN later | change it to SPAN"),
    ("edit", r"(?:change|update|set|edit|modify|alter|adjust|rename|make|fill in|correct|fix|find|move|add)\b(?: \S+){0,8}? (?:(?:{attribute})\b(?! (?:to|on|at|for|in) (?:my |the )?(?:{calendar}))|another (?:location|place|room)|new (?:location|place|room))", "change the title of the review | add a description"),
    ("edit", r"(?:the )?(?:title|subject|location|place|room|description|name) (?:is wrong|should be|must be)|(?:except |i want |want )?the (?:title|subject|location|name) (?:is wrong|to be|should be)", "the title should be Retro"),
    ("edit", r"make it (?:in|at) (?!TIME)|rename\b", "make it in room 5"),
    # --- commands
    ("cancel_event", r"(?:cancel|delete|remove|discard|clear|drop|call off|scrap|scratch|erase|get rid of|wipe|unschedule|unbook)\b|(?:let|tell) .{1,40} (?:i (?:need|have) to )?cancel\b", "cancel standup TIME | delete the meeting with bob"),
    ("move", r"(?:move|re-?schedul\w*|resched|postpone|push|shift|delay|defer|prepone|advance|slide|put off|put back|pull forward|bring .{0,60}\bforward|bring forward|extend|shorten|lengthen|prolong)\b", "move standup to TIME | postpone the review"),
    ("move", r"(?:change|update|set|adjust|modify|make|edit)\b(?=.* (?:to|at|until|for) (?:this |be )?TIME)(?!(?: \S+){0,4} (?:appointment|event|calendar event) (?:for|at|on) TIME$)", "change the review to TIME"),
    ("move", r"change\b.{0,30}\b(?:time|date|day|{event}|schedule)$|change (?:{it}|an? {event})$|(?:make|change) .{0,40}(?:{event}) .{0,20}(?:go|end|finish) (?:until|at|by) ", "change the time | change my appointment"),
    ("move", r"(?:this|that|the|my) .{1,60}\b(?:should|must|needs? to|has to) be (?:changed|moved|rescheduled|pushed)\b", "this call needs to be moved to TIME"),
    ("edit", r"(?:change|update|modify|edit|alter|adjust|amend)\b|make (?:a |an |some )?(?:change|update|edit)s?\b", "edit standup | make a change to the review"),
    ("edit", r"add\b.{1,80}\bto (?:my |the |this |that |our |tomorrow'?s |next |a |TIME )*(?:\w+ )?(?:{event}|this|that|it)\b|add (?:more |an? )?(?:{people})", "add bob to the review"),
    ("edit", r"add (?!.*\b(?:{calendar}|TIME|SPAN|{event})\b)(?!.*\b(?:playlist|song|list|cart)\b).{1,60}$", "add bob and alice"),
    ("meet", r"meet(?:ing)?\b(?! was)|(?:quick|instant|new) (?:{event})\b", "meet KEY TIME | meeting about budget"),
    ("meet", r"(?:schedule|arrange|organi[sz]e)\b|(?:set ?up|setup|plan|book|create|add|make|new|reserve|put|place|enter|block|hold|get|have|need|want|include|fix|propose|start|open|host)\b(?!.*\b(?:flight|hotel|taxi|cab|uber|tickets?|table|restaurant|music|song|playlist|timer|lights?|list|shop|order|pizza)\b)(?=.*\b(?:{event}|{calendar}|TIME|SPAN|KEY|time with|time for)\b)", "book lunch with bob TIME | put dentist on my calendar"),
    ("meet", r"(?:an? )?(?:\w+ ){0,2}(?:{event}) (?:with|about|on|for|called|titled|named|KEY|TIME)\b|(?:{event}) KEY", "call with bob TIME"),
    # --- nouns alone
    ("agenda", r"(?:(?:my|the|TIME|show|open) ?)*(?:{calendar}|overview)\b|(?:TIME[ ,]?)+$|(?:(?:the|my) )?next (?:{event}|one)\b|TIME ?(?:first|last|next)? ?(?:{event})$|(?:my|our) (?:{event})$|upcoming\b", "today | agenda TIME | my meetings"),
    ("move", r"(?:to|until) TIME$|SPAN (?:later|earlier)$", "to TIME"),
)  # fmt: skip

TALK_WORDINGS = compiled(TALK, WORDS)
WORDINGS = compiled(ROWS, WORDS)
