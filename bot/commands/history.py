"""`history`: the journal of what was changed for a person, and the way back of each change."""

from __future__ import annotations

from cattrs import BaseValidationError

from bot.asking import ask
from bot.command import Reply, Said, Turn, command
from bot.plan import Before, Told, from_json, told
from bot.privately import not_here
from bot.store import UNDO_LIFE, StoredPlan
from cards import history as cards
from cards.words import Words

PAGE = 5
SHOWN = ("done", "unknown", "claimed")


@command(
    "history",
    title=("history", "履歴"),
    examples=(("history", "履歴"), ("what did you change", "変更履歴")),
    in_manifest=False,
    in_help=True,
    place=62,
)
async def history(turn: Turn, said: Said) -> Reply:
    """See what I changed for you, and put any of it back for 24 hours."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    words = turn.words
    made = [each for each in await turn.store.plans.of(turn.owner) if each.state in SHOWN and each.decided_at]
    if not made:
        return Reply(words("I have not changed anything for you in the last 30 days."))
    made.sort(key=lambda each: each.decided_at or each.expires_at, reverse=True)
    count = -(-len(made) // PAGE)
    number = min(max(int(said.answers.get("page", 1)), 1), count)
    pages = {f"page {each}": {"page": each} for each in (number - 1, number + 1) if 1 <= each <= count}
    question_id = await ask(turn, said, pages) if pages else ""
    changes = [_shown(turn, each) for each in made[(number - 1) * PAGE : number * PAGE]]
    return Reply(card=cards.history(words, cards.Page(changes, number, count, question_id)))


def _shown(turn: Turn, stored: StoredPlan) -> cards.Change:
    words = turn.words
    in_words = _told(words, stored)
    about, doubt = "", ""
    if stored.undo_state == "done":
        about = words("Put back.")
    elif stored.undo_state in ("claimed", "unknown"):
        doubt = words("I am not sure whether it was put back: look at how it is now.")
    if stored.state != "done":
        doubt = words("I am not sure whether this was done: look at how it is now.")
    can_undo = stored.undo_state == "open" and stored.decided_at and stored.decided_at >= turn.now - UNDO_LIFE
    return cards.Change(
        in_words.verb,
        from_json(Before, stored.before).title,
        words.when(stored.decided_at or stored.expires_at),
        in_words.differences,
        about,
        doubt,
        stored.id if can_undo else "",
    )


def _told(words: Words, stored: StoredPlan) -> Told:
    try:
        return told(words, stored)
    except (KeyError, BaseValidationError):
        return Told(words("Changed"))  # kept by an older version, in another form
