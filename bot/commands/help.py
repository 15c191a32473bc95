"""`help`, and whatever was not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.command import Command, Reply, Said, Turn, all_commands, command, on, run
from bot.language import CHANGING
from bot.locales import overlay
from bot.near_misses import near_misses
from bot.replying import answer_to_when
from cards.action import Say, StaleCard
from cards.elements import Card
from cards.help import did_you_mean, help_card, short_help
from cards.words import Words

READ_ONLY = ("today", "tomorrow", "bookings today")
READ_ONLY_JA = ("今日の予定", "明日の予定", "今日の予約")
# What somebody is shown who is new or was not understood; help has the others.
WORTH_TRYING_FIRST = frozenset(["agenda", "meet", "move", "rebook", "remind"])
# What changes something, but only after a card: typed as it stands, such as "move", each of these asks back.
ASKS_FIRST = frozenset(["meet", "move", "rebook", "edit", "cancel_event", "respond", "undo"])


@command("help", title=("help", "ヘルプ"), examples=(("help", "ヘルプ"),), also=("none",), place=90)
async def show_help(turn: Turn, said: Said) -> Reply:
    """Show what you can say here."""
    words = turn.words
    match said.reading.intent:
        case "help":
            return Reply(card=_help(words.language))
        case "none":
            if (answered := await answer_to_when(turn, said, behind_looks=True)) is not None:
                return answered
            if near := near_misses(said.text, _harmless(), words.language):
                first = words("I did not understand “{text}”, so nothing was changed.", text=said.text)
                titles = [
                    _title(words, each) for each in (*near, *all_commands()) if each in near or each.name == "help"
                ]
                return Reply(card=did_you_mean(words, first, list(dict.fromkeys(titles))))
            first = words("I did not understand “{text}”, so nothing was changed. You can say:", text=said.text)
            return Reply(card=_short(words, first))
    first = words("I understand what you want, but I cannot do it yet; nothing was changed. You can say:")
    return Reply(card=_card(words, first))


@lru_cache(maxsize=32)
def _help(language: str) -> Card:
    # Nothing in it depends on the person or the day, and to make it takes longer than the rest of the turn.
    words = Words(language, "UTC", overlay(language))
    return _card(words, _what_i_am_for(words))


def _harmless() -> list[Command]:
    """What a press may run as it stands, because it reads, or asks back before it changes anything."""
    return [each for each in all_commands() if each.in_help and (each.name in ASKS_FIRST or each.name not in CHANGING)]


def _title(words: Words, each: Command) -> str:
    return each.title.ja if words.language == "ja" else each.title.en


@on(Say)
async def say(turn: Turn, button: Say, _: Mapping[str, str]) -> Reply:
    """A pressed example, as if it had been typed; only those that change nothing by themselves."""
    titles = [title for each in _harmless() for title in (each.title.en, each.title.ja)]
    if button.command not in (*READ_ONLY, *READ_ONLY_JA, *titles):
        raise StaleCard
    reply = await run(turn, button.command, turn.now)
    return Reply(reply.text, reply.card, stands_apart=True)


def welcome(words: Words) -> Reply:
    """The first word, useful before anybody signs in."""
    hello = words("Hello! I am Nudge, and I look after your appointments.")
    return Reply(card=_short(words, _what_i_am_for(words), hello))


def _what_i_am_for(words: Words) -> str:
    return words("I make online meetings and move events and bookings. I always ask before I change anything.")


def _card(words: Words, first: str) -> Card:
    return help_card(words, first, _in_words(words, [each for each in all_commands() if each.in_help]), _tries(words))


def _short(words: Words, first: str, hello: str = "") -> Card:
    commands = _in_words(words, [each for each in all_commands() if each.name in WORTH_TRYING_FIRST])
    rest = "ヘルプ" if words.language == "ja" else "help"
    return short_help(words, first, commands, [*_tries(words), rest], hello)


def _in_words(words: Words, commands: Sequence[Command]) -> list[tuple[str, str]]:
    """What each does, and an example of it."""
    if words.language == "ja":
        return [(each.help.ja, each.examples[0].ja) for each in commands]
    return [(each.help.en, each.examples[0].en) for each in commands]


def _tries(words: Words) -> tuple[str, ...]:
    return READ_ONLY_JA if words.language == "ja" else READ_ONLY
