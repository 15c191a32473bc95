"""The lists of words that the English rows use, and the rows put together.

A TALK row is the whole message; the others begin it, behind courtesies such as "could you please". The first row that
fits wins.
"""

from __future__ import annotations

import re

from bot.language.number_words import CARDINAL_EN, ORDINAL_EN
from bot.language.wordings.en_ask import QUESTIONS
from bot.language.wordings.en_do import COMMANDS
from bot.language.wordings.en_talk import TALK
from bot.language.wordings.table import Table

#: Nouns for something in a calendar: for any such thing, and such as are already half a title. A sentence is matched
#: with EVENT in their place; those that are verbs too ("call", "invite") stay as they are.
KIND = r"meetings?|events?|appoint?m[en]+ts?|appts?|sessions?|entry|entries|gatherings?"
OCCASION = (
    r"interviews?|stand-?ups?|reviews?|syncs?|1:1s?|one on ones?|workshops?|trainings?|webinars?|class(?:es)?|lessons?"
    r"|lunch|dinner|breakfast|coffee|part(?:y|ies)|demos?|retros?|check-?ins?|catch-?ups?|briefings?|meetups?|offsites?"
    r"|all-?hands"
)

WORDS = {
    "event": r"EVENT|calls?|invit(?:e|ation)s?|visits?|conferences?",
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
        r"y|yes|yeah|yep|yup|ok(?:ay)?|sure(?: thing)?|right|correct|confirm(?:ed)?|perfect|great|good|cool|fine"
        r"|exactly|agreed"
        r"|do it|go ahead|go for it|come on|of course|absolutely|definitely|please do|alright|all right|why not"
        r"|(?:that )?(?:sounds|looks|works|is|'s)(?: (?:good|great|perfect|fine|right|correct|ok(?:ay)?|for me))+"
        r"|that'?s (?:all|fine|right|it|correct|good|great|ok(?:ay)?)|it is|it does"
    ),
    "thanks": r"thanks?(?: you)?(?: (?:very|so) much)?|please|to me|for me|it|so|now|then|that",
    "no": (
        r"n|no|nope|nah|never|not (?:this )?TIME|not this time"
        r"|not(?: (?:really|exactly|at all|that|this|even close|for me|now|yet|him|her|way|later|quite|much))*"
        r"|no(?: (?:way|thanks|thank you))+|don'?t|wrong(?: [a-z]+)?|reject(?: it)?|i reject|leave it"
        r"|i don'?t (?:need|want)(?: it| that| this)?|nothing much|maybe (?:another|next) time|another time"
        r"|i'?d rather not|it'?s (?:the )?wrong [a-z]+|(?:absolutely|definitely|certainly) not|i don'?t think so"
        r"|that'?s (?:wrong|not (?:it|right|what i (?:want|said|meant|asked)))"
    ),
    "stop": (
        r"cancel(?:l?ed)?|stop|quit|exit|abort|dismiss|never ?mind|nevermind|forget (?:it|about it|that)|skip(?: it)?"
        r"|(?:be )?quiet|silence|shut up|enough|drop it|(?:i am|i'?m|all|we'?re) (?:done|set|finished)|it'?s (?:done"
        r"|finished)"
        r"|do nothing|nothing|turn off|no more|leave"
    ),
}  # fmt: skip

#: Topics of other assistants; with one of these and no word of the calendar nothing is understood.
_ELSEWHERE = (
    r"\b(?:weather|temperature|forecast|rain(?:ing)?|music|songs?|playlist|album|flights?|hotels?|taxi|cab|uber"
    r"|restaurants?|recipes?"
    r"|calories|stocks?|traffic|translate|timer|volume|channel|lights?|thermostat|password|pin|credit|debit|bank"
    r"|balance|bills?"
    r"|insurance|gas|tires?|oil|jokes?|story|news|movies?|films?|spell|definition|pto|paycheck|order|pizza|grocery"
    r"|groceries"
    r"|shopping list|to-?do list|aloud|out ?loud|page|screen|subscription|reservations?|tickets?|table for)\b"
)

NOUNS = re.compile(rf"\b(?:{KIND}|{OCCASION})\b")
#: A word of the calendar, whatever else is talked about.
OWN = re.compile(rf"\b(?:{WORDS['event']}|{WORDS['calendar']}|title|subject|location|description|attendees?)\b")
ELSEWHERE = re.compile(_ELSEWHERE)
#: A whole message; the beginning of a sentence.
TALKING = Table(TALK, WORDS)
ASKING = Table((*QUESTIONS, *COMMANDS), WORDS)
