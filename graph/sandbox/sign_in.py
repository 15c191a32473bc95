"""Who is signed in with what: the memory behind the Bot Framework's user-token service."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from graph.sandbox.organisation import Organisation, Person
from graph.sandbox.tokens import CONNECTIONS, Tokens

State = Literal["signedIn", "signedOut", "consentRequired", "refused"]
STATES: tuple[State, ...] = ("signedIn", "signedOut", "consentRequired", "refused")
CODE_LIFETIME = timedelta(minutes=10)
_DEFAULT_PERSON = "29:user-alex"


@dataclass(frozen=True)
class Code:
    """A one-time code from the sign-in page."""

    user_id: str
    connection: str
    person: Person
    expires_at: datetime


@dataclass(frozen=True)
class SignIns:
    """Everybody is signed in with everything, until something else is said."""

    organisation: Organisation
    tokens: Tokens
    states: dict[tuple[str, str], State] = field(default_factory=dict)  #: by (channel user id, connection)
    persons: dict[str, Person] = field(default_factory=dict)  #: by channel user id, as picked at the sign-in page
    current: dict[tuple[str, str], str] = field(default_factory=dict)  #: the token each of them holds
    codes: dict[str, Code] = field(default_factory=dict)

    def person(self, user_id: str) -> Person:
        """Who a channel user is: as picked, as known, or else Alex Wilber, so that any chat client works."""
        known = self.persons.get(user_id) or self.organisation.find_person(user_id)
        return known or self.organisation.person(_DEFAULT_PERSON)

    def state(self, user_id: str, connection: str) -> State:
        """Whether that user is signed in with that connection."""
        return self.states.get((user_id, connection), "signedIn")

    def set_state(self, user_id: str, connection: str, state: State) -> None:
        """Sign in or out, or let the next sign-in be refused or need consent; tokens held so far are forgotten."""
        self.states[user_id, connection] = state
        self.current.pop((user_id, connection), None)

    def token(self, user_id: str, connection: str) -> str | None:
        """A token that is good for a while, or None for somebody who is not signed in."""
        if self.state(user_id, connection) != "signedIn":
            return None
        held = self.current.get((user_id, connection))
        if held is None or not self.tokens.is_good(held):
            held = self.tokens.issue(self.person(user_id), CONNECTIONS[connection])
            self.current[user_id, connection] = held
        return held

    def new_code(self, user_id: str, connection: str, person: Person) -> str:
        """A six-digit code with which the user becomes that person."""
        code = f"{secrets.randbelow(10**6):06}"
        self.codes[code] = Code(user_id, connection, person, self.tokens.clock() + CODE_LIFETIME)
        return code

    def redeem(self, text: str, user_id: str, connection: str) -> bool:
        """Sign in with a code; False for one that is unknown, used, too old, or meant for somebody else."""
        code = self.codes.get(text)
        if code is None or (code.user_id, code.connection) != (user_id, connection):
            return False
        del self.codes[text]
        if code.expires_at <= self.tokens.clock():
            return False
        self.persons[user_id] = code.person
        for other in CONNECTIONS:
            self.current.pop((user_id, other), None)
        self.set_state(user_id, connection, "signedIn")
        return True
