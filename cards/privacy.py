"""The privacy card: what is kept of a person and how long, what each permission is for, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cards.action import AskToForget, ChooseOption, SendExport, press
from cards.elements import Card, Container, card, heading, line, note, strong, warning
from cards.words import Words


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is stored."""

    what: str  #: in words
    count: int
    life: timedelta | None  #: None: until it is forgotten on request


def privacy(
    words: Words, kept: Sequence[Kept], permissions: Sequence[tuple[str, str]], after_removal: timedelta
) -> Card:
    """`permissions`: what each is called, and one sentence on what it is for."""
    says = words("This is what I keep of you, how long, and what each permission is for.")
    return card(
        heading(words("Privacy")),
        line(says),
        *[_row(each.what, _how_long(words, each)) for each in kept],
        note(
            words(
                "Your sign-in stays with Microsoft; I keep no password and no token. Signing out drops reminders too."
            )
        ),
        note(words("If you remove me, all of it is deleted {life:length} later.", life=after_removal)),
        note(words("What a group chat asked for together belongs to that chat and is not listed here.")),
        heading(words("Permissions")),
        *[_row(name, purpose) for name, purpose in permissions],
        actions=[press(words("Send me everything"), SendExport()), press(words("Forget me"), AskToForget())],
        language=words.language,
        says=says,
    )


def confirm_forget(words: Words, question_id: str) -> Card:
    """Asked once before everything goes."""
    says = words("Delete everything that I keep of you?")
    return card(
        heading(says),
        line(
            words("Your settings, questions, changes, reminders and meeting keys are deleted, and you are signed out.")
        ),
        warning(words("This cannot be undone, and neither can the changes that I made for you before.")),
        actions=[
            press(words("Yes, forget me"), ChooseOption(question_id, "yes"), style="destructive"),
            press(words("Keep everything"), ChooseOption(question_id, "no")),
        ],
        language=words.language,
        says=says,
    )


def forgotten(words: Words) -> Card:
    """The last word."""
    says = words("Everything that I kept of you is deleted, and you are signed out.")
    return card(heading(words("Forgotten"), "good"), line(says), language=words.language, says=says)


def nothing_forgotten(words: Words) -> Card:
    """After *Keep everything*."""
    says = words("Nothing was deleted.")
    return card(line(says), language=words.language, says=says)


def _row(what: str, about: str) -> Container:
    return Container(separator=True, spacing="small", items=[strong(what), note(about, spacing="none")])


def _how_long(words: Words, kept: Kept) -> str:
    if kept.life is None:
        return words("{count} kept, until you say “forget me”", count=kept.count)
    return words("{count} kept, each for {life:length}", count=kept.count, life=kept.life)
