"""The cards of a virtual appointment: its fields, what will change, and whose change counts when two met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.action import ConfirmPlan, DeclinePlan, FillIn, UndoChange, press
from cards.difference import Difference, rows
from cards.elements import (
    Card,
    Container,
    InputText,
    InputToggle,
    OpenUrl,
    ShowCard,
    card,
    fact,
    folded,
    heading,
    line,
    note,
    quoted,
    strong,
    title,
)
from cards.words import Words
from graph.model import Visit, VisitClient

MOST_CLIENTS = 4
LONGEST_FIELD = 255
CLIENT_PAGES = "https://visit.teams.microsoft.com/"


def form(words: Words, question_id: str, key: str, visit: Visit) -> Card:
    """What the virtual appointment is now, and folded under it the fields to change it."""
    clients = [quoted(words("Client"), _who(client)) for client in visit.clients]
    return card(
        heading(words("Virtual appointment")),
        title(key),
        *(clients or [note(words("No clients yet."))]),
        quoted(words("Number"), visit.external_id) if visit.external_id else None,
        fact(words("Joining"), words("In a browser or in Teams") if visit.browser_join else words("In Teams only")),
        actions=[_fields(words, question_id, visit), client_link(words, visit.client_join_url)],
        language=words.language,
        says=words("The virtual appointment of “{title}”.", title=key),
    )


def _fields(words: Words, question_id: str, visit: Visit) -> ShowCard:
    clients: list[Any] = []
    for index, client in enumerate((*visit.clients[: MOST_CLIENTS - 1], VisitClient(""))):
        clients.append(_client(words, index, client, is_new=index == min(len(visit.clients), MOST_CLIENTS - 1)))
    return folded(
        words("Change"),
        *clients,
        _field("external_id", words("Your own appointment number"), visit.external_id),
        _field("external_url", words("Link to your own system"), visit.external_url, style="url"),
        _field("client_join_url", words("Link that the client joins with"), visit.client_join_url, style="url"),
        InputToggle(
            id="browser_join",
            label=words("Joining"),
            title=words("The client may join in a browser"),
            value="true" if visit.browser_join else "false",
        ),
        actions=[press(words("Check the changes"), FillIn(question_id), style="positive")],
    )


def _who(client: VisitClient) -> str:
    return " · ".join(part for part in (client.name, client.email, client.phone) if part)


def client_link(words: Words, url: str) -> OpenUrl | None:
    """Opens the client's own join page, if it is one of Teams."""
    return OpenUrl(title=words("Open"), url=url) if url.startswith(CLIENT_PAGES) else None


def _client(words: Words, index: int, client: VisitClient, *, is_new: bool) -> Container:
    label = words("Add a client") if is_new else words("Client {number}", number=index + 1)
    return Container(
        separator=True,
        items=[
            strong(label),
            _field(f"client{index}_name", words("Name"), client.name),
            _field(f"client{index}_email", words("Mail address"), client.email, style="email"),
            _field(f"client{index}_phone", words("Phone for text messages"), client.phone, style="tel"),
        ],
    )


def _field(name: str, label: str, value: str, style: str = "text") -> InputText:
    return InputText(id=name, label=label, value=value, style=style, max_length=LONGEST_FIELD)


def confirm_change(words: Words, plan_id: str, key: str, differences: Sequence[Difference]) -> Card:
    """Old → new for each property that changes."""
    return card(
        heading(words("Change this virtual appointment?")),
        title(key),
        *rows(words, differences),
        actions=[
            press(words("Yes, change it"), ConfirmPlan(plan_id), style="positive"),
            press(words("Leave it"), DeclinePlan(plan_id)),
        ],
        language=words.language,
        says=words("Change the virtual appointment of “{title}”?", title=key),
    )


def changed(words: Words, change_id: str, key: str, differences: Sequence[Difference]) -> Card:
    """The result, with the way back."""
    says = words("The virtual appointment of “{title}” is changed.", title=key)
    return card(
        heading(words("Changed"), "good"),
        line(says),
        *rows(words, differences),
        actions=[press(words("Undo"), UndoChange(change_id))] if change_id else [],
        language=words.language,
        says=says,
    )


def put_back(words: Words, key: str) -> Card:
    """The result of an undo."""
    says = words("The virtual appointment of “{title}” is as it was.", title=key)
    return card(heading(words("Undone"), "good"), line(says), language=words.language, says=says)


def link(words: Words, key: str, url: str, about: str) -> Card:
    """The client's join link, and one honest sentence if it is all there is."""
    says = words("The client joins “{title}” with this link.", title=key)
    return card(
        heading(words("Virtual appointment")),
        line(says),
        InputText(id="link", label=words("Link to copy"), value=url),
        note(about) if about else None,
        actions=[client_link(words, url)],
        language=words.language,
        says=says,
    )
