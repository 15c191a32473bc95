"""The card of running late: who is told what, what moves, and how to reach those who get no mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from cards.action import ConfirmPlan, DeclinePlan, press
from cards.change import join_button
from cards.difference import Difference
from cards.elements import Card, OpenUrl, card, fact, heading, line, note, quoted, title, warning
from cards.words import Words
from graph.span import Span

# Opens a chat with the message filled in; the person sends it. No permission is needed for that.
# https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
CHAT = "https://teams.microsoft.com/l/chat/0/0"
MOST_IN_A_CHAT = 20


@dataclass(frozen=True)
class Late:
    """Somebody comes late, and what would be done about it."""

    by: timedelta
    subject: str
    now: Span
    new: Span | None  #: where it moves to; None where it stays and its organiser is told
    hears: Sequence[str]  #: who gets mail, and what it says, in sentences
    not_told: str = ""  #: who does not
    following: Sequence[Difference] = ()  #: what comes right after and could move too
    in_the_way: Sequence[str] = ()  #: what comes right after and cannot be moved
    chat_with: Sequence[str] = ()  #: mail addresses
    message: str = ""


def confirm(words: Words, plan_id: str, plan_with_following: str, late: Late) -> Card:
    """Exactly who hears of it, before anybody does."""
    yes = words("Yes, move it") if late.new is not None else words("Yes, tell the organiser")
    both = words("Yes, and move what follows")
    follow = [quoted(words("Then"), f"{each.label}: {each.was} → {each.new}") for each in late.following]
    return card(
        heading(words("Running late by {by:length}?", by=late.by)),
        title(late.subject),
        fact(words("Now"), words.span(late.now), subtle=late.new is not None),
        fact(words("New"), words.span(late.new), weight="bolder") if late.new is not None else None,
        *[line(each) for each in late.hears],
        note(late.not_told) if late.not_told else None,
        note(words("What follows can move by as much:")) if follow else None,
        *follow,
        warning(*late.in_the_way) if late.in_the_way else None,
        actions=[
            press(yes, ConfirmPlan(plan_id), style="positive"),
            press(both, ConfirmPlan(plan_with_following)) if plan_with_following else None,
            press(words("Leave it"), DeclinePlan(plan_id)),
            chat_button(words, late.chat_with, late.message),
        ],
        language=words.language,
        says=words("Running late by {by:length} for “{title}”?", by=late.by, title=late.subject),
    )


def told(words: Words, subject: str, organizer: str, by: timedelta, join_url: str) -> Card:
    """The organiser has the mail."""
    says = words(
        "{name} has a mail that you come about {by:length} late to “{title}”.", name=organizer, by=by, title=subject
    )
    return card(
        heading(words("Told"), "good"),
        line(says),
        note(words("A mail cannot be taken back.")),
        actions=[join_button(words, join_url)],
        language=words.language,
        says=says,
    )


def chat_button(words: Words, addresses: Sequence[str], message: str) -> OpenUrl | None:
    """Opens a chat with these people, with the message filled in; None where there are none, or too many."""
    if not addresses or len(addresses) > MOST_IN_A_CHAT:
        return None
    query = urlencode({"users": ",".join(addresses), "message": message}, quote_via=quote)
    return OpenUrl(title=words("Write to everybody in Teams"), url=f"{CHAT}?{query}")
