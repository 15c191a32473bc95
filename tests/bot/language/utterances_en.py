"""What people type to a calendar bot in English, by what they ask for: polite, curt, chatty, with slips."""

from __future__ import annotations

UTTERANCES = {
    "agenda": (
        "hey could you please tell me what's on tomorrow | whats on today | what's on my plate today"
        " | wat do i have tomorow | do i have anything on friday afternoon? | am i doing anything at 3?"
        " | can you show me my calendar for next week | can you tell me when the budget review is"
        " | could you pls list my meetings for monday | pull up my schedule | what does my day look like"
        " | how's my day looking | how's my week | how many meetings do I have today? | any meetings after lunch?"
        " | anything at 4pm? | what time does standup start? | when does the demo end?"
        " | where's the offsite being held? | which room is the 3pm in? | who's going to the all hands"
        " | is anyone else in the review? | who organised the budget review?"
        " | remind me what's on my calendar tomorrow | when's lunch with Megan? | when do i meet Adele next"
        " | show tomorrow | agenda pls | my schedule tomorrow | calendar today | today's meetings"
        " | what have I got on Thursday | whats my next meeting | next up? | did I have a call yesterday"
        " | is there a meeting at 10? | do we have standup today? | tell me about my next meeting"
        " | what's the agenda for the budget review | what am i doing this weekend | how long until standup"
        " | how much time do i have before my next call | when am I supposed to meet with Patti"
        " | do i have any meetings in the next two hours | what is happening today"
        " | what events do i have going on next week | is there anything on my calendar for the twenty third"
        " | tell me what meetings i have this afternoon | what time is my dentist appointment"
        " | when is the company picnic | who will be at the strategy meeting"
        " | what's the location of tomorrow's kickoff | what do i have planned for this weekend"
        " | please check my schedule for march fifteenth | give me my agenda | read me today's events"
        " | what's going on next friday | do i have anything scheduled for tonight"
        " | show me all of my appointments for june | how many events do i have on sunday"
        " | what's my first meeting tomorrow | when is my last meeting of the day"
        " | where am i supposed to be at three | is my meeting with sam still at two"
        " | whats left today | who's next | is Joni still at 2"
    ),
    "meet": (
        "hey nudge, set up a call with Megan tomorrow at 2pm please | 15 minute catch up with Megan tomorrow at 3"
        " | could you please book 30 min with Adele on Thursday"
        " | pls schedule a meeting w/ bob@contoso.com monday 10am"
        " | i'd like to set up a meeting with the sales team next week | let's meet tomorrow at 3"
        " | can we set up a quick sync at 4pm? | i need to schedule a dentist appointment for friday at 9"
        " | put lunch with Lynne on my calendar for noon tomorrow | block 2 hours tomorrow morning for focus time"
        " | block out friday afternoon | schdule a meeting with isaiah at 5pm | creat a new event tomorrow at 10"
        " | arrange a 1:1 with Patti next Wednesday at 11am | new meeting: budget 2027, friday 14:00-15:00"
        " | meeting with Alex tomorrow 10-11 | tomorrow at 3pm book a call with Adele"
        " | on friday at 2 schedule a review of the launch plan | coffee with Lynne at 4pm tomorrow"
        " | would you mind booking a room for tomorrow at 9? | get me 15 minutes with Isaiah today"
        " | add yoga to my calendar every monday at 7am | start an instant meeting | meet now"
        " | set a meeting for 3 with megan@contoso.com about pricing"
        " | I want a meeting about the budget on Tuesday"
        " | make an appointment with Dr. Smith on the 12th at 4:30pm | throw a sync on the calendar for 2pm"
        " | can you create a teams meeting for tomorrow 3pm | please add a meeting with john for tomorrow at noon"
        " | create an event called birthday party on saturday at 6 pm"
        " | put a meeting on my calendar with the team for this friday at 3"
        " | schedule my annual checkup for april third at 8 am | add to my calendar dentist monday at 2"
        " | make a calendar entry for dinner with mom on sunday at seven"
        " | i have a meeting with carl on thursday at ten please add it"
        " | set up a call with the client next monday morning | new event"
        " | can you put in a lunch with sarah at twelve thirty tomorrow | i want to add an event"
        " | book the conference room for two hours tomorrow afternoon"
        " | mark my calendar for the concert on june 5th"
        " | please schedule a half hour meeting with joe at three thirty pm | set event for tomorrow | add event"
        " | plan a brunch with the girls on sunday | arrange a meeting between me and dave on friday"
        " | make a meeting at 9 with everyone in marketing | sched a call w adele thurs 2pm"
        " | need to book a meeting with the design team asap | let's do lunch on friday"
        " | please put a hold on my calendar tomorrow 9-10 | could you organise a catch up with patti next week"
        " | setup meeting with bob at 11 | i wanna meet with isaiah on the 20th at 10am"
        " | reserve 2-3pm tomorrow for deep work | create appointment tomorrow 10am dentist"
        " | sync w/ lynne thurs 2-2:30"
    ),
    "move": (
        "hey could you please move standup to 3pm | pls mvoe standup to 3pm | can u push my 2pm back 30 mins"
        " | reschedul the review to monday | i need to reschedule my 3pm | let's push the demo to next week"
        " | could we do the review at 4 instead | could you move it to thursday? | shift my 10am to 11"
        " | bump standup to 9:30 | bring the review forward to 10am | delay the call by 15 minutes"
        " | the meeting should be moved to 5pm | move everything tomorrow afternoon to friday"
        " | change standup from 9 to 10 | make the 3pm an hour later | sorry, can you make it 4 instead"
        " | let's do 3pm instead | standup -> 10am | start standup at 10 instead"
        " | can you extend the review by 30 mins | please shorten the 1:1 to 20 minutes"
        " | postpone tomorrow's sync until next tuesday at 2 | move my dentist appointment to next week"
        " | change my three pm meeting to four pm | reschedule dinner with mom to saturday"
        " | my meeting got pushed to 5 | can we push our call back an hour"
        " | please move the marketing meeting from monday to wednesday | i'm going to need to move my two o'clock"
        " | could you shift everything after lunch by 30 minutes | change the time of the budget meeting to 9:30"
        " | postpone my meeting with sam | move up my haircut to noon | can we do 4 instead of 3"
        " | let's shift standup to the afternoon | push everything back by an hour | the 2pm needs to move to 4"
        " | could you bump my 11 o'clock to noon | i'd rather have the review on thursday"
        " | move my 1:1 w adele to next week same time | delay standup 15 | put the demo off until monday"
        " | reschedule tomorrow's lunch for 1pm | slide the 3pm to 3:30 | my 3pm needs pushing to 4"
        " | rearrange the review for thursday | swap the review to the afternoon"
        " | move all of my meetings from friday to monday | get the standup moved to 10 | lets reschedule"
        " | postpone by a day | bring standup forward half an hour"
        " | Design review needs to be at noon | design review an hour earlier | another 30 mins | standup at"
        " 9:30 from now on | every standup 15 mins later"
    ),
    "cancel_event": (
        "hey could you please cancel standup | pls cancel my 3pm | can you cancell the budget review"
        " | get rid of the 4pm call | scrap lunch tomorrow | cancel everything on friday"
        " | i need to cancel my meeting with Bob | please take the offsite off my calendar"
        " | delete tomorrow's 1:1 | remove the demo from my calendar | clear my afternoon | call off the retro"
        " | nix the 5pm | i won't be having the sync tomorrow, delete it | drop the 2pm meeting"
        " | unschedule the review | delete my next event | remove all events from my calendar for tomorrow"
        " | cancel my meeting with sam | please erase the dentist appointment on friday"
        " | can you clear my calendar for this afternoon | get the birthday party off my calendar"
        " | i don't need the three pm meeting anymore cancel it | delete the meeting on monday at nine"
        " | cancel all my meetings today | kill the 3pm | cancel tmrw's standup | remove the sync w/ adele"
        " | can you take the 2pm off my schedule | please cancel all of friday afternoon | delete the thing at 4"
        " | today's review is off, cancel it | no need for the sync tomorrow, remove it | bin the 4pm"
        " | wipe my calendar for friday | please call off tomorrow's lunch with bob | cancel the one at 3"
        " | no standup monday | Miriam cancelled"
    ),
    "find_time": (
        "when is Megan free tomorrow? | are Adele and I both free at 3? | find a time that works for me and Bob"
        " | is the team available on tuesday morning | when could Patti and I meet next week"
        " | can you find 30 minutes with Lynne this week | when's a good time to meet Isaiah"
        " | what's Adele's availability on Monday | am I busy friday at noon? | suggest some times for the retro"
        " | do I have time for a coffee at 2? | find me a free hour tomorrow"
        " | look for a slot with Megan and Alex next week | what times are open on thursday | is 3pm ok for Bob?"
        " | when am i free tomorrow | do i have time for lunch with amy on friday"
        " | find an open slot for a two hour meeting next week | am i available at five today"
        " | is everyone free on tuesday at ten | what time works for both me and sam"
        " | are there any gaps in my schedule tomorrow | is conference room b available at noon"
        " | when are adele and megan both free this week | does bob have time tomorrow afternoon"
        " | what's the earliest we can all meet | am i double booked tomorrow | any free time this afternoon"
        " | when's everyone available next week | how does thursday at 2 look for adele"
        " | could megan do 3pm tomorrow | what's a good slot for everyone on monday | when is the room free"
        " | do any of us have time on friday"
        " | can Lynne do monday 10 | when can Adele and I talk today, 20 mins | 30 min with Patti next week,"
        " mornings only"
    ),
    "respond": (
        "accept the invite from Megan | yes I'll attend the budget review | I can't make it to standup tomorrow"
        " | decline tomorrow's demo please | tentatively accept the offsite | maybe for the offsite"
        " | say no to the 3pm | rsvp yes to the all hands | please decline the meeting with Bob"
        " | tell Megan I can't come to the review | count me in for the offsite | i will be at the retro"
        " | turn down the 5pm | I'm not going to the all hands | accept the invitation to the launch party"
        " | decline tomorrow's meeting invite | i will attend the workshop | tell jane i cannot make it to dinner"
        " | say yes to the lunch invite | i'm in for the offsite | i'll skip the review"
        " | can't make the 3pm today | yes to the demo | i'll try to make the retro | i accept"
        " | i'll be there tomorrow at 3 | sorry can't come to the review | put me down as tentative for the demo"
        " | i am not able to attend the offsite"
        " | skip standup on tuesday | vendor demo - can't make it | say maybe to the roadmap thing"
    ),
    "edit": (
        "add Megan to the budget review | pls invite bob@contoso.com to standup | remove Adele from the demo"
        " | change the location of the review to Room 12 | rename standup to Daily sync"
        " | change the title of my 3pm to Pricing | can you add a teams link to the offsite"
        " | make the review private | update the description of the demo | loop in Patti on the budget review"
        " | take Lynne off the invite for the demo | set the location to Seattle | edit standup"
        " | turn the 3pm into a teams meeting | add jane to my meeting tomorrow"
        " | invite the whole team to the party | change the location of my lunch with sam to joe's diner"
        " | rename the event on friday to team dinner | remove dave from the three pm meeting"
        " | make the budget meeting an online meeting | include bob in the review"
        " | put the zoom link in the invite | change who's invited to the demo"
        " | give grady's appointment to adele"
    ),
    "remind": (
        "remind me 10 min before standup | can you remind me about the review an hour before"
        " | remind me to call Bob at 4 | set a reminder 15 minutes before my 3pm"
        " | ping me 5 minutes before every meeting | give me a heads up 10 min before the demo"
        " | pls remind me tomorrow at 9 to send the report | alert me 30 mins before the offsite"
        " | remind me of my meeting an hour before it starts | remind me to pick up the kids at three"
        " | set a reminder for my dentist appointment tomorrow | please remind me to take my medicine at 8 pm"
        " | alert me ten minutes before my next meeting | can you remind me about the party on saturday"
        " | buzz me 10 minutes before the demo | set reminders to 5 minutes before"
        " | let me know 15 min before my meetings"
        " | nudge me 5 before"
    ),
    "reminders_off": (
        "turn off reminders | no more reminders please | stop reminding me | don't remind me about standup"
        " | mute reminders for the demo | disable all reminders | turn reminders off for standup"
    ),
    "snooze": "snooze | snooze 10 min | remind me again in 5 | snooze it for 5 minutes please",
    "running_late": (
        "i'm running late | running 10 min late for standup | I'll be 5 minutes late"
        " | tell them i'm gonna be 10 mins late | let the team know I'm running late"
        " | running 5 late | stuck in traffic, 10 min late for lunch"
    ),
    "digest": (
        "digest at 8 | send me a daily digest at 7:45 | stop sending me the digest | turn off the morning digest"
        " | morning summary 8:30"
    ),
    "join": (
        "join standup | join my next meeting | connect me to the 3pm | dial me into the review | let me into the call"
        " | link for fabrikam?"
    ),
    "help": (
        "help | help me please | what can you do? | how do i reschedule a meeting? | how does this work? | hello"
        " | hey there | good morning | ?"
    ),
    "yes": (
        "yes | yep | yes please | go ahead | yes, move it | sounds good | do it | sure thing | looks good to me"
        " | that works | yup, go for it"
    ),
    "no": "no | nope | no thanks | not now | nah | don't",
    "cancel": "never mind | nvm | forget it | stop | cancel | scratch that",
    "select": "the first one | 2 | option 3 | #2 | the last one please | i'll take the second one",
    "undo": "undo | undo that | revert the last change | put it back | can you undo that please | change it back",
    "history": ("history | what did you change? | show my recent changes | what did you just change"),
    "why": "why didn't I get a reminder for standup? | why did you remind me?",
    "settings": "settings | change my timezone | open settings",
    "privacy": "privacy | what do you know about me? | what data do you store",
    "export": "export my data | give me a copy of my data",
    "forget_me": ("forget me | delete my data | delete everything you know about me | wipe everything you have on me"),
    "sign_in": ("sign in | log me in | where am i signed in"),
    "sign_out": "sign out | log out | log me out please",
    "language": "speak japanese | change language to english",
    "thanks": "thanks | thank you! | thanks a lot | cheers",
    "rebook": (
        "bookings tomorrow | any bookings tomorrow? | rebook Grady to Tuesday 10:00 | show my bookings"
        " | when is Grady's appointment?"
    ),
    "visit": "visit ACME-1234 | visit link ACME-1234",
    "none": (
        "what's the weather tomorrow | weather in seattle | will it rain on friday | write me a poem"
        " | tell me a joke | translate this | translate hello to japanese | who won the game last night"
        " | play some jazz | set the thermostat to 70 | what's 12 times 34 | order a pizza for 7pm"
        " | book me a flight to tokyo tomorrow | book a table for two at 8 | how tall is the eiffel tower"
        " | what time is it in london | turn off the lights | send an email to bob | text megan i'm here"
        " | call me a cab | what's my bank balance | add milk to my shopping list | set a timer for 10 minutes"
        " | how do i cook rice | find a good restaurant nearby | what's the capital of france"
        " | delete my facebook account | reset my password | change my password | i love you | lol | asdfghjkl"
        " | remove the background from this image | cancel my netflix subscription | move to the next song"
        " | change the channel | schedule a tweet | who is the president | what happened yesterday in the news"
        " | how far is the moon | open the garage door | what's your name | summarize this document"
        " | fix this code | reserve a hotel in paris for may 3 | what's the score of the game | turn the heat up"
        " | how do you make pancakes | call john | play my favorite podcast | what's trending on twitter"
        " | how's the stock market doing | order me a large pepperoni pizza | wake up | is it raining outside"
        " | what's two plus two | who is barack obama | dim the lights in the kitchen | start the vacuum cleaner"
        " | what is the definition of love | post this on facebook | recommend a movie | send a text to mom"
        " | how do magnets work | what's on tv tonight | i want a burger | what is my credit score"
        " | i need to reset my pin | any travel alerts for mexico | put in a pto request for march 3 to march 5"
        " | turn on the bedroom lights | change your accent to british | switch to whisper mode"
        " | report my card as lost | when is my credit card bill due | when do i get paid next"
        " | can you help me jump start my car | get me an uber to the airport | find my phone"
        " | what's the recipe for lasagna | can you confirm my reservation at red lobster | i lost my luggage"
        " | what's the exchange rate from usd to yen | what does perspicacious mean | flip a coin"
        " | do you have any pets | reset to factory settings | what is the tallest mountain in the world"
        " | what movies are playing tonight | book recommendations please | update my address | cancel my order"
        " | make me a sandwich | organize my files"
    ),
}
