"""`join`: the way into the meeting that is going on or about to start."""

from __future__ import annotations

from datetime import timedelta

from bot.choosing import ask_which_one, named
from bot.command import Reply, Said, Turn, command
from bot.movable import Movable, find, of_event
from bot.telling import link_of
from cards import joining as cards
from cards.change import join_button
from graph import events
from graph.span import Span

ABOUT_TO_START = timedelta(minutes=15)
LOOK_AHEAD = timedelta(days=7)
MOST_AT_ONCE = 4


@command(
    "join",
    title=("join", "参加"),
    examples=(("join", "参加"), ("join standup", "定例に参加")),
    in_manifest=False,
    in_help=True,
    place=15,
)
async def join(turn: Turn, said: Said) -> Reply:
    """Join the meeting that is going on or starts next."""
    reading = said.reading
    if reading.title or reading.key or reading.people or reading.old_time.has_clock or "which" in said.answers:
        return await _join_named(turn, said)
    words = turn.words
    ahead = await events.between(turn.graph, Span(turn.now, turn.now + LOOK_AHEAD))
    online = [of_event(each) for each in ahead if each.answer != "declined" and link_of(of_event(each))]
    now = [each for each in online if each.span.start <= turn.now + ABOUT_TO_START]
    if now:
        # Whoever types "join" rather wants the one that begins than the one that has been going on.
        now.sort(key=lambda each: abs(each.span.start - turn.now))
        return Reply(card=cards.joining(words, [_way_in(turn, each) for each in now[:MOST_AT_ONCE]]))
    if not online:
        return Reply(words("No online meeting is in your calendar for the next week."))
    coming = _way_in(turn, online[0])
    return Reply(card=cards.joining(words, [coming], words("No online meeting is on now. The next one:")))


async def _join_named(turn: Turn, said: Said) -> Reply:
    words = turn.words
    found = await find(turn, said)
    if not found.movables:
        return Reply(words("I found nothing like “{title}” in the next two weeks.", title=named(said)))
    if not found.is_sure:
        return await ask_which_one(turn, said, found)
    movable = found.movables[0]
    title = movable.shown_title(words, is_private_chat=turn.chat.is_private)
    if not link_of(movable):
        return Reply(words("“{title}” is no online meeting.", title=title))
    return Reply(card=cards.joining(words, [_way_in(turn, movable)]))


def _way_in(turn: Turn, movable: Movable) -> cards.WayIn:
    words = turn.words
    hidden = movable.private and not turn.chat.is_private
    title, url = movable.shown_title(words, is_private_chat=turn.chat.is_private), link_of(movable)
    note = ""
    if hidden:
        note = words("Ask me in our private chat for the way in.")
    elif join_button(words, url) is None:
        note = words("Its link does not lead to Teams, so I make no button of it; open it from your calendar.")
    return cards.WayIn(title, movable.span, "" if hidden else url, note)
