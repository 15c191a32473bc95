"""Virtual appointments of online meetings."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model.confirmed import UNCHANGED, Unchanged


@dataclass(frozen=True)
class VisitClient:
    """Somebody who joins a virtual appointment from outside."""

    name: str
    email: str = ""
    phone: str = ""  #: can receive SMS


@dataclass(frozen=True)
class Visit:
    """The virtual appointment of an online meeting."""

    meeting_id: str
    etag: str
    clients: tuple[VisitClient, ...]
    client_join_url: str
    external_id: str
    external_url: str
    browser_join: bool  #: the client may join without the Teams app


@dataclass(frozen=True)
class VisitChange:
    """New values for a virtual appointment; what is UNCHANGED is not sent, "" or () clears.

    Source: https://learn.microsoft.com/graph/api/virtualappointment-update?view=graph-rest-beta
    """

    meeting_id: str
    etag: str | None  #: of the version that was shown; None writes over whatever is there
    clients: tuple[VisitClient, ...] | Unchanged = UNCHANGED
    client_join_url: str | Unchanged = UNCHANGED
    external_id: str | Unchanged = UNCHANGED
    external_url: str | Unchanged = UNCHANGED
    browser_join: bool | Unchanged = UNCHANGED
    seen: Visit | None = None  #: what was shown; where the touched properties still stand, another ETag is no obstacle


@dataclass(frozen=True)
class VisitDifference:
    """One property that somebody else changed, or that we want to change."""

    name: str  #: as in `VisitChange`
    was: object  #: when it was shown
    theirs: object  #: what is there now
    yours: object  #: what is wanted; UNCHANGED if we do not touch it

    @property
    def collides(self) -> bool:
        """Both changed it, and not to the same value."""
        return self.theirs != self.was and not isinstance(self.yours, Unchanged) and self.yours != self.theirs
