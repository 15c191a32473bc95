"""Bearer tokens of the sandbox: worthless elsewhere, and each with a person, permissions and an end."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from graph.sandbox.calls import Grant, RefusedError
from graph.sandbox.organisation import Person

LIFETIME = timedelta(hours=1)

#: What the two OAuth connections of the bot ask for.
CONNECTIONS = {
    "graph": frozenset(
        {
            "User.Read",
            "User.ReadBasic.All",
            "Calendars.ReadWrite",
            "Calendars.Read.Shared",
            "OnlineMeetings.ReadWrite",
            "VirtualAppointment.Read",
            "MailboxSettings.Read",
        }
    ),
    "bookings": frozenset({"User.Read", "BookingsAppointment.ReadWrite.All"}),
}
DELEGATED = frozenset[str]().union(*CONNECTIONS.values())
APPLICATION = frozenset(
    {
        "User.Read.All",
        "Calendars.ReadWrite",
        "OnlineMeetings.ReadWrite.All",
        "VirtualAppointment.Read.All",
        "MailboxSettings.Read",
        "BookingsAppointment.ReadWrite.All",
    }
)


@dataclass(frozen=True)
class Tokens:
    """Every token that was ever issued here."""

    clock: Callable[[], datetime]
    grants: dict[str, Grant] = field(default_factory=dict)

    def issue(self, person: Person | None, scopes: Iterable[str], lifetime: timedelta = LIFETIME) -> str:
        """A new token for that person, or an app-only one for None."""
        token = f"sandbox-{secrets.token_urlsafe(24)}"
        self.grants[token] = Grant(person, frozenset(scopes), self.clock() + lifetime)
        return token

    def is_good(self, token: str) -> bool:
        """Whether the token was issued here and has not expired."""
        return token in self.grants and self.grants[token].expires_at > self.clock()

    def grant(self, authorization: str) -> Grant:
        """What an Authorization header allows; raises RefusedError (401)."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _not_authenticated("Access token is empty.")
        if token not in self.grants:
            raise _not_authenticated("The access token is not one of this sandbox's.")
        if not self.is_good(token):
            raise _not_authenticated("Lifetime validation failed, the token is expired.")
        return self.grants[token]


def _not_authenticated(message: str) -> RefusedError:
    challenge = 'Bearer realm="", error="invalid_token"'
    return RefusedError(401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": challenge})
