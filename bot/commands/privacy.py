"""`privacy`, `export`, `forget me`: what is kept of a person, all of it to read, and all of it gone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.asking import ask
from bot.command import Reply, Said, Turn, command, on, run
from bot.privately import not_here
from bot.store import LOST_RETENTION, PENDING_LIFE, PLAN_RETENTION, QUESTION_LIFE, REMINDER_RETENTION, Json
from cards import privacy as cards
from cards.action import AskToForget, SendExport
from cards.privacy import Kept
from cards.words import Words

# Teams takes 28 KB with everything around it, counted as UTF-16.
LARGEST_EXPORT_BYTES = 20 * 1000
OF_EVERY_ROW = ("tenant_id", "person_id")  # the same in each, so said once


@command(
    "privacy",
    title=("privacy", "プライバシー"),
    examples=(("privacy", "プライバシー"), ("what do you know about me", "何を保存していますか")),
    place=74,
)
async def privacy(turn: Turn, _: Said) -> Reply:
    """See what I keep of you, and what each permission is for."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    words = turn.words
    everything = await turn.store.people.everything(turn.owner)
    kept = [Kept(what, len(everything[table]), life) for table, (what, life) in kinds(words).items()]
    return Reply(card=cards.privacy(words, kept, _permissions(words), LOST_RETENTION))


def kinds(words: Words) -> dict[str, tuple[str, timedelta | None]]:
    """By table: what is in it, and how long."""
    return {
        "people": (words("How to reach you in Teams, your language and time zone"), None),
        "preferences": (words("What you chose in the settings"), None),
        "plans": (words("Changes that I proposed or made, with title and times, and the way back"), PLAN_RETENTION),
        "questions": (words("Questions that I asked you, with the sentence you typed"), QUESTION_LIFE),
        "meetings": (words("Keys of your online meetings"), None),
        "pending": (words("The sentence that waits for you to sign in"), PENDING_LIFE),
        "watches": (words("What the next days of your calendar hold, for reminders and the digest"), None),
        "reminders": (words("Reminders that I owe you or have sent, with title and time"), REMINDER_RETENTION),
        "send_limits": (words("When I may write to you again, so that messages keep to the limits of Teams"), None),
    }


def _permissions(words: Words) -> list[tuple[str, str]]:
    return [
        (
            words("Calendar"),
            words("To show your events, remind you of them, find free times, and move events when you say yes."),
        ),
        (
            words("Online meetings"),
            words("To make online meetings, and to read and change their virtual appointments."),
        ),
        (words("Mailbox settings"), words("To know your time zone and working hours; they are only read.")),
        (words("Bookings"), words("To show and move appointments of your businesses; asked for at first use only.")),
    ]


@command(
    "export", title=("export", "エクスポート"), examples=(("export", "エクスポート"),), in_manifest=False, place=75
)
async def export(turn: Turn, _: Said) -> Reply:
    """Get everything that I keep of you, as text."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    words = turn.words
    text, left_out = as_text(turn.owner.tenant_id, turn.owner.person_id, await turn.store.people.everything(turn.owner))
    says = words("This is everything that I keep of you.")
    if left_out:
        says = words(
            "This is the newest of what I keep of you; {count} more do not fit into a message.", count=left_out
        )
    return Reply(f"{says}\n\n{text}", stands_apart=True)


def as_text(tenant_id: str, person_id: str, everything: Mapping[str, list[Json]]) -> tuple[str, int]:
    """All that fits into one message as JSON, and how many rows do not; short tables first, newest rows first."""
    fits: Json = {"tenant_id": tenant_id, "person_id": person_id}
    room, left_out = LARGEST_EXPORT_BYTES - _size(fits), 0
    for table, rows in sorted(everything.items(), key=lambda each: len(each[1])):
        fits[table] = []
        empty = _size({table: []})
        room -= empty
        for row in rows:
            about = {name: value for name, value in row.items() if name not in OF_EVERY_ROW}
            size = _size({table: [about]}) - empty  # with the indentation that it has in the whole
            if size > room:
                left_out += 1
            else:
                fits[table].append(about)
                room -= size
    return json.dumps(fits, ensure_ascii=False, indent=2), left_out


def _size(value: Json) -> int:
    return len(json.dumps(value, ensure_ascii=False, indent=2).encode("utf-16-le"))


@command(
    "forget_me",
    title=("forget me", "私を忘れて"),
    examples=(("forget me", "私を忘れて"), ("delete my data", "データを削除して")),
    in_manifest=False,
    place=76,
)
async def forget_me(turn: Turn, said: Said) -> Reply:
    """Delete everything that I keep of you, after asking once."""
    if (elsewhere := not_here(turn)) is not None:
        return elsewhere
    if "sure" not in said.answers:
        question_id = await ask(turn, said, {"yes": {"sure": True}, "no": {"sure": False}})
        return Reply(card=cards.confirm_forget(turn.words, question_id))
    if not said.answers["sure"]:
        return Reply(card=cards.nothing_forgotten(turn.words))
    # In this order, so that "nothing was changed" is true where signing out fails.
    await turn.sign_out()
    await turn.store.people.forget(turn.owner)
    return Reply(card=cards.forgotten(turn.words))


@on(SendExport)
async def send_export(turn: Turn, _: SendExport, __: Mapping[str, str]) -> Reply:
    """The same as typing it."""
    return await run(turn, "export", turn.now)


@on(AskToForget)
async def ask_to_forget(turn: Turn, _: AskToForget, __: Mapping[str, str]) -> Reply:
    """The same as typing it; the privacy card stays."""
    return replace(await run(turn, "forget me", turn.now), stands_apart=True)
