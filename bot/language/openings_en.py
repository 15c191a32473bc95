"""How English requests begin: everything from the first word to the last that cannot be of a title."""

from __future__ import annotations

from bot.language.pattern import Pattern

_ATTENDING = (
    r"(?:make(?: it)?(?: to)?|attend|be (?:at|in|there for)|be there|join|come(?: to)?|go(?: to)?|be having"
    r"|be attending)"
)
#: The longer come first.
_PHRASES = (
    # tell Bob that I can't make …, I'll be at …, I'm not going to …
    r"(?:(?:tell|let|inform) .{1,30}? (?:know )?(?:that )?)?(?:i(?:'?ll| will| can| might|'d| can'?t| cannot| can not|"
    rf" won'?t| will not)|i(?:'?m| am) (?:not )?(?:un)?able to)(?: not)?(?: be able to)? {_ATTENDING}",
    r"i(?:'?m| am) (?:not )?(?:going|coming|attending|joining)(?: to)?",
    r"(?:respond|rsvp|reply|answer|say)(?: with)? (?:an? )?(?:yes|no|tentative(?:ly)?|maybe)",
    r"(?:tentative(?:ly)?|maybe)(?: accept| attend)?|turn down|count me (?:in|out)(?: for)?",
    # tell them I'm running …
    r"(?:(?:tell|let|inform|notify) .{1,30}? (?:know )?(?:that )?)?(?:i|we)(?:'?m|'?ll| am| will"
    r"| are)(?: be)?(?: gonna| going to)?"
    r"(?: be)?(?: running| a (?:bit|little))?(?= (?:late|SPAN))",
    # no reminder for …, turn reminders off for …, remind me the day before …, give me a heads up before …
    r"(?:(?:turn|switch) off|disable|stop|no(?: more)?|mute|cancel|delete|remove)(?: (?:the|my|all|any))*"
    r" (?:remind(?:ers?|ing)|alarms?)(?: me)?",
    r"(?:turn|switch) (?:the |my |all )*(?:reminders?|alarms?) (?:off|on)|don'?t remind me",
    r"(?:give me |set |add |create |put )?(?:an? |the |my )*(?:heads[ -]?up|reminders?|alarms?|alerts?)\b(?: me)?",
    r"(?:remind|ping|alert|notify|nudge)(?: me)?(?: the (?:day|week) before| again)?",
    r"why(?:.{0,40}?\bremind(?:ers?|ed|ing)?(?: me)?\b)?",
    r"(?:don'?t|do not) (?:add|invite|include)|loop in|get rid of|call off|set up|put off|put back|make sure",
    # what do I have …, do I have any …, am I free …, is bob free …, find me a time for …
    r"(?:what|when|where|who|which) (?:do|have|am|are|did|can|should|will) (?:i|we)"
    r"(?: (?:have|got|doing|do|be|go|meet|supposed|seeing|need|meeting|scheduled))*",
    r"(?:do|have|did|can|could|may|should|shall) (?:i|we)(?: (?:have|got))?|how (?:many|much|long"
    r"|busy)(?: .{1,20}? (?:do|have) "
    r"(?:i|we)(?: have)?)?",
    r"(?:am|are) (?:i|we)(?: free| busy| available)?|(?:is|are|when is|when's|will) .{1,40}? (?:both )?(?:free|busy"
    r"|available)\b",
    r"(?:find|suggest|propose|look for|search for|is there|get)(?: me| us)?(?: an?| some| the)?(?: free| good| better"
    r"| open)?"
    r" (?:times?|slots?|hours?)(?: that works)?",
    r"(?:what|which) (?:times?|days?|dates?|rooms?|place)|what is the (?:time|date|day|place|room|location) of"
    r"|(?:when|where|what|who|how)(?: ?'?s)?|how long",
    r"(?:tell|show|give|let) me(?: know)?(?: about| more about| the details of)?|is there|are there",
    r"call(?= the| my)|i'll|i(?:'m)?|meet(?:ing)?(?= about| with| on| for| KEY| TIME|;|$)",
    r"(?:let'?s )?meet(?: up)?(?! and greet)",
)
_VERBS = (
    "move re-?schedule resched postpone push shift bump delay defer prepone advance slide bring put pull extend"
    " shorten lengthen prolong cut trim reduce increase change update modify edit alter adjust rename make turn"
    " convert setup set cancel delete remove discard clear drop scrap scratch erase unschedule unbook axe nix wipe"
    " schedule book create add arrange organi[sz]e plan new place throw start open reserve block join connect dial"
    " accept decline reject attend visit re-?book show find tell list un-?invite invite include exclude forward"
    " take snooze enter respond let hold skip"
)
OPENING = Pattern("(?:" + "|".join([*_PHRASES, *_VERBS.split()]) + r")\b")
