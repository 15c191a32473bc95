"""The lists of words that the English rows use, and the rows put together.

A TALK row is the whole message; the others begin it, behind courtesies such as "could you please". The first row that
fits wins.
"""

from __future__ import annotations

from bot.language.number_words import CARDINAL_EN, ORDINAL_EN
from bot.language.pattern import Pattern
from bot.language.wordings.en_ask import QUESTIONS
from bot.language.wordings.en_do import COMMANDS
from bot.language.wordings.en_talk import TALK
from bot.language.wordings.table import Table

#: Nouns for something in a calendar: for any such thing, and such as are already half a title. A sentence is matched
#: with EVENT in their place; those that are verbs too ("call", "invite") stay as they are.
KIND = r"meetings?|events?|appoint?m[en]+ts?|appts?|sessions?|entry|entries|gatherings?"
OCCASION = (
    r"interviews?|stand-?ups?|reviews?|syncs?|1:1s?|one on ones?|workshops?|trainings?|webinars?|class(?:es)?|lessons?"
    r"|(?:lunch|dinner|breakfast)(?! (?:reservations?|recipes?|table))"
    r"|coffee|part(?:y|ies)|demos?|retros?|check-?ins?|catch-?ups?|briefings?|meetups?|offsites?"
    r"|all[- ]?hands|brunch|drinks|huddles?|kick-?offs?|town ?halls?|debriefs?|seminars?|birthdays?|focus time"
)

WORDS = {
    "event": r"EVENT|calls?|invit(?:e|ation)s?|visits?|conferences?|catch ups?",
    "calendar": r"calendars?|schedules?|agendas?|diary|planner|rundown",
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
        r"|(?:that |this |it )?works(?: for me)?|do it|go ahead|go for it|come on|of course|absolutely|definitely"
        r"|please do|alright|all right|why not"
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
        r"cancel(?:l?ed)?|nvm|scratch (?:it|that)|don'?t|stop|quit|exit|abort|dismiss|never ?mind|nevermind"
        r"|forget (?:it|about it|that)|skip(?: it)?"
        r"|(?:be )?quiet|silence|shut up|enough|drop it|(?:i am|i'?m|all|we'?re) (?:done|set|finished)|it'?s (?:done"
        r"|finished)|do nothing|nothing|turn off|no more|leave"
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
    r"|snow(?:ing)?|sunny|umbrella|degrees|rent|due|get paid|vacation|checking|savings|exchange rate|charge of"
    r"|stores?|shops?|mall|pharmacy|supermarket"
    r"|shopping list|to[- ]?do list|aloud|out ?loud|page|screen|subscription|reservations?|tickets?|tables? (?:for|at)"
    r"|(?:reserve|book) (?:me |us )?a table)\b"
)

NOUNS = Pattern(rf"\b(?:{KIND}|{OCCASION})\b")
#: A word of the calendar, whatever else is talked about.
#: Things that no calendar holds: a word of the calendar or a time must stand beside them.
THINGS = Pattern(
    r"\b(?:to[- ]?do|shopping|task) ?lists?\b|\byour (?!calendar|schedule|invite|meeting|call)|\bmy (?:name|location"
    r"|screen|"
    r"address|luggage|balance|contacts?|car|phone|computer|laptop|resume|cv)\b"
    r"|\b(?:(?:phone|account|card|serial) number|e-?mail(?: address)?|messages?|texts?|photos?|pictures?|images?"
    r"|videos?"
    r"|files?|folders?|documents?|urls?|links? above|cache|browser|browsing|cookies|background|wallpaper|theme|font"
    r"|windows"
    r"|software|app|apps|warranty|lease|loan|mortgage|couch|sofa|furniture|button|beat|camera|microphone|speakers?"
    r"|army|dark side|vaccines?|visa|passport|dice|coin|mode|voice|accent|tweets?|posts?)\b"
    r"|\b(?:facebook|twitter|netflix|spotify|amazon|google|youtube|instagram|whatsapp|alexa|siri)\b"
)
DATED = Pattern(
    r"EVENT|TIME|LATER|SHIFT|QUOTE|KEY|\b(?:calls?|calendars?|agendas?|(?:my|the|our) schedule|invit(?:e|ation)s?)\b"
)
OWN = Pattern(rf"\b(?:{WORDS['event']}|{WORDS['calendar']}|title|subject|location|description|attendees?)\b")
ELSEWHERE = Pattern(_ELSEWHERE)
#: A whole message; the beginning of a sentence.
TALKING = Table(TALK, WORDS)
ASKING = Table((*QUESTIONS, *COMMANDS), WORDS)
