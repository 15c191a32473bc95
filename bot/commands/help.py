"""`help`, and whatever was not understood."""

from __future__ import annotations

from collections.abc import Mapping

from bot.command import Reply, Said, Turn, all_commands, command, on, run
from cards.action import Say, StaleCard
from cards.elements import Card
from cards.help import help_card
from cards.words import Words

READ_ONLY = ("today", "tomorrow", "bookings today")
READ_ONLY_JA = ("今日の予定", "明日の予定", "今日の予約")


@command("help", title=("help", "ヘルプ"), examples=(("help", "ヘルプ"),), also=("none",), place=90)
async def show_help(turn: Turn, said: Said) -> Reply:
    """Show what you can say here."""
    words = turn.words
    match said.reading.intent:
        case "help":
            first = _what_i_am_for(words)
        case "none":
            first = words("I did not understand “{text}”, so nothing was changed. You can say:", text=said.text)
        case _:
            first = words("I understand what you want, but I cannot do it yet; nothing was changed. You can say:")
    return Reply(card=_card(words, first))


@on(Say)
async def say(turn: Turn, button: Say, _: Mapping[str, str]) -> Reply:
    """A pressed example, as if it had been typed; only those that read and change nothing."""
    if button.command not in (*READ_ONLY, *READ_ONLY_JA):
        raise StaleCard
    reply = await run(turn, button.command, turn.now)
    return Reply(reply.text, reply.card, stands_apart=True)


def welcome(words: Words) -> Reply:
    """The first word, useful before anybody signs in."""
    hello = words("Hello! I am Nudge, and I look after your appointments.")
    return Reply(card=_card(words, f"{hello} {_what_i_am_for(words)}"))


def _what_i_am_for(words: Words) -> str:
    return words("I make online meetings and move events and bookings. I always ask before I change anything.")


def _card(words: Words, first: str) -> Card:
    japanese = words.language == "ja"
    commands = [
        (each.help.ja if japanese else each.help.en, each.examples[0].ja if japanese else each.examples[0].en)
        for each in all_commands()
        if each.in_manifest
    ]
    return help_card(words, first, commands, READ_ONLY_JA if japanese else READ_ONLY)
