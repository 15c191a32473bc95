"""What the person and the bot spoke of last, for a sentence that names nothing: "another 30 minutes", 場所は？"""

from __future__ import annotations

from datetime import timedelta

from bot.command import Said, Turn
from bot.store import Json

STILL_MEANT = timedelta(minutes=10)  # later a sentence that names nothing is a new one


async def find_at_hand(turn: Turn) -> Json | None:
    """How the newest card remembers the one thing that it is about; None where it is about several, or long ago.

    In a group nothing is at hand: somebody else may have spoken since.
    """
    if not turn.chat.is_private:
        return None
    question = await turn.store.questions.find_newest(turn.owner, turn.now)
    if question is None or question.kept_at < turn.now - STILL_MEANT:
        return None
    options = [option.get("which") for option in question.options.values()]
    things: list[Json] = [each for each in (question.answers.get("which"), *options) if each]
    return things[0] if things and all(each == things[0] for each in things) else None


def names_nothing(said: Said) -> bool:
    """Whether a sentence says only what to do, and not with what."""
    reading = said.reading
    named = reading.title or reading.key or reading.people or reading.old_time.says_when
    return not named and not said.answers
