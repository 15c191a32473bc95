"""Who and where the chat is: its people, its fixed ids, and the Playground's settings file that says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TENANT_ID = "11111111-1111-4111-8111-111111111111"
BOT_ID = "28:22222222-2222-4222-8222-222222222222"
PERSONAL_CHAT_ID = "a:nudge-personal"
GROUP_CHAT_ID = "19:nudge-group@thread.v2"
TEAM_ID = "19:nudge-team@thread.tacv2"
TEAM_GROUP_ID = "44444444-4444-4444-8444-444444444444"
CHANNEL_ID = "19:nudge-planning@thread.tacv2"
OTHER_PEOPLE = 5  # the Playground refuses any other number


@dataclass(frozen=True)
class Member:
    """Somebody in the chat."""

    teams_id: str  #: such as "29:user-alex"
    entra_id: str
    name: str
    given_name: str
    surname: str
    email: str


def _member(number: int, given_name: str, surname: str, email: str) -> Member:
    entra_id = f"33333333-3333-4333-8333-33333333333{number}"
    return Member(f"29:user-{given_name.lower()}", entra_id, f"{given_name} {surname}", given_name, surname, email)


# The sandbox knows them by the same ids; the first sits at the keyboard.
PEOPLE = (
    _member(0, "Alex", "Wilber", "alexw@contoso.com"),
    _member(1, "Megan", "Bowen", "megan@contoso.com"),
    _member(2, "Adele", "Vance", "adele@contoso.com"),
    _member(3, "Isaiah", "Langer", "isaiah@contoso.com"),
    _member(4, "Patti", "Fernandez", "patti@contoso.com"),
    _member(5, "Lynne", "Robbins", "lynne@contoso.com"),
)


def write_config(people: Sequence[Member], folder: Path) -> Path:
    """The settings file, written in `folder`; raises ValueError unless `people` are six."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "chat.yml"
    config.write_text(json.dumps(_config(people), ensure_ascii=False, indent=2), "utf-8")  # JSON is YAML
    return config


def _config(people: Sequence[Member]) -> dict[str, object]:
    # Left to itself the Playground takes ids that are not GUIDs, and new chats at each start.
    at_the_keyboard, *others = (_user(member) for member in people)
    if len(others) != OTHER_PEOPLE:
        raise ValueError(f"the chat needs one person and {OTHER_PEOPLE} others")
    return {
        "version": "0.1.1",
        "tenantId": TENANT_ID,
        "bot": {"id": BOT_ID, "name": "Nudge"},
        "currentUser": at_the_keyboard,
        "users": others,
        "personalChat": {"id": PERSONAL_CHAT_ID},
        "groupChat": {"id": GROUP_CHAT_ID, "name": "Project team"},
        "team": {
            "id": TEAM_ID,
            "name": "Contoso",
            "aadGroupId": TEAM_GROUP_ID,
            "channels": [{"id": CHANNEL_ID, "name": "Planning"}],
        },
    }


def _user(member: Member) -> dict[str, str]:
    return {
        "id": member.teams_id,
        "name": member.name,
        "userPrincipleName": member.email,  # the Playground spells it so
        "aadObjectId": member.entra_id,
        "givenName": member.given_name,
        "surname": member.surname,
        "email": member.email,
    }
