"""What tests of editing look at: things as the sandbox keeps them, before and after."""

from __future__ import annotations

import copy
from typing import Any

from graph.sandbox import Sandbox
from tests.teams import ALEX, Shown, Talk

Json = dict[str, Any]
CLINIC = "ContosoClinicLondon@contoso.com"
# What every write makes new.
VERSIONS = ("changeKey", "lastModifiedDateTime", "lastUpdatedDateTime", "@odata.etag")


def event(world: Sandbox, subject: str) -> Json:
    """A single event or a series of Alex's, as it is kept; by any part of its subject."""
    found = [each for each in world.organisation.mailboxes[ALEX.entra_id].events.values() if subject in each["subject"]]
    return found[0]


def booking(world: Sandbox, customer: str) -> Json:
    """An appointment of the clinic, by its first customer."""
    appointments = world.organisation.businesses[CLINIC].appointments.values()
    return [each for each in appointments if each["customers"][0]["name"] == customer][-1]


def content(kept: Json) -> Json:
    """A copy of it without its version."""
    return {name: value for name, value in copy.deepcopy(kept).items() if name not in VERSIONS}


def without_answers(kept: Json) -> Json:
    """The same without what attendees answered: that is theirs, and Outlook asks again when the time changes."""
    attendees = [{name: each[name] for name in ("type", "emailAddress")} for each in kept.get("attendees", [])]
    return content(kept) | ({"attendees": attendees} if attendees else {})


async def edited(
    talk: Talk, text: str, yes: str = "Yes, change it", check: str = "Check the changes", **fields: str
) -> Shown:
    """Opens the form, types into it, and says yes."""
    asked = await talk.press(await talk(text), check, **fields)
    return await talk.press(asked, yes)


async def somebody_changes_event(world: Sandbox, kept: Json, body: Json) -> None:
    """Changes an event of Alex's from elsewhere."""
    answer = await world.change("alexw@contoso.com", "PATCH", f"/v1.0/me/events/{kept['id']}", body)
    assert answer.status == 200


async def somebody_changes_booking(world: Sandbox, kept: Json, body: Json) -> None:
    """Changes an appointment of the clinic from elsewhere."""
    path = f"/v1.0/solutions/bookingBusinesses/{CLINIC}/appointments/{kept['id']}"
    answer = await world.change("lynne@contoso.com", "PATCH", path, body)
    assert answer.status == 204
