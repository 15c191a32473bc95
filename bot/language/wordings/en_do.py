"""What English sentences ask for that are commands, or no more than a noun."""

from __future__ import annotations

from bot.language.wordings.table import Row

COMMANDS: tuple[Row, ...] = (
    # --- answers to an invitation, and joining
    (
        "respond",
        r"(?:accept|decline|tentative(?:ly)?|rsvp|respond|attend(?! to\b)|turn down|put me down|i (?:accept|decline)"
        r"|count me (?:in|out)|(?:yes|no"
        r"|maybe) to (?:the|my|this|that)|i'?m (?:in|out)(?: for| of)?\b|(?:can'?t|cannot|won'?t) (?:make|attend|come)"
        r"|maybe (?:attend|accept|(?:for|to) (?:the|my|TIME|{event}))"
        r"|say (?:yes|no|maybe) to|(?:skip|miss) (?:{event})|reject (?:the|this|that|my))\b",
        "decline the review | accept TIME | maybe for the review",
    ),
    (
        "respond",
        r"(?:i'?ll|i will|i can|i'?m able to|i am (?:not )?able to|i can'?t|i cannot|i won'?t|i'?m not able to"
        r"|i am unable to|i'?m unable to) (?:not )?(?:try to )?(?:be at|be there|attend|make|go|come|skip|do)\b",
        "i'll be at the review | i can't make it",
    ),
    (
        "respond",
        r"(?:tell|let) .{1,30} i(?:'?ll| can| can'?t| cannot| won'?t| will) (?:not )?(?:make|attend|be|come)\b"
        r"|.{0,40}\bdoesn'?t work for me|i already have|i'?m (?:not )?(?:going|coming) to (?:the|my|that)\b.*\b"
        r"(?:{event})\b|.{1,40}[-,:;] ?(?:(?:sorry|i),? )*(?:can'?t|cannot|won'?t) (?:make(?: it)?|come|attend"
        r"|be there)$",
        "tell bob i can't make the review",
    ),
    (
        "join",
        r"(?:join|connect (?:me|to|with|us)|dial|call (?:in|into|the)|(?:get|take|put|let) me (?:in|into|to"
        r"|through)|add me to (?:the )?conference)\b|call .{1,40} conference|let me (?:in|into)\b",
        "join my next call | connect me to the review | take me to my next meeting",
    ),
    (
        "join",
        r"(?:start|open|enter|launch) (?:the |my |this )?(?:TIME )?(?:\w+ )?(?:{event})\b(?! (?:with|for|at|on|to"
        r"|about|TIME|SHIFT|LATER|SPAN))",
        "start the meeting",
    ),
    # --- changes: who is there, and what else is in the entry
    ("meet", r"invite .{1,60} to an? (?:\S+ )?(?:{event})\b", "invite bob to a meeting TIME"),
    (
        "edit",
        r"(?:un-?invite|invite|send (?:an? )?invit\w*|send (?!.*\b(?:e-?mail|text|sms|message|money)\b).{1,60} to"
        r"|forward|share|ask|take out|loop (?:in|.{1,30} in)|cc)\b|(?:don'?t|do not) (?:invite|add)\b"
        r"|include\b(?!.*\bin (?:my|the) "
        r"(?:{calendar}))",
        "invite bob to the review | uninvite bob",
    ),
    (
        "edit",
        r"(?:remove|take|drop|delete) (?:(?:an?|the|some|all) )?(?:{people})\b|(?:remove|take|drop) (?!(?:the "
        r"|my )?(?:\w+ )?(?:{event})\b).{1,60} (?:from|off|out of) (?!.*\b(?:{calendar})\b)",
        "remove bob from the review",
    ),
    (
        "edit",
        r"(?:add|include|put|attach)\b.{0,30}\b(?:link|teams)\b|(?:make|turn|convert)\b.{1,60}\b(?:online|virtual"
        r"|teams|private|public|in person|remote)\b",
        "make it a teams meeting | add a link to the review",
    ),
    (
        "move",
        r"(?:change|update|modify|adjust)\b.{1,80}\bfrom TIME$|make it (?:at |for |on )?TIME|(?:do |how about "
        r"|what about )?TIME instead(?: of \S+)?$|i'?d rather (?:have|do) .*\bTIME$|put (?:\S+ ){1,5}(?:off"
        r"|back)\b(?= (?:until|till|to|by|TIME|SPAN))|(?:make|change|start|have|put|set|do|begin|hold)\b.*\b(?:LATER"
        r"|SHIFT)$|(?:do|have|hold|start|begin|run|put)\b.*"
        r"\bTIME instead$|.{1,60} ?(?:→|-+>|=>|➡|⇒) ?TIME$|end .{1,60} (?:at |by )?TIME$",
        "make it TIME | TIME instead | make the review LATER",
    ),
    (
        "move",
        r"(?:make|change|update|set|adjust|modify|edit)\b.{0,60}\b(?:earlier|later|last|longer|shorter|go (?:until"
        r"|to|TIME)|start(?:s|ing)? TIME|length|duration|SPAN|SHIFT)\b",
        "make the review SPAN later | change it to SPAN",
    ),
    (
        "edit",
        r"(?:change|update|set|edit|modify|alter|adjust|rename|make|fill in|correct|fix|move|add)\b(?: \S+){0,8}? "
        r"(?:(?:{attribute})\b(?! (?:to|on|at|for|in) (?:my |the )?(?:{calendar}))|another (?:location|place|room)"
        r"|new (?:location|place|room))",
        "change the title of the review | add a description",
    ),
    (
        "edit",
        r"(?:the )?(?:title|subject|location|place|room|description|name) (?:is wrong|should be|must be)|"
        r"(?:except |i want |want )?the (?:title|subject|location|name) (?:is wrong|to be|should be)",
        "the title should be Retro",
    ),
    (
        "edit",
        r"i want (?:{it}|(?:the|my) .{1,40}) to (?:be|me) (?:an? )?(?:online|teams|virtual|in person|private)\b",
        "i want this to be a teams meeting",
    ),
    ("edit", r"make it (?:in|at) (?!TIME)|rename\b|change who\b", "make it in room 5"),
    # --- commands
    (
        "cancel_event",
        r"(?:cancel|delete|remove|discard|clear|drop|call off|scrap|scratch|erase|get rid of|wipe|unschedule"
        r"|unbook|axe|nix|(?:kill|bin)(?= (?:the|my|our|TIME)\b)|(?:get|have)\b.{1,40}\bcancel?led)\b|(?:let"
        r"|tell) .{1,40} (?:i (?:need|have) to )?cancel\b|(?:take|get) .{1,60} off (?:of )?(?:my"
        r"|the) (?:{calendar})|.*\b(?:{event})\b.*\b(?:cancel|delete|remove) (?:it|that)$",
        "cancel standup TIME | delete the meeting with bob | take lunch off my calendar",
    ),
    (
        "move",
        r"(?:swap\b(?=.* (?:to|for|with) TIME)|re-?arrange|(?:get|have)\b.{1,40}\b(?:moved|pushed|rescheduled"
        r"|postponed)|move|switch|bump|re-?schedul\w*|resched|postpone|push|shift|delay|defer|prepone|advance|slide"
        r"|put off"
        r"|put back|pull forward|bring .{0,60}\bforward|bring forward|extend|shorten|lengthen|prolong)\b|(?:cut|trim"
        r"|reduce|increase)\b(?=.*\b(?:SPAN|SHIFT)\b)",
        "move standup to TIME | postpone the review",
    ),
    (
        "move",
        r"(?:change|update|set|adjust|modify|make|edit)\b(?=.* (?:to|at|until|for) (?:this |be )?TIME)(?!"
        r"(?: \S+){0,4} (?:calendar )?EVENT (?:for|at|on) TIME$)",
        "change the review to TIME",
    ),
    (
        "move",
        r"change\b.{0,30}\b(?:time|date|day|{event}|schedule)$|change (?:{it}|an? {event})$|(?:make"
        r"|change) .{0,40}(?:{event}) .{0,20}(?:go|end|finish) TIME",
        "change the time | change my appointment",
    ),
    (
        "move",
        r"(?:this|that|the|my|TIME)(?: .{1,60}\b| )(?:should|must|needs? to|has to) (?:be (?:changed|moved|rescheduled"
        r"|pushed)|move|shift|change)\b|(?:the|my|our|TIME)(?: .{1,60}\b| )needs? (?:moving|pushing|shifting|changing"
        r"|rescheduling)\b"
        r"|(?:this|that|the|my|our) .{1,60}\b(?:got|was|has been|is being|is) (?:pushed|moved|postponed|rescheduled"
        r"|changed|delayed)\b.* TIME$",
        "this call needs to be moved to TIME",
    ),
    (
        "edit",
        r"(?:change|update|modify|edit|alter|adjust|amend)\b|make (?:a |an |some )?(?:change|update|edit)s?\b",
        "edit standup | make a change to the review",
    ),
    (
        "edit",
        r"add\b.{1,80}\bto (?:my |the |this |that |our |tomorrow'?s |next |a |TIME )*(?:\w+ )?(?:{event}|this|that"
        r"|it)\b|add (?:more |an? )?(?:{people})",
        "add bob to the review",
    ),
    ("edit", r"add (?!.*\b(?:{calendar}|TIME|SPAN|{event})\b).{1,60}$", "add bob and alice"),
    (
        "move",
        r"(?!.*\b(?:schedule|book|plan|add|create|set up|put|what|why)\b)(?:\S+ ){0,4}(?:needs?|has|ought) to"
        r" be (?:at |on )?TIME$"
        r"|(?:\S+ ){0,3}(?:{event}) (?:SHIFT|LATER)$|(?:another|(?:a )?further|one more) SPAN(?: (?:later"
        r"|earlier|more))?$",
        "the review needs to be at TIME | another SPAN",
    ),
    (
        "cancel_event",
        r"(?!(?:i|we|you|it|who|what|that|this)\b)\w+(?: \w+)?(?: has| just)* cancel?led$",
        "Grady cancelled",
    ),
    ("cancel_event", r"no (?:{event}) (?:on )?TIME$", "no standup TIME"),
    (
        "join",
        r"(?:the |a |my )?(?:(?:join(?:ing)?|meeting|teams|call) )*(?:link|url) (?:for|to|of) (?!.*\bto\b)",
        "link for the review",
    ),
    ("meet", r"meet\b|EVENT now\b|(?:quick|instant|new) (?:{event})\b", "meet KEY TIME | meeting now"),
    (
        "meet",
        r"(?:do|grab|have|hold) (?:an? |some |our )?(?:quick |team )?(?:{event})\b.*\bTIME|(?:schedule|sched|arrange"
        r"|organi[sz]e|pencil in|slot in|squeeze in|fit in|save the date|mark (?:my|the) (?:{calendar}))\b|(?:set ?up"
        r"|setup|plan|book|create|add|make|new|reserve|put|place|enter|block|hold|propose|host)\b(?=.*\b(?:{event}"
        r"|{calendar}|TIME|SPAN|KEY|rooms?|time with|time for)\b)|(?:get|set|have|need|want|include|fix|start|open"
        r"|i (?:need|want|have|got|'ve got))\b(?=.*\b(?:{event}|{calendar}|KEY)\b)|(?:get|give|grab|(?:i|we) (?:need"
        r"|want))(?: me)? SPAN\b.*\bwith\b",
        "book lunch with bob TIME | put dentist on my calendar",
    ),
    (
        "meet",
        r"(?:an? )?(?:(?!the|my|our|this|that|your)\w+ ){0,2}(?:{event}) (?:with|w/|about|on|for|called|titled"
        r"|named|KEY"
        r"|TIME)(?![a-z0-9])|(?:{event}) KEY",
        "call with bob TIME | meeting about budget",
    ),
    # --- nouns alone
    (
        "agenda",
        r"(?:(?:my|the|TIME|show|open) ?)*(?:{calendar}|overview)\b|(?:TIME[ ,]?)+$|(?:(?:the|my) )?next "
        r"(?:{event}|one)\b|TIME ?(?:first|last|next)? ?(?:{event})$|(?:(?:my|our|the) )?(?:{event})$|upcoming\b",
        "today | agenda friday | my meetings | standup",
    ),
    ("move", r"(?:to|until) TIME$|SHIFT$", "to TIME"),
)  # fmt: skip
